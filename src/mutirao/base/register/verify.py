"""Checking the register from the outside: recompute everything and name what does not fit."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from itertools import pairwise
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.db.models import Max

from mutirao.base.register import merkle
from mutirao.base.register.models import Act, Head, Leaf, Node
from mutirao.base.register.seals import as_json, content, statement

CHUNK = 5_000


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that does not fit.

    Codes: `act_altered`, `act_removed`, `acts_reordered`, `leaf_missing`, `node_altered`, `head_signature`,
    `head_key`, `head_chain`, `head_mismatch`, `head_too_long`, `head_missing`, `head_swapped`,
    `copy_unreadable`. act/head: which one (the number of the act, the size of the head; for the copy, the
    number of the line).
    """

    code: str
    act: int = 0
    head: int = 0


@dataclass(slots=True)
class Report:
    """What was checked and what was found. copied: heads in the copy that were compared with ours."""

    acts: int = 0
    unsealed: int = 0
    heads: int = 0
    copied: int = 0
    root: str = ""
    findings: list[Finding] = field(default_factory=list)

    @property
    def is_whole(self) -> bool:
        """Whether nothing was altered, removed, re-ordered or swapped."""
        return not self.findings

    def as_json(self) -> dict[str, object]:
        """The report for a machine."""
        return {**asdict(self), "ok": self.is_whole}


def verify(
    key: Ed25519PublicKey,
    *,
    copy: Path | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Report:
    """Check every sealed act against every signed head. Reads in chunks; memory does not grow with history.

    key: the public key you trust. copy: the file of heads kept outside the database, if there is one.
    progress: told (leaves read, leaves in all).
    """
    report = Report()
    # Acts are sealed while we look. Read in this order, whatever we see has its head among those read.
    lines = copy.read_text(errors="replace").splitlines() if copy and copy.exists() else []
    last = Leaf.objects.aggregate(last=Max("index"))["last"]
    heads = list(Head.objects.order_by("size"))
    report.heads = len(heads)
    _check_statements(heads, key, report)
    _check_copy(heads, lines, report)
    _check_leaves(heads, report, progress)
    if last is not None and (not heads or last >= heads[-1].size):
        report.findings.append(Finding("head_missing", act=last))
    report.unsealed = Act.objects.filter(leaf__isnull=True).count()
    return report


def _check_statements(heads: list[Head], key: Ed25519PublicKey, report: Report) -> None:
    ours, previous = key.public_bytes_raw().hex(), ""
    for head in heads:
        said = statement(head)
        if head.key != ours:
            report.findings.append(Finding("head_key", head=head.size))
        else:
            try:
                key.verify(bytes.fromhex(head.signature), said.bytes())
            except (InvalidSignature, ValueError):
                report.findings.append(Finding("head_signature", head=head.size))
        if head.previous != previous:
            report.findings.append(Finding("head_chain", head=head.size))
        previous = said.digest()


def _check_copy(heads: list[Head], lines: list[str], report: Report) -> None:
    stored = {head.size: as_json(head) for head in heads}
    for number, line in enumerate(lines, 1):
        try:
            kept = json.loads(line)
            size = int(kept["size"])
        except (ValueError, TypeError, KeyError, OverflowError):
            report.findings.append(Finding("copy_unreadable", act=number))
            continue
        report.copied += 1
        if stored.get(size) != kept:
            report.findings.append(Finding("head_swapped", head=size))


def _check_leaves(heads: list[Head], report: Report, progress: Callable[[int, int], None] | None) -> None:
    total = heads[-1].size if heads else 0
    waiting = iter(heads)
    head = next(waiting, None)
    tree = _Tree(report)
    ids: list[int] = []  # acts since the head before, in sealed order
    for leaf, act in _leaves():
        if head is None:  # sealed since we began
            break
        if leaf.index != tree.size:
            report.findings.append(Finding("leaf_missing", act=tree.size))
            break
        _check_act(leaf, act, report)
        ids.append(leaf.act_id)
        tree.add(bytes(leaf.hash))
        if tree.size % CHUNK == 0 and progress:
            progress(tree.size, total)
        if head.size == tree.size:
            _check_root(head, tree.root(), ids, report)
            head, ids = next(waiting, None), []
    if progress:
        progress(tree.size, tree.size)
    report.acts, report.root = tree.size, tree.root()
    if head:
        report.findings.append(Finding("head_too_long", head=head.size))


class _Tree:
    """The tree grown again leaf by leaf, beside the stored nodes: these were written in the same order."""

    def __init__(self, report: Report) -> None:
        self.size, self.report = 0, report
        self.peaks: list[tuple[int, bytes]] = []  # (level, hash), largest first
        self.stored: Iterator[Node] | None = Node.objects.order_by("pk").iterator(chunk_size=CHUNK)

    def add(self, value: bytes) -> None:
        level = 0
        while self.peaks and self.peaks[-1][0] == level:
            value = merkle.node_hash(self.peaks.pop()[1], value)
            level += 1
            self._compare(level, self.size >> level, value)
        self.peaks.append((level, value))
        self.size += 1

    def root(self) -> str:
        return merkle.root([value for _, value in self.peaks]).hex()

    def _compare(self, level: int, index: int, value: bytes) -> None:
        if self.stored is None:
            return
        node = next(self.stored, None)
        if node is None or (node.level, node.index, bytes(node.hash)) != (level, index, value):
            self.report.findings.append(Finding("node_altered", act=index, head=level))
            self.stored = None  # one is enough to know: every later one would be named too


def _leaves() -> Iterator[tuple[Leaf, Act | None]]:
    start = -1
    while chunk := list(Leaf.objects.filter(index__gt=start).order_by("index")[:CHUNK]):
        acts = Act.objects.in_bulk([leaf.act_id for leaf in chunk])
        yield from ((leaf, acts.get(leaf.act_id)) for leaf in chunk)
        start = chunk[-1].index


def _check_act(leaf: Leaf, act: Act | None, report: Report) -> None:
    if act is None:
        report.findings.append(Finding("act_removed", act=leaf.act_id))
    elif merkle.leaf_hash(content(act)) != bytes(leaf.hash):
        report.findings.append(Finding("act_altered", act=leaf.act_id))


def _check_root(head: Head, root: str, ids: list[int], report: Report) -> None:
    if root == head.root:
        return
    out_of_order = [later for earlier, later in pairwise(ids) if later < earlier]
    if out_of_order:
        report.findings.append(Finding("acts_reordered", act=out_of_order[0], head=head.size))
    else:
        report.findings.append(Finding("head_mismatch", head=head.size))
