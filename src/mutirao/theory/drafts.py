"""Where agreement on a draft stands: what bodies say of a clause, and the method that weighs it, as data.

Policy making is a negotiation among many interacting policy systems (T. Bovaird 2007, Public Administration
Review 67(5)). So a text is agreed clause by clause, by a method the parties chose. Shares are exact.

Somebody who assents on a condition has not assented yet and does not object: the clause stays open until its
wording changes or they say that the condition is met.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import ceil

from mutirao.theory.typology import Side

HALF = Fraction(1, 2)


class Position(StrEnum):
    """What a body says of one wording of a clause."""

    ASSENT = "assent"
    ASSENT_IF = "assent_if"  # with the condition
    OBJECT = "object"  # with the reason
    SILENT = "silent"  # has not said anything yet


class Rule(StrEnum):
    """The ways to agree."""

    CONSENT = "consent"  # nobody objects
    CONSENSUS = "consensus"  # everybody assents
    MAJORITY = "majority"  # a share of the bodies that spoke, with a quorum
    WEIGHTED = "weighted"  # the same, each body with its weight
    DOUBLE_MAJORITY = "double_majority"  # a majority on each side of the coproduction separately
    PROFESSIONALS = "professionals"  # a majority of the professional bodies; the others are heard
    LAY = "lay"  # a majority of the bodies of users and community; the others are heard


class Camp(StrEnum):
    """Whose bodies are counted together."""

    ALL = "all"
    PROFESSIONALS = "professionals"
    LAY = "lay"


class State(StrEnum):
    """Where a clause stands. Blocked: even if all who do not object assented, the method would say no."""

    AGREED = "agreed"
    OPEN = "open"
    BLOCKED = "blocked"


@dataclass(frozen=True, slots=True)
class Voice:
    """A body that negotiates: its key, the side it stands on, its weight where weights count."""

    key: str
    side: Side
    weight: int = 1


@dataclass(frozen=True, slots=True)
class Method:
    """How a draft is agreed, and where that was decided.

    share: of those who spoke, which must assent: at least this, and always more than half. quorum: the share
    of all who must have spoken. silence_consents: with consent, does silence count once the round is over?
    """

    rule: Rule
    origin: str = ""
    share: Fraction = HALF
    quorum: Fraction = HALF
    silence_consents: bool = False


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that stands between a clause and agreement.

    Codes: `objection`, `condition`, `silent` (of a body), `nobody_spoke`, `quorum` (so many more must speak),
    `assents` (at least so many more must assent). camp: among whom; count: bodies, or weight.
    """

    code: str
    camp: Camp = Camp.ALL
    body: str = ""
    count: int = 0


@dataclass(frozen=True, slots=True)
class ClauseStanding:
    """Where agreement on one clause stands: keys of bodies by what they say, who blocks, what is missing."""

    state: State
    said: Mapping[str, Position]
    blocking: tuple[str, ...]
    missing: tuple[Missing, ...]

    def who(self, position: Position) -> tuple[str, ...]:
        """The bodies that take this position."""
        return tuple(key for key, said in self.said.items() if said is position)

    @property
    def overruled(self) -> tuple[str, ...]:
        """Whose objection or condition the method passes over: to be kept with the decision."""
        held = (Position.OBJECT, Position.ASSENT_IF)
        return tuple(key for key, said in self.said.items() if said in held) if self.is_agreed else ()

    @property
    def is_agreed(self) -> bool:
        """Whether the method says yes."""
        return self.state is State.AGREED


@dataclass(frozen=True, slots=True)
class Whole:
    """Where a whole text stands: the places of its clauses, counted from 0, by state."""

    agreed: tuple[int, ...]
    open: tuple[int, ...]
    blocked: tuple[int, ...]
    is_ripe: bool

    @property
    def is_agreed(self) -> bool:
        """Whether there are clauses and the method agrees to every one of them."""
        return bool(self.agreed) and not self.open and not self.blocked


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a method cannot be used: `few_bodies`, `body_twice`, `no_professionals`, `no_lay`, `no_origin`,

    `weight` (of a body: not a whole number above zero), `share` or `quorum` (not a share that can be asked).
    """

    code: str
    body: str = ""


def faults(method: Method, voices: Sequence[Voice]) -> list[Fault]:
    """Everything wrong with a method for these bodies, or nothing.

    >>> council, shop = Voice("council", Side.PROFESSIONAL), Voice("shop", Side.COMMUNITY, 0)
    >>> [fault.code for fault in faults(Method(Rule.WEIGHTED, "minute 4"), [council, shop])]
    ['weight']
    """
    keys = [voice.key for voice in voices]
    found = [Fault("no_origin")] if not method.origin.strip() else []
    found += [Fault("few_bodies")] if len(set(keys)) < 2 else []
    found += [Fault("body_twice", key) for key in sorted({key for key in keys if keys.count(key) > 1})]
    for camp in CAMPS[method.rule]:
        if camp is not Camp.ALL and not members(camp, voices):
            found.append(Fault("no_professionals" if camp is Camp.PROFESSIONALS else "no_lay"))
    if method.rule is Rule.WEIGHTED:
        found += [Fault("weight", voice.key) for voice in voices if voice.weight < 1]
    if method.rule in COUNTED:
        found += [Fault("share")] if not HALF <= method.share <= 1 else []
        found += [Fault("quorum")] if not 0 < method.quorum <= 1 else []
    return found


BOTH = (Camp.PROFESSIONALS, Camp.LAY)
CAMPS: Mapping[Rule, tuple[Camp, ...]] = {
    Rule.CONSENT: (Camp.ALL,),
    Rule.CONSENSUS: (Camp.ALL,),
    Rule.MAJORITY: (Camp.ALL,),
    Rule.WEIGHTED: (Camp.ALL,),
    Rule.DOUBLE_MAJORITY: BOTH,
    Rule.PROFESSIONALS: (Camp.PROFESSIONALS,),
    Rule.LAY: (Camp.LAY,),
}
"""Whose bodies each rule counts together; every camp must say yes."""

COUNTED = frozenset(CAMPS) - {Rule.CONSENT, Rule.CONSENSUS}
"""The rules that count shares."""


def members(camp: Camp, voices: Iterable[Voice]) -> list[Voice]:
    """The bodies that are counted in a camp."""
    if camp is Camp.ALL:
        return list(voices)
    return [voice for voice in voices if voice.side.is_lay is (camp is Camp.LAY)]


def standing(
    positions: Mapping[str, Position], method: Method, voices: Sequence[Voice], *, is_over: bool = False
) -> ClauseStanding:
    """Where agreement on a clause stands. Whoever is not in `positions` is silent; is_over: the round is."""
    said = {voice.key: positions.get(voice.key, Position.SILENT) for voice in voices}
    silence = method.silence_consents and is_over
    camps = [(camp, members(camp, voices)) for camp in CAMPS[method.rule]]
    failing = [(camp, of) for camp, of in camps if _missing(said, method, camp, of, silence)]
    hoped = {key: one if one is Position.OBJECT else Position.ASSENT for key, one in said.items()}
    hopeless = [of for camp, of in failing if _missing(hoped, method, camp, of, silence)]
    state = State.BLOCKED if hopeless else State.OPEN if failing else State.AGREED
    objecting = (v.key for of in hopeless for v in of if said[v.key] is Position.OBJECT)
    missing = [one for camp, of in failing for one in _missing(said, method, camp, of, silence)]
    return ClauseStanding(state, said, tuple(objecting), tuple(missing))


def whole(standings: Sequence[ClauseStanding], *, is_over: bool = False) -> Whole:
    """Where the text stands. It is ripe to be ended when the round is over or nobody is silent any more."""

    def places(state: State) -> tuple[int, ...]:
        return tuple(place for place, one in enumerate(standings) if one.state is state)

    spoken = all(not one.who(Position.SILENT) for one in standings)
    return Whole(places(State.AGREED), places(State.OPEN), places(State.BLOCKED), is_over or spoken)


def _missing(
    said: Mapping[str, Position], method: Method, camp: Camp, voices: Sequence[Voice], silence: bool
) -> list[Missing]:
    """What a camp still lacks under this method; nothing where it agrees."""
    if method.rule in COUNTED:
        return _missing_of_share(said, method, camp, voices)
    codes = {Position.OBJECT: "objection", Position.ASSENT_IF: "condition"}
    if not (silence and method.rule is Rule.CONSENT):
        codes[Position.SILENT] = "silent"
    found = [Missing(codes[said[voice.key]], camp, voice.key) for voice in voices if said[voice.key] in codes]
    if not found and Position.ASSENT not in said.values():
        found.append(Missing("nobody_spoke", camp))
    return found


def _missing_of_share(
    said: Mapping[str, Position], method: Method, camp: Camp, voices: Sequence[Voice]
) -> list[Missing]:
    """The quorum, and the share of those who spoke: at least the one asked, always more than half."""
    weight = {voice.key: voice.weight if method.rule is Rule.WEIGHTED else 1 for voice in voices}
    spoken = sum(weight[key] for key in weight if said[key] is not Position.SILENT)
    assenting = sum(weight[key] for key in weight if said[key] is Position.ASSENT)
    quorum = ceil(method.quorum * sum(weight.values())) - spoken
    lacking = max(spoken // 2 + 1, ceil(method.share * spoken)) - assenting
    found = [Missing("quorum", camp, count=quorum)] if quorum > 0 else []
    return found + ([Missing("assents", camp, count=lacking)] if lacking > 0 else [])
