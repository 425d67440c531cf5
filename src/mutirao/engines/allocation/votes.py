"""The VOTES section of a Pabulib file, read many rows at a time; equal ballots are looked at once."""

import sys
from array import array
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from mutirao.engines.allocation import amounts
from mutirao.engines.allocation.malformed import Malformed, shown
from mutirao.engines.allocation.rows import Row, Rows, trimmed
from mutirao.engines.allocation.sections import Meta, ProjectRow, read_header, wrong_width

WITH_POINTS = ("cumulative", "scoring")
LARGE = 1 << 16  # bytes of votes from which on it pays to load NumPy
_BATCH = 4096
_SEAM = "\0"  # between a list of projects and its points; no file with this character is read
_FINEST = 6  # decimals of a point that we read


@dataclass(frozen=True)
class Votes:
    """Who voted for what. Ballots written in the same way are kept once.

    `voters[v]` cast ballot number `ballot[v]`; ballot b names the projects (numbers, from 0, in the order
    of PROJECTS) `projects[starts[b]:starts[b + 1]]`, in the order in which they were written, and gives
    them `points[...]` (in 1/`points_scale`; empty unless the vote type has points). `extra` holds every
    other column as text, one entry for each voter.
    """

    voters: Sequence[str]
    ballot: "array[int]"
    starts: "array[int]"
    projects: "array[int]"
    points: "array[int]"
    points_scale: int
    extra: Mapping[str, Sequence[str]]


def read_votes(
    rows: Rows, meta: Meta, projects: Sequence[ProjectRow], progress: Callable[[int, int], None] | None
) -> Votes:
    """Read VOTES to the end of the file, telling `progress` the bytes read and the bytes there are."""
    needed = ("voter_id", "vote", "points") if meta.vote_type in WITH_POINTS else ("voter_id", "vote")
    header = read_header(rows, "VOTES", needed)
    rest = rows.rest()
    if rest is not None and len(rest[0]) - rest[1] >= LARGE:
        votes = quickly(*rest, header, meta, projects, progress)
        if votes is not None:
            meta.agree("num_votes", len(votes.voters), "votes")
            meta.whole("default_score")
            return votes
    box = _BallotBox(header, meta, projects)
    while batch := rows.many(_BATCH):
        box.take(batch, rows.line)
        if progress is not None:
            progress(rows.seen, rows.total)
    meta.agree("num_votes", len(box.voters), "votes")
    meta.whole("default_score")
    return box.opened()


def quickly(
    data: bytes,
    begin: int,
    header: Row,
    meta: Meta,
    projects: Sequence[ProjectRow],
    progress: Callable[[int, int], None] | None = None,
) -> Votes | None:
    """The votes from byte `begin` on, read as columns; None where they have to be read slowly."""
    from mutirao.engines.allocation import quick

    most_points = _most_points(meta)
    columns = quick.Columns(
        names=tuple(header),
        voter=header.index("voter_id"),
        vote=header.index("vote"),
        points=header.index("points") if meta.vote_type in WITH_POINTS else None,
        most_named=_most_named(meta),
        most_points=None if most_points is None else most_points // 10**_FINEST,
    )
    try:
        found = quick.read_plain(data, begin, columns, [project.id for project in projects], progress)
    except quick.NotPlain:
        return None
    return Votes(found.voters, found.ballot, found.starts, found.projects, found.points, 1, found.extra)


class _BallotBox:
    """Takes rows of VOTES in batches; what is looked up for each row is as little as possible."""

    def __init__(self, header: Row, meta: Meta, projects: Sequence[ProjectRow]) -> None:
        self.voters: dict[str, None] = {}
        self._ballot = array("i")
        self._starts, self._projects, self._points = array("q", [0]), array("i"), array("q")
        self._places = 0
        self._known: dict[str, int] = {}
        self._width = len(header)
        self._at_id = header.index("voter_id")
        at_vote = header.index("vote")
        self._has_points = meta.vote_type in WITH_POINTS
        self._at_ballot = (at_vote, header.index("points")) if self._has_points else (at_vote,)
        used = {self._at_id, *self._at_ballot}
        self._extra: dict[str, tuple[int, list[str]]] = {
            name: (i, []) for i, name in enumerate(header) if i not in used
        }
        self._ids = [project.id for project in projects]
        self._numbers = {name: i for i, name in enumerate(self._ids)}
        self._limit = _most_named(meta)
        self._sum_limit = _most_points(meta)

    def take(self, rows: list[Row], first: int) -> None:
        lines: Sequence[int] = range(first, first + len(rows))
        if {len(row) for row in rows} != {self._width} or not all(row[self._at_id] for row in rows):
            rows, lines = self._tidied(rows, lines)
            if not rows:
                return
        columns = list(zip(*rows, strict=True))
        self._take_voters(list(map(str.strip, columns[self._at_id])), lines)
        for row, ballot in enumerate(
            map(_SEAM.join, zip(*(columns[i] for i in self._at_ballot), strict=True))
        ):
            number = self._known.get(ballot)
            if number is None:
                number = self._known[ballot] = len(self._known)
                self._mark(ballot, lines[row])
            self._ballot.append(number)
        for i, column in self._extra.values():
            column.extend(map(sys.intern, columns[i]))

    def opened(self) -> Votes:
        step = 10 ** (_FINEST - self._places)
        return Votes(
            voters=tuple(self.voters),
            ballot=self._ballot,
            starts=self._starts,
            projects=self._projects,
            points=array("q", (value // step for value in self._points)),
            points_scale=10**self._places,
            extra={name: tuple(column) for name, (_, column) in self._extra.items()},
        )

    def _tidied(self, rows: list[Row], lines: Sequence[int]) -> tuple[list[Row], list[int]]:
        kept = []
        for line, row in zip(lines, rows, strict=True):
            if any(cell.strip() for cell in row):
                cells = trimmed(row, self._width)
                if (fault := wrong_width(cells, self._width)) is not None:
                    raise Malformed(line, fault)
                kept.append((line, cells))
        return [row for _, row in kept], [line for line, _ in kept]

    def _take_voters(self, names: list[str], lines: Sequence[int]) -> None:
        before = len(self.voters)
        fresh = dict.fromkeys(names)
        if "" in fresh:
            raise Malformed(lines[names.index("")], "This vote has no voter_id.")
        if len(fresh) == len(names):
            self.voters.update(fresh)
            if len(self.voters) == before + len(names):
                return
        seen = set(list(self.voters)[:before])
        for line, name in zip(lines, names, strict=True):
            if name in seen:
                raise Malformed(line, f"The voter {shown(name)} is listed twice.")
            seen.add(name)

    def _mark(self, ballot: str, line: int) -> None:
        """Add a ballot not seen before."""
        named, _, given = ballot.partition(_SEAM) if self._has_points else (ballot, "", "")
        try:
            numbers = list(map(self._numbers.__getitem__, named.split(",")))
        except KeyError:
            numbers = self._looked_up(named, line)
        if len(set(numbers)) < len(numbers):
            twice = next(self._ids[i] for i in numbers if numbers.count(i) > 1)
            raise Malformed(line, f"The vote names project {shown(twice)} twice.")
        if self._limit is not None and len(numbers) > self._limit:
            raise Malformed(
                line, f"The vote names {len(numbers)} projects; {self._limit} at most may be named."
            )
        if self._has_points:
            self._mark_points(given, len(numbers), line)
        self._projects.extend(numbers)
        self._starts.append(len(self._projects))

    def _looked_up(self, named: str, line: int) -> list[int]:
        """The projects of a ballot that is empty, written with spaces, or wrong."""
        names = [name.strip() for name in named.split(",")] if named.strip() else []
        for name in names:
            if not name:
                raise Malformed(line, "The list of projects has an empty place between its commas.")
            if name not in self._numbers:
                raise Malformed(line, f"The vote names {shown(name)}, which is not a project here.")
        return [self._numbers[name] for name in names]

    def _mark_points(self, written: str, wanted: int, line: int) -> None:
        texts = [text.strip() for text in written.split(",")] if written.strip() else []
        if len(texts) != wanted:
            raise Malformed(line, f"The vote names {_projects(wanted)} but gives points to {len(texts)}.")
        values = []
        for text in texts:
            found = amounts.decimal(text)
            if found is None or found[1] > _FINEST or found[0] > 10 ** (found[1] + _FINEST):
                raise Malformed(line, _bad_points(text))
            values.append(_millionths(found))
            self._places = max(self._places, found[1])
        if self._sum_limit is not None and sum(values) > self._sum_limit:
            most = amounts.written(self._sum_limit, 10**_FINEST)
            given = amounts.written(sum(values), 10**_FINEST)
            raise Malformed(line, f"The vote gives {given} points; at most {most} are allowed.")
        self._points.extend(values)


def _most_named(meta: Meta) -> int | None:
    """How many projects one voter may name at most."""
    return 1 if meta.vote_type == "choose-1" else meta.whole("max_length")


def _most_points(meta: Meta) -> int | None:
    """The points one voter may give in all, in millionths; only a cumulative vote has such a limit."""
    text = meta.values.get("max_sum_points", "")
    if meta.vote_type != "cumulative" or not text:
        return None
    found = amounts.decimal(text)
    if found is None or found[1] > _FINEST:
        raise Malformed(meta.lines["max_sum_points"], f"max_sum_points is {shown(text)}, not a plain number.")
    return _millionths(found)


def _millionths(found: tuple[int, int]) -> int:
    return int(found[0] * 10 ** (_FINEST - found[1]))


def _projects(number: int) -> str:
    return "1 project" if number == 1 else f"{number} projects"


def _bad_points(text: str) -> str:
    if not text:
        return "A number of points is missing between the commas."
    if text.startswith("-"):
        return f"Points cannot be below zero: {shown(text)}."
    return f"The points {shown(text)} are not a plain number."
