"""Forms about decisions."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from mutirao.base.money import SIGNS
from mutirao.base.services.models import Party, Service
from mutirao.planning.decisions.models import Decision
from mutirao.planning.decisions.words import decides_on
from mutirao.ui.forms import DayInput

CURRENCIES = [(code, f"{code} ({sign})") for code, sign in SIGNS.items()]
OF_LANGUAGE = {"fr": "EUR", "pt-br": "BRL"}


def usual_currency() -> str:
    """The currency that is proposed to somebody who reads in this language."""
    return OF_LANGUAGE.get(get_language() or "", "GBP")


class PartyChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A party to the service, by the name of its body."""

    def label_from_instance(self, obj: Any) -> str:
        """The body's name."""
        return str(obj.body.name)


class AmountForm(forms.Form):
    """An amount of money with its currency, either of which may be left open."""

    amount = forms.DecimalField(
        label=_("How much money is it?"),
        required=False,
        min_value=0,
        max_digits=17,
        decimal_places=2,
        help_text=_("Write 0 if it costs nothing. Leave it empty if nobody spoke of money."),
    )
    currency = forms.ChoiceField(
        label=_("In which currency?"), choices=CURRENCIES, required=False, initial=usual_currency
    )


class DecideForm(AmountForm):
    """Record a decision."""

    field_order = ("on", "title", "outcome", "reasons", "dissent", "answers", "amount", "currency")

    on = forms.ChoiceField(label=_("What do you decide about?"), widget=forms.RadioSelect)
    title = forms.CharField(label=_("Name it in a few words"), max_length=200)
    outcome = forms.CharField(
        label=_("What is decided?"),
        max_length=4000,
        help_text=_("Write it so that it can be read aloud. It cannot be changed afterwards."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    reasons = forms.CharField(
        label=_("Why do you decide this?"),
        max_length=4000,
        help_text=_("Everybody will read it. Say what you considered, and what speaks against it."),
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    dissent = forms.CharField(
        label=_("Did anybody disagree, and why?"),
        max_length=4000,
        required=False,
        help_text=_("Positions and bodies, not names."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    answers = PartyChoice(
        label=_("Who answers for carrying it out?"),
        queryset=Party.objects.none(),
        required=False,
        empty_label=_("Nobody was named"),
    )
    evidence = forms.CharField(
        label=_("What is it based on?"),
        max_length=200,
        required=False,
        help_text=_("A count, a survey, the minutes of a meeting."),
    )
    evidence_path = forms.CharField(
        label=_("Where can that be read?"),
        max_length=300,
        required=False,
        help_text=_("A web address, if there is one."),
    )
    review_on = forms.DateField(
        label=_("When will you look at this again?"), required=False, widget=DayInput()
    )
    supersedes = forms.ModelChoiceField(
        label=_("Does it take the place of an earlier decision?"),
        queryset=Decision.objects.none(),
        required=False,
        empty_label=_("No"),
    )

    def __init__(self, *args: Any, service: Service, duties: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        choices = [(duty, decides_on(duty)) for duty in duties]
        fields["on"].choices = choices
        if len(choices) == 1:  # nothing to ask
            fields["on"].widget = forms.HiddenInput()
            fields["on"].initial = choices[0][0]
        fields["answers"].queryset = service.parties.select_related("body")
        fields["supersedes"].queryset = Decision.objects.filter(service=service, superseded_by__isnull=True)

    def decision(self) -> dict[str, Any]:
        """What the act of deciding takes."""
        return {name: value for name, value in self.cleaned_data.items() if name != "on"}


class ReviewForm(forms.Form):
    """Look at a decision again."""

    finding = forms.CharField(
        label=_("What did you find?"),
        max_length=4000,
        help_text=_("Did it do what it was meant to do? Does it stand? Everybody will read it."),
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    next_on = forms.DateField(
        label=_("When will you look at it the next time?"), required=False, widget=DayInput()
    )
