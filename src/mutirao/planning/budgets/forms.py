"""Forms about budgets."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from mutirao.planning.budgets.acts import Rule
from mutirao.ui.forms import DayInput

CHOICES = [
    ("greedy", _("Most votes first")),
    ("equal-shares.cost.add1", _("Equal shares, by cost, completed by add1")),
    ("equal-shares.cost.add1u", _("Equal shares, by cost, completed by add1, then most votes first")),
    ("equal-shares.cost.none", _("Equal shares, by cost, without completion")),
    ("equal-shares.cardinality.add1", _("Equal shares, by number of projects, completed by add1")),
    (
        "equal-shares.cardinality.add1u",
        _("Equal shares, by number of projects, completed by add1, then most votes first"),
    ),
    ("equal-shares.cardinality.none", _("Equal shares, by number of projects, without completion")),
    ("phragmen", _("Saving up together")),
]


class RuleForm(forms.Form):
    """Set the rule."""

    key = forms.ChoiceField(label=_("By which rule do we count?"), choices=CHOICES, widget=forms.RadioSelect)
    origin = forms.CharField(
        label=_("Where does this rule come from?"),
        max_length=300,
        help_text=_("The decision, the regulation or the meeting that set it, with its date."),
    )

    def rule(self) -> Rule:
        """What was chosen."""
        return rule_from(self.cleaned_data["key"], self.cleaned_data["origin"])


def rule_from(key: str, origin: str) -> Rule:
    """A rule from its key: `greedy`, `phragmen`, or `equal-shares.UTILITY.COMPLETION`."""
    name, _dot, rest = key.partition(".")
    utility, _dot, completion = rest.partition(".")
    return Rule(name, utility or "cost", completion or "none", origin)


class DecideForm(forms.Form):
    """Decide, with reasons."""

    reasons = forms.CharField(
        label=_("Why do you decide this?"),
        max_length=4000,
        help_text=_("Everybody will read it. Say what you considered, and what speaks against it."),
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    dissent = forms.CharField(
        label=_("Did anybody disagree, and why?"),
        max_length=4000,
        required=False,
        help_text=_("Positions and bodies, not names."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    review_on = forms.DateField(
        label=_("When will you look at this again?"),
        required=False,
        widget=DayInput(),
    )
