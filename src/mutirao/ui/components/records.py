"""What people read off a page: facts, tables, states, names, first steps, how far something has come."""

from collections.abc import Collection, Iterable, Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from mutirao.ui.components.markup import EMPTY, Words, join, one_of, unseen, written
from mutirao.ui.components.pictures import icon

STATES = ("neutral", "good", "hands", "gap", "quiet")
SHAPES = ("none", "circle", "square", "triangle", "diamond")

_SHAPE_PATHS = {
    "circle": '<circle cx="6" cy="6" r="4.5"/>',
    "square": '<path d="M2 2h8v8H2z"/>',
    "triangle": '<path d="M6 1.5 11 10.5H1z"/>',
    "diamond": '<path d="M6 .8 11.2 6 6 11.2.8 6z"/>',
}
_CHIP_SIGNS = {
    shape: SafeString(
        f'<svg class="m-chip__shape" viewBox="0 0 12 12" width="12" height="12" aria-hidden="true" '
        f'focusable="false">{path}</svg>'
    )
    for shape, path in _SHAPE_PATHS.items()
}


def facts(content: SafeString) -> SafeString:
    """List facts, each a term and what is so."""
    return format_html('<dl class="m-facts">{}</dl>', content)


def fact(content: SafeString, *, term: Words) -> SafeString:
    """Write one row of a list of facts."""
    return format_html('<div class="m-facts__row"><dt>{}</dt><dd>{}</dd></div>', term, content)


def factsof(pairs: Iterable[tuple[Words, object]]) -> SafeString:
    """List facts from (term, value) pairs."""
    rows = format_html_join("", '<div class="m-facts__row"><dt>{}</dt><dd>{}</dd></div>', pairs)
    return format_html('<dl class="m-facts">{}</dl>', rows)


def table(
    content: SafeString, *, caption: Words, stack: bool = False, hidden_caption: bool = False
) -> SafeString:
    """Wrap the head and body of a table, so that a wide one scrolls inside itself or stacks on a phone."""
    caption_class = "govuk-visually-hidden" if hidden_caption else "m-table__caption"
    inner = format_html(
        '<table class="m-table{}"><caption class="{}">{}</caption>{}</table>',
        " m-table--stack" if stack else "",
        caption_class,
        caption,
        content,
    )
    if stack:
        return inner
    # A part that scrolls must be reachable by keyboard, and what is reachable needs a name.
    return format_html(
        '<div class="m-scroll" role="region" tabindex="0" aria-label="{}">{}</div>', caption, inner
    )


def tableof(
    *,
    caption: Words,
    head: Sequence[Words],
    rows: Iterable[Sequence[object]],
    numeric: Collection[int] = (),
    stack: bool = True,
    hidden_caption: bool = False,
) -> SafeString:
    """Write a whole table from its head and rows; the first cell of a row names the row."""
    kinds = [SafeString(' class="m-number"') if i in numeric else EMPTY for i in range(len(head))]
    top = format_html_join(
        "", '<th scope="col"{}>{}</th>', ((kind, name) for kind, name in zip(kinds, head, strict=True))
    )
    opening = [
        format_html('<{}{} data-label="{}">', SafeString("td" if i else 'th scope="row"'), kinds[i], name)
        for i, name in enumerate(head)
    ]
    # Written by joining text, because a table may have thousands of rows.
    lines = []
    for row in rows:
        cells = [
            f"{start}{written(cell)}</{'td' if i else 'th'}>"
            for i, (start, cell) in enumerate(zip(opening, row, strict=True))
        ]
        lines.append(f"<tr>{''.join(cells)}</tr>")
    content = format_html(
        "<thead><tr>{}</tr></thead><tbody>{}</tbody>", top, join(SafeString(line) for line in lines)
    )
    return table(content, caption=caption, stack=stack, hidden_caption=hidden_caption)


def tag(text: Words, *, kind: str = "neutral") -> SafeString:
    """Say the state of a thing in a word or two."""
    return format_html(
        '<strong class="m-tag m-tag--{}">{}</strong>', one_of("tag", "kind", kind, STATES), text
    )


def chip(text: Words, *, shape: str = "none", note: Words = "", href: str = "") -> SafeString:
    """Name a person or a body; a shape beside the name tells kinds apart without colour."""
    sign = _CHIP_SIGNS[shape] if one_of("chip", "shape", shape, SHAPES) != "none" else EMPTY
    name = format_html('<a href="{}">{}</a>', href, text) if href else text
    return format_html(
        '<span class="m-chip">{}<span class="m-chip__name">{}</span>{}</span>',
        sign,
        name,
        format_html(' <span class="m-chip__note">{}</span>', note) if note else EMPTY,
    )


def progress(*, label: Words, value: float, total: float, shown: Words = "") -> SafeString:
    """Show how far something has come, in a bar and in words."""
    return format_html(
        '<label class="m-progress"><span class="m-progress__label">{}</span>'
        '<progress max="{}" value="{}"></progress><span class="m-progress__shown">{}</span></label>',
        label,
        f"{total:g}" if total > 0 else "1",
        f"{value:g}",
        shown or _("%(value)s of %(total)s") % {"value": f"{value:g}", "total": f"{total:g}"},
    )


def steps(content: SafeString) -> SafeString:
    """Number the first steps of something new."""
    return format_html('<ol class="m-steps">{}</ol>', content)


def step(content: SafeString, *, text: Words, href: str = "", done: bool = False) -> SafeString:
    """Write one step, ticked when it is done."""
    return format_html(
        '<li class="m-steps__item{}"><span class="m-steps__text">{}{}</span>{}{}</li>',
        " m-steps__item--done" if done else "",
        icon("done") if done else EMPTY,
        format_html('<a href="{}">{}</a>', href, text) if href and not done else text,
        unseen(format_html(" ({})", _("done"))) if done else EMPTY,
        format_html('<div class="m-steps__note">{}</div>', content) if content.strip() else EMPTY,
    )


def trail(content: SafeString) -> SafeString:
    """Draw one line through what happened, from the beginning to where it is now."""
    return format_html('<ol class="m-trail">{}</ol>', content)


def stop(
    content: SafeString, *, text: Words, href: str = "", when: Words = "", here: bool = False
) -> SafeString:
    """Write one thing that happened on the way; `here` is the one that the reader came from."""
    return format_html(
        '<li class="m-trail__stop"{}>{}<span class="m-trail__text">{}</span>{}</li>',
        SafeString(' aria-current="step"') if here else EMPTY,
        format_html('<span class="m-trail__when">{}</span>', when) if when else EMPTY,
        format_html('<a href="{}">{}</a>', href, text) if href else text,
        format_html('<div class="m-trail__note">{}</div>', content) if content.strip() else EMPTY,
    )
