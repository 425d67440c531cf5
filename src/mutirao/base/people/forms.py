"""Forms about people and bodies."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from mutirao.base.people.models import SIDES, Area, Body, Person
from mutirao.ui.forms import DayInput


class JoinForm(forms.Form):
    """What we ask when you join, beside your e-mail address."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=200,
        help_text=_("What the people you work with here call you. It is never shown in public."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    field_order = ["name", "email"]

    def signup(self, request: HttpRequest, user: Person) -> None:
        """Asked for by the accounts library; everything was saved by the act of joining."""


class CardForm(forms.Form):
    """Sign in with a code from a printed card."""

    code = forms.CharField(
        label=_("A code from your card"),
        max_length=60,
        help_text=_("For example “bado-kire-luma-tosi”. Each code works once; cross it out afterwards."),
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )


class DetailsForm(forms.Form):
    """Change your own details."""

    name = forms.CharField(
        label=_("Your name"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    language = forms.ChoiceField(label=_("We write to you in"), choices=settings.LANGUAGES)
    home = forms.ModelChoiceField(
        label=_("The area you live in"),
        queryset=Area.objects.select_related("parent"),
        required=False,
        empty_label=_("I would rather not say"),
        help_text=_("Some votes are for the people of one area. Nobody else sees it."),
    )


class EraseForm(forms.Form):
    """Erase your own data, after thinking about it once more."""

    sure = forms.BooleanField(
        label=_("Yes, erase my name, address, cards and sessions. This cannot be undone."),
        error_messages={"required": _("Tick the box if you are sure.")},
    )


class BodyForm(forms.Form):
    """Add a group or organisation."""

    name = forms.CharField(label=_("What is it called?"), max_length=200)
    side = forms.ChoiceField(label=_("Who are its people?"), choices=SIDES, widget=forms.RadioSelect)
    contact = forms.CharField(
        label=_("Whom can people ask?"),
        max_length=200,
        required=False,
        help_text=_("A role and a public address or number. Do not give a private one."),
    )


def joined_with(email: str) -> Person:
    """The person who joined with this address, or a sentence for the form."""
    person = Person.objects.filter(email__iexact=email, is_active=True).first()
    if person is None:
        raise forms.ValidationError(_("Nobody has joined with this address yet."))
    return person


class BodyDetailsForm(forms.Form):
    """Change a body's details."""

    name = forms.CharField(label=_("What is it called?"), max_length=200)
    contact = forms.CharField(
        label=_("Whom can people ask?"),
        max_length=200,
        required=False,
        help_text=_("A role and a public address or number. Do not give a private one."),
    )
    about = forms.CharField(
        label=_("About"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )


class MemberForm(forms.Form):
    """Add somebody to your body by the e-mail address they joined with."""

    email = forms.EmailField(
        label=_("Their e-mail address"), help_text=_("They must have joined already, with this address.")
    )
    position = forms.CharField(label=_("Position"), max_length=100, required=False)
    may_sign = forms.BooleanField(label=_("May sign for the body"), required=False)
    starts = forms.DateField(label=_("From"), widget=DayInput())
    ends = forms.DateField(
        label=_("Until (the day after the last)"),
        required=False,
        widget=DayInput(),
    )

    def clean_email(self) -> Person:
        """The person who joined with this address."""
        return joined_with(self.cleaned_data["email"])


class PaperPersonForm(forms.Form):
    """Register somebody who is not online."""

    name = forms.CharField(label=_("Their name"), max_length=200)
    body = forms.ModelChoiceField(label=_("Which party do they belong to?"), queryset=Body.objects.none())
    position = forms.CharField(label=_("Position"), max_length=100, required=False)

    def __init__(self, *args: Any, bodies: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].queryset = bodies  # type: ignore[attr-defined]
