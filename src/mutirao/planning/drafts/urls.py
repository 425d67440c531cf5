"""Addresses below a service's."""

urlpatterns = []
