"""Forms about promises: each says one thing, and gives it as `Said`."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mutirao.base.services.models import Party, Service
from mutirao.planning.decisions.forms import AmountForm, PartyChoice
from mutirao.planning.decisions.models import BECAUSE, STAGES, Step
from mutirao.planning.decisions.promising import LONGEST, Said
from mutirao.ui.forms import DayInput


class ItemChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One of the things that a decision decided."""

    def label_from_instance(self, obj: Any) -> str:
        """The name it had from the beginning."""
        return str(obj.follows.title if obj.follows else obj.title)


class PromiseForm(AmountForm):
    """Write down a promise."""

    field_order = ("what", "item", "party", "due_on", "owner", "stage", "amount", "currency")

    what = forms.CharField(
        label=_("What is promised?"),
        max_length=LONGEST,
        help_text=_("Write it so that everybody can tell whether it was done."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    item = ItemChoice(
        to_field_name="key",
        label=_("Which of the things that were decided is it?"),
        queryset=Step.objects.none(),
        required=False,
        empty_label=_("All of them"),
    )
    party = PartyChoice(
        label=_("Who answers for it?"), queryset=Party.objects.none(), empty_label=_("Choose one")
    )
    due_on = forms.DateField(label=_("By which day?"), widget=DayInput())
    owner = forms.EmailField(
        label=_("Whom do we ask how it stands?"),
        required=False,
        help_text=_(
            "An e-mail address of whoever sees to it; they need no account. Nobody else is shown it. "
            "Leave it empty, and the letters are printed and handed over."
        ),
    )
    stage = forms.ChoiceField(
        label=_("If these are building works, how far are they?"),
        choices=[("", _("It is something else")), *STAGES],
        required=False,
    )

    def __init__(self, *args: Any, service: Service, items: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["party"].queryset = service.parties.select_related("body")
        if items is None:
            del fields["item"]
        else:
            fields["item"].queryset = items

    def promise(self) -> dict[str, Any]:
        """What the act of promising takes."""
        data = dict(self.cleaned_data)
        item = data.pop("item", None)
        return {**data, "follows": item.key if item else None}


class SaidForm(forms.Form):
    """Something said of a promise."""

    def said(self) -> Said:
        """What was said."""
        return Said(**self.cleaned_data)


class DoneForm(SaidForm):
    """It is done."""

    reason = forms.CharField(
        label=_("What was done?"),
        max_length=1000,
        required=False,
        help_text=_("Everybody will read it."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    evidence = forms.CharField(
        label=_("What shows it?"), max_length=200, required=False, help_text=_("A picture, a report, a bill.")
    )
    evidence_path = forms.CharField(
        label=_("Where can that be seen?"),
        max_length=300,
        required=False,
        help_text=_("A web address, if there is one."),
    )


class WhyForm(SaidForm):
    """Something that needs a public reason."""

    because = forms.ChoiceField(
        label=_("What is the reason?"), choices=[("", _("Choose one")), *BECAUSE], required=True
    )
    reason = forms.CharField(
        label=_("Say it in your own words"),
        max_length=1000,
        help_text=_("Everybody will read it."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class NewDayForm(WhyForm):
    """It needs a new day."""

    field_order = ("due_on", "because", "reason")

    due_on = forms.DateField(label=_("By which day will it be done?"), widget=DayInput())


class StageForm(SaidForm):
    """How far the works are."""

    stage = forms.ChoiceField(label=_("How far are the works?"), choices=STAGES, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("What is there to say about it?"),
        max_length=1000,
        required=False,
        help_text=_("If the works go back to an earlier stage, say why. Everybody will read it."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class OwnerForm(forms.Form):
    """Who is asked."""

    owner = forms.EmailField(
        label=_("Whom do we ask how it stands?"),
        required=False,
        help_text=_(
            "An e-mail address. Nobody else is shown it. We write there at once, and the link in any earlier "
            "letter stops working. Leave it empty, and the letters are printed and handed over."
        ),
    )


class NotYetForm(forms.Form):
    """It is not done."""

    says = forms.CharField(
        label=_("What is still missing?"),
        max_length=300,
        required=False,
        help_text=_(
            "Only whoever promised it, and those who report back, will read this. Please write no names."
        ),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
