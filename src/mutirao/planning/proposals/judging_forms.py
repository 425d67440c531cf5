"""Forms of professionals and organisers: verdicts, replies, lists from elsewhere."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from mutirao.planning.proposals.forms import area_of, line
from mutirao.planning.proposals.models import FINDINGS
from mutirao.theory.proposals import State, Verdict


class JudgeForm(forms.Form):
    """Say whether a proposal is feasible."""

    finding = forms.ChoiceField(label=_("Is it feasible?"), choices=FINDINGS, widget=forms.RadioSelect)
    conditions = forms.CharField(
        label=_("If what?"),
        required=False,
        max_length=4000,
        widget=area_of(3),
        help_text=_("Only where it is feasible under conditions."),
    )
    reasons = forms.CharField(
        label=_("Why?"),
        max_length=4000,
        widget=area_of(5),
        help_text=_("Everybody will read it. Plain words, please."),
    )
    least = forms.DecimalField(
        label=_("What would it cost, at the least?"),
        required=False,
        max_digits=14,
        decimal_places=2,
        min_value=0,
    )
    most = forms.DecimalField(
        label=_("And at the most?"),
        required=False,
        max_digits=14,
        decimal_places=2,
        min_value=0,
        help_text=_("The same amount again where it is sure. 0 if it costs nothing."),
    )
    legal = forms.CharField(
        label=_("What does the law say?"), required=False, max_length=4000, widget=area_of(3)
    )
    technical = forms.CharField(
        label=_("How could it be built or run?"), required=False, max_length=4000, widget=area_of(3)
    )

    def verdict(self) -> Verdict:
        """What theory checks."""
        data = self.cleaned_data
        names = ("reasons", "conditions", "least", "most")
        return Verdict(finding=State(data["finding"]), **{name: data[name] for name in names})


class ReplyForm(forms.Form):
    """Reply to a verdict."""

    text = forms.CharField(label=_("What would you like to answer?"), max_length=4000, widget=area_of(5))


class ListForm(forms.Form):
    """Choose a list of proposals."""

    source = forms.CharField(
        label=_("Where are these proposals from?"),
        max_length=200,
        widget=line(),
        help_text=_("Everybody reads it, such as “Paper slips from the May fair”."),
    )
    file = forms.FileField(
        label=_("The list"),
        help_text=_(
            "A table in CSV with the columns id, title and what; why, for_whom, place, latitude and "
            "longitude where you have them. It may be packed as gzip or zip."
        ),
    )
