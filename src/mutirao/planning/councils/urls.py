"""Addresses below a service's."""

from django.urls import path

from mutirao.planning.councils import seat_views, views

urlpatterns = [
    path("", views.councils, name="councils"),
    path("set-up/", views.set_up, name="council-set-up"),
    path("<slug:address>/", views.council, name="council"),
    path("<slug:address>/rules/", views.set_rules, name="council-rules"),
    path("<slug:address>/seats/", views.add_seats, name="council-seats"),
    path("<slug:address>/sittings/", seat_views.sittings, name="council-sittings"),
    path("<slug:address>/sitting/", seat_views.record_sitting, name="council-sitting"),
    path("<slug:address>/seats/<int:category>/fill/", seat_views.fill, name="council-fill"),
    path("<slug:address>/held/<int:seat>/vacate/", seat_views.vacate, name="council-vacate"),
    path("<slug:address>/held/<int:seat>/recall/", seat_views.recall, name="council-recall"),
]
