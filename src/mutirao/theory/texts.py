"""What people type, made safe to keep and to show: in any script, of any length, without tricks."""

from __future__ import annotations

import re
import unicodedata

TURNING = dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)))
"""Signs that turn the direction of what follows: they can make a text read otherwise than it is. Marks that
only say the direction of one place, and joiners that some scripts need, stay."""

BLANK_LINES = re.compile(r"\n{3,}")


def clean(text: str, *, lines: bool = True) -> str:
    """A text without control characters, direction overrides, stray surrogates and needless blank lines.

    lines: whether it may have several lines; else all white space becomes one blank.

    >>> clean("a\\x00\\u202eb \\r\\n\\r\\n\\r\\n\\r\\nc ")
    'ab\\n\\nc'
    >>> clean("one\\ntwo", lines=False)
    'one two'
    """
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = "".join(
        sign
        for sign in text.translate(TURNING)
        if sign in "\n\t" or unicodedata.category(sign) not in ("Cc", "Cs")
    )
    if not lines:
        return " ".join(text.split())
    return BLANK_LINES.sub("\n\n", "\n".join(line.rstrip() for line in text.split("\n"))).strip()
