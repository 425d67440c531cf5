"""Forms about budgets."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from mutirao.base.services.models import Party
from mutirao.planning.budgets.acts import rule_of
from mutirao.planning.budgets.models import Budget
from mutirao.planning.budgets.sheet_acts import Rule
from mutirao.planning.decisions.forms import PartyChoice
from mutirao.theory.overrides import Departure, How
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
    answers = PartyChoice(
        label=_("Who answers for carrying it out?"),
        queryset=Party.objects.none(),
        required=False,
        empty_label=_("Nobody was named"),
    )
    review_on = forms.DateField(
        label=_("When will you look at this again?"),
        required=False,
        widget=DayInput(),
    )

    def __init__(self, *args: Any, parties: QuerySet[Party], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        answers: Any = self.fields["answers"]
        answers.queryset = parties


class OverrideForm(forms.Form):
    """Depart from the count: projects that are added, left out or paid in part, and why."""

    added = forms.MultipleChoiceField(
        label=_("Which projects that lost are paid for all the same?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    removed = forms.MultipleChoiceField(
        label=_("Which projects that won are not paid for?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    part = forms.ChoiceField(label=_("Of which project do you pay a part?"), required=False)
    amount = forms.DecimalField(
        label=_("How much of it?"), required=False, min_value=0, max_digits=15, decimal_places=2
    )
    reasons = forms.CharField(
        label=_("Why do you depart from the count?"),
        max_length=4000,
        help_text=_("Everybody will read it, beside what the vote came to."),
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    dissent = forms.CharField(
        label=_("Did anybody disagree, and why?"),
        max_length=4000,
        required=False,
        help_text=_("Positions and bodies, not names."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, data: Any = None, *, budget: Budget, **given: Any) -> None:
        super().__init__(data, **given)
        self.scale = budget.scale
        chosen = budget.counts.filter(**rule_of(budget)).first()
        won = set(chosen.result["selected"]) if chosen else set()
        projects = list(budget.projects.values_list("code", "name"))
        fields: dict[str, Any] = self.fields
        fields["added"].choices = [pair for pair in projects if pair[0] not in won]
        fields["removed"].choices = [pair for pair in projects if pair[0] in won]
        fields["part"].choices = [("", _("of none")), *projects]

    def clean_amount(self) -> Decimal | None:
        """An amount no finer than this budget is kept in."""
        amount: Decimal | None = self.cleaned_data["amount"]
        if amount is not None and amount * self.scale % 1:
            raise forms.ValidationError(_("This budget has no smaller parts: write a whole number."))
        return amount

    def decided(self) -> dict[str, Any]:
        """What was entered, as the act takes it."""
        given = self.cleaned_data
        departures = [Departure(code, How.ADDED) for code in given["added"]]
        departures += [Departure(code, How.REMOVED) for code in given["removed"]]
        if given["part"]:
            amount = int((given["amount"] or 0) * self.scale)
            departures.append(Departure(given["part"], How.PART, amount))
        return {"departures": departures, "reasons": given["reasons"], "dissent": given["dissent"]}
