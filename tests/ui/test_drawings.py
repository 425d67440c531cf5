"""The glyph and the charts: drawn where the numbers say, in words as well as in shapes."""

import re

import pytest
from django.template import Context, Template

from mutirao.ui.components import glyph
from mutirao.ui.components.pictures import ICONS, PICTURES

AXES = {
    "columns": ("professionals", "together", "without professionals"),
    "rows": ("professionals", "together", "users and community"),
}


def render(source: str, **context) -> str:
    return Template("{% load ui %}" + source).render(Context(context))


def rectangles(html: str) -> dict[str, list[tuple[int, int]]]:
    found: dict[str, list[tuple[int, int]]] = {}
    for kind, x, y in re.findall(r'<rect class="m-glyph__(\w+)" x="(\d+)" y="(\d+)"', html):
        shift = 2 if kind == "ring" else 0
        found.setdefault(kind, []).append(((int(x) + shift - 3) // 14, (int(y) + shift - 3) // 14))
    return found


@pytest.mark.parametrize("column", [0, 1, 2])
@pytest.mark.parametrize("row", [0, 1, 2])
def test_small_glyph_fills_and_rings_the_cells_it_is_given(column, row):
    html = render("{% glyph words='w' column=c row=r ringed=ring %}", c=column, r=row, ring=(row, column))
    drawn = rectangles(html)
    assert drawn["filled"] == [(column, row)]
    assert drawn["ring"] == [(row, column)]
    assert len(drawn["cell"]) == 8


def test_small_glyph_without_anything_agreed_is_nine_empty_cells_and_words():
    html = render("{% glyph words='Nothing agreed yet' %}")
    assert {kind: len(cells) for kind, cells in rectangles(html).items()} == {"cell": 9}
    assert '<span class="m-glyph__words">Nothing agreed yet</span>' in html
    assert 'aria-hidden="true"' in html


def test_words_stay_for_those_who_listen_when_not_shown():
    html = render("{% glyph words='Planned together' column=1 row=1 show_words=False %}")
    assert '<span class="govuk-visually-hidden">Planned together</span>' in html


def test_the_trail_fades_from_the_latest_and_leaves_out_what_is_filled_now():
    trail = [(2, 2), (0, 0), (1, 1), (0, 1), (1, 0), (0, 1)]
    html = render("{% glyph words='w' column=1 row=1 trail=trail %}", trail=trail)
    dots = re.findall(r'm-glyph__trail--(\d)" cx="([\d.]+)" cy="([\d.]+)" r="([\d.]+)"', html)
    assert dots == [("0", "8", "22", "3.0"), ("1", "22", "8", "2.2"), ("2", "8", "8", "1.5")]


def test_a_drawing_is_made_once():
    glyph.drawing.cache_clear()
    for _time in range(3):
        render("{% glyph words='w' column=2 row=2 ringed=ring trail=trail %}", ring=[0, 0], trail=[[1, 1]])
    assert glyph.drawing.cache_info()[:2] == (2, 1)


def test_large_glyph_is_a_table_that_can_be_read_aloud():
    html = render(
        "{% glyph words='Planned together' column=1 row=2 ringed=ring trail=trail size='large' "
        "column_title='Who plans' columns=columns row_title='Who delivers' rows=rows %}",
        ring=(1, 2),
        trail=[(0, 0)],
        **AXES,
    )
    assert [re.sub("<.*?>", "", cell) for cell in re.findall(r'<th scope="col">(.*?)</th>', html)] == [
        *AXES["columns"]
    ]
    assert re.findall(r'<th scope="row">(.*?)</th>', html) == [*AXES["rows"]]
    cells = [re.sub("<.*?>", "", cell) for cell in re.findall(r"<td.*?</td>", html)]
    assert cells == ["earlier", "", "", "", "", "", "", "agreed, what the records show", ""]
    assert html.count("m-grid__square--key") == 3
    assert "<p>Planned together</p>" in html


def test_large_glyph_explains_only_the_marks_it_bears():
    html = render("{% glyph words='w' size='large' columns=columns rows=rows %}", **AXES)
    assert "m-key" not in html
    html = render(
        "{% glyph words='w' column=0 row=0 size='large' columns=columns rows=rows legend=legend %}",
        legend=("signed", "seen", "before"),
        **AXES,
    )
    assert re.findall(r"</span>(\w+)</li>", html) == ["signed"]


def test_bars_are_drawn_to_the_greatest_with_words_of_their_own():
    html = render(
        "{% bars title='Who came' rows=rows unit='people' finding='More parents than staff.' %}T"
        "{% endbars %}",
        rows=[("Parents", 40), ("Staff", 10, "ten of us"), ("Nobody", 0)],
    )
    assert re.findall(r'm-chart__bar" x="0" y="\d+" width="([\d.]+%)"', html) == ["100%", "25%", "0%"]
    assert re.findall(r'm-chart__value" dx="10">([^<]*)<', html) == ["40 people", "ten of us", "0 people"]
    assert '<title id="chart-who-came-t">Who came</title>' in html
    assert '<desc id="chart-who-came-d">More parents than staff.</desc>' in html
    assert html.endswith('<p class="m-chart__finding">More parents than staff.</p>T</figure>')


def test_a_mark_stands_at_its_value_and_is_named():
    html = render(
        "{% bars title='t' rows=rows top=100 %}{% endbars %}",
        rows=[("Ask", 61, "61 %", 48, "48 % a year before")],
    )
    assert 'class="m-chart__mark" x="48%"' in html
    assert "◆ 48 % a year before</text>" in html


def test_long_labels_take_as_many_lines_as_they_need():
    label = "Parents and grandparents who came to at least one session this spring"
    html = render("{% bars title='t' rows=rows %}{% endbars %}", rows=[(label, 1)])
    lines = re.findall(r'class="m-chart__label" x="0" y="(\d+)">([^<]*)', html)
    assert " ".join(words for _y, words in lines) == label
    assert [int(y) for y, _words in lines] == [16, 38, 60]


@pytest.mark.parametrize("rows", [[("a", -1)], [("a", 1, "one", -2)]])
def test_bars_refuse_what_they_cannot_show(rows):
    with pytest.raises(ValueError, match="from nought up"):
        render("{% bars title='t' rows=rows %}{% endbars %}", rows=rows)


def test_bars_without_rows_leave_the_drawing_out():
    html = render("{% bars title='t' rows=rows finding='Nothing yet.' %}{% endbars %}", rows=[])
    assert "<svg" not in html and "Nothing yet." in html


def test_pictures_and_signs_are_silent():
    for drawing in (*ICONS.values(), *PICTURES.values()):
        assert 'aria-hidden="true"' in drawing
        assert "style=" not in drawing and "<text" not in drawing


def test_a_map_is_drawn_to_one_scale_with_the_middle_in_the_middle():
    html = render(
        "{% scatter title='Places' points=dots labels=names you=me you_label='you' finding='Two camps.' %}T"
        "{% endscatter %}",
        dots=[(-2.0, 0.0, 0), (2.0, 0.0, 1), (0.0, 1.0, -1)],
        names=[(-2.0, 0.0, 0, "A")],
        me=(0.0, 0.0),
    )
    assert 'class="m-scatter__dot m-scatter__dot--0" transform="translate(26.0 150.0)"' in html
    assert 'class="m-scatter__dot m-scatter__dot--1" transform="translate(374.0 150.0)"' in html
    assert 'class="m-scatter__dot m-scatter__dot--none" transform="translate(200.0 63.0)"' in html
    assert html.count("m-scatter__middle") == 1 and html.count("m-scatter__you") == 1
    assert html.index("</svg>") < html.index('<p class="m-chart__finding">Two camps.</p>T</figure>')
    shapes = set(re.findall(r'dot--[01n]\w*" transform="[^"]*" d="([^"]*)"', html))
    assert len(shapes) == 2  # a circle for the first group and for nobody's, a square for the second


def test_a_map_without_points_leaves_the_drawing_out():
    html = render("{% scatter title='t' points=dots finding='Nothing yet.' %}{% endscatter %}", dots=[])
    assert "<svg" not in html and "Nothing yet." in html
