"""Components: what they write, what they refuse when a template compiles, and that they trust no text."""

import re
from pathlib import Path

import pytest
from django.core.paginator import Paginator
from django.template import Context, Template, TemplateSyntaxError
from django.test import RequestFactory

from mutirao.ui import contrast
from mutirao.ui.components import charts, controls, glyph, pictures, records, scatter, surfaces
from mutirao.ui.templatetags import ui

UI = Path(contrast.__file__).parent
LEAVES = {
    "glyph": 'words="w"',
    "tag": '"t"',
    "chip": '"t"',
    "button": '"t"',
    "tableof": 'caption="c" head=x rows=x',
    "factsof": "x",
    "progress": 'label="l" value=1 total=2',
    "pagination": "x",
    "picture": '"hands"',
    "icon": '"done"',
    "error_summary": "x",
    "languages": "",
}
BODIES = {
    "cards": "",
    "card": 'heading="h"',
    "panel": 'heading="h"',
    "notice": "",
    "refusal": "reasons=x",
    "facts": "",
    "fact": 'term="t"',
    "table": 'caption="c"',
    "details": 'summary="s"',
    "emptystate": 'heading="h"',
    "opening": "",
    "bars": 'title="t" rows=x',
    "scatter": 'title="t" points=x',
    "steps": "",
    "step": 'text="t"',
    "trail": "",
    "stop": 'text="t"',
    "buttons": "",
}


def render(source: str, **context) -> str:
    return Template("{% load ui %}" + source).render(Context(context))


def tag_of(name: str, attributes: str) -> str:
    return f"{{% {name} {attributes} %}}" + (f"{{% end{name} %}}" if name in BODIES else "")


def test_these_are_all_the_components():
    assert set(ui.register.tags) == set(LEAVES) | set(BODIES)


@pytest.mark.parametrize(("name", "attributes"), [*LEAVES.items(), *BODIES.items()])
def test_compiles_with_what_it_needs_and_refuses_what_it_does_not_know(name, attributes):
    Template("{% load ui %}" + tag_of(name, attributes))
    with pytest.raises(TemplateSyntaxError, match=name):
        Template("{% load ui %}" + tag_of(name, attributes + ' colour="red"'))


@pytest.mark.parametrize(
    ("name", "attributes"),
    [(name, given) for name, given in {**LEAVES, **BODIES}.items() if given and name != "error_summary"],
)
def test_refuses_to_compile_without_what_it_needs(name, attributes):
    with pytest.raises(TemplateSyntaxError, match=name):
        Template("{% load ui %}" + tag_of(name, ""))


def test_the_docstring_lists_every_component_with_its_attributes():
    text = ui.__doc__ or ""
    for name in {**LEAVES, **BODIES}:
        assert re.search(rf"^    {name}\b", text, re.MULTILINE), name
    for function in (
        surfaces.card,
        surfaces.panel,
        controls.button,
        glyph.glyph,
        charts.bars,
        scatter.scatter,
        records.tableof,
    ):
        block = re.search(rf"^    {function.__name__} .*?(?=^    \w)", text, re.MULTILINE | re.DOTALL)
        assert block is not None
        asked = set(function.__kwdefaults__ or {}) | set(function.__annotations__)
        for attribute in asked - {"return", "content", "context"}:
            assert attribute in block[0], (function.__name__, attribute)


def test_the_gallery_shows_every_component():
    shown = "".join(path.read_text() for path in (UI / "templates/ui").glob("**/*.html"))
    assert [name for name in {**LEAVES, **BODIES} if not re.search(rf"{{% {name}\b", shown)] == []


EVIL = '"><script>alert(1)</script>'


@pytest.mark.parametrize(
    "source",
    [
        "{% card heading=x href=x meta=x %}{% endcard %}",
        "{% panel heading=x id=x count=x intro=x href=x link=x %}{% endpanel %}",
        "{% notice heading=x id=x %}{% endnotice %}",
        "{% refusal reasons=xs heading=x %}{% endrefusal %}",
        "{% details summary=x id=x %}{% enddetails %}",
        "{% emptystate heading=x %}{% endemptystate %}",
        "{% facts %}{% fact term=x %}{{ x }}{% endfact %}{% endfacts %}",
        "{% factsof pairs %}",
        "{% table caption=x %}{% endtable %}",
        "{% tableof caption=x head=xs rows=rows %}",
        "{% tag x %}{% chip x note=x href=x %}",
        "{% button x about=x name=x value=x id=x form=x %}{% button x reason=x id=x %}{% button x href=x %}",
        "{% progress label=x value=1 total=2 shown=x %}",
        "{% steps %}{% step text=x href=x %}{{ x }}{% endstep %}{% endsteps %}",
        "{% trail %}{% stop text=x href=x when=x %}{{ x }}{% endstop %}{% endtrail %}",
        "{% bars title=x rows=bars description=x finding=x unit=x %}{% endbars %}",
        "{% scatter title=x points=dots labels=names you=me you_label=x finding=x %}{% endscatter %}",
        "{% glyph words=x column=0 row=0 %}",
        '{% glyph words=x size="large" columns=three rows=three column_title=x row_title=x legend=three %}',
    ],
)
def test_no_text_is_taken_for_markup(source):
    html = render(
        source,
        x=EVIL,
        xs=[EVIL],
        three=[EVIL] * 3,
        rows=[[EVIL]],
        pairs=[(EVIL, EVIL)],
        bars=[(EVIL, 1, EVIL, 2, EVIL)],
        dots=[(0.5, 1.0, 0)],
        names=[(0.5, 1.0, 0, EVIL)],
        me=(0.1, 0.1),
    )
    assert "<script" not in html
    assert "&lt;script&gt;" in html


def test_card_leads_on_by_its_heading():
    html = render(
        '{% card heading="Shop" href="/shop/" meta="Tackley" tone="hands" level=2 %}Hi{% endcard %}'
    )
    assert html == (
        '<article class="m-card m-card--hands"><p class="m-card__meta">Tackley</p>'
        '<h2 class="m-card__heading">'
        '<a class="m-card__link" href="/shop/">Shop</a></h2><div class="m-card__body">Hi</div></article>'
    )


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ('{% card heading="h" tone="loud" %}{% endcard %}', "tone is one of plain, hands, quiet"),
        ('{% card heading="h" level=1 %}{% endcard %}', "level from 2 to 6"),
        ('{% notice kind="fatal" %}{% endnotice %}', "kind is one of info, success, warning, gap, error"),
        ('{% tag "t" kind="red" %}', "kind is one of neutral"),
        ('{% chip "t" shape="star" %}', "shape is one of none, circle"),
        ('{% button "t" kind="big" %}', "kind is one of primary"),
        ('{% button "t" type="reset" %}', "type is one of submit, button"),
        ('{% picture "cat" %}', "name is one of together, noticeboard, hands, ballot, register"),
        ('{% glyph words="w" size="huge" %}', "size is one of small, large"),
        ('{% glyph words="w" column=3 row=0 %}', "columns and rows 0 to 2"),
        ('{% glyph words="w" size="large" %}', "three words for its columns"),
    ],
)
def test_a_value_outside_the_list_says_what_is_on_it(source, words):
    with pytest.raises(ValueError, match=words):
        render(source)


def test_notice_says_its_kind_to_those_who_listen():
    html = render('{% notice kind="gap" heading="Nobody answers" %}<p>Yet.</p>{% endnotice %}')
    assert html == (
        f'<div class="m-notice m-notice--gap">{pictures.icon("gap")}<div class="m-notice__body">'
        '<span class="govuk-visually-hidden">A gap: </span><p class="m-notice__heading">Nobody answers</p>'
        "<p>Yet.</p></div></div>"
    )


def test_refusal_lists_every_reason_and_whom_to_ask():
    html = render("{% refusal reasons=why %}<p>Ask Ben.</p>{% endrefusal %}", why=["One.", "Two."])
    assert "<li>One.</li><li>Two.</li>" in html
    assert '<div class="m-refusal__ask"><p>Ask Ben.</p></div>' in html
    assert 'aria-label="You cannot do this now"' in html
    assert "m-refusal__ask" not in render("{% refusal reasons=why %}{% endrefusal %}", why=["One."])


def test_a_button_that_cannot_be_pressed_says_why_and_can_still_be_reached():
    request = RequestFactory().get("/")
    source = '{% load ui %}{% button "Take this turn" name="turn" value=3 reason="You are full." %}'
    html = Template(source * 2).render(Context({"request": request}))
    ids = re.findall(r' id="([^"]+)"', html)
    assert ids == ["why-take-this-turn-1", "why-take-this-turn-2"]
    assert re.findall(r'aria-describedby="([^"]+)"', html) == ids
    assert html.count('aria-disabled="true"') == 2
    assert 'type="submit"' not in html and " disabled" not in html and 'name="turn"' not in html


def test_button_says_the_act():
    assert render('{% button "Take this turn" name="turn" value=0 about="on Monday" %}') == (
        '<button class="m-button" type="submit" name="turn" value="0">Take this turn'
        '<span class="govuk-visually-hidden"> on Monday</span></button>'
    )
    assert render('{% button "See it" href="/x/?a=1&b=2" kind="secondary" %}') == (
        '<a class="m-button m-button--secondary" href="/x/?a=1&b=2">See it</a>'
    )


def pages(number: int, count: int, address: str = "/list/?q=a+b&page=1") -> str:
    page = Paginator(range(count), 10).page(number)
    source = "{% load ui %}{% pagination page %}"
    return Template(source).render(Context({"request": RequestFactory().get(address), "page": page}))


def test_pagination_keeps_the_rest_of_the_query():
    html = pages(2, 30)
    assert re.findall(r'href="([^"]+)"', html) == [
        f"?q=a+b&amp;page={number}" for number in ("1", "1", "2", "3", "3")
    ]
    assert html.count('aria-current="page"') == 1
    assert 'aria-current="page" aria-label="Page 2"' in html


def test_pagination_is_silent_where_one_page_is_all_and_short_where_there_are_a_thousand():
    assert pages(1, 10) == ""
    long = pages(500, 10_000)
    assert re.findall(r">(\d+|…)<", long) == ["1", "…", "499", "500", "501", "…", "1000"]


def test_table_from_rows_labels_every_cell():
    html = render(
        "{% tableof caption='Hours' head=head rows=rows numeric=n %}",
        head=["Who", "Hours"],
        rows=[["Ada", 3]],
        n=[1],
    )
    assert html == (
        '<table class="m-table m-table--stack"><caption class="m-table__caption">Hours</caption>'
        '<thead><tr><th scope="col">Who</th><th scope="col" class="m-number">Hours</th></tr></thead>'
        '<tbody><tr><th scope="row" data-label="Who">Ada</th>'
        '<td class="m-number" data-label="Hours">3</td></tr></tbody></table>'
    )


def test_a_row_of_another_length_than_the_head_is_refused():
    with pytest.raises(ValueError, match="zip"):
        render("{% tableof caption='c' head=head rows=rows %}", head=["a", "b"], rows=[["1"]])


def test_a_table_that_scrolls_can_be_reached_and_has_a_name():
    html = render('{% table caption="Turns" %}<tbody></tbody>{% endtable %}')
    assert html.startswith('<div class="m-scroll" role="region" tabindex="0" aria-label="Turns"><table')
    assert 'class="m-scroll"' not in render('{% table caption="Turns" stack=True %}{% endtable %}')


def test_progress_never_divides_by_nothing():
    html = render('{% progress label="Kept" value=0 total=0 %}')
    assert '<progress max="1" value="0"></progress>' in html
    assert "0 of 0" in html


def test_a_done_step_is_ticked_and_said_to_be_done():
    html = render('{% step text="Name it" href="/x/" done=True %}{% endstep %}')
    assert "m-steps__item--done" in html and "(done)" in html and "href" not in html
    assert '<a href="/x/">Name it</a>' in render('{% step text="Name it" href="/x/" %}{% endstep %}')


def test_a_trail_marks_where_the_reader_came_from():
    stops = '{% stop text="Won" %}{% endstop %}{% stop text="Done" here=True %}{% endstop %}'
    html = render("{% trail %}" + stops + "{% endtrail %}")
    assert html.count("<li") == 2 and html.count('aria-current="step"') == 1
    assert html.index("aria-current") > html.index("Won")
    assert "m-trail__when" not in html and "m-trail__note" not in html
