"""Forms in which rules are written down: to propose a version, or only to see what it would do."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from typing import Any

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mutirao.planning.priorities import words
from mutirao.planning.priorities.forms import unit_of
from mutirao.planning.priorities.models import LONGEST_CRITERION
from mutirao.theory.marks import Mark
from mutirao.theory.rule_sets import Criterion, Kind, Problem, RuleSet, bands, number

MOST_NUMBERS = 20
WRITTEN = re.compile(r"-?[0-9]{1,10}([.,][0-9]{1,6}|/[1-9][0-9]{0,5})?")
"""How a number is written: whole, with decimals, or as a fraction; never so long that it would hold us up."""


class Numbers(forms.CharField):
    """Exact numbers with spaces between them; `whole`: only whole ones; `one`: no more than one."""

    def __init__(self, *, whole: bool = False, one: bool = False, **kwargs: Any) -> None:
        super().__init__(max_length=300, **kwargs)
        self.whole, self.one = whole, one

    def clean(self, value: Any) -> tuple[Fraction, ...]:
        """The numbers; a comma or a point sets off decimals."""
        parts = str(super().clean(value)).replace(";", " ").split()
        if not all(WRITTEN.fullmatch(part) for part in parts):
            raise forms.ValidationError(gettext("Write numbers, with spaces between them."))
        if len(parts) > MOST_NUMBERS:
            raise forms.ValidationError(gettext("These are more numbers than we can use."))
        found = tuple(Fraction(part.replace(",", ".")) for part in parts)
        if self.whole and any(n.denominator != 1 for n in found):
            raise forms.ValidationError(gettext("Write whole numbers."))
        if self.one and len(found) > 1:
            raise forms.ValidationError(gettext("Write one number."))
        return found


class CriteriaForm(forms.Form):
    """The weights, grades and bands of a rule set, beginning from one. May be read only: it saves nothing."""

    only_prioritised = forms.BooleanField(
        label=_("Only areas that ranked the theme receive anything"), required=False
    )

    def __init__(self, *args: Any, rules: RuleSet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.base = rules
        self.initial.setdefault("only_prioritised", rules.only_prioritised)
        for n, criterion in enumerate(rules.criteria):
            self._ask_about(n, criterion)

    def _ask_about(self, n: int, criterion: Criterion) -> None:
        self.fields[f"c{n}-weight"] = Numbers(
            label=_("Weight"), one=True, initial=number(criterion.weight), help_text=WEIGHT_HELP
        )
        if criterion.kind is Kind.BY_RANK:
            self.fields[f"c{n}-grades"] = Numbers(
                label=_("Grades for the first, second, third and fourth place"),
                whole=True,
                initial=" ".join(str(grade) for grade in criterion.grades),
            )
            self.fields[f"c{n}-unranked"] = Numbers(
                label=_("Grade where it is not ranked"), whole=True, one=True, initial=str(criterion.unranked)
            )
            return
        self.fields[f"c{n}-starts"] = Numbers(
            label=_("Bands begin at"),
            initial=" ".join(number(band.start) for band in criterion.bands),
            help_text=_("Each band ends where the next begins."),
        )
        self.fields[f"c{n}-grades"] = Numbers(
            label=_("Their grades"),
            whole=True,
            initial=" ".join(str(band.grade) for band in criterion.bands),
        )

    def groups(self) -> list[tuple[str, list[Any]]]:
        """The fields of each criterion under its title."""
        return [
            (words.title_of(criterion), [self[name] for name in self.fields if name.startswith(f"c{n}-")])
            for n, criterion in enumerate(self.base.criteria)
        ]

    def clean(self) -> dict[str, Any]:
        """Bands are as many as grades, and run upwards."""
        data = super().clean() or {}
        for n, criterion in enumerate(self.base.criteria):
            starts, given = data.get(f"c{n}-starts"), data.get(f"c{n}-grades")
            if starts and given and len(starts) != len(given):
                self.add_error(f"c{n}-grades", gettext("Give each band one grade."))
            if starts and any(after <= before for before, after in pairwise(starts)):
                self.add_error(f"c{n}-starts", gettext("Write the smallest number first."))
            self._weigh(n, criterion)
        return data

    def _weigh(self, n: int, criterion: Criterion) -> None:
        weight = self.cleaned_data.get(f"c{n}-weight")
        if weight and weight[0] < 0:
            self.add_error(
                f"c{n}-weight", words.problem(Problem("negative_weight", {"title": criterion.title}))
            )

    def rules(self) -> RuleSet:
        """The rules as they were filled in; what was changed is ours, whatever its source was."""
        data = self.cleaned_data
        criteria = [self._filled_in(n, criterion) for n, criterion in enumerate(self.base.criteria)]
        return RuleSet(tuple(criteria), bool(data["only_prioritised"]))

    def _filled_in(self, n: int, criterion: Criterion) -> Criterion:
        data = self.cleaned_data
        given = tuple(int(grade) for grade in data[f"c{n}-grades"])
        if criterion.kind is Kind.BY_RANK:
            changed = replace(criterion, grades=given, unranked=int(data[f"c{n}-unranked"][0]))
        else:
            changed = replace(criterion, bands=bands(tuple(data[f"c{n}-starts"]), given))
        weighed = replace(changed, weight=data[f"c{n}-weight"][0])
        return replace(
            weighed,
            mark=criterion.mark if changed == criterion else Mark.OURS,
            weight_mark=criterion.weight_mark if weighed.weight == criterion.weight else Mark.OURS,
        )


WEIGHT_HELP = _("Grade × weight are its points. Nought switches it off.")


class ProposeForm(CriteriaForm):
    """Propose a version of the rules: the criteria of the version it begins from, and one more if wanted."""

    title = forms.CharField(label=_("What are these rules called?"), max_length=120)
    origin = forms.CharField(
        label=_("Who proposes them, and where?"),
        max_length=300,
        help_text=_("The meeting or the body, with the day."),
    )
    source = forms.CharField(
        label=_("Where do the figures come from?"),
        max_length=300,
        required=False,
        help_text=_("The book, the regulation or the study, if they come from one."),
    )
    new_title = forms.CharField(
        label=_("One more criterion"),
        max_length=120,
        required=False,
        help_text=_("A figure about each area, for example “Homes without a bathroom, in per cent”."),
    )
    new_weight = Numbers(label=_("Its weight"), one=True, required=False)
    new_starts = Numbers(label=_("Its bands begin at"), required=False)
    new_grades = Numbers(label=_("Their grades"), whole=True, required=False)

    def clean(self) -> dict[str, Any]:
        """A criterion more needs all of its figures, and a name of its own."""
        data = super().clean() or {}
        wanted = {name: data.get(name) for name in ("new_weight", "new_starts", "new_grades")}
        if data.get("new_title"):
            for name, value in wanted.items():
                if not value and name not in self.errors:
                    self.add_error(name, gettext("This field is required."))
            if self._slug(data["new_title"]) in {c.slug for c in self.base.criteria}:
                self.add_error("new_title", gettext("There is a criterion of this name already."))
            starts, given = wanted["new_starts"], wanted["new_grades"]
            if starts and given and len(starts) != len(given):
                self.add_error("new_grades", gettext("Give each band one grade."))
        return data

    @staticmethod
    def _slug(title: str) -> str:
        return slugify(title)[:LONGEST_CRITERION].strip("-") or "criterion"

    def rules(self) -> RuleSet:
        """The rules with the criterion that was added, if one was."""
        found, data = super().rules(), self.cleaned_data
        if not data.get("new_title"):
            return found
        grades_of_new = tuple(int(grade) for grade in data["new_grades"])
        more = Criterion(
            self._slug(data["new_title"]),
            data["new_title"],
            Kind.BANDS,
            data["new_weight"][0],
            bands=bands(tuple(data["new_starts"]), grades_of_new),
        )
        return replace(found, criteria=(*found.criteria, more))

    def mark(self, base: Mark) -> Mark:
        """How well the whole is known: as the version it began from, unless anything was changed."""
        return base if self.rules() == self.base else Mark.OURS


class WhatIfForm(CriteriaForm):
    """See what other weights, bands and grades would do; nothing is saved."""

    amount = forms.IntegerField(label=_("How much is there to divide?"), min_value=1, max_value=10**15)
    unit = forms.CharField(label=_("Of what?"), max_length=40)

    def clean_unit(self) -> str:
        """A currency in capital letters; hours are not divided."""
        return unit_of(self.cleaned_data["unit"])
