"""An officer starts a service, the parties sign, and the service shows who plans and who delivers."""

from __future__ import annotations

from typing import Any

import pytest
from browsing import LARGE_WITH, Visit, Visits

pytestmark = pytest.mark.browser

TEAM, RESIDENTS = "Falmouth neighbourhood team", "Old Hill and Beacon residents"


@pytest.mark.parametrize("way", LARGE_WITH, indirect=True)
def test_from_three_fields_to_an_agreement_in_force(visits: Visits, way: dict[str, Any], tale: str) -> None:
    name = f"Benches by the river ({tale})"
    with visits(**way) as officer:
        officer.sign_in(visits.served.link("ada"))
        start(officer, name)
        assert officer.sees("Started. A first agreement has been drafted: read it, change it, sign it.")
        set_the_review_date(officer)
        _change_a_duty(officer)
        propose_and_sign(officer)
        officer.press(name)
        assert officer.sees("Not agreed yet who plans and who delivers")
        assert officer.troubles == []
    with visits(**way) as chair:
        chair.sign_in(visits.served.link("cam"))
        assert chair.sees("Waiting for your signature")
        chair.press(name)
        chair.press(f"Sign for your party {RESIDENTS}")
        assert chair.sees("Signed. The agreement is now in force.")
        chair.press(name)
        assert chair.on_first_screen("Planned together, delivered together")
        assert chair.page.locator(".m-grid__cell .m-grid__square--filled").count() == 1
        row = chair.page.locator(".m-grid tbody tr").filter(has_text="together")
        assert row.locator("td").nth(1).locator(".m-grid__square--filled").count() == 1
        assert chair.troubles == []


def start(officer: Visit, name: str) -> None:
    """Start a service with three fields and two questions."""
    officer.open("/")
    officer.press("Start a service")
    page = officer.page
    page.get_by_label("What is it called?").fill(name)
    page.get_by_label("Where is it?").fill("Penryn")
    page.get_by_label("Who do you do it with?").fill(RESIDENTS)
    for question in ("Who plans?", "Who delivers?"):
        asked = page.get_by_role("group", name=question)
        asked.get_by_label("Professionals together with users or the community").check()
    page.get_by_label("You act for").select_option(TEAM)
    assert officer.press("Start this service") == 200


def set_the_review_date(officer: Visit) -> None:
    """Say when the agreement is looked at again."""
    officer.press("Set the review date")
    officer.page.get_by_label("When will you look at this agreement again?").fill("2030-01-09")
    officer.press("Save the date")
    assert officer.sees("to be looked at again on 9 Jan 2030")


def propose_and_sign(officer: Visit) -> None:
    """Put the draft to the parties and sign for the first."""
    officer.press("Propose for signing")
    assert officer.sees("Proposed. Every party can sign it now.")
    officer.press(f"Sign for your party {TEAM}")
    assert officer.sees("Signed. It comes into force when every party has signed.")


def _change_a_duty(officer: Visit) -> None:
    officer.press("Change Run votes")
    officer.page.get_by_role("group", name=TEAM).get_by_label("is asked").check()
    officer.page.get_by_role("group", name=RESIDENTS).get_by_label("answers for it").check()
    officer.press("Save who does this")
    assert officer.sees("“Run votes” was changed.")
    row = officer.page.get_by_role("row").filter(has_text="5. Run votes")
    assert row.locator("td").all_inner_texts() == ["is asked", "answers for it"]
