"""Bringing in a list of proposals: each once by its own id, whole or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from mutirao.base.actor import Actor
from mutirao.base.acts import act
from mutirao.planning.decisions import chain
from mutirao.planning.proposals import queries
from mutirao.planning.proposals.lists import Planned, Row, plan
from mutirao.planning.proposals.models import Alike, Call, Proposal, Version
from mutirao.planning.proposals.writing import MOST_ALIKE, compare, lock_call, must_be_open, pair, write
from mutirao.theory.likeness import indexed, signature
from mutirao.theory.reasons import bad_input
from mutirao.theory.texts import clean

AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Brought:
    """What bringing in a list did: how many proposals are new, changed, or were the same already."""

    fresh: int
    changed: int
    same: int


@act(
    "proposal.import",
    about=lambda call, **_: call.service,
    facts=lambda call, result, **_: {
        "call": call.question,
        "fresh": result.fresh,
        "changed": result.changed,
        "same": result.same,
    },
)
def bring_in(*, call: Call, rows: Sequence[Row], source: str, by: Actor, at: datetime) -> Brought:
    """Bring in a list of proposals: the same again changes nothing; with one fault nothing is written."""
    call = lock_call(call)
    must_be_open(call, at)
    source = clean(source, lines=False)[:200]
    if not source:
        raise bad_input(_("Say where these proposals come from."))
    planned = plan(rows, queries.known(call))
    refused = [one for one in planned if one.does == "refused"]
    if refused:
        facts = {"n": len(refused), "line": refused[0].row.line, "why": refused[0].why_not}
        raise bad_input(_("Nothing was brought in. Line %(line)s: %(why)s (%(n)s lines in all.)") % facts)
    fresh = [one.row for one in planned if one.does == "new"]
    changed = [one for one in planned if one.does == "changed"]
    _add(call, fresh, source, at)
    _change(call, changed, at)
    return Brought(len(fresh), len(changed), len(planned) - len(fresh) - len(changed))


def _add(call: Call, rows: Sequence[Row], source: str, at: datetime) -> None:
    """New proposals in few writes, with their places in the chain and their look-alikes."""
    last = Proposal.objects.filter(call=call).aggregate(last=Max("number"))["last"] or 0
    there = [(p, p.signed()) for p in queries.signatures(call)]
    made = [
        Proposal(
            call=call,
            number=number,
            external_id=row.external_id,
            source=source,
            latitude=row.latitude,
            longitude=row.longitude,
            made_at=at,
            signature=_signature(row),
        )
        for number, row in enumerate(rows, last + 1)
    ]
    Proposal.objects.bulk_create(made, batch_size=AT_ONCE)
    versions = [
        Version(proposal=proposal, number=1, made_at=at, **row.text.parts())
        for proposal, row in zip(made, rows, strict=True)
    ]
    for version in Version.objects.bulk_create(versions, batch_size=AT_ONCE):
        version.proposal.latest = version
    Proposal.objects.bulk_update(made, ["latest"], batch_size=AT_ONCE)
    says = gettext_noop("Proposed")
    chain.steps(call.service, [chain.Next(chain.key(p), p.title, says, p.path) for p in made], at=at)
    index = indexed(there)
    alike = []
    for proposal in made:
        own = proposal.signed()
        alike += [pair(proposal, other, score) for other, score in index.look_alikes(own)[:MOST_ALIKE]]
        index.add(proposal, own)
    Alike.objects.bulk_create(alike, batch_size=AT_ONCE)


def _signature(row: Row) -> bytes:
    parts = row.text.parts()
    return signature(parts.pop("title"), "\n".join(parts.values())).packed()


def _change(call: Call, planned: Sequence[Planned], at: datetime) -> None:
    numbers = {one.number: one.row for one in planned}
    for proposal in Proposal.objects.filter(call=call, number__in=numbers).with_text():
        row = numbers[proposal.number]
        proposal.latitude, proposal.longitude = row.latitude, row.longitude
        proposal.save(update_fields=["latitude", "longitude"])
        write(proposal, row.text, at=at, note=_("The list was brought in again."))
        compare(proposal)
