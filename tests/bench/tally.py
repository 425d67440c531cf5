"""Reading and counting real ballots, beside pabutools, in one run: `python tests/bench/tally.py [--full]`.

Every cell is measured in a process of its own, so that memory is its own; ours is the median of up to
five repeats, pabutools' of up to three while they stay short. A count takes ballots as read; reading,
with the making of arrays, is a line of its own, and so is the whole process (start, read, count, print).
The winners of both must be equal, in the same order where pabutools tells it, or the run fails.

pabutools needs many minutes for some cells. Those are run with `--full` only; otherwise the ratio is to
the lowest time published for it on a machine of this kind, and marked with a star. Without a star, both were
measured here.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from statistics import median
from typing import Any

TESTS = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(TESTS), str(TESTS / "engines" / "allocation"), str(TESTS / "bench")]

from shared import BALLOTS  # noqa: E402 - the path has to be set first

LODZ, WARSAW, BUDAPEST = "Poland_Lodz_2022", "Poland_Warszawa_2026", "Hungary_Budapest_2024"
PRAGA = "Poland_Warszawa_2020_Praga-Poludnie"
SMALL = ("Netherlands_Assen_2024", "Poland_Krakow_2024_Bienczyce")
WORKS: dict[str, Any] = {
    "read": None,
    "greedy": ("greedy", None, None),
    "phragmen": ("phragmen", None, None),
    "equal shares, cost": ("equal-shares", "cost", "none"),
    "equal shares, cardinality": ("equal-shares", "cardinality", "none"),
    "… cost, add1": ("equal-shares", "cost", "add1"),
    "… cardinality, add1": ("equal-shares", "cardinality", "add1"),
}
WHOLE = "whole process, cost, add1"

# The lowest seconds published for pabutools 1.2.3 on two shared cores; Budapest with add1 was given up
# after ten minutes.
PUBLISHED: dict[tuple[str, str], float] = {
    (LODZ, "… cost, add1"): 57,
    (WARSAW, "… cost, add1"): 813,
    (PRAGA, "… cost, add1"): 454,
    (BUDAPEST, "… cost, add1"): 600,
}
# What pabutools is asked to do in a short run: all but the cells that take it minutes.
SHORT = {
    **dict.fromkeys(SMALL, tuple(WORKS)),
    PRAGA: ("read", "greedy", "phragmen", "equal shares, cost", "equal shares, cardinality"),
    LODZ: ("read", "greedy", "phragmen", "equal shares, cost", "equal shares, cardinality"),
    WARSAW: ("read",),
    BUDAPEST: ("read",),
}


@dataclass(frozen=True)
class Cell:
    """One measurement: seconds (median), the peak of memory in MB, and who won."""

    seconds: float
    memory: float
    winners: list[str] | None


def main() -> int:
    """Print the table; with `--child` measure one cell of it."""
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("--full", action="store_true", help="pabutools' slow cells too")
    options.add_argument("--limit", type=float, default=0, help="seconds after which a cell is given up")
    options.add_argument("--child", nargs=3, help=argparse.SUPPRESS)
    chosen = options.parse_args()
    if chosen.child:
        print(json.dumps(measured(*chosen.child).__dict__))
        return 0
    if not BALLOTS.is_dir():
        print(f"The real ballots are not here: {BALLOTS.name} is missing beside this project.")
        return 1
    same = table(full=chosen.full, limit=chosen.limit or (3600 if chosen.full else 150))
    million()
    print("\nThe same winners in every line." if same else "\nThe winners differ.")
    return 0 if same else 1


def table(*, full: bool, limit: float) -> bool:
    """Measure and print, one line for each piece of work; whether all winners agree."""
    print(f"{'':27}{'ours':>19}{'pabutools':>21}{'ratio':>11}")
    same = True
    for name in SHORT:
        print(f"\n{name}")
        for work in WORKS:
            ours = cell("ours", name, work, 600)
            assert ours is not None, "ours took too long"
            theirs = cell("pabutools", name, work, limit) if full or work in SHORT[name] else None
            line = f"{work:27}{told(ours):>19}"
            if theirs is not None:
                line += f"{told(theirs):>21}{theirs.seconds / ours.seconds:10,.0f}×"
                agreed = ours.winners == theirs.winners
                same, line = same and agreed, line + ("" if agreed else "  OTHER WINNERS")
            elif (name, work) in PUBLISHED:
                seconds = PUBLISHED[name, work]
                line += f"{seconds:16,.0f} s    {seconds / ours.seconds:10,.0f}×*"
            print(line, flush=True)
        print(f"{WHOLE:27}{told(whole(BALLOTS / f'{name}.pb')):>19}", flush=True)
    return same


def million() -> None:
    """A million voters and three hundred projects, made up: the whole process with add1, and its memory."""
    from million import PROJECTS, VOTERS, made_up

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "million.pb"
        made_up(path)
        print(f"\n{VOTERS:,} voters × {PROJECTS} projects, made up ({path.stat().st_size / 1e6:,.0f} MB)")
        print(f"{WHOLE:27}{told(whole(path, repeats=1)):>19}", flush=True)


def told(found: Cell) -> str:
    """A cell in words."""
    return f"{found.seconds:.4f} s, {found.memory:,.0f} MB"


def whole(path: Path, repeats: int = 3) -> Cell:
    """`mutirao tally` from its start to its end, as people run it: seconds (median) and peak memory."""
    program = (
        "import resource, runpy, sys; sys.argv[0] = 'mutirao'\n"
        "try: runpy.run_module('mutirao', run_name='__main__')\n"
        "finally: print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr)"
    )
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        done = subprocess.run(
            [sys.executable, "-c", program, "tally", str(path)], capture_output=True, text=True, check=True
        )
        times.append(time.perf_counter() - start)
    return Cell(median(times), int(done.stderr.split()[-1]) / 1024, None)


def cell(side: str, name: str, work: str, limit: float) -> Cell | None:
    """Measure one cell in a process of its own; None where it took too long."""
    command = [sys.executable, __file__, "--child", side, name, work]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=limit, check=True)
    except subprocess.TimeoutExpired:
        return None
    return Cell(**json.loads(done.stdout))


def measured(side: str, name: str, work: str) -> Cell:
    """The work itself; what is imported and, for a count, the reading, are not timed."""
    path = BALLOTS / f"{name}.pb"
    do, repeats = (ours(path, work), 5) if side == "ours" else (theirs(path, work), 3)
    times: list[float] = []
    winners = None
    while len(times) < repeats and sum(times) < 5:
        start = time.perf_counter()
        winners = do()
        times.append(time.perf_counter() - start)
    return Cell(median(times), getrusage(RUSAGE_SELF).ru_maxrss / 1024, winners)


def ours(path: Path, work: str) -> Callable[[], list[str] | None]:
    """Our reading with the making of the arrays in it, or our count with every project's fate."""
    from mutirao.engines.allocation.pabulib import read
    from mutirao.engines.allocation.rules import count

    rule = WORKS[work]
    if rule is None:
        return lambda: silent(read(path).election())
    election = read(path).election()

    def do() -> list[str]:
        # What an election works out once and keeps is worked out anew.
        for name in ("voters", "prices", "votes", "support", "has_points"):
            election.__dict__.pop(name, None)
        won = count(election, rule=rule[0], utility=rule[1], completion=rule[2]).selected
        return sorted(won) if rule[0] == "phragmen" else list(won)

    return do


def theirs(path: Path, work: str) -> Callable[[], list[str] | None]:
    """The same by pabutools."""
    from pabutools.election import parse_pabulib

    rule = WORKS[work]
    if rule is None:
        return lambda: silent(parse_pabulib(str(path)))
    from peer import Peer

    from mutirao.engines.allocation.pabulib import read

    peer = Peer(path, grouped=False)
    peer.order_ties(read(path).election(), "")

    def do() -> list[str]:
        peer.forget()
        return peer.winners(*rule)

    return do


def silent(_read: object) -> None:
    """Reading has no winners."""


if __name__ == "__main__":
    sys.exit(main())
