"""Forms in our look, through Django's own form renderer: `FORM_RENDERER = "mutirao.ui.forms.Renderer"`.

The templates stand under `templates/django/forms/`, where Django looks for its own, so that every form, field
and widget of every application wears them without knowing. A form whose every field may be left open sets
`all_optional = True` and is spared the word "optional" at each.
"""

from pathlib import Path
from typing import Any

import django.forms
from django.forms import BaseForm, BoundField, Widget, widgets
from django.forms.renderers import BaseRenderer
from django.template.backends.django import DjangoTemplates
from django.utils.functional import cached_property
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from mutirao.ui.components.markup import EMPTY

CLASSES: tuple[tuple[type[Widget], str, str], ...] = (
    (widgets.CheckboxInput, "govuk-checkboxes__input", ""),
    (widgets.CheckboxSelectMultiple, "govuk-checkboxes__input", ""),  # a kind of RadioSelect to Django
    (widgets.RadioSelect, "govuk-radios__input", ""),
    (widgets.FileInput, "govuk-file-upload", "govuk-file-upload--error"),
    (widgets.Textarea, "govuk-textarea", "govuk-textarea--error"),
    (widgets.Select, "govuk-select", "govuk-select--error"),
    (widgets.NumberInput, "govuk-input m-input--short", "govuk-input--error"),
    (widgets.Input, "govuk-input", "govuk-input--error"),
    (widgets.MultiWidget, "govuk-input m-input--part", "govuk-input--error"),
    (widgets.SelectDateWidget, "govuk-select m-input--part", "govuk-select--error"),
)
"""Widgets, their classes, and those added where there is an error; the first that fits is taken."""


class DayInput(widgets.DateInput):
    """A day, in the browser's own calendar; it reads days written the international way and no other."""

    input_type = "date"

    def __init__(self, attrs: Any = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class Field(BoundField):
    """A field that gives its widget the classes of our look, before those the form's author gave."""

    def build_widget_attrs(self, attrs: Any, widget: Widget | None = None) -> Any:
        """Add the classes for this kind of widget."""
        widget = widget or self.field.widget
        built = super().build_widget_attrs(attrs, widget)
        if widget.is_hidden:
            return built
        for kind, css, wrong in CLASSES:
            if isinstance(widget, kind):
                own = widget.attrs.get("class", "")
                built["class"] = " ".join(part for part in (css, self.errors and wrong, own) if part)
                break
        return built

    @property
    def focus_id(self) -> str:
        """The id of the first control of this field, where a link from the error summary leads."""
        return self.id_for_label or (f"{self.auto_id}_0" if self.auto_id else "")


class Renderer(BaseRenderer):
    """Render forms from our templates first, then Django's, with an engine of their own."""

    bound_field_class = Field

    @cached_property
    def engine(self) -> DjangoTemplates:
        """The template engine, made once."""
        ours = Path(__file__).parent / "templates"
        builtin = Path(django.forms.__file__).parent / "templates"
        return DjangoTemplates(
            {
                "NAME": "mutirao-forms",
                "APP_DIRS": True,
                "DIRS": [ours, builtin],
                "OPTIONS": {
                    "builtins": ["django.templatetags.i18n", "mutirao.ui.templatetags.ui"],
                },
            }
        )

    def get_template(self, template_name: str) -> Any:
        """Find a template by its name."""
        return self.engine.get_template(template_name)


def _messages(form: BaseForm) -> list[tuple[str, str]]:
    """List what to put right in the order of the form: (id of the control or "", sentence)."""
    found = [("", str(error)) for error in form.non_field_errors()]
    for bound in form:
        target = bound.focus_id if isinstance(bound, Field) and not bound.is_hidden else ""
        # "This field is required" says nothing in a list of several, so each names its field.
        name = (
            f"{bound.label}{'' if str(bound.label).endswith(('?', ':', '.')) else ':'} "
            if bound.label
            else ""
        )
        found += [(target, f"{name}{error}") for error in bound.errors]
    return found


def error_summary(*forms: BaseForm) -> SafeString:
    """Say at the top of a page what to put right, each sentence linked to its field; or nothing."""
    found = []
    for form in forms:
        form.summary_shown = True  # type: ignore[attr-defined]  # so that the form does not say it again
        if form.is_bound:
            found += _messages(form)
    if not found:
        return EMPTY
    lines = format_html_join(
        "",
        "<li>{}</li>",
        (
            (format_html('<a href="#{}">{}</a>', target, words) if target else words,)
            for target, words in found
        ),
    )
    return format_html(
        '<div class="govuk-error-summary" tabindex="-1" autofocus><div role="alert">'
        '<h2 class="govuk-error-summary__title">{}</h2><div class="govuk-error-summary__body">'
        '<ul class="govuk-list govuk-error-summary__list">{}</ul></div></div></div>',
        _("There is something to put right"),
        lines,
    )
