"""The worked examples of docs/explanation are what the engines find, number by number."""

import re
from fractions import Fraction
from pathlib import Path
from typing import get_args

import pytest

from mutirao.engines.allocation.conditions import Ceiling, Conditions, Incompatible
from mutirao.engines.allocation.election import Election
from mutirao.engines.allocation.fates import Code
from mutirao.engines.allocation.gathering import gathered
from mutirao.engines.allocation.rules import Tally, count
from mutirao.engines.ranking import (
    RULES,
    Majority,
    borda,
    instant_runoff,
    majority,
    outcome,
    plurality,
    rankings,
    single_transferable_vote,
)

PAGES = Path(__file__).resolve().parents[2] / "docs" / "explanation"


def page(name: str) -> str:
    return (PAGES / name).read_text(encoding="utf-8")


def rows(text: str, columns: int) -> list[list[str]]:
    """The rows of all tables with so many columns, headings and all."""
    found = [line.strip("|").split("|") for line in text.splitlines() if line.startswith("|")]
    return [[cell.strip(" *") for cell in row] for row in found if len(row) == columns]


def as_election(text: str, budget: int) -> Election:
    """The election of a table: letter, project, cost, votes, named by."""
    listed = [row for row in rows(text, 5) if re.fullmatch("[A-E]", row[0])]
    backers = [{int(voter) for voter in row[4].split(",")} for row in listed]
    assert [int(row[3]) for row in listed] == [len(group) for group in backers]
    voters = sorted(set().union(*backers))
    return gathered(
        [row[0] for row in listed],
        [int(row[2].strip("£")) for row in listed],
        budget,
        [[(1, [p for p, group in enumerate(backers) if voter in group], None) for voter in voters]],
    )


def test_saving_up_in_the_village() -> None:
    text = page("saving-up.md")
    tally = count(as_election(page("counting.md"), 1000), rule="phragmen")
    fates = {fate.project: fate for fate in tally.fates}
    told = [row for row in rows(text, 3) if row[0].startswith("£")]
    given = [fates[project].given for project in (*tally.selected, "A")]
    assert [row[0] for row in told] == [money(amount) for amount in given]
    spent = 0
    for project, row in zip(tally.selected, told, strict=False):
        spent += fates[project].cost
        assert row[2] == f"£{1000 - spent}"
    assert (tally.selected, tally.total_cost, tally.stopped) == (("C", "E", "B"), 740, "next-does-not-fit")
    assert (fates["A"].code, fates["A"].left, tally.purse) == ("does-not-fit", 260, 158)
    assert fates["D"].supporters_money == Fraction(260, 3)
    assert f"saved {money(fates['D'].supporters_money)} between them" in text
    assert f"{money(fates['D'].supporters_missing)} too little" in text
    assert "| saving up together (`phragmen`) | C, E, B | £740 |" in page("counting.md")


def money(amount: Fraction | int | None) -> str:
    assert amount is not None
    return f"£{amount}" if Fraction(amount).denominator == 1 else f"£{float(amount):.2f}"


def test_conditions_for_the_field() -> None:
    text = page("conditions.md")
    election = as_election(text, 100)
    every = {
        "none": Conditions(),
        "only one of A and B": Conditions(incompatible=(Incompatible("the field", ("A", "B")),)),
        "C and D together at most £30": Conditions(ceilings=(Ceiling("green", ("C", "D"), 30),)),
        "at least 2 votes each": Conditions(least_votes=2),
    }

    def tally(name: str) -> Tally:
        return count(election, rule="greedy", conditions=every[name])

    told = {row[0]: row[1] for row in rows(text, 3) if row[0] in every}
    assert told == {name: ", ".join(tally(name).selected) for name in every}
    codes = {name: {fate.project: fate.code for fate in tally(name).fates} for name in every}
    assert (codes["none"]["B"], codes["none"]["E"]) == ("does-not-fit", "does-not-fit")
    assert codes["only one of A and B"]["B"] == "ruled-out"
    assert codes["C and D together at most £30"]["D"] == "ceiling-reached"
    assert codes["at least 2 votes each"]["E"] == "too-few-votes"
    named = {row[2].strip("`") for row in rows(text, 3)}
    assert {"too-few-votes", "ruled-out", "ceiling-reached", "not-reached"} <= named & set(get_args(Code))


def ballots(text: str, known: list[str]) -> list[tuple[int, list[str]]]:
    return [
        (int(row[0]), [name.strip() for name in row[1].split(",")])
        for row in rows(text, 2)
        if row[0].isdecimal() and row[1].split(",")[0].strip() in known
    ]


def test_three_capitals() -> None:
    text = page("rankings.md")
    towns = ["Memphis", "Nashville", "Chattanooga", "Knoxville"]
    cast = rankings(towns, ballots(text, towns))
    assert cast.voters == 100
    told = {row[0]: row[1] for row in rows(text, 2)}
    assert told["most first choices (`plurality`)"] == plurality(cast).winners[0]
    assert told["points for places (`borda`)"] == borda(cast).winners[0]
    assert told["votes that go on (`instant-runoff`)"] == instant_runoff(cast).winners[0]
    scores = {standing.option: standing.score for standing in borda(cast).standings}
    assert scores == {"Nashville": 194, "Chattanooga": 173, "Memphis": 126, "Knoxville": 107}
    for town, score in scores.items():
        assert re.search(rf"{town}[^,.]*\b{score}\b", text)


def test_three_kinds_of_food_stage_by_stage() -> None:
    text = page("rankings.md")
    food = ["orange", "pear", "chocolate", "strawberry", "sweets"]
    cast = rankings(food, ballots(text, food))
    found = single_transferable_vote(cast, seats=3)
    told = [[cell.replace("–", "0") for cell in row[1:]] for row in rows(text, 7) if row[0][:1].isdecimal()]
    assert told == [[str(total) for total in (*stage.totals, stage.exhausted)] for stage in found.stages]
    assert found.winners == ("chocolate", "orange", "strawberry")


@pytest.mark.parametrize(("of", "needed", "carried"), [("yes-and-no", 6, True), ("all-votes", 11, False)])
def test_six_yes_and_five_no(of: str, needed: int, carried: bool) -> None:
    found = majority(6, 5, 9, eligible=30, rule=Majority(of=of))  # type: ignore[arg-type]
    assert (found.needed, found.carried, found.turnout) == (needed, carried, Fraction(2, 3))
    assert majority(6, 5, 9, eligible=30, rule=Majority(of="all-eligible")).needed == 16
    assert "(6 of 11)" in page("rankings.md") and "(16 of 30)" in page("rankings.md")


def test_every_code_and_every_rule_of_rankings_is_explained() -> None:
    words = set(re.findall(r"`([a-z0-9-]+)`", page("rankings.md")))
    assert words >= set(get_args(outcome.Code)) | set(RULES)
