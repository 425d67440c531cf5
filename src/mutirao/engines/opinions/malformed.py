"""The refusal of a file of answers: which file, which line, and what is wrong, in one plain sentence."""

from mutirao.engines.allocation.malformed import shown

__all__ = ["Malformed", "shown"]


class Malformed(ValueError):  # noqa: N818 - the word people read is "malformed", not "error"
    """A file of answers we do not take, because it cannot be trusted to say what it means.

    `file` is its name inside the export (votes.csv …), empty where there is only one; `line` counts from 1
    and is 0 where the whole file is meant; `reason` is a whole sentence.
    """

    def __init__(self, file: str, line: int, reason: str) -> None:
        super().__init__(file, line, reason)
        self.file = file
        self.line = line
        self.reason = reason

    def __str__(self) -> str:
        if self.file and self.line:
            return f"Line {self.line} of {self.file}: {self.reason}"
        return f"File {self.file}: {self.reason}" if self.file else self.reason
