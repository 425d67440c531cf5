"""What this block says of its acts, of answers and of results. Translated here."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from mutirao.theory.surveys import LONGEST_TEXT, Kind, Question, Row, Table, Value

DONE: Mapping[str, Any] = {
    "survey.start": _("started the survey “%(survey)s”"),
    "survey.change": _("changed the survey “%(survey)s”"),
    "survey.ask": _("changed the questions of “%(survey)s”: there are %(questions)s"),
    "survey.publish": _("published “%(survey)s” with %(questions)s questions"),
    "survey.issue_codes": _("printed %(n)s household codes for “%(survey)s”"),
    "survey.answer": _("answered “%(survey)s”"),
    "survey.answer_with_code": _("answered “%(survey)s” with a household’s code"),
    "survey.type_in": _("typed in a paper form of “%(survey)s”"),
    "survey.type_again": _("typed in a paper form of “%(survey)s” again: %(differ)s answers differ"),
    "survey.settle": _("settled a paper form of “%(survey)s”: %(differ)s answers differed"),
    "survey.review": _("looked at what people wrote in “%(survey)s”"),
    "survey.hand_out": _("took out %(forms)s anonymous forms of “%(survey)s”"),
}

AGENDA: Mapping[str, Any] = {
    "surveys.survey.open": _("Answer “%(title)s”, until %(closes)s"),
    "surveys.survey.coming": _("“%(title)s” will ask you something, from %(opens)s"),
    "surveys.survey.lately": _("What people answered: “%(title)s”"),
}

KINDS: Mapping[str, Any] = {
    Kind.CHOICE: _("one of several"),
    Kind.SEVERAL: _("any of several"),
    Kind.SCALE: _("a step on a scale"),
    Kind.NUMBER: _("a whole number"),
    Kind.TEXT: _("a few words"),
}

FAULTS: Mapping[str, Any] = {
    "no_words": _("Write the question."),
    "words_too_long": _("A question can have 300 characters at most."),
    "too_few_options": _("Give two answers to choose from, or more, one on each line."),
    "too_many_options": _("At most 20 answers to choose from, of 120 characters each."),
    "options_twice": _("Two of the answers are the same."),
    "scale_range": _("A scale has 2 to 11 steps."),
    "number_range": _("The smallest number must be below the largest, and both below a million."),
}

ANSWER_FAULTS: Mapping[str, Any] = {
    "missing": _("Please answer this."),
    "too_long": _("At most 1,000 characters fit."),
    "only_one": _("Choose one answer only."),
    "not_an_option": _("Choose one of the answers."),
    "not_a_number": _("Write a whole number in figures."),
    "out_of_range": _("This number is outside the range."),
}
assert LONGEST_TEXT == 1_000


def answer(one: Question, value: Value) -> str:
    """An answer in words."""
    if value is None or value == ():
        return gettext("no answer")
    if isinstance(value, tuple):
        return "; ".join(one.options[number - 1] for number in value)
    if one.kind is Kind.CHOICE and isinstance(value, int):
        return one.options[value - 1]
    return str(value)


def label(one: Question, row: Row) -> str:
    """What a line of a table stands for."""
    if one.options:
        return one.options[row.first - 1]
    if one.kind is Kind.SCALE:
        end = {one.least: one.low, one.most: one.high}.get(row.first, "")
        return f"{row.first} ({end})" if end else str(row.first)
    if row.first == row.last:
        return str(row.first)
    return gettext("%(first)s to %(last)s") % {"first": row.first, "last": row.last}


def finding(one: Question, table: Table) -> str:
    """What a table shows, in a sentence."""
    if table.n is None:
        return gettext("Too few answered this to show anything.")
    people = ngettext("%(n)s form has an answer.", "%(n)s forms have an answer.", table.n) % {"n": table.n}
    best = max((row for row in table.rows if row.n is not None), key=lambda row: row.n or 0, default=None)
    said = [people]
    if best is not None and best.n:
        facts = {"label": label(one, best), "n": best.n, "all": table.n}
        said.append(gettext("Most often: %(label)s (%(n)s of %(all)s).") % facts)
    if table.middle is not None:
        places = 0 if table.middle.denominator == 1 and one.kind is Kind.NUMBER else 1
        value = Decimal(table.middle.numerator) / table.middle.denominator
        middle = number_format(value, places, use_l10n=True)
        words = (
            gettext("On average: %(middle)s.")
            if one.kind is Kind.SCALE
            else gettext("In the middle: %(middle)s.")
        )
        said.append(words % {"middle": middle})
    if table.hides:
        said.append(gettext("Small groups are not shown, nor what would give them away."))
    return " ".join(said)
