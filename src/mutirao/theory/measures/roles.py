"""Unclear roles: whether exactly one party answers for each duty, and whether all say the same about it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from mutirao.theory.duties import Clause, Way
from mutirao.theory.measures.measure import Band, Bands, Mark, Measure, Risk

FLEISS = Bands(
    (
        Band("poor"),
        Band("fair to good", Fraction(2, 5)),
        Band("excellent", Fraction(3, 4), has_edge=False),
    ),
    "Fleiss 1981",
    Mark.RECALLED,
)

MEASURES: tuple[Measure, ...] = (
    Measure(
        slug="one_answers",
        risk=Risk.ROLES,
        title="Duties with exactly one party answering",
        question="Is it clear who answers for each duty?",
        formula="duties with exactly one party answering ÷ duties",
        unit="share of duties, 0 to 1; with the duties nobody carries and those several answer for",
        source="our own, after the responsibility matrix of project management",
        mark=Mark.OURS,
        misleads="A tidy table can hide that nobody does the work.",
        computed_by="one_answers",
    ),
    Measure(
        slug="said_alike",
        risk=Risk.ROLES,
        title="Saying the same about who does what",
        question="When each party is asked alone, do they name the same people for each task?",
        formula="κ = (P̄ − P̄e) / (1 − P̄e)",
        unit="up to 1 (all say the same); 0 is no better than chance",
        source="Fleiss 1971",
        mark=Mark.RECALLED,
        misleads="Coproduction shares tasks on purpose, so 'together' must be one of the answers.",
        computed_by="fleiss_kappa",
        bands=FLEISS,
    ),
)


@dataclass(frozen=True, slots=True)
class Answering:
    """Duties sorted by who answers for them, each list in the order the duties were given.

    clear: exactly one party answers. unanswered: none does. duplicates: several do. orphans: nobody answers
    for it or does it (these are unanswered too).
    """

    clear: tuple[str, ...]
    unanswered: tuple[str, ...]
    duplicates: tuple[str, ...]
    orphans: tuple[str, ...]

    @property
    def duties(self) -> int:
        """How many duties were looked at."""
        return len(self.clear) + len(self.unanswered) + len(self.duplicates)

    @property
    def share(self) -> Fraction:
        """Clear duties over all duties, exact."""
        return Fraction(len(self.clear), self.duties)


@dataclass(frozen=True, slots=True)
class FleissKappa:
    """Agreement beyond chance.

    kappa: None where everybody always gave one and the same answer, so that chance explains it as well.
    observed, by_chance: P̄ and P̄e. per_task: agreement on each task, 0 to 1, in the order given.
    """

    kappa: Fraction | None
    observed: Fraction
    by_chance: Fraction
    per_task: tuple[Fraction, ...]
    raters: int


def one_answers(duties: Sequence[str], clauses: Iterable[Clause]) -> Answering:
    """For how many duties exactly one party answers, and what is wrong with the others.

    duties: the slugs to look at, each once. clauses: those of one agreement; other duties' clauses are no
    part.
    Exact. Errors: ValueError when there is no duty or one is named twice.
    Source: our own, after the responsibility matrix of project management.
    Misleads: A tidy table can hide that nobody does the work.

    >>> from mutirao.theory.typology import Side
    >>> rota = Clause("set_rota", "Shop", Side.COMMUNITY, Way.ANSWERS)
    >>> found = one_answers(["set_rota", "carry_out"], [rota])
    >>> found.share, found.orphans
    (Fraction(1, 2), ('carry_out',))
    """
    if not duties:
        raise ValueError("There are no duties to look at yet.")
    if len(set(duties)) < len(duties):
        raise ValueError("Each duty may be named only once.")
    answering: dict[str, set[str]] = {duty: set() for duty in duties}
    acting: set[str] = set()
    for clause in clauses:
        if clause.way is Way.ANSWERS and clause.duty in answering:
            answering[clause.duty].add(clause.party)
        if clause.way.acts:
            acting.add(clause.duty)
    return Answering(
        clear=tuple(duty for duty, parties in answering.items() if len(parties) == 1),
        unanswered=tuple(duty for duty, parties in answering.items() if not parties),
        duplicates=tuple(duty for duty, parties in answering.items() if len(parties) > 1),
        orphans=tuple(duty for duty in answering if duty not in acting),
    )


def fleiss_kappa(counts: Sequence[Sequence[int]]) -> FleissKappa:
    """How far people who are asked separately agree on who does each task, beyond chance (Fleiss' κ).

    counts: one row for each task, one column for each possible answer: how many people gave it. Every task is
    answered by the same number of people, at least two.
    Exact. Errors: ValueError when there is no task, rows differ in width or in total, or fewer than two
    answered.
    Source: Fleiss 1971. Bands: Fleiss 1981.
    Misleads: Coproduction shares tasks on purpose, so 'together' must be one of the answers.

    >>> found = fleiss_kappa([(3, 0, 0), (0, 3, 0), (1, 1, 1), (2, 0, 1)])
    >>> found.observed, found.by_chance, found.kappa
    (Fraction(7, 12), Fraction(7, 18), Fraction(7, 22))
    >>> round(float(found.kappa), 3), FLEISS.read(found.kappa)
    (0.318, 'poor')
    """
    if not counts:
        raise ValueError("There are no tasks to compare yet.")
    if any(count < 0 for row in counts for count in row):
        raise ValueError("A count of people cannot be less than nothing.")
    raters = sum(counts[0])
    if raters < 2:
        raise ValueError("At least two people must say who does each task.")
    if any(sum(row) != raters or len(row) != len(counts[0]) for row in counts):
        raise ValueError("Every task must be answered by the same number of people, from the same answers.")
    pairs = raters * (raters - 1)
    per_task = tuple(Fraction(sum(c * (c - 1) for c in row), pairs) for row in counts)
    observed = sum(per_task, Fraction(0)) / len(counts)
    totals = [sum(column) for column in zip(*counts, strict=True)]
    by_chance = sum((Fraction(total, raters * len(counts)) ** 2 for total in totals), Fraction(0))
    kappa = None if by_chance == 1 else (observed - by_chance) / (1 - by_chance)
    return FleissKappa(kappa, observed, by_chance, per_task, raters)
