"""Sealing: a periodic job closes new acts into the tree and signs its head. Writers never wait for it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings
from django.db import connection, transaction
from django.db.models import Exists, OuterRef

from mutirao.base.keeping import kept
from mutirao.base.register import merkle
from mutirao.base.register.models import Act, Head, Leaf, Node

SEALERS = 6962
"""The number of the lock that sealers share on PostgreSQL."""
BATCH = 5_000
LATE = 100_000
"""How many acts a slow writer may fall behind and still be sealed; `register verify` names any further."""


def content(row: Act) -> bytes:
    """The exact bytes of an act that are hashed: JSON with sorted keys, UTF-8, times in UTC."""
    said = {
        "id": row.pk,
        "at": stamp(row.at),
        "written_at": stamp(row.written_at),
        "name": row.name,
        "service": row.service_id and str(row.service_id),
        "actor": row.actor and str(row.actor),
        "behalf": row.behalf and str(row.behalf),
        "party": row.party_id,
        "duty": row.duty,
        "way": row.way,
        "agreement": row.agreement_id,
        "subject": row.subject,
        "facts": row.facts,
        "evidence": row.evidence,
        "side": row.side,
        "minutes": row.minutes,
    }
    return json.dumps(said, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def stamp(at: datetime) -> str:
    """A moment in UTC to the microsecond, the same on every database."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


@dataclass(frozen=True, slots=True)
class Statement:
    """What a head says and signs."""

    size: int
    root: str
    previous: str
    sealed_at: str

    def bytes(self) -> bytes:
        """The signed bytes, one field a line."""
        return (
            f"mutirao register head\n{self.size}\n{self.root}\n{self.previous}\n{self.sealed_at}\n".encode()
        )

    def digest(self) -> str:
        """What the next head names as the one before it."""
        return sha256(self.bytes()).hexdigest()


def statement(head: Head) -> Statement:
    """The statement a stored head makes."""
    return Statement(head.size, head.root, head.previous, stamp(head.sealed_at))


def signing_key(path: Path | None = None) -> Ed25519PrivateKey:
    """The site's signing key; made on first use, readable by its owner only."""
    fresh = Ed25519PrivateKey.generate().private_bytes_raw()
    return Ed25519PrivateKey.from_private_bytes(kept(path or settings.REGISTER_KEY, fresh))


def public_key() -> Ed25519PublicKey:
    """The key with which anybody can check a head."""
    return signing_key().public_key()


def public_key_hex() -> str:
    """The public key as 64 hexadecimal digits, as it is published."""
    return public_key().public_bytes_raw().hex()


def seal(*, at: datetime) -> Head | None:
    """Close every unsealed act into the tree and sign its head; None when there is nothing new."""
    with transaction.atomic():
        before = _last_head_alone()
        started = size = before.size if before else 0
        while batch := _unsealed(size):
            size = _add_leaves(batch, size)
        if size == started:
            return None
        key = signing_key()
        said = Statement(
            size=size,
            root=merkle.root([_hash_at(place) for place in merkle.peaks(size)]).hex(),
            previous=statement(before).digest() if before else "",
            sealed_at=stamp(at),
        )
        head = Head.objects.create(
            size=size,
            root=said.root,
            previous=said.previous,
            sealed_at=at,
            key=key.public_key().public_bytes_raw().hex(),
            signature=key.sign(said.bytes()).hex(),
        )
        transaction.on_commit(lambda: _copy_outside(head))
    return head


def as_json(head: Head) -> dict[str, object]:
    """A head as it is published."""
    said = statement(head)
    return {
        "size": said.size,
        "root": said.root,
        "previous": said.previous,
        "sealed_at": said.sealed_at,
        "key": head.key,
        "signature": head.signature,
    }


def _last_head_alone() -> Head | None:
    """The newest head; any other sealer waits until this transaction ends.

    On SQLite writers are alone anyway. On PostgreSQL a row could not be held: the first seal has none, and
    who waits for one gets it as it was, not the newer one beside it.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [SEALERS])
    return Head.objects.last()


def _unsealed(size: int) -> list[Act]:
    last = Leaf.objects.filter(index=size - 1).values_list("act_id", flat=True).first() or 0
    acts = Act.objects.filter(~Exists(Leaf.objects.filter(act_id=OuterRef("pk"))), pk__gt=last - LATE)
    return list(acts.order_by("pk")[:BATCH])


def _add_leaves(acts: list[Act], size: int) -> int:
    known: dict[merkle.Place, bytes] = {}

    def get(place: merkle.Place) -> bytes:
        return known[place] if place in known else _hash_at(place)

    leaves, nodes = [], []
    for row in acts:
        value = merkle.leaf_hash(content(row))
        known[0, size] = value
        leaves.append(Leaf(index=size, act_id=row.pk, hash=value))
        for place, joined in merkle.grow(size, value, get):
            known[place] = joined
            nodes.append(Node(level=place[0], index=place[1], hash=joined))
        size += 1
    Leaf.objects.bulk_create(leaves, batch_size=BATCH)
    Node.objects.bulk_create(nodes, batch_size=BATCH)
    return size


def _hash_at(place: merkle.Place) -> bytes:
    level, index = place
    if level == 0:
        return bytes(Leaf.objects.values_list("hash", flat=True).get(index=index))
    return bytes(Node.objects.values_list("hash", flat=True).get(level=level, index=index))


def _copy_outside(head: Head) -> None:
    """Append the head to a plain file: whoever changes the database would have to change this too."""
    path: Path = settings.REGISTER_HEADS
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a") as file:
        file.write(json.dumps(as_json(head), sort_keys=True) + "\n")
