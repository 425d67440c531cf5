"""One draft among three parties: written, marked, blocked, reworded, agreed and decided, in every way."""

from __future__ import annotations

import secrets
from typing import Any

import pytest
from browsing import PHONE, WAYS, Visit, Visits, check, overflow

pytestmark = pytest.mark.browser

HERE = "/services/caterham-barracks-skate-park-and-pitches"
OFFICERS = "Tandridge leisure and planning officers"
TRUST = "Barracks community trust"
SKATERS = "Skaters and their parents"
REASON = "£18 is more than our own teams can pay."
BEFORE, AFTER = "A pitch costs £18 an hour.", "A pitch costs £14 an hour."


@pytest.fixture(scope="module")
def third(visits: Visits) -> str:
    """A third party at the table, and who signs for it."""
    served, key = visits.served, secrets.token_hex(16)
    name = served.newcomer(f"sol{secrets.token_hex(3)}")
    [[service, agreement]] = served.ask(
        "SELECT id, in_force_id FROM services_service WHERE slug = ?", HERE.rpartition("/")[2]
    )
    served.write(
        "INSERT INTO people_body (id, name, slug, side, contact, about, founded_at) "
        "VALUES (?, ?, ?, 'user', 'The hut', '', '2026-01-01')",
        *(key, SKATERS, f"skaters-{key[:6]}"),
    )
    served.write(
        "INSERT INTO people_membership (person_id, body_id, position, may_sign, starts) "
        "SELECT id, ?, 'speaker', 1, '2026-01-01' FROM people_person WHERE email = ?",
        *(key, f"{name}@demonstration.example"),
    )
    served.write("INSERT INTO services_party (service_id, body_id, side) VALUES (?, ?, 'user')", service, key)
    served.write(
        "INSERT INTO services_terms (agreement_id, party_id, gives, gets, may_decide, leaves) "
        "SELECT ?, id, '', '', '', '' FROM services_party WHERE body_id = ?",
        *(agreement, key),
    )
    return name


@pytest.mark.parametrize("way", list(WAYS), indirect=True)
def test_one_draft_among_three(visits: Visits, third: str, way: dict[str, Any], tale: str) -> None:
    title = f"House rules ({tale})"
    with visits("ada", **way) as officer:
        draft = write(officer, title)
    with visits("cam", **way) as trust:
        object_to_the_price(trust, draft)
        look(trust, way)
        propose_another_price(trust, draft)
        look(trust, way)
    with visits(third, **way) as skaters:
        skaters.open(draft)
        mark(skaters, "2 clauses", SKATERS, "We assent")
        mark(skaters, "", SKATERS, "We assent")
        assert skaters.sees("The round is open until")
    with visits("ada", **way) as officer:
        adopt(officer, draft, way)
    for who, party in (("cam", TRUST), (third, SKATERS), ("ada", OFFICERS)):
        with visits(who, **way) as one:
            one.open(draft)
            one.press("Mark the clause that waits for you", exact=False)
            mark(one, "", party, "We assent")
    with visits("ada", **way) as officer:
        decide(officer, draft, title, way)


def look(visit: Visit, way: dict[str, Any]) -> None:
    """Nothing wider than the screen, nothing in the console; where scripts run, nothing for axe to find."""
    assert overflow(visit.page) == 0
    assert visit.troubles == []
    if way.get("java_script_enabled", True):  # axe itself is a script
        check(visit)
        visit.page.set_viewport_size(way["viewport"])


def write(officer: Visit, title: str) -> str:
    """Start a draft with two clauses and open a round; the draft's address."""
    page = officer.page
    officer.open(f"{HERE}/drafts/")
    officer.press("Start a draft")
    page.get_by_label("What is the draft called?").fill(title)
    page.get_by_label("Double majority: a majority on each side").check()
    page.get_by_label("Where does this way of agreeing come from?").fill("Joint board, 12 October, minute 3")
    assert officer.press("Go on") == 200
    assert officer.press("Save") == 200
    for heading, text in (("Opening hours", "Open from 9 to 9."), ("What it costs", BEFORE)):
        officer.press("Add a clause")
        page.get_by_label("Heading").fill(heading)
        page.get_by_label("What does the clause say?").fill(text)
        assert officer.press("Add this clause") == 200
    address = officer.path
    officer.press("Open a round")
    page.get_by_label("Which is the last day to mark clauses?").fill("2099-01-09")
    assert officer.press("Open this round") == 200
    assert officer.sees("0 of 2 clauses agreed; 2 open")
    officer.press("Mark the 2 clauses that wait for you", exact=False)
    mark(officer, "", OFFICERS, "We assent")
    mark(officer, "", OFFICERS, "We assent")
    assert officer.troubles == []
    return address


def mark(visit: Visit, waiting: str, party: str, says: str, words: str = "") -> None:
    """Mark the clause that is shown for a party, having pressed what waits for it where that is named."""
    if waiting:
        visit.press(f"Mark the {waiting} that wait for you for {party}")
    assert visit.sees(f"you mark it for {party}")
    visit.page.get_by_label(says, exact=True).check()
    if words:
        visit.page.get_by_label("On which condition, or why?").fill(words)
    assert visit.press("Mark this clause") == 200
    assert overflow(visit.page) == 0


def object_to_the_price(trust: Visit, draft: str) -> None:
    """What waits for you stands first; an objection without its reason is sent back, with it it counts."""
    trust.open(draft)
    waits = trust.page.get_by_role("link", name="Mark the 2 clauses that wait for you")
    assert trust.on_first_screen(waits)
    mark(trust, "2 clauses", TRUST, "We assent")
    trust.page.get_by_label("We object").check()
    assert trust.press("Mark this clause") == 422
    assert trust.sees("Say why your party objects: the others need to know what to change.")
    mark(trust, "", TRUST, "We object", REASON)
    assert trust.sees("1 blocked")
    blocked = trust.page.locator("#clause-2")
    assert f"{TRUST} objects: “{REASON}”" in blocked.inner_text()
    trust.press("What blocks it", exact=False)
    assert trust.page.locator("section[id=clause-2]").is_visible()


def propose_another_price(trust: Visit, draft: str) -> None:
    """Propose another wording beside the clause."""
    trust.open(f"{draft}clauses/2/")
    trust.press("Propose another wording", exact=False)
    trust.page.get_by_label("What should the clause say instead?").fill(AFTER)
    trust.page.get_by_label("Why is that better?").fill("Our under-12s pay with what they collect.")
    assert trust.press("Propose this wording") == 200
    assert trust.page.locator("del").text_content() == "[gone: 18]"
    assert trust.sees(f"{TRUST} proposes another wording")


def adopt(officer: Visit, draft: str, way: dict[str, Any]) -> None:
    """Look at what would change and whom it asks again, then adopt it."""
    officer.open(draft)
    assert officer.sees("1 of 2 clauses agreed; 1 blocked")
    officer.open(f"{draft}clauses/2/")
    officer.press("Look at adopting it", exact=False)
    assert officer.sees("This asks again whoever has marked the clause")
    look(officer, way)
    assert officer.press("Adopt this wording") == 200
    assert officer.sees(AFTER)
    assert officer.troubles == []


def decide(officer: Visit, draft: str, title: str, way: dict[str, Any]) -> None:
    """Every clause is agreed and everybody has spoken: it is decided, and stays as it is."""
    officer.open(draft)
    assert officer.sees("2 of 2 clauses agreed")
    look(officer, way)
    officer.press("Decide what was agreed")
    officer.page.get_by_label("Why do you decide this?").fill("All three can stand behind it.")
    assert officer.press("Decide and publish") == 200
    assert officer.heading == title
    assert officer.sees(f"“{title}” is agreed in 2 clauses: 1. Opening hours; 2. What it costs.")
    officer.open(draft)
    assert officer.sees("Agreed and decided. Nothing about it changes any more.")
    assert officer.page.get_by_role("button", name="Decide what was agreed").count() == 0


def test_long_words_and_other_scripts(visits: Visits) -> None:
    """A clause of ten thousand letters without a space, and one from right to left, on a phone."""
    with visits("ada", viewport=PHONE) as officer:
        draft = write_one(officer, "x" * 10_000, "w" * 200)
        assert overflow(officer.page) == 0
        officer.open(f"{draft}clauses/add/")
        officer.page.get_by_label("Heading").fill("ساعات الافتتاح")
        officer.page.get_by_label("What does the clause say?").fill("القاعة مفتوحة من 9 إلى 5.")
        assert officer.press("Add this clause") == 200
        words = officer.page.get_by_text("القاعة مفتوحة")
        assert words.evaluate("one => getComputedStyle(one).direction") == "rtl"
        officer.open(f"{draft}clauses/add/")
        officer.page.get_by_label("Heading").fill("Too long")
        officer.page.get_by_label("What does the clause say?").fill("y" * 10_001)
        assert officer.press("Add this clause") == 422
        assert officer.sees("Ensure this value has at most 10000 characters (it has 10001).")
        assert len(officer.page.get_by_label("What does the clause say?").input_value()) == 10_001
        officer.open(draft)
        check(officer)


PAGES = ("", "about/", "history/", "round/", "decide/", "disagreement/", "withdraw/", "clauses/add/")
OF_A_CLAUSE = ("clauses/1/", "clauses/1/change/", "clauses/1/earlier/")


def test_every_page_of_a_draft(visits: Visits) -> None:
    """Nothing for axe to find, nothing wider than the screen, on a phone and at a desk."""
    with visits("ada", viewport=PHONE) as officer:
        draft = write_one(officer, "Open from 9 to 9.", "Rules for the gate")
        for page in (*PAGES, *OF_A_CLAUSE):
            assert officer.open(f"{draft}{page}") == 200
            check(officer)
            officer.page.set_viewport_size(PHONE)  # type: ignore[arg-type]
        officer.open(f"{draft}clauses/1/change/")
        officer.page.get_by_label("What shall the clause say?").fill("Open from 9 to 8.")
        officer.press("Show what would change")
        assert officer.page.locator("ins").text_content() == "[new: 8]"
        check(officer)
        officer.press("Save this wording")
        assert officer.sees("Open from 9 to 8.")
        officer.open(f"{draft}withdraw/")
        officer.page.get_by_label("Why is the draft withdrawn?").fill("The gate is gone.")
        officer.press("Withdraw it")
        assert officer.sees("The gate is gone.")
        check(officer)


def write_one(officer: Visit, text: str, title: str) -> str:
    """A draft by consensus with one clause."""
    officer.open(f"{HERE}/drafts/start/")
    officer.page.get_by_label("What is the draft called?").fill(title)
    officer.page.get_by_label("Consensus: everybody assents").check()
    officer.page.get_by_label("Where does this way of agreeing come from?").fill("Joint board")
    assert officer.press("Go on") == 200
    address = officer.path
    officer.press("Add a clause")
    officer.page.get_by_label("Heading").fill("z" * 200)
    officer.page.get_by_label("What does the clause say?").fill(text)
    assert officer.press("Add this clause") == 200
    return address
