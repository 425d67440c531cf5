"""The rows of a Pabulib file: semicolons, double quotes, UTF-8, and the line on which each row began."""

import csv
import io
from itertools import islice

from mutirao.engines.allocation.malformed import Malformed

Row = list[str]
TITLES = ("META", "PROJECTS", "VOTES")
_OPEN = "A quotation mark opens on this line and is not closed on it."
_TOO_LONG = "A cell is longer than 131,072 characters; perhaps a quotation mark is not closed."


class Rows:
    """A walk through the bytes of a file, one row at a time or many at once.

    `line` is the line (from 1) on which the row last given began, `raw` that row before its cells were
    stripped; `seen` and `total` are bytes.
    """

    def __init__(self, data: bytes) -> None:
        self._bytes = io.BytesIO(data)
        self._data = data
        text = io.TextIOWrapper(self._bytes, "utf-8-sig", newline="")
        self._reader = csv.reader(text, delimiter=";")
        self.line = 0
        self.raw: Row = []
        self.total = len(data)

    @property
    def seen(self) -> int:
        return self._bytes.tell()

    def next(self) -> Row | None:
        """The next row with anything in it, its cells stripped of outer spaces; None at the end."""
        while True:
            self.line, row = self._reader.line_num + 1, self._take(1)
            if not row:
                return None
            self.raw = row[0]
            cells = [cell.strip() for cell in self.raw]
            if any(cells):
                return cells

    def many(self, size: int) -> list[Row]:
        """The next `size` rows as they stand, blank ones too; `line` is that of the first.

        Raises Malformed where a cell holds a line break, so that row i stands on line `line` + i.
        """
        self.line = self._reader.line_num + 1
        rows = self._take(size)
        if self._reader.line_num - self.line + 1 != len(rows):
            first = next(i for i, row in enumerate(rows) if any("\n" in c or "\r" in c for c in row))
            raise Malformed(self.line + first, _OPEN)
        return rows

    def rest(self) -> tuple[bytes, int] | None:
        """The file with plain line ends, and where in it the next row begins; None where that is not clear.

        Right only after `next`, which takes one row at a time.
        """
        data = self._data.replace(b"\r\n", b"\n") if b"\r" in self._data else self._data
        if b"\r" in data:
            return None
        begin = 0
        for _ in range(self._reader.line_num):
            begin = data.find(b"\n", begin) + 1
            if not begin:
                return data, len(data)
        return data, begin

    def fault(self, what: str) -> Malformed:
        """A refusal of the row last given; if it ran over several lines, a quotation mark is at fault."""
        return Malformed(self.line, _OPEN if self._reader.line_num > self.line else what)

    def missing(self, what: str) -> Malformed:
        """A refusal because the rows ended too soon."""
        if self._reader.line_num > self.line:
            return self.fault(what)
        return Malformed(max(self._reader.line_num, 1), what)

    def _take(self, size: int) -> list[Row]:
        began = self._reader.line_num + 1
        try:
            return list(islice(self._reader, size))
        except csv.Error:
            # The only thing that the csv module cannot take in this dialect is a cell above its limit.
            raise Malformed(began if size == 1 else self._reader.line_num, _TOO_LONG) from None
        except UnicodeDecodeError:
            raise _not_utf8(self._data) from None


def title(row: Row) -> str | None:
    """The section a row opens, if it is a title line: META, PROJECTS or VOTES alone on its line."""
    name = row[0].upper()
    return name if name in TITLES and not any(row[1:]) else None


def trimmed(row: Row, width: int) -> Row:
    """A row without the empty cells that spreadsheets leave beyond the last column."""
    while len(row) > width and not row[-1]:
        row = row[:-1]
    return row


def _not_utf8(data: bytes) -> Malformed:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return Malformed(line, "This line is not in UTF-8; please save the file as UTF-8 text.")
    raise AssertionError("the bytes are UTF-8 after all")
