"""The table: the bodies, clauses and marks of a draft brought together, so that theory can judge them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.db.models import Count, OuterRef, QuerySet, Subquery

from mutirao.planning.drafts.models import (
    OPEN,
    ClauseVersion,
    Draft,
    DraftClause,
    Mark,
    Negotiator,
    Wording,
)
from mutirao.theory import drafts
from mutirao.theory.drafts import ClauseStanding, Position, State, Whole
from mutirao.theory.periods import Period, Stage


@dataclass(frozen=True)
class Table:
    """A draft at one moment: marks by version and negotiator; is_over: no round runs any more."""

    draft: Draft
    negotiators: Sequence[Negotiator]
    clauses: Sequence[DraftClause]
    marks: Mapping[tuple[int, int], Mark]
    is_over: bool

    @cached_property
    def standings(self) -> list[ClauseStanding]:
        """Where each clause stands, in the order of the text."""
        method, voices = self.draft.method(), [one.as_rule() for one in self.negotiators]
        return [
            drafts.standing(
                self.positions(clause), method, voices, is_over=self.is_over and self.stood_all_round(clause)
            )
            for clause in self.clauses
        ]

    @cached_property
    def whole(self) -> Whole:
        """Where the text stands."""
        return drafts.whole(self.standings, is_over=self.is_over)

    @cached_property
    def names(self) -> dict[str, str]:
        """The bodies' names by their keys."""
        return names_of(self.negotiators)

    def stood_all_round(self, clause: DraftClause) -> bool:
        """Whether the wording stood from the beginning of the round: only then does silence say anything."""
        period = window(self.draft)
        if clause.current is None or period is None or period.opens is None:
            return False
        return clause.current.made_at <= period.opens

    def positions(self, clause: DraftClause) -> dict[str, Position]:
        """What each body that spoke says of a clause."""
        return {
            str(one.pk): Position(mark.position) for one, mark in self.said_of(clause) if mark is not None
        }

    def said_of(self, clause: DraftClause) -> list[tuple[Negotiator, Mark | None]]:
        """Every body with its mark on a clause, or None."""
        return [(one, self.marks.get((clause.current_id or 0, one.pk))) for one in self.negotiators]

    def unmarked_by(self, negotiator: Negotiator) -> list[DraftClause]:
        """The clauses of which a body has said nothing yet."""
        return [
            clause for clause in self.clauses if (clause.current_id or 0, negotiator.pk) not in self.marks
        ]

    def counts(self) -> dict[str, int]:
        """How many clauses stand how, for the record of a round."""
        found = [standing.state for standing in self.standings]
        return {state.value: found.count(state) for state in State}


def lay(draft: Draft, *, at: datetime, negotiators: Sequence[Negotiator] | None = None) -> Table:
    """Bring everything to the table: two queries, three where the bodies are not known yet."""
    if negotiators is None:
        negotiators = list(at_the_table(draft))
    clauses = list(clauses_of(draft))
    marks = marks_on(clause.current for clause in clauses if clause.current)
    return Table(draft, negotiators, clauses, marks, is_over(draft, at))


def clauses_of(draft: Draft) -> QuerySet[DraftClause]:
    """The clauses in their order, each with its newest version and how many wordings wait for an answer."""
    waiting = Wording.objects.filter(version__clause=OuterRef("pk"), state=OPEN).order_by()
    counted = waiting.values("version__clause").annotate(n=Count("pk")).values("n")
    rows = DraftClause.objects.filter(draft=draft).select_related("current")
    return rows.annotate(waiting=Subquery(counted))


def at_the_table(draft: Draft) -> QuerySet[Negotiator]:
    """The bodies that negotiate a draft."""
    return Negotiator.objects.filter(draft=draft).select_related("party__body")


def marks_on(versions: Iterable[ClauseVersion]) -> dict[tuple[int, int], Mark]:
    """What bodies say of these versions now, by version and negotiator: one query."""
    known = Mark.objects.filter(version__in=list(versions), replaced_at__isnull=True)
    return {(mark.version_id, mark.negotiator_id): mark for mark in known}


def names_of(negotiators: Iterable[Negotiator]) -> dict[str, str]:
    """Names by the keys that theory knows."""
    return {str(one.pk): one.party.body.name for one in negotiators}


def window(draft: Draft) -> Period | None:
    """When the round that runs, or was the last, is open; the draft was fetched with `current__phase`."""
    return draft.current.period if draft.current else None


def is_over(draft: Draft, at: datetime) -> bool:
    """Whether the last round had closed at this moment, or when the draft ended."""
    period = window(draft)
    return period is not None and period.stage(draft.ended_at or at) is Stage.OVER


def is_open(draft: Draft, at: datetime) -> bool:
    """Whether bodies can mark clauses now."""
    period = window(draft)
    return not draft.is_ended and period is not None and period.is_open(at)
