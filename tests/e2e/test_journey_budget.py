"""A budget is counted and decided by those who hold the duty; somebody without it is told whom to ask."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from addresses import OLD_HILL, THIS_YEAR
from browsing import SMALL_WITH, WAYS, Visit, Visits
from served import Served

from mutirao.blueprints.stories.ballots import SMALL_WORKS, ballots

pytestmark = pytest.mark.browser

MANDATE = "Clause 2, “Divide the money”, of the agreement (version 2)"
WHY_NOT = (
    "Under clause 2 of the agreement (version 2), Old Hill and Beacon residents does it when it comes to "
    "“Divide the money”. That is not enough for this."
)


@pytest.mark.parametrize("way", SMALL_WITH, indirect=True)
def test_counted_decided_and_in_the_register(
    visits: Visits, way: dict[str, Any], tale: str, tmp_path: Path
) -> None:
    question = f"What for the summer fair? ({tale})"
    _bring_in(visits.served, question, tmp_path)
    with visits("ada", **way) as officer:
        officer.open(f"{OLD_HILL}/budgets/")
        officer.press(question)
        officer.press("Count the ballots")
        assert officer.sees("Counted. Every rule’s result is kept, so that all can compare.")
        officer.press("Decide and give reasons")
        officer.page.get_by_label("Why do you decide this?").fill("The vote was open for three weeks.")
        officer.page.get_by_label("Did anybody disagree, and why?").fill("Beacon asked for more benches.")
        officer.press("Decide and publish")
        assert officer.heading == question
        assert officer.page.get_by_role("link", name=MANDATE).is_visible()
        assert officer.sees("The vote was open for three weeks.")
        assert officer.sees("Beacon asked for more benches.")
        officer.press("Verify that this stands in the register")
        said = f"Falmouth neighbourhood team decided “{question}”: 6 projects"
        assert officer.words.count(f"{said}.") == 1
        officer.open(f"{OLD_HILL}/register/")
        assert said in officer.page.locator(".m-act").first.inner_text().replace("\n", " ")
        assert officer.troubles == []


@pytest.mark.parametrize("way", list(WAYS), indirect=True)
def test_a_resident_without_the_duty_is_told_whom_to_ask(visits: Visits, way: dict[str, Any]) -> None:
    with visits("rosa", **way) as resident:
        resident.open(f"{THIS_YEAR}/")
        _meets_a_button_with_its_reason(resident)
        assert resident.open(f"{THIS_YEAR}/decide/") == 403
        _reads_the_refusal(resident)
        assert visits.served.ask(
            "SELECT decision_id FROM budgets_budget WHERE slug = ?", THIS_YEAR.rpartition("/")[2]
        ) == [(None,)]
        assert resident.troubles == []


def _bring_in(served: Served, question: str, folder: Path) -> None:
    """Ballots for a new budget, brought in by a command, and not counted yet."""
    file = folder / "fair.pb"
    dates = {"begin": "01.09.2026", "end": "21.09.2026"}
    file.write_bytes(ballots(SMALL_WORKS, title=question, budget=30_000, seed="fair", **dates))
    person = "ada@demonstration.example"
    where = ("--service", "old-hill-small-works", "--as", person)
    served.run("import", "pb", str(file), *where, "--question", question, "--no-count")


def _meets_a_button_with_its_reason(resident: Visit) -> None:
    button = resident.page.get_by_role("button", name="Decide and give reasons")
    assert button.get_attribute("aria-disabled") == "true"
    reason = resident.page.locator(f"#{button.get_attribute('aria-describedby')}")
    assert reason.inner_text() == WHY_NOT
    button.click(force=True)
    assert resident.path == f"{THIS_YEAR}/"


def _reads_the_refusal(resident: Visit) -> None:
    assert resident.heading == "This was not done"
    assert resident.sees(WHY_NOT)
    assert resident.sees("Who may do it, and whom to ask:")
    asked = resident.page.locator(".m-refusal__ask li").all_inner_texts()
    assert asked == ["Falmouth neighbourhood team (answers for it) – ask at the desk, Monday to Friday"]
    assert resident.sees("Nothing was changed.")
