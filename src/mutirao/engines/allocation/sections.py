"""The sections META and PROJECTS of a Pabulib file: what they must hold, and what makes us refuse them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from mutirao.engines.allocation import amounts
from mutirao.engines.allocation.malformed import Malformed, shown
from mutirao.engines.allocation.rows import Row, Rows, title, trimmed

VOTE_TYPES = ("approval", "choose-1", "cumulative", "scoring", "ordinal")
Amount = tuple[int, int]  # digits and decimal places


@dataclass(frozen=True)
class Meta:
    """The META section: every key as written, and the line it stands on."""

    values: Mapping[str, str]
    lines: Mapping[str, int]
    line: int

    @property
    def vote_type(self) -> str:
        return self.values["vote_type"].lower()

    def whole(self, key: str) -> int | None:
        """A whole number of this section; None where the key is missing or left empty."""
        text = self.values.get(key, "")
        if not text:
            return None
        number = amounts.count(text)
        if number is None:
            raise Malformed(self.lines[key], f"{key} is {shown(text)}, which is not a plain whole number.")
        return number

    def agree(self, key: str, counted: int, things: str) -> None:
        """Refuse a file that says it holds another number of things than it does."""
        stated = self.whole(key)
        if stated is not None and stated != counted:
            raise Malformed(self.lines[key], f"{key} says {stated}, but the file holds {counted} {things}.")


@dataclass(frozen=True)
class ProjectRow:
    """One line of the PROJECTS section; `extra` holds every column but project_id and cost, as text."""

    id: str
    cost: Amount
    extra: Mapping[str, str]


def read_meta(rows: Rows) -> Meta:
    """Read META up to and including the title line PROJECTS."""
    first = rows.next()
    if first is None:
        raise Malformed(1, "The file is empty.")
    if title(first) != "META":
        raise Malformed(rows.line, "The file must begin with a line that says META.")
    line = rows.line
    header = rows.next()
    if header is None or [cell.lower() for cell in trimmed(header, 2)] != ["key", "value"]:
        raise Malformed(rows.line, "The line after META must say key;value.")
    values: dict[str, str] = {}
    lines: dict[str, int] = {}
    for row in _until(rows, "PROJECTS"):
        if len(row) < 2:
            raise Malformed(rows.line, f"{shown(row[0])} has no value: META needs key;value on each line.")
        if not row[0]:
            raise Malformed(rows.line, "This line of META has a value but no key.")
        if row[0] in values:
            raise Malformed(rows.line, f"META gives {shown(row[0])} twice.")
        # A comment may hold semicolons that nobody quoted.
        values[row[0]] = ";".join(rows.raw[1 : len(trimmed(row, 2))]).strip()
        lines[row[0]] = rows.line
    meta = Meta(values, lines, line)
    _check_meta(meta)
    return meta


def budget(meta: Meta) -> Amount:
    """The money to share out."""
    return _amount(meta.lines["budget"], "The budget", meta.values["budget"])


def read_projects(rows: Rows, meta: Meta) -> list[ProjectRow]:
    """Read PROJECTS up to and including the title line VOTES."""
    header = read_header(rows, "PROJECTS", ("project_id", "cost"))
    at_id, at_cost = header.index("project_id"), header.index("cost")
    extra = [(i, name) for i, name in enumerate(header) if i not in (at_id, at_cost)]
    found: dict[str, ProjectRow] = {}
    for cells in _until(rows, "VOTES"):
        row = trimmed(cells, len(header))
        if (fault := wrong_width(row, len(header))) is not None:
            raise rows.fault(fault)
        name = row[at_id]
        if not name:
            raise Malformed(rows.line, "This project has no project_id.")
        if "," in name:
            raise Malformed(rows.line, f"No vote can name the project {shown(name)}: there is a comma in it.")
        if name in found:
            raise Malformed(rows.line, f"The project {shown(name)} is listed twice.")
        cost = _amount(rows.line, f"The cost of project {shown(name)}", row[at_cost])
        found[name] = ProjectRow(name, cost, {column: row[i] for i, column in extra})
    if not found:
        raise Malformed(rows.line, "There is no project in PROJECTS.")
    meta.agree("num_projects", len(found), "projects")
    return list(found.values())


def read_header(rows: Rows, section: str, needed: tuple[str, ...]) -> Row:
    """The names of the columns of PROJECTS or VOTES."""
    cells = rows.next()
    if cells is None:
        raise rows.missing(f"{section} needs a line with the names of its columns.")
    header = trimmed(cells, 1)
    if not all(header):
        raise Malformed(rows.line, f"A column of {section} has no name.")
    for name in header:
        if header.count(name) > 1:
            raise Malformed(rows.line, f"{section} has two columns called {shown(name)}.")
    for name in needed:
        if name not in header:
            raise Malformed(rows.line, f"{section} has no column called {name}.")
    return header


def wrong_width(row: Row, width: int) -> str | None:
    """What is wrong with a row that has more or fewer cells than the header; None where it has as many."""
    if len(row) == width:
        return None
    cells = "1 cell" if len(row) == 1 else f"{len(row)} cells"
    return f"This line has {cells}, but the line with the column names has {width}."


def _until(rows: Rows, end: str) -> Iterator[Row]:
    """The rows up to the next title line, which must be `end`."""
    while (row := rows.next()) is not None:
        found = title(row)
        if found == end:
            return
        if found is not None:
            raise Malformed(rows.line, f"Here stands {found}, where {end} was expected.")
        yield row
    raise rows.missing(f"The file ends without a section {end}.")


def _check_meta(meta: Meta) -> None:
    for key in ("budget", "vote_type"):
        if not meta.values.get(key):
            raise Malformed(meta.lines.get(key, meta.line), f"META does not give the {key}.")
    if meta.vote_type not in VOTE_TYPES:
        known = ", ".join(VOTE_TYPES[:-1]) + " and " + VOTE_TYPES[-1]
        raise Malformed(
            meta.lines["vote_type"],
            f"The vote_type is {shown(meta.values['vote_type'])}; we can count {known}.",
        )


def _amount(line: int, what: str, text: str) -> Amount:
    found = amounts.decimal(text)
    if found is not None:
        return found
    if not text:
        reason = f"{what} is missing."
    elif text.startswith("-"):
        reason = f"{what} is below zero: {shown(text)}."
    elif text.replace(".", "", 1).isdecimal():
        reason = f"{what} is too long a number: {shown(text)}."
    else:
        reason = f"{what} is {shown(text)}, which is not a plain number such as 2500 or 2500.50."
    raise Malformed(line, reason)
