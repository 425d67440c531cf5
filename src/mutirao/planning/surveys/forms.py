"""Forms about surveys: about the survey itself, its questions, and the survey as people fill it in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from mutirao.planning.cycles.opening_forms import OpeningForm
from mutirao.planning.surveys.acts import MOST_CODES, Terms
from mutirao.planning.surveys.models import ENTRIES, PEOPLE, Survey
from mutirao.planning.surveys.words import ANSWER_FAULTS, FAULTS, KINDS
from mutirao.theory.surveys import LARGEST_NUMBER, Kind, Question, faults, read
from mutirao.theory.texts import clean
from mutirao.ui.forms import DayInput


def area_of(rows: int) -> forms.Textarea:
    """A field of several lines, in which each line has the direction of its script."""
    return forms.Textarea(attrs={"rows": rows, "dir": "auto"})


class SurveyForm(OpeningForm):
    """Start a survey, or change it."""

    title = forms.CharField(label=_("What is it called?"), max_length=200)
    about = forms.CharField(
        label=_("What is it for?"),
        max_length=4000,
        required=False,
        widget=area_of(4),
        help_text=_("Who asks, what it is for, and what will be done with the answers."),
    )
    template = forms.ChoiceField(
        label=_("Which questions do you start with?"),
        choices=[
            ("appraisal", _("A village appraisal: 16 questions that you change as you like")),
            ("", _("None")),
        ],
        required=False,
        widget=forms.RadioSelect,
        initial="appraisal",
    )
    entry = forms.ChoiceField(
        label=_("Who answers?"), choices=ENTRIES, widget=forms.RadioSelect, initial=PEOPLE
    )
    is_anonymous = forms.BooleanField(
        label=_("Anonymous: no answer can be traced to a person"),
        required=False,
        initial=True,
        help_text=_("With household codes it always is. You cannot change it once the survey is published."),
    )
    paper_until = forms.DateField(
        label=_("Until which day are paper forms typed in?"),
        required=False,
        widget=DayInput(),
        help_text=_("Some days after it closes. The forms are counted then; without paper, at once."),
    )
    field_order = ["title", "about", "template", "phase", "opens_at", "closes_at", "paper_until", "entry"]

    def __init__(self, *args: Any, is_new: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_new:
            del self.fields["template"]

    def terms(self) -> Terms:
        """What the act takes."""
        names = ("title", "about", "entry", "is_anonymous", "paper_until")
        return Terms(**{name: self.cleaned_data[name] for name in names}, **self.opening())

    @staticmethod
    def initial_of(survey: Survey) -> dict[str, Any]:
        """The answers as they are now."""
        names = ("title", "about", "entry", "is_anonymous", "phase", "opens_at", "closes_at", "paper_until")
        who = ("open_to", "open_to_body", "open_to_position", "open_to_area")
        return {name: getattr(survey, name) for name in (*names, *who)}


class QuestionForm(forms.Form):
    """One question of a survey."""

    words = forms.CharField(label=_("The question"), widget=forms.TextInput(attrs={"dir": "auto"}))
    kind = forms.ChoiceField(
        label=_("How is it answered?"), choices=list(KINDS.items()), widget=forms.RadioSelect
    )
    options = forms.CharField(
        label=_("Answers to choose from, one on each line"),
        required=False,
        widget=area_of(6),
        help_text=_("Where people choose one or several."),
    )
    least = forms.IntegerField(
        label=_("Smallest number, or where the scale begins"), required=False, initial=1
    )
    most = forms.IntegerField(label=_("Largest number, or where the scale ends"), required=False, initial=5)
    low = forms.CharField(label=_("What the beginning of the scale means"), max_length=60, required=False)
    high = forms.CharField(label=_("What its end means"), max_length=60, required=False)
    hint = forms.CharField(label=_("A hint below the question"), max_length=300, required=False)
    page = forms.IntegerField(
        label=_("On which page?"),
        initial=1,
        validators=[MinValueValidator(1), MaxValueValidator(30)],
        help_text=_("Answers are saved page by page. A few questions on each are best."),
    )
    is_required = forms.BooleanField(label=_("It must be answered"), required=False)
    is_sensitive = forms.BooleanField(
        label=_("It is sensitive: about health, belief, origin, money or the like"),
        required=False,
        help_text=_("Then groups under 10 are not shown, and it is in no table of single forms."),
    )

    def __init__(self, *args: Any, code: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.code = code

    def clean(self) -> dict[str, Any]:
        """A question that can be asked."""
        data = super().clean() or {}
        if not self.errors:
            for fault in faults(self.question()):
                self.add_error(None, str(FAULTS[fault]))
        return data

    def question(self) -> Question:
        """What was written, as theory reads it."""
        data = self.cleaned_data
        kind = Kind(data["kind"])
        lines = [clean(line, lines=False) for line in data["options"].splitlines()]
        is_chosen = kind in (Kind.CHOICE, Kind.SEVERAL)
        least, most = (1, 5) if kind is Kind.SCALE else (0, LARGEST_NUMBER)
        is_ranged = kind in (Kind.SCALE, Kind.NUMBER)
        return Question(
            code=self.code,
            kind=kind,
            words=clean(data["words"], lines=False),
            hint=clean(data["hint"], lines=False),
            options=tuple(line for line in lines if line) if is_chosen else (),
            least=data["least"] if is_ranged and data["least"] is not None else least,
            most=data["most"] if is_ranged and data["most"] is not None else most,
            low=clean(data["low"], lines=False) if kind is Kind.SCALE else "",
            high=clean(data["high"], lines=False) if kind is Kind.SCALE else "",
            is_required=data["is_required"],
            is_sensitive=data["is_sensitive"],
            page=data["page"],
        )

    @staticmethod
    def initial_of(one: Question) -> dict[str, Any]:
        """A question as it is now."""
        found = {name: getattr(one, name) for name in one.__slots__ if name != "code"}
        return {**found, "kind": one.kind.value, "options": "\n".join(one.options)}


def field_of(one: Question) -> forms.Field:
    """The field in which a question is answered; theory, not the field, says what is an answer."""
    given: dict[str, Any] = {"label": one.words, "help_text": one.hint, "required": one.is_required}
    options = [(str(number), option) for number, option in enumerate(one.options, 1)]
    if one.kind is Kind.SEVERAL:
        return forms.MultipleChoiceField(choices=options, widget=forms.CheckboxSelectMultiple, **given)
    if one.kind is Kind.SCALE:
        ends = {one.least: one.low, one.most: one.high}
        steps = [
            (str(step), f"{step} – {ends[step]}" if ends.get(step) else str(step))
            for step in range(one.least, one.most + 1)
        ]
        return forms.ChoiceField(choices=steps, widget=forms.RadioSelect, **given)
    if one.kind is Kind.CHOICE:
        return forms.ChoiceField(choices=options, widget=forms.RadioSelect, **given)
    if one.kind is Kind.NUMBER:
        return forms.CharField(
            widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "m-input--short"}), **given
        )
    return forms.CharField(widget=area_of(4), **given)


class AnswersForm(forms.Form):
    """Some questions of a survey, to be filled in: a page online, a whole form from paper."""

    def __init__(
        self, *args: Any, questions: Sequence[Question], kept: Mapping[str, Any], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {code: _as_typed(value) for code, value in kept.items()}
        self.questions = questions
        for one in questions:
            self.fields[one.code] = field_of(one)

    def clean(self) -> dict[str, Any]:
        """What theory finds wrong is said at its question."""
        data = super().clean() or {}
        for one in self.questions:
            fault = read(one, self.typed().get(one.code, ())).fault
            if fault and one.code not in self.errors:
                self.add_error(one.code, str(ANSWER_FAULTS[fault]))
        return data

    def typed(self) -> dict[str, list[str]]:
        """What was typed or ticked, by the question's code."""
        sent: Any = self.data if isinstance(self.data, MultiValueDict) else MultiValueDict(self.data)
        return {one.code: sent.getlist(self.add_prefix(one.code)) for one in self.questions}


def _as_typed(value: Any) -> Any:
    return [str(number) for number in value] if isinstance(value, list) else value


class PaperForm(AnswersForm):
    """A form from paper, with what it is known by."""

    label = forms.CharField(label=_("The number on the form, or its household code"), max_length=60)


class CodeForm(forms.Form):
    """A household's code."""

    code = forms.CharField(
        label=_("The code on your sheet"),
        max_length=60,
        help_text=_("For example “bado-kire-luma-tosi”. You can come back with it while the survey is open."),
        widget=forms.TextInput(
            attrs={"autocapitalize": "none", "spellcheck": "false", "autocomplete": "off"}
        ),
    )


class CodesForm(forms.Form):
    """Print household codes."""

    n = forms.IntegerField(
        label=_("For how many households?"),
        validators=[MinValueValidator(1), MaxValueValidator(MOST_CODES)],
        help_text=_("Print one for every household, and some more. They are shown once and never again."),
    )


class SettleForm(forms.Form):
    """Settle what two people read differently from one form."""

    def __init__(
        self, *args: Any, differences: Sequence[Any], questions: Sequence[Question], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        by_code = {one.code: one for one in questions}
        for one in differences:
            choices = [
                ("first", _("First: %(said)s") % {"said": one.first}),
                ("second", _("Second: %(said)s") % {"said": one.second}),
                ("other", _("Neither: I write what the paper says")),
            ]
            self.fields[f"settle-{one.code}"] = forms.ChoiceField(
                label=one.words, choices=choices, widget=forms.RadioSelect
            )
            field = field_of(by_code[one.code])
            field.required, field.label = False, _("If neither: what the paper says")
            self.fields[one.code] = field
        self.codes = [one.code for one in differences]

    def chosen(self) -> dict[str, str]:
        """For each question, which reading holds."""
        return {code: self.cleaned_data[f"settle-{code}"] for code in self.codes}

    def typed(self) -> dict[str, list[str]]:
        """What the paper says where neither reading holds."""
        sent: Any = self.data
        return {code: sent.getlist(code) for code in self.codes}


class ReviewForm(forms.Form):
    """Show what somebody wrote, or keep it back."""

    shown = forms.CharField(
        label=_("As everybody may read it"),
        required=False,
        max_length=1000,
        widget=area_of(4),
        help_text=_("Take out names and whatever could give a person away. Empty it to keep it back."),
    )
