"""Addresses about yourself, and about bodies."""

from django.urls import path

from mutirao.base.people import views

urlpatterns = [
    path("me/", views.me, name="me"),
    path("me/details/", views.details, name="my-details"),
    path("me/erase/", views.erase, name="erase-me"),
    path("me/card/", views.card, name="card"),
    path("account/card/", views.sign_in_with_card, name="sign-in-with-card"),
    path("account/link/<str:link>/", views.sign_in_with_link, name="sign-in-with-link"),
    path("groups/", views.bodies, name="bodies"),
    path("groups/add/", views.found_body, name="found-body"),
    path("groups/<slug:slug>/", views.body, name="body"),
    path("groups/<slug:slug>/details/", views.describe_body, name="describe-body"),
    path("groups/<slug:slug>/members/add/", views.admit, name="admit"),
    path("groups/<slug:slug>/members/<int:pk>/end/", views.end_membership, name="end-membership"),
]
