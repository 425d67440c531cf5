"""An oracle for the Merkle tree, written straight from the recursive definitions of RFC 6962, section 2.1.

It knows nothing of levels, peaks or stored nodes: whole lists of contents in, hashes out.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

# The leaf inputs that Certificate Transparency implementations test with, and the published root of the
# first n of them.
INPUTS: tuple[bytes, ...] = tuple(
    bytes.fromhex(text)
    for text in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
)
ROOTS: tuple[str, ...] = (
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
)


def split(size: int) -> int:
    """The largest power of two smaller than `size` (k in the RFC)."""
    k = 1
    while 2 * k < size:
        k *= 2
    return k


def tree_hash(contents: Sequence[bytes]) -> bytes:
    """MTH(D[n])."""
    if not contents:
        return sha256(b"").digest()
    if len(contents) == 1:
        return sha256(b"\x00" + contents[0]).digest()
    k = split(len(contents))
    return sha256(b"\x01" + tree_hash(contents[:k]) + tree_hash(contents[k:])).digest()


def path(m: int, contents: Sequence[bytes]) -> list[bytes]:
    """PATH(m, D[n]): the audit path of leaf m."""
    if len(contents) == 1:
        return []
    k = split(len(contents))
    if m < k:
        return [*path(m, contents[:k]), tree_hash(contents[k:])]
    return [*path(m - k, contents[k:]), tree_hash(contents[:k])]
