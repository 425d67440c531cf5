"""The map is drawn by the clock from every answer; what it keeps leads to nobody."""

from __future__ import annotations

import json
from datetime import timedelta
from random import Random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cast import NOW, Cast
from mutirao.engines.opinions.opinion_map import opinion_map
from mutirao.planning.cycles.timing import Times
from mutirao.planning.statements import acts, drawing, queries
from mutirao.planning.statements.models import Conversation, Voice
from mutirao.planning.statements.voices import of as voice_of
from mutirao.site.clock import tick
from mutirao.theory.statements import Answer, State
from talking import answer, ask, crowd, one, place

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)
WISHES = [f"Wish number {word}." for word in ("one", "two", "three", "four", "five", "six", "seven", "eight")]


def held() -> Conversation:
    return Conversation.objects.get()


def talk(cast: Cast, n: int = 16, **more: object) -> Conversation:
    """A conversation with two camps that have answered everything."""
    conversation = ask(cast, place(cast), statements=WISHES, **more)
    crowd(conversation, n)
    return conversation


def test_the_clock_draws_what_the_engine_would_from_the_same_answers(cast: Cast) -> None:
    talk(cast)
    tick(at=NOW)
    drawn = held()
    answers, _parties = drawing.gathered(drawn)
    told = opinion_map(answers, seed="tests").as_json()
    for name in ("explanation", "groups", "bridging", "consensus", "divisive", "statements"):
        assert drawn.map[name] == json.loads(json.dumps(told[name])), name
    assert (drawn.people, drawn.answers, drawn.drawn_at) == (16, 128, NOW)
    assert [group["people"] for group in drawn.map["groups"]] == [8, 8]


def test_it_is_drawn_again_only_when_an_answer_changed_and_not_within_a_minute(cast: Cast) -> None:
    conversation = talk(cast)
    drawing.draw_due(NOW)
    drawing.draw_due(NOW + MINUTE)
    assert held().drawn_at == NOW
    answer(conversation, cast.dee, 1, Answer.AGREE)
    drawing.draw_due(NOW + MINUTE / 2)
    assert held().drawn_at == NOW
    drawing.draw_due(NOW + MINUTE)
    assert (held().drawn_at, held().people) == (NOW + MINUTE, 17)
    answer(conversation, cast.dee, 1, Answer.DISAGREE)
    drawing.draw_due(NOW + 2 * MINUTE)
    assert held().drawn_at == NOW + 2 * MINUTE


def test_a_statement_no_longer_taken_up_leaves_the_map(cast: Cast) -> None:
    conversation = talk(cast)
    drawing.draw_due(NOW)
    acts.moderate(
        statement=one(conversation, 2), state=State.DECLINED, reason="unclear", by=cast.acting("ada"), at=NOW
    )
    drawing.draw_due(NOW + MINUTE)
    took_part = [told["id"] for told in held().map["statements"] if told["took_part"]]
    assert took_part == ["1", "3", "4", "5", "6", "7", "8"]


def test_groups_keep_their_letters_while_people_go_on_answering(cast: Cast) -> None:
    conversation = talk(cast)
    drawing.draw_due(NOW)
    before = {told["id"]: told["group"] for told in held().memory["people"]}
    for statement in conversation.statements.all():
        answer(conversation, cast.dee, statement.number, Answer.AGREE)
    drawing.draw_due(NOW + MINUTE)
    after = {told["id"]: told["group"] for told in held().memory["people"]}
    assert {name: after[name] for name in before} == before


def test_no_page_is_given_a_name_that_leads_to_a_voice(cast: Cast) -> None:
    talk(cast)
    drawing.draw_due(NOW)
    shown = json.dumps(held().map)
    assert all(
        pk.hex not in shown and str(pk) not in shown for pk in Voice.objects.values_list("pk", flat=True)
    )
    assert len(held().map["points"]) == 16


def test_one_person_s_place_is_where_the_map_has_them(cast: Cast) -> None:
    conversation = talk(cast, 15)
    for number in range(1, 8):
        answer(conversation, cast.dee, number, Answer.AGREE if number % 2 else Answer.PASS)
    acts.moderate(
        statement=one(conversation, 2), state=State.DECLINED, reason="unclear", by=cast.acting("ada"), at=NOW
    )
    drawing.draw_due(NOW)
    drawn, statements = held(), list(conversation.statements.all())
    place_of = queries.place_of(drawn, queries.progress(drawn, cast.dee), statements)
    voice = voice_of(drawn, cast.dee)
    assert voice is not None and place_of is not None
    (told,) = [told for told in drawn.memory["people"] if told["id"] == voice.pk.hex]
    assert place_of.at == pytest.approx((told["x"], told["y"]), abs=1e-5)


def test_whoever_answered_too_little_has_no_place(cast: Cast) -> None:
    conversation = talk(cast, 15)
    answer(conversation, cast.dee, 1, Answer.AGREE)
    drawing.draw_due(NOW)
    found = queries.progress(held(), cast.dee)
    assert queries.place_of(held(), found, list(conversation.statements.all())) is None


def test_the_clock_ends_what_is_over_unlinks_it_and_draws_it_for_the_last_time(cast: Cast) -> None:
    talk(cast, times=Times(closes=NOW + MINUTE))
    tick(at=NOW)
    letters = [(group["name"], group["people"]) for group in held().map["groups"]]
    tick(at=NOW + MINUTE)
    ended = held()
    assert (ended.ended_at, ended.key) == (NOW + MINUTE, None)
    assert set(Voice.objects.values_list("digest", flat=True)) == {None}
    tick(at=NOW + 2 * MINUTE)
    tick(at=NOW + 9 * MINUTE)
    assert [(group["name"], group["people"]) for group in held().map["groups"]] == letters
    names = set(Voice.objects.values_list("pk", flat=True))
    assert {told["id"] for told in held().memory["people"]} == {pk.hex for pk in names}


def test_what_has_ended_and_was_drawn_costs_the_clock_one_query(cast: Cast) -> None:
    conversation = talk(cast)
    acts.end(conversation=conversation, reason="Enough.", chance=Random(1), by=cast.acting("ada"), at=NOW)
    drawing.draw_due(NOW + MINUTE)
    assert held().drawn_at == NOW + MINUTE
    with CaptureQueriesContext(connection) as asked:
        drawing.draw_due(NOW + 5 * MINUTE)
    assert len(asked) == 1
