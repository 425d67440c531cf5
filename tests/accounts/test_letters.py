"""Joining and signing in with codes from letters."""

from __future__ import annotations

import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from doors import (
    WRONG,
    ask_for_code,
    by_letter,
    enter_code,
    is_signed_in,
    letter_code,
    main_part,
    page,
    person_in,
)

from mutirao.base.people.models import Person
from mutirao.base.register.models import Act


def sign_up(browser: Client, name: str = "Zoë", email: str = "Zoe@Example.org") -> HttpResponse:
    """Join with a name and an address."""
    return browser.post(reverse("account_signup"), {"name": name, "email": email})


def test_joining_takes_a_name_an_address_and_the_code_from_the_letter(browser: Client) -> None:
    answer = sign_up(browser)
    assert (answer.status_code, answer["Location"]) == (302, reverse("account_email_verification_sent"))
    assert mail.outbox[-1].to == ["zoe@example.org"]
    assert person_in(browser) == ""

    answer = browser.post(answer["Location"], {"code": letter_code()})

    assert (answer.status_code, answer["Location"]) == (302, reverse("me"))
    zoe = Person.objects.get()
    assert (zoe.name, zoe.email, zoe.language, zoe.is_demonstration) == (
        "Zoë",
        "zoe@example.org",
        "en-gb",
        False,
    )
    assert not zoe.has_usable_password()
    assert is_signed_in(browser, zoe)
    assert EmailAddress.objects.get(user=zoe).verified
    act = Act.objects.get()
    assert (act.name, act.actor, act.facts) == ("person.join", None, {"person": str(zoe.pk)})


def test_without_a_name_or_a_proper_address_nobody_joins(browser: Client) -> None:
    for name, email in (("", "zoe@example.org"), ("Zoë", ""), ("Zoë", "zoe"), ("   ", "zoe@example.org")):
        answer = sign_up(browser, name, email)
        assert answer.status_code == 200
        assert "There is something to put right" in page(answer)
    assert (Person.objects.count(), Act.objects.count(), mail.outbox) == (0, 0, [])


def test_joining_from_a_page_in_french_is_remembered(browser: Client) -> None:
    browser.get(reverse("set_language"), {"language": "fr"})
    sign_up(browser)
    assert Person.objects.get().language == "fr"


def test_signing_in_takes_the_code_from_the_letter(cam: Person, browser: Client) -> None:
    answer = ask_for_code(browser, "CAM@example.org")
    assert (answer.status_code, answer["Location"]) == (302, reverse("account_confirm_login_code"))
    assert mail.outbox[-1].to == ["cam@example.org"]
    answer = enter_code(browser, letter_code())
    assert (answer.status_code, answer["Location"]) == (302, reverse("me"))
    assert is_signed_in(browser, cam)


def test_a_code_may_be_typed_small_and_without_its_dash(cam: Person, browser: Client) -> None:
    ask_for_code(browser, "cam@example.org")
    enter_code(browser, f" {letter_code().lower().replace('-', ' ')} ")
    assert is_signed_in(browser, cam)


def test_a_code_works_once_and_only_in_the_browser_that_asked(
    cam: Person, browser: Client, other: Client
) -> None:
    ask_for_code(browser, "cam@example.org")
    code = letter_code()
    assert enter_code(other, code)["Location"] == reverse("account_request_login_code")
    enter_code(browser, code)
    browser.post(reverse("account_logout"))
    assert enter_code(browser, code)["Location"] == reverse("account_request_login_code")
    assert (person_in(browser), person_in(other)) == ("", "")


def test_after_three_wrong_codes_one_must_ask_again(cam: Person, browser: Client) -> None:
    ask_for_code(browser, "cam@example.org")
    code = letter_code()
    assert "Incorrect code" in page(enter_code(browser, WRONG))
    assert "Incorrect code" in page(enter_code(browser, WRONG))
    assert enter_code(browser, WRONG).status_code == 302
    enter_code(browser, code)
    assert person_in(browser) == ""


def test_after_three_wrong_codes_joining_must_begin_again(browser: Client) -> None:
    sign_up(browser)
    code = letter_code()
    confirm = reverse("account_email_verification_sent")
    for _ in range(3):
        browser.post(confirm, {"code": WRONG})
    browser.post(confirm, {"code": code})
    assert person_in(browser) == ""
    assert not EmailAddress.objects.filter(verified=True).exists()


@pytest.mark.parametrize("email", ["cam@example.org", "nobody@example.org"])
@pytest.mark.usefixtures("cam")
def test_one_address_gets_three_letters_a_minute_whoever_asks(email: str) -> None:
    def asked_from(place: int) -> HttpResponse:
        return ask_for_code(Client(REMOTE_ADDR=f"192.0.2.{place}"), email)

    assert [asked_from(place).status_code for place in range(3)] == [302] * 3
    answer = asked_from(4)
    assert (answer.status_code, len(mail.outbox)) == (200, 3)
    assert "Too many failed login attempts. Try again later." in main_part(answer)


def test_asking_too_often_from_one_place_is_answered_with_our_429(browser: Client, other: Client) -> None:
    for number in range(20):
        ask_for_code(browser, f"person{number}@example.org")
        browser.cookies.clear()
    for _ in range(10):
        assert ask_for_code(browser, "cam@example.org").status_code == 200
    assert len(mail.outbox) == 20
    answer = ask_for_code(browser, "cam@example.org")
    assert answer.status_code == 429
    assert "That was too often in a short time" in main_part(answer)
    assert "m-header" in page(answer)
    assert ask_for_code(other, "cam@example.org").status_code == 302


def test_joining_too_often_from_one_place_is_answered_with_our_429(browser: Client, other: Client) -> None:
    for number in range(20):
        assert sign_up(browser, email=f"person{number}@example.org").status_code == 302
        browser.cookies.clear()
    answer = sign_up(browser, email="another@example.org")
    assert answer.status_code == 429
    assert sign_up(other, email="another@example.org").status_code == 302


def without_addresses(text: str) -> str:
    """A page without the addresses that were typed."""
    return re.sub(r"[a-z]+@example\.org", "ADDRESS", text)


def test_nothing_tells_whether_an_address_is_known_when_signing_in(
    cam: Person, browser: Client, other: Client
) -> None:
    known, unknown = ask_for_code(browser, "cam@example.org"), ask_for_code(other, "nobody@example.org")
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    pages = [one.get(known["Location"]) for one in (browser, other)]
    assert [answer.status_code for answer in pages] == [200, 200]
    first, second = (without_addresses(main_part(answer)) for answer in pages)
    assert first == second
    wrong = [enter_code(one, WRONG) for one in (browser, other)]
    assert without_addresses(main_part(wrong[0])) == without_addresses(main_part(wrong[1]))
    assert "@example.org" not in without_addresses(first)
    assert [letter.to for letter in mail.outbox] == [["cam@example.org"], ["nobody@example.org"]]


def test_nothing_tells_whether_an_address_is_known_when_joining(
    cam: Person, browser: Client, other: Client
) -> None:
    known, unknown = sign_up(browser, email="cam@example.org"), sign_up(other, email="nobody@example.org")
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    confirm = reverse("account_email_verification_sent")
    first, second = (without_addresses(main_part(one.get(confirm))) for one in (browser, other))
    assert first == second
    assert Person.objects.filter(email="cam@example.org").count() == 1
    assert Person.objects.get(email="cam@example.org").name == "Cam"


def test_an_erased_person_cannot_sign_in_with_the_old_address(
    cam: Person, browser: Client, other: Client
) -> None:
    by_letter(browser, "cam@example.org")
    browser.post(reverse("erase-me"), {"sure": "on"})
    assert person_in(browser) == ""
    mail.outbox.clear()
    ask_for_code(other, "cam@example.org")
    assert len(mail.outbox) == 1
    enter_code(other, "AAAA-AAAA")
    assert person_in(other) == ""
