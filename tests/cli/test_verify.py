"""`mutirao register verify`: 0 when the register is whole, 1 with sentences when it is not."""

from __future__ import annotations

import inspect
import json
import re

import pytest
from commands import run
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import connection
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from build import in_force
from cast import NOW, Cast
from mutirao.base.register import immutability, seals, verify
from mutirao.base.register.models import Act, Head
from mutirao.base.register.seals import public_key_hex
from mutirao.cli.register import SENTENCES


@pytest.fixture
def acts(cast: Cast, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks) -> int:
    """A sealed register made by acts; how many there are."""
    in_force(cast)
    with django_capture_on_commit_callbacks(execute=True):
        seals.seal(at=NOW)
    return Act.objects.count()


def tamper() -> int:
    """Alter one act behind the register's back; its number."""
    number = Act.objects.order_by("pk")[2].pk
    connection.check_constraints()
    immutability.allow(connection)
    Act.objects.filter(pk=number).update(name="nothing.happened")
    return number


def test_a_whole_register_is_said_to_be_whole(capsys: pytest.CaptureFixture[str], acts: int) -> None:
    said = run(capsys, "register", "verify")
    assert said.code == 0
    assert said.out == (
        f"Whole: {acts} acts under 1 signed heads, 1 of them compared with the copy outside the database; "
        "0 waiting to be sealed.\n"
    )
    assert said.err == f"\r{acts} of {acts} acts checked\n"


def test_the_report_for_a_machine(capsys: pytest.CaptureFixture[str], acts: int) -> None:
    said = run(capsys, "register", "verify", "--json", "--key", public_key_hex())
    assert (said.code, said.err) == (0, "")
    assert json.loads(said.out) == {
        "acts": acts,
        "unsealed": 0,
        "heads": 1,
        "copied": 1,
        "root": Head.objects.get().root,
        "findings": [],
        "ok": True,
    }


def test_a_finding_is_said_in_words_and_for_machines(capsys: pytest.CaptureFixture[str], acts: int) -> None:
    number = tamper()
    said = run(capsys, "register", "verify")
    assert (said.code, said.out) == (
        1,
        f"Act {number} was altered after it was sealed.\nNot whole: 1 findings.\n",
    )
    said = run(capsys, "register", "verify", "--json")
    assert said.code == 1
    report = json.loads(said.out)
    assert report["ok"] is False
    assert report["findings"] == [{"code": "act_altered", "act": number, "head": 0}]


@pytest.mark.usefixtures("acts")
def test_another_key_is_not_ours(capsys: pytest.CaptureFixture[str]) -> None:
    other = Ed25519PrivateKey.from_private_bytes(bytes(32)).public_key().public_bytes_raw().hex()
    said = run(capsys, "register", "verify", "--key", other)
    size = Head.objects.get().size
    assert (said.code, said.out) == (
        1,
        f"Head {size} was signed with another key.\nNot whole: 1 findings.\n",
    )


@pytest.mark.usefixtures("acts")
def test_without_our_key_file_a_key_must_be_given_and_none_is_made(
    capsys: pytest.CaptureFixture[str], settings: Settings
) -> None:
    key = public_key_hex()
    settings.REGISTER_KEY.unlink()
    said = run(capsys, "register", "verify")
    assert said.is_one_sentence, said
    assert said.err == (
        f"mutirao: There is no key at {settings.REGISTER_KEY}: give the public key you trust with --key.\n"
    )
    assert run(capsys, "register", "verify", "--key", key).code == 0
    assert not settings.REGISTER_KEY.exists()


@pytest.mark.django_db
def test_a_register_without_acts_is_whole(capsys: pytest.CaptureFixture[str]) -> None:
    said = run(capsys, "register", "verify")
    assert (said.code, said.out.split(";")[0]) == (
        0,
        "Whole: 0 acts under 0 signed heads, 0 of them compared with the copy outside the database",
    )


def test_every_finding_has_a_sentence() -> None:
    codes = set(re.findall(r'Finding\("(\w+)"', inspect.getsource(verify)))
    assert codes == set(SENTENCES)
    for sentence in SENTENCES.values():
        assert re.fullmatch(r"[A-Z].*\.", sentence.format(act=4, head=5))
