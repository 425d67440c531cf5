"""Acts of the statements block, ready to do."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

from cast import NOW
from mutirao.base.services.taking_part import Whom
from mutirao.engines.opinions.polis import read_files
from mutirao.planning.cycles.timing import Times
from mutirao.planning.statements import acts
from mutirao.planning.statements.models import Conversation, Statement
from mutirao.theory.eligibility import Circle
from mutirao.theory.statements import Answer, State
from situations import Call, World

TABLE = """
conversation.open   login member yes    2nd   yes   way   way   member member yes   ended member behalf behalf
conversation.import login member yes    2nd   yes   way   way   member member yes   ended member behalf behalf
conversation.end    login member yes    2nd   yes   way   way   member member yes   ended member behalf behalf
statement.moderate  login member yes    2nd   yes   way   way   member member yes   ended member behalf behalf
statement.answer    login elig   elig   elig  elig  elig  elig  yes    yes    elig  elig  yes    yes    keeps
statement.add       login elig   elig   elig  elig  elig  elig  yes    yes    elig  elig  yes    yes    keeps
"""
QUESTION = "What should the new park be like?"
FIRST = ("Dogs should be welcome.", "There should be a pond.", "It should close at night.")
EXPORT = b"person,statement,answer\nann,1,1\nann,2,-1\nbob,1,1\n"


def conversation(world: World, **more: Any) -> Conversation:
    """A conversation for members of the club, open without end."""
    made: Conversation = acts.ask(
        **{
            "service": world.service,
            "question": QUESTION,
            "statements": FIRST,
            "times": Times(),
            "whom": Whom(Circle.BODY, body=world.club),
            "key": bytes(32),
            "seed": "tests",
            "by": world.cast.acting("ben"),
            "at": NOW,
            **more,
        }
    )
    return made


def one_of(held: Conversation, number: int = 1) -> Statement:
    """One of its statements, fetched as a view does."""
    statement = held.statements.get(number=number)
    statement.conversation = held
    return statement


def calls(world: World) -> dict[str, Callable[[], Call]]:
    """For each act, what brings the world into the state in which it can be done."""
    service = world.service
    asked = {
        "service": service,
        "question": QUESTION,
        "statements": FIRST,
        "times": Times(),
        "whom": Whom(),
        "key": bytes(32),
        "seed": "tests",
    }
    brought = {
        "service": service,
        "export": read_files({"park.csv": EXPORT}),
        "question": QUESTION,
        "source": "Park day, 3 May",
        "seed": "tests",
        "chance": Random(1),
    }

    def at_conversation(held: Conversation, **given: Any) -> Call:
        return Call(given, service, thing=held)

    def answering() -> Call:
        held = conversation(world)
        return at_conversation(held, statement=one_of(held), answer=Answer.AGREE)

    def adding() -> Call:
        held = conversation(world)
        return at_conversation(held, conversation=held, text="More trees.")

    return {
        "conversation.open": lambda: Call(asked, service),
        "conversation.import": lambda: Call(brought, service),
        "conversation.end": lambda: Call(
            {"conversation": conversation(world), "reason": "We know enough.", "chance": Random(1)}, service
        ),
        "statement.moderate": lambda: Call(
            {
                "statement": one_of(conversation(world)),
                "state": State.DECLINED,
                "reason": "repeats",
            },
            service,
        ),
        "statement.answer": answering,
        "statement.add": adding,
    }
