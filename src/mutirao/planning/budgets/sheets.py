"""The ballots of a budget: read, made anonymous, frozen."""

from __future__ import annotations

import gzip
from array import array
from collections import Counter
from dataclasses import replace
from hashlib import sha256
from random import Random

from mutirao.engines.allocation.pabulib import PabulibFile, write
from mutirao.theory.measures import hide_small

LEAST_VOTERS = 10
"""Under this many ballots none are published: with so few, somebody's vote could be guessed."""

TRAITS = ("voting_method", "sex", "neighborhood", "district", "age")
SENSITIVE = ("sex", "age")
MOST_GROUPS = 12
AGE_BANDS = ((0, "0–15"), (16, "16–24"), (25, "25–44"), (45, "45–64"), (65, "65+"))


def anonymous(file: PabulibFile, *, chance: Random) -> str:
    """The ballots as a Pabulib file with new numbers in shuffled order and nothing about the voters.

    chance: where the shuffle comes from; it must not be guessable, and is not kept.
    """
    order = list(range(len(file.votes.voters)))
    chance.shuffle(order)
    votes = replace(
        file.votes,
        voters=tuple(str(number) for number in range(1, len(order) + 1)),
        ballot=array("i", (file.votes.ballot[place] for place in order)),
        extra={},
    )
    return write(replace(file, votes=votes))


def digest(data: bytes) -> str:
    """SHA-256, hexadecimal."""
    return sha256(data).hexdigest()


def packed(data: bytes) -> bytes:
    """Compressed, the same bytes for the same content."""
    return gzip.compress(data, compresslevel=6, mtime=0)


Turnout = dict[str, list[tuple[str, int | None]]]


def turnout(file: PabulibFile) -> Turnout:
    """Who took part, by what voters said of themselves; None for the count of a group too small to show."""
    found: Turnout = {}
    for trait in TRAITS:
        column = file.votes.extra.get(trait)
        if not column or not any(column):
            continue
        counts = Counter(_band(value) if trait == "age" else value.strip() for value in column)
        shown = hide_small(counts, sensitive=trait in SENSITIVE)
        largest = sorted(counts, key=lambda name: (-counts[name], name))[:MOST_GROUPS]
        found[trait] = [(name, shown[name]) for name in largest]
    return found


def _band(value: str) -> str:
    if not value.strip().isdecimal():
        return ""
    return next(name for least, name in reversed(AGE_BANDS) if int(value) >= least)
