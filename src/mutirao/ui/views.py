"""The gallery: every component in each of its states."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from mutirao.ui.samples import samples


@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    """Show every component, for designers and for the browser tests."""
    return render(request, "ui/gallery.html", samples(request))
