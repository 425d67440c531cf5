"""Sealing: what a seal closes, in which order, signed by whom, and what it costs."""

from __future__ import annotations

import json
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest
import rfc6962
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings
from rows import Sealer, contents, write

from cast import NOW
from mutirao.base.register import seals
from mutirao.base.register.models import Act, Head, Leaf, Node
from mutirao.base.register.seals import as_json, public_key, public_key_hex, statement
from mutirao.base.register.verify import Report, verify

pytestmark = pytest.mark.django_db


def checked(settings: Settings) -> Report:
    """The report on this register and its copy."""
    return verify(public_key(), copy=settings.REGISTER_HEADS)


def root_of(size: int) -> str:
    """The root over the first acts in sealed order, by the oracle."""
    return rfc6962.tree_hash(contents()[:size]).hex()


def test_with_nothing_to_seal_there_is_no_head_and_no_copy(seal: Sealer, settings: Settings) -> None:
    assert seal() is None
    assert not Head.objects.exists()
    assert not settings.REGISTER_HEADS.exists()
    assert checked(settings).as_json() == {
        "acts": 0,
        "unsealed": 0,
        "heads": 0,
        "copied": 0,
        "root": sha256(b"").hexdigest(),
        "findings": [],
        "ok": True,
    }


@pytest.mark.parametrize("size", [1, 2, 3, 7, 8, 33])
def test_one_seal_closes_every_act_under_the_root_of_the_rfc(
    seal: Sealer, settings: Settings, size: int
) -> None:
    write(range(1, size + 1))
    head = seal()
    assert head is not None
    assert (head.size, head.root, head.previous) == (size, root_of(size), "")
    assert list(Leaf.objects.order_by("index").values_list("index", "act_id")) == [
        (n, n + 1) for n in range(size)
    ]
    assert Node.objects.count() == size - bin(size).count("1")
    report = checked(settings)
    assert (report.findings, report.acts, report.heads, report.unsealed) == ([], size, 1, 0)


def test_each_seal_closes_what_is_new_and_names_the_head_before_it(seal: Sealer, settings: Settings) -> None:
    sizes, first = (3, 4, 12, 13), 1
    for minute, size in enumerate(sizes):
        write(range(first, size + 1))
        seal(NOW + timedelta(minutes=minute))
        first = size + 1
    heads = list(Head.objects.order_by("size"))
    assert [head.size for head in heads] == list(sizes)
    assert [head.root for head in heads] == [root_of(size) for size in sizes]
    assert [head.sealed_at for head in heads] == [NOW + timedelta(minutes=n) for n in range(4)]
    digests = [statement(head).digest() for head in heads]
    assert [head.previous for head in heads] == ["", *digests[:-1]]
    lines = settings.REGISTER_HEADS.read_text().splitlines()
    assert [json.loads(line) for line in lines] == [as_json(head) for head in heads]
    assert checked(settings).is_whole


def test_a_second_seal_with_nothing_new_changes_nothing(seal: Sealer, settings: Settings) -> None:
    write(range(1, 4))
    seal()
    kept = settings.REGISTER_HEADS.read_bytes()
    assert seal(NOW + timedelta(hours=1)) is None
    assert Head.objects.count() == 1
    assert settings.REGISTER_HEADS.read_bytes() == kept


def test_a_head_is_signed_over_one_field_a_line(seal: Sealer) -> None:
    write([1])
    seal()
    write([2])
    head = seal(NOW + timedelta(seconds=1, microseconds=5))
    first = Head.objects.get(size=1)
    assert head is not None
    signed = (
        f"mutirao register head\n2\n{head.root}\n{sha256(statement(first).bytes()).hexdigest()}\n"
        "2026-05-04T12:00:01.000005+00:00\n"
    ).encode()
    key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(public_key_hex()))
    assert head.key == public_key_hex()
    key.verify(bytes.fromhex(head.signature), signed)  # raises where it does not fit


def test_the_content_of_an_act_is_json_with_sorted_keys() -> None:
    write([4])
    act = Act.objects.get()
    written = act.written_at.isoformat(timespec="microseconds")
    assert seals.content(act).decode() == (
        '{"actor":"00000000-0000-0000-0000-000000000001","agreement":null,'
        '"at":"2026-05-04T12:04:00.000000+00:00","behalf":null,"duty":"carry_out","evidence":"hours",'
        '"facts":{"list":[1,2.5,null,true],"n":4,"words":"Frühstück à Villa – ação 朝"},"id":4,'
        '"minutes":124,"name":"turn.take","party":null,"service":null,"side":"community",'
        f'"subject":"sessions.turn:4","way":"does","written_at":"{written}"}}'
    )


def test_acts_that_come_late_with_lower_numbers_are_sealed_next_time(
    seal: Sealer, settings: Settings
) -> None:
    write([10, 11, 14])
    seal()
    write([5, 12])
    seal()
    write([13, 3, 20])
    seal()
    sealed = Leaf.objects.order_by("index").values_list("act_id", flat=True)
    assert list(sealed) == [10, 11, 14, 5, 12, 3, 13, 20]
    assert checked(settings).is_whole
    assert checked(settings).unsealed == 0


def test_an_act_further_behind_than_we_look_is_counted_as_unsealed(
    seal: Sealer, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(seals, "LATE", 10)
    write([20, 30])
    seal()
    write([15, 35])
    seal()
    assert list(Leaf.objects.order_by("index").values_list("act_id", flat=True)) == [20, 30, 35]
    assert (checked(settings).is_whole, checked(settings).unsealed) == (True, 1)


@pytest.mark.parametrize("batch", [1, 4, 7, 30, 31])
def test_small_batches_lead_to_the_same_root_as_one(
    seal: Sealer, settings: Settings, monkeypatch: pytest.MonkeyPatch, batch: int
) -> None:
    monkeypatch.setattr(seals, "BATCH", batch)
    write(range(1, 6))
    seal()
    write(range(6, 36))
    head = seal()
    assert head is not None
    assert (head.size, head.root) == (35, root_of(35))
    assert Head.objects.count() == 2
    assert checked(settings).is_whole


def queries_to_seal(seal: Sealer, first: int) -> list[str]:
    """The queries of sealing one more act."""
    write([first])
    with CaptureQueriesContext(connection) as log:
        seal()
    return [query["sql"] for query in log.captured_queries]


def test_sealing_reads_no_old_act_however_long_the_register(seal: Sealer) -> None:
    write(range(1, 17))
    seal()
    short = queries_to_seal(seal, 17)
    write(range(18, 1025))
    seal()
    long = queries_to_seal(seal, 1025)  # 17 and 1,025 acts are both two complete subtrees
    assert len(long) == len(short)
    assert Leaf.objects.count() == 1025
    of_acts = [sql for sql in long if 'FROM "register_act"' in sql]
    assert len(of_acts) == 2  # one batch, and the question whether there is another
    assert all("LIMIT" in sql and '"register_act"."id" > ' in sql for sql in of_acts)


def test_the_key_is_readable_by_its_owner_only_and_made_once(seal: Sealer, settings: Settings) -> None:
    key: Path = settings.REGISTER_KEY
    assert not key.exists()
    write([1])
    seal()
    made = key.read_bytes()
    write([2])
    seal()
    assert key.stat().st_mode & 0o777 == 0o600
    assert (key.read_bytes(), len(made)) == (made, 32)
    assert set(Head.objects.values_list("key", flat=True)) == {public_key_hex()}
    assert [file.name for file in key.parent.iterdir() if file.name.startswith("tmp")] == []
