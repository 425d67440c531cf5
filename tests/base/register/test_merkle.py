"""The Merkle tree against an oracle written from the RFC, and against its published vectors."""

from __future__ import annotations

import pytest
import rfc6962
from hypothesis import given, settings
from hypothesis import strategies as st

from mutirao.base.register import merkle

LARGEST = 130
CONTENTS = tuple(f"act {n}".encode() for n in range(LARGEST))
HASHES = tuple(merkle.leaf_hash(content) for content in CONTENTS)


def grown(hashes: tuple[bytes, ...]) -> dict[merkle.Place, bytes]:
    """Every complete subtree, kept as the register keeps them: leaf by leaf."""
    kept: dict[merkle.Place, bytes] = {}
    for leaf, value in enumerate(hashes):
        kept[0, leaf] = value
        kept.update(merkle.grow(leaf, value, kept.__getitem__))
    return kept


KEPT = grown(HASHES)


def leads_to(root: bytes, leaf: int, size: int, value: bytes, path: list[bytes]) -> bool:
    """Whether a proof is accepted."""
    try:
        return merkle.root_from_proof(leaf, size, value, path) == root
    except ValueError:
        return False


@pytest.mark.parametrize("size", range(len(rfc6962.ROOTS)))
def test_published_roots_of_the_certificate_transparency_inputs(size: int) -> None:
    hashes = tuple(merkle.leaf_hash(content) for content in rfc6962.INPUTS[:size])
    kept = grown(hashes)
    assert merkle.root([kept[place] for place in merkle.peaks(size)]).hex() == rfc6962.ROOTS[size]
    assert rfc6962.tree_hash(rfc6962.INPUTS[:size]).hex() == rfc6962.ROOTS[size]


@pytest.mark.parametrize(
    ("leaf", "size", "path"),
    [
        (0, 1, []),
        (
            0,
            8,
            [
                "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
            ],
        ),
        (
            5,
            8,
            [
                "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
                "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            ],
        ),
        (
            2,
            3,
            ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"],
        ),
    ],
)
def test_published_audit_paths(leaf: int, size: int, path: list[str]) -> None:
    kept = grown(tuple(merkle.leaf_hash(content) for content in rfc6962.INPUTS[:size]))
    assert [step.hex() for step in merkle.proof(leaf, size, kept)] == path


@pytest.mark.parametrize("size", range(LARGEST + 1))
def test_root_and_every_proof_of_every_size_up_to_130(size: int) -> None:
    root = rfc6962.tree_hash(CONTENTS[:size])
    assert merkle.root([KEPT[place] for place in merkle.peaks(size)]) == root
    for leaf in range(size):
        path = merkle.proof(leaf, size, KEPT)
        assert path == rfc6962.path(leaf, CONTENTS[:size])
        assert merkle.root_from_proof(leaf, size, HASHES[leaf], path) == root


@pytest.mark.parametrize("size", [1, 2, 3, 4, 5, 7, 8, 11, 16, 21])
def test_no_other_leaf_place_size_order_or_length_is_accepted(size: int) -> None:
    root = rfc6962.tree_hash(CONTENTS[:size])
    for leaf in range(size):
        value, path = HASHES[leaf], merkle.proof(leaf, size, KEPT)
        others = [other for other in range(size) if other != leaf]
        assert not any(leads_to(root, leaf, size, HASHES[other], path) for other in others)
        assert not any(leads_to(root, other, size, value, path) for other in others)
        assert not any(leads_to(root, leaf, size, value, path[:n]) for n in range(len(path)))
        assert not leads_to(root, leaf, size, value, [*path, merkle.EMPTY])
        assert not leads_to(root, leaf, size, value, [merkle.EMPTY, *path])
        if len(path) > 1:
            assert not leads_to(root, leaf, size, value, path[::-1])
        for step in range(len(path)):
            bent = [*path[:step], bytes([path[step][0] ^ 1]) + path[step][1:], *path[step + 1 :]]
            assert not leads_to(root, leaf, size, value, bent)


def test_a_proof_of_wrong_length_is_refused_with_the_reason() -> None:
    path = merkle.proof(2, 5, KEPT)
    with pytest.raises(ValueError, match="longer than the tree is high"):
        merkle.root_from_proof(2, 5, HASHES[2], [*path, merkle.EMPTY])
    with pytest.raises(ValueError, match="shorter than the tree is high"):
        merkle.root_from_proof(2, 5, HASHES[2], path[:-1])


@pytest.mark.parametrize(("leaf", "size"), [(0, 0), (1, 1), (-1, 4), (4, 4)])
def test_there_is_no_proof_of_a_leaf_outside_the_tree(leaf: int, size: int) -> None:
    with pytest.raises(ValueError, match="no such leaf"):
        merkle.proof_places(leaf, size)


def test_leaves_and_nodes_are_kept_apart() -> None:
    left, right = HASHES[:2]
    assert merkle.leaf_hash(left + right) != merkle.node_hash(left, right)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.binary(max_size=40), min_size=1, max_size=700), st.data())
def test_any_larger_tree_agrees_with_the_oracle(contents: list[bytes], data: st.DataObject) -> None:
    kept = grown(tuple(merkle.leaf_hash(content) for content in contents))
    size = data.draw(st.integers(1, len(contents)))
    leaf = data.draw(st.integers(0, size - 1))
    root, path = rfc6962.tree_hash(contents[:size]), merkle.proof(leaf, size, kept)
    assert merkle.root([kept[place] for place in merkle.peaks(size)]) == root
    assert path == rfc6962.path(leaf, contents[:size])
    assert merkle.root_from_proof(leaf, size, merkle.leaf_hash(contents[leaf]), path) == root


@given(st.integers(0, 2**60), st.data())
def test_a_proof_needs_few_subtrees_however_long_the_register(size: int, data: st.DataObject) -> None:
    leaf = data.draw(st.integers(0, size))
    places = [place for step in merkle.proof_places(leaf, size + 1) for place in step]
    assert len(places) <= 2 * (size + 1).bit_length()
    assert len(set(places)) == len(places)
