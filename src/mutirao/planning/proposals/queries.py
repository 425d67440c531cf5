"""Reading proposals, shaped for a page; every page takes a fixed number of queries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mutirao.base.actor import Actor
from mutirao.base.money import in_units
from mutirao.base.services.models import Service
from mutirao.planning.proposals.lists import Known
from mutirao.planning.proposals.models import (
    ASKED,
    WAITING,
    Alike,
    Amendment,
    Author,
    Call,
    Judgement,
    Merge,
    Proposal,
    Support,
)
from mutirao.theory.likeness import ALIKE, likeness, signature
from mutirao.theory.measures import suppressed
from mutirao.theory.proposals import LIVE, State, Text


def calls(service: Service) -> QuerySet[Call]:
    """A service's calls, newest first, with how many proposals stand."""
    standing = Q(proposals__state__in=[state.value for state in LIVE])
    return (
        Call.objects.filter(service=service)
        .select_related("service", "phase", "open_to_body", "open_to_area")
        .annotate(standing=Count("proposals", filter=standing))
        .order_by("-made_at", "id")
    )


def of(call: Call, wanted: str = "", state: str = "") -> QuerySet[Proposal]:
    """The proposals of a call in the order they were made; those with these words, in this state."""
    found = Proposal.objects.filter(call=call).select_related("latest", "body", "area")
    found = found.filter(state=state) if state in {str(value) for value in State} else found.live()
    if wanted:
        found = found.filter(Q(latest__title__icontains=wanted) | Q(latest__what__icontains=wanted))
    return found


def signatures(call: Call) -> QuerySet[Proposal]:
    """Proposals of a call that stand, with what is compared of them and nothing else."""
    return Proposal.objects.filter(call=call).live().only("id", "number", "signature")


def like(call: Call, text: Text, *, most: int = 5) -> list[Proposal]:
    """Proposals of the call that look like a text somebody is writing, most alike first."""
    parts = text.parts()
    own = signature(parts.pop("title"), "\n".join(parts.values()))
    scores = [(likeness(own, other.signed()), other) for other in signatures(call)]
    found = sorted(((s, p) for s, p in scores if s >= ALIKE), key=lambda pair: (-pair[0], pair[1].number))
    best = {proposal.pk: place for place, (_score, proposal) in enumerate(found[:most])}
    if not best:
        return []
    rows = Proposal.objects.filter(pk__in=best).select_related("latest")
    return sorted(rows, key=lambda proposal: best[proposal.pk])


def pairs(call: Call) -> QuerySet[Alike]:
    """Pairs of a call's proposals that look alike and both stand, most alike first."""
    standing = [state.value for state in LIVE]
    return Alike.objects.filter(
        first__call=call, first__state__in=standing, second__state__in=standing
    ).select_related("first__latest", "second__latest")


def look_alikes(proposal: Proposal) -> list[Proposal]:
    """Others of the call that look like this one and stand, most alike first. One query."""
    rows = Alike.objects.filter(Q(first=proposal) | Q(second=proposal)).select_related(
        "first__latest", "second__latest"
    )
    others = [row.second if row.first_id == proposal.pk else row.first for row in rows]
    return [other for other in others if State(other.state) in LIVE]


def known(call: Call) -> dict[str, Known]:
    """Proposals that were brought in from a list, by their id there."""
    rows = Proposal.objects.filter(call=call).exclude(external_id="").select_related("latest")
    return {row.external_id: Known(row.number, row.text(), State(row.state)) for row in rows}


# -- one proposal ---------------------------------------------------------------------------------------


def from_whom(proposal: Proposal, service: Service, n: int) -> str:
    """Who makes a proposal, without a name unless they speak for a body."""
    if proposal.body:
        return str(proposal.body)
    if not n:
        return proposal.source or _("nobody any more")
    if n == 1:
        return _("a resident of %(place)s") % {"place": service.area.name}
    return _("%(n)s residents of %(place)s") % {"n": n, "place": service.area.name}


@dataclass(frozen=True, slots=True)
class Mine:
    """What the person asking is to a proposal, how many write it and want it, and what waits beside it."""

    authors: int
    supporters: int
    is_author: bool = False
    is_invited: bool = False
    wants_too: bool = False
    suggested: int = 0
    alike: int = 0

    @property
    def support(self) -> str:
        """How many others would like this too; small groups are not counted out."""
        if not self.supporters:
            return ""
        if suppressed(self.supporters):
            return _("A few people would like this too.")
        facts = {"n": self.supporters}
        return (
            ngettext(
                "%(n)s person would like this too.", "%(n)s people would like this too.", self.supporters
            )
            % facts
        )


def whole(call_of: Q, actor: Actor) -> QuerySet[Proposal]:
    """Proposals with all that their page shows in one query, and what the person asking is to each."""
    authors = Author.objects.filter(proposal=OuterRef("pk"))
    standing = [state.value for state in LIVE]
    alike = Alike.objects.filter(first__state__in=standing, second__state__in=standing)
    found = (
        Proposal.objects.filter(call_of)
        .select_related("call__phase", "call__open_to_body", "call__open_to_area", "latest", "body")
        .select_related("area__parent", "merged_into")
        .select_related("made_by_merge__first__latest", "made_by_merge__second__latest")
        .annotate(
            n_authors=_counted(authors.filter(confirmed_at__isnull=False)),
            n_supports=_counted(Support.objects.filter(proposal=OuterRef("pk"))),
            n_suggested=_counted(Amendment.objects.filter(proposal=OuterRef("pk"), state=WAITING)),
            n_before=_counted(alike.filter(second=OuterRef("pk"))),
            n_after=_counted(alike.filter(first=OuterRef("pk"))),
        )
    )
    if actor.person is None:
        return found
    own = authors.filter(person=actor.person)
    return found.annotate(
        writes=Exists(own.filter(confirmed_at__isnull=False)),
        is_asked=Exists(own.filter(confirmed_at__isnull=True)),
        wants=Exists(Support.objects.filter(proposal=OuterRef("pk"), person=actor.person)),
    )


def _counted(rows: QuerySet[Any]) -> Coalesce:
    """How many rows there are beside each row of a larger question."""
    counted = rows.order_by().annotate(one=Value(1)).values("one").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted), 0)


def mine(proposal: Any) -> Mine:
    """Who stands behind a proposal, and what the person asking is to it, read from a row of `whole`."""
    return Mine(
        authors=proposal.n_authors,
        supporters=proposal.n_supports,
        is_author=getattr(proposal, "writes", False),
        is_invited=getattr(proposal, "is_asked", False),
        wants_too=getattr(proposal, "wants", False),
        suggested=proposal.n_suggested,
        alike=proposal.n_before + proposal.n_after,
    )


def judgements(proposal: Proposal) -> list[Judgement]:
    """What professionals have said of it, the newest first, with replies. Two queries."""
    rows = proposal.judgements.select_related("party__body", "agreement", "version")
    return list(rows.prefetch_related("replies"))


def cost(judgement: Judgement) -> str:
    """What it would cost, in words; exact."""
    if judgement.least is None or judgement.most is None:
        return _("not said")
    least, most = (in_units(amount, judgement.currency) for amount in (judgement.least, judgement.most))
    return least if least == most else _("from %(least)s to %(most)s") % {"least": least, "most": most}


def merges(proposal: Proposal) -> list[Merge]:
    """Suggestions to merge it with another, and what became of them."""
    rows = Merge.objects.filter(Q(first=proposal) | Q(second=proposal) | Q(result=proposal))
    return list(rows.select_related("first__latest", "second__latest", "result__latest"))


def authors_of(merge: Merge) -> list[tuple[object, str]]:
    """Who writes the two proposals of a merging: (key of the proposal, key of the person)."""
    rows = Author.objects.filter(
        proposal__in=[merge.first_id, merge.second_id], confirmed_at__isnull=False
    ).values_list("proposal_id", "person_id")
    return [(proposal, str(person)) for proposal, person in rows]


def amendments(proposal: Proposal) -> QuerySet[Amendment]:
    """Changes suggested to it, the newest first."""
    return proposal.amendments.all()


# -- for other blocks -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Option:
    """A feasible proposal as people may vote on it.

    cost: the most it would cost, in units of the currency, exact. conditions: "feasible if …", or nothing.
    """

    number: int
    title: str
    text: str
    cost: Decimal
    least: Decimal
    currency: str
    conditions: str
    path: str
    key: str


def options(call: Call) -> list[Option]:
    """The feasible proposals of a call, in the order they were made, with their costs. Two queries."""
    feasible = [State.FEASIBLE.value, State.CONDITIONAL.value]
    found = list(Proposal.objects.filter(call=call, state__in=feasible).select_related("latest"))
    verdicts = Judgement.objects.filter(proposal__in=[p.pk for p in found]).order_by("judged_at", "id")
    last = {verdict.proposal_id: verdict for verdict in verdicts}
    return list(_options(call, found, last))


def _options(call: Call, found: Iterable[Proposal], last: dict[Any, Judgement]) -> Iterable[Option]:
    for proposal in found:
        verdict = last[proposal.pk]
        yield Option(
            number=proposal.number,
            title=proposal.title,
            text=proposal.text().what,
            cost=verdict.most or Decimal(0),
            least=verdict.least or Decimal(0),
            currency=verdict.currency,
            conditions=verdict.conditions if proposal.state == State.CONDITIONAL else "",
            path=f"{call.path}{proposal.number}/",
            key=str(proposal.pk),
        )


def asked(call: Call) -> list[str]:
    """What a call asks beside title and deed, in words."""
    return [str(says) for name, says in ASKED if name in call.asks]
