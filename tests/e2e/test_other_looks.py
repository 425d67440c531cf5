"""The same pages on a desk for their colours, in the dark, in French and in Portuguese."""

from __future__ import annotations

import pytest
from addresses import FAMILLES, FELLING, OLD_HILL, THIS_YEAR, WINTER
from browsing import Visits, check

pytestmark = pytest.mark.browser

SAMPLE: tuple[tuple[str, str], ...] = (
    ("visitor", "/"),
    ("visitor", f"{OLD_HILL}/"),
    ("visitor", f"{FAMILLES}/agreement/"),
    ("visitor", f"{THIS_YEAR}/"),
    ("visitor", "/register/acts/1/"),
    ("visitor", "/account/login/"),
    ("cam", f"{FELLING}/agreement/1/"),
    ("cam", "/me/"),
    ("rosa", f"{THIS_YEAR}/decide/"),
    ("ada", f"{WINTER}/rule/"),
    ("ada", "/services/start/"),
)
# Options of the browser, the language of the page, the colour of its paper, where colours are looked at.
LOOKS: dict[str, tuple[dict[str, str], str, str, str]] = {
    "desk": ({}, "en-gb", "rgb(248, 242, 230)", "desk"),
    "dark": ({"color_scheme": "dark"}, "en-gb", "rgb(25, 23, 19)", "phone"),
    "french": ({"locale": "fr-FR"}, "fr", "rgb(248, 242, 230)", ""),
    "portuguese": ({"locale": "pt-BR"}, "pt-br", "rgb(248, 242, 230)", ""),
}


@pytest.mark.parametrize("look", list(LOOKS))
@pytest.mark.parametrize(("who", "address"), SAMPLE, ids=[f"{who}:{address}" for who, address in SAMPLE])
def test_page(visits: Visits, look: str, who: str, address: str) -> None:
    options, language, paper, colours = LOOKS[look]
    visit = visits.tab(who, **options)
    visit.open(address)
    assert visit.page.locator("html").get_attribute("lang") == language
    assert visit.page.evaluate("getComputedStyle(document.body).backgroundColor") == paper
    check(visit, colours=colours)


@pytest.mark.parametrize("look", ["french", "portuguese"])
def test_a_form_sent_with_something_missing(visits: Visits, look: str) -> None:
    options, language, _paper, colours = LOOKS[look]
    visit = visits.tab("ada", **options)
    visit.open("/services/start/")
    with visit.page.expect_navigation() as answer:
        visit.page.locator("main form button").click()
    assert answer.value.status == 422
    assert visit.page.locator("html").get_attribute("lang") == language
    assert "This field is required" not in visit.words
    check(visit, colours=colours)
