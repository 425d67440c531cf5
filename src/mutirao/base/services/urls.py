"""Addresses of services and their agreements; blocks hang their own below."""

from django.urls import include, path

from mutirao.base.blocks import blocks
from mutirao.base.people import paper_views
from mutirao.base.services import agreement_views, area_views, views

VERSION = "<slug:slug>/agreement/<int:number>/"

urlpatterns = [
    path("", views.services, name="services"),
    path("start/", views.start, name="start-service"),
    path("<slug:slug>/", views.service, name="service"),
    path("<slug:slug>/people/", paper_views.on_paper, name="on-paper"),
    path("<slug:slug>/people/register/", paper_views.register, name="register-on-paper"),
    path("<slug:slug>/people/<uuid:pk>/card/", paper_views.card_for, name="card-for"),
    path("<slug:slug>/describe/", views.describe, name="describe-service"),
    path("<slug:slug>/areas/", area_views.areas, name="areas"),
    path("<slug:slug>/areas/add/", area_views.add, name="add-areas"),
    path("<slug:slug>/uses/", views.compose, name="compose-service"),
    path("<slug:slug>/agreement/", agreement_views.agreement, name="agreement"),
    path("<slug:slug>/agreement/draft/", agreement_views.draft, name="agreement-draft"),
    path("<slug:slug>/agreement/<int:old>-<int:new>/", agreement_views.compare, name="agreement-compare"),
    path(VERSION, agreement_views.version, name="agreement-version"),
    path(VERSION + "text/", agreement_views.signed_text, name="agreement-text"),
    path(VERSION + "review/", agreement_views.review, name="agreement-review"),
    path(VERSION + "parties/", agreement_views.add_party, name="agreement-add-party"),
    path(
        "<slug:slug>/parties/<int:party>/signatory/",
        agreement_views.name_signatory,
        name="name-signatory",
    ),
    path(VERSION + "propose/", agreement_views.propose, name="agreement-propose"),
    path(VERSION + "duties/<slug:duty>/", agreement_views.duty, name="agreement-duty"),
    path(VERSION + "terms/<int:party>/", agreement_views.terms, name="agreement-terms"),
    path(VERSION + "sign/<int:party>/", agreement_views.sign, name="agreement-sign"),
    path(VERSION + "send-back/<int:party>/", agreement_views.send_back, name="agreement-send-back"),
    *[path(f"<slug:slug>/{block.slug}/", include(block.urls)) for block in blocks()],
]
