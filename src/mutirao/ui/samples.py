"""What the gallery shows: short, long, many, none; invented words in several lengths."""

from types import SimpleNamespace
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest

from mutirao.ui.forms import DayInput

LONG_NAME = (
    "Association of the residents, tenants, small shopkeepers, allotment holders and former dockworkers of "
    "the streets between the old gasworks, the canal basin and the far end of the upper market, founded again"
)
LONG_WORD = "Grundstücksverkehrsgenehmigungszuständigkeitsübertragungsverordnung"
PARTS = (
    "cards",
    "panel",
    "notice",
    "refusal",
    "details",
    "emptystate",
    "opening",
    "glyph",
    "facts",
    "table",
    "tag",
    "chip",
    "progress",
    "steps",
    "trail",
    "button",
    "pagination",
    "bars",
    "scatter",
    "forms",
    "pictures",
)
AXES = {
    "column_title": "Who plans",
    "columns": ("professionals", "together", "without professionals"),
    "row_title": "Who delivers",
    "rows": ("professionals", "together", "users and community"),
}


class SampleForm(forms.Form):
    """One field of every kind."""

    name = forms.CharField(label="Your name", help_text="As you would like it on the rota.", max_length=80)
    email = forms.EmailField(
        label="Your e-mail address",
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    places = forms.IntegerField(label="How many places?", min_value=1)
    day = forms.DateField(label="On which day?", widget=DayInput())
    where = forms.ChoiceField(
        label="Where?",
        choices=[("", "Choose a place"), ("hall", "Village hall"), ("Outside", [("green", "The green")])],
    )
    turn = forms.ChoiceField(
        label="Which turn would you like?",
        choices=[("am", "Morning, 9 to 11"), ("pm", "Afternoon, 2 to 4"), ("any", LONG_WORD)],
        widget=forms.RadioSelect,
        help_text="You can give it back until the evening before.",
    )
    needs = forms.MultipleChoiceField(
        label="What would help you to come?",
        choices=[("lift", "A lift"), ("creche", "Somebody to look after my children"), ("step", "No steps")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    words = forms.CharField(
        label="Anything we should know?",
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
    )
    picture = forms.FileField(label="A picture", required=False)
    agreed = forms.BooleanField(
        label="Show my name on the noticeboard", help_text="You can change this whenever you like."
    )


def samples(request: HttpRequest) -> dict[str, Any]:
    """Gather everything the gallery shows; forms are made anew for each request."""
    wrong = {"wrong-name": "x" * 81, "wrong-email": "ada at example", "wrong-places": "0"}
    many = [(f"Place {number}", f"{number % 24:02}:00", number * 7) for number in range(1, 41)]
    return {
        "parts": PARTS,
        "long_name": LONG_NAME,
        "long_word": LONG_WORD,
        "axes": SimpleNamespace(**AXES),
        "cell": (1, 1),
        "trail": [(0, 0), (0, 1), (1, 0)],
        "cells": [(column, row) for row in range(3) for column in range(3)],
        "reasons": [
            "Only the Shop Association may set the rota (clause 7 of the agreement of 3 May 2024).",
            "You already have four turns this month, which is the most you said you would take.",
        ],
        "pairs": [
            ("Place", "Tackley, Oxfordshire"),
            ("Began", "3 May 2004"),
            ("Places each week", "64, of two hours each"),
            (LONG_WORD, LONG_NAME),
        ],
        "head": ("Place", "From", "Hours put in"),
        "many": many,
        "few": many[:3],
        "numbers": (2,),
        "wide_head": [f"Week {number}" for number in range(1, 17)],
        "bars": [
            ("Parents and grandparents who came to at least one session this spring", 42, "42 people"),
            ("Staff", 17, "17 people"),
            ("Nobody yet", 0, "none"),
        ],
        "marked": [
            (
                "People who feel they can ask a neighbour for help",
                61,
                "61 % of 212",
                48,
                "48 % a year before",
            ),
            ("People who know whom to ask", 74, "74 % of 212", 80, "80 % is what we promised"),
        ],
        "nothing": [],
        "points": [
            *((-2.0 + (7 * n % 5) / 2.5, (3 * n % 7) / 3 - 1, 0) for n in range(14)),
            *((1.2 + (5 * n % 7) / 4, (4 * n % 9) / 4 - 1.2, 1) for n in range(11)),
            *((0.1 + (3 * n % 4) / 9, 1.5 + (n % 3) / 4, 2) for n in range(6)),
        ],
        "middles": [(-1.2, 0.0, 0, "A"), (2.0, -0.1, 1, "B"), (0.3, 1.7, 2, "C")],
        "me": (-0.4, 0.8),
        "paginator": Paginator(range(10_000), 25).get_page(request.GET.get("page", 7)),
        "form": None,
        "sample": SampleForm(prefix="fine"),
        "wrong": SampleForm(wrong, prefix="wrong"),
    }
