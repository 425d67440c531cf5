"""The inclusion proof of one act: a short list of hashes from which anybody reaches a signed root."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from mutirao.base.register import merkle
from mutirao.base.register.models import Act, Head, Leaf, Node
from mutirao.base.register.seals import as_json, content


@dataclass(frozen=True, slots=True)
class Proof:
    """Everything needed to check one act by hand. Hashes are hexadecimal, the path runs from the leaf up."""

    act: int
    content: str
    leaf: int
    leaf_hash: str
    path: tuple[str, ...]
    head: dict[str, object]
    holds: bool


def prove(act: Act) -> Proof | None:
    """The inclusion proof of this act under the newest head; None while it is not sealed yet."""
    leaf = Leaf.objects.filter(act_id=act.pk).first()
    head = Head.objects.last()
    if leaf is None or head is None or leaf.index >= head.size:
        return None
    path = merkle.proof(leaf.index, head.size, _hashes(leaf.index, head.size))
    value = merkle.leaf_hash(content(act))
    return Proof(
        act=act.pk,
        content=content(act).decode(),
        leaf=leaf.index,
        leaf_hash=value.hex(),
        path=tuple(step.hex() for step in path),
        head=as_json(head),
        holds=merkle.root_from_proof(leaf.index, head.size, value, path).hex() == head.root,
    )


def _hashes(leaf: int, size: int) -> dict[merkle.Place, bytes]:
    """The hashes a proof needs, in two queries whatever the length of the register."""
    places = {place for step in merkle.proof_places(leaf, size) for place in step}
    found = {
        (0, index): bytes(value)
        for index, value in Leaf.objects.filter(
            index__in=[i for level, i in places if not level]
        ).values_list("index", "hash")
    }
    above = Q()
    for level, index in places:
        if level:
            above |= Q(level=level, index=index)
    if above:
        rows = Node.objects.filter(above).values_list("level", "index", "hash")
        found.update({(level, index): bytes(value) for level, index, value in rows})
    return found
