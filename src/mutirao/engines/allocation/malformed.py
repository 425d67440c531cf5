"""The refusal of a ballot file: which line, and what is wrong with it, in one plain sentence."""


class Malformed(ValueError):  # noqa: N818 - the word people read is "malformed", not "error"
    """A ballot file we do not count, because it cannot be trusted to say what it means.

    `line` counts from 1; `reason` is a whole sentence for the person who made the file.
    """

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(line, reason)
        self.line = line
        self.reason = reason

    def __str__(self) -> str:
        return f"Line {self.line}: {self.reason}"


def shown(text: str) -> str:
    """A cell of the file, short and on one line, fit to be quoted in a sentence."""
    plain = "".join(sign if sign.isprintable() else " " for sign in text[:200])
    words = " ".join(plain.split())
    return f"“{words if len(words) <= 40 else words[:39] + '…'}”"
