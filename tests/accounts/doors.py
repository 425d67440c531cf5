"""The ways in, walked through the pages as people do."""

from __future__ import annotations

import re
import time

from allauth.mfa.totp.internal import auth as totp
from django.core import mail
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from mutirao.base.people.models import Person

CODE = re.compile(r"^[A-Z0-9]{3,}-[A-Z0-9]{3,}$", re.MULTILINE)
WRONG = "WRNG-CODE"


def page(answer: HttpResponse) -> str:
    """The text of a page."""
    return answer.content.decode()


def main_part(answer: HttpResponse) -> str:
    """What a page says in its main part, without tokens that differ each time."""
    found = re.search(r"<main.*</main>", page(answer), re.DOTALL)
    assert found is not None
    return re.sub(r'value="[A-Za-z0-9]{64}"', "", found[0])


def letter_code() -> str:
    """The code in the newest letter."""
    found = CODE.search(str(mail.outbox[-1].body))
    assert found is not None, mail.outbox[-1].body
    return found[0]


def person_in(browser: Client) -> str:
    """Who is signed in, by identifier; "" for nobody."""
    return str(browser.session.get("_auth_user_id", ""))


def is_signed_in(browser: Client, person: Person) -> bool:
    """Whether this person is signed in, and their own page opens."""
    return person_in(browser) == str(person.pk) and browser.get(reverse("me")).status_code == 200


def ask_for_code(browser: Client, email: str) -> HttpResponse:
    """Ask for a code by e-mail on the sign-in page."""
    return browser.post(reverse("account_login"), {"login": email})


def enter_code(browser: Client, code: str) -> HttpResponse:
    """Enter a code from a letter."""
    return browser.post(reverse("account_confirm_login_code"), {"code": code})


def by_letter(browser: Client, email: str) -> HttpResponse:
    """Sign in with an e-mailed code."""
    ask_for_code(browser, email)
    return enter_code(browser, letter_code())


def by_card(browser: Client, code: str) -> HttpResponse:
    """Sign in with a code from a card."""
    return browser.post(reverse("sign-in-with-card"), {"code": code})


def new_card(browser: Client) -> list[str]:
    """Print a card; the codes on it."""
    answer = browser.post(reverse("card"))
    codes = re.findall(r"<code>([a-z-]+)</code>", page(answer))
    assert len(codes) == 8
    return codes


def app_code(secret: str) -> str:
    """What an authenticator app shows now; it waits where the next code is a moment away."""
    if time.time() % 30 > 28:
        time.sleep(2.1)
    (counter,) = totp.yield_hotp_counters_from_time()
    return totp.format_hotp_value(totp.hotp_value(secret, counter))


def add_app(browser: Client) -> str:
    """Set up an authenticator app; its secret."""
    browser.get(reverse("mfa_activate_totp"))
    secret = str(browser.session[totp.SECRET_SESSION_KEY])
    answer = browser.post(reverse("mfa_activate_totp"), {"code": app_code(secret)})
    assert answer.status_code == 302, main_part(answer)
    return secret
