"""Reading a vote from a page: ticks, ranks, points and scores, all of one paper at once."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mutirao.planning.ballots import words
from mutirao.planning.ballots.models import Ballot
from mutirao.theory.ballots import SHAPES, Form, Numbers, Paper, Ranks, Ticks, Vote
from mutirao.theory.turnout import TRAITS


class VoteForm(forms.Form):
    """A ballot paper as it was sent. The options are read from the data as they stand, one field each."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)

    def __init__(self, data: QueryDict | None = None, *, ballot: Ballot, asks: bool = False) -> None:
        super().__init__(data)
        self.paper = ballot.as_paper()
        if asks and ballot.declaration:
            self.fields["declares"] = forms.BooleanField(
                label=ballot.declaration,
                required=True,
                error_messages={
                    "required": _("Tick the declaration first: without it we cannot take your vote.")
                },
            )

    def clean(self) -> dict[str, Any]:
        """Read the numbers people wrote; what is no number is said."""
        cleaned = super().clean() or {}
        if self.is_bound:
            try:
                cleaned["vote"] = read(self.data, self.paper)
            except ValueError as wrong:
                raise forms.ValidationError(
                    _("“%(text)s” is not a whole number.") % {"text": str(wrong)[:20]}
                ) from None
        return cleaned


def read(data: Any, paper: Paper) -> Vote:
    """The vote that a sent page says; ValueError where a number is none. Theory says what else is wrong."""
    shape = SHAPES[paper.form]
    if shape is Ticks:
        return Ticks(tuple(code for code in data.getlist("choice") if code))
    pairs = []
    for name in data:
        written = data[name].strip()
        if name.startswith("number-") and written:
            if not written.removeprefix("-").isdecimal() or len(written) > 9:
                raise ValueError(written)
            pairs.append((name.removeprefix("number-"), int(written)))
    return Ranks(tuple(pairs)) if paper.form is Form.RANKING else Numbers(tuple(pairs))


class TraitsForm(forms.Form):
    """What voters may say of themselves; nobody must."""

    all_optional = True

    def __init__(self, data: QueryDict | None = None, *, ballot: Ballot, **given: Any) -> None:
        super().__init__(data, **given)
        for trait in ballot.traits:
            choices = [("", _("I would rather not say"))]
            choices += [(answer, str(words.ANSWERS.get(answer, answer))) for answer in TRAITS[trait]]
            self.fields[trait] = forms.ChoiceField(
                label=words.TRAIT_NAMES[trait], choices=choices, required=False, widget=forms.RadioSelect
            )


class FindForm(forms.Form):
    """Find one's own vote."""

    code = forms.CharField(
        label=gettext_lazy("The code of your receipt"),
        max_length=60,
        help_text=gettext_lazy("Four groups of letters, such as bado-kire-luma-tosi."),
    )


class KioskForm(forms.Form):
    """Show who one is at a voting desk."""

    code = forms.CharField(
        label=gettext_lazy("A code from your card"),
        max_length=60,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )


class PaperForm(VoteForm):
    """Enter a ballot paper."""

    number = forms.IntegerField(label=gettext_lazy("Number on the paper"), min_value=1)
    code = forms.CharField(label=gettext_lazy("Code on the paper"), max_length=60, required=False)
    is_spoilt = forms.BooleanField(
        label=gettext_lazy("The paper is spoilt: it does not say what the voter wants"), required=False
    )

    def __init__(self, data: QueryDict | None = None, *, ballot: Ballot, with_codes: bool) -> None:
        super().__init__(data, ballot=ballot)
        del self.fields["seen"]
        if not with_codes:
            del self.fields["code"]


class BatchForm(forms.Form):
    """Print ballot papers."""

    size = forms.IntegerField(label=gettext_lazy("How many papers?"), min_value=1, max_value=2000)
