"""Forms about councils."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from mutirao.base.people.forms import joined_with
from mutirao.base.people.models import SIDES, Body, Person
from mutirao.planning.councils.acts import Seats
from mutirao.planning.councils.models import KINDS, RANKS, STATES, Seat
from mutirao.planning.decisions.models import Decision
from mutirao.theory.meetings import lines
from mutirao.theory.seats import Came, Rank, SeatRules
from mutirao.theory.typology import Side
from mutirao.ui.forms import DayInput

SHARES = [
    ("1/3", _("a third")),
    ("1/2", _("half")),
    ("3/5", _("three fifths")),
    ("2/3", _("two thirds")),
    ("3/4", _("three quarters")),
    ("1/1", _("all of them")),
]


class RulesForm(forms.Form):
    """Set a council's rules."""

    months = forms.IntegerField(label=_("How many months is a term?"), min_value=1, max_value=240, initial=12)
    reelections = forms.IntegerField(
        label=_("How often in a row can somebody be chosen again?"),
        min_value=0,
        max_value=50,
        required=False,
        help_text=_("Leave it empty where there is no limit."),
    )
    absences = forms.IntegerField(
        label=_("After how many absences in a row may a seat be declared vacant?"),
        min_value=1,
        max_value=50,
        required=False,
        help_text=_("Only absences without excuse count. Leave it empty where there is no such rule."),
    )
    recall = forms.ChoiceField(
        label=_("How many of those who elected must want somebody back to recall them?"),
        choices=SHARES,
        initial="2/3",
    )
    quorum = forms.ChoiceField(
        label=_("How many of the votes must be there to decide?"), choices=SHARES, initial="1/2"
    )
    since = forms.DateField(label=_("From which day do these rules hold?"), widget=DayInput())
    origin = forms.CharField(
        label=_("Where do these rules come from?"),
        max_length=300,
        help_text=_("The decision, the regulation or the meeting that set them, with its date."),
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

    def rules(self) -> SeatRules:
        """What was entered, as theory reads it."""
        given = self.cleaned_data
        return SeatRules(
            months=given["months"],
            reelections=given["reelections"],
            absences=given["absences"],
            recall=Fraction(given["recall"]),
            quorum=Fraction(given["quorum"]),
            since=given["since"],
            origin=given["origin"],
        )


class SetUpForm(RulesForm):
    """Set up a council with its first rules."""

    name = forms.CharField(label=_("What is it called?"), max_length=200)
    kind = forms.ChoiceField(label=_("What kind is it?"), choices=KINDS, widget=forms.RadioSelect)
    side = forms.ChoiceField(
        label=_("On which side do its members stand as a group?"),
        choices=SIDES,
        widget=forms.RadioSelect,
        initial=Side.COMMUNITY.value,
        help_text=_("It is founded as a group, so that the agreement can give it duties."),
    )
    about = forms.CharField(
        label=_("What does it decide?"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    field_order = ["name", "kind", "side", "about"]


class SeatsForm(forms.Form):
    """Add seats."""

    titles = forms.CharField(
        label=_("Whose seats are these?"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("One on each line, for example one line for each region. All get the same number."),
    )
    full = forms.IntegerField(label=_("How many full seats for each?"), min_value=0, max_value=500)
    substitutes = forms.IntegerField(
        label=_("How many substitutes for each?"), min_value=0, max_value=500, initial=0
    )
    no_vote = forms.BooleanField(label=_("They speak but do not vote"), required=False)
    chosen_by = forms.CharField(
        label=_("Who chooses who sits there?"),
        max_length=200,
        required=False,
        help_text=_("For example “the assembly of the region”."),
    )
    body = forms.ModelChoiceField(
        label=_("Which group do they stand for?"),
        queryset=Body.objects.none(),
        required=False,
        empty_label=_("No group in this service"),
    )

    def __init__(self, *args: Any, bodies: QuerySet[Body], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].queryset = bodies  # type: ignore[attr-defined]

    def given(self) -> Seats:
        """What was entered."""
        found = self.cleaned_data
        return Seats(
            titles=lines(found["titles"]),
            full=found["full"],
            substitutes=found["substitutes"],
            has_vote=not found["no_vote"],
            chosen_by=found["chosen_by"],
            body=found["body"],
        )


class FillForm(forms.Form):
    """Write down who was chosen for a seat."""

    email = forms.EmailField(
        label=_("Their e-mail address"),
        required=False,
        help_text=_("They must have joined already, with this address."),
    )
    on_paper = forms.ModelChoiceField(
        label=_("Or somebody without an e-mail address"),
        queryset=Person.objects.none(),
        required=False,
        empty_label=_("Nobody on paper"),
    )
    rank = forms.ChoiceField(label=_("Which seat?"), choices=RANKS, widget=forms.RadioSelect)
    starts = forms.DateField(label=_("From which day?"), widget=DayInput())
    chosen_by = forms.CharField(
        label=_("Who chose them, and when?"),
        max_length=300,
        help_text=_("Everybody can read this. No names of people."),
    )

    def __init__(self, *args: Any, on_paper: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on_paper"].queryset = on_paper  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Exactly one person."""
        given = super().clean() or {}
        email, on_paper = given.get("email"), given.get("on_paper")
        if bool(email) == bool(on_paper):
            raise forms.ValidationError(_("Give an e-mail address, or choose somebody on paper."))
        given["person"] = joined_with(email) if email else on_paper
        return given

    def given(self) -> dict[str, Any]:
        """What the act is given."""
        found = self.cleaned_data
        kept = {name: found[name] for name in ("person", "starts", "chosen_by")}
        return {**kept, "rank": Rank(found["rank"])}


class SittingForm(forms.Form):
    """Record who came: one question for each seat that somebody holds."""

    held_on = forms.DateField(label=_("On which day?"), widget=DayInput())
    title = forms.CharField(label=_("What was it?"), max_length=200)

    def __init__(self, *args: Any, holders: Iterable[Seat], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for seat in holders:
            self.fields[f"seat-{seat.pk}"] = forms.ChoiceField(
                label=f"{seat.membership.person} – {seat}",
                choices=STATES,
                initial=Came.ABSENT.value,
                widget=forms.Select,
            )

    def states(self) -> dict[int, Came]:
        """What became of each seat, by its key."""
        return {
            int(name.removeprefix("seat-")): Came(state)
            for name, state in self.cleaned_data.items()
            if name.startswith("seat-")
        }


class VacateForm(forms.Form):
    """Declare a seat vacant."""

    why = forms.ChoiceField(
        label=_("Why does the seat fall vacant?"),
        choices=[
            ("gave_up", _("Its holder gave it up")),
            ("absent", _("Its holder was away more often than the rules allow")),
        ],
        widget=forms.RadioSelect,
    )


class RecallForm(forms.Form):
    """Record a recall."""

    electors = forms.IntegerField(
        label=_("How many people could vote on it?"),
        min_value=1,
        max_value=100_000,
        help_text=_("All those who elected, whether they came or not."),
    )
    in_favour = forms.IntegerField(label=_("How many were in favour?"), min_value=0, max_value=100_000)
    reasons = forms.CharField(
        label=_("Why?"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Everybody will read it. No names of people."),
    )
    dissent = forms.CharField(
        label=_("Did anybody disagree, and why?"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
