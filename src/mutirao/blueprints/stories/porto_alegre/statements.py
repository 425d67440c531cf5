"""Statements for the opinion map, and how three invented leanings answer them. All of our own making."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

# Each statement with how likely each leaning is to agree: neighbours of the hills, traders of the centre,
# and those who work for the city. What all three like is what the map should find as a bridge.
STATEMENTS: tuple[tuple[str, tuple[float, float, float]], ...] = (
    ("Streets without paving should come before new parks.", (0.92, 0.35, 0.55)),
    ("Every region should get something each year, however small.", (0.85, 0.30, 0.25)),
    ("The city should finish what was promised before it promises anew.", (0.95, 0.90, 0.86)),
    ("Delegates should report back to their street within two weeks.", (0.90, 0.84, 0.78)),
    ("A region that did not ask for a work should not get it first.", (0.80, 0.62, 0.30)),
    ("Large works for the whole city matter more than small local ones.", (0.12, 0.72, 0.66)),
    ("People should be able to vote online as well as at the plenary.", (0.45, 0.88, 0.70)),
    ("Whoever does not come to the plenary should have no say.", (0.58, 0.10, 0.15)),
    ("Costs should be shown before people choose.", (0.82, 0.93, 0.90)),
    ("The city’s engineers should be able to stop a work that is unsafe.", (0.74, 0.86, 0.97)),
    ("Engineers say no too quickly.", (0.88, 0.48, 0.12)),
    ("Childcare at every plenary is money well spent.", (0.90, 0.66, 0.80)),
    ("The weights should give poverty more than population.", (0.91, 0.22, 0.50)),
    ("Population should count for more: more people, more money.", (0.20, 0.78, 0.42)),
    ("The rules should stay the same for at least three years.", (0.40, 0.70, 0.82)),
    ("Councillors should serve one year only.", (0.72, 0.40, 0.35)),
    ("Works should be watched by a group of neighbours until they are done.", (0.94, 0.76, 0.60)),
    ("Photos of each work should be put online every month.", (0.83, 0.89, 0.74)),
    ("Maintenance of what exists should come before new works.", (0.35, 0.80, 0.90)),
    ("Young people under sixteen should have a plenary of their own.", (0.64, 0.55, 0.62)),
    ("The city should pay bus fares to the plenary.", (0.93, 0.45, 0.58)),
    ("Groups that bring many people get too much.", (0.38, 0.74, 0.68)),
    ("Firms from the region should do the works where they can.", (0.86, 0.68, 0.22)),
    ("A late work should be explained in public, with a new date.", (0.96, 0.92, 0.88)),
)

WAITING: tuple[str, ...] = (
    "Dogs should be allowed on the new square.",
    "The plenary should start after eight in the evening.",
)
"""Submitted by people and not yet looked at by those who run the map."""

AGREE, DISAGREE, PASS = 1, -1, 0
LEANINGS = (0.5, 0.3, 0.2)
"""How large each leaning is."""


def answers(people: int, *, seed: str) -> Iterator[tuple[int, int, int]]:
    """Who answered what: (person from 0, statement from 0, answer), the same for the same seed.

    People stop when they have had enough: some after five statements, some answer them all.
    """
    chance = Random(seed)
    for person in range(people):
        leaning = chance.choices(range(3), weights=LEANINGS)[0]
        seen = chance.sample(range(len(STATEMENTS)), k=chance.randint(5, len(STATEMENTS)))
        for statement in seen:
            likely = STATEMENTS[statement][1][leaning]
            luck = chance.random()
            if luck > 0.93:
                yield person, statement, PASS
            else:
                yield person, statement, AGREE if chance.random() < likely else DISAGREE
