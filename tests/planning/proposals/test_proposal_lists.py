"""Lists of proposals from elsewhere: read with care, brought in whole or not at all, once."""

from __future__ import annotations

import gzip
import io
import tracemalloc
import zipfile
import zlib
from decimal import Decimal
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build import in_force
from cast import NOW, Cast
from mutirao.base.register.models import Act
from mutirao.planning.decisions.models import Step
from mutirao.planning.proposals import import_acts, lists
from mutirao.planning.proposals.models import Alike, Call, Proposal, Version
from mutirao.theory.proposals import State, Text
from mutirao.theory.reasons import Refused
from proposing import judge, open_call
from refusing import refused

HEAD = "id,title,what,why,place,latitude,longitude\n"
THREE = (
    HEAD
    + '1,A bench,"One, by the church",To rest,Church Lane,51.88,-1.3\n'
    + "2,Benches,By the church,,,,\n"
    + "3,عين ماء,\u202eنافورة\u202c,,,,\n"
)
SMALL = "This list is too large: unpacked, 1000000 bytes fit."
DAMAGED = "This packed file is damaged or locked, and cannot be opened."


def said(data: bytes) -> str:
    """What is said against a list, which must be refused."""
    with pytest.raises(Refused) as caught:
        lists.rows(lists.unpacked(data))
    return str(caught.value.reasons[0].facts["text"])


def zipped(**files: bytes) -> bytes:
    """Files packed together."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as packing:
        for name, data in files.items():
            packing.writestr(name, data)
    return held.getvalue()


# -- reading --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "data",
    [
        THREE.encode(),
        THREE.encode("utf-8-sig"),
        THREE.encode("utf-16"),
        gzip.compress(THREE.encode(), mtime=0),
        zipped(list=THREE.encode()),
        THREE.replace("One, by", "One by")
        .replace('"', "")
        .replace(",", ";")
        .replace("One by", "One, by")
        .encode(),
    ],
    ids=["utf-8", "with its mark", "utf-16", "gzip", "zip", "semicolons"],
)
def test_the_same_list_in_many_forms(data: bytes) -> None:
    rows = lists.rows(lists.unpacked(data))
    assert [(row.line, row.external_id, row.text, row.fault) for row in rows] == [
        (2, "1", Text("A bench", "One, by the church", "To rest", "", "Church Lane"), ""),
        (3, "2", Text("Benches", "By the church"), ""),
        (4, "3", Text("عين ماء", "نافورة"), ""),
    ]
    assert (rows[0].latitude, rows[0].longitude) == (Decimal("51.88"), Decimal("-1.3"))
    assert lists.rows(lists.arrived(lists.carried(lists.unpacked(data)))) == rows


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "The first line must name the columns. Missing: id, title, what."),
        (b"id,what\n1,x\n", "The first line must name the columns. Missing: title."),
        (b"id,title,what,title\n1,x,y,z\n", "A column stands there twice: title."),
        (HEAD.encode(), "There are no proposals in this list."),
        (b"id,title,what\n\xff\xfe\n", "This is not a text file in UTF-8. Save the table as “CSV UTF-8”."),
        (b'id,title,what\n1,"x\n', "Line 2 is not a row of a table: unexpected end of data."),
        (b"id,title,what\n" + b"1,x,y\n" * 2001, "This list has more than 2000 rows."),
        (b"x" * 1_000_001, SMALL),
        (b"\x1f\x8bnonsense", DAMAGED),
        (gzip.compress(b"x" * 900, mtime=0)[:-12], DAMAGED),
        (b"PK\x03\x04nonsense", DAMAGED),
        (zipped(a=b"1", b=b"2"), "A packed file must hold one list and nothing else."),
    ],
)
def test_what_is_no_list(data: bytes, sentence: str) -> None:
    assert said(data) == sentence


@pytest.mark.parametrize(
    ("cells", "fault"),
    [
        (",A bench,Here", "The id is missing, or longer than 120 characters."),
        ("9,,Here", "A proposal needs a title, and what should be done."),
        ("9,A bench,", "A proposal needs a title, and what should be done."),
        ("9,A bench," + "x" * 10_001, "“What should be done” has 10001 characters; 10000 fit."),
        ("9,A bench,Here,,,north,1", "A latitude or longitude is not a number of degrees."),
        (
            "9,A bench,Here,,,91,1",
            "This is not a spot on earth: give both latitude and longitude, in degrees.",
        ),
        ("9,A bench,Here,,,9,1,more", "This row has more cells than there are columns."),
        ("8,A bench,Here", "The id stands in line 2 already."),
    ],
)
def test_what_is_wrong_with_one_row(cells: str, fault: str) -> None:
    rows = lists.rows(f"{HEAD}8,A lamp,There\n{cells}\n".encode())
    assert [row.fault for row in rows] == ["", fault]


def bomb(n: int) -> bytes:
    """A gzip file of a few bytes that would unpack to n."""
    return gzip.compress(b"\0" * n, mtime=0)


@pytest.mark.parametrize(
    "packed",
    [bomb(200_000_000), zipped(list=b"\0" * 200_000_000), gzip.compress(bomb(50_000_000) * 40, mtime=0)],
    ids=["gzip", "zip", "packed twice"],
)
def test_a_bomb_is_refused_before_it_fills_memory(packed: bytes) -> None:
    tracemalloc.start()
    sentence = said(packed)
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert sentence == SMALL
    assert most < 20_000_000


def test_a_zip_that_lies_about_its_size_is_not_believed() -> None:
    data = bytearray(zipped(list=b"\0" * 5_000_000))
    real = (5_000_000).to_bytes(4, "little")
    assert data.count(real) == 2
    data = data.replace(real, (10).to_bytes(4, "little"))
    with pytest.raises(Refused):
        lists.rows(lists.unpacked(bytes(data)))


@given(st.binary(max_size=300))
def test_no_bytes_whatever_break_it(data: bytes) -> None:
    for given_bytes in (data, b"id,title,what\n" + data, zlib.compress(data, wbits=31), b"\x1f\x8b" + data):
        try:
            lists.plan(lists.rows(lists.unpacked(given_bytes)), {})
        except Refused as refused_list:
            assert refused_list.reasons[0].code == "bad_input"


# -- bringing in ----------------------------------------------------------------------------------------


@pytest.fixture
def call(cast: Cast) -> Call:
    """An open call."""
    return open_call(cast, in_force(cast))


def bring_in(cast: Cast, call: Call, text: str = THREE, source: str = "the May fair") -> import_acts.Brought:
    """Ada brings in three, unless told otherwise."""
    made: import_acts.Brought = import_acts.bring_in(
        call=call, rows=lists.rows(text.encode()), source=source, by=cast.acting("ada"), at=NOW
    )
    return made


def test_bringing_in_a_list(cast: Cast, call: Call) -> None:
    assert bring_in(cast, call) == import_acts.Brought(3, 0, 0)
    found = list(Proposal.objects.with_text())
    assert [(p.number, p.external_id, p.source, p.title) for p in found] == [
        (1, "1", "the May fair", "A bench"),
        (2, "2", "the May fair", "Benches"),
        (3, "3", "the May fair", "عين ماء"),
    ]
    assert [(a.first.number, a.second.number) for a in Alike.objects.all()] == [(1, 2)]
    assert Step.objects.count() == 3
    row = Act.objects.get(name="proposal.import")
    assert row.facts == {"call": call.question, "fresh": 3, "changed": 0, "same": 0}


def test_the_same_list_again_changes_nothing(cast: Cast, call: Call) -> None:
    bring_in(cast, call)
    assert bring_in(cast, call) == import_acts.Brought(0, 0, 3)
    assert Version.objects.count() == 3
    longer = THREE.replace("To rest", "To rest and to talk") + "4,A lamp,By the bridge,,,,\n"
    assert bring_in(cast, call, longer) == import_acts.Brought(1, 1, 2)
    assert [v.why for v in Proposal.objects.get(number=1).versions.all()] == [
        "To rest",
        "To rest and to talk",
    ]


def test_with_one_fault_nothing_is_written(cast: Cast, call: Call) -> None:
    bring_in(cast, call)
    judge(cast, Proposal.objects.locked(Proposal.objects.get(number=1).pk))
    changed = "4,A lamp,By the bridge,,,,\n" + "1,A bench,Elsewhere,,,,\n"
    with refused(
        "bad_input", "Nothing was brought in. Line 3: Its text cannot change any more. (1 lines in all.)"
    ):
        bring_in(cast, call, HEAD + changed)
    with refused("bad_input", "Say where these proposals come from."):
        bring_in(cast, call, source=" ")
    assert Proposal.objects.count() == 3
    assert Proposal.objects.get(number=1).state == State.FEASIBLE


@pytest.mark.slow
def test_two_thousand_come_in_within_a_minute(cast: Cast, call: Call) -> None:
    lines = [f"{n},Proposal {n} w{n % 97}x,We want w{n % 89}y and w{n % 83}z here,,,," for n in range(2_000)]
    begun = perf_counter()
    assert bring_in(cast, call, HEAD + "\n".join(lines)).fresh == 2_000
    assert perf_counter() - begun < 60
