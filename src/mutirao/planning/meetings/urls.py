"""Addresses below a service's."""

from django.urls import path

from mutirao.planning.meetings import door_views, election_views, minutes_views, views

urlpatterns = [
    path("", views.meetings, name="meetings"),
    path("call/", views.call, name="meeting-call"),
    path("delegates/", views.rules, name="delegate-rules"),
    path("delegates/set/", views.set_rule, name="delegate-rule-set"),
    path("<uuid:pk>/", views.meeting, name="meeting"),
    path("<uuid:pk>/change/", views.change, name="meeting-change"),
    path("<uuid:pk>/call-off/", views.cancel, name="meeting-cancel"),
    path("<uuid:pk>/sign-up/", views.sign_up, name="meeting-sign-up"),
    path("<uuid:pk>/sign-off/", views.sign_off, name="meeting-sign-off"),
    path("<uuid:pk>/needs/", views.needs, name="meeting-needs"),
    path("<uuid:pk>/in/<slug:token>/", door_views.sign_in, name="meeting-sign-in"),
    path("<uuid:pk>/lines/<slug:token>/", door_views.hand_in, name="meeting-hand-in"),
    path("<uuid:pk>/door/worker.js", door_views.worker, name="meeting-worker"),
    path("<uuid:pk>/door/<slug:token>/", door_views.door, name="meeting-door"),
    path("<uuid:pk>/poster/", door_views.poster, name="meeting-poster"),
    path("<uuid:pk>/sheet/", door_views.sheet, name="meeting-sheet"),
    path("<uuid:pk>/type-in/", door_views.type_in, name="meeting-type-in"),
    path("<uuid:pk>/written/", door_views.written, name="meeting-written"),
    path("<uuid:pk>/written/<int:line>/strike/", door_views.strike, name="meeting-strike"),
    path("<uuid:pk>/close/", door_views.close, name="meeting-close"),
    path("<uuid:pk>/elections/", election_views.elections, name="meeting-elections"),
    path("<uuid:pk>/elections/open/", election_views.open_election, name="meeting-election-open"),
    path("<uuid:pk>/elections/<int:election>/stand/", election_views.stand, name="meeting-stand"),
    path("<uuid:pk>/elections/<int:election>/enter/", election_views.enter, name="meeting-stand-for"),
    path("<uuid:pk>/elections/<int:election>/count/", election_views.elect, name="meeting-elect"),
    path("<uuid:pk>/minutes/", minutes_views.minutes, name="meeting-minutes"),
    path("<uuid:pk>/minutes/write/", minutes_views.write, name="meeting-write"),
    path("<uuid:pk>/minutes/publish/", minutes_views.publish, name="meeting-publish"),
    path("<uuid:pk>/minutes/<int:number>/", minutes_views.rewrite, name="meeting-rewrite"),
    path("<uuid:pk>/minutes/<int:number>/decide/", minutes_views.decide, name="meeting-decide"),
    path("<uuid:pk>/minutes/<int:number>/promise/", minutes_views.promise, name="meeting-promise"),
]
