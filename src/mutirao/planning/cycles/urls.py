"""Addresses below a service's."""

from django.urls import path

from mutirao.planning.cycles import views

urlpatterns = [
    path("", views.cycles, name="cycles"),
    path("make/", views.make, name="cycle-make"),
    path("<int:pk>/", views.cycle, name="cycle"),
    path("<int:pk>/add/", views.add_phase, name="phase-add"),
    path("phases/<int:pk>/", views.phase, name="phase"),
    path("phases/<int:pk>/move/", views.move_phase, name="phase-move"),
    path("phases/<int:pk>/remove/", views.remove_phase, name="phase-remove"),
]
