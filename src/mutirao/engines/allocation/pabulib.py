"""Read and write Pabulib files (.pb), the open format in which cities publish participatory budgets.

Source: the description of the format at pabulib.org/format. What we read, refuse and write stands in
docs/reference/pabulib.md. This module needs no NumPy until an election is made of a file.
"""

import csv
import io
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from mutirao.engines.allocation import amounts
from mutirao.engines.allocation.malformed import Malformed
from mutirao.engines.allocation.rows import Rows
from mutirao.engines.allocation.sections import budget, read_meta, read_projects
from mutirao.engines.allocation.votes import WITH_POINTS, Votes, read_votes

if TYPE_CHECKING:
    from mutirao.engines.allocation.election import Election

__all__ = ["Malformed", "PabulibFile", "Project", "Votes", "assemble", "read", "write"]

# The order in which the format lists its fields; what it does not list comes after.
META_ORDER = (
    *("description", "country", "unit", "district", "subunit", "instance", "num_projects", "num_votes"),
    *("budget", "vote_type", "rule", "date_begin", "date_end", "min_length", "max_length"),
    *("min_sum_cost", "max_sum_cost", "min_points", "max_points", "min_sum_points", "max_sum_points"),
    *("default_score", "min_project_cost", "max_project_cost", "min_project_score_threshold"),
    *("neighborhoods", "subdistricts", "categories", "edition", "language", "currency", "fully_funded"),
    *("experimental", "comment", "acknowledgments"),
)
PROJECT_ORDER = (
    *("votes", "score", "name", "category", "beneficiaries", "selected", "neighborhood", "subunit"),
    *("district", "description", "proposer", "public_id", "latitude", "longitude"),
)


@dataclass(frozen=True)
class Project:
    """A project on the ballot: its cost in 1/`scale`, and every other column as text."""

    id: str
    cost: int
    extra: Mapping[str, str]


@dataclass(frozen=True)
class PabulibFile:
    """A Pabulib file, found to be in order. Amounts are whole numbers of 1/`scale` currency units."""

    meta: Mapping[str, str]
    vote_type: str
    scale: int
    budget: int
    projects: tuple[Project, ...]
    votes: Votes

    def election(self) -> "Election":
        """The election this file describes, as arrays ready for counting."""
        import numpy as np

        from mutirao.engines.allocation.election import Election
        from mutirao.engines.allocation.gathering import amounts_array, merged

        votes = self.votes
        starts = np.frombuffer(votes.starts, dtype=np.int64)
        lengths = np.diff(starts)
        points = None
        if self.vote_type == "ordinal":
            points = np.repeat(starts[1:], lengths) - np.arange(len(votes.projects), dtype=np.int64)
        elif len(votes.points):
            points = np.frombuffer(votes.points, dtype=np.int64)
        projects = np.array(votes.projects, dtype=np.int32)
        times = np.bincount(np.array(votes.ballot, dtype=np.int32), minlength=len(lengths)).astype(np.int64)
        default = self.meta.get("default_score", "") if self.vote_type == "scoring" else ""
        return Election(
            project_ids=tuple(project.id for project in self.projects),
            costs=amounts_array([project.cost for project in self.projects]),
            budget=self.budget,
            scale=self.scale,
            points_scale=votes.points_scale,
            default_points=int(default or 0) * votes.points_scale,
            **merged(starts, projects, points, times, len(self.projects)),
        )

    def official_winners(self) -> tuple[str, ...] | None:
        """The projects the city itself marked as selected (with 1); None where the file does not say."""
        if "selected" not in self.projects[0].extra:
            return None
        return tuple(project.id for project in self.projects if project.extra["selected"] == "1")


def read(
    source: Path | BinaryIO | bytes, *, progress: Callable[[int, int], None] | None = None
) -> PabulibFile:
    """Read a Pabulib file, or raise Malformed with the line and the reason.

    `progress` is told the bytes read and the bytes there are, every few thousand votes.
    """
    data = source if isinstance(source, bytes) else _bytes(source)
    if b"\0" in data:
        line = data.count(b"\n", 0, data.index(b"\0")) + 1
        raise Malformed(line, "This line holds a zero byte, so the file is not plain text.")
    rows = Rows(data)
    meta = read_meta(rows)
    money = budget(meta)
    lines = read_projects(rows, meta)
    votes = read_votes(rows, meta, lines, progress)
    places = max(money[1], *(line.cost[1] for line in lines))
    return PabulibFile(
        meta=meta.values,
        vote_type=meta.vote_type,
        scale=10**places,
        budget=_at(places, money),
        projects=tuple(Project(line.id, _at(places, line.cost), line.extra) for line in lines),
        votes=votes,
    )


def assemble(
    *,
    meta: Mapping[str, str],
    vote_type: str,
    budget: str,
    projects: Iterable[tuple[str, str, Mapping[str, str]]],
    votes: Iterable[tuple[str, Sequence[str], Sequence[str]]],
) -> PabulibFile:
    """Make a file of a ballot held elsewhere, checked by the same rules as a file that is read.

    Amounts are decimal text ("1656699.67"); `projects` are (id, cost, other columns) and `votes` are
    (voter id, project ids in order, points in the same order or nothing). Raises Malformed.
    """
    listed, cast = list(projects), list(votes)
    told = {**meta, "budget": budget, "vote_type": vote_type}
    columns = sorted({column for _, _, extra in listed for column in extra}, key=_place(PROJECT_ORDER))
    points = ("points",) if vote_type in WITH_POINTS else ()
    return read(
        _text(
            told,
            ("project_id", "cost", *columns),
            ([name, cost, *(extra.get(column, "") for column in columns)] for name, cost, extra in listed),
            ("voter_id", "vote", *points),
            (
                [voter, ",".join(named), *([",".join(given)] if points else [])]
                for voter, named, given in cast
            ),
        ).encode()
    )


def write(
    file: PabulibFile,
    *,
    voters: Sequence[str] | None = None,
    order: Sequence[int] | None = None,
    voter_columns: Collection[str] = (),
) -> str:
    """The text of a Pabulib file, with nothing about voters but an id and the columns asked for by name.

    To make a file anonymous give new ids, `voters`, and an `order` drawn by lot: the i-th vote written is
    number `order[i]` (from 0) of the file and carries `voters[i]`. The columns votes and score are added
    where they are missing. Raises ValueError where ids or order do not fit the votes.
    """
    votes = file.votes
    everyone = range(len(votes.voters))
    order = everyone if order is None else order
    voters = [votes.voters[i] for i in order] if voters is None else voters
    if sorted(order) != list(everyone) or len(set(voters)) != len(everyone) or "" in voters:
        raise ValueError("each vote must be written once, under an id of its own")
    counted = {"votes": _totals(file, with_points=False)}
    if file.vote_type not in ("approval", "choose-1"):
        counted["score"] = _totals(file, with_points=True)
    known = {column for project in file.projects for column in project.extra}
    columns = sorted(known | set(counted), key=_place(PROJECT_ORDER))
    asked = [column for column in votes.extra if column in voter_columns]
    points = ("points",) if file.vote_type in WITH_POINTS else ()
    cells = _cells(file)
    return _text(
        {
            **file.meta,
            "budget": amounts.written(file.budget, file.scale),
            "vote_type": file.vote_type,
            "num_projects": str(len(file.projects)),
            "num_votes": str(len(votes.voters)),
        },
        ("project_id", "cost", *columns),
        (
            [
                project.id,
                amounts.written(project.cost, file.scale),
                *(project.extra.get(column) or counted.get(column, {}).get(i, "") for column in columns),
            ]
            for i, project in enumerate(file.projects)
        ),
        ("voter_id", "vote", *points, *asked),
        (
            [voter, *cells[votes.ballot[i]], *(votes.extra[column][i] for column in asked)]
            for voter, i in zip(voters, order, strict=True)
        ),
    )


def _bytes(source: Path | BinaryIO) -> bytes:
    return source.read_bytes() if isinstance(source, Path) else source.read()


def _at(places: int, amount: tuple[int, int]) -> int:
    return int(amount[0] * 10 ** (places - amount[1]))


def _place(order: Sequence[str]) -> Callable[[str], tuple[int, str]]:
    return lambda name: (order.index(name) if name in order else len(order), name)


def _cells(file: PabulibFile) -> list[list[str]]:
    """Each ballot as a file writes it: the list of projects, and the list of points where there are any."""
    votes, ids = file.votes, [project.id for project in file.projects]
    cells: list[list[str]] = []
    for first, end in pairwise(votes.starts):
        cells.append([",".join(ids[i] for i in votes.projects[first:end])])
        if file.vote_type in WITH_POINTS:
            given = (amounts.written(value, votes.points_scale) for value in votes.points[first:end])
            cells[-1].append(",".join(given))
    return cells


def _totals(file: PabulibFile, *, with_points: bool) -> dict[int, str]:
    """What each project got: votes, or points (for a ranking of k projects k, k - 1, … 1 points)."""
    votes, got = file.votes, [0] * len(file.projects)
    times = [0] * (len(votes.starts) - 1)
    for ballot in votes.ballot:
        times[ballot] += 1
    for ballot, voters in enumerate(times):
        first, end = votes.starts[ballot], votes.starts[ballot + 1]
        for at in range(first, end):
            worth = 1
            if with_points:
                worth = end - at if file.vote_type == "ordinal" else votes.points[at]
            got[votes.projects[at]] += voters * worth
    scale = votes.points_scale if with_points else 1
    return {i: amounts.written(total, scale) for i, total in enumerate(got)}


def _text(
    meta: Mapping[str, str],
    project_header: Sequence[str],
    projects: Iterable[Sequence[str]],
    vote_header: Sequence[str],
    votes: Iterable[Sequence[str]],
) -> str:
    paper = io.StringIO(newline="")
    pen = csv.writer(paper, delimiter=";", lineterminator="\n")
    pen.writerows((["META"], ["key", "value"]))
    pen.writerows([key, meta[key]] for key in sorted(meta, key=_place(META_ORDER)))
    pen.writerows((["PROJECTS"], project_header))
    pen.writerows(projects)
    pen.writerows((["VOTES"], vote_header))
    pen.writerows(votes)
    return paper.getvalue()
