"""The demonstration started as people start it, and every page of it looked at, as everybody in it."""

from __future__ import annotations

import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest
from commands import surroundings
from crawler import OF_ONE_KIND, Answer, Look, Visitor

from mutirao.blueprints.stories.telling import ROLES

pytestmark = pytest.mark.slow

# Changing the language is looked at by itself: every page has a link for it that leads back.
LANGUAGES = re.compile(r"^/language/")
# What a member sees of single acts and files is what a visitor sees.
SAME_FOR_ALL = re.compile(r"^/language/|^/static/|^/register/(acts/|register\.jsonl)|^/gallery/|\?before=")


@dataclass(frozen=True)
class Site:
    """A running demonstration."""

    port: int
    links: dict[str, str]


def free_port() -> int:
    """A port nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])


def wait_until_it_answers(running: subprocess.Popen[str], port: int) -> None:
    """Until somebody listens; a minute at most."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        assert running.poll() is None, "it stopped by itself"
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError("it never answered")


@pytest.fixture(scope="module")
def site(
    first_demonstration: tuple[Path, object], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Site]:
    """The demonstration as a process; stopped afterwards with everything it started."""
    folder, port = tmp_path_factory.mktemp("running") / "site", free_port()
    shutil.copytree(first_demonstration[0], folder)
    running = subprocess.Popen(
        [sys.executable, "-m", "mutirao", "demo", "--data", str(folder), "--port", str(port)],
        env=surroundings(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert running.stdout is not None
    assert running.stderr is not None
    lines: list[str] = []
    while not any("Everybody else" in line for line in lines[-1:]):
        line = running.stdout.readline()
        assert line, running.stderr.read()
        lines.append(line)
    wait_until_it_answers(running, port)
    paths = re.findall(r"http://127\.0\.0\.1:\d+(/account/link/\w+/)", "".join(lines))
    yield Site(port, dict(zip((name for _role, name in ROLES), paths, strict=True)))
    stop(running)


def stop(running: subprocess.Popen[str]) -> None:
    """Stop it as a service manager does: it ends well, says nothing, and leaves no process behind."""
    assert running.poll() is None, running.communicate()
    started = psutil.Process(running.pid).children(recursive=True)
    assert len(started) == 3  # two workers and the clock
    running.send_signal(signal.SIGTERM)
    out, err = running.communicate(timeout=30)
    assert (running.returncode, out.strip(), err) == (0, "", "")
    gone, alive = psutil.wait_procs(started, timeout=10)
    assert (len(gone), alive) == (3, [])


@pytest.fixture
def visitor(site: Site) -> Iterator[Visitor]:
    """A browser that has never been here."""
    visitor = Visitor(site.port, LANGUAGES)
    yield visitor
    visitor.close()


def test_every_public_page(visitor: Visitor) -> None:
    visitor.crawl()
    assert visitor.wrong == []
    assert len([path for path in visitor.seen if path.startswith("/services/")]) > 30
    assert len([path for path in visitor.seen if path.startswith("/register/acts/")]) >= OF_ONE_KIND
    assert {"/about/", "/register/verify/", "/register/head.json", "/who-may-do-what/"} <= set(visitor.seen)
    assert "/account/signup/" in visitor.seen


@pytest.mark.parametrize("name", [name for _role, name in ROLES])
def test_every_page_as_everybody_in_it(site: Site, visitor: Visitor, name: str) -> None:
    visitor.skip = SAME_FOR_ALL
    assert visitor.sign_in(site.links[name]) == "/me/"
    visitor.crawl("/me/")
    assert visitor.wrong == []
    assert visitor.seen["/me/"] == 200
    assert len(visitor.seen) > 60
    own = {path for path, status in visitor.seen.items() if status == 200}
    assert ("/services/old-hill-small-works/describe/" in own) is (name not in ("dee", "eve"))


@pytest.mark.parametrize(
    ("language", "words"),
    [("fr", "Qui peut faire quoi"), ("pt-br", "Quem pode fazer o quê"), ("en-gb", "Who may do what")],
)
def test_every_page_in_every_language(visitor: Visitor, language: str, words: str) -> None:
    visitor.skip = SAME_FOR_ALL
    answer = visitor.ask("GET", f"/language/?language={language}&next=/about/")
    assert (answer.status, answer.location) == (302, "/about/")
    visitor.crawl("/")
    assert visitor.wrong == []
    page: Answer = visitor.ask("GET", "/")
    assert f'lang="{language}"' in page.text
    assert words in page.text


def test_a_visitor_who_may_not_is_refused_on_a_page_of_ours(visitor: Visitor) -> None:
    closed = [
        "/me/",
        "/me/card/",
        "/groups/add/",
        "/services/start/",
        "/services/old-hill-small-works/describe/",
    ]
    for path in closed:
        answer = visitor.ask("GET", path)
        assert answer.status == 403, path
        assert "Sign in first" in answer.text
        visitor.look(path, answer)
    assert visitor.wrong == []


def test_the_measure_itself_knows_a_bad_page() -> None:
    look = Look(
        "<html lang='xx'><title> </title><p id='a' style='x'><b>no</p><p id='a' onclick='x()'></p>"
        "<h1></h1><h1></h1><img src='/x.png'><script>x()</script><script src='/x.js'></script><style></style>"
        "<a href='/y'>y</a></div>"
    )
    assert look.wrong == [
        "p has style",
        "</p> closes <b>",
        "p has onclick",
        "id 'a' is empty or given twice",
        "an image without words",
        "inline script",
        "inline style",
        "</div> closes <html>",
        "<html> is not closed",
    ]
    assert (look.headings, look.titles, look.lang) == (2, [""], "xx")
    assert (look.links, look.assets) == (["/y"], ["/x.png", "/x.js"])


def test_what_is_not_there_is_said_to_be_not_there(visitor: Visitor) -> None:
    for path in ("/nothing/", "/services/nothing/", "/register/acts/999999/", "/services/../../etc/passwd"):
        answer = visitor.ask("GET", path)
        assert answer.status == 404, path
        assert "<h1" in answer.text
        assert "Traceback" not in answer.text
    answer = visitor.ask("POST", "/account/card/", {"code": "x"})
    assert answer.status == 403  # without the token of a form of ours
    assert "<h1" in answer.text
