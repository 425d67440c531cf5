"""Addresses below a service's, and those that stand by themselves."""

from django.urls import path

from mutirao.planning.decisions import link_views, promise_views, views

PROMISE = "promises/<uuid:pk>/"

urlpatterns = [
    path("", views.decisions, name="decisions"),
    path("new/", views.decide, name="decide"),
    path("promises/", promise_views.promises, name="promises"),
    path("promises/new/", promise_views.make, name="make-promise"),
    path(PROMISE, promise_views.promise, name="promise"),
    path(PROMISE + "answer/", promise_views.answer, name="promise-answer"),
    path(PROMISE + "done/", promise_views.keep, name="promise-keep"),
    path(PROMISE + "new-day/", promise_views.move, name="promise-move"),
    path(PROMISE + "not-done/", promise_views.give_up, name="promise-break"),
    path(PROMISE + "works/", promise_views.advance, name="promise-advance"),
    path(PROMISE + "who-is-asked/", promise_views.hand_over, name="promise-hand-over"),
    path(PROMISE + "not-yet/", promise_views.not_yet, name="promise-question"),
    path(PROMISE + "verify/", promise_views.verify, name="promise-verify"),
    path("<uuid:pk>/", views.decision, name="decision"),
    path("<uuid:pk>/promise/", promise_views.make, name="promise-of-decision"),
    path("<uuid:pk>/review/", views.review, name="review-decision"),
    path("<uuid:pk>/now/", views.items, name="decision-now"),
    path("<uuid:pk>/verify/", views.verify, name="decision-verify"),
]

# Where nobody needs to know which service it is, or which block: `site.urls` puts these at the top.
of_the_site = [
    path("promises/<str:token>/", link_views.link, name="promise-link"),
    path("promises/<str:token>/again/", link_views.again, name="promise-link-again"),
    path("services/<slug:slug>/chain/<str:kind>/<str:pk>/", promise_views.chain_page, name="chain"),
]
