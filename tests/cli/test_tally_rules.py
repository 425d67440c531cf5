"""`mutirao tally`: side conditions, the rule a file names, and rules for rankings and single choices."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from commands import run

from mutirao.engines.allocation.pabulib import read
from shared import BALLOTS, needs_shared

MONEY = """\
META
key;value
budget;100
vote_type;approval
rule;greedy-no-skip
min_project_score_threshold;2
PROJECTS
project_id;cost;name;category
a;60;Pool;sport
b;40;Pond;nature,sport
c;20;Trees;nature
d;20.5;Hedge;nature
e;10;Lamps;street
VOTES
voter_id;vote
1;a,c
2;a,c
3;a,c
4;a,d
5;b,c
6;b,d
7;b,d
8;e
"""
RANKED = """\
META
key;value
budget;1
vote_type;ordinal
PROJECTS
project_id;cost;name
M;1;Memphis
N;1;Nashville
C;1;Chattanooga
K;1;Knoxville
VOTES
voter_id;vote
""" + "".join(
    f"{vote}{i};{','.join(vote)}\n"
    for vote, people in (("MNCK", 42), ("NCKM", 26), ("CKNM", 15), ("KCNM", 17))
    for i in range(people)
)


@pytest.fixture
def money(tmp_path: Path) -> Path:
    path = tmp_path / "money.pb"
    path.write_text(MONEY)
    return path


@pytest.fixture
def ranked(tmp_path: Path) -> Path:
    path = tmp_path / "ranked.pb"
    path.write_text(RANKED)
    return path


def counted(capsys: pytest.CaptureFixture[str], *arguments: object) -> Any:
    said = run(capsys, "tally", *arguments, "--json")
    assert (said.code, said.err) == (0, "")
    return json.loads(said.out)


@pytest.mark.parametrize(
    ("options", "winners", "fates"),
    [
        ([], ["c", "a", "e"], {"b": "does-not-fit", "d": "does-not-fit"}),
        (["--least-votes", "2"], ["c", "a"], {"e": "too-few-votes"}),
        (["--least-share", "25%"], ["c", "a"], {"e": "too-few-votes"}),
        (["--least-share", "1/4", "--no-skip"], ["c", "a"], {"d": "does-not-fit", "b": "not-reached"}),
        (["--least-points", "4"], ["c", "a"], {"b": "too-few-votes"}),
        (["--apart", "a,c"], ["c", "d", "b", "e"], {"a": "ruled-out"}),
        (["--apart", "a,c,b:2"], ["c", "a", "e"], {"b": "ruled-out"}),
        (["--ceiling", "nature=30"], ["c", "a", "e"], {"b": "ceiling-reached", "d": "ceiling-reached"}),
        (["--ceiling", "name:Pool=59.99"], ["c", "d", "b", "e"], {"a": "ceiling-reached"}),
    ],
)
def test_conditions(
    capsys: pytest.CaptureFixture[str],
    money: Path,
    options: list[str],
    winners: list[str],
    fates: dict[str, str],
) -> None:
    result = counted(capsys, money, "--rule", "greedy", *options)
    assert result["selected"] == winners
    found = {project["project"]: project["code"] for project in result["projects"]}
    assert {project: found[project] for project in fates} == fates
    assert ("conditions" in result) == bool(options)


def test_the_rule_that_the_file_names(capsys: pytest.CaptureFixture[str], money: Path) -> None:
    result = counted(capsys, money, "--as-published")
    assert (result["rule"], result["selected"]) == ("greedy", ["c", "a"])
    assert result["conditions"] == {"least_support": 2, "no_skip": True}


@pytest.mark.parametrize(
    ("rule", "winners"),
    [
        ("plurality", ["M"]),
        ("borda", ["N"]),
        ("instant-runoff", ["K"]),
        ("stv", ["K"]),
    ],
)
def test_one_seat_in_tennessee(
    capsys: pytest.CaptureFixture[str], ranked: Path, rule: str, winners: list[str]
) -> None:
    assert counted(capsys, ranked, "--rule", rule)["winners"] == winners


def test_seats_and_stages_for_people(capsys: pytest.CaptureFixture[str], ranked: Path) -> None:
    """Quota 34. Memphis has 42: its surplus of 8 goes to Nashville, which has 34."""
    said = run(capsys, "tally", ranked, "--rule", "stv", "--seats", "2")
    assert said.out == (
        "stv: 2 of 2 seats filled\n"
        "         M  Memphis\n"
        "         N  Nashville\n"
        "  Stage 1: first choices; elected: M.\n"
        "  Stage 2: M hands on its surplus, each vote at 4/21; elected: N.\n"
    )


def test_points(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "points.pb"
    path.write_text(
        "META\nkey;value\nbudget;9\nvote_type;scoring\ndefault_score;1\nPROJECTS\nproject_id;cost\na;1\nb;1\n"
        "VOTES\nvoter_id;vote;points\n1;a;2.5\n2;a,b;0,3\n"
    )
    result = counted(capsys, path, "--rule", "points", "--seats", "2")
    assert [(option["option"], option["score"]) for option in result["options"]] == [("a", "5/2"), ("b", 4)]
    assert result["winners"] == ["b", "a"]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--rule", "stv"], "The rule stv needs rankings, and this file has approval votes."),
        (["--rule", "points"], "There are no points to add up in a file with approval votes."),
        (["--rule", "stv", "--seats", "0"], "--seats takes a whole number from 1, not “0”."),
        (["--rule", "stv", "--seats", "many"], "--seats takes a whole number from 1, not “many”."),
        (["--rule", "instant-runoff", "--seats", "2"], "The instant run-off fills one seat; "),
        (["--seats", "2"], "--seats goes with the rules plurality, "),
        (["--rule", "stv", "--apart", "a,b"], "The rule stv takes no notice of costs, and so not of --apart"),
        (["--no-skip"], "--no-skip goes with --rule greedy."),
        (["--as-published", "--rule", "greedy"], "Take either --as-published or a rule"),
        (["--apart", "a,z"], "--apart a,z: “z” is not a project of this file."),
        (["--ceiling", "nature"], "--ceiling nature: write a name, an equals sign and an amount."),
        (["--ceiling", "moon=3"], "--ceiling moon=3: no project has “moon” in its column category."),
        (["--ceiling", "nature=lots"], "--ceiling takes a plain number such as 2500 or 2500.50, not “lots”."),
        (["--least-votes", "-1"], "--least-votes takes a whole number, not “-1”."),
        (["--least-share", "120%"], "--least-share cannot be more than everybody: “120%”."),
        (["--least-share", "1/0"], "--least-share takes a plain number"),
    ],
)
def test_what_cannot_be_counted_is_refused_in_a_sentence(
    capsys: pytest.CaptureFixture[str], money: Path, options: list[str], said: str
) -> None:
    found = run(capsys, "tally", money, *options)
    assert (found.code, found.out) == (2, "")
    assert found.is_one_sentence
    assert said in found.err


def test_a_file_that_names_no_rule_we_know(capsys: pytest.CaptureFixture[str], money: Path) -> None:
    money.write_text(MONEY.replace("greedy-no-skip", "dice"))
    said = run(capsys, "tally", money, "--as-published")
    assert said.err == "mutirao: The rule this file names is “dice”; choose one with --rule.\n"


@pytest.mark.shared
@needs_shared
def test_the_published_winners_of_gdynia(capsys: pytest.CaptureFixture[str]) -> None:
    path = BALLOTS / "Poland_Gdynia_2022_Witomino__small.pb"
    assert sorted(counted(capsys, path, "--as-published")["selected"]) == sorted(
        read(path).official_winners() or ()
    )
