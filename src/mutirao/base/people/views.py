"""Pages about yourself, your code card, and the bodies people belong to."""

from __future__ import annotations

from typing import cast

from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from allauth.core import ratelimit
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import authenticate, logout
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from mutirao.base.days import day_of
from mutirao.base.people import acts, queries
from mutirao.base.people.forms import BodyDetailsForm, BodyForm, CardForm, DetailsForm, EraseForm, MemberForm
from mutirao.base.people.models import Body, Membership
from mutirao.base.web import attempt, now, require_person
from mutirao.theory.reasons import Reason, Refused
from mutirao.theory.typology import Side


def me(request: HttpRequest) -> HttpResponse:
    """What is asked of me, and what we hold about me."""
    actor = require_person(request)
    return render(request, "people/me.html", queries.my_part(actor, at=now()))


def details(request: HttpRequest) -> HttpResponse:
    """Change what we call you and the language we write in."""
    actor = require_person(request)
    person = actor.person
    assert person is not None
    initial = {"name": person.name, "language": person.language, "home": person.home_id}
    form = DetailsForm(
        request.POST or None,
        initial=initial,
    )
    if form.is_valid() and attempt(
        form, acts.describe, person=person, **form.cleaned_data, by=actor, at=now()
    ):
        messages.success(request, _("Changed."))
        return redirect("me")
    return _form(request, form, _("Your details"), _("Save my details"))


def erase(request: HttpRequest) -> HttpResponse:
    """Erase your own data."""
    actor = require_person(request)
    form = EraseForm(request.POST or None)
    if form.is_valid() and attempt(form, acts.erase, person=actor.person, by=actor, at=now()):
        request.session.flush()
        messages.success(request, _("Your data has been erased. Thank you for what you did here."))
        return redirect("home")
    intro = _(
        "Your name, address, code cards and sessions go. What you did stays in the register, "
        "without your name."
    )
    return _form(request, form, _("Erase my data"), _("Erase my data"), intro=intro, is_warning=True)


def card(request: HttpRequest) -> HttpResponse:
    """Print a code card."""
    actor = require_person(request)
    codes: tuple[str, ...] = ()
    if request.method == "POST":
        codes = acts.issue_card(person=actor.someone, by=actor, at=now())
    return render(request, "people/card.html", {"codes": codes, "qr": queries.sign_in_qr(request)})


def sign_in_with_card(request: HttpRequest) -> HttpResponse:
    """Sign in with a code from a printed card."""
    form = CardForm(request.POST or None)
    if form.is_valid():
        if not ratelimit.consume(request, action="card"):
            return cast("HttpResponse", ratelimit.respond_429(request))
        person = authenticate(request, card_code=form.cleaned_data["code"])
        if person is not None:
            return _enter(request, person, method="card")
        form.add_error(
            "code", _("We do not know this code, or it has been used. Try the next one on your card.")
        )
    facts = {
        "form": form,
        "heading": _("Sign in with your code card"),
        "button": _("Sign in"),
        "intro": "",
    }
    return render(request, "people/form.html", facts, status=422 if form.is_bound else 200)


def sign_in_with_link(request: HttpRequest, link: str) -> HttpResponse:
    """Sign in with a one-time link that the demonstration printed."""
    if not settings.DEMO:
        raise Http404
    if request.method != "POST":  # a link that is only looked at is not used up
        return render(request, "people/link.html")
    person = authenticate(request, link=link)
    if person is None:
        return render(request, "people/link.html", {"is_used": True}, status=422)
    return _enter(request, person, method="mfa", type="demonstration")


def _enter(request: HttpRequest, person: AbstractBaseUser, *, method: str, **how: str) -> HttpResponse:
    """Sign somebody in, in place of whoever was signed in here."""
    if request.user.is_authenticated:
        logout(request)  # first: it takes with it what the session says about who came in how
    record_authentication(request, person, method=method, **how)
    return cast("HttpResponse", perform_login(request, person, email_verification="none"))


def bodies(request: HttpRequest) -> HttpResponse:
    """Groups and organisations."""
    page = Paginator(Body.objects.select_related("area__parent"), 30).get_page(request.GET.get("page"))
    return render(request, "people/bodies.html", {"page": page})


def body(request: HttpRequest, slug: str) -> HttpResponse:
    """One body: its side, whom to ask, its services; its members for those who sign for it."""
    found = get_object_or_404(Body.objects.select_related("area__parent"), slug=slug)
    return render(request, "people/body.html", queries.body_page(request, found, at=now()))


def found_body(request: HttpRequest) -> HttpResponse:
    """Add a group or organisation."""
    actor = require_person(request)
    form = BodyForm(request.POST or None)
    if form.is_valid():
        data = {**form.cleaned_data, "side": Side(form.cleaned_data["side"])}
        made = attempt(form, acts.found, **data, by=actor, at=now())
        if made:
            messages.success(request, _("Added. You may sign for it."))
            return redirect("body", made.slug)
    return _form(request, form, _("Add a group or organisation"), _("Add it"))


def describe_body(request: HttpRequest, slug: str) -> HttpResponse:
    """Change a body's details."""
    actor = require_person(request)
    found = get_object_or_404(Body, slug=slug)
    initial = {"name": found.name, "contact": found.contact, "about": found.about}
    form = BodyDetailsForm(request.POST or None, initial=initial)
    if form.is_valid() and attempt(
        form, acts.describe_body, body=found, **form.cleaned_data, by=actor, at=now()
    ):
        messages.success(request, _("Changed."))
        return redirect("body", slug)
    return _form(request, form, _("Change the details"), _("Save the details"), intro=found.name)


def admit(request: HttpRequest, slug: str) -> HttpResponse:
    """Add a member to your body."""
    actor = require_person(request)
    found = get_object_or_404(Body, slug=slug)
    form = MemberForm(request.POST or None, initial={"starts": day_of(now())})
    if form.is_valid():
        data = dict(form.cleaned_data)
        person = data.pop("email")
        if attempt(form, acts.admit, body=found, person=person, **data, by=actor, at=now()):
            messages.success(request, _("Added."))
            return redirect("body", slug)
    return _form(request, form, _("Add a member"), _("Add this member"), intro=found.name)


def end_membership(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """End somebody's term, or leave."""
    actor = require_person(request)
    membership = get_object_or_404(
        Membership.objects.select_related("body", "person"), pk=pk, body__slug=slug
    )
    if request.method != "POST":
        raise Refused(Reason("wrong_state", facts={"text": _("Use the button on the page.")}))
    if actor.person and membership.person_id == actor.person.pk:
        acts.leave(membership=membership, by=actor, at=now())
        messages.success(request, _("You have left."))
        return redirect("me")
    acts.end(membership=membership, ends=day_of(now()), by=actor, at=now())
    messages.success(request, _("The term has ended."))
    return redirect("body", slug)


def _form(
    request: HttpRequest,
    form: object,
    heading: str,
    button: str,
    *,
    intro: str = "",
    is_warning: bool = False,
) -> HttpResponse:
    """One form on one page, saying what it does on its button."""
    facts = {"form": form, "heading": heading, "button": button, "intro": intro, "is_warning": is_warning}
    return render(request, "people/form.html", facts, status=422 if getattr(form, "is_bound", False) else 200)
