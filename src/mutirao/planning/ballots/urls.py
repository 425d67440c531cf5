"""Addresses below a service's."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
