"""Addresses below a service's."""

from django.urls import path

from mutirao.planning.budgets import views

urlpatterns = [
    path("", views.budgets, name="budgets"),
    path("<slug:address>/", views.budget, name="budget"),
    path("<slug:address>/what-if/", views.what_if, name="budget-what-if"),
    path("<slug:address>/rule/", views.rule, name="budget-rule"),
    path("<slug:address>/count/", views.count, name="budget-count"),
    path("<slug:address>/decide/", views.decide, name="budget-decide"),
    path("<slug:address>/depart/", views.override, name="budget-override"),
    path("<slug:address>/verify/", views.verify, name="budget-verify"),
    path("<slug:address>/ballots.pb", views.ballots, name="budget-ballots"),
]
