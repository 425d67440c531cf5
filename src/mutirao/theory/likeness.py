"""Which proposals look alike: a suggestion for people to look at, never a reason to merge by itself.

Words are stripped of accents and endings, and words that say little in English, French or Portuguese are left
out. Two texts are as alike as the share of word stems they have in common (Dice's coefficient), once for
the titles and once for everything; the whole text counts a quarter as much again, because two people seldom
use the same words for a whole page. The same texts give the same answer on every machine.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from sys import byteorder
from typing import Generic, TypeVar
from zlib import crc32

ALIKE = 0.5
"""From here on two proposals are shown to people as looking alike. Source: our own, tried on proposals of
three languages; a lower threshold shows more pairs that only share their place or their kind."""

WHOLE_COUNTS = 1.25
STEM, SHORTEST = 5, 3
WORD = re.compile(r"[^\W_]{3,}")

STOP_WORDS = frozenset(
    WORD.findall(
        """the and for with that this these those from are was were been have has had will would could should
    can our your their its there here who what when where which why how all any some more most many much
    very into onto over under about because also not but they them then than you she his her him one two
    new make made need needs want wants like please let get put use used people place proposal propose
    village town street les des une dans pour avec par sur est sont que qui quoi aux nos vos leur leurs
    son ses mes tes notre votre cette ces tout tous toute toutes plus moins pas mais nous vous ils elles
    elle était être avoir faire fait deux nouveau nouvelle besoin voudrais proposition proposer commune
    village rue dos das uma uns umas com para por pelo pela que quem não mais menos mas nos nas são foi
    ser ter tem seu sua seus suas nosso nossa este esta esse essa isso isto todo toda todos todas muito
    muita também como onde dois duas novo nova precisamos queremos gostaria proposta propor bairro rua"""
    )
)
"""Words that say little about what somebody wants, in three languages, as people write them."""


def stem(word: str) -> str:
    """What a word and its forms have in common: its first letters, plain, without a last vowel or s.

    >>> [stem(word) for word in ("Benches", "arbres", "árvore", "árvores", "cycling")]
    ['bench', 'arbr', 'arvor', 'arvor', 'cycl']
    """
    plain = "".join(
        sign for sign in unicodedata.normalize("NFKD", word.casefold()) if not unicodedata.combining(sign)
    )[:STEM]
    while len(plain) > SHORTEST and plain[-1] in "aeious":
        plain = plain[:-1]
    return plain


def stems(text: str) -> frozenset[int]:
    """The stems of a text's telling words, as numbers of 32 bits."""
    words = {word.casefold() for word in WORD.findall(text)} - STOP_WORDS
    return frozenset(crc32(stem(word).encode()) for word in words)


@dataclass(frozen=True, slots=True)
class Signature:
    """The stems of a title, and of everything including it."""

    title: frozenset[int]
    whole: frozenset[int]

    def packed(self) -> bytes:
        """As bytes to keep beside the text: how many of the title, those, then the others; little-endian."""
        return _bytes(array("I", (len(self.title), *sorted(self.title), *sorted(self.whole - self.title))))


def _bytes(numbers: array[int]) -> bytes:
    if byteorder == "big":
        numbers.byteswap()
    return numbers.tobytes()


def signature(title: str, text: str) -> Signature:
    """The signature of a proposal from its title and everything else it says."""
    titled = stems(title)
    return Signature(titled, titled | stems(text))


def unpacked(kept: bytes) -> Signature:
    """A signature from what `packed` gave."""
    numbers = array("I", kept)
    if byteorder == "big":
        numbers.byteswap()
    if not numbers:
        return Signature(frozenset(), frozenset())
    return Signature(frozenset(numbers[1 : numbers[0] + 1]), frozenset(numbers[1:]))


def _dice(common: int, one: int, other: int) -> float:
    return 2 * common / (one + other) if one + other else 0.0


def _score(titles: float, wholes: float) -> float:
    return max(titles, min(1.0, WHOLE_COUNTS * wholes))


def likeness(one: Signature, other: Signature) -> float:
    """How alike two proposals are, from 0 (no telling word in common) to 1.

    >>> a = signature("A bench by the church", "Older people need to rest on the way up")
    >>> b = signature("Benches near the church", "Somewhere to rest on the hill")
    >>> likeness(a, b) >= ALIKE, likeness(a, signature("A crossing for the school", "Cars are fast"))
    (True, 0.0)
    """
    return _score(
        _dice(len(one.title & other.title), len(one.title), len(other.title)),
        _dice(len(one.whole & other.whole), len(one.whole), len(other.whole)),
    )


Key = TypeVar("Key", bound=Hashable)


@dataclass
class Index(Generic[Key]):
    """Many signatures, looked up by the stems they contain: what shares none with a text costs nothing."""

    known: dict[Key, Signature] = field(default_factory=dict)
    having: dict[int, list[Key]] = field(default_factory=dict)

    def add(self, key: Key, one: Signature) -> None:
        """Take one more in; a key is taken in once."""
        self.known[key] = one
        for number in one.whole:
            self.having.setdefault(number, []).append(key)

    def look_alikes(self, one: Signature, *, least: float = ALIKE) -> list[tuple[Key, float]]:
        """Keys of those at least as alike as `least`, most alike first, then in the order taken in."""
        common: Counter[Key] = Counter()
        for number in one.whole:
            common.update(self.having.get(number, ()))
        size = len(one.whole)
        found = []
        for key, shared in common.items():
            other = self.known[key]
            wholes = _dice(shared, size, len(other.whole))
            titles = _dice(len(one.title & other.title), len(one.title), len(other.title))
            if (score := _score(titles, wholes)) >= least:
                found.append((key, score))
        order = {key: place for place, key in enumerate(self.known)} if len(found) > 1 else {}
        return sorted(found, key=lambda pair: (-pair[1], order.get(pair[0], 0)))


def indexed(many: Iterable[tuple[Key, Signature]]) -> Index[Key]:
    """An index of these."""
    made: Index[Key] = Index()
    for key, one in many:
        made.add(key, one)
    return made
