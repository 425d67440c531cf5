"""Surveys as tables to take away: counts for everybody, single forms for those who asked."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from mutirao.planning.surveys import words
from mutirao.planning.surveys.models import Survey
from mutirao.theory.surveys import Kind, Question, Row, Table, may_hand_out

FORMULAS = ("=", "+", "-", "@", "\t", "\r")
"""A cell that begins so would be reckoned by a spreadsheet; an apostrophe before it keeps it a text."""


def tables(survey: Survey) -> list[tuple[Question, Table]]:
    """Every question with its frozen table."""
    by_code = {one.code: one for one in survey.as_questions()}
    return [(by_code[kept["code"]], table(kept)) for kept in survey.results]


def table(kept: dict[str, Any]) -> Table:
    """A table from how it is kept."""
    middle = Fraction(*kept["middle"]) if kept["middle"] else None
    rows = tuple(Row(**row) for row in kept["rows"])
    return Table(kept["code"], Kind(kept["kind"]), kept["n"], rows, middle)


def as_csv(rows: Iterable[Sequence[object]]) -> str:
    """Rows as CSV that a spreadsheet opens without reckoning with what people wrote."""
    held = io.StringIO()
    writer = csv.writer(held, lineterminator="\r\n")
    for row in rows:
        writer.writerow([_safe(str(cell)) for cell in row])
    return held.getvalue()


def _safe(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULAS) else cell


def counts(survey: Survey) -> list[list[object]]:
    """Every table as rows: question, answer, how many, of how many; hidden counts say so."""
    found: list[list[object]] = [[_("question"), _("answer"), _("how many"), _("of how many")]]
    few = _("too few to show")
    for one, counted in tables(survey):
        if counted.n is None or not counted.rows:
            found.append([one.words, "", "", few if counted.n is None else counted.n])
        for row in counted.rows:
            found.append([one.words, words.label(one, row), few if row.n is None else row.n, counted.n or ""])
    return found


def single_forms(survey: Survey) -> list[list[str]]:
    """The single forms in no order: only answers that many gave; no texts, nothing sensitive.

    Numbers are given as the band they lie in.
    """
    asked = [
        (one, counted)
        for one, counted in tables(survey)
        if one.kind is not Kind.TEXT and not one.is_sensitive and counted.n is not None
    ]
    found = [[one.words for one, _counted in asked]]
    for row in survey.responses.all():
        found.append([_cell(one, counted, row.answers.get(one.code)) for one, counted in asked])
    return found


def _cell(one: Question, counted: Table, value: Any) -> str:
    if value is None or value == []:
        return ""
    if one.kind is Kind.NUMBER:
        band = next(row for row in counted.rows if row.first <= value <= row.last)
        return words.label(one, band) if band.n is not None else "…"
    shown = may_hand_out(counted)
    numbers = value if isinstance(value, list) else [value]
    said = [words.label(one, Row(number, number, None)) if number in shown else "…" for number in numbers]
    return "; ".join(dict.fromkeys(said))
