"""A draft under negotiation between three bodies: next year's rules. All of it of our own making."""

from __future__ import annotations

from dataclasses import dataclass

ASSENT, ASSENT_IF, OBJECT, SILENT = "assent", "assent_if", "object", "silent"
CITY, FORUM, UNION = "city", "forum", "union"
"""The planning office, the delegates' forum, and the union of residents' associations."""


@dataclass(frozen=True, slots=True)
class Stance:
    """What one body says to one clause, with its reason or condition."""

    body: str
    position: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class DraftClause:
    """One clause with where each body stands, and perhaps another wording."""

    heading: str
    text: str
    stances: tuple[Stance, ...]
    alternative: str = ""
    alternative_by: str = ""
    alternative_why: str = ""


CLAUSES: tuple[DraftClause, ...] = (
    DraftClause(
        "Delegates",
        "Each plenary elects one delegate for every ten people present up to one hundred, and fewer for each "
        "further ten, by the scale in the annex.",
        (Stance(CITY, ASSENT), Stance(FORUM, ASSENT), Stance(UNION, ASSENT)),
    ),
    DraftClause(
        "Terms",
        "A councillor serves for one year and may be elected once more.",
        (
            Stance(CITY, ASSENT),
            Stance(FORUM, ASSENT_IF, "if those who were recalled cannot stand again for two years"),
            Stance(UNION, ASSENT),
        ),
    ),
    DraftClause(
        "Only what was ranked",
        "Money for a theme goes only to regions that ranked it among their first four.",
        (
            Stance(CITY, OBJECT, "Repairs after floods cannot wait for a ranking."),
            Stance(FORUM, ASSENT),
            Stance(UNION, ASSENT),
        ),
        alternative="Money for a theme goes only to regions that ranked it among their first four, except "
        "for repairs after a disaster, which the council is told of within ten days.",
        alternative_by=CITY,
        alternative_why="It keeps the rule and lets the city act when a slope has slipped.",
    ),
    DraftClause(
        "Works committees",
        "Every work above 100,000 reais has a committee of neighbours that sees the contract and signs that "
        "the work is finished.",
        (
            Stance(CITY, ASSENT_IF, "if the committee is named before the tender"),
            Stance(FORUM, ASSENT),
            Stance(UNION, ASSENT),
        ),
    ),
    DraftClause(
        "Childcare",
        "No plenary is held without childcare on the spot.",
        (Stance(CITY, SILENT), Stance(FORUM, ASSENT), Stance(UNION, ASSENT)),
    ),
    DraftClause(
        "Changing these rules",
        "These rules change once a year, in the three months before the preparatory meetings, and never "
        "during a cycle.",
        (Stance(CITY, ASSENT), Stance(FORUM, ASSENT), Stance(UNION, SILENT)),
    ),
)
