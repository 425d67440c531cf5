"""The opinion map, drawn by the clock while a conversation goes on: no page waits for the mathematics."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from random import Random
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Count, F, Q, Sum
from django.utils.crypto import get_random_string

from mutirao.planning.statements import acts
from mutirao.planning.statements.models import Conversation, Reply, Statement, Voice
from mutirao.theory.periods import Stage
from mutirao.theory.statements import State

if TYPE_CHECKING:
    from mutirao.engines.opinions.answers import Answers
    from mutirao.engines.opinions.opinion_map import OpinionMap

EVERY = timedelta(minutes=1)
MOST_POINTS = 400
"""More points than this make one blot; which are drawn is chosen by the conversation's seed."""

MODERATION = {State.ACCEPTED: 1, State.WAITING: 0, State.DECLINED: -1}


def draw_due(at: datetime) -> None:
    """Draw anew every map with fresh answers. For the clock."""
    going_on = Q(ended_at__isnull=True) | Q(drawn_at__isnull=True) | Q(drawn_at__lte=F("ended_at"))
    rested = Q(drawn_at__isnull=True) | Q(drawn_at__lte=at - EVERY)
    for conversation in Conversation.objects.filter(going_on, rested):
        drawn_from = tallies(conversation)
        if drawn_from != conversation.drawn_from:
            draw(conversation, at, drawn_from=drawn_from)


def tallies(conversation: Conversation) -> str:
    """The tallies of all statements in a few numbers: they differ when an answer was given or changed."""
    of_all = conversation.statements.aggregate(
        agreed=Sum("agrees"),
        passed=Sum("passes"),
        disagreed=Sum("disagrees"),
        agreed_where=Sum(F("agrees") * F("number")),
        disagreed_where=Sum(F("disagrees") * F("number")),
        accepted=Count("pk", filter=Q(state=State.ACCEPTED.value)),
    )
    return ":".join(str(n or 0) for n in of_all.values())


def end_due(at: datetime) -> None:
    """End every conversation whose time is over: destroy the key, unlink the answers. For the clock."""
    for conversation in Conversation.objects.filter(ended_at__isnull=True).select_related("phase", "service"):
        if conversation.period.stage(at) is Stage.OVER:
            acts.close(conversation, chance=Random(get_random_string(40)), at=at)


def draw(conversation: Conversation, at: datetime, *, drawn_from: str = "") -> None:
    """Draw the map from every answer there is, and keep it with the conversation."""
    from mutirao.engines.opinions.opinion_map import opinion_map, refresh
    from mutirao.engines.opinions.routing import telling

    answers, labels = gathered(conversation)
    if conversation.memory:
        found = refresh(conversation.memory, answers, parties=labels or None)
    else:
        found = opinion_map(answers, seed=conversation.seed, parties=labels or None)
    told = found.as_json()
    told["points"] = _points(found, conversation.seed)
    told["placing"] = _placing(found)
    told["telling"] = telling(found)
    Conversation.objects.filter(pk=conversation.pk).update(
        map=told,
        memory=_memory(found),
        people=len(answers.people),
        answers=answers.count,
        drawn_from=drawn_from or tallies(conversation),
        drawn_at=at,
    )


def gathered(conversation: Conversation) -> tuple[Answers, dict[str, str]]:
    """Every answer as the engine takes it, and the group that each voice spoke from."""
    import numpy as np

    from mutirao.engines.opinions.answers import place

    rows = Reply.objects.filter(voice__conversation=conversation).values_list(
        "voice_id", "statement__number", "answer"
    )
    voices: dict[UUID, int] = {}
    statements: dict[int, int] = {}
    flat = np.fromiter(
        (
            number
            for voice, statement, said in rows.iterator(chunk_size=10_000)
            for number in (
                voices.setdefault(voice, len(voices)),
                statements.setdefault(statement, len(statements)),
                said,
            )
        ),
        dtype=np.int64,
    )
    columns = flat.reshape(-1, 3)
    states = dict(Statement.objects.filter(conversation=conversation).values_list("number", "state"))
    answers = place(
        [voice.hex for voice in voices],
        [str(number) for number in statements],
        columns[:, 0],
        columns[:, 1],
        columns[:, 2],
        moderation={str(number): MODERATION[State(state)] for number, state in states.items()},
    )
    parties = Voice.objects.filter(conversation=conversation).exclude(party="").values_list("pk", "party")
    return answers, {pk.hex: party for pk, party in parties if pk in voices}


def _memory(found: OpinionMap) -> dict[str, Any]:
    """What the next map needs to know of this one."""
    everything: dict[str, Any] = found.as_json(everyone=True)
    return {name: everything[name] for name in ("explanation", "statements", "people")}


def _placing(found: OpinionMap) -> dict[str, Any]:
    """What places one person on the map: each statement's mean, its directions, whether it was refused."""
    tally = found.tally.tolist()
    across, up = found.axes.directions.tolist()
    refused = [state < 0 for state in found.moderation.tolist()]
    heard = [sum(row) > 0 for row in tally]
    of = {
        name: [(agreed - disagreed) / (agreed + passed + disagreed), across[i], up[i], int(refused[i])]
        for i, (name, (agreed, passed, disagreed)) in enumerate(zip(found.statements, tally, strict=True))
        if heard[i]
    }
    closed = sum(is_heard and is_refused for is_heard, is_refused in zip(heard, refused, strict=True))
    return {"answered": sum(heard), "closed": closed, "of": of}


def _points(found: OpinionMap, seed: str) -> list[list[float]]:
    """Places of people on the map, unnamed, rounded and in no order; of groups too small to show, none."""
    shown = {group.id for group in found.groups if group.is_shown}
    everybody: Iterable[tuple[Any, int]] = zip(found.positions.tolist(), found.group.tolist(), strict=True)
    places = [[round(x, 2), round(y, 2), group] for (x, y), group in everybody if group in shown]
    Random(seed).shuffle(places)
    return places[:MOST_POINTS]
