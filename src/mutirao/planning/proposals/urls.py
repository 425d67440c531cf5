"""Addresses below a service's."""

from django.urls import path

from mutirao.planning.proposals import call_views, merge_views, views, writing_views

urlpatterns = [
    path("", call_views.calls, name="proposals"),
    path("new/", call_views.new, name="call-new"),
    path("<slug:address>/", call_views.call, name="call"),
    path("<slug:address>/change/", call_views.change, name="call-change"),
    path("<slug:address>/alike/", call_views.alike, name="call-alike"),
    path("<slug:address>/bring-in/", call_views.bring_in, name="call-bring-in"),
    path("<slug:address>/propose/", writing_views.propose, name="propose"),
    path("<slug:address>/paper/", writing_views.on_paper, name="propose-on-paper"),
    path("<slug:address>/<int:number>/", views.proposal, name="proposal"),
    path("<slug:address>/<int:number>/others/", views.others, name="proposal-others"),
    path("<slug:address>/<int:number>/versions/", views.versions, name="proposal-versions"),
    path("<slug:address>/<int:number>/change/", writing_views.revise, name="proposal-revise"),
    path("<slug:address>/<int:number>/take-back/", writing_views.withdraw, name="proposal-withdraw"),
    path("<slug:address>/<int:number>/authors/", writing_views.authors, name="proposal-authors"),
    path(
        "<slug:address>/<int:number>/authors/answer/",
        writing_views.answer_invitation,
        name="proposal-invited",
    ),
    path("<slug:address>/<int:number>/suggest/", writing_views.suggest, name="proposal-suggest"),
    path("<slug:address>/<int:number>/changes/<int:pk>/", writing_views.amendment, name="amendment"),
    path("<slug:address>/<int:number>/too/", views.support, name="proposal-support"),
    path("<slug:address>/<int:number>/judge/", views.judge, name="proposal-judge"),
    path("<slug:address>/<int:number>/reply/<int:pk>/", views.reply, name="proposal-reply"),
    path("<slug:address>/<int:number>/merge/", merge_views.suggest, name="proposal-merge"),
    path("<slug:address>/merges/<int:pk>/", merge_views.merge, name="merge"),
    path("<slug:address>/merges/<int:pk>/undo/", merge_views.undo, name="merge-undo"),
]
