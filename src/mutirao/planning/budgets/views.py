"""Pages about budgets: the question, the rule, the result and why; what if; decide; verify; download."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mutirao.base.register.proofs import prove
from mutirao.base.register.queries import latest_act_about
from mutirao.base.services.models import Service
from mutirao.base.web import attempt, door, now, open_service
from mutirao.planning.budgets import acts, override_acts, queries, words
from mutirao.planning.budgets.forms import DecideForm, OverrideForm, RuleForm
from mutirao.planning.budgets.models import Budget
from mutirao.planning.budgets.money import money
from mutirao.planning.budgets.sheets import LEAST_VOTERS


def budgets(request: HttpRequest, slug: str) -> HttpResponse:
    """Every budget of a service."""
    service, _seat = open_service(request, slug)
    page = Paginator(queries.of(service), 20).get_page(request.GET.get("page"))
    return render(request, "budgets/list.html", {"service": service, "page": page})


def _budget(service: Service, address: str) -> Budget:
    return get_object_or_404(queries.of(service), slug=address)


def budget(request: HttpRequest, slug: str, address: str) -> HttpResponse:
    """One budget: which projects won, and why."""
    service, seat = open_service(request, slug)
    found = _budget(service, address)
    projects = list(found.projects.all())
    count = found.counts.filter(**acts.rule_of(found)).first()
    facts = {
        "service": service,
        "budget": found,
        "amount": money(found.amount, found.scale, found.currency),
        "rule": words.rule_name(found.rule, found.utility, found.completion),
        "explained": words.rule_explained(found.rule, found.utility, found.completion),
        "voted": words.VOTE_TYPES[found.vote_type](),
        "result": queries.result(found, projects, count) if count else None,
        "projects": [(p, money(p.cost, found.scale, found.currency)) for p in projects] if not count else (),
        "turnout": queries.turnout(found),
        "set_rule": door(seat, "budget.set_rule"),
        "count": door(seat, "budget.count"),
        "decide": door(seat, "budget.decide"),
        "override": door(seat, "budget.override"),
        "may_download": found.voters >= LEAST_VOTERS,
    }
    return render(request, "budgets/budget.html", facts)


def what_if(request: HttpRequest, slug: str, address: str) -> HttpResponse:
    """The same ballots under two rules, side by side."""
    service, _seat = open_service(request, slug)
    found = _budget(service, address)
    projects = list(found.projects.all())
    counts = {count.key: count for count in found.counts.all()}
    if not counts:
        raise Http404
    here = counts[queries.key_of(found)]
    there = counts.get(request.GET.get("rule", "")) or next(c for c in counts.values() if c.pk != here.pk)
    results = [queries.result(found, projects, count) for count in (here, there)]
    facts = {
        "service": service,
        "budget": found,
        "results": results,
        "differences": queries.differences(*results),
        "choices": [
            (key, words.rule_name(c.rule, c.utility, c.completion), key == there.key)
            for key, c in counts.items()
            if c.pk != here.pk
        ],
    }
    return render(request, "budgets/what_if.html", facts)


def rule(request: HttpRequest, slug: str, address: str) -> HttpResponse:
    """Set the rule to count by."""
    service, seat = open_service(request, slug, to="budget.set_rule")
    found = _budget(service, address)
    initial = {"key": queries.key_of(found), "origin": found.rule_origin}
    form = RuleForm(request.POST or None, initial=initial)
    if form.is_valid() and attempt(
        form, acts.set_rule, budget=found, rule=form.rule(), by=seat.actor, at=now()
    ):
        messages.success(request, _("The rule is set."))
        return redirect("budget", slug, address)
    return _form(request, service, found, form, _("Set the rule"), _("Set this rule"))


@require_POST
def count(request: HttpRequest, slug: str, address: str) -> HttpResponse:
    """Count the ballots."""
    service, seat = open_service(request, slug, to="budget.count")
    acts.count(budget=_budget(service, address), by=seat.actor, at=now())
    messages.success(request, _("Counted. Every rule’s result is kept, so that all can compare."))
    return redirect("budget", slug, address)


def decide(request: HttpRequest, slug: str, address: str) -> HttpResponse:
    """Decide that the winners are paid for."""
    service, seat = open_service(request, slug, to="budget.decide")
    found = _budget(service, address)
    form = DecideForm(request.POST or None, parties=service.parties.select_related("body"))
    if form.is_valid():
        made = attempt(form, acts.decide, budget=found, **form.cleaned_data, by=seat.actor, at=now())
        if made:
            messages.success(request, _("Decided and published."))
            return redirect("decision", slug, made.pk)
    return _form(request, service, found, form, _("Decide"), _("Decide and publish"))


def override(request: HttpRequest, slug: str, address: str) -> HttpResponse:
    """Depart from the count by a second decision."""
    service, seat = open_service(request, slug, to="budget.override")
    found = _budget(service, address)
    form = OverrideForm(request.POST or None, budget=found)
    if form.is_valid():
        made = attempt(form, override_acts.override, budget=found, **form.decided(), by=seat.actor, at=now())
        if made:
            messages.success(request, _("Decided and published."))
            return redirect("decision", slug, made.pk)
    heading, button = _("Depart from the count"), _("Decide and publish")
    return _form(request, service, found, form, heading, button)


def verify(request: HttpRequest, slug: str, address: str) -> HttpResponse:
    """How anybody can check the count: the ballots' fingerprint, the recorded count, and its proof."""
    service, _seat = open_service(request, slug)
    found = _budget(service, address)
    counted = latest_act_about("budget.count", found)
    facts = {
        "service": service,
        "budget": found,
        "key": queries.key_of(found).split("."),
        "digest": found.sheet.public_digest,
        "act": counted,
        "proof": prove(counted) if counted else None,
        "recorded": counted.facts.get("digest") if counted else "",
        "may_download": found.voters >= LEAST_VOTERS,
    }
    return render(request, "budgets/verify.html", facts)


def ballots(request: HttpRequest, slug: str, address: str) -> HttpResponse:
    """The anonymous ballots as a Pabulib file."""
    service, _seat = open_service(request, slug)
    found = _budget(service, address)
    if found.voters < LEAST_VOTERS:
        raise Http404
    response = HttpResponse(found.sheet.text(), content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{found.slug}.pb"'
    return response


def _form(
    request: HttpRequest, service: Service, budget: Budget, form: object, heading: str, button: str
) -> HttpResponse:
    facts = {"service": service, "form": form, "heading": heading, "button": button, "intro": budget.question}
    return render(
        request, "services/form.html", facts, status=422 if getattr(form, "is_bound", False) else 200
    )
