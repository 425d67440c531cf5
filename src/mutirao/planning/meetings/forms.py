"""Forms about a meeting before it begins: the rule for delegates, calling it, signing up."""

from __future__ import annotations

from datetime import datetime
from fractions import Fraction
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.timezone import get_current_timezone, localtime
from django.utils.translation import gettext_lazy as _

from mutirao.base.people.models import Area, Body
from mutirao.base.services.models import Service
from mutirao.base.services.taking_part import CIRCLES
from mutirao.planning.councils.models import Category, Council
from mutirao.planning.cycles.models import Phase
from mutirao.planning.decisions.models import Decision
from mutirao.planning.meetings.acts import Plan
from mutirao.planning.meetings.models import KINDS, Meeting
from mutirao.planning.meetings.sign_up_acts import MOST_CHILDREN, Needs
from mutirao.theory.eligibility import Circle
from mutirao.theory.meetings import Band, DelegateRule, lines
from mutirao.ui.forms import DayInput

STEPS = 5


class TimeInput(forms.TimeInput):
    """A time of day, in the browser's own way of choosing one."""

    input_type = "time"

    def __init__(self, attrs: Any = None) -> None:
        super().__init__(attrs, format="%H:%M")


class RuleForm(forms.Form):
    """Set how many delegates those present elect."""

    substitutes = forms.IntegerField(
        label=_("How many substitutes, in percent of the delegates?"), min_value=0, max_value=100, initial=0
    )
    who_may = forms.CharField(
        label=_("Who may be a delegate?"),
        max_length=300,
        required=False,
        help_text=_("For example: at least 16 years old, and in no elected office."),
    )
    since = forms.DateField(label=_("From which day does this rule hold?"), widget=DayInput())
    origin = forms.CharField(
        label=_("Where does this rule come from?"),
        max_length=300,
        help_text=_("The decision, the regulation or the meeting that set it, with its date."),
    )
    decision = forms.ModelChoiceField(
        label=_("The decision on this site"),
        queryset=Decision.objects.none(),
        required=False,
        empty_label=_("It is not on this site"),
    )

    def __init__(self, *args: Any, decisions: QuerySet[Decision], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["decision"].queryset = decisions  # type: ignore[attr-defined]
        for step in range(1, STEPS + 1):
            facts = {"step": step}
            self.fields[f"per_{step}"] = forms.IntegerField(
                label=_("Step %(step)s: one delegate for how many people?") % facts,
                min_value=1,
                max_value=100_000,
                required=step == 1,
            )
            self.fields[f"up_to_{step}"] = forms.IntegerField(
                label=_("Step %(step)s: up to how many people?") % facts,
                min_value=1,
                max_value=10_000_000,
                required=False,
                help_text=_("Leave it empty in the last step: it is for everybody above.")
                if step == 1
                else "",
            )
        steps = [f"{name}_{step}" for step in range(1, STEPS + 1) for name in ("per", "up_to")]
        self.order_fields([*steps, "substitutes", "who_may", "since", "origin", "decision"])

    def clean(self) -> dict[str, Any]:
        """Steps without holes, the last one open."""
        given = super().clean() or {}
        found = [(given.get(f"up_to_{n}"), given.get(f"per_{n}")) for n in range(1, STEPS + 1)]
        used = [n for n, (up_to, per) in enumerate(found, 1) if up_to or per]
        if used != list(range(1, len(used) + 1)) or not all(found[n - 1][1] for n in used):
            raise forms.ValidationError(_("Fill in the steps one after the other, without a gap."))
        if used and found[used[-1] - 1][0] is not None:
            raise forms.ValidationError(_("Leave “up to how many people” empty in the last step."))
        given["bands"] = tuple(Band(up_to, per) for up_to, per in found if per)
        return given

    def rule(self) -> DelegateRule:
        """What was entered, as theory reads it."""
        given = self.cleaned_data
        share = Fraction(given["substitutes"], 100)
        return DelegateRule(given["bands"], share, given["since"], given["origin"], given["who_may"])


class CallForm(forms.Form):
    """Call a meeting, or change it."""

    title = forms.CharField(label=_("What is the meeting called?"), max_length=200)
    kind = forms.ChoiceField(label=_("What kind of meeting is it?"), choices=KINDS)
    day = forms.DateField(label=_("On which day?"), widget=DayInput())
    begins = forms.TimeField(label=_("When does it begin?"), widget=TimeInput())
    ends = forms.TimeField(label=_("When does it end?"), widget=TimeInput())
    place = forms.CharField(
        label=_("Where?"), max_length=300, help_text=_("The name of the place and its address.")
    )
    directions = forms.CharField(
        label=_("How do people get there and get in?"),
        max_length=2000,
        required=False,
        help_text=_("Bus, parking, steps, lift, hearing loop, toilets."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    items = forms.CharField(
        label=_("What is on the agenda?"),
        max_length=12_000,
        required=False,
        help_text=_("One point on each line."),
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    theme = forms.CharField(label=_("For which theme?"), max_length=120, required=False)
    area = forms.ModelChoiceField(
        label=_("For which area?"),
        queryset=Area.objects.none(),
        required=False,
        empty_label=_("The area of the service"),
    )
    open_to = forms.ChoiceField(label=_("Who may come?"), choices=CIRCLES, widget=forms.RadioSelect)
    open_to_body = forms.ModelChoiceField(
        label=_("Members of which group or organisation?"),
        queryset=Body.objects.none(),
        required=False,
        empty_label=_("Not only one"),
    )
    open_to_area = forms.ModelChoiceField(
        label=_("People who live in which area?"),
        queryset=Area.objects.none(),
        required=False,
        empty_label=_("Not only one"),
    )
    elects_delegates = forms.BooleanField(label=_("It elects delegates"), required=False)
    delegates_to = forms.ModelChoiceField(
        label=_("Where do its delegates sit?"),
        queryset=Category.objects.none(),
        required=False,
        empty_label=_("Not in a forum or council on this site"),
    )
    council = forms.ModelChoiceField(
        label=_("Is it a meeting of a council or board?"),
        queryset=Council.objects.none(),
        required=False,
        empty_label=_("No"),
    )
    phase = forms.ModelChoiceField(
        label=_("Does it belong to a phase of the calendar?"),
        queryset=Phase.objects.none(),
        required=False,
        empty_label=_("No"),
    )

    def __init__(self, *args: Any, service: Service, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        areas = Area.objects.select_related("parent")
        choices: dict[str, QuerySet[Any]] = {
            "area": areas,
            "open_to_area": areas,
            "open_to_body": Body.objects.filter(parties__service=service),
            "delegates_to": Category.objects.filter(council__service=service),
            "council": Council.objects.filter(service=service),
            "phase": Phase.objects.filter(cycle__service=service),
        }
        for name, queryset in choices.items():
            self.fields[name].queryset = queryset  # type: ignore[attr-defined]

    def plan(self) -> Plan:
        """What was entered; times are those of the place."""
        given = dict(self.cleaned_data)
        day, begins, ends = given.pop("day"), given.pop("begins"), given.pop("ends")
        zone = get_current_timezone()
        if given["open_to"] != Circle.BODY:
            given["open_to_body"] = None
        if given["open_to"] != Circle.AREA:
            given["open_to_area"] = None
        return Plan(
            starts_at=datetime.combine(day, begins, zone),
            ends_at=datetime.combine(day, ends, zone),
            **{**given, "items": lines(given["items"])},
        )


def as_entered(meeting: Meeting) -> dict[str, Any]:
    """A meeting as the form that changes it shows it."""
    starts, ends = localtime(meeting.starts_at), localtime(meeting.ends_at)
    columns = ("title", "kind", "place", "directions", "theme", "open_to", "elects_delegates")
    links = ("area", "open_to_body", "open_to_area", "delegates_to", "council", "phase")
    return {
        **{name: getattr(meeting, name) for name in columns},
        **{name: getattr(meeting, f"{name}_id") for name in links},
        "day": starts.date(),
        "begins": starts.time(),
        "ends": ends.time(),
        "items": "\n".join(meeting.items),
    }


class CancelForm(forms.Form):
    """Call a meeting off."""

    why = forms.CharField(
        label=_("Why?"), max_length=300, help_text=_("Everybody who signed up is told, with this reason.")
    )


class SignUpForm(forms.Form):
    """Say that you come, and what you need."""

    all_optional = True
    children = forms.IntegerField(
        label=_("For how many children do you need somebody to look after them?"),
        min_value=0,
        max_value=MOST_CHILDREN,
        required=False,
    )
    travel = forms.BooleanField(label=_("I need help to get there and home"), required=False)
    access = forms.CharField(
        label=_("What do you need to get in and take part?"),
        max_length=300,
        required=False,
        help_text=_("For example: step-free, hearing loop, large print, a quiet place."),
    )
    language = forms.CharField(
        label=_("In which language do you need somebody to interpret?"),
        max_length=100,
        required=False,
        help_text=_("A sign language too."),
    )
    food = forms.CharField(label=_("What should we know about food?"), max_length=200, required=False)

    def needs(self) -> Needs:
        """What was entered."""
        given = self.cleaned_data
        return Needs(**{**given, "children": given["children"] or 0})
