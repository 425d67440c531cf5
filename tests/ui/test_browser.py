"""The gallery in a real browser: on a phone and on a desk, in the light and in the dark."""

from importlib.resources import files
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.http import HttpResponse
from playwright.sync_api import Browser, Page, Route

pytestmark = pytest.mark.browser

SITE = "http://gallery.test"
PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 800}
KINDS = {".css": "text/css", ".js": "text/javascript", ".woff2": "font/woff2", ".svg": "image/svg+xml"}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


class Visit:
    """A page of the gallery, answered from memory and from the static files: no server, no network."""

    def __init__(self, browser: Browser, sent: HttpResponse, **options: object) -> None:
        self.sent = sent
        self.said: list[str] = []
        self.page: Page = browser.new_page(**options)
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.route("**/*", self.answer)
        self.page.goto(f"{SITE}/gallery/")
        self.page.wait_for_load_state("networkidle")

    def answer(self, route: Route) -> None:
        address = route.request.url.removeprefix(SITE)
        if address == "/gallery/":
            route.fulfill(body=self.sent.content, headers={**self.sent.headers}, content_type="text/html")
        elif address.startswith("/static/"):
            found = Path(finders.find(address.removeprefix("/static/")))
            route.fulfill(body=found.read_bytes(), content_type=KINDS[found.suffix])
        else:
            route.fulfill(status=404)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_axe_finds_nothing(browser, sent, size, scheme):
    visit = Visit(browser, sent, viewport=size, color_scheme=scheme, bypass_csp=True)
    visit.page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    visit.page.add_script_tag(content=(files("axe_playwright_python") / "axe.min.js").read_text())
    result = visit.page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)
    visit.page.close()
    assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in result["violations"]] == []
    assert "color-contrast" in {one["id"] for one in result["passes"]}
    assert "target-size" in {one["id"] for one in result["passes"]}


@pytest.mark.parametrize("width", [320, 360, 768, 1280])
def test_nothing_is_wider_than_the_screen(browser, sent, width):
    visit = Visit(browser, sent, viewport={"width": width, "height": 740})
    visit.page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    wide = visit.page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    visit.page.close()
    assert wide == [width, width]


def test_the_policy_stops_nothing_and_all_is_loaded(browser, sent):
    visit = Visit(browser, sent, viewport=DESK)
    font = visit.page.evaluate("document.fonts.check('19px \"Atkinson Hyperlegible Next\"')")
    size = visit.page.evaluate("getComputedStyle(document.body).fontSize")
    evaluates = visit.page.evaluate("htmx.config.allowEval")
    visit.page.close()
    assert visit.said == []
    assert (font, size, evaluates) == (True, "19px", False)


def test_without_scripts_all_is_there(browser, sent):
    visit = Visit(browser, sent, viewport=PHONE, java_script_enabled=False)
    visit.page.get_by_text("How is this worked out?").click()
    shown = visit.page.get_by_text("From who holds the duties in the agreement in force.").is_visible()
    visit.page.close()
    assert shown


def test_the_keyboard_finds_the_content_and_the_refused_button(browser, sent):
    visit = Visit(browser, sent, viewport=DESK)
    visit.page.locator(".m-brand").focus()
    visit.page.keyboard.press("Shift+Tab")
    first = visit.page.evaluate("document.activeElement.textContent")
    visit.page.locator("[aria-disabled=true]").focus()
    refused = visit.page.evaluate(
        "document.getElementById(document.activeElement.getAttribute('aria-describedby')).textContent"
    )
    visit.page.close()
    assert first == "Skip to main content"
    assert refused == "Only the Shop Association may set the rota. Ask Ben Achebe."


def test_what_is_wrong_is_where_the_keyboard_starts_and_leads_to_its_field(browser, sent):
    visit = Visit(browser, sent, viewport=DESK)
    start = visit.page.evaluate("document.activeElement.className")
    visit.page.locator(".govuk-error-summary a").first.click()
    target = visit.page.evaluate("document.activeElement.id")
    visit.page.close()
    assert (start, target) == ("govuk-error-summary", "id_wrong-name")


def test_on_paper_what_was_folded_is_open_and_buttons_are_gone(browser, sent):
    visit = Visit(browser, sent, viewport=DESK, color_scheme="dark")
    visit.page.emulate_media(media="print")
    folded = visit.page.get_by_text("From who holds the duties in the agreement in force.").bounding_box()
    buttons = visit.page.locator(".m-button:visible").count()
    paper = visit.page.evaluate("getComputedStyle(document.body).backgroundColor")
    visit.page.close()
    assert folded is not None and folded["height"] > 0
    assert (buttons, paper) == (0, "rgb(255, 255, 255)")
