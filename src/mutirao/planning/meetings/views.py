"""Pages about meetings: all of them, one of them; calling, changing, signing up; the rule for delegates."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mutirao.base.services.authority import Seat
from mutirao.base.services.models import Service
from mutirao.base.web import attempt, door, now, open_service
from mutirao.planning.decisions.queries import of as decisions_of
from mutirao.planning.meetings import acts, queries, sign_up_acts
from mutirao.planning.meetings.forms import CallForm, CancelForm, RuleForm, SignUpForm, as_entered
from mutirao.planning.meetings.models import Meeting, Scale, SignUp
from mutirao.theory.periods import Stage

NEEDS_ON_A_PAGE = 50


def meetings(request: HttpRequest, slug: str) -> HttpResponse:
    """Every meeting of a service, the latest first."""
    service, seat = open_service(request, slug)
    page = Paginator(queries.of(service), 20).get_page(request.GET.get("page"))
    facts = {
        "service": service,
        "page": page,
        "rows": [(meeting, meeting.period.stage(seat.at).value) for meeting in page],
        "call": door(seat, "meeting.call"),
    }
    return render(request, "meetings/list.html", facts)


def find(service: Service, seat: Seat, pk: UUID) -> Meeting:
    """A meeting with all its page needs."""
    return get_object_or_404(queries.for_page(service, seat.actor), pk=pk)


def meeting(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """One meeting: when, where, what for; who is there and how many delegates that makes."""
    service, seat = open_service(request, slug)
    found = find(service, seat, pk)
    facts = {
        "service": service,
        "meeting": found,
        "stage": found.period.stage(seat.at).value,
        "is_over": found.period.stage(seat.at) is Stage.OVER,
        "doors_open": found.are_doors_open(seat.at),
        "live": queries.live(found),
        "sign_up": door(seat, "meeting.sign_up", found),
        "organise": door(seat, "meeting.type_in"),
    }
    part = "HX-Request" in request.headers
    return render(request, "meetings/present.html" if part else "meetings/meeting.html", facts)


def call(request: HttpRequest, slug: str) -> HttpResponse:
    """Call a meeting."""
    service, seat = open_service(request, slug, to="meeting.call")
    initial = {"open_to": "everyone", "kind": "assembly"}
    form = CallForm(request.POST or None, service=service, initial=initial)
    if form.is_valid():
        made = attempt(form, acts.call, service=service, plan=form.plan(), by=seat.actor, at=now())
        if made:
            messages.success(request, _("The meeting is called: it stands on the agenda."))
            return redirect("meeting", slug, made.pk)
    return ask(request, service, form, _("Call a meeting"), _("Call this meeting"))


def change(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """Change a meeting."""
    service, seat = open_service(request, slug, to="meeting.change")
    found = find(service, seat, pk)
    form = CallForm(request.POST or None, service=service, initial=as_entered(found))
    if form.is_valid() and attempt(
        form, acts.change, meeting=found, plan=form.plan(), by=seat.actor, at=now()
    ):
        messages.success(request, _("Changed. Everybody who signed up is told of a new time or place."))
        return redirect("meeting", slug, pk)
    return ask(request, service, form, _("Change the meeting"), _("Change this meeting"), found.title)


def cancel(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """Call a meeting off."""
    service, seat = open_service(request, slug, to="meeting.cancel")
    found = find(service, seat, pk)
    form = CancelForm(request.POST or None)
    if form.is_valid() and attempt(
        form, acts.cancel, meeting=found, **form.cleaned_data, by=seat.actor, at=now()
    ):
        messages.success(request, _("Called off. Everybody who signed up is told."))
        return redirect("meeting", slug, pk)
    return ask(request, service, form, _("Call the meeting off"), _("Call it off"), found.title)


def sign_up(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """Say that you come and what you need."""
    service, seat = open_service(request, slug)
    found = find(service, seat, pk)
    seat.admit(sign_up_acts.sign_up.rule, thing=found)  # type: ignore[attr-defined]
    form = SignUpForm(posted(request), initial=_said_before(found, seat))
    if form.is_valid() and attempt(
        form, sign_up_acts.sign_up, meeting=found, needs=form.needs(), by=seat.actor, at=now()
    ):
        messages.success(request, _("You are signed up. You can change it, or say that you cannot come."))
        return redirect("meeting", slug, pk)
    intro = _(
        "What you need is seen only by those who call the meeting, and erased a month later. "
        "Leave out what you do not need."
    )
    return ask(request, service, form, _("Sign up: %(title)s") % {"title": found}, _("Sign up"), intro)


def _said_before(meeting: Meeting, seat: Seat) -> dict[str, Any]:
    """What somebody said they need when they signed up."""
    asked = SignUp.objects.filter(meeting=meeting, person=seat.actor.whose)
    said = asked.values("children", "travel", "access", "language", "food").first()
    return dict(said) if said else {}


@require_POST
def sign_off(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """Say that you cannot come."""
    service, seat = open_service(request, slug)
    sign_up_acts.sign_off(meeting=find(service, seat, pk), by=seat.actor, at=now())
    messages.success(request, _("Thank you for telling us. What you had said you need is erased."))
    return redirect("meeting", slug, pk)


def needs(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """What people need, for those who call the meeting: in numbers, and who."""
    service, seat = open_service(request, slug, to="meeting.change")
    found = find(service, seat, pk)
    asked = found.sign_ups.select_related("person").order_by("person__name", "pk")
    facts = {
        "service": service,
        "meeting": found,
        "needs": queries.needs(found) if not found.forgotten_at else found.asked_for,
        "page": Paginator(asked, NEEDS_ON_A_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "meetings/needs.html", facts)


def rules(request: HttpRequest, slug: str) -> HttpResponse:
    """The rules for delegates there have been, the newest first, each worked out for a few meetings."""
    service, seat = open_service(request, slug)
    page = Paginator(Scale.objects.filter(service=service).select_related("decision"), 20)
    found = page.get_page(request.GET.get("page"))
    facts = {
        "service": service,
        "page": found,
        "rows": [(scale, queries.worked_out(scale)) for scale in found],
        "current": queries.scale_on(service, seat.today),
        "set_rule": door(seat, "meeting.set_rule"),
    }
    return render(request, "meetings/rules.html", facts)


def set_rule(request: HttpRequest, slug: str) -> HttpResponse:
    """Set the rule for delegates."""
    service, seat = open_service(request, slug, to="meeting.set_rule")
    form = RuleForm(request.POST or None, decisions=decisions_of(service), initial={"since": seat.today})
    if form.is_valid() and attempt(
        form,
        acts.set_rule,
        service=service,
        rule=form.rule(),
        decision=form.cleaned_data["decision"],
        by=seat.actor,
        at=now(),
    ):
        messages.success(request, _("The rule is set."))
        return redirect("delegate-rules", slug)
    intro = _(
        "A rule has one step or several. One step: one delegate for every 10 people. Several: the first 100 "
        "people count more than those who come after them."
    )
    return ask(request, service, form, _("Set the rule for delegates"), _("Set this rule"), intro)


def posted(request: HttpRequest) -> Any:
    """What was sent, or None: of a form in which everything may be left open, even nothing is an answer."""
    return request.POST if request.method == "POST" else None


def ask(
    request: HttpRequest, service: Service, form: Any, heading: str, button: str, intro: str = ""
) -> HttpResponse:
    """A page with one form."""
    facts = {"service": service, "form": form, "heading": heading, "button": button, "intro": intro}
    return render(request, "services/form.html", facts, status=422 if form.is_bound else 200)
