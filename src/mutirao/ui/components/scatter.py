"""A map of points in groups, drawn on the server: groups differ in shape and name, never by colour alone."""

from collections.abc import Iterable, Sequence

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.text import slugify

from mutirao.ui.components.markup import EMPTY, Words

_WIDTH, _HEIGHT, _EDGE = 400, 300, 26
_SHAPES = (
    "M-3 0a3 3 0 1 0 6 0a3 3 0 1 0-6 0z",
    "M-2.7-2.7h5.4v5.4h-5.4z",
    "M0-3.6 3.4 2.8H-3.4z",
    "M0-4 4 0 0 4-4 0z",
    "M-1.2-3.6h2.4v2.4h2.4v2.4h-2.4v2.4h-2.4v-2.4h-2.4v-2.4h2.4z",
)
MOST_GROUPS = len(_SHAPES)


def scatter(
    content: SafeString,
    *,
    title: Words,
    points: Iterable[tuple[float, float, int]],
    labels: Sequence[tuple[float, float, int, Words]] = (),
    you: tuple[float, float] | None = None,
    you_label: Words = "",
    description: Words = "",
    finding: Words = "",
) -> SafeString:
    """Draw points (x, y, group) on one scale for both directions, and a name at the middle of each group.

    group: 0 to 4, or −1 for a point of no group. labels: (x, y, group, name). The body is the table of what
    the picture shows; the finding says it in a sentence. Nothing is drawn where there is no point.
    """
    dots = list(points)
    seen = [*((x, y) for x, y, _group in dots), *((x, y) for x, y, *_ in labels), *([you] if you else [])]
    reach = max((max(abs(x), abs(y) * _WIDTH / _HEIGHT) for x, y in seen), default=0) or 1.0
    scale = (_WIDTH / 2 - _EDGE) / reach

    def at(x: float, y: float) -> str:
        return f"translate({_WIDTH / 2 + x * scale:.1f} {_HEIGHT / 2 - y * scale:.1f})"

    parts = [
        f'<path class="m-scatter__dot m-scatter__dot--{group if group >= 0 else "none"}" '
        f'transform="{at(x, y)}" d="{_SHAPES[group % MOST_GROUPS] if group >= 0 else _SHAPES[0]}"/>'
        for x, y, group in dots
    ]
    parts += [
        f'<g transform="{at(x, y)}"><circle class="m-scatter__middle" r="15"/>'
        f'<text class="m-scatter__name" text-anchor="middle" dy="6">{escape(name)}</text></g>'
        for x, y, _group, name in labels
    ]
    if you:
        x, y = you
        side, dx = ("end", -14) if x * scale > _WIDTH / 4 else ("start", 14)
        parts.append(
            f'<g class="m-scatter__you" transform="{at(x, y)}"><circle r="8"/><circle r="3"/>'
            f'<text text-anchor="{side}" dx="{dx}" dy="5">{escape(you_label)}</text></g>'
        )
    name = f"map-{slugify(str(title))[:50]}"
    drawing = format_html(
        '<svg class="m-scatter__drawing" role="img" aria-labelledby="{}-t {}-d" viewBox="0 0 {} {}">'
        '<title id="{}-t">{}</title><desc id="{}-d">{}</desc>'
        '<path class="m-scatter__axis" d="M0 {}h{}M{} 0v{}"/>{}</svg>',
        *(name, name, _WIDTH, _HEIGHT, name, title, name, description or finding),
        *(_HEIGHT / 2, _WIDTH, _WIDTH / 2, _HEIGHT),
        SafeString("".join(parts)),
    )
    return format_html(
        '<figure class="m-scatter"><figcaption class="m-chart__title">{}</figcaption>{}{}{}</figure>',
        title,
        drawing if seen else EMPTY,
        format_html('<p class="m-chart__finding">{}</p>', finding) if finding else EMPTY,
        content,
    )
