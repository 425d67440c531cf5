"""The rows of a CSV file: UTF-8, commas or semicolons, and the line on which each row began."""

import csv
import io
from collections.abc import Iterator, Sequence
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from mutirao.engines.opinions import quick
from mutirao.engines.opinions.malformed import Malformed, shown

Row = list[str]
MOST_BYTES = 1 << 30  # of one file; above, reading could take more memory than a small machine has
MOST_PEOPLE = 2_000_000
MOST_STATEMENTS = 5_000  # the map holds a square of statements in memory: 200 MB
_CHUNK = 65_536
_OPEN = "A quotation mark opens on this line and is not closed on it."


class Table:
    """One CSV file with a line of column names; `name` is what refusals call it.

    `first` is the line of names as it stands, `titles` the names stripped, `header` the same in lower case;
    rows are walked once, singly or many at a time.
    Raises Malformed where the bytes are no table.
    """

    def __init__(self, name: str, data: bytes) -> None:
        self.name = name
        self._data = data
        if len(data) > MOST_BYTES:
            raise Malformed(name, 0, too_large())
        if b"\0" in data:
            raise self.refused(
                "This line holds a zero byte, so the file is not plain text.", at=data.index(b"\0")
            )
        text = io.TextIOWrapper(io.BytesIO(data), "utf-8-sig", newline="")
        self.delimiter = _delimiter(data)
        self._reader = csv.reader(text, delimiter=self.delimiter)
        self.line = 0
        first = next(iter(self._rows()), None)
        if first is None:
            raise Malformed(name, 1, "The file is empty.")
        self.first = first
        self.titles = [cell.strip() for cell in first]
        self.header = [title.lower() for title in self.titles]
        for column in self.header:
            if column and self.header.count(column) > 1:
                raise Malformed(name, self.line, f"There are two columns called {shown(column)}.")

    def column(self, *names: str) -> int:
        """The place of the column with one of these names; refused where there is none."""
        for name in names:
            if name in self.header:
                return self.header.index(name)
        raise Malformed(self.name, 1, f"There is no column called {names[0]}.")

    def has(self, name: str) -> bool:
        """Whether there is a column of this name."""
        return name in self.header

    def plain_numbers(self, wanted: Sequence[int]) -> list[NDArray[np.int64]] | None:
        """All rows of some columns, if all is as plain as can be; see quick.columns."""
        width, after = len(self.header), self._data.find(b"\n") + 1
        if self.line != 1 or not after:
            return None
        return quick.columns(self._data, after, delimiter=self.delimiter, width=width, wanted=wanted)

    def rows(self) -> Iterator[Row]:
        """Every row that is not blank, as wide as the header; `line` is where the row last given began."""
        for row in self._rows():
            self._check_width(row)
            yield row

    def chunks(self) -> Iterator[tuple[int, Sequence[Row]]]:
        """The rows in large pieces, each with the line of its first row; row i of a piece stands i lines on.

        Raises Malformed where a cell holds a line break: a table of votes has no reason to.
        """
        width = len(self.header)
        while True:
            first = self._reader.line_num + 1
            rows = self._take(_CHUNK)
            if not rows:
                return
            if self._reader.line_num - first + 1 != len(rows):
                at = next(i for i, row in enumerate(rows) if any("\n" in c or "\r" in c for c in row))
                raise Malformed(self.name, first + at, _OPEN)
            if set(map(len, rows)) != {width}:
                for i, row in enumerate(rows):
                    self.line = first + i
                    if any(cell.strip() for cell in row):
                        self._check_width(row)
                    else:
                        row.clear()
                while rows and not rows[-1]:  # blank lines at the end are harmless
                    rows.pop()
                if [] in rows:
                    raise Malformed(self.name, first + rows.index([]), "This line is blank.")
            if rows:
                yield first, rows

    def refused(self, reason: str, *, at: int | None = None) -> Malformed:
        """A refusal of the row last given, or of the line that holds byte `at`."""
        line = self.line if at is None else self._data.count(b"\n", 0, at) + 1
        return Malformed(self.name, line, reason)

    def _rows(self) -> Iterator[Row]:
        while True:
            self.line = self._reader.line_num + 1
            rows = self._take(1)
            if not rows:
                return
            if any(cell.strip() for cell in rows[0]):
                yield rows[0]

    def _take(self, size: int) -> list[Row]:
        try:
            return list(islice(self._reader, size))
        except csv.Error:
            raise Malformed(
                self.name,
                self._reader.line_num,
                "A cell is longer than 131,072 characters; perhaps a quotation mark is not closed.",
            ) from None
        except UnicodeDecodeError:
            raise self._not_utf8() from None

    def _check_width(self, row: Row) -> None:
        width = len(self.header)
        while len(row) > width and not row[-1].strip():
            row.pop()
        if len(row) != width:
            cells = "1 cell" if len(row) == 1 else f"{len(row)} cells"
            raise self.refused(f"This line has {cells}, but the line with the column names has {width}.")

    def _not_utf8(self) -> Malformed:
        try:
            self._data.decode("utf-8")
        except UnicodeDecodeError as error:
            return self.refused(
                "This line is not in UTF-8; please save the file as UTF-8 text.", at=error.start
            )
        raise AssertionError("the bytes are UTF-8 after all")


def too_large() -> str:
    """The refusal of a file for its size."""
    return f"This file is larger than {MOST_BYTES >> 20:,} MB, more than we take."


def _delimiter(data: bytes) -> str:
    """Semicolons where the line with the column names has them and no comma: some spreadsheets write so."""
    first = data[: data.find(b"\n") if b"\n" in data[:65_536] else 65_536]
    return ";" if b";" in first and b"," not in first else ","
