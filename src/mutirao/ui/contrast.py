"""How readable the colours of a look are, so that a re-themed place cannot become unreadable.

Source: WCAG 2.2, relative luminance and contrast ratio; success criteria 1.4.3 (text, 4.5) and 1.4.11 (the
edges of controls and the parts of a picture one must tell apart, 3).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

TEXT, EDGE = 4.5, 3.0
SURFACES: Final = (
    "paper",
    "sheet",
    "quiet",
    "brand-soft",
    "hands-soft",
    "gap-soft",
    "error-soft",
    "info-soft",
)
PLAIN: Final = ("paper", "sheet", "quiet")

PAIRS: Final[tuple[tuple[str, tuple[str, ...], float], ...]] = (
    ("ink", SURFACES, TEXT),
    ("ink-soft", (*PLAIN, "hands-soft", "brand-soft"), TEXT),
    ("link", SURFACES, TEXT),
    ("link-visited", SURFACES, TEXT),
    ("brand", (*PLAIN, "brand-soft"), TEXT),
    ("hands", (*PLAIN, "hands-soft"), TEXT),
    ("gap", ("paper", "sheet", "gap-soft"), TEXT),
    ("error", (*PLAIN, "error-soft"), TEXT),
    ("info", ("paper", "sheet", "info-soft"), TEXT),
    ("on-fill", ("brand-fill", "brand-fill-hover", "hands-fill"), TEXT),
    ("on-band", ("band",), TEXT),
    ("on-band-soft", ("band",), TEXT),
    ("focus-ink", ("focus",), TEXT),
    ("control", PLAIN, EDGE),
    ("brand-fill", (*PLAIN, "hands-soft"), EDGE),
    ("brand", ("cell",), EDGE),
    ("hands-fill", (*PLAIN, "cell"), EDGE),
    ("band-mark", ("band",), EDGE),
)
"""Colour on each of the surfaces it is used on, and the least contrast between them."""


@dataclass(frozen=True)
class Fault:
    """A colour that cannot be told well enough from the one behind it."""

    colour: str
    behind: str
    ratio: float
    least: float


def _luminance(colour: str) -> float:
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", colour):
        raise ValueError(f"a colour is written #rrggbb, not {colour!r}")
    linear = []
    for start in (1, 3, 5):
        part = int(colour[start : start + 2], 16) / 255
        linear.append(part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4)
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def ratio(one: str, other: str) -> float:
    """Measure the contrast of two colours `#rrggbb`, from 1 (none) to 21 (black on white)."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def faults(colours: Mapping[str, str]) -> list[Fault]:
    """List every pair of a look that is too faint; `colours` maps each variable's name to `#rrggbb`."""
    found = []
    for colour, surfaces, least in PAIRS:
        for behind in surfaces:
            measured = ratio(colours[colour], colours[behind])
            if measured < least:
                found.append(Fault(colour, behind, round(measured, 2), least))
    # The focus ring has two colours; one of them must be seen on every surface.
    for behind in (*SURFACES, "band"):
        measured = max(ratio(colours[ring], colours[behind]) for ring in ("focus", "focus-ink"))
        if measured < EDGE:
            found.append(Fault("focus", behind, round(measured, 2), EDGE))
    return found


def modes(*sheets: str) -> tuple[dict[str, str], dict[str, str]]:
    """Read the colours of style sheets in the order they are loaded: light mode and dark mode.

    As in a browser, what a later sheet says of the light holds in the dark too unless it says otherwise.
    """
    light: dict[str, str] = {}
    dark: dict[str, str] = {}
    for sheet in sheets:
        day, _marker, night = sheet.partition("prefers-color-scheme")
        light |= _colours(day)
        dark |= _colours(day) | _colours(night)
    return light, dark


def _colours(css: str) -> dict[str, str]:
    return dict(re.findall(r"--([a-z-]+):\s*(#[0-9a-fA-F]{6})\b", css))
