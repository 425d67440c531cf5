"""The rules of proposals: what may follow what, whose yes a merging needs, what a verdict must say."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, fields, replace
from decimal import Decimal
from enum import StrEnum

LONGEST: Mapping[str, int] = {"title": 200, "what": 10_000, "why": 5_000, "for_whom": 1_000, "place": 300}
"""The most characters in each part of a proposal."""


@dataclass(frozen=True, slots=True)
class Text:
    """What a proposal says, part by part."""

    title: str
    what: str
    why: str = ""
    for_whom: str = ""
    place: str = ""

    def parts(self) -> dict[str, str]:
        """Every part by its name, in the order of reading."""
        return asdict(self)

    def too_long(self) -> list[str]:
        """The parts that have more characters than they may."""
        return [name for name, said in self.parts().items() if len(said) > LONGEST[name]]


PARTS: tuple[str, ...] = tuple(part.name for part in fields(Text))


class State(StrEnum):
    """Where a proposal stands."""

    OPEN = "open"  # made; waits for professionals to look at it
    MERGED = "merged"  # lives on in another one
    WITHDRAWN = "withdrawn"  # taken back by its authors
    FEASIBLE = "feasible"
    CONDITIONAL = "conditional"  # feasible if …
    NOT_FEASIBLE = "not_feasible"
    DISSOLVED = "dissolved"  # a merging that was undone


VERDICTS = (State.FEASIBLE, State.CONDITIONAL, State.NOT_FEASIBLE)
LIVE = (State.OPEN, *VERDICTS)
"""States in which a proposal stands for itself."""

TRANSITIONS: Mapping[str, Mapping[State, State]] = {
    "revise": {
        State.OPEN: State.OPEN,
        State.CONDITIONAL: State.OPEN,  # the professionals look at it again
        State.NOT_FEASIBLE: State.OPEN,
    },
    "merge": {State.OPEN: State.MERGED},
    "unmerge": {State.MERGED: State.OPEN},
    "dissolve": {State.OPEN: State.DISSOLVED},
    "withdraw": dict.fromkeys(LIVE, State.WITHDRAWN),
    "find feasible": dict.fromkeys(LIVE, State.FEASIBLE),
    "find feasible if": dict.fromkeys(LIVE, State.CONDITIONAL),
    "find not feasible": dict.fromkeys(LIVE, State.NOT_FEASIBLE),
}
"""What may happen to a proposal in each state, and the state it is in afterwards."""

FINDING: Mapping[State, str] = {
    State.FEASIBLE: "find feasible",
    State.CONDITIONAL: "find feasible if",
    State.NOT_FEASIBLE: "find not feasible",
}


def after(state: State, happening: str) -> State | None:
    """The state after something happened, or None where it may not.

    >>> after(State.CONDITIONAL, "revise"), after(State.MERGED, "revise")
    (<State.OPEN: 'open'>, None)
    """
    return TRANSITIONS[happening].get(state)


def may_revise(state: State, *, call_is_open: bool) -> bool:
    """Whether the text may still change: while the call is open; afterwards only to answer a verdict.

    >>> may_revise(State.OPEN, call_is_open=False), may_revise(State.CONDITIONAL, call_is_open=False)
    (False, True)
    """
    if after(state, "revise") is None:
        return False
    return call_is_open or state in (State.CONDITIONAL, State.NOT_FEASIBLE)


# -- amendments -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Amended:
    """A text with an amendment taken in, and the parts in which that is not possible any more."""

    text: Text
    clashes: tuple[str, ...] = ()


def changed_parts(old: Text, new: Text) -> tuple[str, ...]:
    """The parts in which two texts differ, in the order of reading."""
    return tuple(name for name in PARTS if getattr(old, name) != getattr(new, name))


def amend(base: Text, amendment: Text, current: Text) -> Amended:
    """Take an amendment of `base` into `current`, part by part.

    A part that both the amendment and somebody since then changed, differently, is a clash: people decide it.

    >>> old = Text("Bench", "One bench", "To rest")
    >>> amend(old, Text("Bench", "Two benches", "To rest"), Text("Bench", "One bench", "To meet")).text
    Text(title='Bench', what='Two benches', why='To meet', for_whom='', place='')
    """
    wanted = changed_parts(base, amendment)
    moved = {
        name for name in changed_parts(base, current) if getattr(current, name) != getattr(amendment, name)
    }
    clashes = tuple(name for name in wanted if name in moved)
    taken = {name: getattr(amendment, name) for name in wanted if name not in clashes}
    return Amended(replace(current, **taken), clashes)


# -- merging --------------------------------------------------------------------------------------------


class MergeRule(StrEnum):
    """Who may agree to a merging, as the call says."""

    AUTHORS = "authors"  # all the authors of both
    ORGANISERS = "organisers"  # those too who called for proposals, with a reason


def is_agreed(authors: Collection[Collection[str]], agreed: Collection[str]) -> bool:
    """Whether every author of each proposal has agreed; one that has no author left cannot agree.

    authors: for each of the proposals, keys of its authors. agreed: keys of those who said yes.

    >>> is_agreed([{"a", "b"}, {"c"}], {"a", "c"}), is_agreed([{"a"}, {"c"}], {"a", "c"})
    (False, True)
    >>> is_agreed([{"a"}, set()], {"a"})
    False
    """
    return all(of_one and set(of_one) <= set(agreed) for of_one in authors)


def organisers_may_settle(rule: MergeRule, authors: Collection[Collection[str]]) -> bool:
    """Whether those who called for proposals may agree: where the call says so, or nobody is left to ask."""
    return rule is MergeRule.ORGANISERS or any(not of_one for of_one in authors)


# -- feasibility ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Verdict:
    """What professionals say of a proposal. Costs in units of the call's currency, exact."""

    finding: State
    reasons: str
    conditions: str = ""
    least: Decimal | None = None
    most: Decimal | None = None


DEAREST = Decimal("999999999999.99")


def faults(verdict: Verdict) -> list[str]:
    """Codes of what is missing in a verdict, or nothing.

    Every verdict says why; what is feasible says what it would cost; "feasible if" says if what.

    >>> faults(Verdict(State.NOT_FEASIBLE, " "))
    ['no_reasons']
    >>> faults(Verdict(State.CONDITIONAL, "The wall is listed.", "", Decimal(9), Decimal(5)))
    ['no_conditions', 'cost_backward']
    """
    found = [] if verdict.reasons.strip() else ["no_reasons"]
    if verdict.finding is State.CONDITIONAL and not verdict.conditions.strip():
        found.append("no_conditions")
    if verdict.finding is not State.NOT_FEASIBLE and (verdict.least is None or verdict.most is None):
        found.append("no_cost")
    amounts = [amount for amount in (verdict.least, verdict.most) if amount is not None]
    if any(not amount.is_finite() or not 0 <= amount <= DEAREST for amount in amounts):
        found.append("cost_impossible")
    elif any(amount != amount.quantize(Decimal("0.01")) for amount in amounts):
        found.append("cost_too_fine")
    elif len(amounts) == 2 and amounts[0] > amounts[1]:
        found.append("cost_backward")
    elif len(amounts) == 1 and verdict.finding is State.NOT_FEASIBLE:
        found.append("cost_half")
    return found


def is_on_earth(latitude: Decimal | None, longitude: Decimal | None) -> bool:
    """Whether two coordinates are a place: both or neither, in degrees, north and east positive."""
    if latitude is None or longitude is None:
        return latitude is longitude
    return -90 <= latitude <= 90 and -180 <= longitude <= 180
