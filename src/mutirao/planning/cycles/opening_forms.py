"""The questions that everything asks which people can take part in for a time: who may, and when."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mutirao.base.people.models import Area, Body
from mutirao.base.services.models import Service
from mutirao.base.services.taking_part import CIRCLES
from mutirao.planning.cycles.models import Phase
from mutirao.theory.eligibility import Circle


class MomentInput(forms.DateTimeInput):
    """A day and an hour at the place, in the browser's own calendar."""

    input_type = "datetime-local"

    def __init__(self, attrs: Any = None) -> None:
        super().__init__(attrs, format="%Y-%m-%dT%H:%M")


class OpeningForm(forms.Form):
    """Who may take part, and from when until when: with a phase of the calendar, or at its own times."""

    phase = forms.ModelChoiceField(
        label=_("Does it open and close with a phase of the calendar?"),
        queryset=Phase.objects.none(),
        required=False,
        empty_label=_("No, at its own times"),
    )
    opens_at = forms.DateTimeField(
        label=_("From when?"),
        required=False,
        widget=MomentInput(),
        help_text=_("Leave it empty to open at once."),
    )
    closes_at = forms.DateTimeField(label=_("Until when?"), required=False, widget=MomentInput())
    open_to = forms.ChoiceField(
        label=_("Who may take part?"),
        choices=CIRCLES,
        widget=forms.RadioSelect,
        initial=Circle.EVERYONE.value,
    )
    open_to_body = forms.ModelChoiceField(
        label=_("Which group or organisation?"),
        queryset=Body.objects.all(),
        required=False,
        help_text=_("Only where members of one group or organisation take part."),
    )
    open_to_position = forms.CharField(
        label=_("In which position there?"),
        max_length=100,
        required=False,
        help_text=_("Leave it empty for every member."),
    )
    open_to_area = forms.ModelChoiceField(
        label=_("Which area?"),
        queryset=Area.objects.select_related("parent"),
        required=False,
        help_text=_("Only where the people of one area take part."),
    )

    def __init__(self, *args: Any, service: Service, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        phases = Phase.objects.filter(cycle__service=service).select_related("cycle")
        field: Any = self.fields["phase"]
        field.queryset = phases
        if not phases:  # a service without a calendar is not asked
            field.widget = forms.HiddenInput()

    def clean(self) -> dict[str, Any]:
        """What is asked together is answered together."""
        data = super().clean() or {}
        if data.get("open_to") == Circle.BODY and not data.get("open_to_body"):
            self.add_error("open_to_body", _("Say which group or organisation may take part."))
        if data.get("open_to") == Circle.AREA and not data.get("open_to_area"):
            self.add_error("open_to_area", _("Say the people of which area may take part."))
        opens, closes = data.get("opens_at"), data.get("closes_at")
        if data.get("phase") and (opens or closes):
            self.add_error("phase", _("Choose a phase, or give times: not both."))
        if opens and closes and opens >= closes:
            self.add_error("closes_at", _("It closes after it opens."))
        return data

    def opening(self) -> dict[str, Any]:
        """Who and when, by the names of the columns."""
        names = ("phase", "opens_at", "closes_at")
        who = ("open_to", "open_to_body", "open_to_position", "open_to_area")
        return {name: self.cleaned_data[name] for name in (*names, *who)}
