"""The part of a form that asks who may take part."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mutirao.base.people.models import Area, Body
from mutirao.base.services.models import Service
from mutirao.base.services.taking_part import CIRCLES, Whom
from mutirao.theory.eligibility import Circle


class ServiceForm(forms.Form):
    """A form whose choices are those of a service."""

    def __init__(self, *args: Any, service: Service, **more: Any) -> None:
        super().__init__(*args, **more)
        self.service = service


class WhomForm(ServiceForm):
    """Who may take part in something of this service."""

    open_to = forms.ChoiceField(
        label=_("Who may take part?"),
        choices=CIRCLES,
        initial=Circle.EVERYONE.value,
        widget=forms.RadioSelect,
    )
    open_to_body = forms.ModelChoiceField(
        label=_("If one group or organisation: which?"),
        queryset=Body.objects.none(),
        required=False,
        empty_label=_("Not for one group only"),
    )
    open_to_area = forms.ModelChoiceField(
        label=_("If people who live in one area: which?"),
        queryset=Area.objects.none(),
        required=False,
        empty_label=_("Not for one area only"),
    )

    def __init__(self, *args: Any, service: Service, **more: Any) -> None:
        super().__init__(*args, service=service, **more)
        place = service.area_id
        bodies = Body.objects.filter(parties__service=service)
        areas = Area.objects.select_related("parent").filter(Q(pk=place) | Q(parent=place))
        self.fields["open_to_body"].queryset = bodies  # type: ignore[attr-defined]
        self.fields["open_to_area"].queryset = areas  # type: ignore[attr-defined]

    def whom(self) -> Whom:
        """Who was chosen."""
        said = self.cleaned_data
        return Whom(Circle(said["open_to"]), said["open_to_body"], said["open_to_area"])
