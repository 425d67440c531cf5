"""One promise from the decision to "done": written down, chased by a letter, answered without an account."""

from __future__ import annotations

import re
import time
from datetime import date, timedelta
from typing import Any

import pytest
from addresses import OLD_HILL
from browsing import LARGE_WITH, SMALL_WITH, Visit, Visits, check
from served import PATIENCE, Served

pytestmark = pytest.mark.browser

DUE = date.today() + timedelta(days=60)


@pytest.mark.parametrize("way", [*SMALL_WITH, *LARGE_WITH], indirect=True)
def test_from_the_decision_to_done(visits: Visits, way: dict[str, Any], tale: str) -> None:
    title, what = f"A mirror at the corner ({tale})", f"The mirror hangs by spring ({tale})"
    owner = f"works-{tale}@demonstration.example"
    with visits("ada", **way) as officer:
        officer.open(f"{OLD_HILL}/decisions/")
        officer.press("Record a decision")
        page = officer.page
        page.get_by_label("What comes first").check()
        page.get_by_label("Name it in a few words").fill(title)
        page.get_by_label("What is decided?").fill("We hang a mirror where the lane meets the road.")
        page.get_by_label("Why do you decide this?").fill("Three children were nearly run over there.")
        page.get_by_label("Who answers for carrying it out?").select_option(
            label="Falmouth neighbourhood team"
        )
        page.get_by_label("How much money is it?").fill("450")
        officer.press("Decide and publish")
        assert officer.heading == title
        assert officer.sees("Nobody has promised yet what will be done, by whom and by when.")
        officer.press("Write down a promise")
        page.get_by_label("What is promised?").fill(what)
        page.get_by_label("By which day?").fill(DUE.isoformat())
        page.get_by_label("Whom do we ask how it stands?").fill(owner)
        officer.press("Publish this promise")
        assert officer.heading == what
        assert owner not in officer.words
        promise = officer.path
        assert officer.troubles == []
    _its_day_comes(visits.served, what)
    with visits(**way) as works:
        link = _link_in_the_newest_letter(visits.served, owner, 2)
        assert works.open(link) == 200
        assert works.heading == "How does it stand?" and works.sees(what)
        _look(works, way)
        works.page.get_by_label("What was done?").fill("It has hung there since Monday.")
        works.press("Yes, it is done")
        assert works.path == promise
        assert works.sees("Thank you. Everybody can see your answer now.")
        assert works.sees("“It has hung there since Monday.”")
        assert works.sees("answered for Falmouth neighbourhood team, with the link from a letter")
        works.press("From the first proposal to where it is now")
        assert works.heading == title
        assert works.page.locator(".m-trail__text").all_inner_texts() == [
            "Decided by Falmouth neighbourhood team.",
            works.page.locator(".m-trail__text").nth(1).inner_text(),
            "Said to be done.",
        ]
        assert works.page.locator(".m-trail__stop").last.locator(".m-tag").inner_text() == "done"
        _look(works, way)
        assert works.open(link) == 200
        assert works.sees("This promise is settled: there is nothing left to answer.")
        assert works.troubles == []


def _look(visit: Visit, way: dict[str, Any]) -> None:
    """Check the page in every size, where scripts can; and go back to the size it was in."""
    if way.get("java_script_enabled", True):
        check(visit)
        visit.page.set_viewport_size(way["viewport"])


def _its_day_comes(served: Served, what: str) -> None:
    """Two weeks before the day, as far as the clock knows: it asks in its next round."""
    served.write(
        "UPDATE decisions_promise SET ask_on = date('now', '-1 day'), dated_on = date('now', '-60 days'), "
        "due_on = date('now', '+9 days') WHERE what = ?",
        what,
    )


def _link_in_the_newest_letter(served: Served, address: str, count: int) -> str:
    """The link in the letter that goes out when the clock has come round, once there are so many letters."""
    printed, ends = "", time.monotonic() + PATIENCE
    while True:
        printed += served.run("tick")  # the clock beside the site may be quicker, and prints elsewhere
        letters = (served.said.read_text() + printed).split("Content-Type: text/plain")
        found = [letter for letter in letters if f"To: {address}\n" in letter]
        if len(found) >= count:
            break
        assert time.monotonic() < ends, f"no letter to {address}"
    [link] = re.findall(r"/promises/[\w-]+~[\w-]+/$", _asking(found), re.MULTILINE)
    return str(link)


def _asking(letters: list[str]) -> str:
    """The one among them that asks how it stands."""
    [letter] = [letter for letter in letters if "Please tell everybody how it stands" in letter]
    return letter
