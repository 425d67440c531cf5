"""Entering figures about areas, dividing an amount by adopted rules, and deciding the division."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from mutirao.base.actor import Actor
from mutirao.base.acts import act
from mutirao.base.agenda import agenda
from mutirao.base.days import day_of
from mutirao.base.people.models import Area
from mutirao.base.services.models import Service
from mutirao.planning.decisions.models import Decision
from mutirao.planning.decisions.recording import record
from mutirao.planning.priorities import frozen, queries, words
from mutirao.planning.priorities.models import Division, Measure, Plenary, Round, Rules, Theme
from mutirao.theory.marks import Mark
from mutirao.theory.priorities import CannotDivide
from mutirao.theory.reasons import bad_input, wrong_state

LARGEST_FIGURE = Decimal(10**10)
FINEST = Decimal("0.0001")


@act(
    "priority.measure",
    about=lambda service, **_: service,
    facts=lambda result, **_: {
        "area": result.area.name,
        "criterion": result.criterion,
        "value": str(result.value.normalize()),
        "mark": result.mark,
    },
)
def measure(
    *,
    service: Service,
    area: Area,
    criterion: str,
    value: Decimal,
    source: str,
    mark: Mark,
    by: Actor,
    at: datetime,
    theme: Theme | None = None,
    taken_on: date | None = None,
) -> Measure:
    """Enter a figure about an area, with its source; the one before stays on record."""
    if not source.strip():
        raise bad_input(_("Say where this figure comes from."))
    if not criterion.strip():
        raise bad_input(_("Say what this figure measures."))
    if not value.is_finite() or not 0 <= value < LARGEST_FIGURE:
        raise bad_input(_("Enter a number from nought up to ten thousand million."))
    if value != value.quantize(FINEST):
        raise bad_input(_("Enter a number with no more than four decimals."))
    if taken_on is not None and taken_on > day_of(at):
        raise bad_input(_("This day is still to come."))
    if not Plenary.objects.filter(round__cycle__service=service, area=area).exists():
        raise bad_input(_("%(area)s takes no part here.") % {"area": area.name})
    Service.objects.select_for_update(no_key=True).get(pk=service.pk)  # a double tap waits here
    known = Measure.objects.filter(service=service, area=area, criterion=criterion, theme=theme)
    known.filter(is_current=True).update(is_current=False)
    return Measure.objects.create(
        service=service,
        area=area,
        theme=theme,
        criterion=criterion,
        value=value,
        taken_on=taken_on,
        source=source.strip(),
        mark=mark.value,
        entered_at=at,
    )


@act(
    "priority.divide",
    about=lambda round, **_: round.cycle.service,
    facts=lambda result, round, **_: {
        "theme": result.theme.title,
        "cycle": round.cycle.title,
        "amount": result.amount,
        "unit": result.unit,
        "version": result.rules.version,
        "digest": result.digest,
    },
)
def divide(
    *, round: Round, theme: Theme, rules: Rules, amount: int, unit: str, by: Actor, at: datetime
) -> Division:
    """Divide an amount for one theme between the areas of a round, by rules that were adopted."""
    held = Round.objects.select_for_update(of=("self",)).select_related("cycle__service", "phase")
    held_round = held.get(pk=round.pk)
    service = held_round.cycle.service
    if rules.service_id != service.pk or theme.service_id != service.pk:
        raise bad_input(_("These rules or this theme belong to another service."))
    if not rules.decision_id:
        raise wrong_state(_("These rules have not been adopted yet, so nothing can be divided by them."))
    too_early = words.too_early(held_round.period, at)
    if too_early:
        raise wrong_state(too_early)
    if amount >= 2**63:
        raise bad_input(_("This amount is larger than we can keep."))
    if not unit.strip():
        raise bad_input(_("Say of what: a currency, metres, places."))
    kept = frozen.freeze(
        rules.as_rule(),
        queries.known(held_round, theme, queries.slugs(rules.as_rule())),
        amount,
        unit.strip(),
        held_round.seed,
    )
    try:
        made = frozen.again(kept)
    except CannotDivide as problem:
        raise bad_input(words.problems(problem.problems)) from None
    return _keep(held_round, theme, rules, kept, frozen.result(made), at)


def _keep(
    round: Round, theme: Theme, rules: Rules, kept: dict[str, Any], result: dict[str, Any], at: datetime
) -> Division:
    """Write a division down; it takes the place of the one before, which stays on record."""
    fingerprint = frozen.digest(kept)
    before = Division.objects.filter(round=round, theme=theme)
    if before.filter(digest=fingerprint).exists():
        raise wrong_state(_("This has been divided already, from the same figures by the same rules."))
    before.filter(is_current=True).update(is_current=False)
    made = Division.objects.create(
        round=round,
        theme=theme,
        rules=rules,
        amount=kept["amount"],
        unit=kept["unit"],
        frozen=kept,
        digest=fingerprint,
        result=result,
        divided_at=at,
    )
    agenda.drop(theme)
    _on_the_agenda(made, round, "priority.to_decide")
    return made


@act(
    "priority.decide",
    about=lambda division, **_: division.round.cycle.service,
    facts=lambda division, **_: {
        "theme": division.theme.title,
        "cycle": division.round.cycle.title,
        "digest": division.digest,
    },
)
def decide(
    *,
    division: Division,
    reasons: str,
    by: Actor,
    at: datetime,
    dissent: str = "",
    review_on: date | None = None,
) -> Decision:
    """Decide that each area gets what the division gives it, with the reasons; this publishes it."""
    found = Division.objects.select_for_update(of=("self",)).select_related(
        "round__cycle__service", "round__phase", "theme"
    )
    held = found.get(pk=division.pk)
    if held.decision_id:
        raise wrong_state(_("This has been decided already."))
    if not held.is_current:
        raise wrong_state(_("There is a newer division of this theme. Decide on that one."))
    cycle = held.round.cycle
    decision = record(
        service=cycle.service,
        title=_("%(theme)s: who gets how much, %(cycle)s")
        % {"theme": held.theme.title, "cycle": cycle.title},
        outcome=words.division_outcome(frozen.again(held.frozen)),
        evidence=f"{held.theme.title}, {cycle.title}",
        evidence_path=path_of(held),
        reasons=reasons,
        dissent=dissent,
        review_on=review_on,
        by=by,
        at=at,
    )
    held.decision = decision
    held.save(update_fields=["decision"])
    agenda.drop(held.theme)
    _on_the_agenda(held, held.round, "priority.decided", over=at)
    return decision


def path_of(division: Division) -> str:
    """Where a division is read."""
    service = division.round.cycle.service
    return f"/services/{service.slug}/priorities/{division.round_id}/divisions/{division.pk}/"


def _on_the_agenda(division: Division, round: Round, kind: str, *, over: datetime | None = None) -> None:
    """What waits for people about this theme now: one line a theme, whatever the number of divisions."""
    agenda.put(
        division.theme,
        kind,
        service=round.cycle.service,
        title=division.theme.title,
        path=path_of(division),
        closes=over,
        duty="" if over else "divide_money",
    )
