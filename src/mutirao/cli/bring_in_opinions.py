"""`mutirao import opinions`: a conversation held elsewhere, as Polis exports it."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from mutirao import cli

EXAMPLE = (
    "Example: mutirao import opinions talk.zip --service small-works --as ada@demonstration.example "
    '--question "What should the park be like?" --source "Park day, 3 May"'
)


def add(kinds: Any) -> None:
    """Add the kind."""
    command = kinds.add_parser(
        "opinions",
        help="a conversation in statements, as Polis exports it",
        description="Bring in the statements and answers of a conversation held elsewhere: all or nothing.",
        epilog=EXAMPLE,
    )
    command.add_argument("file", type=Path, help="a folder, a packed folder (.zip) or one table of answers")
    command.add_argument(
        "--service", required=True, metavar="ADDRESS", help="the service's address, as in its page"
    )
    command.add_argument("--as", dest="person", required=True, metavar="E-MAIL", help="who brings it in")
    command.add_argument("--question", required=True, help="what was asked")
    command.add_argument("--source", required=True, help="where and when it was held, and whose file it is")
    command.add_argument("--seed", default="", help="seed of the map (default: from the question)")
    cli.takes_folder(command)
    command.set_defaults(run=run)


def run(given: argparse.Namespace) -> int:
    """Read, bring in, draw the map."""
    from hashlib import sha256
    from random import SystemRandom

    cli.ready(given.data)
    from django.db import transaction
    from django.utils import timezone

    from mutirao.cli.bring_in import somebody
    from mutirao.engines.opinions.malformed import Malformed
    from mutirao.engines.opinions.polis import read
    from mutirao.planning.statements import bringing_acts, drawing

    service, by = somebody(given)
    try:
        export = read(given.file)
    except Malformed as problem:
        raise cli.Problem(str(problem)) from None
    now = timezone.now()
    with transaction.atomic():
        made = bringing_acts.bring_in(
            service=service,
            export=export,
            question=given.question,
            source=given.source,
            seed=given.seed or sha256(given.question.encode()).hexdigest()[:16],
            chance=SystemRandom(),
            by=by,
            at=now,
        )
        drawing.draw(made, now)
    print(f"{made.answers} answers of {made.people} people: {made.path}map/")
    return 0
