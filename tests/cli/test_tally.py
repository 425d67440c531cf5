"""`mutirao tally`: the numbers of a count, for people and for machines."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from commands import Said, pabulib, process, run

from mutirao.engines.allocation.pabulib import read
from mutirao.engines.allocation.rules import RULES, count
from shared import BALLOTS, needs_shared

KEYS = [
    "rule",
    "utility",
    "completion",
    "seed",
    "voters",
    "budget",
    "total_cost",
    "selected",
    "purse",
    "raises",
    "stopped",
    "ties",
    "projects",
]


def numbers(said: Said) -> Any:
    """What was printed for a machine; every number that is not whole is read as it is written."""
    return json.loads(said.out, parse_float=Decimal)


def test_the_result_for_a_machine(capsys: pytest.CaptureFixture[str], ballots: Path) -> None:
    said = run(capsys, "tally", ballots, "--json")
    assert (said.code, said.err) == (0, "")
    assert said.out.count("\n") == 1
    result = numbers(said)
    assert list(result) == KEYS
    assert {name: result[name] for name in KEYS if name not in ("projects", "purse")} == {
        "rule": "equal-shares",
        "utility": "cost",
        "completion": "add1",
        "seed": "",
        "voters": 3,
        "budget": 100,
        "total_cost": 60,
        "selected": ["a"],
        "raises": 0,
        "stopped": "nothing-more-fits",
        "ties": [],
    }
    assert [project["project"] for project in result["projects"]] == ["a", "b"]


def test_the_result_for_people(capsys: pytest.CaptureFixture[str], ballots: Path) -> None:
    said = run(capsys, "tally", ballots, "--rule", "greedy")
    assert said == Said(0, "greedy: 1 project, 60 of 100\n         a  Bench by the gate\n", "")


def test_amounts_are_numbers_whatever_their_decimals(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = tmp_path / "decimal.pb"
    file.write_text(pabulib(budget="1656699.67"))
    result = numbers(run(capsys, "tally", file, "--json"))
    assert (result["budget"], result["total_cost"]) == (Decimal("1656699.67"), Decimal("100.5"))
    amounts = {"budget", "total_cost", "purse", "cost", "support", "left", "missing"}
    amounts |= {"paid_at_most", "supporters_money", "supporters_missing"}
    for facts in (result, *result["projects"]):
        given = {name: fact for name, fact in facts.items() if name in amounts and fact is not None}
        assert given
        assert all(isinstance(fact, int | Decimal) for fact in given.values()), given


@pytest.mark.parametrize("budget", ["0.01", "99999999999999.9", "123456789012.345", "7", "60.10", "1000000"])
def test_an_amount_is_printed_as_the_file_wrote_it(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, budget: str
) -> None:
    file = tmp_path / "amount.pb"
    file.write_text(pabulib(budget=budget))
    assert numbers(run(capsys, "tally", file, "--json"))["budget"] == Decimal(budget)


@pytest.mark.parametrize(("rule", "utility", "completion"), RULES)
def test_every_rule_can_be_asked_for(
    capsys: pytest.CaptureFixture[str], ballots: Path, rule: str, utility: str | None, completion: str | None
) -> None:
    options = ["--rule", rule]
    options += ["--utility", utility, "--completion", completion] if utility and completion else []
    result = numbers(run(capsys, "tally", ballots, *options, "--seed", "a seed", "--json"))
    counted = count(
        read(ballots).election(), rule=rule, utility=utility or "cost", completion=completion, seed="a seed"
    )
    assert (result["rule"], result["utility"], result["completion"]) == (rule, utility, completion)
    assert result["selected"] == list(counted.selected)
    assert result["seed"] == "a seed"


def test_a_tie_is_told_to_people_and_machines(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "tie.pb"
    file.write_text(pabulib(votes="1;a,b\n2;a,b").replace("40.50", "60"))
    result = numbers(run(capsys, "tally", file, "--rule", "greedy", "--json"))
    assert len(result["ties"]) == 1
    assert set(result["ties"][0]) == {"round", "candidates", "settled_by", "chosen"}
    assert sorted(result["ties"][0]["candidates"]) == ["a", "b"]
    assert result["selected"] == [result["ties"][0]["chosen"]]
    first, second = result["ties"][0]["candidates"]
    assert (
        f"  Round 1: {first}, {second} were equal; {first} came first by lot.\n"
        in run(capsys, "tally", file, "--rule", "greedy").out
    )


@pytest.mark.shared
@needs_shared
def test_the_nine_winners_of_assen(capsys: pytest.CaptureFixture[str]) -> None:
    file = BALLOTS / "Netherlands_Assen_2024.pb"
    result = numbers(run(capsys, "tally", file, "--json"))
    assert len(result["selected"]) == 9
    assert sorted(result["selected"]) == sorted(read(file).official_winners() or ())
    costs = {project["project"]: project["cost"] for project in result["projects"]}
    assert result["total_cost"] == sum(costs[code] for code in result["selected"]) <= result["budget"]


@pytest.mark.shared
@needs_shared
def test_the_same_from_outside(tmp_path: Path) -> None:
    file = BALLOTS / "Netherlands_Assen_2024.pb"
    said = process("tally", file, "--json", MUTIRAO_DATA=str(tmp_path / "unused"))
    assert (said.code, said.err) == (0, "")
    assert sorted(numbers(said)["selected"]) == sorted(read(file).official_winners() or ())
    assert not (tmp_path / "unused").exists()
