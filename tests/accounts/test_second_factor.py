"""The second factor: asked of those whose party answers, set up with an app, then used."""

from __future__ import annotations

import re

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse
from doors import (
    add_app,
    app_code,
    by_letter,
    is_signed_in,
    main_part,
    page,
    person_in,
)

from build import budget, in_force
from cast import Cast
from mutirao.base.people.models import Person


@pytest.fixture
def answering_page(cast: Cast) -> str:
    """A page for which Ada's party answers."""
    return reverse("describe-service", args=[in_force(cast).slug])


def opens(browser: Client, address: str) -> bool:
    """Whether the page opens; if not, it is for want of a second factor."""
    answer = browser.get(address)
    if answer.status_code == 403:
        assert "Add a passkey or an authenticator app to your account first" in main_part(answer)
        assert reverse("mfa_index") in main_part(answer)
    return bool(answer.status_code == 200)


def test_who_answers_is_refused_until_the_app_is_there_and_used(
    ada: Person, answering_page: str, browser: Client
) -> None:
    by_letter(browser, ada.email)
    assert not opens(browser, answering_page)
    assert browser.post(answering_page, {"name": "x", "summary": "y"}).status_code == 403

    secret = add_app(browser)
    assert not opens(browser, answering_page)  # it is there, but was not used to sign in

    answer = browser.post(
        reverse("mfa_reauthenticate") + f"?next={answering_page}", {"code": app_code(secret)}
    )
    assert (answer.status_code, answer["Location"]) == (302, answering_page)
    assert opens(browser, answering_page)
    assert browser.post(answering_page, {"name": "New name", "summary": "y"}).status_code == 302


def test_the_app_is_asked_for_at_every_sign_in(ada: Person, answering_page: str, browser: Client) -> None:
    by_letter(browser, ada.email)
    secret = add_app(browser)
    browser.post(reverse("account_logout"))
    answer = by_letter(browser, ada.email)
    assert (answer.status_code, answer["Location"]) == (302, reverse("mfa_authenticate"))
    assert person_in(browser) == ""
    assert browser.get(reverse("me")).status_code == 403
    answer = browser.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert "Incorrect code" in page(answer)
    assert person_in(browser) == ""
    browser.post(reverse("mfa_authenticate"), {"code": app_code(secret)})
    assert is_signed_in(browser, ada)
    assert opens(browser, answering_page)


def test_a_code_of_the_app_works_once(ada: Person, browser: Client, other: Client) -> None:
    by_letter(browser, ada.email)
    secret = add_app(browser)
    browser.post(reverse("account_logout"))
    for one in (browser, other):
        by_letter(one, ada.email)
    code = app_code(secret)
    browser.post(reverse("mfa_authenticate"), {"code": code})
    assert is_signed_in(browser, ada)
    other.post(reverse("mfa_authenticate"), {"code": code})
    assert person_in(other) == ""


def test_guessing_the_app_is_limited(ada: Person, browser: Client, other: Client) -> None:
    by_letter(browser, ada.email)
    secret = add_app(browser)
    by_letter(other, ada.email)
    for _ in range(5):
        assert "Incorrect code" in page(other.post(reverse("mfa_authenticate"), {"code": "000000"}))
    answer = other.post(reverse("mfa_authenticate"), {"code": app_code(secret)})
    assert "Too many failed login attempts" in page(answer)
    assert person_in(other) == ""


def test_recovery_codes_are_shown_to_who_has_used_the_app_and_stand_in_for_it_once(
    ada: Person, answering_page: str, browser: Client
) -> None:
    by_letter(browser, ada.email)
    secret = add_app(browser)
    shown = reverse("mfa_view_recovery_codes")
    asked = browser.get(shown)["Location"]
    assert asked.startswith(reverse("mfa_reauthenticate"))
    assert browser.post(asked, {"code": app_code(secret)})["Location"] == shown
    codes = re.findall(r"\b\d{8}\b", main_part(browser.get(shown)))
    assert len(set(codes)) == 10
    for code, works in ((codes[0], True), (codes[0], False)):
        browser.post(reverse("account_logout"))
        by_letter(browser, ada.email)
        browser.post(reverse("mfa_authenticate"), {"code": code})
        assert is_signed_in(browser, ada) is works
        assert browser.get(answering_page).status_code == (200 if works else 403)


def test_whoever_only_does_a_duty_needs_no_second_factor(cast: Cast, browser: Client) -> None:
    made = budget(cast, in_force(cast))
    browser.force_login(cast.rosa, backend="allauth.account.auth_backends.AuthenticationBackend")
    answer = browser.post(reverse("budget-count", args=[made.service.slug, made.slug]))
    assert answer.status_code == 302
    made.refresh_from_db()
    assert made.counted_at is not None


def test_without_a_proper_code_no_app_is_added(ada: Person, browser: Client) -> None:
    by_letter(browser, ada.email)
    browser.get(reverse("mfa_activate_totp"))
    for code in ("", "000000", "abcdef"):
        assert browser.post(reverse("mfa_activate_totp"), {"code": code}).status_code == 200
    assert not Authenticator.objects.exists()


def test_taking_the_app_away_closes_what_it_opened(ada: Person, answering_page: str, browser: Client) -> None:
    by_letter(browser, ada.email)
    secret = add_app(browser)
    browser.post(reverse("mfa_reauthenticate"), {"code": app_code(secret)})
    assert opens(browser, answering_page)
    assert browser.post(reverse("mfa_deactivate_totp")).status_code == 302
    assert not Authenticator.objects.exists()
    browser.post(reverse("account_logout"))
    by_letter(browser, ada.email)
    assert not opens(browser, answering_page)


def test_my_part_says_that_a_second_factor_is_needed(cast: Cast, ada: Person, browser: Client) -> None:
    in_force(cast)
    by_letter(browser, ada.email)
    assert "Add a second factor" in main_part(browser.get(reverse("me")))
    add_app(browser)
    assert "Add a second factor" not in main_part(browser.get(reverse("me")))
