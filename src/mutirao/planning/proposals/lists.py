"""Lists of proposals from elsewhere: unpacked with care, read row by row, compared with what is there.

A list is a table in CSV, in UTF-8 (or UTF-16 with its mark), by itself or packed as gzip or zip. Nothing is
unpacked beyond `LARGEST`, whatever the file says of itself. Columns are known by their names.
"""

from __future__ import annotations

import csv
import io
import zipfile
import zlib
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _

from mutirao.planning.proposals.words import too_long
from mutirao.theory.proposals import LONGEST, State, Text, after, is_on_earth
from mutirao.theory.reasons import Refused, bad_input
from mutirao.theory.texts import clean

LARGEST = 1_000_000
"""The most bytes a list may have once unpacked."""

MOST_ROWS = 2_000
COLUMNS = ("id", "title", "what", "why", "for_whom", "place", "latitude", "longitude")
NEEDED = ("id", "title", "what")
LONGEST_ID = 120


@dataclass(frozen=True, slots=True)
class Row:
    """One proposal of a list. line: where it stands in the file; fault: what is wrong with it, or nothing."""

    line: int
    external_id: str
    text: Text
    latitude: Decimal | None = None
    longitude: Decimal | None = None
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """A proposal that was brought in before: what it says now and where it stands."""

    number: int
    text: Text
    state: State


@dataclass(frozen=True, slots=True)
class Planned:
    """What bringing in one row would do: "new", "changed", "same", or "refused" with the reason."""

    row: Row
    does: str
    number: int = 0
    why_not: str = ""


def unpacked(data: bytes) -> bytes:
    """The bytes of a list, whether it came packed or not; refused beyond `LARGEST` before it fills memory."""
    try:
        if data[:2] == b"\x1f\x8b":
            unpacking = zlib.decompressobj(wbits=31)
            found = unpacking.decompress(data, LARGEST + 1)
            if len(found) <= LARGEST and not unpacking.eof:
                raise zlib.error
        elif data[:4] == b"PK\x03\x04":
            found = _of_zip(data)
        else:
            found = data
    except (zlib.error, zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError):
        raise bad_input(_("This packed file is damaged or locked, and cannot be opened.")) from None
    if len(found) > LARGEST:
        raise bad_input(_("This list is too large: unpacked, %(most)s bytes fit.") % {"most": LARGEST})
    return found


def _of_zip(data: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        files = [one for one in packed.infolist() if not one.is_dir()]
        if len(files) != 1:
            raise bad_input(_("A packed file must hold one list and nothing else."))
        with packed.open(files[0]) as opened:
            return opened.read(LARGEST + 1)  # what the file says of its own size is not believed


def carried(data: bytes) -> str:
    """A checked list as a word that a page can carry to the next step."""
    return b64encode(zlib.compress(data, wbits=31)).decode()


def arrived(word: str) -> bytes:
    """The list that a page carried; as careful as with any other file."""
    try:
        data = b64decode(word, validate=True)
    except ValueError:
        raise bad_input(_("Choose the file again.")) from None
    return unpacked(data)


def rows(data: bytes) -> list[Row]:
    """Every row of a list, each with what is wrong with it; refused as a whole where it is no such table."""
    lines = csv.reader(io.StringIO(_text(data), newline=""), delimiter=_delimiter(data), strict=True)
    try:
        head = [name.strip().casefold().replace(" ", "_") for name in next(lines, [])]
        _check_head(head)
        found = []
        for cells in lines:
            if any(cell.strip() for cell in cells):
                found.append(_row(lines.line_num, head, cells))
            if len(found) > MOST_ROWS:
                raise bad_input(_("This list has more than %(most)s rows.") % {"most": MOST_ROWS})
    except csv.Error as problem:
        facts = {"line": lines.line_num, "problem": str(problem)}
        raise bad_input(_("Line %(line)s is not a row of a table: %(problem)s.") % facts) from None
    if not found:
        raise bad_input(_("There are no proposals in this list."))
    return _each_once(found)


def _text(data: bytes) -> str:
    try:
        if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
            return data.decode("utf-16")
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise bad_input(_("This is not a text file in UTF-8. Save the table as “CSV UTF-8”.")) from None


def _delimiter(data: bytes) -> str:
    """What stands between the names of the columns."""
    first = _text(data).split("\n", 1)[0]
    return max(",;\t", key=lambda sign: (first.count(sign), sign == ","))


def _check_head(head: list[str]) -> None:
    missing = [name for name in NEEDED if name not in head]
    if missing:
        raise bad_input(
            _("The first line must name the columns. Missing: %(names)s.") % {"names": ", ".join(missing)}
        )
    twice = sorted({name for name in head if name in COLUMNS and head.count(name) > 1})
    if twice:
        raise bad_input(_("A column stands there twice: %(names)s.") % {"names": ", ".join(twice)})


def _row(line: int, head: list[str], cells: list[str]) -> Row:
    given = {name: cell for name, cell in zip(head, cells, strict=False) if name in COLUMNS}
    said = {name: clean(given.get(name, ""), lines=name not in ("title", "place")) for name in LONGEST}
    text = Text(**said)
    external = clean(given.get("id", ""), lines=False)
    fault = ""
    if len(cells) > len(head):
        fault = _("This row has more cells than there are columns.")
    elif not external or len(external) > LONGEST_ID:
        fault = _("The id is missing, or longer than %(most)s characters.") % {"most": LONGEST_ID}
    elif not text.title or not text.what:
        fault = _("A proposal needs a title, and what should be done.")
    elif text.too_long():
        fault = too_long(name := text.too_long()[0], len(said[name]))
    try:
        latitude, longitude = (_degrees(given.get(name, "")) for name in ("latitude", "longitude"))
    except InvalidOperation:
        latitude = longitude = None
        fault = fault or _("A latitude or longitude is not a number of degrees.")
    if not is_on_earth(latitude, longitude):
        latitude = longitude = None
        fault = fault or _("This is not a spot on earth: give both latitude and longitude, in degrees.")
    return Row(line, external[:LONGEST_ID], text, latitude, longitude, fault)


def _degrees(given: str) -> Decimal | None:
    said = given.strip().replace(",", ".")
    if not said:
        return None
    value = Decimal(said)
    if not value.is_finite() or abs(value) > 360:
        raise InvalidOperation
    return value.quantize(Decimal("0.000001"))


def _each_once(found: list[Row]) -> list[Row]:
    seen: dict[str, int] = {}
    checked = []
    for row in found:
        if not row.fault and row.external_id in seen:
            twice = _("The id stands in line %(line)s already.") % {"line": seen[row.external_id]}
            row = Row(row.line, row.external_id, row.text, row.latitude, row.longitude, twice)
        seen.setdefault(row.external_id, row.line)
        checked.append(row)
    return checked


def plan(found: Iterable[Row], known: Mapping[str, Known]) -> list[Planned]:
    """What bringing in these rows would do, row by row; nothing is written."""
    return list(_planned(found, known))


def _planned(found: Iterable[Row], known: Mapping[str, Known]) -> Iterator[Planned]:
    for row in found:
        there = known.get(row.external_id)
        if row.fault:
            yield Planned(row, "refused", why_not=row.fault)
        elif there is None:
            yield Planned(row, "new")
        elif there.text == row.text:
            yield Planned(row, "same", there.number)
        elif after(there.state, "revise") is None:
            yield Planned(row, "refused", there.number, _("Its text cannot change any more."))
        else:
            yield Planned(row, "changed", there.number)


def read(data: bytes) -> tuple[list[Row], str]:
    """The rows of a list as it was chosen, and the word that carries it; or no rows and what is wrong."""
    try:
        whole = unpacked(data)
        return rows(whole), carried(whole)
    except Refused as refused:
        return [], str(refused.reasons[0].facts["text"])
