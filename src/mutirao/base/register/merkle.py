"""The Merkle tree of RFC 6962, section 2.1: leaf and node hashes, roots, and inclusion proofs.

Complete subtrees are kept by (level, index): level 0 are the leaves, a node of level k joins nodes 2·index
and 2·index+1 of level k−1. With them, a root or a proof for any size needs about log2(size) look-ups.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from hashlib import sha256

Place = tuple[int, int]
"""(level, index) of a complete subtree."""

EMPTY = sha256(b"").digest()


def leaf_hash(content: bytes) -> bytes:
    """Hash of a leaf's content; the prefix keeps leaves and nodes apart (RFC 6962 §2.1)."""
    return sha256(b"\x00" + content).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Hash of two subtrees joined."""
    return sha256(b"\x01" + left + right).digest()


def peaks(size: int) -> list[Place]:
    """The complete subtrees that make up a tree of this size, largest first.

    >>> peaks(6)
    [(2, 0), (1, 2)]
    """
    found, start = [], 0
    for level in range(size.bit_length() - 1, -1, -1):
        if size >> level & 1:
            found.append((level, start >> level))
            start += 1 << level
    return found


def root(hashes: list[bytes]) -> bytes:
    """The root over the peaks, largest first; of no peaks, the hash of nothing."""
    if not hashes:
        return EMPTY
    joined = hashes[-1]
    for left in reversed(hashes[:-1]):
        joined = node_hash(left, joined)
    return joined


def grow(leaf: int, value: bytes, get: Callable[[Place], bytes]) -> Iterator[tuple[Place, bytes]]:
    """The subtrees that become complete when this leaf is added, smallest first (without the leaf itself)."""
    level, index = 0, leaf
    while index & 1:
        value = node_hash(get((level, index - 1)), value)
        level, index = level + 1, index >> 1
        yield (level, index), value


def proof_places(leaf: int, size: int) -> list[list[Place]]:
    """Which subtrees make up each step of the inclusion proof, from the leaf up.

    Each step is a list of complete subtrees to be joined with `root`; all but the last ones hold just one.
    """
    if not 0 <= leaf < size:
        raise ValueError("no such leaf in a tree of this size")
    steps: list[list[Place]] = []
    start, end = 0, size
    while end - start > 1:
        half = 1 << ((end - start - 1).bit_length() - 1)
        middle = start + half
        if leaf < middle:
            steps.append(_cover(middle, end))
            end = middle
        else:
            steps.append(_cover(start, middle))
            start = middle
    return steps[::-1]


def _cover(start: int, end: int) -> list[Place]:
    """The complete subtrees that cover leaves start..end, left to right; start is a multiple of a power."""
    found = []
    while start < end:
        level = (end - start).bit_length() - 1
        if start:
            level = min(level, (start & -start).bit_length() - 1)
        found.append((level, start >> level))
        start += 1 << level
    return found


def proof(leaf: int, size: int, hashes: Mapping[Place, bytes]) -> list[bytes]:
    """The inclusion proof of a leaf, from the leaf up, given the hashes of `proof_places`."""
    return [root([hashes[place] for place in step]) for step in proof_places(leaf, size)]


def root_from_proof(leaf: int, size: int, value: bytes, path: list[bytes]) -> bytes:
    """The root that a proof leads to (RFC 9162 §2.1.3.2); raises ValueError on a proof of wrong length."""
    node, last = leaf, size - 1
    steps = iter(path)
    for step in steps:
        if last == 0:
            raise ValueError("the proof is longer than the tree is high")
        if node & 1 or node == last:
            value = node_hash(step, value)
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            value = node_hash(value, step)
        node, last = node >> 1, last >> 1
    if last:
        raise ValueError("the proof is shorter than the tree is high")
    return value
