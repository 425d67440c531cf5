"""Addresses below a service's."""

from django.urls import path

from mutirao.planning.drafts import clause_views, mark_views, views

urlpatterns = [
    path("", views.drafts, name="drafts"),
    path("start/", views.start, name="draft-start"),
    path("<slug:address>/", views.draft, name="draft"),
    path("<slug:address>/about/", views.describe, name="draft-describe"),
    path("<slug:address>/history/", views.history, name="draft-history"),
    path("<slug:address>/round/", views.open_round, name="draft-open-round"),
    path("<slug:address>/decide/", views.decide, name="draft-decide"),
    path("<slug:address>/disagreement/", views.disagree, name="draft-disagree"),
    path("<slug:address>/withdraw/", views.withdraw, name="draft-withdraw"),
    path("<slug:address>/clauses/add/", clause_views.add, name="draft-add-clause"),
    path("<slug:address>/clauses/<int:number>/", clause_views.clause, name="draft-clause"),
    path("<slug:address>/clauses/<int:number>/change/", clause_views.change, name="draft-change-clause"),
    path("<slug:address>/clauses/<int:number>/earlier/", clause_views.earlier, name="draft-earlier"),
    path("<slug:address>/clauses/<int:number>/mark/<int:pk>/", mark_views.mark, name="draft-mark"),
    path("<slug:address>/clauses/<int:number>/wording/<int:pk>/", mark_views.propose, name="draft-wording"),
    path("<slug:address>/wordings/<int:pk>/adopt/", clause_views.adopt, name="draft-adopt"),
    path("<slug:address>/wordings/<int:pk>/take-back/", mark_views.take_back, name="draft-take-back"),
]
