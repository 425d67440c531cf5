"""Pages that can only be reached by doing something first: codes, cards, second keys, old forms."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from allauth.mfa.totp.internal import auth as totp
from browsing import PHONE, Visit, Visits, check

pytestmark = pytest.mark.browser


def look(visit: Visit) -> None:
    """Check the page and go back to a phone."""
    check(visit)
    visit.page.set_viewport_size(PHONE)  # type: ignore[arg-type]


@contextmanager
def somebody(visits: Visits, name: str) -> Iterator[Visit]:
    """A newcomer, signed in on a phone."""
    with visits() as visit:
        visit.sign_in(visits.served.link(visits.served.newcomer(name)))
        yield visit


def test_the_code_from_a_letter(visits: Visits) -> None:
    address = f"{visits.served.newcomer('ivy')}@demonstration.example"
    with visits() as visit:
        visit.open("/account/login/")
        visit.page.get_by_label("Email").fill(address)
        visit.press("Send me a code")
        assert visit.path == "/account/login/code/confirm/"
        look(visit)
        visit.page.locator("input[name=code]").fill("WRNG-CODE")
        visit.press("Confirm")
        look(visit)
        visit.page.locator("input[name=code]").fill(visits.served.code_sent_to(address))
        visit.press("Confirm")
        assert visit.path == "/me/"


def test_the_code_after_joining(visits: Visits) -> None:
    with visits() as visit:
        visit.open("/account/signup/")
        visit.page.get_by_label("Your name").fill("Uma")
        visit.page.get_by_label("Email").fill("uma@example.org")
        visit.press("Join")
        assert visit.path == "/account/confirm-email/"
        look(visit)


def test_a_card_of_ones_own(visits: Visits) -> None:
    with somebody(visits, "ike") as visit:
        visit.open("/me/card/")
        visit.press("Make a new card")
        assert visit.page.locator(".m-codes code").count() == 8
        look(visit)


def test_a_form_that_was_open_too_long(visits: Visits) -> None:
    with somebody(visits, "ned") as visit:
        visit.open("/me/details/")
        visit.page.evaluate("document.querySelector('main [name=csrfmiddlewaretoken]').remove()")
        assert visit.press("Save my details") == 403
        assert visit.heading == "This page has been open too long"
        look(visit)


def test_an_authenticator_app_and_its_recovery_codes(visits: Visits) -> None:
    with somebody(visits, "tom") as visit:
        visit.open("/account/2fa/totp/activate/")
        secret = visit.page.locator("#authenticator_secret").input_value()
        visit.page.locator("input[name=code]").fill(_code(secret))
        visit.press("Activate")
        look(visit)
        for address in ("", "recovery-codes/", "recovery-codes/generate/", "totp/deactivate/"):
            assert visit.open(f"/account/2fa/{address}") == 200
            look(visit)
    with visits() as visit:
        visit.open("/account/login/")
        visit.page.get_by_label("Email").fill("tom@demonstration.example")
        visit.press("Send me a code")
        visit.page.locator("input[name=code]").fill(visits.served.code_sent_to("tom@demonstration.example"))
        visit.press("Confirm")
        assert visit.path.startswith("/account/2fa/authenticate/")
        look(visit)


def _code(secret: str) -> str:
    """What an authenticator app shows now."""
    counter = int(time.time()) // 30
    return str(totp.format_hotp_value(totp.hotp_value(secret, counter)))
