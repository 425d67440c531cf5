"""With the keyboard alone: every stop can be seen, and an agreement can be signed."""

from __future__ import annotations

import pytest
from addresses import OLD_HILL, THIS_YEAR
from browsing import DESK, Visit, Visits
from test_journey_agreement import propose_and_sign, set_the_review_date, start

pytestmark = pytest.mark.browser

MOST_STOPS = 120
# How the focused element looks now, and how it looks when the focus has left it.
LOOK = """() => {
    const one = document.activeElement
    if (!one || one === document.body) return null
    const shown = one.matches("[type=radio], [type=checkbox]") ? one.nextElementSibling : one
    const style = () => {
        const now = getComputedStyle(shown), sign = getComputedStyle(shown, "::before")
        return [now.outline, now.boxShadow, now.backgroundColor, sign.boxShadow, sign.borderColor].join("; ")
    }
    const box = shown.getBoundingClientRect(), focused = style()
    one.blur()
    const plain = style()
    one.focus()
    return {
        words: (one.getAttribute("aria-label") || one.textContent || one.name || one.id || "").trim(),
        differs: focused !== plain,
        isInView: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight,
    }
}"""


def stop(visit: Visit) -> str:
    """Go to the next stop, see that the focus is visible, and say where we are; "" at the end of the page."""
    visit.page.keyboard.press("Tab")
    seen = visit.page.evaluate(LOOK)
    if seen is None:
        return ""
    assert seen["differs"], f"no visible focus on {seen['words']!r}"
    assert seen["isInView"], f"{seen['words']!r} has the focus and cannot be seen"
    return str(seen["words"])


def go_to(visit: Visit, words: str) -> None:
    """Press Tab until the focus is on something with these words."""
    for _ in range(MOST_STOPS):
        if words in stop(visit):
            return
    raise AssertionError(f"{words!r} cannot be reached with the keyboard")


def test_signing_an_agreement_with_the_keyboard_alone(visits: Visits) -> None:
    with visits("ada") as officer:
        start(officer, "A bench for the keyboard")
        set_the_review_date(officer)
        propose_and_sign(officer)
    with visits("cam", viewport=DESK, reduced_motion="reduce") as chair:
        chair.open("/me/")
        assert stop(chair) == "Skip to main content"
        _press(chair, "Enter")
        assert stop(chair) == "A bench for the keyboard"
        _press(chair, "Enter", leads_on=True)
        go_to(chair, "Sign for your party")
        _press(chair, "Space", leads_on=True)
        assert chair.sees("Signed. The agreement is now in force.")
        assert chair.troubles == []


def _press(visit: Visit, key: str, *, leads_on: bool = False) -> None:
    if not leads_on:
        visit.page.keyboard.press(key)
        return
    with visit.page.expect_navigation():
        visit.page.keyboard.press(key)


@pytest.mark.parametrize(
    ("address", "last"),
    [("/", "Who may do what"), ("/services/start/", "Who may do what"), (f"{THIS_YEAR}/", "Who may do what")],
)
def test_every_stop_can_be_seen(visits: Visits, address: str, last: str) -> None:
    with visits("ada", reduced_motion="reduce") as visit:
        visit.open(address)
        stops = []
        while words := stop(visit):
            stops.append(words)
            assert len(stops) < MOST_STOPS
        assert stops[0] == "Skip to main content"
        assert stops[-1] == last


def test_a_form_sent_with_the_keyboard_starts_at_what_is_wrong(visits: Visits) -> None:
    with visits("ada", reduced_motion="reduce") as visit:
        visit.open(f"{OLD_HILL}/agreement/draft/")
        go_to(visit, "why")
        go_to(visit, "Start the draft")
        _press(visit, "Enter", leads_on=True)
        assert visit.page.evaluate("document.activeElement.className") == "govuk-error-summary"
        assert stop(visit) == "Why should the agreement change? This field is required."
        _press(visit, "Enter")
        assert visit.page.evaluate("document.activeElement.name") == "why"
