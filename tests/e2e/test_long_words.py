"""Long names, long words, other scripts, many rows: pages stay usable on a phone."""

from __future__ import annotations

import secrets
import sqlite3
from contextlib import closing

import pytest
from addresses import FAMILLES
from browsing import Visits, check, overflow, violations
from playwright.sync_api import Locator, Page
from test_journey_agreement import start

pytestmark = pytest.mark.browser

WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
NAME = f"Verein zur Förderung der {WORD} und der Rindfleischetikettierungsüberwachungsaufgabenübertragung"
LONG = (NAME + " " + WORD * 3)[:200]
CATERHAM = "caterham-barracks-skate-park-and-pitches"
CUT_OFF = """() => [...document.querySelectorAll("h1, h2, h3, p, a, li, td, th, dd, dt, button, span")]
    .filter(one => !one.closest(".govuk-visually-hidden, .govuk-skip-link"))
    .filter(one => one.getBoundingClientRect().right > innerWidth + 1
        || (getComputedStyle(one).display !== "inline" && one.scrollWidth > one.clientWidth + 1))
    .map(one => one.textContent.trim().slice(0, 60))"""
RIGHT_TO_LEFT = "جمعية سكان الحي القديم: مكتبة الشارع وحديقة الأطفال، כולם מוזמנים"


@pytest.mark.parametrize("name", [LONG, WORD * 2, RIGHT_TO_LEFT], ids=["long", "one-word", "right-to-left"])
def test_a_service_with_such_a_name(visits: Visits, name: str) -> None:
    with visits("ada") as officer:
        start(officer, name)
        assert overflow(officer.page) == 0
        service = officer.path.partition("/agreement/")[0]
        for address in (f"{service}/", f"{service}/register/", "/register/"):
            assert officer.open(address) == 200
            assert name in officer.words
            assert overflow(officer.page) == 0
        officer.open(f"{service}/")
        assert _cut_off(officer.page) == []
        check(officer)


def _cut_off(page: Page) -> list[str]:
    """Words that reach beyond the box they stand in, or beyond the screen."""
    return list(page.evaluate(CUT_OFF))


def test_ten_thousand_letters_are_refused_and_two_thousand_shown(visits: Visits) -> None:
    summary = "UPDATE services_service SET summary = ? WHERE slug = ?"
    [[before]] = visits.served.ask("SELECT summary FROM services_service WHERE slug = ?", CATERHAM)
    try:
        with visits("ada") as officer:
            officer.open(f"/services/{CATERHAM}/describe/")
            field = officer.page.get_by_label("What is it, in a few sentences?")
            _write(field, "a" * 10_000)
            assert officer.press("Save the description") == 422
            assert officer.sees("Ensure this value has at most 2000 characters (it has 10000).")
            assert len(field.input_value()) == 10_000
            assert overflow(officer.page) == 0
            _write(field, (WORD * 25)[:2000])
            assert officer.press("Save the description") == 200
            for address in (f"/services/{CATERHAM}/", "/services/?q=caterham"):
                officer.open(address)
                assert overflow(officer.page) == 0
                assert _cut_off(officer.page) == []
    finally:
        visits.served.write(summary, before, CATERHAM)


def _write(field: Locator, words: str) -> None:
    """Put words into a field as a program would that does not count them."""
    field.evaluate("(one, words) => { one.removeAttribute('maxlength'); one.value = words }", words)


def test_five_hundred_groups(visits: Visits) -> None:
    groups = [
        (secrets.token_hex(16), f"Group {n} {WORD if n % 50 == 0 else ''}", f"group-{n}") for n in range(500)
    ]
    database = visits.served.data / "mutirao.sqlite3"
    with closing(sqlite3.connect(database, timeout=60)) as rows, rows:
        rows.executemany(
            "INSERT INTO people_body (id, name, slug, side, contact, about, founded_at) "
            "VALUES (?, ?, ?, 'community', '', '', '2026-01-01')",
            groups,
        )
    try:
        visit = visits.tab("ada")
        for address in ("/groups/", "/groups/?page=9", f"{FAMILLES}/agreement/1/parties/"):
            assert visit.open(address) == 200
            assert overflow(visit.page) == 0
        visit.open("/groups/?page=9")
        assert visit.page.locator("main .govuk-list li").count() == 30
        assert violations(visit.page) == []
    finally:
        with closing(sqlite3.connect(database, timeout=60)) as rows, rows:
            rows.executemany("DELETE FROM people_body WHERE id = ?", [(key,) for key, _name, _slug in groups])
