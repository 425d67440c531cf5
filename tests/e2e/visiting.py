"""Somebody's browser on the served site, which keeps an ear on everything that goes wrong in it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib.resources import files
from typing import Any

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, Response
from served import Served

PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 800}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
NOT_FOUND = "Failed to load resource: the server responded with a status of"
VISITOR = "visitor"


class Visit:
    """One tab; `troubles` are messages of the console, refused or failed requests, requests elsewhere."""

    def __init__(self, page: Page, base: str) -> None:
        self.page = page
        self.base = base
        self.troubles: list[str] = []
        self.sent: list[Response] = []
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.troubles.append(str(error)))
        page.on("requestfailed", self._failed)
        page.on("request", self._requested)
        page.on("response", self._answered)

    def open(self, address: str) -> int:
        """Go to an address of the site; its status."""
        answer = self.page.goto(f"{self.base}{address}")
        assert answer is not None
        return answer.status

    def press(self, words: str, *, exact: bool = True) -> int:
        """Press a button or a link that leads to another page; the status of that page."""
        found = self.page.get_by_role("button", name=words, exact=exact)
        found = found.or_(self.page.get_by_role("link", name=words, exact=exact))
        with self.page.expect_navigation() as answer:
            found.first.click()
        return answer.value.status if answer.value else 0

    @property
    def path(self) -> str:
        """Where we are."""
        return self.page.url.removeprefix(self.base)

    @property
    def heading(self) -> str:
        """The page's one heading of the first rank."""
        return self.page.locator("h1").inner_text()

    @property
    def words(self) -> str:
        """What the page's main part says, as it is shown."""
        return self.page.locator("main").inner_text()

    def sees(self, words: str) -> bool:
        """Whether these words are shown."""
        return self.page.get_by_text(words).first.is_visible()

    def on_first_screen(self, words: str) -> bool:
        """Whether these words can be read without scrolling."""
        box = self.page.get_by_text(words).first.bounding_box()
        size = self.page.viewport_size
        assert size is not None
        return box is not None and box["y"] + box["height"] <= size["height"]

    def _console(self, message: ConsoleMessage) -> None:
        # The browser notes down that a page was answered with 403, 404 or 422; tests ask for the status.
        if not (message.text.startswith(NOT_FOUND) and message.location["url"] == self.page.url):
            self.troubles.append(f"{message.type}: {message.text}")

    def _failed(self, request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # a download, or a page left before it was whole
            self.troubles.append(f"{request.url}: {request.failure}")

    def _requested(self, request: Request) -> None:
        if not request.url.startswith((self.base + "/", "data:", "blob:")):
            self.troubles.append(f"asked elsewhere: {request.url}")

    def _answered(self, response: Response) -> None:
        self.sent.append(response)
        if response.status >= 400 and not response.request.is_navigation_request():
            self.troubles.append(f"{response.status}: {response.url}")


class Visits:
    """Opens tabs for visitors and for people of the demonstration, who sign in once and stay so."""

    def __init__(self, browser: Browser, served: Served) -> None:
        self.browser = browser
        self.served = served
        self._signed_in: dict[str, Any] = {}

    @contextmanager
    def __call__(self, who: str = VISITOR, **options: Any) -> Iterator[Visit]:
        """A tab in a browser of its own; `options` are those of Playwright's contexts."""
        context = self.context(who, **options)
        try:
            yield Visit(context.new_page(), self.served.base)
        finally:
            context.close()

    def context(self, who: str = VISITOR, **options: Any) -> BrowserContext:
        """A browser for itself, signed in as somebody or not."""
        state = None if who == VISITOR else self._state(who)
        chosen: dict[str, Any] = {"viewport": PHONE, "locale": "en-GB", **options}
        return self.browser.new_context(storage_state=state, **chosen)

    def _state(self, who: str) -> Any:
        if who not in self._signed_in:
            with self() as visit:
                visit.open(self.served.link(who))
                visit.press("Sign in")
                assert visit.path == "/me/"
                self._signed_in[who] = visit.page.context.storage_state()
        return self._signed_in[who]


@cache
def _axe() -> str:
    """The text of axe-core, which checks what a machine can check of accessibility."""
    return (files("axe_playwright_python") / "axe.min.js").read_text()


def violations(page: Page) -> list[tuple[str, list[str]]]:
    """What axe finds wrong with the page as it is now, everything unfolded: (rule, offending elements)."""
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    if not page.evaluate("'axe' in window"):
        page.evaluate(_axe())
    result = page.evaluate(
        "rules => axe.run(document, {runOnly: rules, resultTypes: ['violations'], preload: false})", RULES
    )
    return [(one["id"], [node["html"] for node in one["nodes"]]) for one in result["violations"]]


def overflow(page: Page) -> int:
    """How many pixels the page is wider than the screen."""
    wide: int = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return wide
