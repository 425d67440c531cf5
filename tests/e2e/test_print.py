"""On paper what matters is there, and what can only be pressed is not."""

from __future__ import annotations

import pytest
from addresses import OLD_HILL, THIS_YEAR
from browsing import Visit, Visits

pytestmark = pytest.mark.browser


def printed(visit: Visit) -> Visit:
    """The page as it goes to the printer, on a sheet of A4."""
    visit.page.emulate_media(media="print", color_scheme="dark")
    visit.page.set_viewport_size({"width": 794, "height": 1123})
    return visit


def shows_only_what_can_be_read(visit: Visit) -> None:
    """Navigation, search and buttons are gone; the paper is white; nothing is cut at its edge."""
    for gone in (".m-nav", ".m-search", ".m-languages", ".m-crumbs", "button", "input[type=search]"):
        assert visit.page.locator(f"{gone}:visible").count() == 0, gone
    assert visit.page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert visit.page.evaluate("document.documentElement.scrollWidth") <= 794
    assert visit.page.locator(".m-brand").is_visible()


def test_an_agreement(visits: Visits) -> None:
    with visits.afresh() as visit:
        visit.open(f"{OLD_HILL}/agreement/")
        rows = visit.page.locator(".m-table tbody tr")
        printed(visit)
        shows_only_what_can_be_read(visit)
        assert rows.count() == 16
        assert all(row.is_visible() for row in rows.all())
        assert rows.nth(4).locator("td").all_inner_texts() == ["does it", "answers for it"]
        for words in (
            "Planned together, delivered by professionals.",
            "Staff time, technical advice",
            "Version 2",
        ):
            assert visit.sees(words)


def test_a_budget(visits: Visits) -> None:
    with visits.afresh() as visit:
        visit.open(f"{THIS_YEAR}/")
        printed(visit)
        shows_only_what_can_be_read(visit)
        for words in ("What won, and why", "What lost, and why", "The rule", "264 people voted on £60,000."):
            assert visit.sees(words)
        folded = visit.page.locator("details .m-facts").first.bounding_box()
        assert folded is not None and folded["height"] > 0


def test_a_code_card(visits: Visits) -> None:
    name = visits.served.newcomer("may")
    with visits.afresh() as visit:
        visit.sign_in(visits.served.link(name))
        visit.open("/me/card/")
        visit.press("Make a new card")
        printed(visit)
        shows_only_what_can_be_read(visit)
        codes = visit.page.locator(".m-codes code")
        assert codes.count() == 8
        assert all(code.is_visible() for code in codes.all())
        square = visit.page.locator(".m-qr svg").bounding_box()
        assert square is not None and square["width"] > 100
        assert visit.page.get_by_role("link", name="/account/card/").is_visible()
