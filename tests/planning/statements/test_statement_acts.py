"""Asking, answering, adding, looking at statements, ending: every exit of every act."""

from __future__ import annotations

from datetime import timedelta
from random import Random
from typing import Any

import pytest

from cast import NOW, Cast
from mutirao.base.agenda.models import Item
from mutirao.base.people import acts as people
from mutirao.base.people.models import Area
from mutirao.base.register.models import Act
from mutirao.base.services.taking_part import Whom
from mutirao.planning.cycles.models import Cycle, Phase
from mutirao.planning.cycles.timing import Times
from mutirao.planning.statements import acts
from mutirao.planning.statements.models import Conversation, Reply, Statement, Voice
from mutirao.theory.eligibility import Circle
from mutirao.theory.statements import LONGEST, Answer, State
from refusing import refused
from talking import FIRST, answer, ask, counted, one, place, tally

pytestmark = pytest.mark.django_db
AGREE, PASS, DISAGREE = Answer.AGREE, Answer.PASS, Answer.DISAGREE
DAY = timedelta(days=1)


# -- asking ---------------------------------------------------------------------------------------------


def test_asking_begins_with_statements_that_can_be_answered_at_once(cast: Cast) -> None:
    conversation = ask(cast, place(cast))
    assert list(conversation.statements.open().values_list("number", "text", "is_seed")) == [
        (1, FIRST[0], True),
        (2, FIRST[1], True),
        (3, FIRST[2], True),
    ]
    assert Act.objects.latest_first()[0].facts == {
        "question": "What should the new park be like?",
        "statements": 3,
    }
    assert Item.objects.get().path == conversation.path


def test_two_conversations_may_ask_the_same(cast: Cast) -> None:
    service = place(cast)
    assert ask(cast, service).slug == "what-should-the-new-park-be-like"
    assert ask(cast, service).slug == "what-should-the-new-park-be-like-2"


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"question": "  "}, "Write the question."),
        ({"statements": ["Dogs."]}, "Begin with at least two statements that people can answer."),
        ({"statements": ["Dogs.", "DOGS"]}, "Somebody has said this already. You can answer it."),
        (
            {"statements": ["Dogs.", "?"]},
            "Write a statement that people can agree or disagree with.",
        ),
        (
            {"statements": ["Dogs.", "x" * (LONGEST + 1)]},
            "Keep it to 200 letters: one thought that people can answer at once.",
        ),
        ({"times": Times(closes=NOW)}, "It would be over already: choose a day to come."),
        ({"times": Times(opens=NOW + DAY, closes=NOW)}, "It cannot close before it opens."),
        ({"whom": Whom(Circle.AREA)}, "Say which group or which area."),
    ],
)
def test_what_cannot_be_asked(cast: Cast, more: dict[str, Any], said: str) -> None:
    service = place(cast)
    with refused("bad_input", said):
        ask(cast, service, **more)
    assert not Conversation.objects.exists()


def test_a_service_without_the_block_asks_nothing(cast: Cast) -> None:
    service = place(cast)
    service.blocks = []
    service.save()
    with refused("bad_input", "This service has no opinion maps switched on."):
        ask(cast, service)


# -- answering ------------------------------------------------------------------------------------------


def test_the_latest_answer_counts(cast: Cast) -> None:
    conversation = ask(cast, place(cast))
    answer(conversation, cast.dee, 1, AGREE)
    answer(conversation, cast.rosa, 1, DISAGREE)
    answer(conversation, cast.dee, 2, PASS)
    assert tally(conversation) == counted(conversation) == [(1, 0, 1), (0, 1, 0), (0, 0, 0)]
    answer(conversation, cast.dee, 1, PASS)
    answer(conversation, cast.dee, 1, PASS)
    assert tally(conversation) == counted(conversation) == [(0, 1, 1), (0, 1, 0), (0, 0, 0)]
    assert Reply.objects.count() == 3


def test_the_register_says_that_somebody_answered_never_how_nor_which(cast: Cast) -> None:
    conversation = ask(cast, place(cast))
    answer(conversation, cast.dee, 2, DISAGREE)
    row = Act.objects.latest_first()[0]
    assert (row.actor, row.facts) == (cast.dee.pk, {"question": "What should the new park be like?"})
    assert row.subject == f"statements.conversation:{conversation.pk}"


def test_a_voice_carries_the_group_it_speaks_from_and_no_name(cast: Cast) -> None:
    conversation = ask(cast, place(cast))
    for who in (cast.dee, cast.rosa, cast.ben):
        answer(conversation, who, 1, AGREE)
    assert sorted(Voice.objects.values_list("party", flat=True)) == [
        "",
        "Council team",
        "Residents circle",
    ]
    digests = set(Voice.objects.values_list("digest", flat=True))
    assert len(digests) == 3 and all(
        str(who.pk.hex) not in "".join(filter(None, digests)) for who in (cast.dee,)
    )


def test_somebody_on_paper_answers_through_whoever_keeps_the_records(cast: Cast) -> None:
    conversation = ask(cast, place(cast))
    answer(conversation, cast.pat, 1, AGREE, by=cast.acting("ada", behalf="pat"))
    row = Act.objects.latest_first()[0]
    assert (row.actor, row.behalf) == (cast.ada.pk, cast.pat.pk)
    answer(conversation, cast.pat, 1, DISAGREE, by=cast.acting("pat"))
    assert tally(conversation)[0] == (0, 0, 1)


def test_only_people_of_the_area_answer_where_it_is_theirs(cast: Cast) -> None:
    service = place(cast)
    hill = Area.objects.create(name="Old Hill", slug="old-hill", parent=service.area)
    conversation = ask(cast, service, whom=Whom(Circle.AREA, area=hill))
    with refused("home_unknown"):
        answer(conversation, cast.rosa, 1, AGREE)
    cast.rosa.home = hill
    answer(conversation, cast.rosa, 1, AGREE)
    cast.dee.home = service.area
    with refused("not_of_area"):
        answer(conversation, cast.dee, 1, AGREE)
    assert tally(conversation)[0] == (1, 0, 0)


@pytest.mark.parametrize(
    ("at", "said"),
    [
        (NOW - DAY, "This conversation has not begun yet."),
        (NOW + DAY, "This conversation has ended. You can read what came of it."),
    ],
)
def test_answers_before_and_after_its_time_are_refused(cast: Cast, at: Any, said: str) -> None:
    conversation = ask(cast, place(cast), times=Times(opens=NOW, closes=NOW + DAY))
    with refused("wrong_state", said):
        answer(conversation, cast.dee, 1, AGREE, at=at)
    with refused("wrong_state", said):
        acts.add(conversation=conversation, text="More trees.", by=cast.acting("dee"), at=at)
    answer(conversation, cast.dee, 1, AGREE, at=NOW + DAY - timedelta(seconds=1))
    assert tally(conversation)[0] == (1, 0, 0)


def test_it_opens_and_closes_with_its_phase(cast: Cast) -> None:
    service = place(cast)
    cycle = Cycle.objects.create(service=service, title="This year", made_at=NOW)
    phase = Phase.objects.create(cycle=cycle, title="Talking", opens_at=NOW, closes_at=NOW + DAY)
    conversation = ask(cast, service, times=Times(phase=phase))
    answer(conversation, cast.dee, 1, AGREE)
    Phase.objects.update(closes_at=NOW + DAY / 2)
    with refused("wrong_state", "This conversation has ended. You can read what came of it."):
        answer(conversation, cast.dee, 1, DISAGREE, at=NOW + DAY / 2)


def test_a_statement_that_was_not_taken_up_cannot_be_answered(cast: Cast) -> None:
    conversation = ask(cast, place(cast))
    acts.moderate(
        statement=one(conversation, 1),
        state=State.DECLINED,
        reason="unclear",
        by=cast.acting("rosa"),
        at=NOW,
    )
    with refused("wrong_state", "People are not asked about this statement any more."):
        answer(conversation, cast.dee, 1, AGREE)


# -- adding and looking at ------------------------------------------------------------------------------


def add(cast: Cast, conversation: Conversation, text: str = "More trees.", who: str = "dee") -> Statement:
    made: Statement = acts.add(conversation=conversation, text=text, by=cast.acting(who), at=NOW)
    return made


def test_what_somebody_adds_waits_to_be_looked_at(cast: Cast) -> None:
    conversation = ask(cast, place(cast))
    made = add(cast, conversation, " More\ntrees. ")
    assert (made.number, made.text, made.state, made.author) == (4, "More trees.", "waiting", cast.dee)
    with refused("wrong_state", "People are not asked about this statement any more."):
        answer(conversation, cast.rosa, 4, AGREE)
    acts.moderate(statement=made, state=State.ACCEPTED, by=cast.acting("rosa"), at=NOW)
    answer(conversation, cast.rosa, 4, AGREE)
    assert tally(conversation)[3] == (1, 0, 0)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("dogs should be welcome", "Somebody has said this already. You can answer it."),
        ("  ", "Write a statement that people can agree or disagree with."),
        ("x" * 201, "Keep it to 200 letters: one thought that people can answer at once."),
    ],
)
def test_what_cannot_be_added(cast: Cast, text: str, said: str) -> None:
    conversation = ask(cast, place(cast))
    with refused("bad_input", said):
        add(cast, conversation, text)


def test_nobody_floods_those_who_look(cast: Cast) -> None:
    conversation = ask(cast, place(cast))
    for word in ("swings", "slides", "benches", "lamps", "paths"):
        add(cast, conversation, f"More {word}.")
    with refused("bad_input", "5 of your statements wait to be looked at. Please wait for those first."):
        add(cast, conversation, "More bins.")
    assert add(cast, conversation, "More bins.", "rosa").number == 9


def test_the_agenda_says_that_statements_wait_until_none_does(cast: Cast) -> None:
    conversation = ask(cast, place(cast))
    first, second = add(cast, conversation), add(cast, conversation, "Fewer trees.")
    kinds = Item.objects.values_list("kind", flat=True)
    assert set(kinds) == {"conversation", "conversation.waiting"}
    acts.moderate(statement=first, state=State.ACCEPTED, by=cast.acting("rosa"), at=NOW)
    assert "conversation.waiting" in set(kinds.all())
    acts.moderate(statement=second, state=State.ACCEPTED, by=cast.acting("rosa"), at=NOW)
    assert set(kinds.all()) == {"conversation"}


def test_not_taking_up_needs_a_reason(cast: Cast) -> None:
    conversation = ask(cast, place(cast))
    made = add(cast, conversation)
    by = cast.acting("rosa")
    with refused("bad_input", "Say why it is not taken up."):
        acts.moderate(statement=made, state=State.DECLINED, by=by, at=NOW)
    with refused("bad_input", "Say in a sentence why it is not taken up."):
        acts.moderate(statement=made, state=State.DECLINED, reason="other", why=" ", by=by, at=NOW)
    acts.moderate(statement=made, state=State.DECLINED, reason="other", why="Twice.", by=by, at=NOW)
    found = Statement.objects.get(pk=made.pk)
    assert (found.state, found.reason, found.why) == ("declined", "other", "Twice.")
    with refused("wrong_state", "Somebody has looked at this statement already."):
        acts.moderate(statement=made, state=State.DECLINED, reason="other", why="Twice.", by=by, at=NOW)
    acts.moderate(statement=made, state=State.ACCEPTED, by=by, at=NOW)
    found.refresh_from_db()
    assert (found.state, found.reason, found.why) == ("accepted", "", "")


# -- ending ---------------------------------------------------------------------------------------------


def end(cast: Cast, conversation: Conversation, reason: str = "We know enough.") -> None:
    acts.end(conversation=conversation, reason=reason, chance=Random(5), by=cast.acting("rosa"), at=NOW + DAY)


def test_ending_needs_a_reason_and_happens_once(cast: Cast) -> None:
    conversation = ask(cast, place(cast))
    with refused("bad_input", "Say why it ends now: everybody will read it."):
        end(cast, conversation, " ")
    end(cast, conversation)
    with refused("wrong_state", "This conversation has ended already."):
        end(cast, conversation)
    with refused("wrong_state", "This conversation has ended. You can read what came of it."):
        answer(conversation, cast.dee, 1, AGREE, at=NOW + DAY)
    item = Item.objects.get()
    assert (item.closes_at, item.path) == (NOW + DAY, f"{conversation.path}map/")


def test_ending_unlinks_every_answer_and_loses_none(cast: Cast) -> None:
    conversation = ask(cast, place(cast))
    everybody = (cast.dee, cast.rosa, cast.ada, cast.ben, cast.cam)
    for n, who in enumerate(everybody):
        answer(conversation, who, 1, AGREE if n % 2 else DISAGREE)
        answer(conversation, who, 2, PASS)
    before = {(v.pk, v.digest) for v in Voice.objects.all()}
    whole = tally(conversation)
    patterns = sorted(
        (v.party, sorted(v.replies.values_list("statement__number", "answer"))) for v in Voice.objects.all()
    )
    end(cast, conversation)
    after = list(Voice.objects.all())
    assert {v.digest for v in after} == {None}
    assert not {v.pk for v in after} & {pk for pk, _digest in before}
    assert Conversation.objects.get().key is None
    assert tally(conversation) == counted(conversation) == whole
    assert patterns == sorted(
        (v.party, sorted(v.replies.values_list("statement__number", "answer"))) for v in after
    )


def test_the_order_of_answers_after_the_end_is_not_that_in_which_they_were_given(cast: Cast) -> None:
    conversation = ask(cast, place(cast), statements=[f"Wish number {word}" for word in "abcdefghij"])
    for number in range(1, 11):
        answer(conversation, cast.dee, number, AGREE)
    given = list(Reply.objects.order_by("pk").values_list("statement__number", flat=True))
    end(cast, conversation)
    kept = list(Reply.objects.order_by("pk").values_list("statement__number", flat=True))
    assert given == list(range(1, 11)) and kept != given and sorted(kept) == given


def test_whoever_is_erased_leaves_answers_that_lead_to_nobody(cast: Cast) -> None:
    conversation = ask(cast, place(cast))
    answer(conversation, cast.rosa, 1, AGREE)
    made = add(cast, conversation, who="rosa")
    people.erase(person=cast.rosa, by=cast.acting("rosa"), at=NOW)
    assert Voice.objects.get().digest is None
    assert Statement.objects.get(pk=made.pk).author is None
    assert tally(conversation)[0] == (1, 0, 0)
