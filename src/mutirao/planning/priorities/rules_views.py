"""Pages about rules for dividing: every version, one with the source of each figure, proposing, adopting."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from mutirao.base.services.models import Service
from mutirao.base.web import attempt, door, now, open_service
from mutirao.planning.cycles.words import MARKS
from mutirao.planning.priorities import queries, rules_acts, words
from mutirao.planning.priorities.forms import DecideForm
from mutirao.planning.priorities.models import Rules
from mutirao.planning.priorities.published import PUBLISHED, Published
from mutirao.planning.priorities.rules_forms import ProposeForm
from mutirao.planning.priorities.views import one_form
from mutirao.theory.marks import Mark


def rule_sets(request: HttpRequest, slug: str) -> HttpResponse:
    """Every version of the rules, newest first."""
    service, seat = open_service(request, slug)
    page = Paginator(queries.rule_sets(service), 20).get_page(request.GET.get("page"))
    facts = {
        "service": service,
        "page": page,
        "published": [(slug_, p, MARKS[p.mark]) for slug_, p in PUBLISHED.items()],
        "propose": door(seat, "priority.propose_rules"),
    }
    return render(request, "priorities/rule_sets.html", facts)


def rule_set(request: HttpRequest, slug: str, version: int) -> HttpResponse:
    """One version: what gets which grade, how much it weighs, and where each figure comes from."""
    service, seat = open_service(request, slug)
    found = get_object_or_404(queries.rule_sets(service), version=version)
    rules = found.as_rule()
    facts = {
        "service": service,
        "rules": found,
        "mark": MARKS[Mark(found.mark)],
        "criteria": [queries.criterion_line(criterion) for criterion in rules.criteria],
        "who": words.who_receives(rules),
        "adopt": door(seat, "priority.adopt_rules"),
    }
    return render(request, "priorities/rule_set.html", facts)


def propose(request: HttpRequest, slug: str) -> HttpResponse:
    """Propose a version, beginning from one that is here or one that was published."""
    service, seat = open_service(request, slug, to="priority.propose_rules")
    base, mark = _base(service, request.GET.get("from", ""))
    initial = {"title": _(base.title), "source": base.source}
    form = ProposeForm(request.POST or None, rules=base.rules, initial=initial)
    if form.is_valid():
        data = form.cleaned_data
        given = {name: data[name] for name in ("title", "origin", "source")}
        made = attempt(
            form,
            rules_acts.propose_rules,
            service=service,
            rules=form.rules(),
            mark=form.mark(mark),
            **given,
            by=seat.actor,
            at=now(),
        )
        if made:
            messages.success(request, _("The rules are proposed. They count once a decision adopts them."))
            return redirect("rule-set", slug, made.version)
    facts = {"service": service, "form": form, "base": base.title}
    return render(request, "priorities/propose.html", facts, status=422 if form.is_bound else 200)


def _base(service: Service, wanted: str) -> tuple[Published, Mark]:
    """The rules to begin from: published ones by name, ours by number, else our newest."""
    known = queries.rule_sets(service)
    row: Rules | None = None
    if wanted.isdecimal() and len(wanted) < 10:
        row = known.filter(version=int(wanted)).first()
    elif wanted not in PUBLISHED:
        row = known.first()
    if row is not None:
        mark = Mark(row.mark)
        return Published(row.title, row.source, mark, row.as_rule()), mark
    published = PUBLISHED.get(wanted) or next(iter(PUBLISHED.values()))
    return published, published.mark


def adopt(request: HttpRequest, slug: str, version: int) -> HttpResponse:
    """Adopt a version by a decision."""
    service, seat = open_service(request, slug, to="priority.adopt_rules")
    found = get_object_or_404(queries.rule_sets(service), version=version)
    form = DecideForm(request.POST or None)
    if form.is_valid():
        made = attempt(
            form, rules_acts.adopt_rules, rules=found, **form.cleaned_data, by=seat.actor, at=now()
        )
        if made:
            messages.success(request, _("Adopted and published. Money can be divided by these rules now."))
            return redirect("rule-set", slug, version)
    return one_form(request, service, form, _("Adopt these rules"), _("Adopt and publish"), str(found.title))
