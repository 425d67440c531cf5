"""Charts drawn on the server: real text, a title and a description, never told by colour alone."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from textwrap import wrap

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.text import slugify

from mutirao.ui.components.markup import EMPTY, Words

_LETTERS_IN_A_LINE = 34
_LETTERS_WITH_VALUE = 40
_LINE, _BAR, _GAP = 22, 20, 16


@dataclass(frozen=True)
class Bar:
    """One bar: its label, its value, how the value is written, and a mark to compare it with."""

    label: str
    value: float
    shown: str
    mark: float | None = None
    mark_label: str = ""


def _bar(row: Sequence[object], unit: Words) -> Bar:
    """Read (label, value), (label, value, shown) or (label, value, shown, mark, mark_label)."""
    label, value, *rest = row
    number = float(str(value))
    mark = float(str(rest[1])) if len(rest) > 1 and rest[1] is not None else None
    if number < 0 or (mark is not None and mark < 0):
        raise ValueError(f"bars show counts, amounts and shares from nought up, not {number:g}")
    shown = str(rest[0]) if rest and rest[0] not in ("", None) else f"{number:g} {unit}".strip()
    return Bar(str(label), number, shown, mark, str(rest[2]) if len(rest) > 2 else "")


def _percent(value: float, top: float) -> str:
    return f"{100 * min(value / top, 1):.2f}".rstrip("0").rstrip(".") + "%"


def _words(label: str, shown: str, y: int) -> tuple[str, int]:
    """Write a label and its value below `y` px, on as many lines as the narrowest screen needs."""
    lines = wrap(label, _LETTERS_IN_A_LINE) or [""]
    parts = []
    for line in lines:
        y += _LINE
        parts.append(f'<text class="m-chart__label" x="0" y="{y - 6}">{escape(line)}')
        parts.append("</text>" if line is not lines[-1] else "")
    place = 'dx="10"'
    if len(lines[-1]) + len(shown) > _LETTERS_WITH_VALUE:
        y += _LINE
        place = f'x="0" y="{y - 6}"'
    parts.append(f'<tspan class="m-chart__value" {place}>{escape(shown)}</tspan></text>')
    return "".join(parts), y


def _mark(share: float, y: int) -> str:
    """Draw a dashed line with a marker at this share of the width."""
    return (
        f'<svg class="m-chart__mark" x="{_percent(share, 1)}" y="{y}" overflow="visible">'
        f'<path class="m-chart__edge" d="M0-3v{_BAR + 6}"/><path d="M0-3v{_BAR + 6}"/>'
        f'<path class="m-chart__tip" d="M0 {_BAR - 3}l5 5-5 5-5-5z"/></svg>'
    )


def _draw(bar: Bar, top: float, y: int) -> tuple[str, int]:
    """Draw one bar below `y` px; the words stand above it so that they fit the narrowest screen."""
    written, y = _words(bar.label, bar.shown, y)
    parts = [written]
    parts.append(f'<rect class="m-chart__track" x="0" y="{y}" width="100%" height="{_BAR}" rx="4"/>')
    width = _percent(bar.value, top)
    parts.append(f'<rect class="m-chart__bar" x="0" y="{y}" width="{width}" height="{_BAR}" rx="4"/>')
    if bar.mark is not None:
        parts.append(_mark(bar.mark / top, y))
    y += _BAR
    if bar.mark is not None and bar.mark_label:
        y += _LINE + 4
        parts.append(f'<text class="m-chart__note" x="0" y="{y - 5}">◆ {escape(bar.mark_label)}</text>')
    return "".join(parts), y + _GAP


def bars(
    content: SafeString,
    *,
    title: Words,
    rows: Iterable[Sequence[object]],
    description: Words = "",
    finding: Words = "",
    unit: Words = "",
    top: float | None = None,
) -> SafeString:
    """Compare a few values as bars, followed by the finding in a sentence and the table given as the body.

    `top` is the value a full bar stands for, else the greatest value. Raises `ValueError` below nought.
    """
    drawn = [_bar(row, unit) for row in rows]
    greatest = max([bar.value for bar in drawn] + [bar.mark or 0 for bar in drawn], default=0)
    full = float(top) if top else greatest
    height, parts = 0, []
    for bar in drawn:
        part, height = _draw(bar, full or 1, height)
        parts.append(part)
    chart = _drawing("".join(parts), title, description or finding, height - _GAP) if drawn else EMPTY
    return _figure(chart, content, title, finding)


def timeline(
    content: SafeString,
    *,
    title: Words,
    rows: Iterable[Sequence[object]],
    start: float,
    end: float,
    now: float | None = None,
    now_label: Words = "",
    description: Words = "",
    finding: Words = "",
) -> SafeString:
    """Draw stretches of time one below the other, followed by the finding and the table given as the body.

    Rows of (label, from, to, shown); all numbers on one scale from `start` to `end`. `now` is marked on every
    row where it lies on the scale. Raises `ValueError` for a stretch that ends before it begins.
    """
    height, parts = 0, []
    for label, first, last, shown in rows:
        part, height = _stretch(
            str(label), str(shown), _on_scale(first, start, end), _on_scale(last, start, end), height
        )
        parts.append(part)
        if now is not None and start <= now <= end:
            parts.append(_mark(_on_scale(now, start, end), height - _BAR))
        height += _GAP
    if now_label and parts and now is not None and start <= now <= end:
        parts.append(f'<text class="m-chart__note" x="0" y="{height + 10}">◆ {escape(now_label)}</text>')
        height += _LINE + _GAP
    chart = _drawing("".join(parts), title, description or finding, height - _GAP) if parts else EMPTY
    return _figure(chart, content, title, finding)


def _on_scale(value: object, start: float, end: float) -> float:
    """Where a value lies on the scale, from 0 to 1."""
    return min(max((float(str(value)) - start) / ((end - start) or 1), 0), 1)


def _stretch(label: str, shown: str, first: float, last: float, y: int) -> tuple[str, int]:
    """Draw one stretch below `y` px, its words above it; gives the foot of its bar."""
    if last < first:
        raise ValueError("a stretch of time ends after it begins")
    written, y = _words(label, shown, y)
    # Even the shortest stretch is seen: half a per cent wide at least.
    width = max(last - first, 0.005)
    return (
        f'{written}<rect class="m-chart__track" x="0" y="{y}" width="100%" height="{_BAR}" rx="4"/>'
        f'<rect class="m-chart__bar" x="{_percent(min(first, 1 - width), 1)}" y="{y}" '
        f'width="{_percent(width, 1)}" height="{_BAR}" rx="4"/>',
        y + _BAR,
    )


def _drawing(parts: str, title: Words, description: Words, height: int) -> SafeString:
    """Wrap what was drawn, with its title and description for those who do not see it."""
    name = f"chart-{slugify(str(title))[:50]}"
    return format_html(
        '<svg class="m-chart__drawing" role="img" aria-labelledby="{}-t {}-d" width="100%" height="{}">'
        '<title id="{}-t">{}</title><desc id="{}-d">{}</desc>{}</svg>',
        name,
        name,
        max(height, 1),
        name,
        title,
        name,
        description,
        SafeString(parts),
    )


def _figure(chart: SafeString, content: SafeString, title: Words, finding: Words) -> SafeString:
    """Put a drawing under its title, and the finding and the table under it."""
    return format_html(
        '<figure class="m-chart"><figcaption class="m-chart__title">{}</figcaption>{}{}{}</figure>',
        title,
        chart,
        format_html('<p class="m-chart__finding">{}</p>', finding) if finding else EMPTY,
        content,
    )
