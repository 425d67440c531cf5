"""Addresses below a service's."""

from django.urls import path

from mutirao.planning.statements import organising_views, views

ONE = "<slug:address>/"

urlpatterns = [
    path("", views.conversations, name="statements"),
    path("ask/", organising_views.ask, name="ask-conversation"),
    path("bring-in/", organising_views.bring_in, name="bring-in-conversation"),
    path(ONE, views.conversation, name="conversation"),
    path(ONE + "answers/", views.my_answers, name="my-answers"),
    path(ONE + "answers/<int:number>/", views.answer, name="answer-statement"),
    path(ONE + "add/", views.add, name="add-statement"),
    path(ONE + "map/", views.opinion_map, name="opinion-map"),
    path(ONE + "export.zip", views.export, name="export-conversation"),
    path(ONE + "waiting/", organising_views.waiting, name="waiting-statements"),
    path(ONE + "end/", organising_views.end, name="end-conversation"),
]
