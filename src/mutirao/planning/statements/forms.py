"""Forms about conversations."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mutirao.base.services.taking_part_forms import WhomForm
from mutirao.planning.cycles.timing import TimesForm
from mutirao.planning.statements.words import REASONS
from mutirao.theory.statements import LONGEST, State


class AskForm(TimesForm, WhomForm):
    """Ask people where they stand."""

    question = forms.CharField(
        label=_("What is it about, as a question?"),
        max_length=200,
        help_text=_("For example: what should the new park be like?"),
    )
    about = forms.CharField(
        label=_("What should people know before they answer?"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    statements = forms.CharField(
        label=_("First statements, one a line"),
        max_length=20_000,
        help_text=_(
            "Ten to twenty from all sides, each one thought in at most 200 letters: “Dogs are welcome”."
        ),
        widget=forms.Textarea(attrs={"rows": 10}),
    )
    field_order = ["question", "about", "statements", "phase", "first", "last", "open_to"]

    def asked(self) -> dict[str, Any]:
        """What the act of asking is told."""
        said = self.cleaned_data
        lines = [line for line in said["statements"].splitlines() if line.strip()]
        return {
            "question": said["question"],
            "about": said["about"],
            "statements": lines,
            "times": self.times(),
            "whom": self.whom(),
        }


class AddForm(forms.Form):
    """Add a statement of your own."""

    text = forms.CharField(
        label=_("Your statement"),
        max_length=4 * LONGEST,  # the act says what is too long, and why
        help_text=_(
            "One thought that others can agree or disagree with, in at most 200 letters. Somebody looks at "
            "it before others are asked. Your name is not shown."
        ),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class LookForm(forms.Form):
    """Look at a statement: take it up, or not and say why."""

    state = forms.ChoiceField(choices=[(State.ACCEPTED.value, ""), (State.DECLINED.value, "")])
    reason = forms.ChoiceField(
        label=_("Why not?"), choices=[("", _("Choose a reason")), *REASONS], required=False
    )
    why = forms.CharField(label=_("In a sentence"), max_length=300, required=False)


class EndForm(forms.Form):
    """End a conversation early."""

    reason = forms.CharField(
        label=_("Why does it end now?"),
        max_length=300,
        help_text=_("Everybody will read it. Nobody can answer or change answers afterwards."),
    )


class BringForm(forms.Form):
    """Bring in a conversation that was held elsewhere."""

    question = forms.CharField(label=_("What was asked?"), max_length=200)
    source = forms.CharField(
        label=_("Where and when was it held?"), max_length=300, help_text=_("And where the file comes from.")
    )
    file = forms.FileField(
        label=_("The export"),
        help_text=_("A packed folder (.zip) with votes.csv and comments.csv, as Polis gives it."),
    )
