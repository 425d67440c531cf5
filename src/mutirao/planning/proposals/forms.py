"""Forms about proposals."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mutirao.base.people.forms import joined_with
from mutirao.base.people.models import Area, Body, Person
from mutirao.planning.cycles.opening_forms import OpeningForm
from mutirao.planning.proposals.call_acts import Terms
from mutirao.planning.proposals.models import ASKED, MERGING, Call
from mutirao.planning.proposals.words import PART_NAMES, too_long
from mutirao.theory.proposals import LONGEST, PARTS, MergeRule, Text, is_on_earth
from mutirao.theory.texts import clean
from mutirao.ui.forms import DayInput

CURRENCIES = [("GBP", _("pounds")), ("EUR", _("euros")), ("BRL", _("reais"))]


def area_of(rows: int) -> forms.Textarea:
    """A field of several lines, in which each line has the direction of its script."""
    return forms.Textarea(attrs={"rows": rows, "dir": "auto"})


def line() -> forms.TextInput:
    """A field of one line, which has the direction of its script."""
    return forms.TextInput(attrs={"dir": "auto"})


class CallForm(OpeningForm):
    """Call for proposals."""

    question = forms.CharField(
        label=_("What do you ask?"),
        max_length=200,
        widget=line(),
        help_text=_("One question, such as “What should we do with the old dairy?”"),
    )
    about = forms.CharField(
        label=_("What should people know before they answer?"),
        max_length=4000,
        required=False,
        widget=area_of(5),
        help_text=_("What it is about, how much money there is, what cannot be done."),
    )
    asks = forms.MultipleChoiceField(
        label=_("Beside the title and what should be done, what do you ask?"),
        choices=ASKED,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        initial=["why", "for_whom", "place"],
    )
    answer_by = forms.DateField(
        label=_("By which day do professionals answer?"), required=False, widget=DayInput()
    )
    currency = forms.ChoiceField(label=_("Costs are given in"), choices=CURRENCIES)
    merging = forms.ChoiceField(
        label=_("Who may agree that two proposals become one?"),
        choices=MERGING,
        widget=forms.RadioSelect,
        initial=MergeRule.AUTHORS.value,
    )
    field_order = ["question", "about", "asks", "phase", "opens_at", "closes_at", "answer_by", "open_to"]

    def terms(self) -> Terms:
        """What the act takes."""
        data = self.cleaned_data
        names = ("question", "about", "answer_by", "currency", "merging")
        return Terms(**{name: data[name] for name in names}, asks=tuple(data["asks"]), **self.opening())

    @staticmethod
    def initial_of(call: Call) -> dict[str, Any]:
        """The questions as a call answers them now."""
        names = ("question", "about", "asks", "answer_by", "currency", "merging")
        opening = (
            "phase",
            "opens_at",
            "closes_at",
            "open_to",
            "open_to_body",
            "open_to_position",
            "open_to_area",
        )
        return {name: getattr(call, name) for name in (*names, *opening)}


class TextForm(forms.Form):
    """What a proposal says; only the parts that the call asks."""

    title = forms.CharField(label=PART_NAMES["title"], widget=line(), help_text=_("A few words."))
    what = forms.CharField(
        label=_("What should be done?"),
        widget=area_of(8),
        help_text=_("In your own words. 10,000 characters fit."),
    )
    why = forms.CharField(label=_("Why?"), required=False, widget=area_of(4))
    for_whom = forms.CharField(label=_("For whom?"), required=False, widget=area_of(2))
    place = forms.CharField(
        label=_("Where?"), required=False, widget=line(), help_text=_("A place that people here know.")
    )

    def __init__(self, *args: Any, call: Call, kept: Text | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kept = kept or Text("", "")
        for name in ("why", "for_whom", "place"):
            if name not in call.asks and not getattr(self.kept, name):
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """Nothing is longer than it may be, line ends and blanks at the end not counted."""
        data = super().clean() or {}
        for name in PARTS:
            said = clean(data.get(name, ""), lines=name not in ("title", "place"))
            if len(said) > LONGEST[name]:
                self.add_error(name, too_long(name, len(said)))
            elif name in data and not said and self.fields[name].required:
                self.add_error(name, _("This field is required."))
        return data

    def text(self) -> Text:
        """What was written; parts that were not asked stay as they are."""
        return Text(**{name: self.cleaned_data.get(name, getattr(self.kept, name)) for name in PARTS})


LOOKS = {
    "hx-post": "",
    "hx-trigger": "change",
    "hx-vals": '{"look": "yes"}',
    "hx-target": "#alike",
    "hx-select": "#alike",
    "hx-swap": "outerHTML",
}
"""A field that, once it is left, has the page look for proposals like what is written so far."""


class ProposalForm(TextForm):
    """Make a proposal."""

    area = forms.ModelChoiceField(
        label=_("In which area?"), queryset=Area.objects.select_related("parent"), required=False
    )
    latitude = forms.DecimalField(
        label=_("Latitude"),
        required=False,
        max_digits=8,
        decimal_places=6,
        help_text=_("In degrees, north is positive: 51.881944. A map shows it when you press on a spot."),
    )
    longitude = forms.DecimalField(
        label=_("Longitude"), required=False, max_digits=9, decimal_places=6, help_text=_("East is positive.")
    )
    body = forms.ModelChoiceField(
        label=_("Do you speak for a group or organisation?"),
        queryset=Body.objects.none(),
        required=False,
        empty_label=_("No, for myself"),
        help_text=_("Its name is shown. Yours never is."),
    )
    whose = forms.ModelChoiceField(
        label=_("Whose proposal is it?"), queryset=Person.objects.none(), help_text=_("Somebody on paper.")
    )
    field_order = ["whose"]

    def __init__(self, *args: Any, call: Call, bodies: Any = None, people: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, call=call, **kwargs)
        self._offer("body", bodies)
        self._offer("whose", people)
        self.fields["what"].widget.attrs.update(LOOKS)
        for name in ("area",) if "point" in call.asks else ("area", "latitude", "longitude"):
            if name != "area" or "area" not in call.asks:
                del self.fields[name]

    def _offer(self, name: str, rows: Any) -> None:
        field: Any = self.fields[name]
        if rows:
            field.queryset = rows
        else:
            del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """A spot has both coordinates."""
        data = super().clean()
        if not self.errors and not is_on_earth(data.get("latitude"), data.get("longitude")):
            self.add_error(
                "latitude", _("This is not a spot on earth: give both latitude and longitude, in degrees.")
            )
        return data

    def given(self) -> dict[str, Any]:
        """What the act takes beside the text."""
        names = ("area", "latitude", "longitude", "body")
        return {name: self.cleaned_data.get(name) for name in names}


class ReviseForm(TextForm):
    """Change a proposal."""

    note = forms.CharField(
        label=_("What did you change, and why?"), max_length=300, required=False, widget=line()
    )


class SuggestForm(TextForm):
    """Suggest a change to somebody else's proposal."""

    reason = forms.CharField(label=_("Why would you change it?"), max_length=1000, widget=area_of(3))


class AnswerForm(forms.Form):
    """Say yes or no, with a reason."""

    accept = forms.TypedChoiceField(
        label=_("Your answer"),
        choices=[("yes", _("Yes, take it in")), ("no", _("No, leave the text as it is"))],
        coerce=lambda said: said == "yes",
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(label=_("Why?"), max_length=1000, widget=area_of(3))


class InviteForm(forms.Form):
    """Invite a co-author."""

    person = forms.EmailField(
        label=_("Their e-mail address"),
        help_text=_(
            "They must have joined already, with this address. We write to them; they say yes or no."
        ),
    )

    def clean_person(self) -> Person:
        """The person who joined with this address."""
        return joined_with(self.cleaned_data["person"])


class MergeForm(forms.Form):
    """Suggest to merge two proposals."""

    number = forms.TypedChoiceField(label=_("With which other proposal?"), coerce=int)
    title = forms.CharField(label=_("What would the one be called?"), max_length=200, widget=line())
    what = forms.CharField(
        label=_("What would it say?"),
        widget=area_of(10),
        help_text=_("We have put both texts one after the other: make one of them."),
    )
    reason = forms.CharField(label=_("Why should they be one?"), max_length=1000, widget=area_of(3))

    def __init__(self, *args: Any, others: Iterable[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["number"]
        field.choices = [(other.number, f"{other.number}. {other.title[:90]}") for other in others]

    def clean_what(self) -> str:
        """Not longer than it may be."""
        said = clean(self.cleaned_data["what"])
        if len(said) > LONGEST["what"]:
            raise forms.ValidationError(too_long("what", len(said)))
        return said


class MergeAnswerForm(forms.Form):
    """Say yes or no to a merging."""

    agree = forms.TypedChoiceField(
        label=_("Should the two become one?"),
        choices=[("yes", _("Yes, make one of them")), ("no", _("No, leave them apart"))],
        coerce=lambda said: said == "yes",
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Why?"),
        max_length=1000,
        required=False,
        widget=area_of(3),
        help_text=_("Whoever says no gives a reason, and so do organisers who settle it."),
    )
