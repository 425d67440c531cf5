"""The rules of surveys: what an answer may be, how two entries of a form differ, what may be shown of counts.

Counts are shown beside how many answered. A group that is too small is hidden, and so is every other count
from which it could be worked out: see `measures.hide_small`. How many left a question open is no secret: it
says nothing of what anybody thinks. Nothing is shown before a survey is over, because the difference between
yesterday's counts and today's is one person's answer.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Any, TypeAlias

from mutirao.theory.measures import hide_small, suppressed
from mutirao.theory.texts import clean

LONGEST_TEXT, LONGEST_WORDS, LONGEST_OPTION = 1_000, 300, 120
MOST_OPTIONS, MOST_QUESTIONS, MOST_STEPS = 20, 60, 11
LARGEST_NUMBER = 1_000_000
NUMBER = re.compile(r"-?[0-9]{1,9}")


class Kind(StrEnum):
    """How a question is answered."""

    CHOICE = "choice"  # one of several
    SEVERAL = "several"  # any of several
    SCALE = "scale"  # a step from … to …
    NUMBER = "number"  # a whole number
    TEXT = "text"  # a few words


Value: TypeAlias = int | tuple[int, ...] | str | None
"""An answer: number of an option (from 1), numbers of options in order, a step, a number, a text, none."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question. options: words of each; least, most: bounds of a number, ends of a scale, with words."""

    code: str
    kind: Kind
    words: str
    hint: str = ""
    options: tuple[str, ...] = ()
    least: int = 0
    most: int = LARGEST_NUMBER
    low: str = ""
    high: str = ""
    is_required: bool = False
    is_sensitive: bool = False
    page: int = 1


def question(kept: Mapping[str, Any]) -> Question:
    """A question from how it is kept."""
    return Question(**{**kept, "kind": Kind(kept["kind"]), "options": tuple(kept.get("options", ()))})


def faults(one: Question) -> list[str]:
    """Codes of what is wrong with a question itself, or nothing.

    >>> faults(Question("q1", Kind.CHOICE, "Which?", options=("bus", "bus")))
    ['options_twice']
    """
    found = [] if one.words.strip() else ["no_words"]
    if len(one.words) > LONGEST_WORDS:
        found.append("words_too_long")
    if one.kind in (Kind.CHOICE, Kind.SEVERAL):
        if len(one.options) < 2 or any(not option.strip() for option in one.options):
            found.append("too_few_options")
        if len(one.options) > MOST_OPTIONS or any(len(option) > LONGEST_OPTION for option in one.options):
            found.append("too_many_options")
        if len({option.casefold() for option in one.options}) < len(one.options):
            found.append("options_twice")
    if one.kind is Kind.SCALE and not 1 <= one.most - one.least < MOST_STEPS:
        found.append("scale_range")
    if one.kind is Kind.NUMBER and not -LARGEST_NUMBER <= one.least < one.most <= LARGEST_NUMBER:
        found.append("number_range")
    return found


# -- one answer -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Read:
    """An answer as it was understood, or the code of what is wrong with it."""

    value: Value = None
    fault: str = ""


def read(one: Question, typed: Sequence[str]) -> Read:
    """What somebody typed or ticked, as an answer.

    >>> read(Question("q1", Kind.SCALE, "How safe?", least=1, most=5), ["4"])
    Read(value=4, fault='')
    >>> read(Question("q1", Kind.SCALE, "How safe?", least=1, most=5), ["6"]).fault
    'out_of_range'
    """
    said = [text for text in (clean(part) for part in typed) if text]
    if not said:
        return Read(fault="missing" if one.is_required else "")
    if one.kind is Kind.TEXT:
        text = "\n".join(said)
        return Read(text) if len(text) <= LONGEST_TEXT else Read(fault="too_long")
    if one.kind is not Kind.SEVERAL and len(said) > 1:
        return Read(fault="only_one")
    if not all(NUMBER.fullmatch(text) for text in said):
        return Read(fault="not_a_number" if one.kind is Kind.NUMBER else "not_an_option")
    numbers = sorted({int(text) for text in said})
    if one.kind in (Kind.CHOICE, Kind.SEVERAL):
        if numbers[0] < 1 or numbers[-1] > len(one.options):
            return Read(fault="not_an_option")
        return Read(tuple(numbers) if one.kind is Kind.SEVERAL else numbers[0])
    if not one.least <= numbers[0] <= one.most:
        return Read(fault="out_of_range")
    return Read(numbers[0])


def as_kept(value: Value) -> Any:
    """An answer as it is kept: a tuple as a list."""
    return list(value) if isinstance(value, tuple) else value


def from_kept(kept: Any) -> Value:
    """An answer from how it is kept."""
    return tuple(kept) if isinstance(kept, list) else kept


# -- two entries of one form ----------------------------------------------------------------------------

Answers: TypeAlias = Mapping[str, Value]


def differing(questions: Sequence[Question], first: Answers, second: Answers) -> tuple[str, ...]:
    """Codes of the questions that two people read differently from one paper form, in order.

    How white space is typed makes no difference; everything else does.

    >>> q = Question("q1", Kind.TEXT, "What else?")
    >>> differing([q], {"q1": "a  bench"}, {"q1": "a bench"}), differing([q], {"q1": "a bench"}, {})
    ((), ('q1',))
    """
    return tuple(one.code for one in questions if _plain(first.get(one.code)) != _plain(second.get(one.code)))


def _plain(value: Value) -> Value:
    return " ".join(value.split()) if isinstance(value, str) else value


# -- counting -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table: how many answered a number from `first` to `last`; None where that is hidden.

    For options and steps both are the same; for numbers they bound a band.
    """

    first: int
    last: int
    n: int | None


@dataclass(frozen=True, slots=True)
class Table:
    """What may be shown of the answers to one question.

    n: how many answered; None where that itself is too few. rows: every line, hidden ones with None.
    middle: mean of a scale, median of numbers; only where nothing is hidden.
    """

    code: str
    kind: Kind
    n: int | None
    rows: tuple[Row, ...] = ()
    middle: Fraction | None = None

    @property
    def hides(self) -> bool:
        """Whether a count is hidden."""
        return self.n is None or any(row.n is None for row in self.rows)


def tabulate(one: Question, values: Sequence[Value]) -> Table:
    """Count the answers to a question, one value a form; what could give somebody away is hidden.

    Where people tick several, every count is a question of its own (ticked or not): it is hidden where either
    side is too small. Everywhere else the counts add up to all who answered.
    """
    values = [value for value in values if value is not None]
    if suppressed(len(values), sensitive=one.is_sensitive):
        return Table(one.code, one.kind, None)
    if one.kind is Kind.TEXT:
        return Table(one.code, one.kind, len(values))
    if one.kind is Kind.SEVERAL:
        return Table(one.code, one.kind, len(values), tuple(_ticked(one, values)))
    given = [value for value in values if isinstance(value, int)]
    if one.kind is Kind.NUMBER:
        bands = _bands(one, given)
    else:
        steps = len(one.options) if one.kind is Kind.CHOICE else one.most - one.least + 1
        start = 1 if one.kind is Kind.CHOICE else one.least
        bands = [(start + n, start + n) for n in range(steps)]
    counts = {f"{a}:{b}": _within(given, (a, b)) for a, b in bands}
    shown = hide_small(counts, sensitive=one.is_sensitive)
    rows = tuple(Row(a, b, shown[f"{a}:{b}"]) for a, b in bands)
    table = Table(one.code, one.kind, len(values), rows)
    return table if table.hides else Table(one.code, one.kind, len(values), rows, _middle(one, given))


def _ticked(one: Question, values: Sequence[Value]) -> list[Row]:
    counts = Counter(number for value in values if isinstance(value, tuple) for number in value)
    rows = []
    for number in range(1, len(one.options) + 1):
        sides = (counts[number], len(values) - counts[number])
        small = any(suppressed(side, sensitive=one.is_sensitive) for side in sides)
        rows.append(Row(number, number, None if small else sides[0]))
    return rows


STEPS = (1, 2, 5)


def _bands(one: Question, given: Sequence[int]) -> list[tuple[int, int]]:
    """Bands of round numbers over all that may be answered, so wide that none of them is a small group.

    Where a band would begin does not depend on the answers but for the joining of small ones; so the lowest
    and the highest answer are never told.
    """
    edges = [one.least]
    edges += [edge for n in range(7) for s in STEPS if one.least < (edge := s * 10**n) <= one.most]
    fine = [(a, b - 1) for a, b in zip(edges, [*edges[1:], one.most + 1], strict=True)]
    joined: list[tuple[int, int]] = []
    for a, b in fine:
        if joined and suppressed(_within(given, joined[-1]), sensitive=one.is_sensitive):
            joined[-1] = (joined[-1][0], b)
        else:
            joined.append((a, b))
    while len(joined) > 1 and suppressed(_within(given, joined[-1]), sensitive=one.is_sensitive):
        last = joined.pop()
        joined[-1] = (joined[-1][0], last[1])
    return joined


def _within(given: Sequence[int], band: tuple[int, int]) -> int:
    return sum(band[0] <= value <= band[1] for value in given)


def _middle(one: Question, given: Sequence[int]) -> Fraction | None:
    """The mean of a scale; the median of numbers that are not sensitive, as it may be one person's own."""
    if one.kind is Kind.SCALE and given:
        return Fraction(sum(given), len(given))
    if one.kind is Kind.NUMBER and not one.is_sensitive and not suppressed(len(given), sensitive=True):
        ordered = sorted(given)
        half = len(ordered) // 2
        return Fraction(
            ordered[half] if len(ordered) % 2 else ordered[half - 1] + ordered[half], 2 - len(ordered) % 2
        )
    return None


def may_hand_out(table: Table) -> frozenset[int]:
    """Numbers of the options or steps that may stand in a list of single forms: those not hidden."""
    return frozenset(row.first for row in table.rows if row.n is not None and row.first == row.last)
