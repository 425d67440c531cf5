"""A conversation in a service, people who answer it, and its rows as tests ask about them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from build import in_force
from cast import NOW, Cast, person
from mutirao.base.actor import Actor
from mutirao.base.people.models import Person
from mutirao.base.services.models import Service
from mutirao.base.services.taking_part import Whom
from mutirao.planning.cycles.timing import Times
from mutirao.planning.statements import acts
from mutirao.planning.statements.models import Conversation, Reply, Statement
from mutirao.theory.statements import Answer

QUESTION = "What should the new park be like?"
FIRST = ("Dogs should be welcome.", "There should be a pond.", "It should close at night.")
HERE = "/services/small-works/statements/what-should-the-new-park-be-like/"


def place(cast: Cast) -> Service:
    """A service with statements switched on."""
    service = in_force(cast)
    service.blocks = ["statements"]
    service.save()
    return service


def ask(cast: Cast, service: Service, *, statements: Sequence[str] = FIRST, **more: Any) -> Conversation:
    """A conversation that is open, for everybody, unless told otherwise."""
    made: Conversation = acts.ask(
        **{
            "service": service,
            "question": QUESTION,
            "statements": statements,
            "times": Times(),
            "whom": Whom(),
            "key": bytes(range(32)),
            "seed": "tests",
            "by": cast.acting("ada"),
            "at": NOW,
            **more,
        }
    )
    return made


def one(conversation: Conversation, number: int) -> Statement:
    """One of its statements as a view fetches it."""
    statement = conversation.statements.get(number=number)
    statement.conversation = conversation
    return statement


def answer(conversation: Conversation, who: Person, number: int, said: Answer, **more: Any) -> None:
    """Somebody answers a statement."""
    acts.answer(
        **{"statement": one(conversation, number), "answer": said, "by": Actor(person=who), "at": NOW, **more}
    )


def tally(conversation: Conversation) -> list[tuple[int, int, int]]:
    """Agreed, passed, disagreed, statement by statement."""
    return [(s.agrees, s.passes, s.disagrees) for s in conversation.statements.all()]


def counted(conversation: Conversation) -> list[tuple[int, int, int]]:
    """The same, counted from the answers themselves."""
    rows = list(
        Reply.objects.filter(voice__conversation=conversation).values_list("statement__number", "answer")
    )
    return [
        (rows.count((s.number, 1)), rows.count((s.number, 0)), rows.count((s.number, -1)))
        for s in conversation.statements.all()
    ]


def crowd(conversation: Conversation, n: int) -> list[Person]:
    """So many people in two camps who answer everything: half like dogs and ponds, half like neither."""
    folk = [person(f"Person{i}") for i in range(n)]
    statements = list(conversation.statements.open())
    for i, who in enumerate(folk):
        for statement in statements:
            for_it = (i % 2 == 0) == (statement.number % 3 != 0)
            lone = (i + statement.number) % 11 == 0
            answer(conversation, who, statement.number, Answer.AGREE if for_it != lone else Answer.DISAGREE)
    return folk
