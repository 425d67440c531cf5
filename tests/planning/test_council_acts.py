"""Councils: setting up, rules, seats with terms, substitutes, absences, vacancy, recall."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from build import in_force
from cast import NOW, TODAY, Cast, person
from mutirao.base.agenda import agenda
from mutirao.base.agenda.models import Item
from mutirao.base.people import acts as people
from mutirao.base.people.models import Body, Membership
from mutirao.base.register.models import Act
from mutirao.base.services.models import Service
from mutirao.planning.councils import acts, queries, seat_acts, seating_acts
from mutirao.planning.councils.models import Category, Council, Presence, Rules, Seat, Sitting
from mutirao.planning.decisions.models import Decision
from mutirao.theory.seats import Came, Rank, SeatRules, porto_alegre
from mutirao.theory.typology import Side
from refusing import refused

RULES = SeatRules(
    months=12, reelections=1, absences=2, since=TODAY - timedelta(days=400), origin="Regulation, article 4"
)
NEXT = date(2027, 5, 4)


def set_up(cast: Cast, service: Service, **given: Any) -> Council:
    """Ada sets up a council."""
    usual = {"name": "Council of the hill", "kind": "council", "side": Side.COMMUNITY, "rules": RULES}
    made: Council = acts.set_up(service=service, **{**usual, **given}, by=cast.acting("ada"), at=NOW)
    return made


def seats(cast: Cast, council: Council, *titles: str, **given: Any) -> Council:
    """Ada adds seats, 2 full and 2 substitutes for each."""
    numbers = {"full": 2, "substitutes": 2, **given}
    made: Council = acts.add_seats(
        council=council, given=acts.Seats(titles, **numbers), by=cast.acting("ada"), at=NOW
    )
    return made


def fill(cast: Cast, category: Category, who: Any, rank: Rank = Rank.FULL, **given: Any) -> Seat:
    """Ada writes down that somebody was chosen."""
    usual = {"starts": TODAY, "chosen_by": "Assembly of 3 May"}
    made: Seat = seat_acts.seat(
        category=category, person=who, rank=rank, **{**usual, **given}, by=cast.acting("ada"), at=NOW
    )
    return made


def hill(cast: Cast) -> Category:
    """A council with seats for the hill."""
    return seats(cast, set_up(cast, in_force(cast)), "The hill").categories.get()


# -- setting up -----------------------------------------------------------------------------------------


def test_a_council_is_a_group_that_the_agreement_can_give_duties(cast: Cast) -> None:
    made = set_up(cast, in_force(cast), about=" Divides the money. ")
    found = Council.objects.get()
    assert (found.slug, found.about, found.body.name) == (
        "council-of-the-hill",
        "Divides the money.",
        "Council of the hill",
    )
    assert found.body.side == Side.COMMUNITY and not found.body.memberships.exists()
    assert Rules.objects.get().as_rule() == RULES
    assert Act.objects.get(name="council.set_up").facts == {"council": made.name, "kind": "council"}


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"kind": "senate"}, "Choose what kind of council this is."),
        ({"name": " "}, "Enter a name."),
        ({"rules": replace(RULES, months=0)}, "These rules cannot work: look at the numbers again."),
        ({"rules": replace(RULES, origin=" ")}, "Say where the rules come from."),
    ],
)
def test_a_council_that_cannot_be(cast: Cast, given: dict[str, Any], said: str) -> None:
    service = in_force(cast)
    bodies = Body.objects.count()
    with refused("bad_input", said):
        set_up(cast, service, **given)
    assert not Council.objects.exists() and Body.objects.count() == bodies


def test_one_council_of_a_name(cast: Cast) -> None:
    service = in_force(cast)
    set_up(cast, service)
    with refused("bad_input", "There is a council of this name already."):
        set_up(cast, service, name="council OF the hill ")


def test_new_rules_take_over_from_a_day(cast: Cast) -> None:
    council = set_up(cast, in_force(cast))
    new = SeatRules(months=24, since=NEXT, origin="Next regulation", recall=Fraction(1, 2))
    acts.set_rules(council=council, rules=new, by=cast.acting("ada"), at=NOW)
    assert seating_acts.rules_of(council, NEXT - timedelta(days=1)).as_rule() == RULES
    assert seating_acts.rules_of(council, NEXT).as_rule() == new
    with refused("bad_input", "New rules must begin after those that are there."):
        acts.set_rules(council=council, rules=replace(new, months=6), by=cast.acting("ada"), at=NOW)
    facts = Act.objects.get(name="council.set_rules").facts
    assert (facts["months"], facts["recall"], facts["since"]) == (24, "1/2", "2027-05-04")


def test_the_council_of_porto_alegre_has_46_votes(cast: Cast) -> None:
    council = set_up(cast, in_force(cast), name="COP")
    regions, themes = [f"Region {n}" for n in range(16)], [f"Theme {n}" for n in range(6)]
    seats(cast, council, *regions, *themes)
    seats(cast, council, "UAMPA", "SIMPA", full=1, substitutes=1)
    seats(cast, council, "GAPLAN", "CRC", full=1, substitutes=0, has_vote=False)
    assert tuple(category.as_rule() for category in council.categories.all()) == porto_alegre(regions, themes)
    sitting = seat_acts.record_sitting(
        council=council, held_on=TODAY, title="First", states={}, by=cast.acting("ada"), at=NOW
    )
    assert (sitting.voting_seats, sitting.quorum, sitting.votes_present) == (46, 23, 0)
    assert not sitting.is_quorate


@pytest.mark.parametrize(
    ("titles", "given", "said"),
    [
        ((" ",), {}, "Say whose seats these are."),
        (("A",), {"full": 501}, "That many seats cannot be right."),
        (("A",), {"substitutes": -1}, "That many seats cannot be right."),
        (("A", "a"), {}, "Each kind of seat is named once: A, a"),
        (("The Hill", "B"), {}, "Each kind of seat is named once: The Hill"),
    ],
)
def test_seats_that_cannot_be(cast: Cast, titles: tuple[str, ...], given: dict[str, Any], said: str) -> None:
    council = hill(cast).council
    with refused("bad_input", said):
        seats(cast, council, *titles, **given)


# -- filling seats --------------------------------------------------------------------------------------


def test_holding_a_seat_is_a_term_of_membership(cast: Cast) -> None:
    category = hill(cast)
    made = fill(cast, category, cast.rosa)
    term = cast.rosa.memberships.get(body=category.council.body)
    assert (made.number, term.position, term.starts, term.ends) == (1, "The hill", TODAY, NEXT)
    assert fill(cast, category, cast.dee).number == 2
    assert fill(cast, category, cast.pat, Rank.SUBSTITUTE).membership.position == "The hill (substitute)"
    with refused("wrong_state", "Every seat of this kind is taken."):
        fill(cast, category, cast.eve)
    assert Seat.objects.current(NEXT - timedelta(days=1)).count() == 3
    assert Seat.objects.current(NEXT).count() == 0
    assert "Rosa" not in str(Act.objects.filter(name="council.seat").latest_first()[2].facts)


def test_nobody_sits_in_two_seats_and_everybody_is_chosen_by_somebody(cast: Cast) -> None:
    category = hill(cast)
    fill(cast, category, cast.rosa)
    with refused("bad_input", "This person is a member already."):
        fill(cast, category, cast.rosa, Rank.SUBSTITUTE)
    with refused("bad_input", "Say who chose them, and when."):
        fill(cast, category, cast.dee, chosen_by=" ")
    with refused("wrong_state", "This council has no rules in force on that day."):
        fill(cast, category, cast.dee, starts=TODAY - timedelta(days=401))


def test_one_reelection_and_then_a_pause(cast: Cast) -> None:
    category = hill(cast)
    fill(cast, category, cast.rosa)
    fill(cast, category, cast.rosa, starts=NEXT)
    third = date(2028, 5, 4)
    with refused("bad_input", "The rules do not let this person be chosen again: too many terms in a row."):
        fill(cast, category, cast.rosa, starts=third)
    assert fill(cast, category, cast.rosa, Rank.SUBSTITUTE, starts=third).number == 1
    assert fill(cast, category, cast.dee, starts=third).number == 1
    assert [seat.number for seat in Seat.objects.filter(rank="full")] == [1, 1, 1]


# -- absences, vacancy, recall --------------------------------------------------------------------------


def sit_together(
    cast: Cast, council: Council, states: dict[int, Came], *, day: int = 0, title: str = ""
) -> Sitting:
    """Ada records who came, so many days ago."""
    made: Sitting = seat_acts.record_sitting(
        council=council,
        held_on=TODAY - timedelta(days=day),
        title=title or f"Sitting {day}",
        states=states,
        by=cast.acting("ada"),
        at=NOW,
    )
    return made


def test_a_substitute_votes_for_whoever_is_absent(cast: Cast) -> None:
    category = hill(cast)
    rosa, dee = fill(cast, category, cast.rosa), fill(cast, category, cast.dee)
    eve, pat = (fill(cast, category, who, Rank.SUBSTITUTE) for who in (cast.eve, cast.pat))
    made = sit_together(cast, category.council, {rosa.pk: Came.CAME, eve.pk: Came.ABSENT, pat.pk: Came.CAME})
    assert (made.voting_seats, made.votes_present, made.quorum, made.is_quorate) == (2, 2, 1, True)
    assert list(Presence.objects.values_list("seat", "state", "votes_for")) == [
        (rosa.pk, "came", 1),
        (dee.pk, "absent", None),
        (eve.pk, "absent", None),
        (pat.pk, "came", 2),
    ]
    with refused("wrong_state", "Who came to this sitting has been recorded already."):
        sit_together(cast, category.council, {})
    with refused("bad_input", "This day has not come yet."):
        sit_together(cast, category.council, {}, day=-1)


def test_after_absences_in_a_row_a_seat_falls_vacant_and_the_first_substitute_moves_up(cast: Cast) -> None:
    category = hill(cast)
    start = TODAY - timedelta(days=20)
    rosa = fill(cast, category, cast.rosa, starts=start)
    fill(cast, category, cast.dee, Rank.SUBSTITUTE, starts=start)
    until = rosa.membership.ends
    sit_together(cast, category.council, {}, day=9)
    with refused("wrong_state", "There are not as many absences in a row as the rules ask for."):
        seat_acts.vacate(seat=rosa, why="absent", by=cast.acting("ada"), at=NOW)
    sit_together(cast, category.council, {rosa.pk: Came.EXCUSED}, day=5)
    sit_together(cast, category.council, {}, day=1)
    seat_acts.vacate(seat=rosa, why="absent", by=cast.acting("ada"), at=NOW)
    now = Seat.objects.current(TODAY).select_related("membership").get()
    assert (now.membership.person, now.rank, now.number) == (cast.dee, "full", 1)
    assert (now.membership.ends, now.is_rest_of_term) == (until, True)
    assert list(Seat.objects.order_by("pk").values_list("ended_why", flat=True)) == ["absent", "moved_up", ""]
    with refused("wrong_state", "Nobody holds this seat any more."):
        seat_acts.vacate(seat=rosa, why="gave_up", by=cast.acting("ada"), at=NOW)


def test_a_seat_is_given_up_and_filled_again_on_the_same_day(cast: Cast) -> None:
    category = hill(cast)
    rosa = fill(cast, category, cast.rosa)
    with refused("bad_input", "Say why the seat falls vacant."):
        seat_acts.vacate(seat=rosa, why="because", by=cast.acting("ada"), at=NOW)
    seat_acts.vacate(seat=rosa, why="gave_up", by=cast.acting("ada"), at=NOW)
    assert not Seat.objects.current(TODAY).exists()
    assert fill(cast, category, cast.dee).number == 1


def test_a_recall_by_those_who_elected_is_a_decision_without_a_name(cast: Cast) -> None:
    category = hill(cast)
    rosa = fill(cast, category, cast.rosa)
    given = {"seat": rosa, "electors": 26, "reasons": "Voted against our ranking.", "at": NOW}
    with refused("wrong_state", "This is not enough: the rules ask for 2/3 of those who elected."):
        seat_acts.recall(**given, in_favour=17, by=cast.acting("ada"))
    with refused("bad_input", "Not more can be in favour than there are who elected."):
        seat_acts.recall(**given, in_favour=27, by=cast.acting("ada"))
    with refused("bad_input", "Give the reasons: everybody will read them."):
        seat_acts.recall(**{**given, "reasons": " "}, in_favour=18, by=cast.acting("ada"))
    made = seat_acts.recall(**given, in_favour=18, by=cast.acting("ada"))
    found = Decision.objects.get(pk=made.pk)
    assert (found.title, found.outcome) == (
        "Recall from Council of the hill",
        "A holder of a seat for The hill is recalled.",
    )
    assert (found.duty, found.evidence_path) == ("run_votes", category.council.path)
    assert not Seat.objects.current(TODAY).exists() and Seat.objects.get().ended_why == "recalled"
    row = Act.objects.get(name="council.recall")
    assert row.evidence == "decision"
    assert row.facts == {
        "council": "Council of the hill",
        "category": "The hill",
        "in_favour": 18,
        "electors": 26,
    }


# -- agenda, erasing, what people see -------------------------------------------------------------------


def test_the_agenda_asks_who_follows_and_says_what_is_empty(cast: Cast) -> None:
    category = hill(cast)
    service = category.council.service
    assert [line.says for line in agenda.of(service, at=NOW)] == [
        "Full seats that nobody holds in “Council of the hill”: 2"
    ]
    fill(cast, category, cast.rosa)
    fill(cast, category, cast.dee)
    assert agenda.of(service, at=NOW) == []  # a year from now is not news yet
    (line,) = agenda.of(service, at=NOW + timedelta(days=310))
    assert line.state == "open" and line.says.startswith("Terms in “Council of the hill” end on 4 May 2027")
    seating_acts.look_after_terms(NOW + timedelta(days=365))
    assert Item.objects.get().facts == {"seats": 2} and Item.objects.get().kind == "council.vacant"


def test_who_is_erased_leaves_the_seat(cast: Cast) -> None:
    category = hill(cast)
    fill(cast, category, cast.rosa)
    later = fill(cast, category, cast.rosa, starts=NEXT)
    people.erase(person=cast.rosa, by=cast.acting("rosa"), at=NOW)
    assert not Seat.objects.not_over(TODAY).exists()
    assert not Seat.objects.filter(pk=later.pk).exists()
    assert set(Membership.objects.filter(person=cast.rosa).values_list("position", flat=True)) == {""}


def test_names_are_only_for_members(cast: Cast) -> None:
    category = hill(cast)
    fill(cast, category, cast.rosa)
    rules = category.council.rules.get()
    for with_names, name in ((False, ""), (True, "Rosa")):
        (group,) = queries.groups(category.council, rules, on=TODAY, with_names=with_names)
        assert [(p.rank, p.number, p.name, p.seat is None) for p in group.places] == [
            ("full", 1, name, False),
            ("full", 2, "", True),
            ("substitute", 1, "", True),
            ("substitute", 2, "", True),
        ]
        assert group.empty == 1


@pytest.mark.parametrize("change", [{"number": 1}, {"rank": "king"}])
def test_what_the_database_refuses_by_itself(cast: Cast, change: dict[str, Any]) -> None:
    category = hill(cast)
    fill(cast, category, cast.rosa)
    second = fill(cast, category, person("Zoe"))
    with pytest.raises(IntegrityError), transaction.atomic():
        Seat.objects.filter(pk=second.pk).update(**change)
    for wrong in ({"months": 0}, {"absences": 0}, {"recall": 9}, {"quorum": 0}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Rules.objects.update(**wrong)
