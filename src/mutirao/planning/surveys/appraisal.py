"""A village appraisal to start from: questions of our own, which the village then changes as it likes.

A village appraisal is the residents' own survey of needs, on paper and online.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from mutirao.theory.surveys import Kind


def questions() -> list[dict[str, Any]]:
    """The questions in the language of whoever starts it."""
    asked = [*_home(), *_getting_about(), *_shop_and_care(), *_together()]
    return [{"code": f"q{number}", **one} for number, one in enumerate(asked, 1)]


def _choice(words: str, *options: str, page: int, **more: Any) -> dict[str, Any]:
    return {"kind": Kind.CHOICE.value, "words": words, "options": list(options), "page": page, **more}


def _several(words: str, *options: str, page: int, **more: Any) -> dict[str, Any]:
    return {"kind": Kind.SEVERAL.value, "words": words, "options": list(options), "page": page, **more}


def _scale(words: str, low: str, high: str, *, page: int) -> dict[str, Any]:
    return {
        "kind": Kind.SCALE.value,
        "words": words,
        "least": 1,
        "most": 5,
        "low": low,
        "high": high,
        "page": page,
    }


def _home() -> list[dict[str, Any]]:
    return [
        {
            "kind": Kind.NUMBER.value,
            "words": _("How many people live in your home?"),
            "least": 1,
            "most": 30,
            "page": 1,
        },
        _several(
            _("Which ages are they?"),
            _("under 5"),
            _("5 to 15"),
            _("16 to 24"),
            _("25 to 64"),
            _("65 to 79"),
            _("80 or older"),
            page=1,
        ),
        _choice(
            _("How long have you lived here?"),
            _("less than 2 years"),
            _("2 to 10 years"),
            _("more than 10 years"),
            _("all my life"),
            page=1,
        ),
        _choice(
            _("Is your home right for the people in it?"),
            _("yes"),
            _("too small"),
            _("too large"),
            _("too dear"),
            _("hard to heat"),
            _("hard to get into or about in"),
            page=1,
        ),
    ]


def _getting_about() -> list[dict[str, Any]]:
    return [
        _several(
            _("How do people in your home get about?"),
            _("on foot"),
            _("bicycle"),
            _("own car"),
            _("a lift from others"),
            _("bus"),
            _("train"),
            _("taxi"),
            page=2,
        ),
        _choice(
            _("Has anybody in your home missed an appointment or work because they could not get there?"),
            _("often"),
            _("once or twice in the last year"),
            _("never"),
            page=2,
        ),
        _scale(
            _("How safe do you feel walking here after dark?"), _("not at all safe"), _("quite safe"), page=2
        ),
    ]


def _shop_and_care() -> list[dict[str, Any]]:
    return [
        _choice(
            _("Where do you buy most of your food?"),
            _("here"),
            _("in the next town"),
            _("it is delivered"),
            _("somebody buys it for us"),
            page=3,
        ),
        _several(
            _("Which of these would people in your home use here?"),
            _("a shop"),
            _("a post office"),
            _("a café"),
            _("a nurse’s room"),
            _("care for small children"),
            _("a place for young people"),
            _("a workshop or desks"),
            _("a lunch club"),
            page=3,
        ),
        _scale(
            _("How easy is it to see a doctor or nurse when you need one?"),
            _("very hard"),
            _("very easy"),
            page=3,
        ),
        _choice(
            _("Does anybody in your home need help with everyday things?"),
            _("yes, and gets enough"),
            _("yes, and needs more"),
            _("no"),
            page=3,
            is_sensitive=True,
        ),
    ]


def _together() -> list[dict[str, Any]]:
    return [
        _scale(_("How easy is it to find out what goes on here?"), _("very hard"), _("very easy"), page=4),
        _several(
            _("What might somebody in your home give a few hours to?"),
            _("the shop"),
            _("driving people"),
            _("paths, hedges and greens"),
            _("children and young people"),
            _("older people"),
            _("the hall"),
            _("keeping accounts or records"),
            page=4,
        ),
        _choice(
            _("How many hours a month could that be, all together?"),
            _("none just now"),
            _("up to 2"),
            _("3 to 8"),
            _("more than 8"),
            page=4,
        ),
        {
            "kind": Kind.TEXT.value,
            "words": _("What is best about living here?"),
            "hint": _("Please name no persons."),
            "page": 5,
        },
        {
            "kind": Kind.TEXT.value,
            "words": _("What should change first?"),
            "hint": _("Please name no persons."),
            "page": 5,
        },
    ]
