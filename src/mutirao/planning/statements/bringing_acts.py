"""Bringing in a conversation that was held elsewhere."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from random import Random
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from mutirao.base.actor import Actor
from mutirao.base.acts import act
from mutirao.base.agenda import agenda
from mutirao.base.services.models import Service
from mutirao.planning.statements.acts import free_slug
from mutirao.planning.statements.models import (
    LONGEST_BROUGHT_IN,
    Conversation,
    Reply,
    Statement,
    Voice,
)
from mutirao.planning.statements.voices import AT_ONCE
from mutirao.theory.reasons import bad_input
from mutirao.theory.statements import Answer, State, plain

if TYPE_CHECKING:
    from mutirao.engines.opinions.answers import Answers
    from mutirao.engines.opinions.conversation import Conversation as Export

STATES = {1: State.ACCEPTED, 0: State.WAITING, -1: State.DECLINED}


@act(
    "conversation.import",
    about=lambda service, **_: service,
    facts=lambda result, **_: {
        "question": result.question,
        "people": result.people,
        "answers": result.answers,
    },
)
def bring_in(
    *,
    service: Service,
    export: Export,
    question: str,
    source: str,
    seed: str,
    chance: Random,
    by: Actor,
    at: datetime,
) -> Conversation:
    """Bring in the statements and answers of a conversation held elsewhere; nobody can answer it here."""
    if not service.has_block("statements"):
        raise bad_input(_("This service has no opinion maps switched on."))
    if not question.strip() or not source.strip():
        raise bad_input(_("Say what was asked, and where."))
    answers = export.answers()
    if not answers.count:
        raise bad_input(_("There are no answers in this export."))
    Service.objects.select_for_update(no_key=True).get(pk=service.pk)  # a double tap waits here
    if service.conversations.filter(question=question.strip(), source=source.strip()).exists():
        raise bad_input(_("This conversation has been brought in already."))
    conversation = Conversation.objects.create(
        service=service,
        slug=free_slug(service, question),
        question=plain(question)[:200],
        source=source.strip()[:300],
        seed=seed,
        made_at=at,
        ended_at=at,
        people=len(answers.people),
        answers=answers.count,
    )
    rows = _statements(conversation, export, answers, at)
    _replies(conversation, answers, rows, chance)
    agenda.put(
        conversation,
        "conversation",
        service=service,
        title=conversation.question,
        path=f"{conversation.path}map/",
        closes=at,
    )
    return conversation


def _statements(
    conversation: Conversation, export: Export, answers: Answers, at: datetime
) -> list[Statement]:
    """The statements in the engine's order, with their tallies."""
    import numpy as np

    texts = export.texts()
    size = len(answers.statements)
    tally = {
        said: np.bincount(answers.statement[answers.value == said.value], minlength=size).tolist()
        for said in Answer
    }
    rows = []
    for place, name in enumerate(answers.statements):
        text = plain(texts.get(name, "")) or _("Statement %(name)s") % {"name": name}
        if len(text) > LONGEST_BROUGHT_IN:
            raise bad_input(_("A statement in this export is longer than we can keep."))
        rows.append(
            Statement(
                conversation=conversation,
                number=place + 1,
                text=text,
                state=STATES[int(answers.moderation[place])].value,
                agrees=tally[Answer.AGREE][place],
                passes=tally[Answer.PASS][place],
                disagrees=tally[Answer.DISAGREE][place],
                said_at=at,
            )
        )
    return Statement.objects.bulk_create(rows, batch_size=500)


def _replies(conversation: Conversation, answers: Answers, rows: list[Statement], chance: Random) -> None:
    """Everybody's answers under new names, people in an order by lot."""
    voices = [
        Voice(pk=uuid.UUID(int=chance.getrandbits(128), version=4), conversation=conversation)
        for _person in answers.people
    ]
    order = list(range(len(voices)))
    chance.shuffle(order)
    Voice.objects.bulk_create([voices[i] for i in order], batch_size=AT_ONCE)

    def made() -> Iterator[Reply]:
        for i in order:
            piece = slice(int(answers.starts[i]), int(answers.starts[i + 1]))
            said = zip(answers.statement[piece].tolist(), answers.value[piece].tolist(), strict=True)
            for place, value in said:
                yield Reply(voice=voices[i], statement=rows[place], answer=value)

    replies = made()
    while batch := list(islice(replies, AT_ONCE)):
        Reply.objects.bulk_create(batch)
