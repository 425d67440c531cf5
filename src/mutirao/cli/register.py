"""`mutirao register verify`: nothing in the register was altered, removed, re-ordered or swapped."""

from __future__ import annotations

import argparse
import json
import sys
from typing import Any

from mutirao import cli

SENTENCES = {
    "act_altered": "Act {act} was altered after it was sealed.",
    "act_removed": "Act {act} was removed after it was sealed.",
    "acts_reordered": "Act {act} was moved: the acts under head {head} are not in the order that was signed.",
    "leaf_missing": "The sealed order breaks off at place {act}: a place was removed.",
    "node_altered": "A stored hash (level {head}, place {act}) does not follow from those below it.",
    "head_signature": "The signature under head {head} is not ours.",
    "head_key": "Head {head} was signed with another key.",
    "head_chain": "Head {head} does not follow the head before it.",
    "head_mismatch": "Head {head} does not fit the acts under it.",
    "head_too_long": "Head {head} speaks of more acts than there are.",
    "head_missing": "The sealed order goes on to place {act}, above the last head: a head was removed.",
    "head_swapped": "Head {head} is not the one that was copied outside the database when it was signed.",
    "copy_unreadable": "Line {act} of the copy outside the database is not a head.",
}


def add(subparsers: Any) -> None:
    """Add the command."""
    command = subparsers.add_parser(
        "register",
        help="check the register",
        description="Check the register.",
        epilog="Example: mutirao register verify --json",
    )
    inner = command.add_subparsers(metavar="WHAT", required=True)
    verify = inner.add_parser(
        "verify",
        help="recompute everything and name what does not fit",
        description="Recompute every hash, check every signed head. Exit 0: whole; 1: it is not.",
        epilog="Example: mutirao register verify --json",
    )
    verify.add_argument("--json", action="store_true", help="print the report for a machine")
    verify.add_argument("--key", default="", help="the public key you trust, 64 hexadecimal digits")
    cli.takes_folder(verify)
    verify.set_defaults(run=run)


def run(given: argparse.Namespace) -> int:
    """Check and report."""
    cli.ready(given.data)
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    from django.conf import settings

    from mutirao.base.register.models import Head
    from mutirao.base.register.seals import public_key
    from mutirao.base.register.verify import verify

    if not given.key and not settings.REGISTER_KEY.exists() and Head.objects.exists():
        raise cli.Problem(
            f"There is no key at {settings.REGISTER_KEY}: give the public key you trust with --key."
        )
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(given.key)) if given.key else public_key()
    except ValueError:
        raise cli.Problem("The key must be 64 hexadecimal digits.") from None
    report = verify(key, copy=settings.REGISTER_HEADS, progress=None if given.json else _progress)
    if given.json:
        print(json.dumps(report.as_json()))
        return 0 if report.is_whole else 1
    for finding in report.findings:
        print(SENTENCES[finding.code].format(act=finding.act, head=finding.head))
    if report.is_whole:
        print(
            f"Whole: {report.acts} acts under {report.heads} signed heads, {report.copied} of them compared "
            f"with the copy outside the database; {report.unsealed} waiting to be sealed."
        )
        return 0
    print(f"Not whole: {len(report.findings)} findings.")
    return 1


def _progress(done: int, whole: int) -> None:
    sys.stderr.write(f"\r{done} of {whole} acts checked")
    sys.stderr.write("\n" if done >= whole else "")
    sys.stderr.flush()
