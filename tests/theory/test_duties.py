"""The catalogue of duties, what is unclear in a division of them, and what moved between two divisions."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mutirao.theory.access import clause_number
from mutirao.theory.blueprint import divide
from mutirao.theory.duties import BY_SLUG, DUTIES, Change, Clause, Gap, Way, cell_of, differences, gaps
from mutirao.theory.typology import Phase, Side, Who

P, U, C = Side.PROFESSIONAL, Side.USER, Side.COMMUNITY
ANSWERS, DOES, ASKED, TOLD = Way
BOTH = (P, C)
SIDE_OF = {"Council": P, "Parents": U, "Shop": C}

CATALOGUE: tuple[tuple[str, Phase], ...] = (
    ("set_priorities", Phase.PLANNING),
    ("divide_money", Phase.PLANNING),
    ("design_service", Phase.PLANNING),
    ("call_meetings", Phase.PLANNING),
    ("run_votes", Phase.PLANNING),
    ("set_rota", Phase.DELIVERY),
    ("carry_out", Phase.DELIVERY),
    ("welcome_people", Phase.DELIVERY),
    ("keep_places", Phase.DELIVERY),
    ("answer_concerns", Phase.DELIVERY),
    ("judge_results", Phase.ASSESSMENT),
    ("report_back", Phase.ASSESSMENT),
    ("keep_agreement", Phase.GOVERNANCE),
    ("keep_accounts", Phase.GOVERNANCE),
    ("safeguard_people", Phase.GOVERNANCE),
    ("keep_records", Phase.GOVERNANCE),
)
VITAL = ("set_priorities", "carry_out", "answer_concerns", "keep_agreement", "safeguard_people")


def clause(duty: str, party: str, way: Way) -> Clause:
    """A clause of one of the three usual parties."""
    return Clause(duty, party, SIDE_OF[party], way)


VITAL_HELD = [clause(duty, "Council", ANSWERS) for duty in VITAL]


def test_the_catalogue_as_agreements_number_it() -> None:
    """Clause numbers stand in signed agreements: an order that changed would make them say something else."""
    assert tuple((duty.slug, duty.phase) for duty in DUTIES) == CATALOGUE
    assert [clause_number(slug) for slug, _phase in CATALOGUE] == list(range(1, 17))
    assert clause_number("") == clause_number("juggle") == 0
    assert tuple(duty.slug for duty in DUTIES if duty.is_vital) == VITAL


def test_every_duty_has_words_of_its_own() -> None:
    assert list(BY_SLUG) == [slug for slug, _phase in CATALOGUE]
    for words in ([duty.title for duty in DUTIES], [duty.explanation for duty in DUTIES]):
        assert len(set(words)) == len(DUTIES)
        assert all(words)


def test_only_answering_and_doing_let_people_act() -> None:
    assert {way: way.acts for way in Way} == {ANSWERS: True, DOES: True, ASKED: False, TOLD: False}


@pytest.mark.parametrize(
    ("held", "number"),
    [
        ([], None),
        ([("set_rota", "Council", ANSWERS)], None),
        ([("run_votes", "Council", ANSWERS), ("set_rota", "Shop", ASKED)], None),
        ([("run_votes", "Council", ANSWERS), ("set_rota", "Council", DOES)], 1),
        ([("run_votes", "Council", DOES), ("run_votes", "Shop", DOES), ("set_rota", "Council", DOES)], 2),
        ([("run_votes", "Council", ANSWERS), ("set_rota", "Shop", DOES), ("carry_out", "Council", DOES)], 4),
        ([("run_votes", "Parents", ANSWERS), ("set_rota", "Shop", DOES)], 9),
        ([("run_votes", "Council", ANSWERS), ("set_rota", "Parents", ANSWERS), ("juggle", "Shop", DOES)], 7),
    ],
)
def test_the_cell_of_a_division(held: list[tuple[str, str, Way]], number: int | None) -> None:
    cell = cell_of(clause(*row) for row in held)
    assert (cell.number if cell else None) == number


# what is held beside the vital duties (which the council answers for), the sides, and what is unclear
GAPS: tuple[tuple[list[tuple[str, str, Way]], tuple[Side, ...], list[Gap]], ...] = (
    ([], BOTH, []),
    ([("set_rota", "Shop", ANSWERS)], BOTH, []),
    ([("set_rota", "Shop", ANSWERS), ("set_rota", "Council", DOES)], BOTH, []),
    ([("set_rota", "Shop", DOES)], BOTH, [Gap("nobody_answers", "set_rota")]),
    (
        [("set_rota", "Shop", ASKED), ("set_rota", "Council", TOLD)],
        BOTH,
        [Gap("nobody_answers", "set_rota"), Gap("nobody_does", "set_rota")],
    ),
    (
        [("set_rota", "Shop", ANSWERS), ("set_rota", "Parents", ANSWERS)],
        BOTH,
        [Gap("several_answer", "set_rota", ("Shop", "Parents"))],
    ),
    ([("carry_out", "Shop", ANSWERS)], BOTH, [Gap("several_answer", "carry_out", ("Council", "Shop"))]),
    ([("juggle", "Shop", DOES)], BOTH, [Gap("nobody_answers", "juggle")]),
    ([], (P, P), [Gap("no_lay_side")]),
    ([], (U, C), [Gap("no_professionals")]),
    ([], (P, U), []),
    ([], (), [Gap("no_professionals"), Gap("no_lay_side")]),
)


@pytest.mark.parametrize(("held", "sides", "found"), GAPS)
def test_what_is_unclear(held: list[tuple[str, str, Way]], sides: tuple[Side, ...], found: list[Gap]) -> None:
    assert gaps([*VITAL_HELD, *(clause(*row) for row in held)], sides=sides) == found


def test_an_empty_division_names_the_vital_duties_in_the_order_of_the_catalogue() -> None:
    assert gaps([], sides=BOTH) == [Gap("nobody_answers", duty) for duty in VITAL]


@pytest.mark.parametrize("vital", VITAL)
def test_a_vital_duty_that_nobody_answers_for_is_always_named(vital: str) -> None:
    rest = [held for held in VITAL_HELD if held.duty != vital]
    assert gaps(rest, sides=BOTH) == [Gap("nobody_answers", vital)]


CHANGES: tuple[tuple[list[Clause], list[Clause], list[Change]], ...] = (
    ([], [], []),
    (VITAL_HELD, VITAL_HELD, []),
    (VITAL_HELD, VITAL_HELD[::-1], []),
    (
        [],
        [clause("set_rota", "Shop", DOES)],
        [Change("set_rota", "Shop", "", "does")],
    ),
    (
        [clause("set_rota", "Shop", TOLD)],
        [clause("set_rota", "Shop", ANSWERS)],
        [Change("set_rota", "Shop", "told", "answers")],
    ),
    (
        [clause("keep_records", "Shop", DOES), clause("run_votes", "Council", ANSWERS)],
        [clause("run_votes", "Shop", ANSWERS), clause("run_votes", "Council", DOES)],
        [
            Change("run_votes", "Council", "answers", "does"),
            Change("run_votes", "Shop", "", "answers"),
            Change("keep_records", "Shop", "does", ""),
        ],
    ),
    (
        [clause("juggle", "Shop", DOES)],
        [clause("keep_records", "Shop", DOES)],
        [Change("keep_records", "Shop", "", "does"), Change("juggle", "Shop", "does", "")],
    ),
)


@pytest.mark.parametrize(("old", "new", "moved"), CHANGES)
def test_what_moved(old: list[Clause], new: list[Clause], moved: list[Change]) -> None:
    assert differences(old, new) == moved


one_each = st.dictionaries(
    st.tuples(st.sampled_from([duty.slug for duty in DUTIES]), st.sampled_from(list(SIDE_OF))),
    st.sampled_from(Way),
)
divisions = one_each.map(lambda held: [clause(duty, party, way) for (duty, party), way in held.items()])
passive = st.lists(
    st.builds(
        clause,
        st.sampled_from(list(BY_SLUG)),
        st.sampled_from(list(SIDE_OF)),
        st.sampled_from([ASKED, TOLD]),
    )
)


@given(divisions, passive)
def test_being_asked_or_told_never_moves_the_cell(held: list[Clause], more: list[Clause]) -> None:
    assert cell_of([*held, *more]) == cell_of(held)


@given(divisions, divisions)
def test_the_changes_lead_from_the_old_division_to_the_new(old: list[Clause], new: list[Clause]) -> None:
    held = {(c.duty, c.party): c.way.value for c in old}
    for change in differences(old, new):
        assert held.pop((change.duty, change.party), "") == change.before != change.after
        if change.after:
            held[change.duty, change.party] = change.after
    assert held == {(c.duty, c.party): c.way.value for c in new}


@given(divisions)
def test_no_duty_is_both_unanswered_and_answered_twice(held: list[Clause]) -> None:
    found = gaps(held, sides=BOTH)
    for duty in BY_SLUG:
        answering = sum(c.duty == duty and c.way is ANSWERS for c in held)
        codes = {gap.code for gap in found if gap.duty == duty}
        assert ("several_answer" in codes) is (answering > 1)
        assert "nobody_answers" not in codes or answering == 0
        assert "nobody_does" not in codes or answering == 0


@pytest.mark.parametrize(("plans", "delivers"), list(product(Who, Who)))
def test_what_two_answers_divide_leaves_nothing_unclear(plans: Who, delivers: Who) -> None:
    division = divide(plans=plans, delivers=delivers, professional="Council", lay="Shop")
    held = [clause(duty, party, way) for duty, ways in division.items() for party, way in ways.items()]
    assert gaps(held, sides=BOTH) == []
