"""Addresses below a service's."""

from django.urls import path

from mutirao.planning.priorities import area_views, division_views, rules_views, views

THEME = "<int:pk>/themes/<slug:theme>/"
AREA = "<int:pk>/areas/<slug:area>/"
DIVISION = "<int:pk>/divisions/<int:number>/"

urlpatterns = [
    path("", views.rounds, name="priorities"),
    path("open/", views.open_round, name="priorities-open"),
    path("themes/", views.themes, name="themes"),
    path("themes/add/", views.add_theme, name="theme-add"),
    path("rules/", rules_views.rule_sets, name="rules"),
    path("rules/propose/", rules_views.propose, name="rules-propose"),
    path("rules/<int:version>/", rules_views.rule_set, name="rule-set"),
    path("rules/<int:version>/adopt/", rules_views.adopt, name="rules-adopt"),
    path("<int:pk>/", views.round, name="priorities-round"),
    path("<int:pk>/add-area/", area_views.add_area, name="plenary-add"),
    path(AREA, area_views.area, name="plenary"),
    path(f"{AREA}rank/", area_views.rank, name="plenary-rank"),
    path(f"{AREA}group/", area_views.group, name="plenary-group"),
    path(f"{AREA}sheet/", area_views.sheet, name="plenary-sheet"),
    path(THEME, division_views.theme, name="priorities-theme"),
    path(f"{THEME}figures/", division_views.figures, name="priorities-figures"),
    path(f"{THEME}figures/enter/", division_views.measure, name="priorities-measure"),
    path(f"{THEME}what-if/", division_views.what_if, name="priorities-what-if"),
    path(f"{THEME}divide/", division_views.divide, name="priorities-divide"),
    path(DIVISION, division_views.division, name="division"),
    path(f"{DIVISION}again/", division_views.again, name="division-again"),
    path(f"{DIVISION}decide/", division_views.decide, name="division-decide"),
    path(f"{DIVISION}inputs.json", division_views.inputs, name="division-inputs"),
]
