"""Measure the site as in production beside two bare Django views, on PostgreSQL, under the same server.

    tests/postgres.sh .venv/bin/python tests/bench/web.py [--seconds 5] [--small]

Prints for each page and write: requests a second, p50 and p95 in milliseconds, SQL statements, and the
ratio to the bare view that reads 20 rows over a persistent connection. Times are never asserted.
"""

from __future__ import annotations

import argparse
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
CONNECTIONS = 8

VOTE = "/services/old-hill-small-works/ballots/measured/"
PAGES = (
    ("home", "/"),
    ("services", "/services/"),
    ("service", "/services/old-hill-small-works/"),
    ("agreement", "/services/old-hill-small-works/agreement/"),
    ("budget", "/services/old-hill-small-works/budgets/which-small-works-first-this-years-round/"),
    ("what if", "/services/old-hill-small-works/budgets/which-small-works-first-this-years-round/what-if/"),
    ("decisions", "/services/old-hill-small-works/decisions/"),
    ("register", "/register/"),
    ("one act", "/register/acts/9/"),
    ("groups", "/groups/"),
)
AFRESH = (  # a cookie of any kind: the page is made anew
    ("services, made afresh", "/services/"),
    ("service, made afresh", "/services/old-hill-small-works/"),
    ("budget, made afresh", PAGES[4][1]),
)
SIGNED_IN = (
    ("service, signed in", "/services/old-hill-small-works/"),
    ("my part", "/me/"),
    ("ballot paper, signed in", VOTE),
)


@dataclass(frozen=True, slots=True)
class Measured:
    """What one address gave: requests a second, p50 and p95 in ms, answers that were not 2xx or 3xx."""

    rate: float
    p50: float
    p95: float
    bad: int


def free_port() -> int:
    """A port nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def served(application: str, *, folder: Path, environment: dict[str, str]) -> Iterator[str]:
    """An application under gunicorn, 2 workers × 4 threads, as `mutirao serve` runs it."""
    port = free_port()
    command = [
        sys.executable, "-m", "gunicorn", application, "--bind", f"127.0.0.1:{port}", "--workers", "2",
        "--threads", "4", "--worker-class", "gthread", "--log-level", "warning", "--chdir", str(folder),
    ]  # fmt: skip
    process = subprocess.Popen(command, env={**os.environ, **environment})
    try:
        address = f"http://127.0.0.1:{port}"
        for _ in range(100):
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                time.sleep(0.1)
        yield address
    finally:
        process.terminate()
        process.wait()


def drive(url: str, seconds: int, *, cookie: str = "", script: Path | None = None) -> Measured:
    """Drive one address with wrk."""
    command = ["wrk", "-t", "2", "-c", str(CONNECTIONS), "-d", f"{seconds}s", "--latency"]
    if cookie:
        command += ["-H", f"Cookie: {cookie}"]
    command += ["-s", str(script or HERE / "report.lua"), url]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    found = re.search(r"REPORT ([\d.]+) ([\d.]+) ([\d.]+) (\d+)", said)
    assert found, said
    return Measured(float(found[1]), float(found[2]), float(found[3]), int(found[4]))


def prepare(small: bool) -> dict[str, object]:
    """Tables, the demonstration, and the rows of a large place; gives what the measuring needs."""
    sys.path.insert(0, str(HERE.parent))
    import django

    django.setup()
    from django.db import connection, transaction
    from django.test import Client
    from django.utils import timezone

    from filling import fill
    from mutirao.base.people.models import Person
    from mutirao.blueprints.stories.telling import tell
    from mutirao.site.clock import tick
    from mutirao.site.preparing import prepare as make_ready

    make_ready()
    with transaction.atomic():
        tell(at=timezone.now())
    tick(at=timezone.now())
    put_to_the_vote()
    size = {"services": 20, "people": 200, "acts": 1_000} if small else {
        "services": 200, "people": 20_000, "acts": 1_000_000,
    }  # fmt: skip
    few = append_cost()
    print(f"filling: {size} …", flush=True)
    fill(**size)
    many = append_cost()
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE IF NOT EXISTS bench_row (id serial PRIMARY KEY, name text, text text)")
        cursor.execute(
            "INSERT INTO bench_row (name, text) SELECT 'row ' || n, repeat('words ', 20) "
            "FROM generate_series(1, 20) AS n"
        )
    client = Client(SERVER_NAME="127.0.0.1")
    ada = Person.objects.get(email="ada@demonstration.example")
    client.force_login(ada, backend="mutirao.base.people.backends.CardBackend")
    statements = {address: _statements(Client(SERVER_NAME="127.0.0.1"), address) for _, address in PAGES}
    signed = {address: _statements(client, address) for _, address in SIGNED_IN}
    cookie = f"sessionid={client.cookies['sessionid'].value}"
    cookies = [_signed_in(person) for person in Person.objects.order_by("joined_at", "pk")[:8]]
    return {
        "statements": statements,
        "signed": signed,
        "cookie": cookie,
        "cookies": cookies,
        "few": few,
        "many": many,
        "acts": size["acts"],
    }


def _signed_in(person: object) -> str:
    from django.test import Client

    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(person, backend="mutirao.base.people.backends.CardBackend")  # type: ignore[arg-type]
    return f"sessionid={client.cookies['sessionid'].value}"


def _statements(client: object, address: str) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.get(address)  # type: ignore[attr-defined]
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200, address  # type: ignore[attr-defined]
    return len([q for q in captured.captured_queries if "SAVEPOINT" not in q["sql"]])


def append_cost() -> float:
    """Median milliseconds of one act (its transaction, its authority, its row), of 300."""
    from statistics import median

    from django.utils import timezone

    from mutirao.base.actor import Actor
    from mutirao.base.people import acts as people
    from mutirao.base.people.models import Person

    rosa = Person.objects.get(email="rosa@demonstration.example")
    took = []
    for n in range(300):
        began = time.perf_counter()
        people.describe(
            person=rosa, name=f"Rosa {n % 2}", language="en-gb", by=Actor(person=rosa), at=timezone.now()
        )
        took.append(time.perf_counter() - began)
    return 1000 * median(took)


def memory(process_name: str) -> float:
    """Proportional memory of the served processes, in MB."""
    import psutil

    total = 0
    for process in psutil.process_iter():
        try:
            if "gunicorn" in " ".join(process.cmdline()) and process_name in " ".join(process.cmdline()):
                total += process.memory_full_info().pss
        except (psutil.NoSuchProcess, psutil.AccessDenied):
            continue
    return total / 1e6


def row(name: str, got: Measured, statements: int | str, yardstick: float) -> str:
    """One line of the table."""
    wrong = f"  {got.bad} WRONG" if got.bad else ""
    return (
        f"{name:<34} {got.rate:>8.0f} {got.p50:>8.1f} {got.p95:>8.1f} {statements!s:>5} "
        f"{got.rate / yardstick:>7.2f}{wrong}"
    )


def main() -> int:
    """Prepare, serve, drive, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=int, default=5)
    parser.add_argument("--small", action="store_true", help="a small place: to try the benchmark itself")
    given = parser.parse_args()
    if not os.environ.get("DATABASE_URL", "").startswith("postgres"):
        parser.error("run it on PostgreSQL: tests/postgres.sh .venv/bin/python tests/bench/web.py")
    data = tempfile.mkdtemp(prefix="mutirao-bench-")
    os.environ.update(MUTIRAO_DATA=data, MUTIRAO_DEMO="1", DJANGO_SETTINGS_MODULE="mutirao.site.settings")
    facts = prepare(given.small)
    print(f"appending an act: {facts['few']:.2f} ms at 100 acts, {facts['many']:.2f} ms at {facts['acts']:,}")
    with served("bare.app:application", folder=HERE, environment={}) as bare:
        nothing = drive(f"{bare}/none", given.seconds)
        rows = drive(f"{bare}/rows", given.seconds)
        bare_memory = memory("bare.app")
    head = f"{'page':<34} {'req/s':>8} {'p50 ms':>8} {'p95 ms':>8} {'SQL':>5} {'× bare':>7}"
    print(f"{head}\n{'-' * len(head)}")
    print(row("bare view, no query", nothing, 0, rows.rate))
    print(row("bare view, 20 rows", rows, 1, rows.rate))
    with served("mutirao.site.wsgi:application", folder=HERE, environment={}) as site:
        for _, address in PAGES:  # first visits compile templates
            urllib.request.urlopen(site + address).read()
        for name, address in PAGES:
            got = drive(site + address, given.seconds)
            print(row(name, got, facts["statements"][address], rows.rate), flush=True)  # type: ignore[index]
        for name, address in AFRESH:
            got = drive(site + address, given.seconds, cookie="afresh=1")
            print(row(name, got, "", rows.rate), flush=True)
        for name, address in SIGNED_IN:
            got = drive(site + address, given.seconds, cookie=str(facts["cookie"]))
            print(row(name, got, facts["signed"][address], rows.rate), flush=True)  # type: ignore[index]
        for line in writes(site, given.seconds, facts["cookies"], rows.rate):  # type: ignore[arg-type]
            print(line, flush=True)
        print(f"memory (PSS, two workers): {memory('mutirao.site'):.0f} MB; bare: {bare_memory:.0f} MB")
    return 0


def put_to_the_vote() -> None:
    """An open vote on twelve options, for everybody."""
    from datetime import timedelta

    from django.utils import timezone

    from mutirao.base.services.models import Service
    from mutirao.blueprints.stories.ballots import SMALL_WORKS
    from mutirao.planning.ballots import keys
    from mutirao.planning.ballots.models import Ballot, Option

    now = timezone.now()
    ballot = Ballot.objects.create(
        service=Service.objects.get(slug="old-hill-small-works"),
        slug="measured",
        question="Which first?",
        form="approval",
        state="open",
        opens_at=now,
        closes_at=now + timedelta(days=1),
        made_at=now,
        frozen=[[wish.code, None] for wish in SMALL_WORKS],
    )
    Option.objects.bulk_create(
        Option(ballot=ballot, code=wish.code, title=wish.name, place=place)
        for place, wish in enumerate(SMALL_WORKS)
    )
    keys.fresh(ballot).save()


WRITES = (  # an act with its row in the register; a vote, changed again and again
    ("write: change my details", "/me/details/", "name=Somebody&language=en-gb"),
    ("write: save a vote", VOTE, "choice=1&choice=4&choice=7"),
)


def writes(site: str, seconds: int, cookies: list[str], yardstick: float) -> Iterator[str]:
    """Writes by eight people at once."""
    for name, address, sent in WRITES:
        yield row(name, write(site + address, sent, seconds, cookies), "", yardstick)


def write(url: str, sent: str, seconds: int, cookies: list[str]) -> Measured:
    """Send one form again and again, each time as the next of these people."""
    people = [(cookie, *_form(url, cookie)) for cookie in cookies]
    lines = ",\n".join(
        f'{{"{cookie}; csrftoken={secret}", "csrfmiddlewaretoken={token}&{sent}"}}'
        for cookie, token, secret in people
    )
    script = Path(tempfile.mkdtemp()) / "write.lua"
    script.write_text(
        f"local people = {{{lines}}}\nlocal n = 0\n"
        "request = function()\n"
        "  n = n % #people + 1\n"
        '  return wrk.format("POST", nil, {["Cookie"] = people[n][1], '
        '["Content-Type"] = "application/x-www-form-urlencoded"}, people[n][2])\n'
        "end\n" + (HERE / "report.lua").read_text()
    )
    return drive(url, seconds, script=script)


def _form(url: str, cookie: str) -> tuple[str, str]:
    """The token of a form and its secret in the cookie."""
    request = urllib.request.Request(url, headers={"Cookie": cookie})
    with urllib.request.urlopen(request) as page:
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.read().decode())
        secret = re.search(r"csrftoken=(\w+)", page.headers.get("Set-Cookie", ""))
    assert token and secret, "the form has no token"
    return token[1], secret[1]


if __name__ == "__main__":
    sys.exit(main())
