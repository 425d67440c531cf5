"""The one-time links of a demonstration."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from doors import by_letter, is_signed_in, main_part, person_in
from pytest_django import Settings

from cast import NOW, Cast
from mutirao.base.people.links import fresh_links
from mutirao.base.people.models import Person, SignInLink
from mutirao.base.web import actor_of


@pytest.fixture
def links(cast: Cast) -> dict[str, str]:
    """The addresses of fresh links for two demonstration people."""
    Person.objects.filter(pk__in=[cast.rosa.pk, cast.dee.pk]).update(is_demonstration=True)
    made = fresh_links({"rosa": cast.rosa, "dee": cast.dee}, at=NOW)
    return {role: reverse("sign-in-with-link", args=[link]) for role, link in made}


def test_looking_at_a_link_does_not_use_it_up(cast: Cast, links: dict[str, str], browser: Client) -> None:
    for _ in range(3):
        answer = browser.get(links["rosa"])
        assert answer.status_code == 200
        assert "Sign in to the demonstration" in main_part(answer)
    assert browser.head(links["rosa"]).status_code == 200
    assert person_in(browser) == ""
    assert browser.post(links["rosa"])["Location"] == reverse("me")
    assert is_signed_in(browser, cast.rosa)


def test_a_link_signs_in_once(links: dict[str, str], browser: Client, other: Client) -> None:
    browser.post(links["rosa"])
    answer = other.post(links["rosa"])
    assert answer.status_code == 422
    assert "This link has been used, or is not known" in main_part(answer)
    assert person_in(other) == ""


def test_a_link_counts_as_a_second_factor(cast: Cast, links: dict[str, str], browser: Client) -> None:
    browser.post(links["rosa"])
    request = browser.get(reverse("me")).wsgi_request
    assert actor_of(request).is_strong


def test_changing_roles_without_signing_out_keeps_the_second_factor(
    cast: Cast, links: dict[str, str], browser: Client
) -> None:
    browser.post(links["rosa"])
    browser.post(links["dee"])
    assert is_signed_in(browser, cast.dee)
    assert actor_of(browser.get(reverse("me")).wsgi_request).is_strong


def test_fresh_links_make_old_ones_useless(cast: Cast, links: dict[str, str], browser: Client) -> None:
    fresh_links({"rosa": cast.rosa}, at=NOW)
    assert browser.post(links["rosa"]).status_code == 422
    assert browser.post(links["dee"]).status_code == 302


def test_on_a_real_site_links_are_dead(links: dict[str, str], browser: Client, settings: Settings) -> None:
    settings.DEMO = False
    assert browser.get(links["rosa"]).status_code == 404
    assert browser.post(links["rosa"]).status_code == 404
    assert person_in(browser) == ""
    assert not SignInLink.objects.filter(used_at__isnull=False).exists()


def test_a_link_for_a_real_person_does_not_work(cast: Cast, browser: Client) -> None:
    ((_role, link),) = fresh_links({"ada": cast.ada}, at=NOW)
    assert browser.post(reverse("sign-in-with-link", args=[link])).status_code == 422
    assert person_in(browser) == ""
    assert SignInLink.objects.get().used_at is None


def test_an_unknown_link_signs_nobody_in(links: dict[str, str], browser: Client) -> None:
    for link in ("x" * 24, "x", "---", "ação"):
        assert browser.post(reverse("sign-in-with-link", args=[link])).status_code == 422
    assert person_in(browser) == ""


def test_a_person_who_was_switched_off_is_not_signed_in_by_a_link(
    cast: Cast, links: dict[str, str], browser: Client
) -> None:
    Person.objects.filter(pk=cast.rosa.pk).update(is_active=False)
    browser.post(links["rosa"])
    assert person_in(browser) == ""


def test_one_who_signs_in_by_letter_is_not_strong(cam: Person, browser: Client) -> None:
    by_letter(browser, cam.email)
    assert not actor_of(browser.get(reverse("me")).wsgi_request).is_strong
