"""Letters: each event once, sent once, tried again after a failure, forgotten with the person."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail

from cast import NOW, Cast
from mutirao.base.notices import letters
from mutirao.base.notices.models import MOST_TRIES, Letter
from mutirao.base.people import acts as people

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


def post(event: str, to: Any, **more: Any) -> None:
    letters.post(event, to=to, subject="Your promise", text="How is it going?", at=NOW, **more)


def test_an_event_is_told_once(cast: Cast) -> None:
    post("promise:1:due", cast.ada)
    post("promise:1:due", cast.ada)
    assert letters.deliver(at=NOW) == 1
    assert letters.deliver(at=NOW + 30 * MINUTE) == 0
    (letter,) = mail.outbox
    assert (letter.to, letter.subject, letter.body) == (
        ["ada@example.org"],
        "Your promise",
        "How is it going?",
    )


def test_somebody_without_an_account_gets_letters_at_a_bare_address() -> None:
    post("promise:1:due", "firm@example.org")
    assert letters.deliver(at=NOW) == 1
    assert mail.outbox[0].to == ["firm@example.org"]


def test_letters_to_people_on_paper_wait_for_somebody_to_hand_them_over(cast: Cast) -> None:
    post("promise:1:due", cast.pat)
    assert letters.deliver(at=NOW) == 0
    assert [letter.person for letter in Letter.objects.by_hand()] == [cast.pat]


def test_a_letter_goes_out_when_it_is_due_not_before(cast: Cast) -> None:
    post("promise:1:due", cast.ada, due=NOW + MINUTE)
    assert [letters.deliver(at=NOW), letters.deliver(at=NOW + MINUTE)] == [0, 1]


def test_a_line_break_cannot_smuggle_a_header_into_a_letter(cast: Cast) -> None:
    letters.post("x", to=cast.ada, subject="Hello\nBcc: all@example.org", text=".", at=NOW)
    assert letters.deliver(at=NOW) == 1
    assert mail.outbox[0].subject == "Hello Bcc: all@example.org"


def test_a_letter_that_could_not_be_sent_is_tried_again_later_and_not_for_ever(
    cast: Cast, settings: Any
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9  # nobody listens there
    post("promise:1:due", cast.ada)
    assert letters.deliver(at=NOW) == 0
    assert letters.deliver(at=NOW + MINUTE) == 0
    assert Letter.objects.get().tries == 1
    for n in range(1, 12):
        letters.deliver(at=NOW + n * 10 * MINUTE)
    assert Letter.objects.get().tries == MOST_TRIES
    assert Letter.objects.get().sent_at is None


def test_what_another_process_is_sending_is_left_to_it(cast: Cast) -> None:
    post("promise:1:due", cast.ada)
    Letter.objects.update(claimed_at=NOW)
    assert letters.deliver(at=NOW + MINUTE) == 0
    assert letters.deliver(at=NOW + 10 * MINUTE) == 1


def test_a_letter_is_taken_back_only_before_it_went_out(cast: Cast) -> None:
    post("a", cast.ada)
    letters.deliver(at=NOW)
    post("b", cast.ada)
    for event in ("a", "b"):
        letters.withdraw(event)
    assert [letter.event for letter in Letter.objects.all()] == ["a"]


def test_whoever_is_erased_leaves_no_letters(cast: Cast) -> None:
    post("a", cast.rosa)
    post("b", cast.ada)
    people.erase(person=cast.rosa, by=cast.acting("rosa"), at=NOW)
    assert [letter.event for letter in Letter.objects.all()] == ["b"]
