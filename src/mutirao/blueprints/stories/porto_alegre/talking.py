"""The opinion map of Porto Alegre: a crowd of invented residents says where it stands on the rules."""

from __future__ import annotations

from datetime import datetime, timedelta

from mutirao.base.actor import Actor
from mutirao.base.people import acts as people
from mutirao.base.services.taking_part import Whom
from mutirao.blueprints.stories.porto_alegre.founding import PortoAlegre
from mutirao.blueprints.stories.porto_alegre.statements import STATEMENTS, WAITING, answers
from mutirao.planning.cycles.timing import Times
from mutirao.planning.statements import acts as statements
from mutirao.planning.statements import drawing
from mutirao.planning.statements.models import Conversation
from mutirao.theory.statements import Answer

CROWD = 120
HOUR = timedelta(hours=1)


def gather(told: PortoAlegre, *, at: datetime) -> None:
    """A crowd joins; nobody in it has an e-mail address, and none can sign in."""
    told.crowd = [
        people.join(name=f"Resident {number}", by=Actor.visitor(), at=at, demonstration=True)
        for number in range(1, CROWD + 1)
    ]


def talk(told: PortoAlegre, *, key: bytes, at: datetime) -> Conversation:
    """Ask how next year's money should be shared, hear the crowd, draw the map; ten days are left."""
    asked_at = at - timedelta(days=18)
    conversation: Conversation = statements.ask(
        service=told.service,
        question="How should next year’s money be shared out?",
        about="The council votes on the rules in three weeks. It wants to know where people differ and what "
        "they share.",
        statements=[text for text, _likely in STATEMENTS],
        times=Times(closes=at + timedelta(days=10)),
        whom=Whom(),
        key=key,
        seed="porto-alegre",
        by=told.forum(),
        at=asked_at,
    )
    asked = list(conversation.statements.all())
    for statement in asked:
        statement.conversation = conversation
    heard_at = asked_at
    for person, place, said in answers(CROWD, seed="porto-alegre"):
        heard_at += timedelta(minutes=10)
        statements.answer(
            statement=asked[place],
            answer=Answer(said),
            by=Actor(person=told.crowd[person]),
            at=min(heard_at, at),
        )
    for person, text in enumerate(WAITING):
        statements.add(
            conversation=conversation, text=text, by=Actor(person=told.crowd[person]), at=at - HOUR
        )
    drawing.draw(Conversation.objects.get(pk=conversation.pk), at)
    return conversation
