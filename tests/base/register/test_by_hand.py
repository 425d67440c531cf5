"""Checking the register from outside, with nothing but what the pages give and the programs of the docs."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidSignature
from django.http import HttpResponse, StreamingHttpResponse
from django.test import Client
from django.urls import reverse
from rows import Sealer, contents, tampering, write

from mutirao.base.register import merkle
from mutirao.base.register.models import Act, Head, Leaf
from mutirao.base.register.seals import as_json, content, public_key_hex
from mutirao.cli.register import SENTENCES

pytestmark = pytest.mark.django_db

DOCS = Path(__file__).resolve().parents[3] / "docs"
REFERENCE = (DOCS / "reference" / "register.md").read_text()
ALL_OF_IT, ONE_ACT = re.findall(r"```python\n(.*?)```", REFERENCE, re.DOTALL)


@pytest.fixture
def pages() -> Client:
    """A visitor."""
    return Client()


def saved(pages: Client, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a careful visitor saves: the register, the newest head, the key."""
    monkeypatch.chdir(folder)
    download = pages.get(reverse("register-download"))
    assert isinstance(download, StreamingHttpResponse)
    Path("register.jsonl").write_bytes(b"".join(download.streaming_content))  # type: ignore[arg-type]
    Path("head.json").write_bytes(pages.get(reverse("head")).content)
    key = re.search(r"\b[0-9a-f]{64}\b", pages.get(reverse("verify")).content.decode())
    assert key is not None
    Path("key.txt").write_text(key[0])


@pytest.mark.parametrize("size", [1, 2, 7, 8, 21])
def test_the_program_for_all_of_it(
    seal: Sealer, pages: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    write(range(1, size + 1))
    seal()
    saved(pages, tmp_path, monkeypatch)
    exec(ALL_OF_IT, {})
    Path("register.jsonl").write_bytes(
        Path("register.jsonl").read_bytes().replace(b'"minutes":121', b'"minutes":12')
    )
    with pytest.raises(AssertionError, match="acts were altered"):
        exec(ALL_OF_IT, {})


def test_an_old_head_still_fits_a_longer_register(
    seal: Sealer, pages: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(range(1, 6))
    seal()
    saved(pages, tmp_path, monkeypatch)
    kept = Path("head.json").read_bytes()
    write(range(6, 20))
    seal()
    saved(pages, tmp_path, monkeypatch)
    Path("head.json").write_bytes(kept)
    exec(ALL_OF_IT, {})
    lines = Path("register.jsonl").read_bytes().splitlines(keepends=True)
    assert len(lines) == 19
    for bent, words in ((lines[:4], "acts are missing"), (lines[1::-1] + lines[2:], "acts were altered")):
        Path("register.jsonl").write_bytes(b"".join(bent))
        with pytest.raises(AssertionError, match=words):
            exec(ALL_OF_IT, {})


@pytest.mark.parametrize("field", ["size", "root", "previous", "sealed_at"])
def test_a_head_that_says_anything_else_is_not_signed(
    seal: Sealer, pages: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, field: str
) -> None:
    write(range(1, 6))
    seal()
    saved(pages, tmp_path, monkeypatch)
    head = json.loads(Path("head.json").read_text())
    head[field] = 4 if field == "size" else f"{head[field]}0"
    Path("head.json").write_text(json.dumps(head))
    with pytest.raises(InvalidSignature):
        exec(ALL_OF_IT, {})


@pytest.mark.parametrize("size", [1, 2, 3, 6, 13])
def test_the_program_for_one_act(
    seal: Sealer, pages: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    monkeypatch.chdir(tmp_path)
    write(range(1, size + 1))
    seal()
    for number in range(1, size + 1):
        proof = pages.get(reverse("act-proof", args=[number])).json()
        Path("proof.json").write_text(json.dumps(proof))
        exec(ONE_ACT, {})
        for bent in (
            {**proof, "content": proof["content"].replace("turn.take", "turn.give")},
            {**proof, "path": [*proof["path"], "00" * 32]},
            *([{**proof, "path": proof["path"][:-1]}] if size > 1 else []),
        ):
            Path("proof.json").write_text(json.dumps(bent))
            with pytest.raises(AssertionError):
                exec(ONE_ACT, {})


def test_a_proof_says_everything_that_is_needed(seal: Sealer, pages: Client) -> None:
    write(range(1, 7))
    seal()
    answer = pages.get(reverse("act-proof", args=[4]))
    act, head = Act.objects.get(pk=4), Head.objects.get()
    value = merkle.leaf_hash(content(act))
    proof = answer.json()
    path = [bytes.fromhex(step) for step in proof["path"]]
    assert merkle.root_from_proof(3, 6, value, path).hex() == head.root
    assert proof == {
        "act": 4,
        "content": content(act).decode(),
        "leaf": 3,
        "leaf_hash": value.hex(),
        "path": [step.hex() for step in path],
        "head": as_json(head),
        "holds": True,
    }
    assert head.key == public_key_hex()


def described(heading: str) -> list[str]:
    """What the table under a heading of the docs describes, in its order."""
    _before, _heading, after = REFERENCE.partition(f"\n## {heading}\n")
    rows = re.findall(r"^\| (`.*?`) \|", after.partition("\n## ")[0], re.MULTILINE)
    return [name for row in rows for name in re.findall(r"`(\w+)`", row)]


def test_the_docs_describe_every_key_and_every_finding(seal: Sealer) -> None:
    write([1])
    head = seal()
    assert head is not None
    assert sorted(described("An act")) == sorted(json.loads(content(Act.objects.get())))
    assert described("A head") == list(as_json(head))
    assert sorted(described("What `mutirao register verify` finds")) == sorted(SENTENCES)


def test_the_programs_of_the_docs_are_short() -> None:
    assert max(len(program.strip().splitlines()) for program in (ALL_OF_IT, ONE_ACT)) <= 22


def words(answer: HttpResponse) -> str:
    """The text of a page."""
    return answer.content.decode()


def test_the_page_of_an_act_says_whether_it_is_proved(seal: Sealer, pages: Client) -> None:
    write([1, 2])
    address, proof = reverse("act", args=[2]), reverse("act-proof", args=[2])
    answer = pages.get(address)
    assert (answer.status_code, pages.get(proof).status_code) == (200, 404)
    assert "Not sealed yet" in words(answer)
    seal()
    answer = Client().get(address)
    assert "Proved" in words(answer)
    assert "sessions.turn:2" in words(answer)
    with tampering():
        Act.objects.filter(pk=2).update(minutes=1)
    answer = Client().get(address)
    assert "The proof does not hold" in words(answer)
    assert Client().get(proof).json()["holds"] is False
    assert Client().get(reverse("act", args=[3])).status_code == 404


def test_without_a_head_there_is_none_to_keep(pages: Client) -> None:
    write([1])
    assert pages.get(reverse("head")).status_code == 404
    assert "Nothing has been sealed yet" in words(pages.get(reverse("verify")))
    assert "Nothing has been sealed yet" in words(pages.get(reverse("register")))


def test_what_is_downloaded_are_the_hashed_bytes_in_sealed_order(seal: Sealer, pages: Client) -> None:
    write([3, 4])
    seal()
    write([1, 2, 5])
    seal()
    write([6])  # not sealed yet
    answer = pages.get(reverse("register-download"))
    assert isinstance(answer, StreamingHttpResponse)
    lines = b"".join(answer.streaming_content).splitlines()  # type: ignore[arg-type]
    assert lines == contents()
    assert [json.loads(line)["id"] for line in lines] == [3, 4, 1, 2, 5]
    assert [merkle.leaf_hash(line) for line in lines] == [
        bytes(value) for value in Leaf.objects.order_by("index").values_list("hash", flat=True)
    ]
    assert "attachment" in answer["Content-Disposition"]


@pytest.mark.parametrize("before", ["0", "", "x", "-1", "9" * 30, "4.5", "٤"])
def test_any_page_number_is_answered(pages: Client, before: str) -> None:
    write(range(1, 50))
    answer = pages.get(reverse("register"), {"before": before})
    assert answer.status_code == 200


def test_acts_are_paged_newest_first_and_none_is_left_out(pages: Client) -> None:
    write(range(1, 65))
    address, numbers = reverse("register"), []
    while address:
        answer = pages.get(address)
        for line in answer.context["lines"]:  # the same done many times in a row is one line
            numbers += range(line.number, (line.first or line.number) - 1, -1)
            assert f"/register/acts/{line.number}/" in words(answer)
        older = re.search(r'href="(\?before=\d+)"', words(answer))
        address = reverse("register") + older[1] if older else ""
    assert numbers == list(range(64, 0, -1))
