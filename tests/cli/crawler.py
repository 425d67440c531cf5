"""A visitor who follows every link of a running site and looks closely at every page."""

from __future__ import annotations

import re
from collections import Counter, deque
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.client import HTTPConnection, HTTPResponse
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urljoin, urlsplit

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
RAW = (
    "{{",
    "{%",
    "{#",
    "Traceback (most recent call last)",
    "VariableDoesNotExist",
    "&lt;django",
    "object at 0x",
)

OF_ONE_KIND = 8  # one more than there are services in the demonstration


def kind_of(path: str) -> str:
    """What pages of one kind have in common: numbers and the names of things are left out."""
    parts = path.partition("?")[0].split("/")
    named = parts[1:2] == ["services"]
    kept = ["*" if named and place in (2, 4) else part for place, part in enumerate(parts)]
    if (
        named
        and len(parts) > 4
        and parts[3] in ("agreement", "decisions", "priorities", "meetings", "cycles")
    ):
        kept[4] = parts[4]
    return re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}|\d+", "#", "/".join(kept))


class Look(HTMLParser):
    """What a page is made of, and what is wrong with it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.assets: list[str] = []
        self.wrong: list[str] = []
        self.titles: list[str] = []
        self.headings = 0
        self.lang = self.token = ""
        self.open: list[str] = []
        self.ids: set[str] = set()
        self.feed(text)
        self.close()
        self.wrong += [f"<{tag}> is not closed" for tag in self.open]

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag not in VOID:
            self.open.append(tag)
        self.headings += tag == "h1"
        if tag == "html":
            self.lang = given.get("lang", "")
        if given.get("name") == "csrfmiddlewaretoken":
            self.token = given.get("value", "")
        self._check(tag, given)
        if tag == "a":
            self.links.append(given.get("href", ""))
        elif tag in ("img", "script", "link") and (given.get("src") or given.get("href")):
            self.assets.append(given.get("src") or given.get("href", ""))

    def _check(self, tag: str, given: dict[str, str]) -> None:
        self.wrong += [f"{tag} has {name}" for name in given if name.startswith("on") or name == "style"]
        if tag == "style" or (
            tag == "script" and "src" not in given and given.get("type") != "application/json"
        ):
            self.wrong.append(f"inline {tag}")
        if tag == "img" and "alt" not in given:
            self.wrong.append("an image without words")
        name = given.get("id")
        if name is not None and (not name or name in self.ids):
            self.wrong.append(f"id {name!r} is empty or given twice")
        self.ids.add(name or "")

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if not self.open or self.open[-1] != tag:
            self.wrong.append(f"</{tag}> closes <{self.open[-1] if self.open else 'nothing'}>")
            if tag not in self.open:
                return
        while self.open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] == "title" and "svg" not in self.open:
            self.titles.append(data.strip())


@dataclass(frozen=True)
class Answer:
    """One answer of the site."""

    status: int
    kind: str
    policy: str
    location: str
    body: bytes

    @property
    def text(self) -> str:
        """The page."""
        return self.body.decode()


@dataclass
class Visitor:
    """A browser without scripts: keeps cookies, follows links, remembers where it was."""

    port: int
    skip: re.Pattern[str]
    cookies: dict[str, str] = field(default_factory=dict)
    seen: dict[str, int] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)
    connection: HTTPConnection | None = None

    def ask(self, method: str, path: str, form: dict[str, str] | None = None) -> Answer:
        """One request; the connection is kept, and made anew where the site has closed it meanwhile."""
        try:
            return self._ask(method, path, form)
        except ConnectionError:
            self.close()
            return self._ask(method, path, form)

    def _ask(self, method: str, path: str, form: dict[str, str] | None) -> Answer:
        if self.connection is None:
            self.connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if form is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self.connection.request(method, path, urlencode(form) if form is not None else None, headers)
        answer = self.connection.getresponse()
        self._keep_cookies(answer)
        return Answer(
            answer.status,
            answer.headers.get_content_type(),
            answer.headers.get("Content-Security-Policy", ""),
            answer.headers.get("Location", ""),
            answer.read(),
        )

    def close(self) -> None:
        """Leave."""
        if self.connection is not None:
            self.connection.close()
            self.connection = None

    def _keep_cookies(self, answer: HTTPResponse) -> None:
        for line in answer.headers.get_all("Set-Cookie") or ():
            for name, morsel in SimpleCookie(line).items():
                self.cookies[name] = morsel.value

    def sign_in(self, link: str) -> str:
        """Use a one-time link; where it leads."""
        look = Look(self.ask("GET", link).text)
        return self.ask("POST", link, {"csrfmiddlewaretoken": look.token}).location

    def crawl(self, start: str = "/") -> None:
        """Follow every link from here, but of many pages of one kind only the first few."""
        waiting = deque([start])
        kinds: Counter[str] = Counter()
        while waiting:
            path = waiting.popleft()
            if path in self.seen or self.skip.search(path):
                continue
            kinds[kind_of(path)] += 1
            if kinds[kind_of(path)] > OF_ONE_KIND:
                continue
            answer = self.ask("GET", path)
            self.seen[path] = answer.status
            if answer.status == 302:
                found = [answer.location]
            elif answer.kind == "text/html":
                found = self.look(path, answer)
            else:
                found = []
                if answer.status != 200 or not answer.body:
                    self.wrong.append(f"{path}: {answer.status}, {len(answer.body)} bytes")
            waiting.extend(inside for link in found if (inside := self._inside(path, link)))

    def _inside(self, path: str, link: str) -> str:
        """A link as a path of this site; nothing for what leads elsewhere."""
        if link.startswith(("mailto:", "tel:", "#", "data:")):
            return ""
        parts = urlsplit(urljoin(f"http://127.0.0.1:{self.port}{path}", link))
        if parts.port != self.port or not link:
            return ""
        return parts.path + (f"?{parts.query}" if parts.query else "")

    def look(self, path: str, answer: Answer) -> list[str]:
        """Look closely at a page; its links and assets."""
        look = Look(answer.text)
        wrong = list(look.wrong)
        is_refusal = answer.status == 403 and 'class="m-refusal' in answer.text
        if answer.status != 200 and not is_refusal:
            wrong.append(f"answers {answer.status}")
        if look.headings != 1:
            wrong.append(f"{look.headings} main headings")
        if len(" ".join(look.titles).strip()) < 4:
            wrong.append("no title")
        if look.lang not in ("en-gb", "fr", "pt-br"):
            wrong.append(f"language {look.lang!r}")
        wrong += [f"{sign} stands in the text" for sign in RAW if sign in answer.text]
        if "default-src 'self'" not in answer.policy or "unsafe" in answer.policy:
            wrong.append(f"policy {answer.policy!r}")
        self.wrong += [f"{path}: {what}" for what in wrong]
        return [*look.links, *look.assets]
