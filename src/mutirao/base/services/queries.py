"""Reading services and agreements, shaped for a page."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from mutirao.base.people.models import Membership
from mutirao.base.services.authority import Seat
from mutirao.base.services.models import Agreement, Clause, Party, Service, Terms
from mutirao.base.services.words import (
    COLUMNS,
    DELIVERED,
    HOLDS,
    PLANNED,
    ROWS,
    SIDE_WORDS,
    cell_name,
    cell_words,
    duty_title,
    evidence_sentence,
    gap_sentence,
)
from mutirao.theory import duties
from mutirao.theory.duties import BY_SLUG, DUTIES, Change, Gap, Way
from mutirao.theory.typology import GRID, Cell, Side, Who


def matching(words: str, cell: Cell | None = None) -> QuerySet[Service]:
    """Services whose name, description or place has these words, and which were agreed to be in this cell."""
    services = Service.objects.for_cards()
    if cell:
        services = services.filter(in_force__plans=cell.plans, in_force__delivers=cell.delivers)
    for word in words.split()[:8]:
        services = services.filter(
            Q(name__icontains=word)
            | Q(summary__icontains=word)
            | Q(area__name__icontains=word)
            | Q(area__parent__name__icontains=word)
        )
    return services


def grid() -> list[tuple[str, list[tuple[str, Cell, int]]]]:
    """How many services were agreed to be in each cell, row by row, with words for both axes: one query."""
    counted = {
        (row["in_force__plans"], row["in_force__delivers"]): row["n"]
        for row in Service.objects.order_by()
        .filter(in_force__isnull=False)
        .values("in_force__plans", "in_force__delivers")
        .annotate(n=Count("id"))
    }
    return [
        (
            capfirst(str(DELIVERED[who])),
            [
                (str(PLANNED[cell.plans]), cell, counted.get((cell.plans.value, cell.delivers.value), 0))
                for cell in GRID
                if cell.delivers is who
            ],
        )
        for who in Who
    ]


@dataclass(frozen=True, slots=True)
class Glyph:
    """The agreed and evidenced cell of a service, ready to draw; words beside it always."""

    words: str
    name: str
    column: int | None
    row: int | None
    ringed: tuple[int, int] | None
    trail: tuple[tuple[int, int], ...]
    columns: tuple[str, ...]
    rows: tuple[str, ...]
    evidence: str
    differs: bool


def glyph(service: Service) -> Glyph:
    """The glyph of a service fetched with `for_cards`: no query."""
    cell = service.in_force.cell if service.in_force else None
    reading = service.reading
    seen = reading.cell if reading else None
    return Glyph(
        words=cell_words(cell),
        name=cell_name(cell),
        column=cell.plans.place if cell else None,
        row=cell.delivers.place if cell else None,
        ringed=(seen.plans.place, seen.delivers.place) if seen else None,
        trail=tuple((column, row) for column, row in reading.trail) if reading else (),
        columns=tuple(str(word) for word in COLUMNS),
        rows=tuple(str(word) for word in ROWS),
        evidence=evidence_sentence(seen, reading.facts) if reading else _("No evidence has been read yet."),
        differs=bool(seen and cell and seen != cell),
    )


@dataclass(frozen=True, slots=True)
class Card:
    """A service as one card."""

    service: Service
    glyph: Glyph


def cards(services: list[Service]) -> list[Card]:
    """Cards for services fetched with `for_cards`."""
    return [Card(service, glyph(service)) for service in services]


@dataclass(frozen=True, slots=True)
class Share:
    """How one party holds one duty."""

    party: str
    way: str
    words: str


@dataclass(frozen=True, slots=True)
class Row:
    """One duty with everybody's share of it, and the sentence about its gap, if there is one."""

    number: int
    slug: str
    title: str
    explanation: str
    shares: tuple[Share, ...]
    gap: str
    cells: tuple[Share | None, ...]


@dataclass(frozen=True, slots=True)
class Division:
    """The division of duties of one version as a table: a row a duty, a column a party."""

    parties: tuple[Party, ...]
    rows: tuple[Row, ...]
    gaps: tuple[str, ...]


def division(clauses: list[Clause], parties: list[Party]) -> Division:
    """The table of duties, from clauses fetched with their parties: no query."""
    held: dict[str, dict[int, str]] = {}
    for clause in clauses:
        held.setdefault(clause.duty, {})[clause.party_id] = clause.way
    found = _gaps(clauses, parties)
    sentences = {gap.duty: gap_sentence(gap) for gap in reversed(found)}
    return Division(
        parties=tuple(parties),
        rows=tuple(
            _row(number, duty.slug, held, parties, sentences) for number, duty in enumerate(DUTIES, 1)
        ),
        gaps=tuple(gap_sentence(gap) for gap in found),
    )


def gaps(clauses: list[Clause], parties: list[Party]) -> list[str]:
    """What is unclear in a division of duties, as sentences: no query."""
    return [gap_sentence(gap) for gap in _gaps(clauses, parties)]


def _gaps(clauses: list[Clause], parties: list[Party]) -> list[Gap]:
    return duties.gaps([c.as_rule() for c in clauses], sides=[Side(p.side) for p in parties])


def _row(
    number: int, slug: str, held: dict[str, dict[int, str]], parties: list[Party], gaps: dict[str, str]
) -> Row:
    ways = held.get(slug, {})
    cells = tuple(
        Share(party.body.name, ways[party.pk], str(HOLDS[ways[party.pk]])) if party.pk in ways else None
        for party in parties
    )
    shares = sorted((s for s in cells if s), key=lambda share: list(Way).index(Way(share.way)))
    duty = BY_SLUG[slug]
    return Row(number, slug, duty_title(slug), _(duty.explanation), tuple(shares), gaps.get(slug, ""), cells)


def parties_in(clauses: list[Clause]) -> list[Party]:
    """The parties named in clauses, in the order they joined."""
    return sorted({c.party_id: c.party for c in clauses}.values(), key=lambda party: party.pk)


def terms_of(agreement: Agreement) -> list[Terms]:
    """Every party's terms under a version: one query."""
    return list(Terms.objects.filter(agreement=agreement).select_related("party__body"))


@dataclass(frozen=True, slots=True)
class Moved:
    """One difference between two versions, in words."""

    duty: str
    party: str
    before: str
    after: str


def moved(change: Change) -> Moved:
    """A difference in words."""
    nothing = _("holds nothing")
    return Moved(
        duty_title(change.duty),
        change.party,
        str(HOLDS.get(change.before, nothing)),
        str(HOLDS.get(change.after, nothing)),
    )


def difference(old: Agreement, new: Agreement) -> list[Moved]:
    """What moved between two versions: two queries."""
    return [moved(c) for c in duties.differences(old.clauses.as_rules(), new.clauses.as_rules())]


def side_of(party: Party) -> str:
    """The side a party stands on, in words."""
    return str(SIDE_WORDS[party.side])


def unsigned_for(parties: list[Party]) -> set[int]:
    """The parties that nobody has ever been able to sign for: one query."""
    can_sign = Membership.objects.filter(may_sign=True, body__in=[p.body_id for p in parties])
    able = set(can_sign.values_list("body_id", flat=True))
    return {party.pk for party in parties if party.body_id not in able}


def own_parties(seat: Seat) -> list[Party]:
    """The parties of this service that the person may sign for now."""
    bodies = [t.body_id for t in seat.actor.terms if t.may_sign and t.is_current(seat.today)]
    if seat.service is None or not bodies:
        return []
    return list(Party.objects.filter(service=seat.service, body__in=bodies).select_related("body"))
