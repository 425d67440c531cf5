"""Reading conversations: what to ask next, how somebody answered, and what the map says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from math import hypot, sqrt
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from mutirao.base.people.models import Person
from mutirao.base.services.models import Service
from mutirao.planning.statements import voices, words
from mutirao.planning.statements.models import Conversation, Reply, Statement
from mutirao.theory.periods import Stage
from mutirao.theory.statements import State

MOST_IN_WORDS = 5
MOST_OF_A_GROUP = 3
"""What is read, not scrolled past; the table has every statement."""

LEAST_TO_DOWNLOAD = 10
"""With fewer people than this, publishing the answers could give somebody away."""


def of(service: Service) -> QuerySet[Conversation]:
    """A service's conversations, newest first, without their maps."""
    rows = Conversation.objects.filter(service=service).select_related("phase").defer("memory")
    return rows.select_related("open_to_body", "open_to_area__parent")


def listed(service: Service) -> QuerySet[Conversation]:
    """The same for a list: each with how many statements people are asked about."""
    accepted = Count("statements", filter=Q(statements__state=State.ACCEPTED.value))
    return of(service).defer("map").annotate(asked=accepted).order_by("-made_at")


def stage(conversation: Conversation, at: datetime) -> str:
    """Whether it is `coming`, `open` or `over`."""
    return Stage.OVER if conversation.ended_at else conversation.period.stage(at)


@dataclass(frozen=True, slots=True)
class Progress:
    """Where somebody is in a conversation: how many of the statements they have answered, and the next."""

    answered: int
    whole: int
    next: Statement | None
    replies: dict[int, int]


def progress(conversation: Conversation, person: Person | None) -> Progress:
    """How far a person is, and which statement tells most next: two queries."""
    from mutirao.engines.opinions.counts import Counts
    from mutirao.engines.opinions.routing import next_statements

    statements = list(conversation.statements.open())
    name = voices.digest(conversation, person) if person and conversation.key else ""
    mine = Reply.objects.filter(voice__conversation=conversation, voice__digest=name)
    replies = dict(mine.values_list("statement_id", "answer")) if name else {}
    by_number = {str(statement.number): statement for statement in statements}
    answered = {number for number, statement in by_number.items() if statement.pk in replies}
    counts = Counts(
        {number: statement.agrees for number, statement in by_number.items()},
        {number: statement.passes for number, statement in by_number.items()},
        {number: statement.disagrees for number, statement in by_number.items()},
        dict.fromkeys(by_number, 1),
    )
    seed = f"{name or conversation.seed}:{len(answered)}"
    chosen = next_statements(answered, counts, conversation.map.get("telling"), seed=seed)
    return Progress(len(answered), len(statements), by_number[chosen[0]] if chosen else None, replies)


def place_of(conversation: Conversation, progress: Progress, statements: list[Statement]) -> Place | None:
    """Where somebody stands on the map as it was last drawn, and in which group's midst; from their answers.

    None where they have answered too little, or where there is no map yet. The same sum as in
    `engines.opinions.axes.positions`, for one person, without NumPy.
    """
    placing, least = conversation.map.get("placing"), conversation.map.get("explanation", {})
    if not placing or len(progress.replies) < least["least_answers"]:
        return None
    numbers = {statement.pk: str(statement.number) for statement in statements}
    x = y = 0.0
    given = placing["closed"]
    for pk, answer in progress.replies.items():
        mean, across, up, is_refused = placing["of"].get(numbers.get(pk, ""), (0.0, 0.0, 0.0, 0))
        x, y = x + (answer - mean) * across, y + (answer - mean) * up
        given += not is_refused
    wide = sqrt(placing["answered"] / max(given, 1))
    x, y = x * wide, y * wide
    shown = [group for group in conversation.map["groups"] if group["is_shown"]]
    nearest = min(shown, key=lambda group: hypot(group["x"] - x, group["y"] - y), default=None)
    return Place(x, y, nearest["name"] if nearest else "")


@dataclass(frozen=True, slots=True)
class Place:
    """A place on the map, and the group whose middle is nearest, or nothing."""

    x: float
    y: float
    group: str

    @property
    def at(self) -> tuple[float, float]:
        """The place as the picture takes it."""
        return self.x, self.y


@dataclass(frozen=True, slots=True)
class Share:
    """How many of some people agree with a statement, with its uncertainty, in whole per cent."""

    who: str
    percent: str
    between: str
    people: int


@dataclass(frozen=True, slots=True)
class Told:
    """A statement with what the map says of it."""

    number: int
    text: str
    says: str
    shares: tuple[Share, ...] = ()


@dataclass(frozen=True, slots=True)
class GroupWords:
    """A group in words: what it stands for."""

    name: str
    people: int
    stands_for: tuple[Told, ...]


class MapWords:
    """The map of a conversation in words. No query but for the statements' texts."""

    def __init__(self, conversation: Conversation, statements: list[Statement]) -> None:
        self.map: dict[str, Any] = conversation.map
        self.texts = {str(statement.number): statement.text for statement in statements}
        self.statements = statements

    @property
    def is_drawn(self) -> bool:
        """Whether there is a map yet."""
        return bool(self.map)

    @property
    def groups(self) -> list[GroupWords]:
        """The groups that may be shown, largest first."""
        shown = [group for group in self.map["groups"] if group["is_shown"]]
        shown.sort(key=lambda group: -group["people"])
        return [
            GroupWords(
                group["name"],
                group["people"],
                tuple(self._finding(found) for found in group["representative"][:MOST_OF_A_GROUP]),
            )
            for group in shown
        ]

    @property
    def no_groups(self) -> str:
        """Why no groups are told apart, or nothing."""
        reason = self.map["explanation"]["no_groups_because"]
        return words.NO_GROUPS[reason]() if reason else ""

    @property
    def bridging(self) -> list[Told]:
        """What people in every group agree with, the surest first."""
        names = {group["id"]: group["name"] for group in self.map["groups"]}
        return [
            Told(
                int(bridge["statement"]),
                self.texts[bridge["statement"]],
                _("In every group more than half agree; surely at least %(least)s in each.")
                % {"least": words.percent(bridge["at_least"])},
                tuple(
                    _share(_("Group %(name)s") % {"name": names[share["group"]]}, share)
                    for share in bridge["groups"]
                ),
            )
            for bridge in self.map["bridging"][:MOST_IN_WORDS]
        ]

    @property
    def consensus(self) -> list[Told]:
        """What nearly everybody agrees or disagrees with, groups or no groups."""
        both = [*self.map["consensus"]["agree"], *self.map["consensus"]["disagree"]]
        return [self._finding(found) for found in both[:MOST_IN_WORDS]]

    @property
    def furthest(self) -> list[Told]:
        """The pair of values furthest apart between two parties, or the statement that parts them most."""
        parties = self.map.get("parties") or {}
        pair = parties.get("pair")
        gaps = [pair["held_by_first"], pair["held_by_second"]] if pair else [parties.get("furthest")]
        return [self._gap(gap) for gap in gaps if gap]

    @property
    def divisive(self) -> list[Told]:
        """Statements on which the groups are furthest apart."""
        return [self._gap(gap, group=True) for gap in self.map["divisive"][:MOST_OF_A_GROUP]]

    @property
    def points(self) -> list[tuple[float, float, int]]:
        """Places of people for the picture; the place of a group among those shown gives its shape."""
        return [(x, y, self._shape(group)) for x, y, group in self.map["points"]]

    @property
    def labels(self) -> list[tuple[float, float, int, str]]:
        """The middle of each group for the picture."""
        return [
            (group["x"], group["y"], self._shape(group["id"]), group["name"])
            for group in self.map["groups"]
            if group["is_shown"]
        ]

    def _shape(self, group: int) -> int:
        return int(group) % 5 if group >= 0 else -1

    @property
    def table(self) -> tuple[list[str], list[list[str]]]:
        """Every statement people were asked about, with how many agreed, of everybody and in each group."""
        shown = [group for group in self.map["groups"] if group["is_shown"]]
        head = [_("Statement"), _("Answered"), _("Agree"), _("Disagree"), _("Pass")]
        head += [_("Group %(name)s agrees") % {"name": group["name"]} for group in shown]
        rows = []
        for told in self.map["statements"]:
            if not told["took_part"]:
                continue
            few = told["agree"] is None
            of = 0 if few else told["agree"] + told["pass"] + told["disagree"]
            row = [self.texts.get(told["id"], told["id"]), _("fewer than 5") if few else str(of)]
            row += ["–" if few else _of(told[name], of) for name in ("agree", "disagree", "pass")]
            mine = {one["group"]: one for one in told["groups"]}
            row += [_group_share(mine.get(group["id"])) for group in shown]
            rows.append(row)
        return head, rows

    def _finding(self, found: dict[str, Any]) -> Told:
        agrees = found["direction"] == "agree"
        if found["share"] is None:
            says = _("Fewer than 5 people answered this.")
        else:
            facts = {"share": words.percent(found["share"]), "n": found["of"], **_between(found)}
            says = (
                _("%(share)s of %(n)s agree (between %(low)s and %(high)s).")
                if agrees
                else _("%(share)s of %(n)s disagree (between %(low)s and %(high)s).")
            ) % facts
        return Told(int(found["statement"]), self.texts[found["statement"]], says)

    def _gap(self, gap: dict[str, Any], *, group: bool = False) -> Told:
        def named(name: str) -> str:
            return _("Group %(name)s") % {"name": name} if group else name

        most, least = gap["most"], gap["least"]
        says = _("%(most)s agrees with it most, %(least)s least: %(points)s points apart.") % {
            "most": named(most["who"]),
            "least": named(least["who"]),
            "points": round(100 * gap["apart"]),
        }
        if not gap["is_sure"]:
            says += " " + _("With so few answers that may be chance.")
        shares = tuple(_share(named(one["who"]), one) for one in (most, least))
        return Told(int(gap["statement"]), self.texts[gap["statement"]], says, shares)


def _share(who: str, share: dict[str, Any]) -> Share:
    between = _("between %(low)s and %(high)s") % _between(share)
    return Share(who, words.percent(share["share"]), between, share["of"])


def _between(share: dict[str, Any]) -> dict[str, str]:
    return {"low": words.percent(share["low"]), "high": words.percent(share["high"])}


def _of(count: int, of: int) -> str:
    return words.percent(count / of) if of else "–"


def _group_share(told: dict[str, Any] | None) -> str:
    if told is None or told["share"] is None:
        return _("too few")
    return words.percent(told["share"])
