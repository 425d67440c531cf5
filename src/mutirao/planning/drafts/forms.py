"""Forms about drafts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from mutirao.base.services.models import Party, Service
from mutirao.planning.cycles.models import Phase
from mutirao.planning.decisions.models import Decision
from mutirao.planning.drafts.models import LONGEST, LONGEST_REASON, QUORUMS, RULES, SHARES, Draft
from mutirao.theory.drafts import COUNTED, Method, Position, Rule
from mutirao.ui.forms import DayInput

MARKS = [
    (Position.ASSENT.value, _("We assent")),
    (Position.ASSENT_IF.value, _("We assent if …")),
    (Position.OBJECT.value, _("We object")),
]


class Prose(forms.CharField):
    """A longer text. Nothing is cut off while it is typed or pasted: what is too long is said in words."""

    def __init__(self, *, rows: int = 5, longest: int = LONGEST_REASON, **kwargs: Any) -> None:
        super().__init__(
            max_length=longest, widget=forms.Textarea(attrs={"rows": rows, "dir": "auto"}), **kwargs
        )

    def widget_attrs(self, widget: forms.Widget) -> Any:
        """Without `maxlength`, which would cut what is pasted without a word."""
        return {key: value for key, value in super().widget_attrs(widget).items() if key != "maxlength"}

    def to_python(self, value: Any) -> Any:
        """Lines end with one sign here, with two in what browsers send."""
        return super().to_python(value.replace("\r\n", "\n") if isinstance(value, str) else value)


class AboutForm(forms.Form):
    """What a draft is for, who negotiates it, and how it is agreed."""

    title = forms.CharField(label=_("What is the draft called?"), max_length=200)
    purpose = Prose(label=_("What is it for?"), required=False, rows=3)
    parties = forms.ModelMultipleChoiceField(
        label=_("Who negotiates it?"),
        queryset=Party.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Whoever may sign for one of these marks the clauses for it."),
    )
    rule = forms.ChoiceField(
        label=_("How is a clause agreed?"),
        choices=RULES,
        widget=forms.RadioSelect,
        help_text=_("We ask for the numbers on the next page, where there are any."),
    )
    origin = forms.CharField(
        label=_("Where does this way of agreeing come from?"),
        max_length=300,
        help_text=_("The decision, the agreement or the meeting that set it, with its date."),
    )
    set_by = forms.ModelChoiceField(
        label=_("Is that decision kept here?"),
        queryset=Decision.objects.none(),
        required=False,
        empty_label=_("No, or not here"),
    )

    def __init__(self, *args: Any, service: Service, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        parties = Party.objects.filter(service=service)
        if service.in_force_id:
            parties = parties.filter(terms__agreement=service.in_force_id)
        fields["parties"].queryset = parties.select_related("body")
        decisions = Decision.objects.filter(service=service)
        fields["set_by"].queryset = decisions
        if not decisions.exists():
            fields["set_by"].widget = fields["set_by"].hidden_widget()

    def needs_numbers(self) -> bool:
        """Whether the rule that was chosen asks for more."""
        return Rule(self.cleaned_data["rule"]) is not Rule.CONSENSUS


class NumbersForm(forms.Form):
    """What one rule asks for besides: shares, silence, weights."""

    def __init__(self, *args: Any, rule: Rule, parties: Sequence[Party], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rule, self.parties = rule, parties
        if rule is Rule.CONSENT:
            self.fields["silence_consents"] = forms.BooleanField(
                label=_("Whoever has said nothing when a round closes is taken to consent"), required=False
            )
        if rule in COUNTED:
            self.fields["share"] = forms.ChoiceField(
                label=_("How many of those who speak must assent?"), choices=SHARES, initial="1/2"
            )
            self.fields["quorum"] = forms.ChoiceField(
                label=_("How many must have spoken?"), choices=QUORUMS, initial="1/2"
            )
        if rule is Rule.WEIGHTED:
            for party in parties:
                self.fields[f"weight_{party.pk}"] = forms.IntegerField(
                    label=_now("Weight of %(body)s") % {"body": party.body.name},
                    min_value=1,
                    max_value=1_000_000,
                    initial=1,
                )
            self.fields["weights_origin"] = forms.CharField(
                label=_("Where do the weights come from?"), max_length=300
            )

    def given(self, origin: str) -> dict[str, Any]:
        """What the act takes: the method, the parties with their weights, and where the weights come from."""
        said = self.cleaned_data
        return {
            "method": Method(
                self.rule,
                origin,
                Fraction(said.get("share", "1/2")),
                Fraction(said.get("quorum", "1/2")),
                said.get("silence_consents", False),
            ),
            "parties": {party: said.get(f"weight_{party.pk}", 1) for party in self.parties},
            "weights_origin": said.get("weights_origin", ""),
        }


def initial_of(draft: Draft) -> tuple[dict[str, Any], dict[str, Any]]:
    """What both forms show of a draft that is there already."""
    seats = list(draft.negotiators.all())
    about = {
        "title": draft.title,
        "purpose": draft.purpose,
        "parties": [one.party_id for one in seats],
        "rule": draft.rule,
        "origin": draft.origin,
        "set_by": draft.set_by_id,
    }
    numbers: dict[str, Any] = {f"weight_{one.party_id}": one.weight for one in seats}
    numbers |= {"share": draft.share, "quorum": draft.quorum, "weights_origin": draft.weights_origin}
    return about, numbers | {"silence_consents": draft.silence_consents}


class ClauseForm(forms.Form):
    """Write a clause."""

    heading = forms.CharField(label=_("Heading"), max_length=200)
    text = Prose(label=_("What does the clause say?"), rows=8, longest=LONGEST)


class ChangeForm(ClauseForm):
    """Give a clause another wording."""

    text = Prose(
        label=_("What shall the clause say?"),
        rows=8,
        longest=LONGEST,
        required=False,
        help_text=_("Leave it empty to propose leaving the clause out."),
    )
    why = Prose(
        label=_("Why does it change?"),
        rows=2,
        required=False,
        help_text=_("Those who have marked the clause get a letter and will ask."),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput)


class MarkForm(forms.Form):
    """Say for a body what it thinks of a clause."""

    position = forms.ChoiceField(
        label=_("What do you say for your party?"), choices=MARKS, widget=forms.RadioSelect
    )
    text = Prose(
        label=_("On which condition, or why?"),
        required=False,
        help_text=_("Everybody will read it as the word of your party. If you object, say what would help."),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput)
    seen_mark = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def clean(self) -> dict[str, Any]:
        """A condition and an objection need words."""
        said: dict[str, Any] = super().clean() or {}
        position = said.get("position")
        if position in (Position.ASSENT_IF.value, Position.OBJECT.value) and "text" in said:
            asked = {
                Position.ASSENT_IF.value: _now("Say on which condition your party assents."),
                Position.OBJECT.value: _now(
                    "Say why your party objects: the others need to know what to change."
                ),
            }
            if not said["text"]:
                self.add_error("text", asked[position])
        return said


class WordingForm(forms.Form):
    """Propose another wording."""

    text = Prose(
        label=_("What should the clause say instead?"),
        rows=8,
        longest=LONGEST,
        required=False,
        help_text=_("Leave it empty to propose leaving the clause out."),
    )
    because = Prose(label=_("Why is that better?"), rows=3)
    seen = forms.IntegerField(widget=forms.HiddenInput)


class RoundForm(forms.Form):
    """Open a round: by days, or with a phase of the calendar."""

    phase = forms.ModelChoiceField(
        label=_("With which phase of the calendar?"),
        queryset=Phase.objects.none(),
        required=False,
        empty_label=_("None: by the days below"),
    )
    closes_on = forms.DateField(
        label=_("Which is the last day to mark clauses?"),
        required=False,
        widget=DayInput(),
        help_text=_("The round closes at midnight at the end of that day. It opens now."),
    )

    def __init__(self, *args: Any, service: Service, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        phases = Phase.objects.filter(cycle__service=service, closes_at__gt=at)
        fields["phase"].queryset = phases
        if not phases.exists():
            fields["phase"].widget = fields["phase"].hidden_widget()
            fields["closes_on"].required = True

    def window(self) -> dict[str, Any]:
        """What the act takes."""
        day = self.cleaned_data.get("closes_on")
        if self.cleaned_data.get("phase") or day is None:
            return {"phase": self.cleaned_data.get("phase")}
        zone = ZoneInfo(settings.TIME_ZONE)
        return {"closes": datetime.combine(day + timedelta(days=1), datetime.min.time(), zone)}


class DecideForm(forms.Form):
    """Decide what was agreed."""

    reasons = Prose(
        label=_("Why do you decide this?"),
        help_text=_("Everybody will read it. Say what you considered, and what speaks against it."),
    )
    review_on = forms.DateField(
        label=_("When will you look at this again?"), required=False, widget=DayInput()
    )


class DisagreementForm(forms.Form):
    """Put a disagreement on record."""

    needed = Prose(
        label=_("What would be needed to agree?"),
        help_text=_("Everybody will read it beside what each party said."),
    )


class WithdrawForm(forms.Form):
    """Withdraw a draft."""

    why = Prose(label=_("Why is the draft withdrawn?"), rows=3)


def seen_now(form: forms.Form, keys: Mapping[str, int | None]) -> None:
    """After a refusal, remember what the page shows now, so that the same words can be sent again."""
    kept: Any = form.data.copy()  # type: ignore[attr-defined]
    for name, key in keys.items():
        kept[name] = "" if key is None else str(key)
    form.data = kept


def hidden(form: forms.Form) -> Iterable[Any]:
    """The fields of a form that was filled in on the page before."""
    return [form[name].as_hidden() for name in form.fields]
