"""What every component is written with: attributes, classes and words only a screen reader needs."""

from collections.abc import Iterable
from html import escape

from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

Words = str | Promise
"""A sentence or a few words: text, safe HTML, or text still to be translated."""

EMPTY = SafeString("")


def attribute(name: str, value: object) -> SafeString:
    """Write ` name="value"`, or nothing where there is no value."""
    if value is None or value == "" or value is False:
        return EMPTY
    return format_html(' {}="{}"', name, value)


def join(parts: Iterable[SafeString]) -> SafeString:
    """Put safe parts one after the other."""
    return mark_safe("".join(parts))


def written(value: object) -> str:
    """Escape one value for a page, unless it is safe already; quicker than Django's for many cells."""
    made_safe = getattr(value, "__html__", None)
    return str(made_safe()) if made_safe is not None else escape(str(value))


def unseen(words: Words) -> SafeString:
    """Words for those who listen, for example the kind of a notice that others see by its sign."""
    return format_html('<span class="govuk-visually-hidden">{}</span>', words) if words else EMPTY


def one_of(component: str, name: str, value: str, allowed: tuple[str, ...]) -> str:
    """Pass a value on that is on the list; `ValueError` names the list otherwise."""
    if value not in allowed:
        raise ValueError(f"{component}: {name} is one of {', '.join(allowed)}, not {value!r}")
    return value


def heading_tag(level: int, highest: int = 2) -> str:
    """Name the heading element of a level; most components leave the first to the page itself."""
    if not highest <= int(level) <= 6:
        raise ValueError(f"this heading has a level from {highest} to 6, not {level}")
    return f"h{int(level)}"
