"""The measures as one page of tables, for `docs/reference/measures.md`; a test keeps the two the same."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from mutirao.theory.measures.measure import LEAST_SENSITIVE_SHOWN, LEAST_SHOWN, Bands, Measure, Risk

HEAD = f"""# Measures

Every number that Mutirão shows about a partnership, with its formula, its source and the way it misleads.
This page is made from the code: `python -m mutirao.theory.measures > docs/reference/measures.md`.

How to read it:

- A measure is a question to talk about, never a verdict. It is shown with its n, its time and this page.
- *Exact* results are fractions: do the sum again and you get the same to the last digit. *Rounded* ones need
  a square root.
- Sources and bands are *published* (read in a public page), *recalled* (from memory, not read again) or
  *ours* (nobody has published it; say so when you show it).
- Groups under {LEAST_SHOWN} people are hidden, under {LEAST_SENSITIVE_SHOWN} where the trait is sensitive.
  When one count is hidden, enough others are hidden with it that the total does not give it away.
- There is no score over all risks and no list of people in order.
"""

ROW = (
    "| **{title}**<br>{question}<br>`{slug}`, {function} | {formula} | {unit}<br>{exact} "
    "| {source} | {bands} | {misleads} |"
)


def _number(value: Fraction) -> str:
    return f"{float(value):g}"


def describe(bands: Bands | None) -> str:
    """Bands as one line of words; an empty line where nobody has published any.

    >>> from mutirao.theory.measures.roles import FLEISS
    >>> describe(FLEISS)
    'below 0.4: poor; from 0.4: fair to good; above 0.75: excellent (Fleiss 1981, recalled)'
    """
    if bands is None:
        return ""
    words = []
    for band, after in zip(bands.steps, (*bands.steps[1:], None), strict=True):
        if band.start is not None:
            words.append(f"{'from' if band.has_edge else 'above'} {_number(band.start)}: {band.words}")
        elif after is not None and after.start is not None:
            words.append(f"{'below' if after.has_edge else 'up to'} {_number(after.start)}: {band.words}")
    return f"{'; '.join(words)} ({cite(bands.source, bands.mark)})"


def cite(source: str, mark: str) -> str:
    """A source with its mark; what is ours says so already."""
    return source if source.startswith("our own") else f"{source}, {mark}"


def row(measure: Measure) -> str:
    """One measure as a line of its table."""
    return ROW.format(
        title=measure.title,
        question=measure.question,
        slug=measure.slug,
        function=f"`{measure.computed_by}()`",
        formula=measure.formula.replace("|", "\\|"),
        unit=measure.unit,
        exact="*exact*" if measure.is_exact else "*rounded*",
        source=cite(measure.source, measure.mark),
        bands=describe(measure.bands) or "–",
        misleads=measure.misleads,
    )


def page(measures: Sequence[Measure]) -> str:
    """The whole page: one table for each risk, in the order of the risks."""
    parts = [HEAD]
    for risk in Risk:
        rows = [row(measure) for measure in measures if measure.risk is risk]
        parts.append(f"## {risk.value.capitalize()}\n")
        parts.append(
            "| Measure | Formula | Unit | Source | Bands | How it misleads |\n|---|---|---|---|---|---|"
        )
        parts.append("\n".join(rows) + "\n")
    return "\n".join(parts)
