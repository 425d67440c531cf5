"""The server is killed during voting, again and again: every acknowledged vote is counted, none twice."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from http.client import HTTPException
from threading import Thread
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from test_kill import place, told

from mutirao.theory.receipts import fingerprint

__all__ = ["place"]

VOTERS = 24
PREPARE = f"""
import django
django.setup()
from datetime import timedelta
from django.utils import timezone
from django.test import Client
from mutirao.base.people.models import Area, Person
from mutirao.base.services.models import Service
from mutirao.planning.ballots import keys
from mutirao.planning.ballots.models import Ballot, Option
from mutirao.site.preparing import prepare
prepare()
now = timezone.now()
area = Area.objects.create(name="Penwerris", slug="penwerris")
service = Service.objects.create(
    name="Small works", slug="small-works", area=area, blocks=["ballots"], started_at=now
)
ballot = Ballot.objects.create(
    service=service, slug="which", question="Which?", form="approval", state="open", made_at=now,
    opens_at=now - timedelta(hours=1), closes_at=now + timedelta(days=1), frozen=[["1", None], ["2", None]],
)
for place, title in enumerate(("Benches", "Swings")):
    Option.objects.create(ballot=ballot, code=str(place + 1), title=title, place=place)
keys.fresh(ballot).save()
for n in range({VOTERS}):
    voter = Person.objects.create(name=f"V{{n}}", email=f"v{{n}}@example.org", joined_at=now, password="!")
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(voter, backend="mutirao.base.people.backends.CardBackend")
    print(client.cookies["sessionid"].value)
"""
COUNT = """
import json
import django
django.setup()
from datetime import timedelta
from django.conf import settings
from django.utils import timezone
from mutirao.base.register.models import Act
from mutirao.base.register.seals import public_key
from mutirao.base.register.verify import verify
from mutirao.planning.ballots.closing_acts import close_those_due
from mutirao.planning.ballots.models import Ballot, Participation, Slip
close_those_due(timezone.now() + timedelta(days=2))
report = verify(public_key(), copy=settings.REGISTER_HEADS)
ballot = Ballot.objects.get()
print(json.dumps({
    "state": ballot.state,
    "ballot": str(ballot.pk),
    "voters": ballot.voters,
    "participants": Participation.objects.count(),
    "acts": Act.objects.filter(name="vote.cast").count(),
    "slips": dict(Slip.objects.values_list("fingerprint", "choice")),
    "findings": [finding.code for finding in report.findings],
}))
"""


class Server:
    """The site as in production, under gunicorn; killed without warning and started again."""

    def __init__(self, place: dict[str, str]) -> None:
        self.place = place
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        self.address = f"http://127.0.0.1:{self.port}"
        self.start()

    def start(self) -> None:
        command = [
            sys.executable, "-m", "gunicorn", "mutirao.site.wsgi:application", "--bind",
            f"127.0.0.1:{self.port}", "--workers", "1", "--threads", "4", "--worker-class", "gthread",
            "--log-level", "critical",
        ]  # fmt: skip
        self.process = subprocess.Popen(command, env=self.place, start_new_session=True)
        for _ in range(200):
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
                return
            except OSError:
                time.sleep(0.05)
        raise AssertionError("the server did not start")

    def kill(self) -> None:
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


class Browser:
    """Somebody signed in: sends the session and the token against forgery, keeps nothing else."""

    def __init__(self, session: str) -> None:
        self.cookies = {"sessionid": session}

    def ask(self, address: str, data: dict[str, str] | None = None) -> str:
        """A page, as text; with data, sent as a form. A refusal is a fault; no answer is an `OSError`."""
        body = urlencode(data).encode() if data is not None else None
        sent = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        try:
            with urlopen(Request(address, body, {"Cookie": sent}), timeout=30) as answer:
                page: str = answer.read().decode()
                for cookie in answer.headers.get_all("Set-Cookie", []):
                    name, _equals, value = cookie.partition(";")[0].partition("=")
                    self.cookies[name] = value
                return page
        except HTTPError as refused:
            raise AssertionError(f"{address}: {refused.code} {refused.read()[:2000]!r}") from None
        except HTTPException as cut:
            raise OSError("cut off") from cut

    def insist(self, address: str) -> str:
        """Ask until somebody answers: the server may be down for a moment."""
        for _ in range(400):
            try:
                return self.ask(address)
            except OSError:
                time.sleep(0.05)
        raise AssertionError(f"no answer from {address}")


def hidden(page: str, name: str) -> str:
    """The value of a hidden field."""
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found, (name, page[:2000])
    return found[1]


def vote(server: Server, session: str, told_saved: dict[str, str]) -> None:
    """Vote and change the vote; note what the site said was saved, by receipt."""
    browser = Browser(session)
    here = f"{server.address}/services/small-works/ballots/which/"
    for choice in ("1", "2", "1", "2"):
        for _ in range(50):
            page = browser.insist(here)
            form = {name: hidden(page, name) for name in ("seen", "csrfmiddlewaretoken")}
            try:
                answer = browser.ask(here, {"choice": choice, **form})
            except OSError:
                time.sleep(0.02)  # not acknowledged: look again and try again
                continue
            assert "Your vote is saved" in answer
            code = re.search(
                r"<code[^>]*>((?:[a-z]{4}-){3}[a-z]{4})</code>", browser.insist(f"{here}receipt/")
            )
            assert code
            told_saved[code[1]] = f'["{choice}"]'
            break
        else:
            raise AssertionError("the vote was never acknowledged")


def test_votes_acknowledged_before_a_kill_are_counted(place: dict[str, str]) -> None:
    cards = told(PREPARE, place).split()
    server = Server({**place, "MUTIRAO_HTTPS": "0"})
    saved: dict[str, str] = {}
    faults: list[BaseException] = []

    def voter(mine: list[str]) -> None:
        for code in mine:
            try:
                vote(server, code, saved)
            except BaseException as fault:
                faults.append(fault)

    threads = [Thread(target=voter, args=(cards[n::4],)) for n in range(4)]
    try:
        for thread in threads:
            thread.start()
        kills = 0
        while any(thread.is_alive() for thread in threads):
            time.sleep(0.5)
            if kills < 4:
                server.kill()
                kills += 1
                server.start()
        for thread in threads:
            thread.join(timeout=60)
    finally:
        server.kill()
    found = json.loads(told(COUNT, place))
    assert faults == []
    assert kills == 4
    assert found["slips"] == {fingerprint(found["ballot"], code): choice for code, choice in saved.items()}
    assert (found["state"], found["voters"], found["participants"]) == ("closed", VOTERS, VOTERS)
    assert (found["acts"], found["findings"]) == (VOTERS, [])
