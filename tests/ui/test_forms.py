"""Forms wear our look by themselves, and lead from what is wrong to where it is put right."""

import re
from html.parser import HTMLParser

import pytest
from django import forms
from django.forms.renderers import get_default_renderer
from django.template import Context, Template

from mutirao.ui.forms import Field, Renderer
from mutirao.ui.samples import SampleForm


class Elements(HTMLParser):
    """Every element of a page with its attributes, and the ids there are."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def having(self, name: str) -> list[str]:
        return [attrs[name] or "" for _tag, attrs in self.found if name in attrs]

    def by_id(self, name: str) -> tuple[str, dict[str, str | None]]:
        (one,) = [(tag, attrs) for tag, attrs in self.found if attrs.get("id") == name]
        return one


class Wrong(SampleForm):
    """The sample with an error of the whole form and one in a hidden field."""

    secret = forms.IntegerField(widget=forms.HiddenInput)

    def clean(self) -> None:
        raise forms.ValidationError("These two do not go together.")


@pytest.fixture
def wrong() -> Wrong:
    return Wrong({"name": "x" * 81, "email": "ada at example", "secret": "no"})


def test_the_site_uses_this_renderer():
    assert isinstance(get_default_renderer(), Renderer)
    assert isinstance(SampleForm()["name"], Field)


def test_every_error_is_listed_and_leads_to_its_control(wrong):
    html = Template("{% load ui %}{% error_summary form %}{{ form }}").render(Context({"form": wrong}))
    page = Elements(html)
    links = re.findall(r'<a href="#([^"]+)">([^<]+)</a>', html)
    assert links == [
        ("id_name", "Your name: Ensure this value has at most 80 characters (it has 81)."),
        ("id_email", "Your e-mail address: Enter a valid email address."),
        ("id_places", "How many places? This field is required."),
        ("id_day", "On which day? This field is required."),
        ("id_where", "Where? This field is required."),
        ("id_turn_0", "Which turn would you like? This field is required."),
        ("id_agreed", "Show my name on the noticeboard: This field is required."),
    ]
    for target, _words in links:
        assert page.by_id(target)[0] in ("input", "select", "textarea")
    assert "<li>These two do not go together.</li>" in html
    assert "<li>Secret: Enter a whole number.</li>" in html
    assert html.count("govuk-error-summary__title") == 1


def test_the_form_says_it_itself_where_the_page_does_not(wrong):
    assert str(wrong).count("govuk-error-summary__title") == 1
    assert "govuk-error-summary" not in str(SampleForm())


def test_the_summary_takes_several_forms_and_is_nothing_where_all_is_well():
    source = "{% load ui %}{% error_summary one other %}"
    one, other = SampleForm({}, prefix="one"), SampleForm(prefix="other")
    html = Template(source).render(Context({"one": one, "other": other}))
    assert '<a href="#id_one-name">' in html and "id_other" not in html
    assert Template(source).render(Context({"one": other, "other": other})) == ""


def test_every_description_that_is_named_is_there_once(wrong):
    page = Elements(str(wrong))
    ids = page.having("id")
    assert len(ids) == len(set(ids))
    named = {one for given in page.having("aria-describedby") for one in given.split()}
    assert named == {
        *(f"id_{name}_error" for name in ("name", "email", "places", "day", "where", "turn", "agreed")),
        *(f"id_{name}_helptext" for name in ("name", "turn", "agreed")),
    }
    assert named <= set(ids)
    assert page.by_id("id_name")[1]["aria-describedby"] == "id_name_helptext id_name_error"


def test_every_control_has_its_label(wrong):
    page = Elements(str(wrong))
    controls = [
        attrs["id"]
        for tag, attrs in page.found
        if tag in ("input", "select", "textarea") and attrs.get("type") != "hidden"
    ]
    assert sorted(page.having("for")) == sorted(str(one) for one in controls)


def test_controls_wear_our_classes_and_keep_what_the_author_gave():
    class Own(SampleForm):
        code = forms.CharField(
            widget=forms.TextInput(
                attrs={"class": "m-code", "autocomplete": "one-time-code", "inputmode": "numeric"}
            )
        )

    page = Elements(str(Own()))
    classes = {
        name: page.by_id(f"id_{name}")[1]["class"] for name in ("name", "places", "where", "words", "code")
    }
    assert classes == {
        "name": "govuk-input",
        "places": "govuk-input m-input--short",
        "where": "govuk-select",
        "words": "govuk-textarea",
        "code": "govuk-input m-code",
    }
    assert page.by_id("id_code")[1]["autocomplete"] == "one-time-code"
    assert page.by_id("id_code")[1]["inputmode"] == "numeric"
    assert page.by_id("id_email")[1]["autocomplete"] == "email"
    assert page.by_id("id_day")[1]["type"] == "date"
    assert page.by_id("id_turn_1")[1]["class"] == "govuk-radios__input"
    assert page.by_id("id_needs_1")[1]["class"] == "govuk-checkboxes__input"
    assert page.by_id("id_picture")[1]["class"] == "govuk-file-upload"
    assert page.by_id("id_agreed")[1]["class"] == "govuk-checkboxes__input"


def test_what_is_wrong_is_marked_on_the_control(wrong):
    page = Elements(str(wrong))
    assert page.by_id("id_name")[1]["aria-invalid"] == "true"
    assert page.by_id("id_name")[1]["class"] == "govuk-input govuk-input--error"
    assert "aria-invalid" not in page.by_id("id_words")[1]
    assert str(wrong).count("govuk-form-group--error") == 7


def test_choices_keep_what_was_chosen():
    form = SampleForm(
        {"turn": "pm", "needs": ["lift", "step"], "where": "green", "words": "A <b>", "agreed": "on"}
    )
    page = Elements(str(form))
    chosen = [attrs.get("value") for _tag, attrs in page.found if "checked" in attrs or "selected" in attrs]
    assert chosen == ["green", "pm", "lift", "step", None]
    assert '<optgroup label="Outside">' in str(form)
    assert "A &lt;b&gt;</textarea>" in str(form)


def test_a_group_of_choices_has_a_legend_and_is_described():
    html = str(SampleForm()["turn"].as_field_group())
    assert '<fieldset class="govuk-fieldset" aria-describedby="id_turn_helptext">' in html
    assert '<legend class="govuk-fieldset__legend">Which turn would you like?</legend>' in html


def test_only_what_may_be_left_open_says_so():
    assert str(SampleForm()).count("(optional)") == 4

    class Search(SampleForm):
        all_optional = True

    assert "(optional)" not in str(Search())


def test_a_field_alone_and_its_parts_look_the_same():
    form = SampleForm({"email": "ada at example"})
    assert (
        form["email"].label_tag() == '<label class="govuk-label" for="id_email">Your e-mail address:</label>'
    )
    assert str(form["email"].errors) == (
        '<div id="id_email_error"><p class="govuk-error-message">'
        '<span class="govuk-visually-hidden">Error:</span> Enter a valid email address.</p></div>'
    )


def test_parts_of_a_field_of_several_controls_are_dressed_too():
    class When(forms.Form):
        begins = forms.SplitDateTimeField()
        born = forms.DateField(widget=forms.SelectDateWidget(years=[2024]))

    html = str(When())
    assert html.count("govuk-input m-input--part") == 2
    assert html.count("govuk-select m-input--part") == 3
