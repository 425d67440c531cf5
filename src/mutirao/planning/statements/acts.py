"""What people do in a conversation: ask, answer, add statements, look at them, end it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from random import Random

from django.db.models import F, Max
from django.utils.translation import gettext as _

from mutirao.base import addresses
from mutirao.base.actor import Actor
from mutirao.base.acts import act
from mutirao.base.agenda import agenda
from mutirao.base.days import day_of
from mutirao.base.services.models import Service
from mutirao.base.services.taking_part import Whom
from mutirao.planning.cycles.timing import Times
from mutirao.planning.statements import voices
from mutirao.planning.statements.models import Conversation, Reply, Statement, Voice
from mutirao.planning.statements.words import PROBLEMS
from mutirao.theory.periods import Stage
from mutirao.theory.reasons import bad_input, wrong_state
from mutirao.theory.statements import REASONS, Answer, State, may_become, plain, problems, sameness

COUNTERS = {Answer.AGREE: "agrees", Answer.PASS: "passes", Answer.DISAGREE: "disagrees"}


@act(
    "conversation.open",
    about=lambda service, **_: service,
    facts=lambda result, statements, **_: {"question": result.question, "statements": len(statements)},
)
def ask(
    *,
    service: Service,
    question: str,
    statements: Sequence[str],
    times: Times,
    whom: Whom,
    key: bytes,
    seed: str,
    by: Actor,
    at: datetime,
    about: str = "",
) -> Conversation:
    """Ask people where they stand on a question, beginning with some statements of different kinds.

    key: 32 bytes by lot; it makes voices of people until the conversation ends.
    """
    if not service.has_block("statements"):
        raise bad_input(_("This service has no opinion maps switched on."))
    if not question.strip():
        raise bad_input(_("Write the question."))
    conversation = Conversation.objects.create(
        service=service,
        slug=free_slug(service, question),
        question=plain(question)[:200],
        about=about.strip(),
        key=key,
        seed=seed,
        made_at=at,
        **times.columns(at=at),
        **whom.columns(),
    )
    known: set[str] = set()
    for text in statements:
        _must_be_sound(problems(text, known=known, waiting=0))
        known.add(sameness(text))
        _write(conversation, text, at, number=len(known), is_seed=True)
    if len(known) < 2:
        raise bad_input(_("Begin with at least two statements that people can answer."))
    _on_the_agenda(conversation)
    return conversation


@act(
    "statement.answer",
    about=lambda statement, **_: statement.conversation.service,
    eligible=lambda statement, **_: statement.conversation,
    facts=lambda statement, **_: {"question": statement.conversation.question},
)
def answer(*, statement: Statement, answer: Answer, by: Actor, at: datetime) -> Conversation:
    """Agree or disagree with a statement, or pass; it is saved at once and can be changed until the end.

    The register says that somebody answered, never which statement or how: what comes back names neither.
    """
    rows = Statement.objects.select_related("conversation__phase", "conversation__service")
    held = rows.defer("conversation__map", "conversation__memory").get(pk=statement.pk)
    conversation = held.conversation
    _must_be_open(conversation, at)
    if held.state != State.ACCEPTED:
        raise wrong_state(_("People are not asked about this statement any more."))
    voice = _voice(conversation, by, at)
    before = Reply.objects.select_for_update().filter(voice=voice, statement=statement).first()
    if before is None:
        Reply.objects.create(voice=voice, statement=statement, answer=answer)
        _count(statement, {COUNTERS[answer]: F(COUNTERS[answer]) + 1})
    elif before.answer != answer:
        old, new = COUNTERS[Answer(before.answer)], COUNTERS[answer]
        before.answer = answer
        before.save(update_fields=["answer"])
        _count(statement, {old: F(old) - 1, new: F(new) + 1})
    return conversation


@act(
    "statement.add",
    about=lambda conversation, **_: conversation.service,
    eligible=lambda conversation, **_: conversation,
    facts=lambda conversation, **_: {"question": conversation.question},
)
def add(*, conversation: Conversation, text: str, by: Actor, at: datetime) -> Statement:
    """Add a statement of your own; people are asked about it once somebody has looked at it."""
    rows = Conversation.objects.select_for_update(of=("self",)).select_related("phase", "service")
    held = rows.defer("map", "memory").get(pk=conversation.pk)  # numbers are given one after the other
    _must_be_open(held, at)
    known = set(held.statements.values_list("sameness", flat=True))
    waiting = held.statements.waiting().filter(author=by.someone).count()
    _must_be_sound(problems(text, known=known, waiting=waiting))
    made = _write(held, text, at, number=_next_number(held), author=by)
    agenda.put(
        held,
        "conversation.waiting",
        service=held.service,
        title=held.question,
        path=f"{held.path}waiting/",
        duty="set_priorities",
    )
    return made


@act(
    "statement.moderate",
    about=lambda statement, **_: statement.conversation.service,
    facts=lambda result, reason="", **_: {
        "question": result.conversation.question,
        "number": result.number,
        "state": result.state,
        "reason": reason,
    },
)
def moderate(
    *, statement: Statement, state: State, by: Actor, at: datetime, reason: str = "", why: str = ""
) -> Statement:
    """Take a statement up, or not, with the reason; a declined one stays where everybody can read why."""
    held = (
        Statement.objects.select_for_update(of=("self",))
        .select_related("conversation__service")
        .get(pk=statement.pk)
    )
    if not may_become(State(held.state), state):
        raise wrong_state(_("Somebody has looked at this statement already."))
    if state is State.DECLINED and reason not in REASONS:
        raise bad_input(_("Say why it is not taken up."))
    if reason == "other" and not why.strip():
        raise bad_input(_("Say in a sentence why it is not taken up."))
    held.state = state.value
    held.reason, held.why = (reason, why.strip()) if state is State.DECLINED else ("", "")
    held.save(update_fields=["state", "reason", "why"])
    if not held.conversation.statements.waiting().exists():
        agenda.drop(held.conversation, "conversation.waiting")
    return held


@act(
    "conversation.end",
    about=lambda conversation, **_: conversation.service,
    facts=lambda result, reason, **_: {"question": result.question, "reason": reason},
)
def end(*, conversation: Conversation, reason: str, chance: Random, by: Actor, at: datetime) -> Conversation:
    """End a conversation before its time, with a reason that everybody reads; answers are unlinked."""
    if not reason.strip():
        raise bad_input(_("Say why it ends now: everybody will read it."))
    held = Conversation.objects.select_for_update(of=("self",)).get(pk=conversation.pk)
    if held.ended_at is not None:
        raise wrong_state(_("This conversation has ended already."))
    return close(held, chance=chance, at=at)


def close(conversation: Conversation, *, chance: Random, at: datetime) -> Conversation:
    """Destroy the key and unlink every answer. Part of ending by hand, and of ending by the clock."""
    conversation.ended_at, conversation.key = at, None
    names = voices.unlink(conversation, chance=chance)
    people = [
        {**told, "id": names[told["id"]]}
        for told in conversation.memory.get("people", ())
        if told["id"] in names
    ]
    if people:
        chance.shuffle(people)
        conversation.memory = {**conversation.memory, "people": people}
    conversation.save(update_fields=["ended_at", "key", "memory"])
    agenda.drop(conversation)
    agenda.put(
        conversation,
        "conversation",
        service=conversation.service,
        title=conversation.question,
        path=f"{conversation.path}map/",
        closes=at,
    )
    return conversation


def _must_be_open(conversation: Conversation, at: datetime) -> None:
    stage = conversation.period.stage(at)
    if conversation.ended_at is not None or stage is Stage.OVER:
        raise wrong_state(_("This conversation has ended. You can read what came of it."))
    if stage is Stage.COMING:
        raise wrong_state(_("This conversation has not begun yet."))


def _voice(conversation: Conversation, by: Actor, at: datetime) -> Voice:
    """The voice of whoever answers, made with the group they speak from when they first do."""
    digest = voices.digest(conversation, by.someone)
    known = Voice.objects.filter(conversation=conversation, digest=digest).first()
    if known is not None:
        return known
    today = day_of(at)
    bodies = [term.body_id for term in by.terms if term.is_current(today)]
    party = conversation.service.parties.filter(body__in=bodies).select_related("body").first()
    return Voice.objects.create(
        conversation=conversation, digest=digest, party=party.body.name if party else ""
    )


def _count(statement: Statement, changes: dict[str, object]) -> None:
    Statement.objects.filter(pk=statement.pk).update(**changes)


def _write(
    conversation: Conversation,
    text: str,
    at: datetime,
    *,
    number: int,
    is_seed: bool = False,
    author: Actor | None = None,
) -> Statement:
    return Statement.objects.create(
        conversation=conversation,
        number=number,
        text=plain(text),
        sameness=sameness(text),
        is_seed=is_seed,
        state=(State.ACCEPTED if is_seed else State.WAITING).value,
        author=author.someone if author else None,
        said_at=at,
    )


def _next_number(conversation: Conversation) -> int:
    highest = conversation.statements.aggregate(highest=Max("number"))["highest"]
    return (highest or 0) + 1


def _must_be_sound(found: Sequence[str]) -> None:
    if found:
        raise bad_input(" ".join(PROBLEMS[code]() for code in found))


def _on_the_agenda(conversation: Conversation) -> None:
    period = conversation.period
    agenda.put(
        conversation,
        "conversation",
        service=conversation.service,
        title=conversation.question,
        path=conversation.path,
        opens=period.opens,
        closes=period.closes,
        follows=conversation.follows,
    )


def free_slug(service: Service, question: str) -> str:
    """An address made from a question that no other conversation of the service has."""
    wanted = addresses.plain(question)[:100].strip("-")
    taken = service.conversations.filter(slug__startswith=wanted).values_list("slug", flat=True)
    return addresses.free(wanted, set(taken))
