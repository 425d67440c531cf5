"""Forms at the door and after: signing in, typing in a sheet, elections, minutes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from mutirao.base.people.models import Area, Person
from mutirao.base.services.models import Party
from mutirao.planning.councils.models import Category
from mutirao.planning.meetings.attendance_acts import Line
from mutirao.planning.meetings.models import Candidate
from mutirao.ui.forms import DayInput

LINES_ON_A_SHEET = 14
"""As many as fit on one side of A4 with room to write."""


class SignInForm(forms.Form):
    """Sign in with an account."""

    area = forms.ModelChoiceField(
        label=_("Where do you live?"),
        queryset=Area.objects.none(),
        required=False,
        empty_label=_("Somewhere else, or I would rather not say"),
    )
    group = forms.CharField(
        label=_("For which group do you come?"),
        max_length=200,
        required=False,
        help_text=_("Leave it empty if you come for yourself."),
        widget=forms.TextInput(attrs={"list": "groups", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, areas: QuerySet[Area], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = areas  # type: ignore[attr-defined]


class LineForm(SignInForm):
    """Sign in without an account."""

    initials = forms.CharField(
        label=_("Your initials"),
        max_length=12,
        required=False,
        help_text=_("So that you can find your line again. They are erased a month later."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    key = forms.CharField(max_length=64, widget=forms.HiddenInput)

    def line(self) -> Line:
        """What was entered."""
        given = self.cleaned_data
        return Line(given["key"], given["area"], given["group"], given["initials"])


class SheetForm(forms.Form):
    """Type in a paper sheet: its number, then line by line what stands there."""

    sheet = forms.IntegerField(
        label=_("Which number stands on the sheet?"), min_value=1, max_value=10_000, initial=1
    )

    def __init__(self, *args: Any, areas: QuerySet[Area], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.areas = {str(area.pk): area for area in areas}
        choices = [("", _("not said")), *((key, area.name) for key, area in self.areas.items())]
        for n in range(1, LINES_ON_A_SHEET + 1):
            facts = {"line": n}
            self.fields[f"here_{n}"] = forms.BooleanField(
                label=_("Line %(line)s is signed") % facts, required=False
            )
            self.fields[f"initials_{n}"] = forms.CharField(
                label=_("Initials on line %(line)s") % facts, max_length=12, required=False
            )
            self.fields[f"area_{n}"] = forms.ChoiceField(
                label=_("Area on line %(line)s") % facts, choices=choices, required=False
            )
            self.fields[f"group_{n}"] = forms.CharField(
                label=_("Group on line %(line)s") % facts,
                max_length=200,
                required=False,
                widget=forms.TextInput(attrs={"list": "groups", "autocomplete": "off"}),
            )

    def rows(self) -> list[tuple[int, Any, Any, Any, Any]]:
        """The fields of each line, for the table."""
        names = ("here", "initials", "area", "group")
        return [
            (n, *(self[f"{name}_{n}"] for name in names))  # type: ignore[misc]
            for n in range(1, LINES_ON_A_SHEET + 1)
        ]

    def lines(self) -> list[Line]:
        """The lines on which something stands; each is known by the sheet and its number."""
        given = self.cleaned_data
        found = []
        for n in range(1, LINES_ON_A_SHEET + 1):
            initials, area, group = (given[f"{name}_{n}"] for name in ("initials", "area", "group"))
            if given[f"here_{n}"] or initials or area or group:
                found.append(Line(f"sheet:{given['sheet']}:{n}", self.areas.get(area), group, initials))
        return found


class ElectionForm(forms.Form):
    """Open an election."""

    category = forms.ModelChoiceField(
        label=_("For which seats?"), queryset=Category.objects.none(), empty_label=_("Choose")
    )
    group = forms.CharField(
        label=_("Which group elects?"),
        max_length=200,
        required=False,
        help_text=_("Leave it empty where the whole meeting elects."),
        widget=forms.TextInput(attrs={"list": "groups", "autocomplete": "off"}),
    )
    full = forms.IntegerField(label=_("How many full seats?"), min_value=0, max_value=1000)
    substitutes = forms.IntegerField(label=_("How many substitutes?"), min_value=0, max_value=1000, initial=0)

    def __init__(self, *args: Any, categories: QuerySet[Category], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["category"].queryset = categories  # type: ignore[attr-defined]
        self.fields["category"].label_from_instance = (  # type: ignore[attr-defined]
            lambda seats: f"{seats.council.name}: {seats.title}"
        )


class StandForm(forms.Form):
    """Enter a candidate for somebody who signed in."""

    person = forms.ModelChoiceField(label=_("Who stands?"), queryset=Person.objects.none())

    def __init__(self, *args: Any, people: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people  # type: ignore[attr-defined]


class CountForm(forms.Form):
    """Record the count of an election."""

    starts = forms.DateField(label=_("From which day do they sit?"), widget=DayInput())
    source = forms.CharField(
        label=_("How was it decided?"), max_length=300, help_text=_("Everybody can read this. No names.")
    )

    def __init__(self, *args: Any, standing: Iterable[Candidate], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for row in standing:
            self.fields[f"votes_{row.pk}"] = forms.IntegerField(
                label=_("Votes for %(name)s") % {"name": row.person or _("someone")},
                min_value=0,
                max_value=1_000_000,
            )
        self.order_fields([*(name for name in self.fields if name.startswith("votes_")), "source", "starts"])

    def votes(self) -> dict[int, int]:
        """Votes by the key of the candidate."""
        return {
            int(name.removeprefix("votes_")): n
            for name, n in self.cleaned_data.items()
            if name.startswith("votes_")
        }


class MinuteForm(forms.Form):
    """Write a point of the minutes."""

    item = forms.ChoiceField(label=_("Which point of the agenda?"), choices=(), required=False)
    text = forms.CharField(
        label=_("What was said and agreed?"),
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Positions and groups, not names of people."),
    )

    def __init__(self, *args: Any, items: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["item"].choices = [("", _("none of them")), *((item, item) for item in items)]  # type: ignore[attr-defined]


class DecideForm(forms.Form):
    """Make a decision of a point of the minutes."""

    title = forms.CharField(label=_("What is it about?"), max_length=200)
    outcome = forms.CharField(
        label=_("What was decided?"), max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
    )
    reasons = forms.CharField(
        label=_("Why?"),
        max_length=4000,
        help_text=_("Everybody will read it. Say what you considered, and what speaks against it."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    dissent = forms.CharField(
        label=_("Did anybody disagree, and why?"),
        max_length=4000,
        required=False,
        help_text=_("Positions and bodies, not names."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    review_on = forms.DateField(
        label=_("When will you look at this again?"), required=False, widget=DayInput()
    )


class PromiseForm(forms.Form):
    """Write down what a party promised in the room."""

    what = forms.CharField(
        label=_("What is promised?"),
        max_length=300,
        help_text=_("So that everybody can tell later whether it was done."),
    )
    party = forms.ModelChoiceField(
        label=_("Who answers for it?"), queryset=Party.objects.none(), empty_label=_("Choose")
    )
    due_on = forms.DateField(label=_("By which day?"), widget=DayInput())
    owner = forms.EmailField(
        label=_("Whom do we ask about it? Their e-mail address"),
        required=False,
        help_text=_("It is never shown. Without one we print a letter."),
    )

    def __init__(self, *args: Any, parties: QuerySet[Party], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["party"].queryset = parties  # type: ignore[attr-defined]
