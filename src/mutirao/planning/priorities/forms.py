"""Forms about themes, rounds, areas, rankings and figures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mutirao.base.people.models import Body
from mutirao.base.services.models import Service
from mutirao.planning.cycles.models import Cycle, Phase
from mutirao.planning.priorities import words
from mutirao.planning.priorities.models import MARK_CHOICES, Theme
from mutirao.theory.marks import Mark
from mutirao.theory.priorities import is_time
from mutirao.theory.rule_sets import RANKS, Problem
from mutirao.ui.forms import DayInput

LONG = forms.Textarea(attrs={"rows": 4})


class ThemeForm(forms.Form):
    """Add a theme."""

    title = forms.CharField(
        label=_("What is the theme called?"), max_length=200, help_text=_("For example “Paving”.")
    )
    about = forms.CharField(label=_("What belongs to it?"), max_length=2000, required=False, widget=LONG)


class RoundForm(forms.Form):
    """Open the ranking of a cycle."""

    cycle = forms.ModelChoiceField(label=_("In which calendar?"), queryset=Cycle.objects.none())
    phase = forms.ModelChoiceField(
        label=_("In which phase do areas rank?"),
        queryset=Phase.objects.none(),
        required=False,
        empty_label=_("No phase: it stays open"),
        help_text=_("It opens and closes with the phase, and moves with it."),
    )
    areas = forms.CharField(
        label=_("Which areas take part?"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("One name on each line. You can add more later."),
    )
    seed = forms.CharField(
        label=_("What would a lot be drawn from?"),
        max_length=64,
        help_text=_(
            "Only needed where two are exactly equal. Any words or numbers that nobody can steer; they are "
            "published now, so that everybody can draw the lot again."
        ),
    )

    def __init__(self, *args: Any, service: Service, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cycle: Any = self.fields["cycle"]
        phase: Any = self.fields["phase"]
        cycle.queryset = Cycle.objects.filter(service=service, ranking__isnull=True).select_related("service")
        phase.queryset = Phase.objects.filter(cycle__in=cycle.queryset).select_related("cycle")
        phase.label_from_instance = lambda found: f"{found.cycle.title}: {found.title}"

    def clean_areas(self) -> list[str]:
        """The names, line by line."""
        return [line.strip() for line in self.cleaned_data["areas"].splitlines() if line.strip()]


class ShareForm(forms.Form):
    """See what each theme would get of an amount; nothing is saved."""

    amount = forms.IntegerField(label=_("How much is there to share out?"), min_value=1, max_value=10**15)
    unit = forms.CharField(label=_("Of what?"), max_length=40, initial="GBP")
    only_first = forms.BooleanField(label=_("Only between the first four themes"), required=False)

    def clean_unit(self) -> str:
        """A currency in capital letters; hours are not shared out."""
        return unit_of(self.cleaned_data["unit"])


def unit_of(written: str) -> str:
    """A unit as it is kept: currencies in capital letters; units of time are refused."""
    unit = " ".join(written.split())
    if is_time(unit):
        raise forms.ValidationError(words.problem(Problem("hours", {})))
    return unit.upper() if unit.upper() in words.CURRENCIES else unit


class GroupForm(forms.Form):
    """Say who speaks for an area."""

    body = forms.ModelChoiceField(
        label=_("Which group speaks for the area?"),
        queryset=Body.objects.all(),
        required=False,
        empty_label=_("None yet"),
        help_text=_("Its members can enter what the area ranked, beside those who hold “Set priorities”."),
    )
    position = forms.CharField(
        label=_("Only those in this position"),
        max_length=100,
        required=False,
        help_text=_("For example “delegate”. Leave it empty for every member."),
    )


class AreaForm(GroupForm):
    """Add an area to a round."""

    name = forms.CharField(label=_("What is the area called?"), max_length=200)
    field_order = ["name", "body", "position"]


class RankForm(forms.Form):
    """What an area puts first, second, third and fourth: the themes are asked for once."""

    def __init__(self, *args: Any, themes: Sequence[Theme], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.themes = {str(theme.pk): theme for theme in themes}
        choices = [("", gettext("nothing")), *((key, theme.title) for key, theme in self.themes.items())]
        for place in range(1, RANKS + 1):
            self.fields[f"place_{place}"] = forms.ChoiceField(
                label=PLACE_LABELS[place - 1], choices=choices, required=place == 1
            )
        self.fields["registered"] = forms.IntegerField(
            label=_("How many people registered at the assembly?"),
            required=False,
            min_value=0,
            max_value=1_000_000,
            help_text=_("It decides where two themes have equal points."),
        )
        self.fields["source"] = forms.CharField(
            label=_("Where was this decided?"),
            max_length=300,
            required=False,
            help_text=_("For example “Assembly of 14 May, school hall”."),
        )
        self.fields["source_path"] = forms.CharField(
            label=_("Its address on this site"),
            max_length=300,
            required=False,
            help_text=_("If there is a page about it: what stands after the name of the site, from “/” on."),
        )

    def clean(self) -> dict[str, Any]:
        """Each theme once, and no place left out before another."""
        data = super().clean() or {}
        chosen = [data.get(f"place_{place}", "") for place in range(1, RANKS + 1)]
        for place, key in enumerate(chosen, 1):
            if key and key in chosen[: place - 1]:
                self.add_error(f"place_{place}", gettext("You have chosen this theme already."))
            if key and not all(chosen[: place - 1]):
                self.add_error(f"place_{place}", gettext("Fill the places before this one first."))
        return data

    def ranking(self) -> dict[str, Any]:
        """What the act takes."""
        data = self.cleaned_data
        keys = [data[f"place_{place}"] for place in range(1, RANKS + 1)]
        given = {name: data[name] for name in ("registered", "source", "source_path")}
        return {**given, "themes": [self.themes[key] for key in keys if key]}


PLACE_LABELS: tuple[Any, ...] = (
    _("First, 4 points"),
    _("Second, 3 points"),
    _("Third, 2 points"),
    _("Fourth, 1 point"),
)


class MeasureForm(forms.Form):
    """Enter a figure about an area."""

    area = forms.ChoiceField(label=_("About which area?"))
    criterion = forms.ChoiceField(label=_("What does it measure?"), widget=forms.RadioSelect)
    value = forms.DecimalField(label=_("The figure"), min_value=0, max_digits=14, decimal_places=4)
    scope = forms.ChoiceField(
        label=_("For which themes does it count?"),
        widget=forms.RadioSelect,
        choices=[("theme", _("Only for this one")), ("all", _("For every theme"))],
    )
    source = forms.CharField(
        label=_("Where does it come from?"),
        max_length=300,
        help_text=_("The census, the survey or the department, with its year."),
    )
    taken_on = forms.DateField(label=_("As of which day?"), required=False, widget=DayInput())
    mark = forms.ChoiceField(
        label=_("How well is it known?"),
        choices=MARK_CHOICES,
        widget=forms.RadioSelect,
        initial=Mark.PUBLISHED.value,
    )

    def __init__(
        self, *args: Any, areas: Sequence[tuple[str, str]], criteria: Sequence[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        area: Any = self.fields["area"]
        criterion: Any = self.fields["criterion"]
        area.choices, criterion.choices = areas, criteria


class DivideForm(forms.Form):
    """Divide an amount."""

    rules = forms.ChoiceField(label=_("By which rules?"), widget=forms.RadioSelect)
    amount = forms.IntegerField(label=_("How much is there to divide?"), min_value=1, max_value=10**15)
    unit = forms.CharField(
        label=_("Of what?"),
        max_length=40,
        help_text=_("A currency in three capital letters, such as GBP, or what is counted, such as metres."),
    )

    def __init__(self, *args: Any, versions: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rules: Any = self.fields["rules"]
        rules.choices = versions
        if len(versions) == 1:  # nothing to ask
            rules.widget = forms.HiddenInput()
            rules.initial = versions[0][0]

    def clean_unit(self) -> str:
        """A currency in capital letters; hours are not divided."""
        return unit_of(self.cleaned_data["unit"])


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
        label=_("When will you look at this again?"), required=False, widget=DayInput()
    )
