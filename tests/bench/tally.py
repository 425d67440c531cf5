"""Reading and counting real ballots, beside pabutools, in one run: `python tests/bench/tally.py [--full]`.

Every cell is measured in a process of its own, so that memory is its own; ours is the median of up to
five repeats, pabutools' of up to three while they stay short. "Grouped" is pabutools with equal ballots
put together first, the fastest way it offers. A count takes the file as read; reading is a line of its
own. The winners of every count must be equal, in the same order, or the run fails.
"""

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from statistics import median
from typing import Any

TESTS = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(TESTS), str(TESTS / "engines" / "allocation")]

from shared import BALLOTS  # noqa: E402 - the path has to be set first

SMALL = (
    "Netherlands_Assen_2024",
    "Poland_Katowice_2023_Dabrowka_Mala",
    "Poland_Krakow_2024_Bienczyce",
    "US_Stanford_Dataset_PB_Oakland_2017_District_2_vote_approvals",
)
LARGE = (
    "Poland_Warszawa_2020_Praga-Poludnie",
    "Poland_Lodz_2022",
    "Poland_Warszawa_2026",
    "Hungary_Budapest_2024",
)
WORKS = {
    "read": None,
    "greedy": ("greedy", None, None),
    "equal shares, cost": ("equal-shares", "cost", "none"),
    "equal shares, cardinality": ("equal-shares", "cardinality", "none"),
    "… cost, add1": ("equal-shares", "cost", "add1"),
    "… cardinality, add1": ("equal-shares", "cardinality", "add1"),
}
SIDES = ("ours", "pabutools", "grouped")


@dataclass(frozen=True)
class Cell:
    """One measurement: seconds (median), the peak of memory in MB, and who won."""

    seconds: float
    memory: float
    winners: list[str] | None


def main() -> int:
    """Print the table; with `--child` measure one cell of it."""
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("--full", action="store_true", help="the large cities too")
    options.add_argument("--limit", type=float, default=60, help="seconds after which a cell is given up")
    options.add_argument("--child", nargs=3, help=argparse.SUPPRESS)
    chosen = options.parse_args()
    if chosen.child:
        print(json.dumps(measured(*chosen.child).__dict__))
        return 0
    if not BALLOTS.is_dir():
        print(f"The real ballots are not here: {BALLOTS.name} is missing beside this project.")
        return 1
    return table(SMALL + (LARGE if chosen.full else ()), chosen.limit)


def table(names: tuple[str, ...], limit: float) -> int:
    """Measure and print, one line for each piece of work."""
    print(f"{'':27}{'ours':>19}{'pabutools':>21}{'ratio':>9}{'grouped':>21}{'ratio':>9}")
    print(f"Cells of pabutools that took over {limit:g} s were given up.")
    same = True
    for name in names:
        print(f"\n{name}")
        for work in WORKS:
            sides = SIDES[:2] if WORKS[work] is None else SIDES
            cells = [cell(side, name, work, limit) for side in sides]
            first = cells[0]
            assert first is not None, "ours took too long"
            line = f"{work:27}{told(first):>19}"
            for other in cells[1:]:
                line += f"{told(other):>21}"
                line += f"{other.seconds / first.seconds:8,.1f}×" if other else f"{'':9}"
            winners = {tuple(found.winners or ()) for found in cells if found is not None}
            same = same and len(winners) == 1
            print(line + ("" if len(winners) == 1 else "  OTHER WINNERS"), flush=True)
    print("\nThe same winners in every line." if same else "\nThe winners differ.")
    return 0 if same else 1


def told(found: Cell | None) -> str:
    """A cell in words."""
    return "given up" if found is None else f"{found.seconds:.4f} s, {found.memory:,.0f} MB"


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
    do, repeats = (
        (ours(path, work), 5) if side == "ours" else (theirs(path, work, grouped=side == "grouped"), 3)
    )
    times: list[float] = []
    winners = None
    while len(times) < repeats and sum(times) < 5:
        start = time.perf_counter()
        winners = do()
        times.append(time.perf_counter() - start)
    return Cell(median(times), getrusage(RUSAGE_SELF).ru_maxrss / 1024, winners)


def ours(path: Path, work: str) -> Callable[[], list[str] | None]:
    """Our reading, or our count with the making of the arrays in it."""
    from mutirao.engines.allocation.pabulib import read

    rule: Any = WORKS[work]
    if rule is None:
        return lambda: silent(read(path))
    from mutirao.engines.allocation.rules import count

    file = read(path)
    return lambda: list(count(file.election(), rule=rule[0], utility=rule[1], completion=rule[2]).selected)


def theirs(path: Path, work: str, *, grouped: bool) -> Callable[[], list[str] | None]:
    """The same by pabutools."""
    from pabutools.election import parse_pabulib

    rule: Any = WORKS[work]
    if rule is None:
        return lambda: silent(parse_pabulib(str(path)))
    from peer import Peer

    from mutirao.engines.allocation.pabulib import read

    peer = Peer(path, grouped=grouped)
    peer.order_ties(read(path).election(), "")

    def do() -> list[str]:
        peer.forget()
        return peer.winners(*rule)

    return do


def silent(_read: object) -> None:
    """Reading has no winners."""


if __name__ == "__main__":
    sys.exit(main())
