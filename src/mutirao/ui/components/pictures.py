"""Our own plain line illustrations and signs, all decorative: the words beside them carry the meaning."""

from types import MappingProxyType
from typing import Final

from django.utils.safestring import SafeString

from mutirao.ui.components.markup import one_of

_ICONS: Final = {
    "info": '<circle cx="12" cy="12" r="9"/><path d="M12 11v6M12 7.2v.1"/>',
    "success": '<circle cx="12" cy="12" r="9"/><path d="m7.8 12.4 3 3 5.6-6.4"/>',
    "warning": '<path d="M12 3.6 21.4 20H2.6z"/><path d="M12 10v4.6M12 17.3v.1"/>',
    "gap": '<circle cx="12" cy="12" r="9" stroke-dasharray="4.2 3.4"/><path d="M12 8v5M12 16v.1"/>',
    "error": '<path d="M8.3 3h7.4L21 8.3v7.4L15.7 21H8.3L3 15.7V8.3z"/><path d="M12 7.8v5M12 16v.1"/>',
    "refusal": '<path d="M6 11V6.5a1.5 1.5 0 0 1 3 0V11M9 10.5V4.8a1.5 1.5 0 0 1 3 0v5.7M12 10.5V5.5'
    "a1.5 1.5 0 0 1 3 0V11M15 11V8a1.5 1.5 0 0 1 3 0v6.5a6.5 6.5 0 0 1-12.2 3.2"
    'l-2.5-4.6a1.5 1.5 0 0 1 2.5-1.5L6 13"/>',
    "mark": "".join(
        f'<rect class="m-mark__{"middle" if (x, y) == (9.25, 9.25) else "cell"}" x="{x}" y="{y}" width="5.5"'
        f' height="5.5" rx="1.3"/>'
        for y in (1.5, 9.25, 17)
        for x in (1.5, 9.25, 17)
    ),
    "search": '<circle cx="10.5" cy="10.5" r="6.5"/><path d="m15.5 15.5 5 5"/>',
    "done": '<path d="m5 12.6 4.6 4.6L19 7.4"/>',
}

_HAND = (
    "M0 34V12a3.5 3.5 0 0 1 7 0V6a3.5 3.5 0 0 1 7 0v2a3.5 3.5 0 0 1 7 0v6a3.5 3.5 0 0 1 7 0v24"
    "c0 10-4 15-5 18v10H5V56C2 52-1 46-4 41l-5-10a3.4 3.4 0 0 1 5.8-3.6L0 32zM7 12v13M14 8v17M21 14v11"
)
_SLEEVE = "M1 62h26v60H1z"


def _hand(move: str, sleeve: str) -> str:
    return (
        f'<g transform="{move}"><path class="m-picture__fill" d="{_HAND}"/>'
        f'<path class="m-picture__{sleeve}" d="{_SLEEVE}"/></g>'
    )


_PICTURES: Final = {
    "together": (
        '<path d="M6 152h228"/>'
        '<rect class="m-picture__fill" x="82" y="18" width="76" height="76" rx="7"/>'
        + "".join(
            f'<rect class="m-picture__{"warm" if (x, y) == (111, 47) else "green"}" x="{x}" y="{y}"'
            f' width="18" height="18" rx="4"/>'
            for y in (24, 47, 70)
            for x in (88, 111, 134)
        )
        + '<path d="M60 102 82 84M58 96l24-44M180 102l-22-18M182 96l-24-44M111 132l-6-38M129 132l6-38"/>'
        '<path class="m-picture__brand" d="M36 152v-46a14 14 0 0 1 28 0v46z"/>'
        '<path class="m-picture__warm" d="M176 152v-46a14 14 0 0 1 28 0v46z"/>'
        '<path class="m-picture__fill" d="M107 152v-18a13 13 0 0 1 26 0v18z"/>'
        '<g class="m-picture__fill"><circle cx="50" cy="76" r="10"/><circle cx="190" cy="76" r="10"/>'
        '<circle cx="120" cy="110" r="9"/></g>'
    ),
    "noticeboard": (
        '<path d="M38 84v26M122 84v26M22 110h116"/>'
        '<rect class="m-picture__green" x="20" y="24" width="120" height="62" rx="4"/>'
        '<path class="m-picture__fill" d="m12 24 68-16 68 16z"/>'
        '<path class="m-picture__fill" d="M32 36h30v24H32zM104 37h24v34h-24z"/>'
        '<path class="m-picture__fill" d="m72 38 24 3-4 32-24-3z"/>'
        '<path d="M38 46h18M38 52h12M110 48h12M110 55h12M110 62h7M76 52l13 2M75 59l13 2"/>'
        '<g class="m-picture__warm"><circle cx="47" cy="36" r="3.2"/><circle cx="84" cy="40" r="3.2"/>'
        '<circle cx="116" cy="37" r="3.2"/></g>'
    ),
    "hands": _hand("translate(26 34) rotate(-8)", "green")
    + _hand("translate(68 14)", "warm")
    + _hand("translate(108 32) rotate(7)", "green")
    + '<path d="M10 118h140"/>',
    "ballot": (
        '<path class="m-picture__fill" d="m62 14 34-4 6 42H66z"/>'
        '<path class="m-picture__tick" d="m73 29 7 7 12-15"/>'
        '<path class="m-picture__green" d="M36 62h88v46a4 4 0 0 1-4 4H40a4 4 0 0 1-4-4z"/>'
        '<rect class="m-picture__fill" x="28" y="48" width="104" height="16" rx="4"/>'
        '<path class="m-picture__slot" d="M58 56h44"/>'
    ),
    "register": (
        '<path class="m-picture__green" d="M22 30h116v78H22z"/>'
        '<path class="m-picture__fill" d="M80 32c-12-9-30-11-50-9v74c20-2 38 0 50 9 12-9 30-11 50-9V23'
        'c-20-2-38 0-50 9z"/>'
        '<path d="M80 32v74M41 40c11-1 20 0 28 4M41 54c11-1 20 0 28 4M41 68c11-1 20 0 28 4'
        'M91 58c8-4 17-5 28-4M91 72c8-4 17-5 28-4"/>'
        '<path class="m-picture__warm" d="M100 24v26l7-6 7 6V22z"/>'
    ),
}

ICONS: Final = MappingProxyType(
    {
        name: SafeString(
            f'<svg class="m-icon m-icon--{name}" viewBox="0 0 24 24" width="24" height="24" '
            f'aria-hidden="true" focusable="false">{drawing}</svg>'
        )
        for name, drawing in _ICONS.items()
    }
)
_WIDE = {"together": "4 12 232 142"}

PICTURES: Final = MappingProxyType(
    {
        name: SafeString(
            f'<svg class="m-picture" viewBox="{_WIDE.get(name, "0 0 160 120")}" width="160" height="120" '
            f'aria-hidden="true" focusable="false">{drawing}</svg>'
        )
        for name, drawing in _PICTURES.items()
    }
)


def icon(name: str) -> SafeString:
    """Draw a small sign, in the colour of the words around it."""
    return ICONS[one_of("icon", "name", name, tuple(ICONS))]


def picture(name: str) -> SafeString:
    """Draw an illustration."""
    return PICTURES[one_of("picture", "name", name, tuple(PICTURES))]
