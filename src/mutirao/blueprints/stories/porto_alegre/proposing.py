"""Proposals and a survey in Porto Alegre: three proposals in every state, a survey that is open now."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

from mutirao.base.days import day_of
from mutirao.blueprints.stories.porto_alegre.founding import PortoAlegre
from mutirao.planning.proposals import acts as proposals
from mutirao.planning.proposals import amendment_acts, call_acts, judging_acts, merge_acts
from mutirao.planning.proposals.models import Call, Proposal
from mutirao.planning.surveys import acts as surveys
from mutirao.planning.surveys import paper_acts
from mutirao.planning.surveys.models import Survey
from mutirao.theory.proposals import State, Text, Verdict
from mutirao.theory.surveys import Kind, Question

STOP = Text(
    "A roof for the bus stop at the health post",
    "A roof, a bench and a light, on the side where the sun is in the afternoon.",
    "Mothers wait there with small children, often for forty minutes.",
    "People who come to the health post",
    "Health post of Cruzeiro",
)
BENCH = Text(
    "A bench and shade where people wait for the bus",
    "A bench with a back, and shade, at the stop in front of the health post.",
    "Older people cannot stand that long.",
    "Older people",
    "In front of the health post",
)
BRIDGE = Text(
    "A footbridge over the stream",
    "A bridge for people and bicycles where the path ends.",
    "The way round is a kilometre, and the ford is under water after each rain.",
    "Schoolchildren of both banks",
    "End of the path",
)
QUESTIONS = (
    Question("way", Kind.CHOICE, "How do you come to the plenary?", options=("on foot", "by bus", "by car")),
    Question("long", Kind.NUMBER, "How many minutes does it take you?", least=0, most=300),
    Question(
        "hinder",
        Kind.SEVERAL,
        "What makes it hard to come?",
        options=("children", "work", "money", "the hour"),
        page=2,
    ),
    Question(
        "heard", Kind.SCALE, "Do you feel heard?", least=1, most=5, low="not at all", high="fully", page=2
    ),
)


def propose(told: PortoAlegre, *, at: datetime) -> Call:
    """A call that is open: one proposal judged feasible, two that look alike, a suggested change."""
    begun = at - timedelta(days=30)
    call: Call = call_acts.open_call(
        service=told.service,
        terms=call_acts.Terms(
            "Which small works would help your street?",
            about="Works up to 200,000 reais that can be done within a year.",
            asks=("why", "for_whom", "place"),
            answer_by=day_of(at + timedelta(days=40)),
            currency="BRL",
            opens_at=begun,
            closes_at=at + timedelta(days=20),
        ),
        by=told.forum(),
        at=begun,
    )
    made = [
        proposals.make(
            call=call, text=text, area=told.area(region), by=told.resident(who), at=at - timedelta(days=n)
        )
        for text, region, who, n in (
            (STOP, "Cruzeiro", 5, 26),
            (BENCH, "Cruzeiro", 6, 22),
            (BRIDGE, "Sul", 7, 19),
        )
    ]
    _answered(told, made, at)
    return call


def _answered(told: PortoAlegre, made: list[Proposal], at: datetime) -> None:
    """One is judged feasible on a condition; to another a change is suggested, and that two become one."""
    stop, bench, bridge = made
    judging_acts.judge(
        proposal=bridge,
        verdict=Verdict(
            State.CONDITIONAL,
            "The bank on the far side belongs to the state; it has to agree first.",
            conditions="if the state lets us build on its bank",
            least=Decimal(140_000),
            most=Decimal(185_000),
        ),
        technical="A span of eleven metres, no pillar in the water.",
        by=told.city(),
        at=at - timedelta(days=8),
    )
    amendment_acts.suggest(
        proposal=stop,
        text=Text(STOP.title, f"{STOP.what} And a rail to hold on to.", STOP.why, STOP.for_whom, STOP.place),
        reason="The kerb is high there.",
        by=told.resident(8),
        at=at - timedelta(days=5),
    )
    merge_acts.suggest(
        first=stop,
        second=bench,
        title="A covered stop with a bench at the health post",
        what="A roof, a bench with a back and a light at the stop in front of the health post.",
        reason="Both are about the same stop.",
        by=told.resident(9),
        at=at - timedelta(days=3),
    )


def ask(told: PortoAlegre, *, at: datetime) -> Survey:
    """A survey about coming to plenaries, open for two more weeks, with paper forms coming in."""
    begun = at - timedelta(days=9)
    survey: Survey = surveys.start(
        service=told.service,
        terms=surveys.Terms("What would make it easier to come?", closes_at=at + timedelta(days=14)),
        by=told.forum(),
        at=begun,
    )
    surveys.ask(survey=survey, questions=QUESTIONS, by=told.forum(), at=begun)
    surveys.publish(survey=survey, by=told.forum(), at=begun)
    for number in range(10, 34):
        surveys.answer(
            survey=survey,
            page=1,
            typed={"way": [str(1 + number % 3)], "long": [str(10 + number)]},
            by=told.resident(number),
            at=begun + timedelta(hours=number),
        )
    paper_acts.type_in(
        survey=survey,
        label="1",
        typed={"way": ["1"], "long": ["25"], "hinder": ["1", "4"], "heard": ["4"]},
        by=told.city(),
        at=at - timedelta(days=2),
    )
    return survey
