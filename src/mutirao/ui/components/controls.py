"""What people press: buttons and the way through many pages."""

from typing import Any

from django.core.paginator import Page
from django.template import Context
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import slugify
from django.utils.translation import gettext as _

from mutirao.ui.components.markup import EMPTY, Words, attribute, join, one_of, unseen

KINDS = ("primary", "secondary", "warning", "link")
_CLASSES = {
    "primary": "m-button",
    "secondary": "m-button m-button--secondary",
    "warning": "m-button m-button--warning",
    "link": "m-button m-button--link",
}


def _number_of_reason(context: Context) -> int:
    """Count the reasons on this page, so that each has an id of its own."""
    request = context.get("request")
    if request is None:
        return 0
    count: int = getattr(request, "_reasons_shown", 0) + 1
    request._reasons_shown = count
    return count


def button(
    context: Context,
    text: Words,
    *,
    kind: str = "primary",
    type: str = "submit",
    name: str = "",
    value: object = "",
    href: str = "",
    form: str = "",
    about: Words = "",
    reason: Words = "",
    id: str = "",
) -> SafeString:
    """Offer an act in its own words, or say why it is not open now.

    A button with a reason can still be reached and read, because a disabled one is skipped by the keyboard.
    """
    css = _CLASSES[one_of("button", "kind", kind, KINDS)]
    words = format_html("{}{}", text, unseen(format_html(" {}", about)) if about else EMPTY)
    if reason:
        why = f"why-{id or slugify(str(text))[:40]}-{_number_of_reason(context)}"
        return format_html(
            '<span class="m-refused"><button type="button" class="m-button m-button--refused"'
            ' aria-disabled="true" aria-describedby="{}"{}>{}</button>'
            '<span class="m-refused__why" id="{}">{}</span></span>',
            why,
            attribute("id", id),
            words,
            why,
            reason,
        )
    if href:
        return format_html('<a class="{}" href="{}"{}>{}</a>', css, href, attribute("id", id), words)
    attributes: list[tuple[str, Any]] = [("name", name), ("form", form), ("id", id)]
    return format_html(
        '<button class="{}" type="{}"{}{}>{}</button>',
        css,
        one_of("button", "type", type, ("submit", "button")),
        join(attribute(key, given) for key, given in attributes),
        format_html(' value="{}"', value) if name else EMPTY,
        words,
    )


def buttons(content: SafeString) -> SafeString:
    """Put buttons side by side where there is room."""
    return format_html('<div class="m-buttons">{}</div>', content)


def pagination(
    context: Context, page: Page[Any], *, parameter: str = "page", label: Words = ""
) -> SafeString:
    """Lead through the pages of a long list, keeping the rest of the address; nothing where one is all."""
    if page.paginator.num_pages < 2:
        return EMPTY
    request = context.get("request")
    query = request.GET.copy() if request is not None else None

    def address(number: int) -> str:
        if query is None:
            return f"?{parameter}={number}"
        query[parameter] = str(number)
        return f"?{query.urlencode()}"

    def item(number: int | str) -> SafeString:
        if not isinstance(number, int):
            return format_html('<li class="m-pages__gap">{}</li>', number)
        here = SafeString(' aria-current="page"') if number == page.number else EMPTY
        return format_html(
            '<li><a href="{}"{} aria-label="{}">{}</a></li>',
            address(number),
            here,
            _("Page %(number)s") % {"number": number},
            number,
        )

    before = after = EMPTY
    if page.has_previous():
        before = format_html(
            '<a class="m-pages__turn" rel="prev" href="{}">{}</a>',
            address(page.previous_page_number()),
            _("Previous page"),
        )
    if page.has_next():
        after = format_html(
            '<a class="m-pages__turn" rel="next" href="{}">{}</a>',
            address(page.next_page_number()),
            _("Next page"),
        )
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return format_html(
        '<nav class="m-pages" aria-label="{}">{}<ol class="m-pages__list">{}</ol>{}</nav>',
        label or _("Pages"),
        before,
        format_html_join("", "{}", ((item(number),) for number in numbers)),
        after,
    )
