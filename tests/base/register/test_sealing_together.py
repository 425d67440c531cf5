"""Several sealers at once, several makers of the key, writers beside them: the register stays sound."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from django.db import connection
from pytest_django import Settings
from rows import write

from cast import NOW
from mutirao.base.register import seals
from mutirao.base.register.models import Act, Head, Leaf
from mutirao.base.register.seals import public_key, signing_key
from mutirao.base.register.verify import verify

SEALERS = 4


def together(jobs: list[Callable[[], object]]) -> list[object]:
    """What each job gives, all started at the same moment, each with a connection of its own."""
    start = Barrier(len(jobs))

    def alone(job: Callable[[], object]) -> object:
        try:
            start.wait(timeout=20)
            return job()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(jobs)) as threads:
        return list(threads.map(alone, jobs))


@pytest.mark.usefixtures("transactional_db")
def test_sealers_at_the_same_moment_leave_a_sound_register(settings: Settings) -> None:
    for number in range(3):
        write(range(number * 20 + 1, number * 20 + 21))
        heads = together([lambda: seals.seal(at=NOW)] * SEALERS)
        assert sum(head is not None for head in heads) == 1
    report = verify(public_key(), copy=settings.REGISTER_HEADS)
    assert (report.findings, report.acts, report.unsealed) == ([], 60, 0)
    assert list(Head.objects.values_list("size", flat=True)) == [20, 40, 60]
    assert (report.heads, report.copied) == (3, 3)


@pytest.mark.usefixtures("transactional_db")
def test_writers_beside_sealers_lose_nothing(settings: Settings) -> None:
    def write_ten(first: int) -> Callable[[], object]:
        return lambda: [write([n]) for n in range(first, first + 10)]

    def seal_often() -> None:
        for _ in range(4):
            seals.seal(at=NOW)

    together([write_ten(101), write_ten(1), seal_often, seal_often])
    seals.seal(at=NOW)
    report = verify(public_key(), copy=settings.REGISTER_HEADS)
    assert (report.findings, report.acts, report.unsealed) == ([], 20, 0)
    assert Act.objects.count() == Leaf.objects.count() == 20


def test_threads_that_need_the_key_first_all_get_the_same(settings: Settings) -> None:
    keys = together([lambda: signing_key().private_bytes_raw()] * 8)
    assert set(keys) == {settings.REGISTER_KEY.read_bytes()}


def test_processes_that_need_the_key_first_all_get_the_same(tmp_path: Path) -> None:
    path = tmp_path / "new" / "register.key"
    program = (
        "import secrets, sys; from pathlib import Path; from mutirao.base.keeping import kept\n"
        "sys.stdin.read(1); print(kept(Path(sys.argv[1]), secrets.token_bytes(32)).hex())"
    )
    running = [
        subprocess.Popen(
            [sys.executable, "-c", program, str(path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(8)
    ]
    for process in running:  # all are up and wait for this one sign
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.flush()
    said = [process.communicate(timeout=30)[0].strip() for process in running]
    assert set(said) == {path.read_bytes().hex()}
    assert path.stat().st_mode & 0o777 == 0o600
    assert [file.name for file in path.parent.iterdir()] == ["register.key"]
