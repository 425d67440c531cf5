"""Where agreement on a draft stands, by method: worked tables, and what holds whatever bodies say."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from itertools import permutations, product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mutirao.theory.drafts import (
    COUNTED,
    HALF,
    Camp,
    Fault,
    Method,
    Missing,
    Position,
    Rule,
    State,
    Voice,
    faults,
    standing,
    whole,
)
from mutirao.theory.typology import Side

SAID = {"+": Position.ASSENT, "?": Position.ASSENT_IF, "-": Position.OBJECT, ".": Position.SILENT}
# Two professional bodies and three lay ones; their weights count in the weighted rule only.
TABLE = (
    Voice("council", Side.PROFESSIONAL, 5),
    Voice("clinic", Side.PROFESSIONAL, 3),
    Voice("parents", Side.USER, 2),
    Voice("shop", Side.COMMUNITY, 1),
    Voice("church", Side.COMMUNITY, 1),
)
TWO_THIRDS, THREE_QUARTERS = Fraction(2, 3), Fraction(3, 4)
RANK = {State.BLOCKED: 0, State.OPEN: 1, State.AGREED: 2}


def said(signs: str, voices: tuple[Voice, ...] = TABLE) -> dict[str, Position]:
    """What the bodies say, one sign each: + assents, ? assents if, - objects, . is silent."""
    return {voice.key: SAID[sign] for voice, sign in zip(voices, signs, strict=True)}


def method(rule: str, **given: Any) -> Method:
    """A method with an origin."""
    return Method(Rule(rule), "Meeting of 3 May, minute 4", **given)


def in_short(missing: Missing) -> str:
    """What is missing as the tables write it."""
    camp = "" if missing.camp is Camp.ALL else f"@{missing.camp.value}"
    return f"{missing.code}{camp} {missing.body or missing.count or ''}".strip()


# signs (council clinic | parents shop church), is the round over, state, what is missing
WORKED: dict[str, tuple[Method, tuple[tuple[str, bool, str, str], ...]]] = {
    "consent": (
        method("consent"),
        (
            ("+++++", False, "agreed", ""),
            ("++++.", False, "open", "silent church"),
            ("++++.", True, "open", "silent church"),
            ("+++?+", False, "open", "condition shop"),
            ("-++++", False, "blocked", "objection council"),
            ("-?+..", True, "blocked", "objection council, condition clinic, silent shop, silent church"),
        ),
    ),
    "consent, silence counts": (
        method("consent", silence_consents=True),
        (
            ("+....", False, "open", "silent clinic, silent parents, silent shop, silent church"),
            ("+....", True, "agreed", ""),
            (".....", True, "open", "nobody_spoke"),
            ("?....", True, "open", "condition council"),
            ("+...-", True, "blocked", "objection church"),
        ),
    ),
    "consensus": (
        method("consensus", silence_consents=True),
        (
            ("+++++", False, "agreed", ""),
            ("++++.", True, "open", "silent church"),
            ("++++?", True, "open", "condition church"),
            ("++++-", False, "blocked", "objection church"),
        ),
    ),
    "majority": (
        method("majority"),
        (
            ("+++--", False, "agreed", ""),
            ("++-..", False, "agreed", ""),
            ("++--.", False, "open", "assents 1"),
            ("++...", False, "open", "quorum 1"),
            (".....", True, "open", "quorum 3, assents 1"),
            ("++---", False, "blocked", "assents 1"),
            ("+??--", False, "open", "assents 2"),
            ("---..", True, "blocked", "assents 2"),
        ),
    ),
    "two thirds": (
        method("majority", share=TWO_THIRDS, quorum=Fraction(1)),
        (
            ("++++-", False, "agreed", ""),
            ("++++.", False, "open", "quorum 1"),
            ("+++--", False, "blocked", "assents 1"),
            ("+++-?", False, "open", "assents 1"),
        ),
    ),
    "weighted": (
        method("weighted"),
        (
            ("+-++-", False, "agreed", ""),
            ("++---", False, "agreed", ""),
            ("-++++", False, "agreed", ""),
            ("-+++-", False, "blocked", "assents 1"),
            ("+....", False, "open", "quorum 1"),
            ("..+++", False, "open", "quorum 2"),
            ("+?---", False, "open", "assents 2"),
        ),
    ),
    "double majority": (
        method("double_majority"),
        (
            ("+++++", False, "agreed", ""),
            ("+.++.", False, "agreed", ""),
            ("++++-", False, "agreed", ""),
            ("+++--", False, "blocked", "assents@lay 1"),
            ("+-+++", False, "blocked", "assents@professionals 1"),
            ("+-+--", True, "blocked", "assents@professionals 1, assents@lay 1"),
            ("..+++", True, "open", "quorum@professionals 1, assents@professionals 1"),
            ("+?+++", False, "open", "assents@professionals 1"),
        ),
    ),
    "professionals": (
        method("professionals"),
        (
            ("++---", False, "agreed", ""),
            ("+....", False, "agreed", ""),
            ("+-+++", False, "blocked", "assents@professionals 1"),
            ("..+++", False, "open", "quorum@professionals 1, assents@professionals 1"),
        ),
    ),
    "lay": (
        method("lay"),
        (
            ("--++-", False, "agreed", ""),
            ("--+..", False, "open", "quorum@lay 1"),
            ("+++--", False, "blocked", "assents@lay 1"),
        ),
    ),
}
ROWS = [(name, of, *row) for name, (of, rows) in WORKED.items() for row in rows]


@pytest.mark.parametrize(
    ("name", "by", "signs", "is_over", "state", "missing"), ROWS, ids=[f"{r[0]} {r[2]} {r[3]}" for r in ROWS]
)
def test_worked_tables(name: str, by: Method, signs: str, is_over: bool, state: str, missing: str) -> None:
    found = standing(said(signs), by, TABLE, is_over=is_over)
    assert (found.state.value, ", ".join(map(in_short, found.missing))) == (state, missing)
    assert found.is_agreed is (state == "agreed")


def test_every_rule_has_a_worked_table() -> None:
    assert {by.rule for by, _rows in WORKED.values()} == set(Rule)


def test_who_blocks_is_who_objects_where_it_counts() -> None:
    lay = standing(said("-+--+"), method("double_majority"), TABLE)
    assert lay.state is State.BLOCKED
    assert lay.blocking == ("council", "parents", "shop")
    only_lay = standing(said("++--+"), method("double_majority"), TABLE)
    assert only_lay.blocking == ("parents", "shop")
    assert standing(said("+++--"), method("majority"), TABLE).blocking == ()


def test_who_is_overruled() -> None:
    found = standing(said("+++-?"), method("majority"), TABLE)
    assert found.overruled == ("shop", "church")
    assert (found.who(Position.OBJECT), found.who(Position.ASSENT_IF)) == (("shop",), ("church",))
    assert standing(said("++---"), method("majority"), TABLE).overruled == ()


def test_whoever_was_not_asked_does_not_count_and_whoever_did_not_answer_is_silent() -> None:
    found = standing({"council": Position.ASSENT, "stranger": Position.OBJECT}, method("consensus"), TABLE)
    assert found.said == said("+....")


# -- what must hold whatever bodies say -----------------------------------------------------------------

SIDES = st.sampled_from(list(Side))
VOICES = st.lists(st.tuples(SIDES, st.integers(1, 9)), min_size=2, max_size=7).map(
    lambda found: tuple(Voice(f"b{n}", side, weight) for n, (side, weight) in enumerate(found))
)
SHARES = st.sampled_from([HALF, Fraction(3, 5), TWO_THIRDS, THREE_QUARTERS, Fraction(1)])
METHODS = st.builds(
    Method,
    st.sampled_from(list(Rule)),
    st.just("minute 4"),
    SHARES,
    st.sampled_from([Fraction(1, 3), HALF, TWO_THIRDS, Fraction(1)]),
    st.booleans(),
)


@st.composite
def cases(draw: Any) -> tuple[tuple[Voice, ...], Method, dict[str, Position], bool]:
    """Bodies, a method that works for them, what they say, and whether the round is over."""
    voices, by = draw(VOICES), draw(METHODS)
    if faults(by, voices):
        sides = (Side.PROFESSIONAL, Side.COMMUNITY)
        voices = tuple(Voice(v.key, sides[n % 2], v.weight) for n, v in enumerate(voices))
    positions = {voice.key: draw(st.sampled_from(list(Position))) for voice in voices}
    return voices, by, positions, draw(st.booleans())


@given(cases(), st.data())
def test_an_objection_turned_into_assent_never_makes_it_worse(case: Any, data: st.DataObject) -> None:
    voices, by, positions, is_over = case
    key = data.draw(st.sampled_from(sorted(positions)))
    worse = {**positions, key: Position.OBJECT}
    steps = [worse, {**positions, key: Position.ASSENT_IF}, {**positions, key: Position.ASSENT}]
    ranks = [RANK[standing(one, by, voices, is_over=is_over).state] for one in steps]
    assert ranks == sorted(ranks)


@given(cases(), st.randoms())
def test_the_order_of_the_bodies_changes_nothing(case: Any, chance: Any) -> None:
    voices, by, positions, is_over = case
    shuffled = list(voices)
    chance.shuffle(shuffled)
    one = standing(positions, by, voices, is_over=is_over)
    other = standing(positions, by, shuffled, is_over=is_over)
    assert one.state is other.state
    assert sorted(one.missing, key=repr) == sorted(other.missing, key=repr)
    assert set(one.blocking) == set(other.blocking)


@given(cases())
def test_a_double_majority_is_a_majority_on_each_side(case: Any) -> None:
    voices, by, positions, is_over = case
    double = Method(Rule.DOUBLE_MAJORITY, by.origin, by.share, by.quorum)
    if faults(double, voices):
        return
    each = [
        standing(positions, Method(rule, by.origin, by.share, by.quorum), voices, is_over=is_over)
        for rule in (Rule.PROFESSIONALS, Rule.LAY)
    ]
    both = standing(positions, double, voices, is_over=is_over)
    assert both.is_agreed is all(one.is_agreed for one in each)
    assert (both.state is State.BLOCKED) is any(one.state is State.BLOCKED for one in each)


@given(cases())
def test_agreed_blocked_and_missing_tell_the_same_story(case: Any) -> None:
    voices, by, positions, is_over = case
    found = standing(positions, by, voices, is_over=is_over)
    assert found.is_agreed is (not found.missing)
    assert bool(found.blocking) is (found.state is State.BLOCKED)
    assert all(found.said[key] is Position.OBJECT for key in found.blocking)
    best = {key: one if one is Position.OBJECT else Position.ASSENT for key, one in found.said.items()}
    hoped = standing(best, by, voices, is_over=is_over)
    assert (found.state is State.BLOCKED) is not hoped.is_agreed


@given(cases())
def test_agreement_by_a_count_is_always_more_than_half_of_those_who_spoke(case: Any) -> None:
    voices, by, positions, is_over = case
    if by.rule not in (Rule.MAJORITY, Rule.WEIGHTED):
        return
    weight = {v.key: v.weight if by.rule is Rule.WEIGHTED else 1 for v in voices}
    yes = sum(weight[key] for key, one in positions.items() if one is Position.ASSENT)
    spoken = sum(weight[key] for key, one in positions.items() if one is not Position.SILENT)
    carried = 2 * yes > spoken and yes >= by.share * spoken and spoken >= by.quorum * sum(weight.values())
    assert standing(positions, by, voices, is_over=is_over).is_agreed is carried


@given(cases())
def test_nobody_reaches_agreement_with_fewer_than_is_said_to_be_missing(case: Any) -> None:
    voices, by, positions, is_over = case
    found = standing(positions, by, voices, is_over=is_over)
    if by.rule not in COUNTED - {Rule.WEIGHTED} or len(voices) > 5:
        return
    least = max((one.count for one in found.missing), default=0)
    for chosen in product([False, True], repeat=len(voices)):
        if sum(chosen) < least:
            turned = {
                v.key: Position.ASSENT if yes else positions[v.key]
                for v, yes in zip(voices, chosen, strict=True)
            }
            assert not standing(turned, by, voices, is_over=is_over).is_agreed


def test_two_equal_bodies_stand_equal_in_every_order() -> None:
    for order in permutations(TABLE[2:]):
        assert standing(said("+-.", TABLE[2:]), method("consensus"), order).state is State.BLOCKED


# -- the whole text -------------------------------------------------------------------------------------


def text(*signs: str, is_over: bool = False, by: Method | None = None) -> Any:
    """A text of so many clauses."""
    found = [standing(said(one), by or method("majority"), TABLE, is_over=is_over) for one in signs]
    return whole(found, is_over=is_over)


def test_a_text_is_agreed_when_every_clause_is() -> None:
    assert text("+++--", "+++++").is_agreed
    mixed = text("+++--", "++---", "++...")
    assert (mixed.agreed, mixed.blocked, mixed.open, mixed.is_agreed) == ((0,), (1,), (2,), False)
    assert not text().is_agreed


def test_a_text_is_ripe_when_the_round_is_over_or_nobody_is_silent() -> None:
    assert text("+++--", "++---").is_ripe
    assert not text("+++--", "++--.").is_ripe
    assert text("+++--", "++--.", is_over=True).is_ripe


# -- methods that cannot be used ------------------------------------------------------------------------

COUNCIL, CLINIC, PARENTS = TABLE[0], TABLE[1], TABLE[2]
UNUSABLE: tuple[tuple[Method, tuple[Voice, ...], list[Fault]], ...] = (
    (method("consent"), TABLE, []),
    (Method(Rule.CONSENT, "  "), TABLE, [Fault("no_origin")]),
    (method("consensus"), (COUNCIL,), [Fault("few_bodies")]),
    (method("majority"), (COUNCIL, COUNCIL), [Fault("few_bodies"), Fault("body_twice", "council")]),
    (method("double_majority"), (COUNCIL, CLINIC), [Fault("no_lay")]),
    (method("professionals"), TABLE[2:], [Fault("no_professionals")]),
    (method("lay"), (COUNCIL, CLINIC), [Fault("no_lay")]),
    (method("majority"), (COUNCIL, CLINIC), []),
    (method("weighted"), (COUNCIL, Voice("shop", Side.COMMUNITY, 0)), [Fault("weight", "shop")]),
    (method("weighted"), (COUNCIL, Voice("shop", Side.COMMUNITY, -1)), [Fault("weight", "shop")]),
    (method("majority"), (COUNCIL, Voice("shop", Side.COMMUNITY, 0)), []),
    (method("majority", share=Fraction(1, 3)), TABLE, [Fault("share")]),
    (method("majority", share=Fraction(4, 3)), TABLE, [Fault("share")]),
    (method("lay", quorum=Fraction(0)), TABLE, [Fault("quorum")]),
    (method("lay", quorum=Fraction(3, 2)), TABLE, [Fault("quorum")]),
    (method("consent", share=Fraction(0)), TABLE, []),
)


@pytest.mark.parametrize(("by", "voices", "expected"), UNUSABLE)
def test_methods_that_cannot_be_used(by: Method, voices: tuple[Voice, ...], expected: list[Fault]) -> None:
    assert faults(by, voices) == expected


def test_what_is_said_is_not_changed() -> None:
    positions: Mapping[str, Position] = said("++---")
    standing(positions, method("lay"), TABLE)
    assert positions == said("++---")
