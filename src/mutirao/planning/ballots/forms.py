"""Forms for those who run votes: the question, the options, closing, withdrawing, deciding."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mutirao.base.people.models import Area, Body
from mutirao.base.services.models import Service
from mutirao.base.services.taking_part import CIRCLES
from mutirao.planning.ballots import words
from mutirao.planning.ballots.acts import Draft, Line
from mutirao.planning.ballots.ballot_models import FORMS, PAPERS
from mutirao.planning.ballots.models import Ballot
from mutirao.planning.budgets.forms import CHOICES
from mutirao.planning.cycles.models import Phase
from mutirao.theory.turnout import TRAITS

SCALE = 100
"""Amounts are kept in hundredths."""


class Moment(forms.DateTimeInput):
    """A day and a time, in the browser's own calendar."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


class BallotForm(forms.Form):
    """Everything about a vote but its options."""

    question = forms.CharField(label=gettext_lazy("The question"), max_length=200)
    about = forms.CharField(
        label=gettext_lazy("What it is about"), required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    form = forms.ChoiceField(
        label=gettext_lazy("What do people do?"), choices=FORMS, widget=forms.RadioSelect
    )
    most = forms.IntegerField(
        label=gettext_lazy("How many options may one choose or put in order?"),
        required=False,
        min_value=0,
        max_value=500,
        help_text=gettext_lazy("Leave it empty for as many as one likes."),
    )
    points = forms.IntegerField(
        label=gettext_lazy("How many points are there to share out?"),
        required=False,
        min_value=0,
        max_value=10**6,
    )
    highest = forms.IntegerField(
        label=gettext_lazy("What is the highest score?"), required=False, min_value=0, max_value=1000
    )
    amount = forms.DecimalField(
        label=gettext_lazy("How much money is there?"),
        required=False,
        min_value=0,
        max_digits=15,
        decimal_places=2,
        help_text=gettext_lazy("Only where the vote divides money. Every option then needs a cost."),
    )
    currency = forms.RegexField(
        label=gettext_lazy("Currency"),
        regex=r"^[A-Z]{3}$",
        required=False,
        help_text=gettext_lazy("Three letters, such as GBP, EUR or BRL."),
    )
    rule = forms.ChoiceField(
        label=gettext_lazy("By which rule is it counted?"),
        required=False,
        choices=[
            ("", gettext_lazy("The usual one for this form")),
            (gettext_lazy("Where money is divided"), CHOICES),
            (gettext_lazy("Where something else is chosen"), list(words.RULE_NAMES.items())),
        ],
    )
    rule_origin = forms.CharField(
        label=gettext_lazy("Where does this rule come from?"), max_length=300, required=False
    )
    seats = forms.IntegerField(label=gettext_lazy("How many can win?"), min_value=1, max_value=100, initial=1)
    quorum = forms.IntegerField(
        label=gettext_lazy("How many must vote for the result to count?"), required=False, min_value=0
    )
    open_to = forms.ChoiceField(
        label=gettext_lazy("Who may vote?"), choices=CIRCLES, widget=forms.RadioSelect, initial="everyone"
    )
    open_to_body = forms.ModelChoiceField(
        Body.objects.none(), label=gettext_lazy("Of which group or organisation?"), required=False
    )
    open_to_area = forms.ModelChoiceField(
        Area.objects.none(), label=gettext_lazy("Living in which area?"), required=False
    )
    declaration = forms.CharField(
        label=gettext_lazy("What must voters declare?"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("For example: I am 16 or older and live here."),
    )
    traits = forms.MultipleChoiceField(
        label=gettext_lazy("What may voters say about themselves, if they like?"),
        choices=[(trait, words.TRAIT_NAMES[trait]) for trait in TRAITS],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    papers = forms.ChoiceField(
        label=gettext_lazy("Voting on paper"), choices=PAPERS, widget=forms.RadioSelect, initial="none"
    )
    phase = forms.ModelChoiceField(
        Phase.objects.none(), label=gettext_lazy("Open during which phase?"), required=False
    )
    opens_at = forms.DateTimeField(
        label=gettext_lazy("Or: from when?"),
        required=False,
        widget=Moment(),
        help_text=gettext_lazy("Leave it empty to open at once."),
    )
    closes_at = forms.DateTimeField(label=gettext_lazy("Until when?"), required=False, widget=Moment())

    def __init__(self, data: Any = None, *, service: Service, **given: Any) -> None:
        super().__init__(data, **given)
        bodies: QuerySet[Body] = Body.objects.filter(parties__service=service).distinct()
        areas: QuerySet[Area] = Area.objects.select_related("parent")
        self.fields["open_to_body"].queryset = bodies  # type: ignore[attr-defined]
        self.fields["open_to_area"].queryset = areas  # type: ignore[attr-defined]
        self.fields["phase"].queryset = Phase.objects.filter(cycle__service=service).select_related("cycle")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A body or an area where the rule needs one, and a currency where there is money."""
        cleaned = super().clean() or {}
        for circle in ("body", "area"):
            name = f"open_to_{circle}"
            if cleaned.get("open_to") != circle:
                cleaned[name] = None
            elif not cleaned.get(name):
                self.add_error(name, _("Say which."))
        if cleaned.get("amount") and not cleaned.get("currency"):
            self.add_error("currency", _("Say in which currency."))
        return cleaned

    def terms(self) -> Draft:
        """What was entered, amounts in hundredths."""
        given = dict(self.cleaned_data)
        amount = given.pop("amount") or Decimal(0)
        for name in ("most", "points", "highest", "quorum"):
            given[name] = given[name] or 0
        return Draft(**given, amount=int(amount * SCALE), scale=SCALE)


def initial_of(ballot: Ballot) -> dict[str, Any]:
    """What stands in the form of a vote that was prepared."""
    names = [name for name in BallotForm.base_fields if name != "amount"]
    found = {name: getattr(ballot, name) for name in names}
    found["amount"] = f"{Decimal(ballot.amount) / ballot.scale:.2f}" if ballot.amount else None
    return found


class OptionsForm(forms.Form):
    """All options at once, one a line."""

    lines = forms.CharField(
        label=gettext_lazy("The options"),
        widget=forms.Textarea(attrs={"rows": 14}),
        max_length=200_000,
        help_text=gettext_lazy(
            "One a line: title, cost, description, with a bar between them. "
            "For example: Benches on the hill | 4000 | Six, with backs."
        ),
    )

    def __init__(self, data: Any = None, *, scale: int = 1, **given: Any) -> None:
        super().__init__(data, **given)
        self.scale = scale

    def clean_lines(self) -> list[Line]:
        """The options, numbered in the order in which they stand; a cost is a plain number or left empty."""
        found = []
        written = [line for line in self.cleaned_data["lines"].splitlines() if line.strip()]
        for place, line in enumerate(written, start=1):
            title, cost, text = ([part.strip() for part in line.split("|", 2)] + ["", ""])[:3]
            found.append(Line(str(place), title, text, self._cost(place, cost)))
        return found

    def _cost(self, place: int, written: str) -> int | None:
        if not written:
            return None
        plain = re.sub(r"[ ,\u00a0](?=\d{3}\b)", "", written)
        try:
            amount = Decimal(plain) * self.scale
        except InvalidOperation:
            amount = Decimal("NaN")
        if not amount.is_finite() or amount != amount.to_integral_value():
            said = _(
                "Line %(place)s: “%(written)s” is not a cost. Write a plain number, such as 4000 or 4000.50."
            )
            raise forms.ValidationError(said % {"place": place, "written": written[:40]})
        return int(amount)


def lines_of(ballot: Ballot) -> str:
    """The options of a vote as one would type them."""
    rows = []
    for option in ballot.options.all():
        cost = f"{Decimal(option.cost) / ballot.scale:f}" if option.cost is not None else ""
        rows.append(" | ".join([option.title, cost, option.text]).rstrip(" |"))
    return "\n".join(rows)


class WhyForm(forms.Form):
    """A reason that everybody can read."""

    why = forms.CharField(
        label=gettext_lazy("Why?"),
        max_length=500,
        required=False,
        help_text=gettext_lazy("Everybody can read it."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
