"""Reading drafts, shaped for a page; every page takes a fixed number of queries."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import FilteredRelation, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from mutirao.base.services.authority import Seat
from mutirao.base.services.models import Service
from mutirao.planning.drafts import table, words
from mutirao.planning.drafts.models import (
    ADOPTED,
    OPEN,
    ClauseVersion,
    Draft,
    DraftClause,
    Mark,
    Negotiator,
    Round,
    Wording,
)
from mutirao.planning.drafts.table import Table
from mutirao.theory.drafts import ClauseStanding, Position, Rule
from mutirao.theory.wording import Stretch, differences


def of(service: Service) -> QuerySet[Draft]:
    """A service's drafts, newest first."""
    return Draft.objects.filter(service=service).select_related("current__phase")


def find(service: Service, address: str) -> tuple[Draft, list[Negotiator]] | None:
    """A draft with the bodies at its table: one query, because a draft has at least two."""
    rows = Negotiator.objects.filter(draft__service=service, draft__slug=address).select_related(
        "party__body", "draft__current__phase", "draft__decision", "draft__set_by", "draft__disagreement"
    )
    negotiators = list(rows)
    if not negotiators:
        return None
    draft = negotiators[0].draft
    draft.service = service
    for one in negotiators:
        one.draft = draft
    return draft, negotiators


def own(seat: Seat, negotiators: Iterable[Negotiator]) -> list[Negotiator]:
    """The bodies at the table for which somebody may sign today."""
    bodies = {t.body_id for t in seat.actor.terms if t.may_sign and t.is_current(seat.today)}
    return [one for one in negotiators if one.party.body_id in bodies]


@dataclass(frozen=True, slots=True)
class Said:
    """What one body says of a clause; shape: its sign, so that colour never stands alone."""

    body: str
    shape: str
    short: str
    words: str


@dataclass(frozen=True, slots=True)
class Line:
    """One clause: what it says, where agreement stands, who says what, who blocks it, what is missing."""

    number: int
    heading: str
    text: str
    state: str
    state_words: str
    tag: str
    said: tuple[Said, ...]
    blocking: tuple[str, ...]
    missing: tuple[str, ...]
    overruled: tuple[str, ...]
    waiting: int


def said_of(pairs: Iterable[tuple[Negotiator, Mark | None]]) -> tuple[Said, ...]:
    """What every body says, in the order of the table."""
    found = []
    for one, mark in pairs:
        position = Position(mark.position) if mark else Position.SILENT
        short = str(words.POSITION_WORDS[position])
        found.append(Said(one.party.body.name, words.SHAPES[position], short, mark.words if mark else ""))
    return tuple(found)


def line(
    clause: DraftClause,
    draft: Draft,
    pairs: Sequence[tuple[Negotiator, Mark | None]],
    standing: ClauseStanding,
) -> Line:
    """A clause as a line of the page: no query."""
    assert clause.current is not None, "a clause is made together with its first version"
    names = table.names_of(one for one, _mark in pairs)
    because = {
        str(one.pk): words.because_sentence(one.party.body.name, mark.position, mark.words)
        for one, mark in pairs
        if mark is not None and mark.position != Position.ASSENT
    }
    weighs = draft.rule == Rule.WEIGHTED
    missing = [
        because.get(one.body) or words.missing_sentence(one, names, is_weight=weighs)
        for one in standing.missing
    ]
    if not standing.is_agreed:
        missing += [said for said in because.values() if said not in missing]
    return Line(
        number=clause.number,
        heading=clause.current.heading,
        text=clause.current.text,
        state=standing.state.value,
        state_words=str(words.STATE_WORDS[standing.state]),
        tag=words.STATE_TAGS[standing.state],
        said=said_of(pairs),
        blocking=tuple(because[key] for key in standing.blocking),
        missing=tuple(missing),
        overruled=tuple(because[key] for key in standing.overruled),
        waiting=int(getattr(clause, "waiting", None) or 0),
    )


def lines(laid: Table) -> list[Line]:
    """Every clause of a draft: no query."""
    pairs = zip(laid.clauses, laid.standings, strict=True)
    return [line(clause, laid.draft, laid.said_of(clause), standing) for clause, standing in pairs]


@dataclass(frozen=True, slots=True)
class Blocked:
    """Who stands in the way of one clause."""

    number: int
    sentence: str


def blocked(found: Iterable[Line]) -> list[Blocked]:
    """Each thing that blocks a clause, in a sentence: “Council objects: …”."""
    return [Blocked(one.number, sentence) for one in found for sentence in one.blocking]


def clause(service: Service, address: str, number: int) -> DraftClause | None:
    """A clause with its newest version, its draft, and `of` how many it is one: one query."""
    rows = DraftClause.objects.filter(draft__service=service, draft__slug=address, number=number)
    others = DraftClause.objects.filter(draft=OuterRef("draft")).order_by("-number").values("number")
    rows = rows.annotate(of=Subquery(others[:1]))
    found = rows.select_related("current", "draft__current__phase").first()
    if found is not None:
        found.draft.service = service
    return found


def table_of(found: DraftClause, *, at: datetime) -> Table:
    """One clause with the bodies and what each says of it now: one query."""
    now = Q(marks__version=found.current_id, marks__replaced_at__isnull=True)
    rows = table.at_the_table(found.draft).annotate(said_now=FilteredRelation("marks", condition=now))
    negotiators = list(rows.select_related("party__body", "said_now"))  # type: ignore[misc]  # a name made here
    marks: dict[tuple[int, int], Mark] = {}
    for one in negotiators:
        one.draft = found.draft
        mark: Mark | None = getattr(one, "said_now", None)
        if mark is not None:
            marks[(mark.version_id, one.pk)] = mark
    return Table(found.draft, negotiators, [found], marks, table.is_over(found.draft, at))


@dataclass(frozen=True, slots=True)
class Proposed:
    """Another body's wording: what would change, why, and whether it answers to an earlier wording."""

    wording: Wording
    body: str
    changes: tuple[Stretch, ...]
    is_late: bool
    is_own: bool


def proposed(found: DraftClause, mine: Iterable[Negotiator]) -> list[Proposed]:
    """The wordings that wait for an answer, oldest first: one query."""
    assert found.current is not None, "a clause is made together with its first version"
    own_keys = {one.pk for one in mine}
    rows = Wording.objects.filter(version__clause=found, state=OPEN).select_related("negotiator__party__body")
    return [
        Proposed(
            wording=row,
            body=row.negotiator.party.body.name,
            changes=tuple(differences(found.current.text, row.text)),
            is_late=row.version_id != found.current_id,
            is_own=row.negotiator_id in own_keys,
        )
        for row in rows
    ]


@dataclass(frozen=True, slots=True)
class Earlier:
    """One version of a clause: what changed from the one before, why, whose wording it was, who said what."""

    version: ClauseVersion
    changes: tuple[Stretch, ...]
    body: str
    said: tuple[tuple[str, str], ...]


def history(found: DraftClause) -> list[Earlier]:
    """Every version of a clause, newest first, with all that was said of it: two queries."""
    rows = found.versions.select_related("wording__negotiator__party__body")
    versions = list(rows)
    said: dict[int, list[tuple[str, str]]] = {version.pk: [] for version in versions}
    marks = Mark.objects.filter(version__in=versions).select_related("negotiator__party__body")
    for mark in marks:
        spoken = words.mark_in_words(mark.position, mark.words)
        if mark.replaced_at is not None:
            spoken = _("%(said)s (until it said something else)") % {"said": spoken}
        said[mark.version_id].append((mark.negotiator.party.body.name, spoken))
    before = [version.text for version in versions[1:]] + [""]
    return [
        Earlier(
            version,
            tuple(differences(text, version.text)),
            version.wording.negotiator.party.body.name if version.wording else "",
            tuple(said[version.pk]),
        )
        for version, text in zip(versions, before, strict=True)
    ]


def not_adopted(found: DraftClause) -> list[Wording]:
    """Wordings that were proposed and are not the clause's own, oldest first: one query."""
    rows = Wording.objects.filter(version__clause=found).exclude(state=ADOPTED)
    return list(rows.select_related("negotiator__party__body"))


def rounds(draft: Draft) -> list[Round]:
    """Every round of a draft, with its window: one query."""
    return list(draft.rounds.select_related("phase"))


def versions_of(draft: Draft) -> list[ClauseVersion]:
    """Every version of every clause, newest first, with its clause: one query."""
    rows = ClauseVersion.objects.filter(clause__draft=draft).select_related(
        "clause", "wording__negotiator__party__body"
    )
    return list(rows.defer("text", "wording__text", "wording__reason").order_by("-made_at", "-pk"))
