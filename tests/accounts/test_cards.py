"""Signing in with codes from a printed card: people with and without e-mail."""

from __future__ import annotations

import re

import pytest
from allauth.account.utils import perform_login
from allauth.core.context import request_context
from django.core import mail
from django.test import Client
from django.urls import reverse
from doors import add_app, app_code, by_card, by_letter, is_signed_in, main_part, new_card, page, person_in

from cast import NOW, Cast
from mutirao.base.actor import Actor
from mutirao.base.people import acts
from mutirao.base.people.models import CardCode, Person
from mutirao.base.register.models import Act


@pytest.fixture
def pat(cast: Cast) -> tuple[Person, list[str]]:
    """Pat, who has no e-mail address, and the codes of a card printed for Pat."""
    return cast.pat, list(acts.issue_card(person=cast.pat, by=Actor(person=cast.pat), at=NOW))


def test_a_card_has_eight_codes_that_can_be_read_aloud(cam: Person, browser: Client) -> None:
    by_letter(browser, cam.email)
    first = browser.get(reverse("card"))
    assert (first.status_code, re.findall(r"<code>", page(first))) == (200, [])
    codes = new_card(browser)
    assert len(set(codes)) == 8
    assert all(
        re.fullmatch(r"([bdfgjklmnprstv][aeiou]){2}(-([bdfgjklmnprstv][aeiou]){2}){3}", c) for c in codes
    )
    assert re.findall(r"<code>", page(browser.get(reverse("card")))) == []  # shown only once
    kept = list(CardCode.objects.values_list("digest", flat=True))
    assert len(kept) == 8
    assert not any(code in digest or code.replace("-", "") in digest for code in codes for digest in kept)
    assert Act.objects.latest_first()[0].name == "card.issue"
    assert not any(code in str(act.facts) for act in Act.objects.all() for code in codes)


def test_a_code_signs_in_once(pat: tuple[Person, list[str]], browser: Client, other: Client) -> None:
    person, codes = pat
    answer = by_card(browser, codes[0])
    assert (answer.status_code, answer["Location"]) == (302, reverse("me"))
    assert is_signed_in(browser, person)
    again = by_card(other, codes[0])
    assert again.status_code == 422
    assert "We do not know this code, or it has been used." in main_part(again)
    assert person_in(other) == ""
    by_card(other, codes[1])
    assert is_signed_in(other, person)


@pytest.mark.parametrize(
    "typed",
    [
        lambda code: code.upper(),
        lambda code: code.replace("-", " "),
        lambda code: code.replace("-", ""),
        lambda code: f"  {code.title()}  ",
        lambda code: "–".join(code.split("-")),
        lambda code: " ".join(code),
        lambda code: f"{code}.",
    ],
    ids=["capitals", "spaces", "together", "title", "long dashes", "letter by letter", "full stop"],
)
def test_a_code_may_be_spelled_in_many_ways(
    pat: tuple[Person, list[str]], browser: Client, typed: object
) -> None:
    person, codes = pat
    by_card(browser, typed(codes[3]))  # type: ignore[operator]
    assert is_signed_in(browser, person)


@pytest.mark.parametrize("typed", ["", "   ", "-", "bado", "1234", "ação", "a" * 61])
def test_what_is_no_code_signs_nobody_in(pat: tuple[Person, list[str]], browser: Client, typed: str) -> None:
    answer = by_card(browser, typed)
    assert answer.status_code == 422
    assert person_in(browser) == ""
    assert not CardCode.objects.filter(used_at__isnull=False).exists()


def test_a_new_card_makes_the_old_one_useless(
    pat: tuple[Person, list[str]], browser: Client, other: Client
) -> None:
    person, old = pat
    by_card(browser, old[0])
    fresh = new_card(browser)
    assert not set(fresh) & set(old)
    assert [by_card(other, code).status_code for code in old[:3]] == [422] * 3
    by_card(other, fresh[0])
    assert is_signed_in(other, person)


def test_an_erased_person_cannot_sign_in_with_a_card(
    pat: tuple[Person, list[str]], browser: Client, other: Client
) -> None:
    _person, codes = pat
    by_card(browser, codes[0])
    assert browser.post(reverse("erase-me"), {"sure": "on"}).status_code == 302
    assert by_card(other, codes[1]).status_code == 422
    assert (person_in(browser), person_in(other)) == ("", "")


def test_somebody_who_was_switched_off_cannot_sign_in_with_a_card(
    pat: tuple[Person, list[str]], browser: Client
) -> None:
    person, codes = pat
    Person.objects.filter(pk=person.pk).update(is_active=False)
    assert by_card(browser, codes[0]).status_code == 422
    assert person_in(browser) == ""


def test_guessing_is_limited_by_address(
    pat: tuple[Person, list[str]], browser: Client, other: Client
) -> None:
    person, codes = pat
    assert [by_card(browser, f"bado-kire-luma-to{n}").status_code for n in "aeiou" * 2] == [422] * 10
    answer = by_card(browser, codes[0])
    assert answer.status_code == 429
    assert "That was too often in a short time" in main_part(answer)
    assert "m-header" in page(answer)
    assert person_in(browser) == ""
    by_card(other, codes[0])  # from elsewhere, and the code was not used up by the refusal
    assert is_signed_in(other, person)


def test_cards_are_for_those_who_are_signed_in(browser: Client) -> None:
    assert browser.get(reverse("card")).status_code == 403
    assert browser.post(reverse("card")).status_code == 403
    assert not CardCode.objects.exists()


def test_with_a_card_alone_one_can_do_everything(pat: tuple[Person, list[str]], browser: Client) -> None:
    person, codes = pat
    by_card(browser, codes[0])
    assert browser.post(reverse("my-details"), {"name": "Pat on paper", "language": "fr"}).status_code == 302
    assert "none: on paper" in page(browser.get(reverse("me"), headers={"Accept-Language": "en"}))
    secret = add_app(browser)
    assert browser.get(reverse("usersessions_list")).status_code == 200
    codes = new_card(browser)
    browser.post(reverse("account_logout"))
    assert person_in(browser) == ""

    answer = by_card(browser, codes[0])
    assert (answer.status_code, answer["Location"]) == (302, reverse("mfa_authenticate"))
    assert person_in(browser) == ""
    answer = browser.post(answer["Location"], {"code": app_code(secret)})
    assert (answer.status_code, answer["Location"]) == (302, reverse("me"))
    assert is_signed_in(browser, person)
    assert browser.post(reverse("erase-me"), {"sure": "on"}).status_code == 302
    assert Person.objects.get(pk=person.pk).name == ""
    assert mail.outbox == []


def test_a_passkey_lets_in_somebody_without_an_address_to_prove(
    pat: tuple[Person, list[str]], cam: Person, browser: Client, other: Client
) -> None:
    person, _codes = pat
    request = browser.get(reverse("account_login")).wsgi_request
    with request_context(request):
        answer = perform_login(request, person)  # as the accounts library does after a passkey
    assert (answer.status_code, answer["Location"]) == (302, reverse("me"))
    assert request.user == person
    cam.emailaddress_set.update(verified=False)  # type: ignore[attr-defined]
    request = other.get(reverse("account_login")).wsgi_request
    with request_context(request):
        answer = perform_login(request, cam)
    assert answer["Location"] == reverse("account_email_verification_sent")
    assert not request.user.is_authenticated
