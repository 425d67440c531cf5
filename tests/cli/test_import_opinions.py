"""`mutirao import opinions`: a conversation comes in whole or not at all, and its map is drawn at once."""

from __future__ import annotations

from pathlib import Path

import pytest
from commands import Said, run

from cast import Cast
from mutirao.planning.statements.models import Conversation
from shared import SHARED, needs_shared
from talking import counted, place, tally

pytestmark = pytest.mark.django_db
GIVEN = ("--service", "small-works", "--question", "Which park?", "--source", "Park day")


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """Two people's answers to two statements."""
    file = tmp_path / "talk.csv"
    file.write_text("person,statement,answer\nann,1,1\nann,2,-1\nbob,1,1\n")
    return file


def bring_in(capsys: pytest.CaptureFixture[str], file: Path, who: str = "ada") -> Said:
    """Bring a conversation into the service of the tests, in this process."""
    return run(capsys, "import", "opinions", file, "--as", f"{who}@example.org", *GIVEN)


def test_a_conversation_is_brought_in_and_drawn(
    capsys: pytest.CaptureFixture[str], cast: Cast, table: Path
) -> None:
    place(cast)
    said = bring_in(capsys, table)
    assert said == Said(0, "3 answers of 2 people: /services/small-works/statements/which-park/map/\n", "")
    made = Conversation.objects.get()
    assert tally(made) == counted(made) == [(2, 0, 0), (0, 0, 1)]
    assert made.map["explanation"]["no_groups_because"] == "few-people"


@pytest.mark.parametrize(
    ("who", "said"),
    [("dee", "Set priorities"), ("nobody", "Nobody has joined as 'nobody@example.org'.")],
)
def test_only_somebody_who_may_brings_it_in(
    capsys: pytest.CaptureFixture[str], cast: Cast, table: Path, who: str, said: str
) -> None:
    place(cast)
    result = bring_in(capsys, table, who)
    assert result.code == 2 and said in result.err
    assert not Conversation.objects.exists()


def test_a_table_that_cannot_be_read_changes_nothing(
    capsys: pytest.CaptureFixture[str], cast: Cast, table: Path
) -> None:
    place(cast)
    table.write_text("person,statement,answer\nann,1,5\n")
    result = bring_in(capsys, table)
    assert result.code == 2 and "Line 2 of talk.csv" in result.err
    assert not Conversation.objects.exists()


@pytest.mark.shared
@needs_shared
def test_a_real_conversation(capsys: pytest.CaptureFixture[str], cast: Cast) -> None:
    place(cast)
    assert bring_in(capsys, SHARED / "polis" / "vtaiwan.uberx").code == 0
    made = Conversation.objects.get()
    assert tally(made) == counted(made)
    assert [group["is_shown"] for group in made.map["groups"]] == [True, True]
