"""Conversations as files: what Polis exports, packed, out and in."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from mutirao.planning.statements.models import Conversation
from mutirao.theory.reasons import bad_input

if TYPE_CHECKING:
    from mutirao.engines.opinions.conversation import Conversation as Export

MODERATED = {"accepted": 1, "waiting": 0, "declined": -1}
EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The same answers give the same bytes: the moment of packing is not written into the packed folder."""

MOST_UNPACKED = 48 << 20
"""What a page takes in at once, about a million answers; larger exports come in by the command line."""


def packed(conversation: Conversation) -> bytes:
    """The four tables of an export in a packed folder; people are numbered by lot, authors are not named."""
    from mutirao.engines.opinions.polis_writing import write

    folder = io.BytesIO()
    with zipfile.ZipFile(folder, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, data in write(exported(conversation)).items():
            zipped.writestr(zipfile.ZipInfo(name, EARLIEST), data, zipfile.ZIP_DEFLATED)
    return folder.getvalue()


def exported(conversation: Conversation) -> Export:
    """A conversation as the engine writes it: nobody's name, nor when anybody answered."""
    from random import Random

    import numpy as np

    from mutirao.engines.opinions.conversation import Conversation as Export
    from mutirao.engines.opinions.conversation import Statement, Votes
    from mutirao.planning.statements.drawing import gathered

    answers, _parties = gathered(conversation)
    numbers = list(range(len(answers.people)))
    Random(conversation.seed).shuffle(numbers)
    statements = tuple(
        Statement(str(one.number), one.text, moderation=MODERATED[one.state])
        for one in conversation.statements.all()
    )
    votes = Votes(
        tuple(str(number) for number in numbers),
        answers.statements,
        answers.person,
        answers.statement,
        answers.value,
        np.zeros(answers.count, dtype=np.int64),
    )
    return Export(statements, votes, summary=(("topic", conversation.question),))


def read(data: bytes) -> Export:
    """An export out of a packed folder; refused in a sentence where it cannot be read."""
    from mutirao.engines.opinions.malformed import Malformed
    from mutirao.engines.opinions.polis import read_files, unpack

    try:
        return read_files(unpack(data, most=MOST_UNPACKED))
    except Malformed as problem:
        raise bad_input(str(problem)) from None
