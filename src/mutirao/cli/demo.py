"""`mutirao demo`: the demonstration in one command: database, seven services, one sign-in link per role."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import Any

from mutirao.cli.serve import check_free, port


def add(subparsers: Any) -> None:
    """Add the command."""
    command = subparsers.add_parser(
        "demo",
        help="run the demonstration",
        description="Make a demonstration with seven services, print a sign-in link per role, and serve it.",
        epilog="Example: mutirao demo --port 8000 --data ./mutirao-demo",
    )
    command.add_argument("--port", type=port, default=8000, help="port to listen on")
    command.add_argument(
        "--data", type=Path, default=Path("mutirao-demo"), metavar="DIR", help="folder for database and files"
    )
    command.add_argument("--no-serve", action="store_true", help="make it ready and stop")
    command.set_defaults(run=run)


def run(given: argparse.Namespace) -> int:
    """Make ready, print links, serve."""
    from mutirao import cli

    if given.data.exists() and not given.data.is_dir():
        raise cli.Problem(f"{given.data} is not a folder.")
    if not given.no_serve:
        check_free("127.0.0.1", given.port)
    os.environ["MUTIRAO_DATA"] = str(given.data.resolve())
    os.environ["MUTIRAO_DEMO"] = "1"
    cli.ready()
    from mutirao.site.preparing import prepare

    print("Preparing the database and the style sheets …", flush=True)
    prepare()
    _refuse_a_real_site()
    print("Telling the story of seven services …", flush=True)
    links = make_ready()
    print("\nSign in as (each link works once; start again for new ones):")
    for role, link in links:
        print(f"  {role}\n    http://127.0.0.1:{given.port}/account/link/{link}/")
    print(f"\nEverybody else: http://127.0.0.1:{given.port}/\n", flush=True)
    if given.no_serve:
        return 0
    from mutirao.cli.serve import serve

    return serve("127.0.0.1", given.port, workers=2, threads=4)


def _refuse_a_real_site() -> None:
    """No invented people among real ones."""
    from mutirao import cli
    from mutirao.base.people.models import Person

    people = Person.objects.order_by("is_demonstration").values_list("is_demonstration", flat=True).distinct()
    if list(people) == [False]:
        raise cli.Problem("People have joined here who are not invented: give another folder with --data.")


def make_ready() -> list[tuple[str, str]]:
    """The story, told if it was not yet, all sealed; and fresh links by role."""
    from django.db import transaction
    from django.utils import timezone

    from mutirao.base.people.links import fresh_links
    from mutirao.base.people.models import Person
    from mutirao.blueprints.stories.telling import roles, tell
    from mutirao.site.clock import tick

    now = timezone.now()
    if not Person.objects.filter(is_demonstration=True).exists():
        with transaction.atomic():
            tell(at=now)
    tick(at=now)
    return fresh_links(roles(), at=now)
