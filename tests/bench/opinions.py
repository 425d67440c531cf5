"""Opinion maps beside red-dwarf, in one run: `python tests/bench/opinions.py [--full]`.

Every cell is measured in a process of its own, so that memory is its own; seconds are the median of up to
nine repeats while they stay short. Both sides are given the answers as their own programs take them, read
beforehand; what is imported is not timed. The groups must be the same (adjusted Rand at least 0.95), or the
run fails. The crowd of 20,000 and that of 100,000 are made up; red-dwarf is not asked for the largest.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from statistics import median
from typing import Any

TESTS = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(TESTS), str(TESTS / "engines" / "opinions")]

from shared import SHARED  # noqa: E402 - the path has to be set first

REAL = ("london.youth.policing", "brexit-consensus", "scoop-hivemind.biodiversity", "vtaiwan.uberx")
CROWDS = {"20,000 × 200 made up": (20_000, 200, 0.2275), "100,000 × 300 made up": (100_000, 300, 0.23)}
WORKS = ("map", "refresh", "read", "one more vote", "next statement")


@dataclass(frozen=True)
class Cell:
    """One measurement: seconds (median), the peak of memory in MB, and who is in which group."""

    seconds: float
    memory: float
    groups: list[int] | None


def main() -> int:
    """Print the table; with `--child` measure one cell of it."""
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("--full", action="store_true", help="red-dwarf on 20,000 people too (half a minute)")
    options.add_argument("--child", nargs=3, help=argparse.SUPPRESS)
    chosen = options.parse_args()
    if chosen.child:
        print(json.dumps(measured(*chosen.child).__dict__))
        return 0
    if not (SHARED / "polis").is_dir():
        print("The real conversations are not here: shared/data/polis is missing beside this project.")
        return 1
    same = maps(full=chosen.full)
    print(f"\nmutirao --help: {started():.3f} s")
    print("\nThe same groups in every line." if same else "\nThe groups differ.")
    return 0 if same else 1


def maps(*, full: bool) -> bool:
    """Measure and print, one line for each piece of work; whether the groups are the same."""
    same = True
    print(f"{'':44}{'ours':>20}{'red-dwarf':>20}{'ratio':>9}")
    for name in (*REAL, *CROWDS):
        for work in WORKS:
            if work == "read" and name in CROWDS:
                continue
            ours = cell("ours", name, work)
            line = f"{name:28}{work:16}{told(ours):>20}"
            if work == "map" and (name in REAL or (full and name.startswith("20"))):
                theirs = cell("theirs", name, work)
                line += f"{told(theirs):>20}{theirs.seconds / ours.seconds:8,.1f}×"
                if not alike(ours, theirs):
                    same, line = False, line + "  OTHER GROUPS"
            print(line, flush=True)
    return same


def alike(ours: Cell, theirs: Cell) -> bool:
    """Whether both found as many groups, with the same people in them."""
    from red_dwarf import adjusted_rand

    assert ours.groups is not None
    assert theirs.groups is not None
    return (
        len(set(ours.groups)) == len(set(theirs.groups)) and adjusted_rand(ours.groups, theirs.groups) >= 0.95
    )


def told(found: Cell) -> str:
    """A cell in words."""
    return f"{found.seconds * 1000:,.3f} ms, {found.memory:,.0f} MB"


def cell(side: str, name: str, work: str) -> Cell:
    """Measure one cell in a process of its own."""
    command = [sys.executable, "-W", "ignore", __file__, "--child", side, name, work]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return Cell(**json.loads(done.stdout))


def started() -> float:
    """Seconds until `mutirao --help` has said all, the median of nine."""
    times = []
    for _ in range(9):
        start = time.perf_counter()
        subprocess.run(
            [sys.executable, "-m", "mutirao", "--help"], capture_output=True, check=True, env=os.environ
        )
        times.append(time.perf_counter() - start)
    return median(times)


def measured(side: str, name: str, work: str) -> Cell:
    """The work itself; what is imported and what is read beforehand are not timed."""
    do = ours(name, work) if side == "ours" else theirs(name)
    times: list[float] = []
    groups = None
    while len(times) < 9 and sum(times) < 8:
        start = time.perf_counter()
        groups = do()
        times.append(time.perf_counter() - start)
    # The first repeat warms what is lazy on either side.
    return Cell(median(times[1:] or times), getrusage(RUSAGE_SELF).ru_maxrss / 1024, groups)


def ours(name: str, work: str) -> Any:
    """One of our pieces of work on a conversation, giving each person's group where there is one."""
    from mutirao.engines.opinions.counts import counts
    from mutirao.engines.opinions.opinion_map import opinion_map, refresh
    from mutirao.engines.opinions.polis import read
    from mutirao.engines.opinions.routing import next_statements, telling

    if work == "read":
        return lambda: silent(read(SHARED / "polis" / name).answers())
    answers = conversation(name)
    if work == "map":
        return lambda: opinion_map(answers).group.tolist()
    if work == "refresh":
        before = opinion_map(answers)
        return lambda: refresh(before, answers).group.tolist()
    running = counts(answers)
    statement = answers.statements[0]
    if work == "one more vote":
        return lambda: silent(running.add(statement, 1))
    tells = telling(opinion_map(answers))
    return lambda: silent(next_statements((statement,), running, tells, seed="one person"))


def theirs(name: str) -> Any:
    """red-dwarf's map of a conversation, giving each person's group."""
    import numpy as np
    from red_dwarf import pipeline, votes

    answers = conversation(name)
    listed, refused = votes(answers), np.flatnonzero(answers.moderation == -1).tolist()

    def do() -> list[int]:
        people = pipeline(listed, refused).participants_df
        return people["cluster_id"].fillna(-1).astype(int).tolist()  # type: ignore[no-any-return]

    return do


def conversation(name: str) -> Any:
    """The answers of a real conversation, or of a crowd in three camps."""
    if name in REAL:
        from mutirao.engines.opinions.polis import read

        return read(SHARED / "polis" / name).answers()
    import numpy as np

    from mutirao.engines.opinions.answers import place

    people, statements, density = CROWDS[name]
    chance = np.random.default_rng(7)
    camp = chance.choice(3, people, p=[0.5, 0.3, 0.2])
    leaning = np.clip(chance.normal(0, 0.7, (3, statements)), -1, 1)
    columns: list[Any] = []
    for first in range(0, people, 5000):
        seen = np.nonzero(chance.random((min(5000, people - first), statements)) < density)
        agrees = chance.random(len(seen[0])) < (leaning[camp[first + seen[0]], seen[1]] + 1) / 2
        value = np.where(chance.random(len(agrees)) < 0.12, 0, np.where(agrees, 1, -1)).astype(np.int8)
        columns.append(((seen[0] + first).astype(np.int32), seen[1].astype(np.int32), value))
    person, statement, value = (np.concatenate(column) for column in zip(*columns, strict=True))
    return place(
        [str(i) for i in range(people)], [str(i) for i in range(statements)], person, statement, value
    )


def silent(_done: object) -> None:
    """Work that has no groups."""


if __name__ == "__main__":
    sys.exit(main())
