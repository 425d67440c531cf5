"""Sentences about statements, answers and what the map found. One place, translated here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mutirao.theory.statements import LONGEST, MOST_WAITING

DONE: Mapping[str, Any] = {
    "conversation.open": gettext_lazy("asked people “%(question)s”, with %(statements)s first statements"),
    "conversation.end": gettext_lazy("ended the conversation “%(question)s” with a reason"),
    "conversation.import": gettext_lazy("brought in %(answers)s answers to “%(question)s”"),
    "statement.answer": gettext_lazy("answered a statement of “%(question)s”"),
    "statement.add": gettext_lazy("added a statement to “%(question)s”"),
    "statement.moderate": gettext_lazy("looked at statement %(number)s of “%(question)s”"),
}

AGENDA: Mapping[str, Any] = {
    "conversation.open": gettext_lazy("Say where you stand: %(title)s"),
    "conversation.coming": gettext_lazy("From %(opens)s: say where you stand. %(title)s"),
    "conversation.lately": gettext_lazy("Where we differ and what bridges us: %(title)s"),
    "conversation.waiting": gettext_lazy("Statements wait to be looked at: %(title)s"),
}

PROBLEMS: Mapping[str, Callable[[], str]] = {
    "empty": lambda: _("Write a statement that people can agree or disagree with."),
    "too_long": lambda: (
        _("Keep it to %(most)s letters: one thought that people can answer at once.") % {"most": LONGEST}
    ),
    "known": lambda: _("Somebody has said this already. You can answer it."),
    "too_many_waiting": lambda: (
        _("%(most)s of your statements wait to be looked at. Please wait for those first.")
        % {"most": MOST_WAITING}
    ),
}

REASONS = [
    ("repeats", gettext_lazy("It says the same as another statement")),
    ("several", gettext_lazy("It says several things at once")),
    ("unclear", gettext_lazy("It is not clear what agreeing would mean")),
    ("off_topic", gettext_lazy("It is about something else")),
    ("personal", gettext_lazy("It is about a person, or attacks somebody")),
    ("other", gettext_lazy("Another reason")),
]

NO_GROUPS: Mapping[str, Callable[[], str]] = {
    "few-people": lambda: _("Too few people have answered enough to tell groups apart."),
    "no-pattern": lambda: _(
        "No groups can be told apart: what people answer to one statement says nothing about the others."
    ),
    "no-separation": lambda: _("No groups can be told apart: people differ by degrees, without a gap."),
}


def said(answer: int) -> str:
    """What an answer is called."""
    return {1: _("agree"), 0: _("pass"), -1: _("disagree")}[answer]


def percent(share: float) -> str:
    """A share in whole per cent."""
    return _("%(n)s %%") % {"n": round(100 * share)}
