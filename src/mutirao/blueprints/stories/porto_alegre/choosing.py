"""Votes, a draft and promises of Porto Alegre: one vote counted, one open, three bodies at one table."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from random import Random

from mutirao.base.days import day_of
from mutirao.blueprints.stories.porto_alegre import regulation, works
from mutirao.blueprints.stories.porto_alegre.founding import CITY, FORUM, UNION, PortoAlegre
from mutirao.planning.ballots import acts as ballots
from mutirao.planning.ballots import closing_acts, count_acts, vote_acts
from mutirao.planning.ballots.models import Ballot
from mutirao.planning.budgets import acts as budgets
from mutirao.planning.decisions import acts as decisions
from mutirao.planning.decisions import promise_acts as promises
from mutirao.planning.decisions.models import Decision
from mutirao.planning.decisions.promising import Said
from mutirao.planning.drafts import acts as drafts
from mutirao.planning.drafts import clause_acts, mark_acts
from mutirao.planning.drafts.models import Draft
from mutirao.theory.ballots import Form, Ranks, Ticks
from mutirao.theory.drafts import Method, Position, Rule
from mutirao.theory.promises import STAGES

BODIES = {regulation.CITY: CITY, regulation.FORUM: FORUM, regulation.UNION: UNION}
OWNER = "works@demonstration.example"
AGED = "I am 16 or older and live in the region."


def days(at: datetime, n: int) -> datetime:
    """So many days from now, at six in the evening."""
    return (at + timedelta(days=n)).replace(hour=18, minute=0, second=0, microsecond=0)


def square(told: PortoAlegre, *, at: datetime) -> Ballot:
    """A vote on money: opened, cast, closed, counted by equal shares and decided."""
    vote = _prepared(
        told,
        ballots.Draft(
            question="What for the square of Restinga?",
            form=Form.APPROVAL.value,
            about="The region has a fund of its own this year. Tick whatever you would like to see.",
            amount=works.SQUARE_FUND,
            currency="BRL",
            rule="equal-shares.cost.add1",
            rule_origin="Forum of Restinga: equal shares, so that each part of the region counts",
            declaration=AGED,
            opens_at=days(at, -70),
            closes_at=days(at, -49),
        ),
        [
            ballots.Line(str(number), title, text, cost)
            for number, (title, cost, text) in enumerate(works.SQUARE_PROJECTS, 1)
        ],
        days(at, -75),
    )
    chance = Random("square")
    for number, person in enumerate(told.crowd):
        liked = tuple(sorted(chance.sample([str(n) for n in range(1, 9)], k=chance.randint(2, 5))))
        vote_acts.cast(
            ballot=vote,
            vote=Ticks(liked),
            declares=True,
            by=told.resident(number),
            at=days(at, -70) + timedelta(hours=4 * number),
        )
        assert person is not None
    closing_acts.close_due(ballot=vote, by=told.nobody(), at=days(at, -49))
    counted: Ballot = count_acts.count(ballot=vote, by=told.forum(), at=days(at, -48))
    assert counted.budget is not None
    budgets.decide(
        budget=counted.budget,
        reasons="The vote was open for three weeks. We follow it.",
        answers=told.party(CITY),
        review_on=day_of(days(at, 120)),
        by=told.forum(),
        at=days(at, -47),
    )
    return counted


def schools(told: PortoAlegre, *, at: datetime) -> Ballot:
    """A vote that is open now: people put four works in order until next week."""
    vote = _prepared(
        told,
        ballots.Draft(
            question="Which school works come first?",
            form=Form.RANKING.value,
            about="Put as many in order as you like. The first two are drawn up this year.",
            rule="stv",
            rule_origin="Forum on schools and sport: preferences are handed on, so that no vote is lost",
            seats=2,
            declaration=AGED,
            opens_at=days(at, -6),
            closes_at=days(at, 8),
        ),
        [
            ballots.Line("roof", "A new roof for the school of Lomba"),
            ballots.Line("ramp", "Ramps and a lift for the school of Norte"),
            ballots.Line("kitchen", "A kitchen for the nursery of Ilhas"),
            ballots.Line("court", "A covered court for the school of Sul"),
        ],
        days(at, -10),
    )
    chance = Random("schools")
    for number in range(40):
        order = chance.sample(["roof", "ramp", "kitchen", "court"], k=chance.randint(1, 4))
        vote_acts.cast(
            ballot=vote,
            vote=Ranks(tuple((code, rank) for rank, code in enumerate(order, 1))),
            declares=True,
            by=told.resident(number),
            at=days(at, -6) + timedelta(hours=3 * number),
        )
    return vote


def _prepared(told: PortoAlegre, terms: ballots.Draft, lines: list[ballots.Line], at: datetime) -> Ballot:
    vote: Ballot = ballots.draft(service=told.service, terms=terms, by=told.forum(), at=at)
    ballots.set_options(ballot=vote, lines=lines, by=told.forum(), at=at)
    opened: Ballot = ballots.open_vote(ballot=vote, by=told.forum(), at=at + timedelta(days=1))
    return opened


def plan(told: PortoAlegre, *, at: datetime) -> Decision:
    """Last year's plan of works as a decision, and what became of each work that was ranked first."""
    decision: Decision = decisions.on_priorities(
        service=told.service,
        title="Plan of works of the last cycle",
        outcome="; ".join(f"{work.region}: {work.title}" for work in works.WORKS) + ".",
        reasons="These works were ranked by the forums; the city found that they can be built.",
        dissent="Cruzeiro asked for the doctor’s room before anything else.",
        review_on=day_of(days(at, 150)),
        evidence="Rankings of the forums, last cycle",
        answers=told.party(CITY),
        by=told.forum(),
        at=days(at, -330),
    )
    for work in works.WORKS:
        _promise(told, decision, work, at)
    return decision


def _promise(told: PortoAlegre, decision: Decision, work: works.Work, at: datetime) -> None:
    due = day_of(days(at, work.days))
    begun = days(at, -300)
    made = promises.make(
        service=told.service,
        decision=decision,
        what=f"{work.region}, ranked number {work.rank}: {work.title}",
        party=told.party(CITY),
        due_on=due if work.fate != works.CHANGED else day_of(days(at, -40)),
        owner=OWNER,
        stage="analysis",
        amount=Decimal(work.cost),
        currency="BRL",
        by=told.city(),
        at=begun,
    )
    stage = STAGES[-1] if work.fate == works.KEPT else work.stage
    if stage in STAGES[STAGES.index("analysis") + 1 :]:
        promises.advance(promise=made, stage=stage, by=told.city(), at=days(at, -150))
    if work.fate == works.KEPT:
        said = Said(reason="Finished, and seen by the neighbours’ committee.")
        promises.keep(promise=made, said=said, by=told.city(), at=days(at, work.days - 3))
    elif work.fate == works.BROKEN:
        said = Said(because="decided", reason=work.why)
        promises.give_up(promise=made, said=said, by=told.city(), at=days(at, work.days - 2))
    elif work.fate == works.CHANGED:
        said = Said(due_on=due, because="weather", reason=work.why)
        promises.move(promise=made, said=said, by=told.city(), at=days(at, -45))


def table(told: PortoAlegre, *, at: datetime) -> Draft:
    """Next year's rules, negotiated clause by clause among three bodies; two clauses are stuck."""
    made: Draft = drafts.start(
        service=told.service,
        title="Standing rules of the next cycle",
        purpose="The council votes on them in six weeks. What all sides agree here goes in unchanged.",
        method=Method(
            Rule.DOUBLE_MAJORITY, origin="Last sitting of the year: each side must agree by itself"
        ),
        parties={told.party(body): 1 for body in (CITY, FORUM, UNION)},
        by=told.city(),
        at=days(at, -25),
    )
    held = {}
    for clause in regulation.CLAUSES:
        held[clause.heading] = clause_acts.add_clause(
            draft=made, heading=clause.heading, text=clause.text, by=told.city(), at=days(at, -24)
        )
    drafts.open_round(draft=made, opens=days(at, -20), closes=days(at, 12), by=told.city(), at=days(at, -21))
    seats = {seat.party.body.name: seat for seat in made.negotiators.select_related("party__body")}
    acting = {CITY: told.city, FORUM: told.forum, UNION: told.union}
    for clause in regulation.CLAUSES:
        row = held[clause.heading]
        for stance in clause.stances:
            if stance.position == regulation.SILENT:
                continue
            body = BODIES[stance.body]
            mark_acts.mark(
                clause=row,
                negotiator=seats[body],
                position=Position(stance.position),
                text=stance.words,
                seen=row.current_id or 0,
                by=acting[body](),
                at=days(at, -15),
            )
        if clause.alternative:
            body = BODIES[clause.alternative_by]
            mark_acts.propose_wording(
                clause=row,
                negotiator=seats[body],
                text=clause.alternative,
                because=clause.alternative_why,
                seen=row.current_id or 0,
                by=acting[body](),
                at=days(at, -9),
            )
    return made
