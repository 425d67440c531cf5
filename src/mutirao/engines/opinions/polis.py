"""Read an export of Polis, a single table of answers, or a packed folder of either.

Source: the exports of real conversations published by The Computational Democracy Project. What we read,
refuse and write stands in docs/explanation/opinion-maps.md.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path, PurePosixPath

import numpy as np

from mutirao.engines.opinions.answers import sorting_key
from mutirao.engines.opinions.conversation import Conversation, Statement, Votes
from mutirao.engines.opinions.malformed import Malformed, shown
from mutirao.engines.opinions.rows import MOST_BYTES, MOST_STATEMENTS, Table, too_large
from mutirao.engines.opinions.votes import is_matrix, milliseconds, no_time, read_matrix, read_votes

__all__ = ["FILES", "Malformed", "read", "read_files", "unpack"]

FILES = ("votes.csv", "comments.csv", "participants-votes.csv", "summary.csv")
_MOST_IN_ZIP = 4096  # entries we are willing to look through


def read(path: Path, *, with_moments: bool = True) -> Conversation:
    """Read a folder with the files of an export, one table of answers (.csv), or either packed (.zip).

    Without moments the dates of votes are not kept as written: enough for a map, and quicker.
    Raises Malformed with the file, the line and the reason; OSError where there is nothing to read.
    """
    if path.is_dir():
        found = {name: path / name for name in FILES if (path / name).is_file()}
        for name, file in found.items():
            if file.stat().st_size > MOST_BYTES:
                raise Malformed(name, 0, too_large())
        files = {name: file.read_bytes() for name, file in found.items()}
        return read_files(files, with_moments=with_moments)
    if path.stat().st_size > MOST_BYTES:
        raise Malformed("", 0, too_large())
    data = path.read_bytes()
    name = "".join(sign if sign.isprintable() else " " for sign in path.name[:100])
    files = unpack(data) if data[:4] == b"PK\x03\x04" else {name: data}
    return read_files(files, with_moments=with_moments)


def read_files(files: Mapping[str, bytes], *, with_moments: bool = True) -> Conversation:
    """Read the files of an export given by name, or one table of answers under any name. Raises Malformed."""
    if len(files) == 1 and not set(files) & set(FILES):
        return _single(*next(iter(files.items())), with_moments=with_moments)
    statements = _comments(files["comments.csv"]) if "comments.csv" in files else ()
    summary = _summary(files["summary.csv"]) if "summary.csv" in files else ()
    matrix = None
    if "participants-votes.csv" in files:
        matrix = read_matrix(Table("participants-votes.csv", files["participants-votes.csv"]))
    if "votes.csv" in files:
        votes = read_votes(Table("votes.csv", files["votes.csv"]), with_moments=with_moments)
    elif matrix is not None:
        votes = matrix[0]
    else:
        raise Malformed("", 0, "There is no votes.csv here, nor participants-votes.csv: we find no answers.")
    flipped = "votes.csv" in files and _is_flipped(statements, files, votes)
    if flipped:
        votes = replace(votes, value=-votes.value)
    if "comments.csv" not in files:
        statements = _unlisted(votes)
    participants, columns = (matrix[1], matrix[2]) if matrix is not None else ({}, ())
    return Conversation(statements, votes, summary, participants, columns, flipped)


def unpack(data: bytes, *, most: int | None = None) -> dict[str, bytes]:
    """The files of an export out of a packed folder (.zip); what else is in it is left alone.

    Nothing beyond `most` bytes (MOST_BYTES) is unpacked, whatever the folder says. Raises Malformed.
    """
    found: dict[str, bytes] = {}
    most = MOST_BYTES if most is None else most
    room = most
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            entries = packed.infolist()
            if len(entries) > _MOST_IN_ZIP:
                raise Malformed("", 0, f"The packed folder holds more than {_MOST_IN_ZIP:,} files.")
            tables = [
                e for e in entries if e.filename.lower().endswith(".csv") and "__MACOSX" not in e.filename
            ]
            for entry in tables:
                name = PurePosixPath(entry.filename).name
                if name not in FILES and len(tables) > 1:
                    continue
                if name in found:
                    raise Malformed(name, 0, "The packed folder holds two files of this name.")
                with packed.open(entry) as file:
                    content = file.read(room + 1)
                room -= len(content)
                if room < 0:
                    raise Malformed(name, 0, f"Unpacked, this is more than {most >> 20:,} MB.")
                found[name] = content
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        if isinstance(error, Malformed):
            raise
        raise Malformed("", 0, "The packed folder is damaged or locked; please pack it again.") from None
    return found


def _unlisted(votes: Votes) -> tuple[Statement, ...]:
    """The statements of which only the ids are known, in their order."""
    return tuple(map(Statement, sorted(votes.statements, key=sorting_key)))


def _single(name: str, data: bytes, *, with_moments: bool) -> Conversation:
    table = Table(name, data)
    if is_matrix(table):
        votes, participants, columns = read_matrix(table)
        if not len(votes.value):
            raise Malformed(name, 1, "There is no answer in this file.")
        return Conversation(_unlisted(votes), votes, (), participants, columns)
    votes = read_votes(table, with_moments=with_moments)
    return Conversation(_unlisted(votes), votes)


def _comments(data: bytes) -> tuple[Statement, ...]:
    table = Table("comments.csv", data)
    at_id, at_text = table.column("comment-id"), table.column("comment-body")
    at_moderated = table.column("moderated")
    at_author = table.column("author-id")
    found: dict[str, Statement] = {}
    for row in table.rows():
        name = row[at_id].strip()
        if not name:
            raise table.refused("This statement has no comment-id.")
        if name in found:
            raise table.refused(f"The statement {shown(name)} is listed twice.")
        if row[at_moderated].strip() not in ("-1", "0", "1"):
            told = f"moderated is {shown(row[at_moderated])}"
            raise table.refused(f"{told}; it must be 1 (accepted), 0 (not looked at) or -1 (refused).")
        found[name] = Statement(
            name,
            row[at_text],
            row[at_author].strip(),
            int(row[at_moderated]),
            _moment(table, row[table.column("timestamp")]) if table.has("timestamp") else 0,
            row[table.column("datetime")] if table.has("datetime") else "",
        )
        if len(found) > MOST_STATEMENTS:
            raise table.refused(f"There are more than {MOST_STATEMENTS:,} statements here, the most we take.")
    return tuple(found.values())


def _moment(table: Table, text: str) -> int:
    found = milliseconds(text)
    if found is None:
        raise table.refused(no_time(text))
    return found


def _summary(data: bytes) -> tuple[tuple[str, str], ...]:
    table = Table("summary.csv", data)
    if len(table.header) != 2:
        raise Malformed("summary.csv", 1, "Each line must hold a name and a value.")
    # The first line is no line of names.
    return ((table.first[0], table.first[1]), *((row[0], row[1]) for row in table.rows()))


def _is_flipped(statements: tuple[Statement, ...], files: Mapping[str, bytes], votes: Votes) -> bool:
    """Whether votes.csv writes agreement as −1: told by the agrees and disagrees of comments.csv.

    Polis keeps agreement as −1 in its database, and some tables have left it so.
    """
    if "comments.csv" not in files:
        return False
    table = Table("comments.csv", files["comments.csv"])
    if not (table.has("agrees") and table.has("disagrees")):
        return False
    at_id, at_yes, at_no = table.column("comment-id"), table.column("agrees"), table.column("disagrees")
    places = {name: i for i, name in enumerate(votes.statements)}
    yes = np.bincount(votes.statement[votes.value == 1], minlength=len(places)).tolist()
    no = np.bincount(votes.statement[votes.value == -1], minlength=len(places)).tolist()
    straight = turned = 0
    for row in table.rows():
        told = row[at_yes].strip(), row[at_no].strip()
        place = places.get(row[at_id].strip())
        if place is None or not all(text.isascii() and text.isdigit() and len(text) < 10 for text in told):
            continue
        agrees, disagrees = int(told[0]), int(told[1])
        straight += abs(agrees - yes[place]) + abs(disagrees - no[place])
        turned += abs(agrees - no[place]) + abs(disagrees - yes[place])
    return turned < straight
