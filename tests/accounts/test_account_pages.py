"""Every page of the accounts library, for a visitor and for members: ours, with nothing the CSP blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
from allauth.mfa.models import Authenticator
from django.http import HttpResponse
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse
from doors import add_app, app_code, ask_for_code, by_letter, main_part, page

from mutirao.base.people.models import Person


def account_pages(resolver: URLResolver, before: str = "") -> Iterator[str]:
    """The name of every address below account/."""
    for pattern in resolver.url_patterns:
        address = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from account_pages(pattern, address)
        elif address.startswith("account/") and isinstance(pattern, URLPattern) and pattern.name:
            yield pattern.name


NAMES = sorted(set(account_pages(get_resolver())))
WITH_ARGUMENTS = {
    "sign-in-with-link",
    "account_reset_password_from_key",
    "mfa_edit_webauthn",
    "mfa_remove_webauthn",
}


class Scripts(HTMLParser):
    """What a page would run or style by itself, against the Content-Security-Policy."""

    def __init__(self) -> None:
        super().__init__()
        self.blocked: list[str] = []
        self.inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        runs = tag == "script" and given.get("type", "") not in ("application/json", "application/ld+json")
        self.inside = tag if (runs and "src" not in given) or tag == "style" else ""
        self.blocked += [f"{tag} {name}" for name in given if name.startswith("on") or name == "style"]
        for name in ("src", "href", "action", "formaction"):
            address = str(given.get(name) or "")
            if address.startswith(("javascript:", "http:", "https:", "//")):
                self.blocked.append(f"{tag} {name}={address}")

    def handle_data(self, data: str) -> None:
        if self.inside and data.strip():
            self.blocked.append(f"inline {self.inside}")

    def handle_endtag(self, tag: str) -> None:
        self.inside = ""


def blocked(answer: HttpResponse) -> list[str]:
    """What the policy would block on a page."""
    found = Scripts()
    found.feed(page(answer))
    return found.blocked


def check(answer: HttpResponse) -> None:
    """A page of ours: base template, one heading, a title, a language, and nothing against the policy."""
    text = page(answer)
    assert 'class="m-header"' in text
    assert 'href="#main"' in text
    assert len(re.findall(r"<h1[ >]", text)) == 1
    title = re.search(r"<title>(.*)</title>", text, re.DOTALL)
    assert title is not None
    assert re.fullmatch(r"\S.{3,}", " ".join(title[1].split()))
    assert '<html class="govuk-template" lang="en-gb">' in text
    policy = answer["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert blocked(answer) == []


def test_the_measure_itself_knows_what_is_blocked() -> None:
    bad = (
        '<p style="color:red" onclick="x()">a<style>p{}</style><script>x()</script>'
        '<a href="javascript:x()"></a><script src="https://elsewhere.example/x.js"></script>'
        '<script type="application/json">{}</script><script src="/static/x.js"></script>'
    )
    assert blocked(HttpResponse(bad)) == [
        "p style",
        "p onclick",
        "inline style",
        "inline script",
        "a href=javascript:x()",
        "script src=https://elsewhere.example/x.js",
    ]


def test_every_address_is_looked_at_below() -> None:
    takes_arguments = set()
    for name in NAMES:
        try:
            reverse(name)
        except NoReverseMatch:
            takes_arguments.add(name)
    assert takes_arguments == WITH_ARGUMENTS
    assert len(NAMES) > 25


@pytest.fixture(params=["visitor", "member", "member with an app"])
def somebody(request: pytest.FixtureRequest, cam: Person, browser: Client) -> Client:
    """A browser of each kind of person."""
    if request.param != "visitor":
        by_letter(browser, cam.email)
    if request.param == "member with an app":
        secret = add_app(browser)
        browser.post(reverse("mfa_reauthenticate"), {"code": app_code(secret)})
    return browser


@pytest.mark.parametrize("name", sorted(set(NAMES) - WITH_ARGUMENTS - {"account_logout"}))
def test_every_account_page_is_ours(somebody: Client, name: str) -> None:
    answer = somebody.get(reverse(name))
    if answer.status_code == 302:
        assert answer["Location"].startswith("/")
        return
    assert answer.status_code in (200, 403, 404)
    if answer["Content-Type"].startswith("text/plain"):
        assert name == "mfa_download_recovery_codes"
        return
    check(answer)


def test_pages_in_the_middle_of_signing_in_are_ours(cam: Person, browser: Client, other: Client) -> None:
    by_letter(browser, cam.email)
    add_app(browser)
    browser.post(reverse("account_logout"))
    answer = ask_for_code(browser, cam.email)
    check(browser.get(answer["Location"]))
    check(browser.post(answer["Location"], {"code": "WRNG-CODE"}))
    by_letter(other, cam.email)
    check(other.get(reverse("mfa_authenticate")))
    check(other.post(reverse("mfa_authenticate"), {"code": "000000"}))


def test_pages_about_passkeys_open(cam: Person, browser: Client) -> None:
    assert "Use a passkey" in main_part(browser.get(reverse("account_login")))
    by_letter(browser, cam.email)
    answer = browser.get(reverse("mfa_add_webauthn"))
    check(answer)
    assert answer.status_code == 200
    assert "publicKey" in page(answer)
    scripts = re.findall(r'<script[^>]*src="([^"]+)"', page(answer))
    assert scripts
    assert all(source.startswith("/static/") for source in scripts)
    key = Authenticator.objects.create(
        user=cam, type=Authenticator.Type.WEBAUTHN, data={"name": "Key ring", "credential": {}}
    )
    assert key.pk
    challenge = browser.get(reverse("mfa_login_webauthn"), headers={"X-Requested-With": "XMLHttpRequest"})
    assert challenge.status_code in (200, 302)


def test_what_a_passkey_answers_is_not_believed_blindly(browser: Client, cam: Person) -> None:
    response = '{"clientDataJSON": "e30", "authenticatorData": "AA", "signature": "AA", "userHandle": "AA"}'
    for credential in (
        "",
        "{}",
        "[]",
        "null",
        "7",
        "not json",
        '{"id": "x"}',
        '{"id": "x", "rawId": "y"}',
        '{"id": "x", "rawId": "x", "response": {}}',
        f'{{"id": "AA", "rawId": "AA", "type": "public-key", "response": {response}}}',
    ):
        answer = browser.post(reverse("mfa_login_webauthn"), {"credential": credential})
        assert (answer.status_code, answer["Location"]) == (302, reverse("account_login")), credential
        assert "_auth_user_id" not in browser.session
