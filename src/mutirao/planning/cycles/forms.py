"""Forms about calendars. Days are those of the place: a phase opens and closes at its midnight."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils.timezone import get_default_timezone, localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mutirao.planning.cycles.acts import NewPhase
from mutirao.planning.cycles.models import Phase
from mutirao.planning.cycles.published import TEMPLATES
from mutirao.planning.cycles.words import last_day
from mutirao.theory.calendars import laid_out
from mutirao.ui.forms import DayInput

FIRST_YEAR, LAST_YEAR = 1900, 2200


def midnight(day: date) -> datetime:
    """The moment at which a day begins at the place."""
    return datetime.combine(day, time(), get_default_timezone())


class DaysMixin(forms.Form):
    """From a first day to a last, both included."""

    first = forms.DateField(label=_("First day"), widget=DayInput())
    last = forms.DateField(
        label=_("Last day"), widget=DayInput(), help_text=_("It is still open on this day, until midnight.")
    )

    def clean(self) -> dict[str, Any]:
        """Days lie in years that calendars are made for."""
        data = super().clean() or {}
        for name in ("first", "last"):
            day = data.get(name)
            if day is not None and not FIRST_YEAR <= day.year <= LAST_YEAR:
                self.add_error(name, gettext("Choose a day between %(first)s and %(last)s.") % YEARS)
        return data

    def opens(self) -> datetime:
        """The midnight with which it opens."""
        return midnight(self.cleaned_data["first"])

    def closes(self) -> datetime:
        """The midnight with which it closes."""
        return midnight(self.cleaned_data["last"] + timedelta(days=1))


YEARS = {"first": FIRST_YEAR, "last": LAST_YEAR}


class MakeForm(forms.Form):
    """Make a calendar."""

    title = forms.CharField(
        label=_("What is this calendar called?"), max_length=120, help_text=_("For example “Budget of 2027”.")
    )
    origin = forms.CharField(
        label=_("Where does it come from?"),
        max_length=300,
        help_text=_("The decision, the regulation or the meeting that set these dates."),
    )
    template = forms.ChoiceField(label=_("How do you begin?"), widget=forms.RadioSelect, required=False)
    year = forms.IntegerField(
        label=_("In which year does it begin?"),
        required=False,
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
        help_text=_("Only where you begin with phases. You can move every one of them afterwards."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["template"]
        field.choices = [("", gettext("Empty: we add the phases ourselves"))] + [
            (slug, gettext(template.title)) for slug, template in TEMPLATES.items()
        ]

    def clean(self) -> dict[str, Any]:
        """A calendar that begins with phases begins in a year."""
        data = super().clean() or {}
        if data.get("template") and not data.get("year") and "year" not in self.errors:
            self.add_error("year", gettext("Say in which year it begins."))
        return data

    def phases(self) -> list[NewPhase]:
        """The phases to begin with, in the reader's language."""
        template = TEMPLATES.get(self.cleaned_data["template"])
        if template is None:
            return []
        return [
            NewPhase(
                gettext(p.title), gettext(p.about) if p.about else "", midnight(p.first), midnight(p.ends)
            )
            for p in laid_out(template, self.cleaned_data["year"])
        ]


class AddPhaseForm(DaysMixin):
    """Add a phase."""

    title = forms.CharField(label=_("What is this phase called?"), max_length=120)
    about = forms.CharField(
        label=_("What happens in it?"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    field_order = ["title", "about", "first", "last"]

    def phase(self) -> NewPhase:
        """What was entered."""
        data = self.cleaned_data
        return NewPhase(data["title"], data["about"], self.opens(), self.closes())


class MoveForm(DaysMixin):
    """Give a phase other dates."""

    why = forms.CharField(
        label=_("Why do the dates change?"),
        max_length=500,
        help_text=_("Everybody will read it."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def days_of(phase: Phase) -> dict[str, date]:
    """The first and last day of a phase, for a form."""
    return {"first": localtime(phase.opens_at).date(), "last": last_day(phase.closes_at).date()}
