"""People join by e-mail, come on paper with a code card, leave, and look after their sessions."""

from __future__ import annotations

from typing import Any

import pytest
from addresses import OLD_HILL
from browsing import LARGE_WITH, PHONE, SMALL_WITH, Visit, Visits
from django.utils import translation
from django.utils.translation import gettext

pytestmark = pytest.mark.browser

RESIDENTS = "Old Hill and Beacon residents"


@pytest.mark.parametrize("way", SMALL_WITH, indirect=True)
def test_joining_by_e_mail_and_starting_a_service(visits: Visits, way: dict[str, Any], tale: str) -> None:
    address = f"zoe.{tale}@example.org"
    with visits(**way) as zoe:
        zoe.open("/account/login/")
        zoe.press("I am new here")
        zoe.page.get_by_label("Your name").fill("Zoë Nance")
        zoe.page.get_by_label("Email").fill(address)
        zoe.press("Join")
        zoe.page.locator("input[name=code]").fill(visits.served.code_sent_to(address))
        zoe.press("Confirm")
        assert (zoe.path, zoe.heading) == ("/me/", "Zoë Nance, this is your part")
        zoe.press("Groups and organisations")
        zoe.press("Add a group or organisation")
        zoe.page.get_by_label("What is it called?").fill(f"Quay swimmers ({tale})")
        zoe.page.get_by_role("group", name="Who are its people?").get_by_label("community").check()
        zoe.press("Add it")
        assert zoe.sees("Added. You may sign for it.")
        _start(zoe, f"Morning swims ({tale})")
        assert zoe.heading == "Who does what here, and who says so"
        assert zoe.sees("Planned without professionals, delivered by users and community.")
        parties = zoe.page.locator("thead th").all_inner_texts()
        assert parties == ["Duty", f"Quay swimmers ({tale})", "Harbour office"]
        assert zoe.troubles == []


def _start(zoe: Visit, name: str) -> None:
    zoe.open("/services/")
    zoe.press("Start a service")
    zoe.page.get_by_label("What is it called?").fill(name)
    zoe.page.get_by_label("Where is it?").fill("Custom House Quay")
    zoe.page.get_by_label("Who do you do it with?").fill("Harbour office")
    plans = zoe.page.get_by_role("group", name="Who plans?")
    plans.get_by_label("Users or the community, without professionals").check()
    delivers = zoe.page.get_by_role("group", name="Who delivers?")
    delivers.get_by_label("Users or the community, by themselves").check()
    zoe.press("Start this service")


@pytest.mark.parametrize("way", LARGE_WITH, indirect=True)
def test_on_paper_with_a_card_in_french_and_gone(visits: Visits, way: dict[str, Any], tale: str) -> None:
    name = f"Pat Nicholls ({tale})"
    with visits("ada", **way) as officer:
        codes = _register_on_paper(officer, name)
        assert officer.troubles == []
    with visits(**{**way, "viewport": PHONE}) as pat:
        pat.open("/account/login/")
        pat.press("Use a code from my card")
        pat.page.get_by_label("A code from your card").fill(codes[0].upper().replace("-", " "))
        pat.press("Sign in")
        assert pat.heading == f"{name}, this is your part"
        with pat.page.expect_navigation():
            pat.page.get_by_role("link", name="Français").click()
        assert pat.page.locator("html").get_attribute("lang") == "fr"
        assert pat.heading == french("%(name)s, this is your part") % {"name": name}
        pat.press(french("Erase my data"))
        pat.page.get_by_role("checkbox").check()
        pat.press(french("Erase my data"))
        assert pat.sees(french("Your data has been erased. Thank you for what you did here."))
        assert pat.open("/me/") == 403
        assert pat.troubles == []
    assert visits.served.ask("SELECT count(*) FROM people_person WHERE name = ?", name) == [(0,)]


def _register_on_paper(officer: Visit, name: str) -> list[str]:
    officer.open(f"{OLD_HILL}/")
    officer.press("People on paper")
    officer.press("Register someone on paper")
    officer.page.get_by_label("Their name").fill(name)
    officer.page.get_by_label("Which party do they belong to?").select_option(RESIDENTS)
    officer.press("Register this person")
    assert officer.sees("Registered. You can print a code card for them.")
    officer.press(f"Print a new card {name}")
    assert officer.heading == f"Code card: {name}"
    codes = officer.page.locator(".m-codes code").all_inner_texts()
    assert len(set(codes)) == 8
    return codes


def french(words: str) -> str:
    """The same in French."""
    with translation.override("fr"):
        return gettext(words)


def test_a_code_works_once(visits: Visits) -> None:
    with visits("ada") as officer:
        [code, *_others] = _register_on_paper(officer, "Jo Once")
    for status in (200, 422):
        with visits() as jo:
            jo.open("/account/card/")
            jo.page.get_by_label("A code from your card").fill(code)
            assert jo.press("Sign in") == status
    with visits() as jo:
        jo.open("/me/")
        assert jo.heading == "Sign in first"


@pytest.mark.parametrize("way", SMALL_WITH, indirect=True)
def test_signed_in_on_two_browsers_one_is_ended(visits: Visits, way: dict[str, Any], tale: str) -> None:
    name = visits.served.newcomer(f"lou.{tale}")
    with visits(**way) as here, visits(**way) as there:
        for browser in (here, there):
            browser.sign_in(visits.served.link(name))
        here.press("Where I am signed in")
        assert here.page.locator("tbody tr").count() == 2
        assert here.page.locator("tbody tr").filter(has_text="Current").count() == 1
        here.press("Sign Out Other Sessions")
        assert here.page.locator("tbody tr").count() == 1
        assert there.open("/me/") == 403
        assert there.heading == "Sign in first"
        assert here.open("/me/") == 200
        assert (here.troubles, there.troubles) == ([], [])
