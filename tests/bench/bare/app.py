"""The smallest Django site that does something: the yardstick of the benchmark."""

from __future__ import annotations

import os

import dj_database_url
import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.urls import path

settings.configure(
    ALLOWED_HOSTS=["*"],
    DATABASES={"default": dj_database_url.parse(os.environ["DATABASE_URL"], conn_max_age=600)},
    ROOT_URLCONF=__name__,
    MIDDLEWARE=[],
    SECRET_KEY="only for the benchmark",
)
django.setup()


class Row(models.Model):
    """A row of the table that the benchmark makes."""

    name = models.CharField(max_length=200)
    text = models.TextField()

    class Meta:
        app_label = "bench"
        managed = False
        db_table = "bench_row"


def none(request: HttpRequest) -> HttpResponse:
    """No query at all."""
    return HttpResponse("<p>nothing</p>")


def rows(request: HttpRequest) -> HttpResponse:
    """Twenty rows, written out."""
    return HttpResponse("".join(f"<p>{row.name}: {row.text}</p>" for row in Row.objects.order_by("id")[:20]))


urlpatterns = [path("none", none), path("rows", rows)]
application = get_wsgi_application()
