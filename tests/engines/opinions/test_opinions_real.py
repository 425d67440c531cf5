"""Four real conversations: read, written back to the byte, and mapped as red-dwarf maps them."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import pytest
from red_dwarf import Theirs, adjusted_rand, red_dwarf

from mutirao.engines.opinions.conversation import Conversation
from mutirao.engines.opinions.findings import Finding
from mutirao.engines.opinions.opinion_map import OpinionMap, opinion_map, refresh
from mutirao.engines.opinions.polis import FILES, read
from mutirao.engines.opinions.polis_writing import write
from shared import SHARED, needs_shared

pytestmark = [pytest.mark.shared, needs_shared]

FOLDERS = {path.name: path for path in sorted((SHARED / "polis").glob("*")) if path.is_dir()}
KNOWN = {
    "brexit-consensus": 3,
    "london.youth.policing": 3,
    "scoop-hivemind.biodiversity": 2,
    "vtaiwan.uberx": 2,
}


@cache
def conversation(name: str) -> Conversation:
    return read(FOLDERS[name])


@cache
def ours(name: str) -> OpinionMap:
    return opinion_map(conversation(name).answers())


@cache
def theirs(name: str) -> Theirs:
    return red_dwarf(conversation(name).answers())


def test_the_four_are_there() -> None:
    assert set(KNOWN) <= set(FOLDERS)


@pytest.mark.parametrize("name", FOLDERS)
def test_an_export_is_written_back_to_the_byte(name: str) -> None:
    written = write(conversation(name))
    assert list(written) == list(FILES)
    for file, data in written.items():
        assert data == (FOLDERS[name] / file).read_bytes(), file


@pytest.mark.parametrize("name", FOLDERS)
def test_agreement_is_one_in_every_table(name: str) -> None:
    """The table of participants, read alone, says the same as the votes."""
    from mutirao.engines.opinions.polis import read_files

    whole = conversation(name)
    assert not whole.flipped
    alone = read_files({"participants-votes.csv": (FOLDERS[name] / "participants-votes.csv").read_bytes()})
    first, second = whole.answers(), alone.answers()
    assert first.people == second.people
    assert np.array_equal(first.value, second.value)
    named = [first.statements[i] for i in first.statement], [second.statements[i] for i in second.statement]
    assert named[0] == named[1]


@pytest.mark.parametrize("name", FOLDERS)
def test_votes_written_the_other_way_round_are_found_out(name: str) -> None:
    from mutirao.engines.opinions.polis import read_files

    files = write(conversation(name))
    lines = files["votes.csv"].decode().split("\n")
    turned = [
        lines[0],
        *(f"{line.rpartition(',')[0]},{-int(line.rpartition(',')[2])}" for line in lines[1:-1]),
    ]
    files["votes.csv"] = "\n".join(turned).encode()
    found = read_files(files)
    assert found.flipped
    assert np.array_equal(found.answers().value, conversation(name).answers().value)


@pytest.mark.parametrize("name", FOLDERS)
def test_the_same_groups_as_red_dwarf(name: str) -> None:
    found, other = ours(name), theirs(name)
    assert len(found.groups) == len(set(other.group[other.group >= 0].tolist()))
    assert np.array_equal(found.group >= 0, other.group >= 0)
    assert adjusted_rand(found.group, other.group) >= 0.95
    assert np.abs(found.positions - other.positions).max() < 0.001
    if name in KNOWN:
        assert len(found.groups) == KNOWN[name]


@pytest.mark.parametrize("name", FOLDERS)
def test_the_same_consensus_in_the_same_order(name: str) -> None:
    """Where two statements score the same, red-dwarf's order is chance; so scores first, then names."""
    found, other = ours(name), theirs(name).result.consensus
    every = opinion_map(conversation(name).answers(), picks=10_000)
    for direction in ("agree", "disagree"):
        mine: tuple[Finding, ...] = getattr(found, f"consensus_{direction}")
        scores = [one.probability * one.z for one in mine]
        assert scores == pytest.approx([one["p-success"] * one["p-test"] for one in other[direction]])
        ranking = [one.probability * one.z for one in getattr(every, f"consensus_{direction}")]
        alone = [i for i, score in enumerate(scores) if ranking.count(score) == 1]
        assert len(alone) >= len(scores) - 2
        assert [found.statements[other[direction][i]["tid"]] for i in alone] == [
            mine[i].statement for i in alone
        ]


@pytest.mark.parametrize("name", FOLDERS)
def test_the_same_representative_statements_in_the_same_order(name: str) -> None:
    found, other = ours(name), theirs(name)
    for their_group, picks in other.result.repness.items():
        members = found.group[other.group == their_group]
        mine = next(group for group in found.groups if group.id == np.bincount(members).argmax())
        assert [facts(one) for one in mine.representative] == [
            (
                found.statements[one["tid"]],
                one["repful-for"],
                one["n-success"],
                one["n-trials"],
                pytest.approx(one["p-test"]),
                pytest.approx(one["repness"]),
                pytest.approx(one["repness-test"]),
            )
            for one in picks
        ]


def facts(finding: Finding) -> tuple[Any, ...]:
    return (
        finding.statement,
        finding.direction,
        finding.share.count,
        finding.share.of,
        finding.z,
        finding.ratio,
        finding.ratio_z,
    )


@pytest.mark.parametrize("name", FOLDERS)
def test_group_informed_consensus_is_theirs(name: str) -> None:
    found, frame = ours(name), theirs(name).result.statements_df
    places = frame.index.to_numpy()
    agree, disagree = (frame[f"group-aware-consensus-{side}"].to_numpy() for side in ("agree", "disagree"))
    assert np.allclose(found.group_informed_agree[places], agree)
    assert np.allclose(found.group_informed_disagree[places], disagree)
    # Statements that moderators refused are pulled to the middle by both; red-dwarf moves them out by chance.
    extremity = np.hypot(*found.statement_positions.T)[places]
    assert np.allclose(
        extremity[found.is_open[places]], frame["extremity"][found.is_open[places]], atol=0.001
    )


@pytest.mark.parametrize("name", FOLDERS)
def test_a_refresh_without_news_changes_nothing(name: str) -> None:
    answers, found = conversation(name).answers(), ours(name)
    again = refresh(found, answers)
    assert np.array_equal(again.group, found.group)
    assert np.allclose(again.positions, found.positions, atol=1e-6)
    assert [group.representative for group in again.groups] == [
        group.representative for group in found.groups
    ]
    stored = refresh(found.as_json(everyone=True), answers)
    assert stored.as_json(everyone=True)["groups"] == again.as_json(everyone=True)["groups"]


@pytest.mark.parametrize("name", FOLDERS)
def test_groups_keep_their_names_while_the_conversation_goes_on(name: str) -> None:
    """The map of the first nine tenths of the people, then of all: those who had a group keep its name."""
    from mutirao.engines.opinions.answers import place

    whole = conversation(name).answers()
    early = whole.person < 0.9 * len(whole.people)
    states = dict(zip(whole.statements, whole.moderation.tolist(), strict=True))
    part = place(
        whole.people,
        whole.statements,
        whole.person[early],
        whole.statement[early],
        whole.value[early],
        moderation=states,
    )
    before = opinion_map(part)
    after, fresh = refresh(before, whole), ours(name)
    assert adjusted_rand(after.group, fresh.group) == 1
    had = (before.group >= 0) & (after.group >= 0)
    if len(before.groups) == len(after.groups):
        assert (before.group[had] == after.group[had]).mean() > 0.5
    assert (before.axes.directions * after.axes.directions).sum(axis=1).min() > 0
