"""Somebody's browser on the served site, which keeps an ear on everything that goes wrong in it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib.resources import files
from typing import Any

from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, Request, Response
from served import Served

PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 800}
WAYS: dict[str, dict[str, Any]] = {
    "phone": {"viewport": PHONE},
    "phone-without-scripts": {"viewport": PHONE, "java_script_enabled": False},
    "desk": {"viewport": DESK},
    "desk-without-scripts": {"viewport": DESK, "java_script_enabled": False},
}
"""How people may come."""
# Every journey is made in both sizes, with and without scripts: in all four ways, or in one of these pairs.
LARGE_WITH, SMALL_WITH = ("phone-without-scripts", "desk"), ("phone", "desk-without-scripts")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
NOT_FOUND = "Failed to load resource: the server responded with a status of"
VISITOR = "visitor"
AXE = """async ([tags, withColours]) => {
    if (!window.axe) bringAxe()
    const rules = {"color-contrast": {enabled: withColours}}
    return await axe.run(document, {runOnly: tags, rules, resultTypes: ["violations"], preload: false})
}"""


class Visit:
    """One tab; `troubles` are messages of the console, refused or failed requests, requests elsewhere."""

    def __init__(self, page: Page, base: str) -> None:
        self.page = page
        self.base = base
        self.troubles: list[str] = []
        self.sent: list[Response] = []
        page.set_default_timeout(15_000)
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
        content = self.page.locator(".m-page")
        found = content.get_by_role("button", name=words, exact=exact)
        found = found.or_(content.get_by_role("link", name=words, exact=exact))
        with self.page.expect_navigation() as answer:
            found.first.click()
        return answer.value.status if answer.value else 0

    def find(self, service: str) -> None:
        """Look for a service with the search box on top, and go there."""
        self.page.get_by_role("searchbox", name="Search").fill(service)
        with self.page.expect_navigation():
            self.page.get_by_role("search").get_by_role("button").click()
        self.press(service)

    def sign_in(self, link: str) -> None:
        """Sign in by a one-time link of the demonstration."""
        assert self.open(link) == 200
        self.press("Sign in")
        assert self.path == "/me/"

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

    def on_first_screen(self, what: str | Locator) -> bool:
        """Whether this can be seen without scrolling."""
        found = self.page.get_by_text(what).first if isinstance(what, str) else what
        box, size = found.bounding_box(), self.page.viewport_size
        assert size is not None
        return box is not None and box["y"] + box["height"] <= size["height"]

    def forget(self) -> None:
        """Leave the site, and leave nothing behind."""
        self.page.goto("about:blank")
        self.page.context.clear_cookies()
        self.troubles.clear()
        self.sent.clear()

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
    """Opens tabs for visitors and for people of the demonstration, who sign in once and stay so.

    Browsers with the same options are used again by the next, without what the last left in them.
    """

    def __init__(self, browser: Browser, served: Served) -> None:
        self.browser = browser
        self.served = served
        self._signed_in: dict[str, Any] = {}
        self._tabs: dict[str, Visit] = {}
        self._idle: dict[str, list[Visit]] = {}

    @contextmanager
    def __call__(self, who: str = VISITOR, **options: Any) -> Iterator[Visit]:
        """A tab in a browser of its own; `options` are those of Playwright's contexts."""
        cookies = self._cookies(who)
        idle = self._idle.setdefault(repr(sorted(options.items())), [])
        visit = idle.pop() if idle else self._open(options)
        visit.page.context.add_cookies(cookies)
        yield visit
        visit.forget()
        visit.page.set_viewport_size(options.get("viewport", PHONE))
        idle.append(visit)

    @contextmanager
    def afresh(self, who: str = VISITOR, **options: Any) -> Iterator[Visit]:
        """A tab in a browser that has never been here and is thrown away."""
        visit = self._open(options)
        visit.page.context.add_cookies(self._cookies(who))
        try:
            yield visit
        finally:
            visit.page.context.close()

    def tab(self, who: str = VISITOR, **options: Any) -> Visit:
        """A tab for looking, with a phone's screen, kept for whoever looks again with the same options."""
        key = repr((who, sorted(options.items())))
        if key not in self._tabs:
            self._tabs[key] = self._open(options)
            self._tabs[key].page.context.add_cookies(self._cookies(who))
        kept = self._tabs[key]
        kept.page.set_viewport_size(PHONE)  # type: ignore[arg-type]
        kept.troubles.clear()
        return kept

    def cookie(self, who: str) -> str:
        """The header by which the site knows somebody; nothing for a visitor."""
        return "; ".join(f"{one['name']}={one['value']}" for one in self._cookies(who))

    def _open(self, options: dict[str, Any]) -> Visit:
        context = self.browser.new_context(**{"viewport": PHONE, "locale": "en-GB", **options})
        context.add_init_script(f"window.bringAxe = () => {{ {_axe()} }}")
        return Visit(context.new_page(), self.served.base)

    def _cookies(self, who: str) -> list[Any]:
        if who == VISITOR:
            return []
        if who not in self._signed_in:
            with self() as visit:
                visit.sign_in(self.served.link(who))
                self._signed_in[who] = visit.page.context.cookies()
        return list(self._signed_in[who])


@cache
def _axe() -> str:
    """The text of axe-core, which checks what a machine can check of accessibility."""
    return (files("axe_playwright_python") / "axe.min.js").read_text()


def check(visit: Visit, *, colours: str = "phone") -> None:
    """Look at a page in three sizes: nothing for axe to find, nothing cut off, nothing in the console.

    What axe looks at is the same in every size but for what is folded away on a phone, and dear to look at:
    it looks once, at the size that is asked for.
    """
    page = visit.page
    found = [("phone", *one) for one in violations(page)] if colours == "phone" else []
    wide = {360: overflow(page)}
    page.set_viewport_size({"width": 320, "height": 740})
    wide[320] = overflow(page)
    page.set_viewport_size(DESK)  # type: ignore[arg-type]
    wide[1280] = overflow(page)
    found += [("desk", *one) for one in violations(page)] if colours == "desk" else []
    assert found == []
    assert wide == {320: 0, 360: 0, 1280: 0}
    assert visit.troubles == []


def violations(page: Page, *, with_colours: bool = True) -> list[tuple[str, list[str]]]:
    """What axe finds wrong with the page as it is now, everything unfolded: (rule, offending elements)."""
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    result = page.evaluate(AXE, [RULES, with_colours])
    return [(one["id"], [node["html"] for node in one["nodes"]]) for one in result["violations"]]


def overflow(page: Page) -> int:
    """How many pixels the page is wider than the screen."""
    wide: int = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return wide
