"""Tampering with the signed heads and with their copy outside the database, and exactly what is then said.

The register under attack has seven acts sealed under heads of 3, 5 and 7.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from pytest_django import Settings
from rows import Found, found, hash_anew, report, tampering

from cast import NOW
from mutirao.base.register import merkle
from mutirao.base.register.models import Act, Head, Leaf, Node
from mutirao.base.register.seals import content, signing_key, statement
from mutirao.base.register.verify import verify

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seven")]

STRANGER = Ed25519PrivateKey.from_private_bytes(bytes(32))
STRANGERS_KEY = STRANGER.public_key().public_bytes_raw().hex()


def five(**fields: object) -> Callable[[], None]:
    """An attack that gives the middle head other fields."""
    return lambda: Head.objects.filter(size=5).update(**fields) and None


def swap_heads() -> None:
    """The heads of 3 and 5 change places."""
    for before, after in ((3, 99), (5, 3), (99, 5)):
        Head.objects.filter(size=before).update(size=after)


def sign_five_by_a_stranger() -> None:
    """The middle head is signed, correctly, with a key that is not ours."""
    head = Head.objects.get(size=5)
    five(key=STRANGERS_KEY, signature=STRANGER.sign(statement(head).bytes()).hex())()


def sign_five_by_a_stranger_in_our_name() -> None:
    """The same, claiming that it was our key."""
    five(signature=STRANGER.sign(statement(Head.objects.get(size=5)).bytes()).hex())()


def remove_heads(*sizes: int) -> Callable[[], None]:
    """Heads are gone."""
    return lambda: Head.objects.filter(size__in=sizes)._raw_delete("default") and None


def promise_more() -> None:
    """A head for acts that never were, with the signature of another."""
    last = Head.objects.get(size=7)
    Head.objects.create(
        size=9,
        root=last.root,
        previous=statement(last).digest(),
        sealed_at=NOW,
        key=last.key,
        signature=last.signature,
    )


def truncate_to_five() -> None:
    """Everything after the head of 5 is gone, without a trace in the database."""
    remove_heads(7)()
    Leaf.objects.filter(index__gte=5)._raw_delete("default")
    Node.objects.filter(level=1, index=2)._raw_delete("default")
    Act.objects.filter(pk__gt=5)._raw_delete("default")


def rewrite_with_our_key() -> None:
    """Somebody who stole the key rewrites act 4 and everything that follows from it, and signs it all."""
    Act.objects.filter(pk=4).update(minutes=1)
    Leaf.objects.filter(act_id=4).update(hash=merkle.leaf_hash(content(Act.objects.get(pk=4))))
    hash_anew()
    hashes = {(0, leaf.index): bytes(leaf.hash) for leaf in Leaf.objects.all()}
    hashes |= {(node.level, node.index): bytes(node.hash) for node in Node.objects.all()}
    previous = ""
    for head in Head.objects.order_by("size"):
        head.root = merkle.root([hashes[peak] for peak in merkle.peaks(head.size)]).hex()
        head.previous = previous
        said = statement(head)
        signature = signing_key().sign(said.bytes()).hex()
        Head.objects.filter(pk=head.pk).update(root=head.root, previous=previous, signature=signature)
        previous = said.digest()


def codes(*pairs: tuple[str, int]) -> Found:
    """Findings about heads."""
    return [(code, 0, head) for code, head in pairs]


# attack, what the database alone gives away, what the copy adds
OF_HEADS: tuple[tuple[Callable[[], None], Found, Found], ...] = (
    (
        five(root="0" * 64),
        codes(("head_signature", 5), ("head_chain", 7), ("head_mismatch", 5)),
        codes(("head_swapped", 5)),
    ),
    (
        five(sealed_at=NOW + timedelta(days=1)),
        codes(("head_signature", 5), ("head_chain", 7)),
        codes(("head_swapped", 5)),
    ),
    (
        five(size=6),
        codes(("head_signature", 6), ("head_chain", 7), ("head_mismatch", 6)),
        codes(("head_swapped", 5)),
    ),
    (
        five(size=9),
        codes(("head_chain", 7), ("head_signature", 9), ("head_chain", 9), ("head_too_long", 9)),
        codes(("head_swapped", 5)),
    ),
    (
        five(previous=""),
        codes(("head_signature", 5), ("head_chain", 5), ("head_chain", 7)),
        codes(("head_swapped", 5)),
    ),
    (five(signature="00" * 64), codes(("head_signature", 5)), codes(("head_swapped", 5))),
    (five(signature="not hexadecimal"), codes(("head_signature", 5)), codes(("head_swapped", 5))),
    (five(signature=""), codes(("head_signature", 5)), codes(("head_swapped", 5))),
    (five(key=STRANGERS_KEY), codes(("head_key", 5)), codes(("head_swapped", 5))),
    (sign_five_by_a_stranger, codes(("head_key", 5)), codes(("head_swapped", 5))),
    (sign_five_by_a_stranger_in_our_name, codes(("head_signature", 5)), codes(("head_swapped", 5))),
    (
        swap_heads,
        codes(
            ("head_signature", 3),
            ("head_chain", 3),
            ("head_signature", 5),
            ("head_chain", 5),
            ("head_chain", 7),
            ("head_mismatch", 3),
            ("head_mismatch", 5),
        ),
        codes(("head_swapped", 3), ("head_swapped", 5)),
    ),
    (remove_heads(3), codes(("head_chain", 5)), codes(("head_swapped", 3))),
    (remove_heads(5), codes(("head_chain", 7)), codes(("head_swapped", 5))),
    (remove_heads(7), [("head_missing", 6, 0)], codes(("head_swapped", 7))),
    (
        remove_heads(3, 5, 7),
        [("head_missing", 6, 0)],
        codes(("head_swapped", 3), ("head_swapped", 5), ("head_swapped", 7)),
    ),
    (promise_more, codes(("head_signature", 9), ("head_too_long", 9)), []),
    (truncate_to_five, [], codes(("head_swapped", 7))),
    (rewrite_with_our_key, [], codes(("head_swapped", 5), ("head_swapped", 7))),
)


@pytest.mark.parametrize(("attack", "alone", "by_copy"), OF_HEADS)
def test_tampering_with_heads(
    settings: Settings, attack: Callable[[], None], alone: Found, by_copy: Found
) -> None:
    with tampering():
        attack()
    assert found(settings) == alone
    assert sorted(found(settings, with_copy=True)) == sorted(alone + by_copy)


def test_every_column_of_a_head_is_under_attack_above() -> None:
    columns = {field.name for field in Head._meta.concrete_fields}
    assert columns == {"id", "size", "root", "previous", "sealed_at", "key", "signature"}


def test_the_stranger_s_own_key_verifies_only_the_stranger_s_head(settings: Settings) -> None:
    with tampering():
        sign_five_by_a_stranger()
    said = verify(STRANGER.public_key(), copy=None)
    assert [(f.code, f.head) for f in said.findings] == [("head_key", 3), ("head_key", 7)]


Lines = list[str]


def altered(lines: Lines) -> Lines:
    """The root of the second line is another."""
    return [lines[0], json.dumps({**json.loads(lines[1]), "root": "0" * 64}), lines[2]]


def other_size(lines: Lines) -> Lines:
    """The second line speaks of another size."""
    return [lines[0], lines[1].replace('"size": 5', '"size": 6'), lines[2]]


def no_heads(lines: Lines) -> Lines:
    """Between two heads stand lines that are none."""
    return [lines[0], "[]", "{}", "5", "", lines[2]]


OF_THE_COPY: tuple[tuple[Callable[[Lines], Lines], Found, int], ...] = (
    (altered, [("head_swapped", 0, 5)], 3),
    (other_size, [("head_swapped", 0, 6)], 3),
    (lambda lines: [lines[0], lines[1][:-9], lines[2]], [("copy_unreadable", 2, 0)], 2),
    (no_heads, [("copy_unreadable", n, 0) for n in (2, 3, 4, 5)], 2),
    (lambda lines: ['{"size": Infinity}', *lines], [("copy_unreadable", 1, 0)], 3),
    # What is not in the copy cannot be compared, and is not counted as compared.
    (lambda lines: lines[:1], [], 1),
    (lambda lines: [], [], 0),
    (lambda lines: lines[::-1] + lines, [], 6),
)


@pytest.mark.parametrize(("change", "expected", "copied"), OF_THE_COPY)
def test_tampering_with_the_copy(
    settings: Settings, change: Callable[[Lines], Lines], expected: Found, copied: int
) -> None:
    copy: Path = settings.REGISTER_HEADS
    copy.write_text("".join(f"{line}\n" for line in change(copy.read_text().splitlines())))
    assert found(settings, with_copy=True) == expected
    assert report(settings, with_copy=True).copied == copied
    assert found(settings) == []


def test_a_copy_that_is_not_text_or_not_there(settings: Settings) -> None:
    copy: Path = settings.REGISTER_HEADS
    copy.write_bytes(b"\xff\xfe\n" + copy.read_bytes())
    assert found(settings, with_copy=True) == [("copy_unreadable", 1, 0)]
    copy.unlink()
    said = report(settings, with_copy=True)
    assert (said.is_whole, said.heads, said.copied) == (True, 3, 0)
