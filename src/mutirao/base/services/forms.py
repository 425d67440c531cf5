"""Forms about services and agreements."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mutirao.base.blocks import Block, blocks
from mutirao.base.people.forms import joined_with
from mutirao.base.people.models import SIDES, Body, Person
from mutirao.base.services.models import Party, Terms
from mutirao.base.services.proposing import blueprint_for
from mutirao.theory.duties import Way
from mutirao.theory.typology import Cell, Who
from mutirao.ui.forms import DayInput

WHO_PLANS = [
    (Who.PROFESSIONALS.value, _("Professionals, by themselves")),
    (Who.TOGETHER.value, _("Professionals together with users or the community")),
    (Who.LAY.value, _("Users or the community, without professionals")),
]
WHO_DELIVERS = [
    (Who.PROFESSIONALS.value, _("Professionals, by themselves")),
    (Who.TOGETHER.value, _("Professionals together with users or the community")),
    (Who.LAY.value, _("Users or the community, by themselves")),
]


class StartForm(forms.Form):
    """Start a service: three fields and two questions."""

    name = forms.CharField(label=_("What is it called?"), max_length=200)
    area = forms.CharField(
        label=_("Where is it?"), max_length=200, help_text=_("A village, a ward, a neighbourhood.")
    )
    partner = forms.CharField(
        label=_("Who do you do it with?"),
        max_length=200,
        help_text=_("The name of the other group or organisation. We add it if we do not know it yet."),
    )
    plans = forms.ChoiceField(label=_("Who plans?"), choices=WHO_PLANS, widget=forms.RadioSelect)
    delivers = forms.ChoiceField(label=_("Who delivers?"), choices=WHO_DELIVERS, widget=forms.RadioSelect)
    body = forms.ModelChoiceField(label=_("You act for"), queryset=Body.objects.none())

    def __init__(self, *args: Any, bodies: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["body"]
        field.queryset = bodies
        if len(bodies) == 1:  # nothing to ask
            field.widget = forms.HiddenInput()
            field.initial = bodies[0]

    def clean_partner(self) -> Body | str:
        """A body we know by this name, or the name of a new one."""
        name = str(self.cleaned_data["partner"]).strip()
        return Body.objects.filter(name__iexact=name).first() or name

    def proposal(self) -> dict[str, Any]:
        """What the act of starting takes, with the blueprint that the two answers propose."""
        data = self.cleaned_data
        cell = Cell(Who(data["plans"]), Who(data["delivers"]))
        given = {name: data[name] for name in ("name", "area", "body", "partner")}
        return {**given, "cell": cell, "blueprint": blueprint_for(cell)}


class DescribeForm(forms.Form):
    """Describe the service."""

    name = forms.CharField(label=_("What is it called?"), max_length=200)
    summary = forms.CharField(
        label=_("What is it, in a few sentences?"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class ComposeForm(forms.Form):
    """Choose what a service uses."""

    uses = forms.MultipleChoiceField(
        label=_("What do you want to do here?"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        choices = [(block.slug, _named(block)) for block in blocks()]
        self.fields["uses"].choices = choices  # type: ignore[attr-defined]


def _named(block: Block) -> str:
    """A block's name, and what people can do with it."""
    return f"{block.title}: {block.about}" if block.about else str(block.title)


class AreasForm(forms.Form):
    """Add areas, one a line."""

    lines = forms.CharField(
        label=_("Areas, one a line, with the number of people after a semicolon where you know it"),
        max_length=40_000,
        help_text=_("For example: Penwerris; 6 000"),
        widget=forms.Textarea(attrs={"rows": 10}),
    )
    source = forms.CharField(
        label=_("Where do the numbers come from?"),
        max_length=200,
        required=False,
        help_text=_("For example: Census 2021."),
    )


class DraftForm(forms.Form):
    """Draft a new version."""

    why = forms.CharField(
        label=_("Why should the agreement change?"),
        max_length=1000,
        help_text=_("Everybody who is asked to sign will read this."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ReasonForm(forms.Form):
    """Send a version back."""

    reason = forms.CharField(
        label=_("Why does your party send it back?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class TermsForm(forms.ModelForm):  # type: ignore[type-arg]
    """What a party gives, gets, may decide, and how it leaves."""

    class Meta:
        model = Terms
        fields = ["gives", "gets", "may_decide", "leaves"]
        widgets = {name: forms.Textarea(attrs={"rows": 2}) for name in fields}


class ReviewForm(forms.Form):
    """When the agreement is reviewed."""

    review_on = forms.DateField(
        label=_("When will you look at this agreement again?"),
        widget=DayInput(),
    )


class AddPartyForm(forms.Form):
    """Add a party to a draft."""

    body = forms.ModelChoiceField(label=_("Which group or organisation?"), queryset=Body.objects.all())
    side = forms.ChoiceField(label=_("On which side?"), choices=SIDES, widget=forms.RadioSelect)


class SignatoryForm(forms.Form):
    """Name who signs first for a party."""

    email = forms.EmailField(
        label=_("Their e-mail address"), help_text=_("They must have joined already, with this address.")
    )
    position = forms.CharField(label=_("Position"), max_length=100, required=False)

    def clean_email(self) -> Person:
        """The person who joined with this address."""
        return joined_with(self.cleaned_data["email"])


HOLDINGS = [
    ("", _("nothing")),
    ("answers", _("answers for it")),
    ("does", _("does it")),
    ("asked", _("is asked")),
    ("told", _("is told")),
]


class DutyForm(forms.Form):
    """How each party holds one duty: one choice a party."""

    def __init__(self, *args: Any, parties: list[Party], held: dict[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parties = parties
        for party in parties:
            self.fields[f"party-{party.pk}"] = forms.ChoiceField(
                label=party.body.name,
                choices=HOLDINGS,
                required=False,
                initial=held.get(party.pk, ""),
                widget=forms.RadioSelect,
            )

    def clean(self) -> dict[str, Any]:
        """Exactly one party answers."""
        data = super().clean() or {}
        answering = [p.body.name for p in self.parties if data.get(f"party-{p.pk}") == "answers"]
        if len(answering) > 1:
            raise forms.ValidationError(
                _("Only one party can answer for a duty. You chose %(names)s.")
                % {"names": ", ".join(answering)}
            )
        return data

    def ways(self) -> dict[Party, Way | None]:
        """How each party shall hold the duty."""
        chosen = {party: self.cleaned_data[f"party-{party.pk}"] for party in self.parties}
        return {party: Way(way) if way else None for party, way in chosen.items()}
