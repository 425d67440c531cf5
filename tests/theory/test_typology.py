"""The nine cells: a table for each of them, every edge of the bands, and what must never move a cell."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mutirao.theory.typology import (
    GRID,
    Bands,
    Cell,
    Evidenced,
    Holding,
    Phase,
    Records,
    Side,
    Who,
    agreed_cell,
    decision_share,
    evidenced_cell,
    is_regular,
    is_substantial,
    professional_share,
    who_from_share,
    who_from_sides,
)

P, U, C = Side.PROFESSIONAL, Side.USER, Side.COMMUNITY
PLAN, DO, JUDGE, KEEP = Phase.PLANNING, Phase.DELIVERY, Phase.ASSESSMENT, Phase.GOVERNANCE
PROFESSIONALS, TOGETHER, LAY = Who.PROFESSIONALS, Who.TOGETHER, Who.LAY
MIRROR_SIDE = {P: C, U: P, C: P}
MIRROR_WHO = {PROFESSIONALS: LAY, TOGETHER: TOGETHER, LAY: PROFESSIONALS}

# number, who plans, who delivers, sides that plan, sides that deliver, is it coproduction, words of its name
CELLS: tuple[tuple[int, Who, Who, set[Side], set[Side], bool, str], ...] = (
    (1, PROFESSIONALS, PROFESSIONALS, {P}, {P}, False, "Traditional professional service provision"),
    (2, TOGETHER, PROFESSIONALS, {P, C}, {P}, True, "consultation on service planning"),
    (3, LAY, PROFESSIONALS, {C}, {P}, False, "Not applicable"),
    (4, PROFESSIONALS, TOGETHER, {P}, {P, U}, True, "User codelivery of professionally designed services"),
    (5, TOGETHER, TOGETHER, {P, U, C}, {P, C}, True, "Full user/professional coproduction"),
    (6, LAY, TOGETHER, {U, C}, {P, C}, True, "without formal planning or design processes"),
    (7, PROFESSIONALS, LAY, {P}, {U}, True, "delivery of professionally planned services"),
    (8, TOGETHER, LAY, {P, C}, {C}, True, "sole delivery of coplanned or codesigned services"),
    (9, LAY, LAY, {C}, {U, C}, False, "Traditional self-organised community provision"),
)


def holdings(phase: Phase, sides: set[Side]) -> list[Holding]:
    """One holding of a phase for each side."""
    return [Holding(phase, side) for side in sides]


@pytest.mark.parametrize(("number", "plans", "delivers", "planning", "delivering", "co", "words"), CELLS)
def test_each_cell_of_the_grid(
    number: int, plans: Who, delivers: Who, planning: set[Side], delivering: set[Side], co: bool, words: str
) -> None:
    cell = agreed_cell([*holdings(PLAN, planning), *holdings(DO, delivering)])
    assert cell == Cell(plans, delivers) == GRID[number - 1]
    assert (cell.number, cell.is_coproduction) == (number, co)
    assert words in cell.name


def test_the_grid_has_nine_cells_with_nine_names() -> None:
    assert [cell.number for cell in GRID] == list(range(1, 10))
    assert len({cell.name for cell in GRID}) == 9
    assert [who.place for who in Who] == [0, 1, 2]


@pytest.mark.parametrize(
    ("held", "why"),
    [
        ([], "nobody holds anything"),
        ([Holding(PLAN, P)], "nobody delivers"),
        ([Holding(DO, P), Holding(DO, U)], "nobody plans"),
        ([Holding(JUDGE, P), Holding(KEEP, C)], "only other phases are held"),
        ([Holding(PLAN, P), Holding(JUDGE, U), Holding(KEEP, U)], "judging is not delivering"),
    ],
)
def test_no_agreed_cell(held: list[Holding], why: str) -> None:
    assert agreed_cell(held) is None, why


def test_judging_and_keeping_do_not_move_the_agreed_cell() -> None:
    held = [Holding(PLAN, P), Holding(DO, P), Holding(JUDGE, U), Holding(KEEP, C)]
    assert agreed_cell(held) == GRID[0]


@pytest.mark.parametrize(
    ("sides", "who"),
    [
        (set(), None),
        ({P}, PROFESSIONALS),
        ({U}, LAY),
        ({C}, LAY),
        ({U, C}, LAY),
        ({P, U}, TOGETHER),
        ({P, C}, TOGETHER),
        ({P, U, C}, TOGETHER),
    ],
)
def test_an_axis_from_sides(sides: set[Side], who: Who | None) -> None:
    assert who_from_sides(sides) == who


@pytest.mark.parametrize(
    ("share", "who"),
    [
        (Fraction(1), PROFESSIONALS),
        (Fraction(9, 10), PROFESSIONALS),
        (Fraction(9, 10) - Fraction(1, 10**9), TOGETHER),
        (Fraction(1, 2), TOGETHER),
        (Fraction(1, 10) + Fraction(1, 10**9), TOGETHER),
        (Fraction(1, 10), LAY),
        (Fraction(0), LAY),
    ],
)
def test_an_axis_from_a_share(share: Fraction, who: Who) -> None:
    assert who_from_share(share, Bands()) == who


def records(
    planning: Mapping[Side, int] = {},
    delivery: Mapping[Side, int] = {P: 60, U: 60},
    *,
    decisions: Mapping[frozenset[Side], int] = {},
    contributions: int = 20,
    months: int = 3,
) -> Records:
    """Records that are just enough, unless told otherwise."""
    minutes = {(PLAN, side): n for side, n in planning.items()} | {(DO, s): n for s, n in delivery.items()}
    return Records(minutes, decisions, contributions, months)


# minutes of planning and of delivery by professionals, users and community -> the cell
EVIDENCED: tuple[tuple[tuple[int, int, int], tuple[int, int, int], int], ...] = (
    ((900, 100, 0), (900, 50, 50), 1),
    ((899, 101, 0), (900, 100, 0), 2),
    ((100, 450, 450), (1000, 0, 0), 3),
    ((1000, 0, 0), (899, 0, 101), 4),
    ((500, 250, 250), (101, 899, 0), 5),
    ((100, 900, 0), (101, 0, 899), 6),
    ((900, 0, 100), (100, 900, 0), 7),
    ((101, 899, 0), (100, 400, 500), 8),
    ((0, 0, 1), (0, 1, 0), 9),
)


@pytest.mark.parametrize(("planning", "delivery", "number"), EVIDENCED)
def test_each_evidenced_cell_at_the_edges_of_its_bands(
    planning: tuple[int, int, int], delivery: tuple[int, int, int], number: int
) -> None:
    found = evidenced_cell(
        records(dict(zip(Side, planning, strict=True)), dict(zip(Side, delivery, strict=True)))
    )
    assert found == Evidenced(
        cell=GRID[number - 1],
        planning_share=Fraction(planning[0], sum(planning)),
        delivery_share=Fraction(delivery[0], sum(delivery)),
        planned_by="minutes",
        contributions=20,
        months=3,
    )
    assert found.is_enough


@pytest.mark.parametrize(
    ("contributions", "months", "is_enough"),
    [(20, 3, True), (19, 3, False), (20, 2, False), (19, 2, False), (0, 0, False), (500, 12, True)],
)
def test_too_few_contributions_or_months_are_not_enough(
    contributions: int, months: int, is_enough: bool
) -> None:
    found = evidenced_cell(records({P: 60}, {U: 60}, contributions=contributions, months=months))
    assert found.is_enough is is_enough
    assert found.cell == (GRID[6] if is_enough else None)
    assert (found.planning_share, found.delivery_share) == (1, 0)  # shown, though no cell is named


@pytest.mark.parametrize(
    ("planning", "delivery", "shares"),
    [({}, {P: 1}, (None, 1)), ({P: 1}, {}, (1, None)), ({}, {}, (None, None))],
)
def test_an_axis_without_records_names_no_cell(
    planning: dict[Side, int], delivery: dict[Side, int], shares: tuple[int | None, int | None]
) -> None:
    found = evidenced_cell(records(planning, delivery, contributions=99, months=12))
    assert (found.cell, found.planning_share, found.delivery_share) == (None, *shares)


# decisions by professionals alone, by both, by the lay side alone -> professionals' part, who plans
DECIDED: tuple[tuple[tuple[int, int, int], Fraction, Who], ...] = (
    ((19, 0, 1), Fraction(19, 20), PROFESSIONALS),  # product.md: professionals took 19 of 20 decisions
    ((18, 0, 2), Fraction(9, 10), PROFESSIONALS),
    ((17, 0, 3), Fraction(17, 20), TOGETHER),
    ((8, 2, 0), Fraction(9, 10), PROFESSIONALS),
    ((7, 3, 0), Fraction(17, 20), TOGETHER),
    ((0, 20, 0), Fraction(1, 2), TOGETHER),
    ((0, 2, 8), Fraction(1, 10), LAY),
    ((1, 0, 9), Fraction(1, 10), LAY),
    ((0, 0, 5), Fraction(0), LAY),
    ((5, 0, 0), Fraction(1), PROFESSIONALS),
)


@pytest.mark.parametrize(("counts", "share", "plans"), DECIDED)
def test_who_plans_is_read_from_decisions(counts: tuple[int, int, int], share: Fraction, plans: Who) -> None:
    decisions = dict(zip((frozenset({P}), frozenset({P, U}), frozenset({C})), counts, strict=True))
    found = evidenced_cell(records({U: 9_999}, {P: 1, U: 1}, decisions=decisions))
    assert found.cell == Cell(plans, TOGETHER)
    assert (found.planning_share, found.planned_by) == (share, "decisions")


def test_agreed_full_coproduction_yet_professionals_took_19_of_20_decisions() -> None:
    agreed = agreed_cell([*holdings(PLAN, {P, C}), *holdings(DO, {P, C})])
    decisions = {frozenset({P}): 19, frozenset({C}): 1}
    seen = evidenced_cell(records({P: 10, C: 10}, {P: 10, C: 10}, decisions=decisions)).cell
    assert agreed is not None and seen is not None
    assert (agreed.number, seen.number) == (5, 4)


@pytest.mark.parametrize(("decided", "by", "plans"), [(5, "decisions", PROFESSIONALS), (4, "minutes", LAY)])
def test_with_fewer_than_five_decisions_the_hours_say_who_plans(decided: int, by: str, plans: Who) -> None:
    found = evidenced_cell(records({U: 60}, decisions={frozenset({P}): decided}))
    assert (found.cell, found.planned_by) == (Cell(plans, TOGETHER), by)


def test_four_decisions_without_planning_hours_are_not_enough() -> None:
    found = evidenced_cell(records(decisions={frozenset({P}): 4}))
    assert (found.cell, found.planning_share, found.planned_by) == (None, None, "minutes")


def test_a_place_may_draw_its_own_bands() -> None:
    bands = Bands(alone=Fraction(3, 4), least_contributions=2, least_months=1, least_decisions=1)
    found = evidenced_cell(
        records({U: 1}, {P: 3, U: 1}, decisions={frozenset({P, C}): 1}, contributions=2, months=1), bands
    )
    assert (found.cell, found.planned_by) == (Cell(TOGETHER, PROFESSIONALS), "decisions")


def test_shares_without_records_are_none() -> None:
    assert professional_share({}) is None
    assert professional_share({P: 0, U: 0}) is None
    assert decision_share({}) is None
    assert decision_share({frozenset({P}): 0}) is None


@pytest.mark.parametrize(
    ("months", "age", "regular"),
    [((2, 2), 6, True), ((3, 3), 60, True), ((1, 3), 60, False), ((3, 1), 60, False), ((2, 2), 5, False)],
)
def test_a_relation_is_regular(months: tuple[int, int], age: int, regular: bool) -> None:
    assert is_regular(months, age) is regular


@pytest.mark.parametrize(
    ("mine", "everybody", "substantial"),
    [
        ({PLAN: 10}, {PLAN: 100}, True),
        ({PLAN: 9}, {PLAN: 100}, False),
        ({PLAN: 9, DO: 1}, {PLAN: 100, DO: 10}, True),
        ({PLAN: 9, DO: 9}, {PLAN: 100, DO: 100}, False),
        ({}, {PLAN: 100, DO: 100}, False),
        ({PLAN: 0}, {PLAN: 0}, False),
        ({}, {}, False),
    ],
)
def test_a_contribution_is_substantial(
    mine: dict[Phase, int], everybody: dict[Phase, int], substantial: bool
) -> None:
    assert is_substantial(mine, everybody) is substantial


held = st.lists(st.builds(Holding, st.sampled_from(Phase), st.sampled_from(Side)))
minutes = st.dictionaries(st.tuples(st.sampled_from(Phase), st.sampled_from(Side)), st.integers(0, 10_000))
decided = st.dictionaries(st.frozensets(st.sampled_from(Side), min_size=1), st.integers(0, 30))
any_records = st.builds(Records, minutes, decided, st.integers(0, 40), st.integers(0, 6))


def mirrored(cell: Cell | None) -> Cell | None:
    """The cell with professionals and lay people changed over."""
    return cell and Cell(MIRROR_WHO[cell.plans], MIRROR_WHO[cell.delivers])


@given(held)
def test_changing_sides_over_mirrors_the_agreed_cell(holdings: list[Holding]) -> None:
    over = [Holding(holding.phase, MIRROR_SIDE[holding.side]) for holding in holdings]
    assert agreed_cell(over) == mirrored(agreed_cell(holdings))


@given(held, st.randoms(use_true_random=False))
def test_order_and_repetition_do_not_move_the_agreed_cell(holdings: list[Holding], chance: object) -> None:
    again = holdings * 2
    chance.shuffle(again)  # type: ignore[attr-defined]
    assert agreed_cell(again) == agreed_cell(holdings)


@given(any_records)
def test_changing_sides_over_mirrors_the_evidenced_cell(seen: Records) -> None:
    over: dict[tuple[Phase, Side], int] = {}
    for (phase, side), n in seen.minutes.items():
        over[phase, MIRROR_SIDE[side]] = over.get((phase, MIRROR_SIDE[side]), 0) + n
    turned: dict[frozenset[Side], int] = {}
    for sides, n in seen.decisions.items():
        mirror = frozenset(MIRROR_SIDE[side] for side in sides)
        turned[mirror] = turned.get(mirror, 0) + n
    found, mirror_found = (
        evidenced_cell(seen),
        evidenced_cell(Records(over, turned, seen.contributions, seen.months)),
    )
    assert mirror_found.cell == mirrored(found.cell)
    assert mirror_found.delivery_share == (None if found.delivery_share is None else 1 - found.delivery_share)


@given(any_records, st.integers(1, 1000))
def test_the_evidenced_cell_does_not_mind_the_unit_of_time(seen: Records, factor: int) -> None:
    scaled = {key: n * factor for key, n in seen.minutes.items()}
    assert evidenced_cell(Records(scaled, seen.decisions, seen.contributions, seen.months)) == evidenced_cell(
        seen
    )


@given(any_records)
def test_no_cell_is_ever_named_without_enough_evidence(seen: Records) -> None:
    found = evidenced_cell(seen)
    if seen.contributions < 20 or seen.months < 3 or found.delivery_share is None:
        assert found.cell is None
    assert all(share is None or 0 <= share <= 1 for share in (found.planning_share, found.delivery_share))
