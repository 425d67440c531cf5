"""Where somebody is signed in: listed, ended one by one, ended by signing out; and where `next` may lead."""

from __future__ import annotations

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core import mail
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from doors import (
    add_app,
    app_code,
    ask_for_code,
    by_card,
    by_letter,
    enter_code,
    is_signed_in,
    letter_code,
    main_part,
    new_card,
    page,
    person_in,
)

from cast import NOW
from mutirao.base.people import sessions
from mutirao.base.people.models import Person
from visiting import client_of


def test_sessions_are_listed_and_can_be_ended_from_elsewhere(cam: Person, other: Client) -> None:
    here = Client(HTTP_USER_AGENT="Telephone of the library")
    by_letter(here, cam.email)
    by_card(other, new_card(here)[0])
    assert is_signed_in(other, cam)
    listed = main_part(here.get(reverse("usersessions_list")))
    assert "Telephone of the library" in listed
    assert "192.0.2.7" in listed
    assert UserSession.objects.filter(user=cam).count() == 2

    answer = here.post(reverse("usersessions_list"))

    assert answer.status_code == 302
    assert is_signed_in(here, cam)
    assert other.get(reverse("me")).status_code == 403
    assert "192.0.2.7" not in main_part(here.get(reverse("usersessions_list")))
    assert UserSession.objects.filter(user=cam).count() == 1


def test_nobody_sees_the_sessions_of_others(cam: Person, ada: Person, browser: Client) -> None:
    by_letter(Client(HTTP_USER_AGENT="Telephone of Ada"), ada.email)
    by_letter(browser, cam.email)
    assert "Telephone of Ada" not in main_part(browser.get(reverse("usersessions_list")))
    browser.post(reverse("usersessions_list"))
    assert UserSession.objects.filter(user=ada).count() == 1


def test_signing_out_takes_a_question_and_ends_the_session(cam: Person, browser: Client) -> None:
    by_letter(browser, cam.email)
    key = browser.session.session_key
    assert browser.get(reverse("account_logout")).status_code == 200
    assert is_signed_in(browser, cam)
    answer = browser.post(reverse("account_logout"))
    assert (answer.status_code, answer["Location"]) == (302, reverse("home"))
    assert person_in(browser) == ""
    browser.cookies["sessionid"] = str(key)  # as whoever copied the cookie would
    assert browser.get(reverse("me")).status_code == 403


def test_signing_in_changes_the_session_s_number(cam: Person, browser: Client) -> None:
    ask_for_code(browser, cam.email)
    before = browser.session.session_key
    enter_code(browser, letter_code())
    assert browser.session.session_key != before


def test_cookies_cannot_be_read_by_scripts(cam: Person, browser: Client) -> None:
    answer = by_letter(browser, cam.email)
    cookie = answer.cookies["sessionid"]
    assert cookie["httponly"]
    assert (cookie["samesite"], cookie["max-age"]) == ("Lax", 60 * 60 * 24 * 30)


@pytest.mark.parametrize(
    ("language", "subject"), [("fr", "Code de connexion"), ("pt-br", "Código de entrada")]
)
def test_letters_are_written_in_the_language_of_the_person(
    cam: Person, browser: Client, language: str, subject: str
) -> None:
    by_letter(browser, cam.email)
    browser.post(reverse("my-details"), {"name": "Cam", "language": language})
    browser.post(reverse("account_logout"))
    EmailAddress.objects.create(user=cam, email="second@example.org", verified=True)
    for email in ("cam@example.org", "second@example.org"):
        answer = ask_for_code(Client(), email)
        assert mail.outbox[-1].subject == f"Mutirão: {subject}"
        assert answer["Content-Language"] == "en-gb"  # the page stays as it is read
    assert "testserver" not in str(mail.outbox[-1].body)


def test_a_stranger_s_letter_is_written_in_the_language_of_the_page(browser: Client) -> None:
    browser.get(reverse("set_language"), {"language": "fr"})
    ask_for_code(browser, "nobody@example.org")
    assert "Mutirão" in mail.outbox[-1].subject
    assert "Bonjour" in str(mail.outbox[-1].body)


AWAY = [
    "https://evil.example/",
    "//evil.example/",
    "https:evil.example",
    "/\\evil.example",
    "javascript:alert(1)",
]


def leads_away(answer: HttpResponse) -> bool:
    """Whether an answer sends people, or offers them a link or a form, to another site."""
    location = answer.get("Location", "/")
    text = "" if answer.streaming else page(answer)
    quoted = ('href="', 'action="', "href='")
    return (
        not location.startswith("/")
        or location.startswith(("//", "/\\"))
        or any(f"{quote}{away}" in text for quote in quoted for away in AWAY)
    )


@pytest.mark.parametrize("away", AWAY)
def test_nobody_is_sent_away(cam: Person, browser: Client, away: str) -> None:
    asked = {"next": away}
    answers = [
        browser.get(reverse("account_login"), asked),
        browser.post(reverse("account_login"), {"login": cam.email, "next": away}),
        browser.get(reverse("account_confirm_login_code"), asked),
    ]
    answers.append(browser.post(reverse("account_confirm_login_code"), {"code": letter_code(), "next": away}))
    assert is_signed_in(browser, cam)
    codes = new_card(browser)
    secret = add_app(browser)
    answers += [
        browser.get(reverse("account_login"), asked),
        browser.get(reverse("account_signup"), asked),
        browser.get(reverse("set_language"), {"language": "fr", "next": away}),
        browser.get(reverse("mfa_reauthenticate"), asked),
        browser.post(reverse("mfa_reauthenticate"), {"code": app_code(secret), "next": away}),
        browser.get(reverse("account_logout"), asked),
        browser.post(reverse("account_logout"), {"next": away}),
        browser.get(reverse("sign-in-with-card"), asked),
        browser.post(reverse("sign-in-with-card") + f"?next={away}", {"code": codes[0], "next": away}),
        browser.get(reverse("mfa_authenticate"), asked),
    ]
    assert [answer.request["PATH_INFO"] for answer in answers if leads_away(answer)] == []


def test_who_came_from_a_page_of_ours_goes_back_there(cam: Person, browser: Client) -> None:
    page_of_ours = reverse("services")
    browser.post(reverse("account_login"), {"login": cam.email, "next": page_of_ours})
    answer = browser.post(
        reverse("account_confirm_login_code"), {"code": letter_code(), "next": page_of_ours}
    )
    assert answer["Location"] == page_of_ours
    browser.get(reverse("set_language"), {"language": "fr", "next": page_of_ours})
    assert browser.get(page_of_ours)["Content-Language"] == "fr"


def test_the_clock_clears_sessions_that_are_over_and_no_others(cam: Person) -> None:
    for _browser in range(2):
        client_of(cam)
    first = Session.objects.order_by("session_key")[0]
    Session.objects.filter(pk=first.pk).update(expire_date=NOW)
    sessions.clear(NOW + timedelta(seconds=1))
    assert Session.objects.count() == 1
    assert not Session.objects.filter(pk=first.pk).exists()
