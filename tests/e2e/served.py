"""The demonstration as `mutirao demo` serves it: a process of its own, with its own folder and port."""

from __future__ import annotations

import os
import re
import secrets
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from contextlib import closing
from pathlib import Path

from django.conf import settings

from mutirao.base.people import codes

PATIENCE = 90
"""Seconds to wait for the site on a busy machine."""

LINK = re.compile(r"  (.+)\n    http://127\.0\.0\.1:\d+(/account/link/[a-z]{24}/)\n")


class Served:
    """A running demonstration. What it prints, its letters among it, goes to `said`."""

    def __init__(self, folder: Path) -> None:
        self.data = folder / "data"
        self.said = folder / "said.txt"
        self.port = _free_port()
        self.base = f"http://127.0.0.1:{self.port}"
        with self.said.open("w") as said:
            self.process = subprocess.Popen(
                [*self._command("demo"), "--port", str(self.port), "--data", str(self.data)],
                env=self._environment(),
                stdout=said,
                stderr=subprocess.STDOUT,
            )
        self._wait()

    def stop(self) -> None:
        """Stop the site and the clock beside it."""
        self.process.terminate()
        self.process.wait(timeout=PATIENCE)

    def run(self, *words: str) -> str:
        """What another `mutirao` command on the same installation prints."""
        done = subprocess.run(
            self._command(*words), env=self._environment(), capture_output=True, text=True, timeout=PATIENCE
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    @property
    def printed_links(self) -> dict[str, str]:
        """The addresses of the sign-in links that the demonstration printed, by role."""
        return dict(LINK.findall(self.said.read_text()))

    def link(self, name: str) -> str:
        """The address of a sign-in link like the printed ones, for as many sign-ins as tests need."""
        letters = "abcdefghijklmnopqrstuvwxyz"
        link = "".join(secrets.choice(letters) for _ in range(24))
        self.write(
            "INSERT INTO people_signinlink (person_id, digest, made_at) "
            "SELECT id, ?, joined_at FROM people_person WHERE email = ?",
            codes.digest(link),
            f"{name}@demonstration.example",
        )
        return f"/account/link/{link}/"

    def newcomer(self, name: str) -> str:
        """Somebody whom no other test knows, invented like everybody here; the name comes back."""
        key, address = secrets.token_hex(16), f"{name}@demonstration.example"
        self.write(
            "INSERT INTO people_person (id, name, email, language, joined_at, is_active, is_demonstration, "
            "password) VALUES (?, ?, ?, 'en-gb', '2026-01-01', 1, 1, '!')",
            *(key, name, address),
        )
        self.write(
            'INSERT INTO account_emailaddress (user_id, email, verified, "primary") VALUES (?, ?, 1, 1)',
            *(key, address),
        )
        return name

    def ask(self, question: str, *given: object) -> list[tuple[object, ...]]:
        """Rows of the site's database."""
        with closing(sqlite3.connect(self.data / "mutirao.sqlite3", timeout=PATIENCE)) as database:
            return database.execute(question, given).fetchall()

    def write(self, statement: str, *given: object) -> None:
        """Change the site's database behind its back."""
        with closing(sqlite3.connect(self.data / "mutirao.sqlite3", timeout=PATIENCE)) as database, database:
            assert database.execute(statement, given).rowcount >= 1

    def letters_to(self, address: str) -> list[str]:
        """The letters sent to an e-mail address, oldest first."""
        letters = self.said.read_text().split("Content-Type: text/plain")
        return [letter for letter in letters if f"To: {address}\n" in letter]

    def code_sent_to(self, address: str, *, after: int = 0) -> str:
        """The sign-in code in the newest letter to somebody, when there are more letters than `after`."""
        ends = time.monotonic() + PATIENCE
        while len(found := self.letters_to(address)) <= after:
            assert time.monotonic() < ends, f"no letter to {address}"
            time.sleep(0.02)
        code = re.search(r"^([A-Z0-9]{3,}-?[A-Z0-9]{3,})$", found[-1], re.MULTILINE)
        assert code, found[-1]
        return code[1]

    def _command(self, *words: str) -> list[str]:
        return [sys.executable, "-m", "mutirao", *words]

    def _environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("MUTIRAO_")}
        kept.pop("DATABASE_URL", None)
        kept.pop("DJANGO_SETTINGS_MODULE", None)
        return {
            **kept,
            "MUTIRAO_DATA": str(self.data),
            "MUTIRAO_DEMO": "1",
            "MUTIRAO_SECRET_KEY": settings.SECRET_KEY,
            "PYTHONUNBUFFERED": "1",
        }

    def _wait(self) -> None:
        ends = time.monotonic() + PATIENCE
        while True:
            assert self.process.poll() is None, self.said.read_text()
            assert time.monotonic() < ends, self.said.read_text()
            try:
                with urllib.request.urlopen(f"{self.base}/about/", timeout=PATIENCE):
                    return
            except OSError:
                time.sleep(0.1)


def _free_port() -> int:
    with closing(socket.socket()) as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port
