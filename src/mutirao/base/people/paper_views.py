"""Pages for those who keep the records: people who are not online, and their code cards."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mutirao.base.actor import Actor
from mutirao.base.people import acts, queries
from mutirao.base.people.forms import PaperPersonForm
from mutirao.base.people.models import Body, Membership, Person
from mutirao.base.web import attempt, now, open_service


def on_paper(request: HttpRequest, slug: str) -> HttpResponse:
    """People of this service who have no e-mail address."""
    service, seat = open_service(request, slug, to="person.register")
    members = (
        Membership.objects.current(seat.today)
        .filter(body__in=seat.kept_bodies, person__email="")
        .select_related("person", "body")
        .order_by("person__name", "pk")
    )
    page = Paginator(members, 50).get_page(request.GET.get("page"))
    return render(request, "people/on_paper.html", {"service": service, "page": page})


def register(request: HttpRequest, slug: str) -> HttpResponse:
    """Register somebody on paper."""
    service, seat = open_service(request, slug, to="person.register")
    bodies = Body.objects.filter(pk__in=seat.kept_bodies)
    form = PaperPersonForm(request.POST or None, bodies=bodies)
    if form.is_valid() and attempt(
        form,
        acts.register,
        service=service,
        **form.cleaned_data,
        starts=seat.today,
        by=seat.actor,
        at=now(),
    ):
        messages.success(request, _("Registered. You can print a code card for them."))
        return redirect("on-paper", slug)
    heading, button = _("Register someone on paper"), _("Register this person")
    facts = {"service": service, "form": form, "heading": heading, "button": button, "intro": ""}
    return render(request, "services/form.html", facts, status=422 if form.is_bound else 200)


@require_POST
def card_for(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """Print a code card for somebody on paper; both names stand behind the act."""
    service, seat = open_service(request, slug, to="person.register")
    people = Person.objects.filter(email="", memberships__body__in=seat.kept_bodies).distinct()
    person = get_object_or_404(people, pk=pk)
    by = Actor(person=seat.actor.person, behalf=person, is_strong=seat.actor.is_strong)
    codes = acts.issue_card(person=person, service=service, by=by, at=now())
    facts = {"codes": codes, "qr": queries.sign_in_qr(request), "holder": person}
    return render(request, "people/card.html", facts)
