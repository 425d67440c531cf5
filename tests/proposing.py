"""What people do with proposals in tests: call, propose, judge, as usual unless told otherwise."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from cast import NOW, TODAY, Cast
from mutirao.base.people.models import Person
from mutirao.base.services.models import Service
from mutirao.planning.proposals import acts, call_acts, judging_acts, merge_acts
from mutirao.planning.proposals.models import Author, Call, Judgement, Merge, Proposal
from mutirao.theory.proposals import State, Text, Verdict

QUESTION = "What should we do with the old dairy?"
TERMS = call_acts.Terms(
    QUESTION, closes_at=NOW + timedelta(days=30), answer_by=TODAY + timedelta(days=60), asks=("why", "place")
)
BENCH = Text("A bench by the church", "Older people need to rest on the way up.", "It is steep.")
CROSSING = Text("A crossing for the school", "Cars are fast here in the morning.")
FEASIBLE = Verdict(State.FEASIBLE, "We own the land.", least=Decimal("900"), most=Decimal("1200.50"))


def open_call(cast: Cast, service: Service, **given: Any) -> Call:
    """Ada calls for proposals: anybody may, for thirty days."""
    made: Call = call_acts.open_call(
        service=service, terms=replace(TERMS, **given), by=cast.acting("ada"), at=NOW
    )
    return made


def propose(cast: Cast, call: Call, text: Text = BENCH, *, by: str = "dee", **given: Any) -> Proposal:
    """Dee, an outsider, proposes a bench, unless told otherwise."""
    made: Proposal = acts.make(call=call, text=text, **given, by=cast.acting(by), at=NOW)
    return Proposal.objects.with_text().get(pk=made.pk)


def writes_too(proposal: Proposal, person: Person) -> Author:
    """Somebody who writes it too, or alone where nobody did."""
    return Author.objects.create(proposal=proposal, person=person, asked_at=NOW, confirmed_at=NOW)


def judge(cast: Cast, proposal: Proposal, verdict: Verdict = FEASIBLE, **given: Any) -> Judgement:
    """Ada says that it is feasible, unless told otherwise."""
    made: Judgement = judging_acts.judge(
        proposal=proposal, verdict=verdict, **given, by=cast.acting("ada"), at=NOW
    )
    return made


def suggest_merge(cast: Cast, first: Proposal, second: Proposal, *, by: str = "ben") -> Merge:
    """Ben suggests to make one of two."""
    made: Merge = merge_acts.suggest(
        first=first,
        second=second,
        title="A place to sit",
        what="Benches by the church and by the shop.",
        reason="Both want to sit.",
        by=cast.acting(by),
        at=NOW,
    )
    return made


def day(n: int) -> date:
    """A day so many days from today."""
    return TODAY + timedelta(days=n)
