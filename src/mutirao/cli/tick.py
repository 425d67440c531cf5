"""`mutirao tick`: what the clock does: seal the register, read the evidence."""

from __future__ import annotations

import argparse
import sys
import time
from typing import Any

from mutirao import cli
from mutirao.cli.serve import amount


def add(subparsers: Any) -> None:
    """Add the command."""
    command = subparsers.add_parser(
        "tick",
        help="do what is due by the clock",
        description="Seal new acts, read the evidence of each service, and do what blocks have to do.",
        epilog="Example: mutirao tick   (once a minute, from cron; `mutirao serve` does it by itself)",
    )
    command.add_argument("--every", type=amount, default=0, metavar="SECONDS", help="go on for ever")
    cli.takes_folder(command)
    command.set_defaults(run=run)


def run(given: argparse.Namespace) -> int:
    """Once, or for ever."""
    cli.ready(given.data)
    from django.db import close_old_connections
    from django.utils import timezone

    from mutirao.site.clock import tick

    while True:
        try:
            tick(at=timezone.now())
        except Exception as problem:
            if not given.every:
                raise
            # The next round tries again; whoever looks after the site reads it here.
            sys.stderr.write(f"mutirao tick: {problem!r}\n")
        if not given.every:
            return 0
        close_old_connections()
        time.sleep(given.every)
