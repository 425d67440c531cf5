"""Sentences of this block: what was done, what waits, why a link does not open, steps of the chain."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mutirao.base.services.words import duty_title
from mutirao.planning.decisions.models import Promise, PromiseChange, Step
from mutirao.theory.promises import Event, State

DONE: Mapping[str, Any] = {
    "decision.on_priorities": gettext_lazy("decided “%(decision)s”"),
    "decision.on_money": gettext_lazy("decided “%(decision)s”"),
    "decision.on_design": gettext_lazy("decided “%(decision)s”"),
    "decision.review": gettext_lazy("looked again at the decision “%(decision)s”"),
    "promise.make": gettext_lazy("wrote down that %(party)s promised “%(promise)s”"),
    "promise.keep": gettext_lazy("said that “%(promise)s” is done"),
    "promise.move": gettext_lazy("gave a new day to the promise “%(promise)s”"),
    "promise.break": gettext_lazy("said that “%(promise)s” will not be done"),
    "promise.advance": gettext_lazy("said how far the works of “%(promise)s” are"),
    "promise.hand_over": gettext_lazy("said who is asked about the promise “%(promise)s”"),
    "promise.report": gettext_lazy("answered for %(party)s how the promise “%(promise)s” stands"),
    "promise.ask_again": gettext_lazy("asked for a fresh link to the promise “%(promise)s”"),
    "promise.question": gettext_lazy("said that “%(promise)s” is not done"),
}

AGENDA: Mapping[str, Any] = {
    "decision.made": gettext_lazy("“%(title)s” was decided"),
    "decision.review.coming": gettext_lazy("The decision “%(title)s” will soon be looked at again"),
    "decision.review": gettext_lazy("The decision “%(title)s” is to be looked at again now"),
    "promise.due.coming": gettext_lazy("Due soon, promised by %(party)s: “%(title)s”"),
    "promise.due": gettext_lazy("Late, promised by %(party)s: “%(title)s”"),
    "promise.questioned": gettext_lazy("Said to be done, and people say not yet: “%(title)s”"),
    "promise.kept": gettext_lazy("Done, as %(party)s promised: “%(title)s”"),
    "promise.broken": gettext_lazy("Promised by %(party)s, and will not be done: “%(title)s”"),
}

WHY_NO_LINK: Mapping[str, Callable[[], str]] = {
    "forged": lambda: _("We did not make this link, or a part of it is missing."),
    "settled": lambda: _("This promise is settled: there is nothing left to answer."),
    "old": lambda: _("This link has been used, or we have written to you again since."),
    "expired": lambda: _("This link has expired."),
}


def step_says(step: Step) -> str:
    """What a step says, in the reader's language; facts whose name ends in `_on` are days."""
    facts = {
        name: date_format(date.fromisoformat(value), "DATE_FORMAT") if name.endswith("_on") else value
        for name, value in step.facts.items()
    }
    return _(step.says) % facts if step.says else ""


def state_tag(promise: Promise, on: date) -> tuple[str, str]:
    """How a promise stands in a word or two, and the kind of tag it gets."""
    if promise.state == State.QUESTIONED:
        return _("said to be done, questioned"), "gap"
    if promise.is_late(on):
        return _("late"), "hands"
    return {
        State.MADE: (_("promised"), "neutral"),
        State.CHANGED: (_("promised for a new day"), "neutral"),
        State.KEPT: (_("done"), "good"),
        State.BROKEN: (_("will not be done"), "quiet"),
    }[State(promise.state)]


def change_says(change: PromiseChange) -> str:
    """What an entry in a promise's history says happened, without its reason."""
    day = date_format(change.due_on, "DATE_FORMAT")
    return {
        "made": _("Promised by %(day)s") % {"day": day},
        Event.MOVE: _("Given a new day: %(day)s") % {"day": day},
        Event.KEEP: _("Said to be done"),
        Event.BREAK: _("It will not be done"),
        Event.QUESTION: _("Somebody said that it is not done yet"),
        "advance": _("How far the works are: %(stage)s") % {"stage": change.get_stage_display()},
    }[change.event]


def decides_on(duty: str) -> str:
    """What a party that answers for this duty decides on."""
    return {
        "set_priorities": _("What comes first"),
        "divide_money": _("Money"),
        "design_service": _("How the service runs"),
    }.get(duty, duty_title(duty))


MISSING: Mapping[str, Callable[[], str]] = {
    "evidence": lambda: _("what it is based on"),
    "money": lambda: _("how much money it takes"),
    "answers": lambda: _("who answers for carrying it out"),
    "review": lambda: _("when it will be looked at again"),
}

SHOWN: Mapping[str, Callable[[], str]] = {
    "late": lambda: _("Late"),
    "promised": lambda: _("Promised, not due yet"),
    "changed": lambda: _("Promised for a new day"),
    "questioned": lambda: _("Said to be done, questioned"),
    "kept": lambda: _("Done"),
    "broken": lambda: _("Will not be done"),
}


def decision_filters() -> list[tuple[str, str]]:
    """What the list of decisions can be narrowed to."""
    return [("", _("All")), ("open", _("With open promises")), ("late", _("With late promises"))]


ANSWERS: Mapping[Event, Callable[[], tuple[str, str]]] = {
    Event.KEEP: lambda: (_("It is done"), _("Yes, it is done")),
    Event.MOVE: lambda: (_("It needs a new day"), _("Promise the new day")),
    Event.BREAK: lambda: (_("It cannot be done"), _("Say that it cannot be done")),
}
"""What a link's page asks: the words each answer stands under, and its button."""
