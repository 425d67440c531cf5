"""Surfaces that hold other things: cards, panels, notices, refusals, details, the empty state."""

from collections.abc import Iterable

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from mutirao.ui.components import pictures
from mutirao.ui.components.markup import EMPTY, Words, attribute, heading_tag, one_of, unseen

TONES = ("plain", "hands", "quiet")
NOTICES = {
    "info": gettext_noop("For your information"),
    "success": gettext_noop("Done"),
    "warning": gettext_noop("Please note"),
    "gap": gettext_noop("A gap"),
    "error": gettext_noop("There is a problem"),
}
"""The kinds of notices, and what each is called to those who listen."""


def cards(content: SafeString) -> SafeString:
    """Lay cards out in a grid that fits the screen."""
    return format_html('<div class="m-cards">{}</div>', content)


def card(
    content: SafeString,
    *,
    heading: Words,
    href: str = "",
    level: int = 3,
    tone: str = "plain",
    glyph: SafeString | str = "",
    meta: Words = "",
) -> SafeString:
    """Show one thing of many; with `href` the whole card leads there."""
    tag = heading_tag(level)
    title = format_html('<a class="m-card__link" href="{}">{}</a>', href, heading) if href else heading
    return format_html(
        '<article class="m-card m-card--{}">{}<{} class="m-card__heading">{}</{}>{}'
        '<div class="m-card__body">{}</div></article>',
        one_of("card", "tone", tone, TONES),
        format_html('<p class="m-card__meta">{}</p>', meta) if meta else EMPTY,
        tag,
        title,
        tag,
        format_html('<div class="m-card__glyph">{}</div>', glyph) if glyph else EMPTY,
        content,
    )


def panel(
    content: SafeString,
    *,
    heading: Words,
    id: str = "",
    level: int = 2,
    tone: str = "plain",
    count: int | str = "",
    intro: Words = "",
    href: str = "",
    link: Words = "",
) -> SafeString:
    """Give a part of a page its heading, with how many things it holds and the way to all of them."""
    tag = heading_tag(level)
    return format_html(
        '<section class="m-panel m-panel--{}"{}><div class="m-panel__top">'
        '<{} class="m-panel__heading">{}{}</{}>'
        "{}</div>{}{}</section>",
        one_of("panel", "tone", tone, TONES),
        attribute("id", id),
        tag,
        heading,
        format_html(' <span class="m-count">{}</span>', count) if count != "" else EMPTY,
        tag,
        format_html(
            '<a class="m-panel__link" href="{}">{}{}</a>',
            href,
            link or _("See all"),
            EMPTY if link else unseen(format_html(": {}", heading)),
        )
        if href
        else EMPTY,
        format_html('<p class="m-panel__intro">{}</p>', intro) if intro else EMPTY,
        content,
    )


def notice(content: SafeString, *, kind: str = "info", heading: Words = "", id: str = "") -> SafeString:
    """Tell something that matters here and now; a gap is something nobody answers for yet."""
    return format_html(
        '<div class="m-notice m-notice--{}"{}>{}<div class="m-notice__body">{}{}{}</div></div>',
        one_of("notice", "kind", kind, tuple(NOTICES)),
        attribute("id", id),
        pictures.icon(kind),
        unseen(_(NOTICES[kind]) + ": "),
        format_html('<p class="m-notice__heading">{}</p>', heading) if heading else EMPTY,
        content,
    )


def refusal(content: SafeString, *, reasons: Iterable[Words], heading: Words = "") -> SafeString:
    """Explain a no: every reason in words; the body says who may, and asks them."""
    return format_html(
        '<div class="m-refusal" role="group" aria-label="{}">{}<div class="m-refusal__body">'
        '<p class="m-refusal__heading">{}</p><ul class="m-refusal__reasons">{}</ul>{}</div></div>',
        heading or _("You cannot do this now"),
        pictures.icon("refusal"),
        heading or _("You cannot do this now"),
        format_html_join("", "<li>{}</li>", ((reason,) for reason in reasons)),
        format_html('<div class="m-refusal__ask">{}</div>', content) if content.strip() else EMPTY,
    )


def details(content: SafeString, *, summary: Words, open: bool = False, id: str = "") -> SafeString:
    """Keep what few need behind a line that opens."""
    return format_html(
        '<details class="m-details"{}{}><summary class="m-details__summary">{}</summary>'
        '<div class="m-details__body">{}</div></details>',
        attribute("id", id),
        SafeString(" open") if open else EMPTY,
        summary,
        content,
    )


def opening(content: SafeString, *, picture: str = "together") -> SafeString:
    """Open a place or a task with its first words, and a drawing beside them where there is room."""
    return format_html(
        '<div class="m-opening"><div class="m-opening__words">{}</div>{}</div>',
        content,
        pictures.picture(picture),
    )


def emptystate(
    content: SafeString, *, heading: Words, picture: str = "noticeboard", level: int = 2
) -> SafeString:
    """Make an empty page a good page; at level 1 it is the whole page."""
    tag = heading_tag(level, highest=1)
    return format_html(
        '<div class="m-empty">{}<{} class="m-empty__heading">{}</{}>{}</div>',
        pictures.picture(picture),
        tag,
        heading,
        tag,
        content,
    )
