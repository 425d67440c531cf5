"""Pages about divisions: one theme between the areas, its figures, what if, dividing, the proof, deciding."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from mutirao.base.people.models import Area
from mutirao.base.register.proofs import prove
from mutirao.base.register.queries import latest_act_about
from mutirao.base.services.models import Service
from mutirao.base.web import attempt, door, now, open_service
from mutirao.planning.priorities import division_acts, division_queries, frozen, queries, words
from mutirao.planning.priorities.forms import DecideForm, DivideForm, MeasureForm
from mutirao.planning.priorities.models import Division, Plenary, Round, Rules, Theme
from mutirao.planning.priorities.published import PUBLISHED
from mutirao.planning.priorities.rules_forms import WhatIfForm
from mutirao.planning.priorities.views import one_form
from mutirao.theory.marks import Mark
from mutirao.theory.rule_sets import Kind, RuleSet


def _both(service: Service, pk: int, theme: str) -> tuple[Round, Theme]:
    """A round and a theme of a service, or 404."""
    found = queries.round_and_theme(service, pk, theme)
    if found is None:
        raise Http404
    return found


def _division(service: Service, pk: int, number: int) -> Division:
    return get_object_or_404(queries.divisions(service), round=pk, pk=number)


def theme(request: HttpRequest, slug: str, pk: int, theme: str) -> HttpResponse:
    """One theme in a round: its division, or what is missing before there can be one."""
    service, seat = open_service(request, slug)
    current = queries.divisions(service).filter(round=pk, theme__slug=theme, is_current=True).first()
    if current is not None:
        return _show(request, service, seat, current)
    round, found = _both(service, pk, theme)
    facts = {
        "service": service,
        "round": round,
        "theme": found,
        "rules": queries.adopted(service),
        "divide": door(seat, "priority.divide"),
        "too_early": words.too_early(round.period, seat.at),
    }
    return render(request, "priorities/waiting.html", facts)


def division(request: HttpRequest, slug: str, pk: int, number: int) -> HttpResponse:
    """One division, the current one or one before it."""
    service, seat = open_service(request, slug)
    return _show(request, service, seat, _division(service, pk, number))


def _show(request: HttpRequest, service: Service, seat: Any, found: Division) -> HttpResponse:
    again = division_queries.again(found)
    others = Division.objects.filter(round=found.round_id, theme=found.theme_id).exclude(pk=found.pk)
    rules = frozen.rules_of(found.frozen) if again.made else None
    facts = {
        "service": service,
        "division": found,
        "round": found.round,
        "theme": found.theme,
        "again": again,
        "result": division_queries.result(again.made, rules) if again.made and rules else None,
        "others": others[:20],
        "who": words.who_receives(rules) if rules else "",
        "divide": door(seat, "priority.divide"),
        "decide": door(seat, "priority.decide"),
    }
    return render(request, "priorities/division.html", facts)


def _rules_for_figures(service: Service) -> RuleSet:
    """The rules whose figures are needed: those adopted last, else the newest, else the published ones."""
    row: Rules | None = queries.adopted(service) or queries.rule_sets(service).first()
    return row.as_rule() if row else next(iter(PUBLISHED.values())).rules


def figures(request: HttpRequest, slug: str, pk: int, theme: str) -> HttpResponse:
    """What is known of every area for one theme, each figure with its source and mark."""
    service, seat = open_service(request, slug)
    (round, found), rules = _both(service, pk, theme), _rules_for_figures(service)
    criteria = division_queries.banded(rules)
    facts = {
        "service": service,
        "round": round,
        "theme": found,
        "titles": [words.title_of(criterion) for criterion in criteria],
        "lines": division_queries.figures(queries.known(round, found, queries.slugs(rules)), criteria),
        "measure": door(seat, "priority.measure"),
    }
    return render(request, "priorities/figures.html", facts)


def measure(request: HttpRequest, slug: str, pk: int, theme: str) -> HttpResponse:
    """Enter a figure about an area."""
    service, seat = open_service(request, slug, to="priority.measure")
    (round, found), rules = _both(service, pk, theme), _rules_for_figures(service)
    areas = {row.area.slug: row.area for row in Plenary.objects.filter(round=round).select_related("area")}
    criteria = [(c.slug, words.title_of(c)) for c in rules.criteria if c.kind is Kind.BANDS]
    form = MeasureForm(
        request.POST or None,
        areas=[(key, area.name) for key, area in areas.items()],
        criteria=criteria,
        initial={"area": request.GET.get("area", ""), "scope": "all"},
    )
    if form.is_valid() and attempt(
        form, division_acts.measure, service=service, **_measured(form, areas, found), by=seat.actor, at=now()
    ):
        messages.success(request, _("The figure is entered. The one before stays on record."))
        return redirect("priorities-figures", slug, pk, theme)
    return one_form(request, service, form, _("Enter a figure"), _("Enter this figure"), found.title)


def _measured(form: MeasureForm, areas: dict[str, Area], theme: Theme) -> dict[str, Any]:
    data = form.cleaned_data
    given = {name: data[name] for name in ("criterion", "value", "source", "taken_on")}
    scope = theme if data["scope"] == "theme" else None
    return {**given, "area": areas[data["area"]], "mark": Mark(data["mark"]), "theme": scope}


def what_if(request: HttpRequest, slug: str, pk: int, theme: str) -> HttpResponse:
    """The rules in use beside others, on the same figures; nothing is saved."""
    service, _seat = open_service(request, slug)
    current = queries.divisions(service).filter(round=pk, theme__slug=theme, is_current=True).first()
    round, found = (current.round, current.theme) if current else _both(service, pk, theme)
    versions = list(queries.rule_sets(service)[:20])
    present = division_queries.present(current, versions)
    base = _begin_from(request.GET.get("from", ""), versions, present)
    basis = division_queries.basis(current, round, found, (present, base))
    form = WhatIfForm(
        request.GET if "amount" in request.GET else None,
        rules=base,
        initial={"amount": basis.amount, "unit": basis.unit},
    )
    facts = _compared(form, base, basis, present)
    return render(
        request,
        "priorities/what_if.html",
        {
            **facts,
            "service": service,
            "round": round,
            "theme": found,
            "form": form,
            "versions": versions,
            "from": request.GET.get("from", ""),
            "published": PUBLISHED.items(),
        },
    )


def _begin_from(wanted: str, versions: list[Rules], present: RuleSet | None) -> RuleSet:
    """The rules the form begins with: those asked for, else those in use, the newest, or published ones."""
    chosen = next((row.as_rule() for row in versions if str(row.version) == wanted), None)
    if chosen is None and wanted in PUBLISHED:
        chosen = PUBLISHED[wanted].rules
    newest = versions[0].as_rule() if versions else next(iter(PUBLISHED.values())).rules
    return chosen or present or newest


def _compared(
    form: WhatIfForm, base: RuleSet, basis: division_queries.Basis, present: RuleSet | None
) -> dict[str, Any]:
    if form.is_bound and not form.is_valid():
        return {}
    amount, unit, other = basis.amount, basis.unit, base
    if form.is_bound:
        amount, unit, other = form.cleaned_data["amount"], form.cleaned_data["unit"], form.rules()
    there = division_queries.side(other, basis, amount, unit)
    here = division_queries.side(present, basis, amount, unit) if present else None
    compared = division_queries.compared(here, there, unit) if here else None
    return {"here": here, "there": there, "compared": compared, "who": words.who_receives(other)}


def divide(request: HttpRequest, slug: str, pk: int, theme: str) -> HttpResponse:
    """Divide an amount for one theme between the areas."""
    service, seat = open_service(request, slug, to="priority.divide")
    round, found = _both(service, pk, theme)
    adopted = list(queries.rule_sets(service).filter(decision__isnull=False)[:20])
    versions = {str(row.version): row for row in adopted}
    choices = [(key, str(row)) for key, row in versions.items()]
    newest = division_queries.in_use(adopted)
    form = DivideForm(
        request.POST or None, versions=choices, initial={"rules": str(newest.version) if newest else ""}
    )
    if form.is_valid():
        data = form.cleaned_data
        given = {"rules": versions[data["rules"]], "amount": data["amount"], "unit": data["unit"]}
        made = attempt(form, division_acts.divide, round=round, theme=found, **given, by=seat.actor, at=now())
        if made:
            messages.success(request, _("Divided. Everything it was made from is kept with it."))
            return redirect("priorities-theme", slug, pk, theme)
    facts = {"service": service, "round": round, "theme": found, "form": form, "rules": adopted}
    return render(request, "priorities/divide.html", facts, status=422 if form.is_bound else 200)


def again(request: HttpRequest, slug: str, pk: int, number: int) -> HttpResponse:
    """The division made again from what was frozen, and its place in the sealed register."""
    service, _seat = open_service(request, slug)
    found = _division(service, pk, number)
    act = latest_act_about("priority.divide", found)
    facts = {
        "service": service,
        "division": found,
        "again": division_queries.again(found),
        "act": act,
        "proof": prove(act) if act else None,
        "recorded": act.facts.get("digest") if act else "",
    }
    return render(request, "priorities/again.html", facts)


def inputs(request: HttpRequest, slug: str, pk: int, number: int) -> HttpResponse:
    """What a division was made from, as the very text that its fingerprint is taken of."""
    service, _seat = open_service(request, slug)
    found = _division(service, pk, number)
    response = HttpResponse(frozen.text(found.frozen), content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="division-{found.pk}.json"'
    return response


def decide(request: HttpRequest, slug: str, pk: int, number: int) -> HttpResponse:
    """Decide that each area gets what the division gives it."""
    service, seat = open_service(request, slug, to="priority.decide")
    found = _division(service, pk, number)
    form = DecideForm(request.POST or None)
    if form.is_valid():
        made = attempt(
            form, division_acts.decide, division=found, **form.cleaned_data, by=seat.actor, at=now()
        )
        if made:
            messages.success(request, _("Decided and published."))
            return redirect("decision", slug, made.pk)
    intro = f"{found.theme.title}, {words.amount(found.amount, found.unit)}"
    return one_form(request, service, form, _("Decide the division"), _("Decide and publish"), intro)
