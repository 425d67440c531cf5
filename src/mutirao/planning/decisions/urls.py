"""Addresses below a service's."""

from django.urls import path

from mutirao.planning.decisions import views

urlpatterns = [
    path("", views.decisions, name="decisions"),
    path("<uuid:pk>/", views.decision, name="decision"),
]
