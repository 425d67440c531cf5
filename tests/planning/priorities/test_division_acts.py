"""Figures, rules, divisions and decisions: the published example through the acts; each way it can end."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from django.db import IntegrityError, transaction

from build import in_force
from cast import NOW, TODAY, Cast
from cycling import made
from mutirao.base.agenda import agenda
from mutirao.base.people.models import Area
from mutirao.base.register.models import Act
from mutirao.planning.decisions.models import Decision
from mutirao.planning.priorities import acts, division_acts, division_queries, frozen, queries
from mutirao.planning.priorities.models import Division, Measure, Rules
from mutirao.planning.priorities.published import PUBLISHED
from mutirao.theory.marks import Mark
from mutirao.theory.rule_sets import RuleSet, as_plain, bands
from paving import METRES, ONLY_PRIORITISED
from prioritising import SANTOS, TWO, Paving, adopt, at_service, divide, measure, round, rules, themes, units
from refusing import refused
from situations_of.cycles import phase

ONLY = replace(SANTOS.rules, only_prioritised=True)
ZERO = replace(SANTOS.rules, criteria=tuple(replace(c, weight=Fraction(0)) for c in SANTOS.rules.criteria))


# -- the published example ------------------------------------------------------------------------------


def test_twenty_kilometres_of_paving(cast: Cast) -> None:
    paving = Paving(cast)
    division = paving.divide()
    assert units(division) == METRES
    assert sum(units(division).values()) == 20_000
    assert division.result["total"] == "262"
    by_key = {key: (points, n) for key, points, _receives, n in division.result["portions"]}
    assert (by_key["extremo-sul"], by_key["centro"]) == (("26", 1985), ("11", 840))
    row = Act.objects.get(name="priority.divide")
    assert row.facts == {
        "theme": "Paving",
        "cycle": "Budget of 2027",
        "amount": 20_000,
        "unit": "metres",
        "version": 1,
        "digest": division.digest,
    }
    assert (row.duty, row.evidence) == ("divide_money", "")


def test_only_areas_that_ranked_it_receive(cast: Cast) -> None:
    paving = Paving(cast)
    other = rules(cast, paving.service, ONLY, "Only those who asked")
    adopt(cast, other)
    other.refresh_from_db()
    division = divide(cast, paving.round, paving.theme, other)
    got = units(division)
    assert {name for name, n in got.items() if n} == set(ONLY_PRIORITISED)
    assert {name: n for name, n in got.items() if n and abs(n - ONLY_PRIORITISED[name]) > 1} == {}
    assert (sum(got.values()), division.result["total"]) == (20_000, "216")


def test_any_past_division_can_be_made_again_to_the_same_figure(cast: Cast) -> None:
    paving = Paving(cast)
    division = paving.divide()
    # Afterwards everything it was made from changes: figures, rankings, rules, even the names of the areas.
    hill = paving.plenaries["Extremo Sul"]
    measure(cast, hill, "shortage", "1", paving.theme)
    acts.rank(plenary=hill, themes=themes(cast, paving.service, "Water"), by=cast.acting("ada"), at=NOW)
    adopt(cast, rules(cast, paving.service, ONLY, "New rules"))
    Area.objects.filter(pk=hill.area_id).update(name="Renamed")
    newer = paving.divide()
    assert units(newer)["Renamed"] < 1985
    kept = Division.objects.get(pk=division.pk)
    again = division_queries.again(kept)
    assert again.holds and again.made is not None
    assert {p.name: p.units for p in again.made.portions} == METRES
    assert (kept.is_current, newer.is_current) == (False, True)
    assert {(d.pk, division_queries.again(d).holds) for d in Division.objects.all()} == {
        (division.pk, True),
        (newer.pk, True),
    }


def test_what_was_altered_is_noticed(cast: Cast) -> None:
    division = Paving(cast, TWO).divide()
    altered = Division.objects.get(pk=division.pk)
    altered.frozen["areas"][0]["rank"] = 1
    found = division_queries.again(altered)
    assert (found.same_inputs, found.same_result, found.holds) == (False, False, False)
    altered = Division.objects.get(pk=division.pk)
    altered.result["portions"][0][3] += 1
    found = division_queries.again(altered)
    assert (found.same_inputs, found.same_result) == (True, False)
    altered.frozen = {"rules": {}}
    assert division_queries.again(altered).made is None


def test_the_fingerprint_is_of_the_text_that_can_be_downloaded(cast: Cast) -> None:
    from hashlib import sha256

    division = Division.objects.get(pk=Paving(cast, TWO).divide().pk)
    assert sha256(frozen.text(division.frozen).encode()).hexdigest() == division.digest
    assert frozen.digest(division.frozen) == division.digest


def test_money_is_divided_to_the_last_unit_too(cast: Cast) -> None:
    paving = Paving(cast)
    division = paving.divide(amount=1_000_001, unit="GBP")
    assert sum(units(division).values()) == 1_000_001
    assert (division.amount, division.unit) == (1_000_001, "GBP")


# -- what refuses to be divided -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("amount", "unit", "said"),
    [
        (0, "metres", "Enter an amount greater than nought."),
        (-1, "metres", "Enter an amount greater than nought."),
        (10, "hours", "Hours are people’s time, not money: they are not divided here."),
        (10, " ", "Say of what: a currency, metres, places."),
        (2**63, "metres", "This amount is larger than we can keep."),
    ],
)
def test_amounts_that_are_none(cast: Cast, amount: int, unit: str, said: str) -> None:
    paving = Paving(cast, TWO)
    with refused("bad_input", said):
        paving.divide(amount, unit)
    assert not Division.objects.exists()


def test_rules_that_were_not_adopted(cast: Cast) -> None:
    paving = Paving(cast, TWO)
    other = rules(cast, paving.service, ONLY, "Only those who asked")
    with refused("wrong_state", "These rules have not been adopted yet, so nothing can be divided by them."):
        divide(cast, paving.round, paving.theme, other)


def test_the_same_is_divided_once(cast: Cast) -> None:
    paving = Paving(cast, TWO)
    first = paving.divide()
    with refused("wrong_state", "This has been divided already, from the same figures by the same rules."):
        paving.divide()
    assert Division.objects.get().pk == first.pk


def test_figures_that_are_missing_are_all_named(cast: Cast) -> None:
    service = at_service(cast)
    found = round(cast, made(cast), "Hill", "Shore")
    (theme,) = themes(cast, service, "Paving")
    by_rules = rules(cast, service)
    adopt(cast, by_rules)
    by_rules.refresh_from_db()
    measure(cast, found.plenaries.get(area__name="Hill"), "population", "900")
    with refused(
        "bad_input",
        "We do not know “How much is missing there, in per cent” for Hill, Shore. Enter it first. "
        "We do not know “How many people live there” for Shore. Enter it first.",
    ):
        divide(cast, found, theme, by_rules)


def test_an_areas_own_population_is_taken_where_nothing_newer_was_entered(cast: Cast) -> None:
    service = at_service(cast)
    found = round(cast, made(cast), "Hill", "Shore")
    Area.objects.filter(name="Hill").update(population=900, population_source="Census")
    (theme,) = themes(cast, service, "Paving")
    hill, shore = queries.known(found, theme, ["population"])
    assert (hill.figures["population"].value, hill.figures["population"].source) == (900, "Census")
    assert shore.figures == {}
    measure(cast, found.plenaries.get(area__name="Hill"), "population", "1000")
    measure(cast, found.plenaries.get(area__name="Hill"), "population", "1100.5", theme)
    (other,) = themes(cast, service, "Housing")
    values = [queries.known(found, t, ["population"])[0].figures["population"].value for t in (theme, other)]
    assert values == [Fraction("1100.5"), 1000]


def test_nothing_is_divided_while_areas_still_rank(cast: Cast) -> None:
    service = at_service(cast)
    cycle = made(cast, phase("Rank", -5, 10))
    found = round(cast, cycle, "Hill", phase=cycle.phases.get())
    (theme,) = themes(cast, service, "Paving")
    by_rules = rules(cast, service)
    adopt(cast, by_rules)
    by_rules.refresh_from_db()
    with refused("wrong_state", "Areas can still rank until 14 May 2026, 13:00. Divide after that."):
        divide(cast, found, theme, by_rules)


def test_a_round_without_areas(cast: Cast) -> None:
    service = at_service(cast)
    found = round(cast, made(cast))
    (theme,) = themes(cast, service, "Paving")
    by_rules = rules(cast, service)
    adopt(cast, by_rules)
    by_rules.refresh_from_db()
    with refused("bad_input", "No area takes part yet."):
        divide(cast, found, theme, by_rules)


# -- rules ----------------------------------------------------------------------------------------------


def test_versions_are_counted_and_never_change(cast: Cast) -> None:
    service = at_service(cast)
    first, second = rules(cast, service), rules(cast, service, ONLY, "Only those who asked")
    assert [(r.version, r.title) for r in Rules.objects.all()] == [(2, "Only those who asked"), (1, "Rules")]
    assert (first.as_rule(), second.as_rule()) == (SANTOS.rules, ONLY)
    assert Act.objects.filter(name="priority.propose_rules").count() == 2
    with refused("bad_input", "This is the newest version already."):
        rules(cast, service, ONLY, "Only those who asked")


GAP = replace(SANTOS.rules.criteria[1], bands=bands((0, 10), (1, 2))[:1])


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        (ZERO, "Every weight is nought: nobody would get anything. Give one criterion a weight."),
        (RuleSet(()), "These rules have no criterion: nothing could be divided by them."),
        (
            RuleSet((GAP,)),
            "“How much is missing there, in per cent” has no grade for figures from 10 on.",
        ),
    ],
)
def test_bad_rules_are_refused_in_words(cast: Cast, bad: RuleSet, said: str) -> None:
    service = at_service(cast)
    with refused("bad_input", said):
        rules(cast, service, bad)
    assert not Rules.objects.exists()


def test_rules_have_a_name_and_an_origin(cast: Cast) -> None:
    service = at_service(cast)
    with refused("bad_input", "Give these rules a name."):
        rules(cast, service, title=" ")
    from mutirao.planning.priorities import rules_acts

    with refused("bad_input", "Say who proposes these rules, and where."):
        rules_acts.propose_rules(
            service=service, title="R", rules=SANTOS.rules, origin=" ", by=cast.acting("ada"), at=NOW
        )
    bare = in_force(cast, name="Elsewhere")
    with refused("bad_input", "This service has no priorities switched on."):
        rules(cast, bare)


def test_adopting_is_a_decision_with_reasons_and_dissent(cast: Cast) -> None:
    service = at_service(cast)
    found = rules(cast, service, PUBLISHED["regimento-2012"].rules, "Rules of 2012")
    for given, said in (
        ({"reasons": " "}, "Give the reasons: everybody will read them."),
        ({"review_on": TODAY}, "The day to look at this again must be in the future."),
    ):
        with refused("bad_input", said):
            adopt(cast, found, **given)
    decision = adopt(cast, found, dissent="The shore asked for a higher weight for shortage.")
    found.refresh_from_db()
    assert found.decision == decision == Decision.objects.get()
    assert decision.title == "Rules for dividing: Rules of 2012"
    assert decision.outcome == (
        "We divide by “Rules of 2012” (version 1). Where the area ranked it × 5; How much is missing "
        "there, in per cent × 4; How many people live there × 2. Only areas that ranked the theme receive "
        "anything."
    )
    assert (decision.reasons, decision.dissent) == (
        "The council voted 20 to 3.",
        "The shore asked for a higher weight for shortage.",
    )
    assert (decision.duty, decision.party.body.name) == ("divide_money", "Council team")
    assert decision.evidence_path == "/services/small-works/priorities/rules/1/"
    row = Act.objects.get(name="priority.adopt_rules")
    assert (row.evidence, row.facts) == ("decision", {"rules": "Rules of 2012", "version": 1})
    with refused("wrong_state", "These rules have been adopted already."):
        adopt(cast, found)


def test_rules_that_were_spoilt_since_are_not_adopted(cast: Cast) -> None:
    found = rules(cast, at_service(cast))
    Rules.objects.update(rules=as_plain(ZERO))
    with refused(
        "bad_input", "Every weight is nought: nobody would get anything. Give one criterion a weight."
    ):
        adopt(cast, found)


# -- figures --------------------------------------------------------------------------------------------


def test_a_newer_figure_takes_the_place_of_the_one_before(cast: Cast) -> None:
    service = at_service(cast)
    hill = round(cast, made(cast), "Hill").plenaries.get()
    for value in ("20", "25.5"):
        measure(cast, hill, "shortage", value)
    assert [(str(m.value.normalize()), m.is_current) for m in Measure.objects.all()] == [
        ("25.5", True),
        ("2E+1", False),
    ]
    assert Act.objects.filter(name="priority.measure").latest("pk").facts == {
        "area": "Hill",
        "criterion": "shortage",
        "value": "25.5",
        "mark": "synthetic",
    }
    assert service.pk == Measure.objects.latest("pk").service_id


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"source": " "}, "Say where this figure comes from."),
        ({"criterion": " "}, "Say what this figure measures."),
        ({"value": Decimal(-1)}, "Enter a number from nought up to ten thousand million."),
        ({"value": Decimal("NaN")}, "Enter a number from nought up to ten thousand million."),
        ({"value": Decimal(10**10)}, "Enter a number from nought up to ten thousand million."),
        ({"value": Decimal("1.00001")}, "Enter a number with no more than four decimals."),
        ({"taken_on": TODAY + timedelta(days=1)}, "This day is still to come."),
    ],
)
def test_figures_that_are_none(cast: Cast, given: dict[str, object], said: str) -> None:
    service = at_service(cast)
    hill = round(cast, made(cast), "Hill").plenaries.get()
    usual = {"criterion": "shortage", "value": Decimal(20), "source": "Survey", "mark": Mark.PUBLISHED}
    with refused("bad_input", said):
        division_acts.measure(
            service=service, area=hill.area, **{**usual, **given}, by=cast.acting("ada"), at=NOW
        )
    assert not Measure.objects.exists()


def test_an_area_that_takes_no_part(cast: Cast) -> None:
    service = at_service(cast)
    with refused("bad_input", "Penwerris takes no part here."):
        division_acts.measure(
            service=service,
            area=service.area,
            criterion="shortage",
            value=Decimal(1),
            source="Survey",
            mark=Mark.OURS,
            by=cast.acting("ada"),
            at=NOW,
        )


# -- deciding -------------------------------------------------------------------------------------------


def test_deciding_a_division(cast: Cast) -> None:
    paving = Paving(cast)
    division = paving.divide()
    service = paving.service
    assert "The division for “Paving” waits for a decision" in [
        line.says for line in agenda.of(service, at=NOW)
    ]
    with refused("bad_input", "Give the reasons: everybody will read them."):
        division_acts.decide(division=division, reasons="", by=cast.acting("ada"), at=NOW)
    decision = division_acts.decide(
        division=division, reasons="By the rules.", dissent="", by=cast.acting("ada"), at=NOW
    )
    assert decision.outcome.startswith("We give 20,000 metres: Centro: 840 metres; ")
    assert "Extremo Sul: 1,985 metres" in decision.outcome
    assert decision.evidence_path == (
        f"/services/small-works/priorities/{paving.round.pk}/divisions/{division.pk}/"
    )
    assert Act.objects.get(name="priority.decide").evidence == "decision"
    said = {line.says: line.state for line in agenda.of(service, at=NOW)}
    assert said["It is decided who gets how much for “Paving”"] == "lately"
    assert "The division for “Paving” waits for a decision" not in said
    with refused("wrong_state", "This has been decided already."):
        division_acts.decide(division=division, reasons="Again.", by=cast.acting("ada"), at=NOW)


def test_an_older_division_is_not_decided(cast: Cast) -> None:
    paving = Paving(cast, TWO)
    older = paving.divide(100)
    paving.divide(200)
    with refused("wrong_state", "There is a newer division of this theme. Decide on that one."):
        division_acts.decide(division=older, reasons="Fair.", by=cast.acting("ada"), at=NOW)


@pytest.mark.parametrize(
    ("table", "change"),
    [
        (Division, {"amount": 0}),
        (Division, {"is_current": True}),
        (Measure, {"value": -1}),
        (Measure, {"is_current": True}),
        (Measure, {"mark": "guessed"}),
        (Rules, {"version": 1}),
    ],
)
def test_what_the_database_refuses_by_itself(
    cast: Cast, table: type[Division] | type[Measure] | type[Rules], change: dict[str, object]
) -> None:
    paving = Paving(cast, TWO)
    paving.divide(100)
    paving.divide(200)
    rules(cast, paving.service, ONLY, "Other")
    measure(cast, paving.plenaries["Centro"], "population", "5")
    with pytest.raises(IntegrityError), transaction.atomic():
        table.objects.update(**change)
