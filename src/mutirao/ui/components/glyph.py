"""The glyph: a grid of three by three, one cell filled, one ringed, and earlier cells as a fading trail."""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from mutirao.ui.components.markup import EMPTY, Words, one_of, unseen

Cell = tuple[int, int]
"""Column and row, each 0 to 2, from the top and the start of the line."""

SIZES = ("small", "large")
_SIDE, _PITCH, _EDGE = 10, 14, 3
_DOTS = (3.0, 2.2, 1.5)
"""How large the dots of the trail are, the latest first; what is older than that is left out."""


def _cell(column: object, row: object) -> Cell | None:
    if column is None or row is None or column == "" or row == "":
        return None
    cell = int(str(column)), int(str(row))
    if not all(0 <= place <= 2 for place in cell):
        raise ValueError(f"a glyph has columns and rows 0 to 2, not {cell}")
    return cell


def _corner(cell: Cell) -> tuple[int, int]:
    return _EDGE + _PITCH * cell[0], _EDGE + _PITCH * cell[1]


@lru_cache(maxsize=1024)
def drawing(filled: Cell | None, ringed: Cell | None, trail: tuple[Cell, ...]) -> SafeString:
    """Draw the small glyph, hidden from those who listen because its words stand beside it."""
    parts = []
    for row in range(3):
        for column in range(3):
            x, y = _corner((column, row))
            kind = "filled" if (column, row) == filled else "cell"
            parts.append(
                f'<rect class="m-glyph__{kind}" x="{x}" y="{y}" width="{_SIDE}" height="{_SIDE}" rx="2.5"/>'
            )
    for age, cell in enumerate(_latest_first(trail, filled)):
        x, y = _corner(cell)
        parts.append(
            f'<circle class="m-glyph__trail m-glyph__trail--{age}" cx="{x + _SIDE / 2:g}" '
            f'cy="{y + _SIDE / 2:g}" r="{_DOTS[age]}"/>'
        )
    if ringed is not None:
        x, y = _corner(ringed)
        side = _SIDE + 4
        parts.append(
            f'<rect class="m-glyph__ring" x="{x - 2}" y="{y - 2}" width="{side}" height="{side}" rx="4"/>'
        )
    return SafeString(
        '<svg class="m-glyph__drawing" viewBox="0 0 44 44" width="44" height="44" aria-hidden="true" '
        f'focusable="false">{"".join(parts)}</svg>'
    )


def _latest_first(trail: Iterable[Cell], filled: Cell | None) -> list[Cell]:
    """Give the last few different cells of a trail, without the one that is filled now."""
    seen: list[Cell] = []
    for cell in reversed(tuple(trail)):
        if cell != filled and cell not in seen:
            seen.append(cell)
    return seen[: len(_DOTS)]


@lru_cache(maxsize=256)
def _grid(
    filled: Cell | None,
    ringed: Cell | None,
    trail: tuple[Cell, ...],
    titles: tuple[str, str],
    columns: tuple[str, str, str],
    rows: tuple[str, str, str],
    legend: tuple[str, str, str],
) -> SafeString:
    """Draw the large glyph as a table, so that its axes are words that wrap, grow and can be read aloud."""
    earlier = _latest_first(trail, filled)
    marks = (
        ({filled}, "filled", legend[0]),
        ({ringed}, "ring", legend[1]),
        (set(earlier), "trail", legend[2]),
    )
    body = []
    for row, row_words in enumerate(rows):
        cells = []
        for column in range(3):
            here = [(name, words) for places, name, words in marks if (column, row) in places]
            cells.append(
                format_html(
                    '<td class="m-grid__cell"><span class="m-grid__square{}">{}</span></td>',
                    SafeString("".join(f" m-grid__square--{name}" for name, _words in here)),
                    unseen(", ".join(words for _name, words in here)),
                )
            )
        body.append(format_html('<tr><th scope="row">{}</th>{}</tr>', row_words, SafeString("".join(cells))))
    return format_html(
        '<table class="m-grid"><thead><tr><th class="m-grid__title m-grid__title--rows" rowspan="2">{}</th>'
        '<th class="m-grid__title" colspan="3" scope="colgroup">{}</th></tr><tr>{}</tr></thead>'
        "<tbody>{}</tbody></table>",
        titles[1],
        titles[0],
        format_html_join("", '<th scope="col">{}</th>', ((words,) for words in columns)),
        SafeString("".join(body)),
    )


def _key(marks: Sequence[tuple[str, bool, str]]) -> SafeString:
    shown = [(name, words) for name, present, words in marks if present]
    return format_html_join(
        "",
        '<li><span class="m-grid__square m-grid__square--{} m-grid__square--key" aria-hidden="true"></span>'
        "{}</li>",
        shown,
    )


def _three(words: Sequence[Words], name: str) -> tuple[str, str, str]:
    if len(words) != 3:
        raise ValueError(f"a large glyph needs three words for its {name}, not {len(words)}")
    return str(words[0]), str(words[1]), str(words[2])


def glyph(
    *,
    words: Words,
    column: int | None = None,
    row: int | None = None,
    ringed: Sequence[int] | None = None,
    trail: Iterable[Sequence[int]] = (),
    size: str = "small",
    show_words: bool = True,
    column_title: Words = "",
    columns: Sequence[Words] = (),
    row_title: Words = "",
    rows: Sequence[Words] = (),
    legend: Sequence[Words] = (),
) -> SafeString:
    """Draw where something stands in a three by three grid, always with its words.

    Shapes: `column` and `row` 0 to 2 or None; `ringed` one cell; `trail` cells, oldest first; for the large
    size three words for `columns` and for `rows`, and three for `legend` where "agreed", "what the records
    show" and "earlier" do not fit. Raises `ValueError` for a cell outside the grid.
    """
    filled = _cell(column, row)
    ring = _cell(*ringed) if ringed else None
    earlier = tuple((int(place[0]), int(place[1])) for place in trail or ())
    if one_of("glyph", "size", size, SIZES) == "small":
        shown = format_html('<span class="m-glyph__words">{}</span>', words) if show_words else unseen(words)
        return format_html('<span class="m-glyph">{}{}</span>', drawing(filled, ring, earlier), shown)
    names = _three(legend or (_("agreed"), _("what the records show"), _("earlier")), "legend")
    grid = _grid(
        filled,
        ring,
        earlier,
        (str(column_title), str(row_title)),
        _three(columns, "columns"),
        _three(rows, "rows"),
        names,
    )
    present = (filled is not None, ring is not None, bool(_latest_first(earlier, filled)))
    key = _key(list(zip(("filled", "ring", "trail"), present, names, strict=True)))
    return format_html(
        '<figure class="m-glyph-figure"><figcaption class="m-glyph-figure__words">{}{}</figcaption>{}'
        "</figure>",
        format_html("<p>{}</p>", words) if show_words else unseen(words),
        format_html('<ul class="m-key">{}</ul>', key) if key else EMPTY,
        grid,
    )
