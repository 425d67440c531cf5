"""One draft among three bodies: the council (Ada signs), the residents (Cam) and the parents (Ann)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import cycle
from typing import Any

from django.utils import timezone

from build import in_force
from cast import NOW, Cast, belongs, body, person
from mutirao.base.actor import Actor
from mutirao.base.people.models import Body, Person
from mutirao.base.services.models import Party, Service, Terms
from mutirao.planning.decisions.models import Decision
from mutirao.planning.drafts import acts, clause_acts, ending_acts, mark_acts, table
from mutirao.planning.drafts.models import (
    ClauseVersion,
    Disagreement,
    Draft,
    DraftClause,
    Mark,
    Negotiator,
    Round,
    Wording,
)
from mutirao.planning.drafts.table import Table
from mutirao.theory.drafts import Method, Position, Rule
from mutirao.theory.typology import Side

TITLE = "Rules for the hall"
ORIGIN = "Meeting of 3 May, minute 4"
CLAUSES = (
    ("Opening hours", "The hall is open from 9 to 5."),
    ("Keys", "The council keeps every key."),
    ("Money", "Hiring the hall costs £5 an hour."),
)
CLOSES = NOW + timedelta(days=7)
AFTER = CLOSES + timedelta(hours=1)
ASSENT, ASSENT_IF, OBJECT = Position.ASSENT, Position.ASSENT_IF, Position.OBJECT
HERE = "/services/small-works/drafts/"
ONE = f"{HERE}rules-for-the-hall/"


def method(rule: Rule = Rule.CONSENT, **given: Any) -> Method:
    """A method with an origin."""
    return Method(rule, ORIGIN, **given)


@dataclass
class Hall:
    """The service, the three bodies at the table, and what they do; a fresh actor for everything."""

    cast: Cast
    service: Service = field(init=False)
    parents: Body = field(init=False)
    ann: Person = field(init=False)

    def __post_init__(self) -> None:
        self.service = in_force(self.cast)
        self.service.blocks = [*self.service.blocks, "drafts"]
        self.service.save(update_fields=["blocks"])
        self.parents = body("Parents group", Side.USER)
        self.ann = person("Ann")
        belongs(self.ann, self.parents, may_sign=True, position="chair")
        joined = Party.objects.create(service=self.service, body=self.parents, side=Side.USER)
        Terms.objects.create(agreement=self.service.in_force, party=joined)

    @property
    def parties(self) -> dict[str, Party]:
        """The parties by whoever signs for them."""
        found = {party.body_id: party for party in self.service.parties.select_related("body")}
        bodies = {"ada": self.cast.council, "cam": self.cast.residents, "ann": self.parents}
        return {name: found[one.pk] for name, one in bodies.items()}

    def actor(self, who: str) -> Actor:
        """A fresh actor, with a second factor."""
        return Actor(self.ann, is_strong=True) if who == "ann" else self.cast.acting(who)

    def start(self, by: Method | None = None, *, at: datetime = NOW, **given: Any) -> Draft:
        """Ada starts a draft among the three."""
        usual = {"title": TITLE, "parties": dict.fromkeys(self.parties.values(), 1)}
        usual |= {"method": by or method()}
        made: Draft = acts.start(service=self.service, **{**usual, **given}, by=self.actor("ada"), at=at)
        return made

    def written(self, by: Method | None = None, *, clauses: int = 3, **given: Any) -> Draft:
        """A draft with its clauses."""
        draft = self.start(by, **given)
        for heading, text in CLAUSES[:clauses]:
            self.add(draft, heading, text)
        return draft

    def opened(self, by: Method | None = None, **given: Any) -> Draft:
        """A draft with its clauses and a round of a week."""
        draft = self.written(by, **given)
        self.open(draft)
        return self.again(draft)

    def open(self, draft: Draft, *, at: datetime = NOW, **given: Any) -> Any:
        """Ada opens a round."""
        return acts.open_round(
            draft=draft, **(given or {"closes": at + timedelta(days=7)}), by=self.actor("ada"), at=at
        )

    def again(self, draft: Draft) -> Draft:
        """A draft as another request would fetch it."""
        return Draft.objects.select_related("service", "current__phase", "decision").get(pk=draft.pk)

    def add(self, draft: Draft, heading: str, text: str, *, at: datetime = NOW) -> DraftClause:
        """Ada adds a clause."""
        given = {"heading": heading, "text": text}
        made: DraftClause = clause_acts.add_clause(draft=draft, **given, by=self.actor("ada"), at=at)
        return made

    def clause(self, draft: Draft, number: int = 1) -> DraftClause:
        """A clause as it stands in the database."""
        return DraftClause.objects.select_related("current", "draft__service").get(draft=draft, number=number)

    def mark(
        self,
        draft: Draft,
        who: str,
        position: Position = ASSENT,
        text: str = "",
        *,
        number: int = 1,
        at: datetime = NOW,
        **given: Any,
    ) -> Mark:
        """Somebody marks a clause for their body, having seen what stands there."""
        clause = self.clause(draft, number)
        negotiator = draft.negotiators.get(party=self.parties[who])
        own = Mark.objects.filter(
            version=clause.current, negotiator=negotiator, replaced_at__isnull=True
        ).first()
        seen = {"seen": clause.current_id, "seen_mark": own.pk if own else None}
        words = {"clause": clause, "negotiator": negotiator, "position": position, "text": text}
        made: Mark = mark_acts.mark(**{**words, **seen, **given}, by=self.actor(who), at=at)
        return made

    def mark_all(self, draft: Draft, *names: str, at: datetime = NOW) -> None:
        """These assent to every clause."""
        for name in names:
            for clause in draft.clauses.all():
                self.mark(draft, name, number=clause.number, at=at)

    def change(
        self, draft: Draft, text: str, *, number: int = 1, at: datetime = NOW, **given: Any
    ) -> ClauseVersion:
        """Ada changes a clause."""
        clause = self.clause(draft, number)
        assert clause.current is not None
        usual = {
            "heading": clause.current.heading,
            "text": text,
            "why": "They asked.",
            "seen": clause.current_id,
        }
        made: ClauseVersion = clause_acts.change_clause(
            clause=clause, **{**usual, **given}, by=self.actor("ada"), at=at
        )
        return made

    def propose(self, draft: Draft, who: str, text: str, *, number: int = 1, **given: Any) -> Wording:
        """Somebody proposes another wording for their body."""
        clause = self.clause(draft, number)
        usual = {"text": text, "because": "It is clearer.", "seen": clause.current_id}
        made: Wording = mark_acts.propose_wording(
            clause=clause,
            negotiator=draft.negotiators.get(party=self.parties[who]),
            **{**usual, **given},
            by=self.actor(who),
            at=NOW,
        )
        return made

    def decide(self, draft: Draft, *, at: datetime = NOW, **given: Any) -> Decision:
        """Ada decides."""
        usual = {"reasons": "Everybody can live with it."}
        made: Decision = ending_acts.decide(draft=draft, **{**usual, **given}, by=self.actor("ada"), at=at)
        return made

    def disagree(self, draft: Draft, *, at: datetime = AFTER, needed: str = "A second key.") -> Disagreement:
        """Ada puts the disagreement on record."""
        made: Disagreement = ending_acts.record_disagreement(
            draft=draft, needed=needed, by=self.actor("ada"), at=at
        )
        return made

    def laid(self, draft: Draft, *, at: datetime = NOW) -> Table:
        """The draft with everything at the table."""
        return table.lay(self.again(draft), at=at)

    def states(self, draft: Draft, *, at: datetime = NOW) -> list[str]:
        """Where each clause stands."""
        return [one.state.value for one in self.laid(draft, at=at).standings]


def gather(service: Service, *, clauses: int, bodies: int) -> Draft:
    """A draft among so many parties, the service's own first, each of which has marked every second clause.

    Rows are written in bulk, past the acts: they only have to be as many and as wide as real ones.
    """
    draft = Draft.objects.create(
        service=service,
        slug="rules-for-the-hall",
        title=TITLE,
        rule="double_majority",
        origin=ORIGIN,
        started_at=NOW,
    )
    parties = list(service.parties.all())
    for n in range(bodies - len(parties)):
        joined = body(f"Body {n} at the table", Side.COMMUNITY)
        parties.append(Party.objects.create(service=service, body=joined, side=Side.COMMUNITY))
    seats = Negotiator.objects.bulk_create(Negotiator(draft=draft, party=party) for party in parties)
    closes = timezone.now() + timedelta(days=7)
    round_ = Round.objects.create(draft=draft, number=1, opened_at=NOW, opens_at=NOW, closes_at=closes)
    draft.current, draft.state = round_, "negotiating"
    draft.save()
    for n in range(1, clauses + 1):
        clause = DraftClause.objects.create(draft=draft, number=n)
        version = ClauseVersion.objects.create(
            clause=clause, number=1, heading=f"Clause {n}", text="What it says. " * 20, made_at=NOW
        )
        clause.current = version
        clause.save()
        Wording.objects.create(
            version=version, negotiator=seats[1], text="Another.", reason="So.", proposed_at=NOW
        )
        Mark.objects.bulk_create(
            Mark(
                version=version,
                negotiator=seat,
                round=round_,
                position=position,
                words="" if position == "assent" else "Because of the neighbours.",
                marked_at=NOW,
            )
            for seat, position in zip(seats, cycle(["assent", "object", "assent_if"]), strict=False)
            if n % 2
        )
    return draft
