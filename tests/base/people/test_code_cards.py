"""Codes on printed cards and one-time links: how they look, what is kept of them, and each works once."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.contrib.auth import authenticate
from django.core.cache import cache
from django.test import Client
from pytest_django import Settings

from cast import NOW, Cast
from mutirao.base.people import acts, codes
from mutirao.base.people.links import fresh_links
from mutirao.base.people.models import CardCode, Person, SignInLink

SIGN_IN = "/account/card/"


def test_a_code_can_be_read_aloud() -> None:
    many = {codes.fresh_code() for _ in range(200)}
    assert len(many) == 200
    assert all(re.fullmatch(r"(([bdfgjklmnprstv][aeiou]){2}-?){4}", code) for code in many)
    assert all(code.count("-") == 3 for code in many)


@pytest.mark.parametrize("typed", ["BADO kire LUMA tosi", "badokirelumatosi", " bado-kire luma.tosi\n"])
def test_spaces_dashes_and_case_do_not_matter(typed: str) -> None:
    assert codes.digest(typed) == codes.digest("bado-kire-luma-tosi")


def test_what_is_kept_is_a_keyed_hash(settings: Settings) -> None:
    kept = codes.digest("bado-kire-luma-tosi")
    assert re.fullmatch("[0-9a-f]{64}", kept)
    settings.SECRET_KEY = "another site's"
    assert codes.digest("bado-kire-luma-tosi") != kept


def card(cast: Cast, name: str = "pat") -> tuple[str, ...]:
    """A card printed for Pat, by herself, or by another of the cast."""
    made: tuple[str, ...] = acts.issue_card(person=getattr(cast, name), by=cast.acting(name), at=NOW)
    return made


def test_each_code_signs_in_once(cast: Cast) -> None:
    first, second, *_rest = card(cast)
    assert authenticate(None, card_code=first) == cast.pat
    assert authenticate(None, card_code=first) is None
    assert authenticate(None, card_code=second) == cast.pat
    assert CardCode.objects.filter(used_at__isnull=False).count() == 2


@pytest.mark.parametrize("code", ["", "-", "bado-kire-luma-tosi", "x" * 60])
def test_an_unknown_code_signs_nobody_in(cast: Cast, code: str) -> None:
    card(cast)
    assert authenticate(None, card_code=code) is None
    assert not CardCode.objects.filter(used_at__isnull=False).exists()


def test_the_code_of_an_erased_person_is_gone(cast: Cast) -> None:
    first, *_rest = card(cast)
    acts.erase(person=cast.pat, by=cast.acting("pat"), at=NOW)
    assert authenticate(None, card_code=first) is None


def test_the_code_of_somebody_locked_out_is_not_used_up(cast: Cast) -> None:
    first, *_rest = card(cast)
    Person.objects.filter(pk=cast.pat.pk).update(is_active=False)
    assert authenticate(None, card_code=first) is None
    Person.objects.filter(pk=cast.pat.pk).update(is_active=True)
    assert authenticate(None, card_code=first) == cast.pat


def test_signing_in_on_the_page(cast: Cast, client: Client) -> None:
    first, *_rest = card(cast)
    response = client.post(SIGN_IN, {"code": first.upper().replace("-", " ")})
    assert (response.status_code, response["Location"]) == (302, "/me/")
    assert client.session["_auth_user_id"] == str(cast.pat.pk)
    assert [record["method"] for record in client.session["account_authentication_methods"]] == ["card"]


def test_a_used_code_says_so_at_its_field(cast: Cast, client: Client) -> None:
    first, *_rest = card(cast)
    authenticate(None, card_code=first)
    response = client.post(SIGN_IN, {"code": first})
    assert response.status_code == 422
    assert response.context["form"].errors == {
        "code": ["We do not know this code, or it has been used. Try the next one on your card."]
    }
    assert "_auth_user_id" not in client.session


def test_an_empty_code_says_so_at_its_field(cast: Cast, client: Client) -> None:
    response = client.post(SIGN_IN, {"code": ""})
    assert response.status_code == 422
    assert response.context["form"].errors == {"code": ["This field is required."]}


def test_guessing_is_slowed_down(cast: Cast, client: Client) -> None:
    cache.clear()
    statuses = [client.post(SIGN_IN, {"code": f"guess {n}"}).status_code for n in range(11)]
    assert statuses == [422] * 10 + [429]
    cache.clear()


# -- the one-time links of the demonstration ------------------------------------------------------------


@pytest.fixture
def link(cast: Cast) -> str:
    """A link printed for Dee, who is in the demonstration."""
    Person.objects.filter(pk=cast.dee.pk).update(is_demonstration=True)
    ((role, made),) = fresh_links({"newcomer": cast.dee}, at=NOW)
    assert role == "newcomer" and re.fullmatch("[a-z]{24}", made)
    return made


def test_a_link_signs_in_once(cast: Cast, client: Client, link: str) -> None:
    address = f"/account/link/{link}/"
    assert client.get(address).status_code == 200  # looking at it does not use it up
    assert client.post(address)["Location"] == "/me/"
    assert client.session["_auth_user_id"] == str(cast.dee.pk)
    assert Client().post(address).status_code == 422


def test_new_links_make_the_old_ones_useless(cast: Cast, link: str) -> None:
    fresh_links({"newcomer": cast.dee}, at=NOW + timedelta(days=1))
    assert authenticate(None, link=link) is None
    assert SignInLink.objects.count() == 1


def test_a_link_for_a_real_person_does_not_work(cast: Cast, link: str) -> None:
    Person.objects.filter(pk=cast.dee.pk).update(is_demonstration=False)
    assert authenticate(None, link=link) is None


def test_links_do_not_work_on_a_real_site(cast: Cast, client: Client, link: str, settings: Settings) -> None:
    settings.DEMO = False
    assert client.post(f"/account/link/{link}/").status_code == 404
    assert authenticate(None, link=link) is None
