"""Addresses below a service's."""

from django.urls import path

from mutirao.planning.ballots import desk_views, organiser_views, paper_views, views

ONE = "<slug:address>/"

urlpatterns = [
    path("", views.ballots, name="ballots"),
    path("new/", organiser_views.draft, name="ballot-draft"),
    path(ONE, views.ballot, name="ballot"),
    path(ONE + "receipt/", views.receipt, name="ballot-receipt"),
    path(ONE + "about-me/", views.about_me, name="ballot-about-me"),
    path(ONE + "votes/", views.published, name="ballot-votes"),
    path(ONE + "votes.csv", views.file, name="ballot-file"),
    path(ONE + "find/", views.find, name="ballot-find"),
    path(ONE + "manage/", organiser_views.manage, name="ballot-manage"),
    path(ONE + "change/", organiser_views.change, name="ballot-change"),
    path(ONE + "options/", organiser_views.options, name="ballot-options"),
    path(ONE + "open/", organiser_views.open_vote, name="ballot-open"),
    path(ONE + "close/", organiser_views.close, name="ballot-close"),
    path(ONE + "withdraw/", organiser_views.withdraw, name="ballot-withdraw"),
    path(ONE + "count/", organiser_views.count, name="ballot-count"),
    path(ONE + "decide/", organiser_views.decide, name="ballot-decide"),
    path(ONE + "papers/", paper_views.papers, name="ballot-papers"),
    path(ONE + "papers/print/", paper_views.print_batch, name="ballot-print"),
    path(ONE + "papers/enter/", paper_views.enter, name="ballot-enter"),
    path(ONE + "papers/<int:number>/", paper_views.resolve, name="ballot-resolve"),
    path(ONE + "people/", desk_views.people, name="ballot-people"),
    path(ONE + "people/<uuid:pk>/", desk_views.vote_for, name="ballot-vote-for"),
    path(ONE + "people/<uuid:pk>/paper/", desk_views.hand_over, name="ballot-hand-over"),
    path(ONE + "desk/", desk_views.desk, name="ballot-desk"),
    path(ONE + "desk/open/", desk_views.open_desk, name="ballot-desk-open"),
    path(ONE + "desk/next/", desk_views.next_voter, name="ballot-desk-next"),
]
