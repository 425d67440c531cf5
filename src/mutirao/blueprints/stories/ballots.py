"""Demonstration ballots of our own making: three parts of a neighbourhood that want different things.

Drawn from a seed, so that everybody's demonstration shows the same count. Nobody here ever voted.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random


@dataclass(frozen=True, slots=True)
class Wish:
    """A project, what it costs, and how many in a hundred want it in each of the three parts."""

    code: str
    name: str
    cost: int
    wanted: tuple[int, int, int]


SMALL_WORKS: tuple[Wish, ...] = (
    Wish("1", "Lighting on the steps between Old Hill and the bus stop", 14_000, (78, 30, 22)),
    Wish("2", "A covered place to wait at the surgery", 9_500, (61, 44, 20)),
    Wish("3", "New swings and a soft floor for the lower play area", 18_000, (70, 26, 12)),
    Wish("4", "Raised beds and a tool shed for the community garden", 6_200, (28, 66, 31)),
    Wish("5", "Benches with backs along the Beacon path", 4_800, (46, 58, 40)),
    Wish("6", "Loft insulation advice, one evening a week for a winter", 3_900, (20, 37, 52)),
    Wish("7", "Repair the roof of the youth hut", 21_500, (64, 22, 18)),
    Wish("8", "A defibrillator at the corner shop", 2_400, (33, 41, 47)),
    Wish("9", "Cooking together on Thursdays, kitchen and food", 5_100, (18, 63, 28)),
    Wish("10", "A minibus to the sea for those who never get there", 4_300, (15, 29, 71)),
    Wish("11", "Homework club with two paid helpers", 12_600, (25, 35, 68)),
    Wish("12", "Paint the underpass with the school", 3_200, (30, 33, 55)),
)
PARTS = (("Old Hill", 132), ("Beacon", 74), ("Trescobeas", 58))


def ballots(
    wishes: tuple[Wish, ...], *, title: str, budget: int, begin: str, end: str, seed: str, most: int = 5
) -> bytes:
    """A Pabulib file with one approval ballot for each invented voter, at most `most` ticks on each."""
    draw = Random(seed)
    rows: list[str] = []
    for place, (part, people) in enumerate(PARTS):
        for _ in range(people):
            liked = [w.code for w in wishes if draw.randrange(100) < w.wanted[place]]
            draw.shuffle(liked)
            ticked = sorted(liked[:most], key=int) or [draw.choice(wishes).code]
            method = "paper" if draw.randrange(100) < 31 else "internet"
            rows.append(f"{len(rows) + 1};{','.join(ticked)};{method};{part}")
    wanted = {w.code: sum(w.code in row.split(";")[1].split(",") for row in rows) for w in wishes}
    lines = [
        "META",
        "key;value",
        f"description;{title}",
        "country;United Kingdom",
        "unit;Falmouth",
        "subunit;Penwerris (demonstration)",
        f"instance;{end[-4:]}",
        f"num_projects;{len(wishes)}",
        f"num_votes;{len(rows)}",
        f"budget;{budget}",
        "vote_type;approval",
        "rule;equalshares/add1",
        f"date_begin;{begin}",
        f"date_end;{end}",
        "min_length;1",
        f"max_length;{most}",
        "language;en",
        "currency;GBP",
        "comment;A demonstration. Real place, invented people.",
        "PROJECTS",
        "project_id;cost;votes;name",
        *(f"{w.code};{w.cost};{wanted[w.code]};{w.name}" for w in wishes),
        "VOTES",
        "voter_id;vote;voting_method;neighborhood",
        *rows,
    ]
    return ("\n".join(lines) + "\n").encode()
