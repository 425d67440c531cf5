"""`mutirao import`: bring files of others into a running site."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mutirao import cli
from mutirao.cli import bring_in_opinions

if TYPE_CHECKING:
    from mutirao.base.actor import Actor
    from mutirao.base.services.models import Service

EXAMPLE = "Example: mutirao import pb assen.pb --service small-works --as ada@demonstration.example"


def add(subparsers: Any) -> None:
    """Add the command."""
    command = subparsers.add_parser(
        "import",
        help="bring a file into the site",
        description="Bring a file into the site.",
        epilog=EXAMPLE,
    )
    kinds = command.add_subparsers(metavar="KIND", required=True)
    pb = kinds.add_parser(
        "pb",
        help="a participatory budget in Pabulib format",
        description="Bring in projects and ballots from a Pabulib file, and count them: all or nothing.",
        epilog=EXAMPLE,
    )
    pb.add_argument("file", type=Path, help="a Pabulib file (.pb)")
    pb.add_argument(
        "--service", required=True, metavar="ADDRESS", help="the service's address, as in its page"
    )
    pb.add_argument("--as", dest="person", required=True, metavar="E-MAIL", help="who brings it in")
    pb.add_argument("--question", default="", help="what was asked (default: the file's own description)")
    pb.add_argument(
        "--rule",
        default="equal-shares.cost.add1",
        help="greedy, phragmen, or equal-shares.UTILITY.COMPLETION",
    )
    pb.add_argument("--origin", default="", help="where the rule comes from: the decision that set it")
    pb.add_argument("--seed", default="", help="seed of the lot (default: from the file's fingerprint)")
    pb.add_argument("--no-count", action="store_true", help="bring in only; somebody counts on the page")
    cli.takes_folder(pb)
    pb.set_defaults(run=run)
    bring_in_opinions.add(kinds)


def run(given: argparse.Namespace) -> int:
    """Read, bring in, count."""
    from random import SystemRandom

    cli.ready(given.data)
    from django.db import transaction
    from django.utils import timezone

    from mutirao.engines.allocation.pabulib import read
    from mutirao.planning.budgets import acts
    from mutirao.planning.budgets.forms import CHOICES, rule_from
    from mutirao.planning.budgets.sheets import digest

    if given.rule not in dict(CHOICES):
        raise cli.Problem(f"There is no rule {given.rule!r}: choose one of {', '.join(dict(CHOICES))}.")
    for option, most in (("question", 200), ("origin", 300), ("seed", 64)):
        if len(getattr(given, option)) > most:
            raise cli.Problem(f"--{option} can have {most} characters at most.")
    service, by = somebody(given)
    data = given.file.read_bytes()
    file = read(data, progress=_progress("read", "bytes"))
    now = timezone.now()
    origin = given.origin or file.meta.get("rule", "")[:300] or "not said"
    with transaction.atomic():
        budget = acts.bring_in(
            service=service,
            file=file,
            original=data,
            question=given.question or file.meta.get("description", "") or given.file.stem,
            rule=rule_from(given.rule, origin),
            seed=given.seed or digest(data)[:16],
            chance=SystemRandom(),
            by=by,
            at=now,
        )
        if not given.no_count:
            acts.count(budget=budget, by=by, at=now, progress=_progress("counted", "rules"))
    address = f"/services/{service.slug}/budgets/{budget.slug}/"
    print(f"{budget.voters} ballots on {len(file.projects)} projects: {address}")
    return 0


def somebody(given: argparse.Namespace) -> tuple[Service, Actor]:
    """The service and the person named on the command line."""
    from mutirao.base.actor import Actor
    from mutirao.base.people.models import Person
    from mutirao.base.services.models import Service

    service = Service.objects.select_related("in_force").filter(slug=given.service).first()
    if service is None:
        raise cli.Problem(f"There is no service at the address {given.service!r}.")
    known = Person.objects.exclude(email="")  # nobody acts as "somebody on paper"
    person = known.filter(email__iexact=given.person, is_active=True).first()
    if person is None:
        raise cli.Problem(f"Nobody has joined as {given.person!r}.")
    # Whoever has a shell on this machine has shown more than a second factor.
    return service, Actor(person=person, is_strong=True)


def _progress(verb: str, unit: str) -> Any:
    def show(done: int, whole: int) -> None:
        if sys.stderr.isatty() or done >= whole:
            sys.stderr.write(f"\r{done} of {whole} {unit} {verb}" + ("\n" if done >= whole else ""))
            sys.stderr.flush()

    return show
