"""`mutirao acts`: every act of this site, and what opens it."""

from __future__ import annotations

import json

import pytest
from commands import run

from mutirao.base.registry import act_functions
from mutirao.theory.access import Gate
from mutirao.theory.duties import BY_SLUG
from mutirao.theory.policy import ACTS


def test_every_act_is_listed_for_a_machine(capsys: pytest.CaptureFixture[str]) -> None:
    said = run(capsys, "acts", "--json")
    assert (said.code, said.err) == (0, "")
    rows = json.loads(said.out)
    assert [row["act"] for row in rows] == [function.rule.name for function in act_functions()]
    assert {row["act"] for row in rows} == {rule.name for rule in ACTS}
    assert all(
        list(row) == ["act", "title", "room", "opened_by", "duty", "ways", "on_behalf"] for row in rows
    )
    by_name = {row["act"]: row for row in rows}
    for rule in ACTS:
        row = by_name[rule.name]
        assert (row["title"], row["room"], row["opened_by"]) == (rule.title, rule.room, rule.gate.value)
        assert row["on_behalf"] is rule.on_behalf
        is_duty = rule.gate is Gate.DUTY
        assert (row["duty"] in BY_SLUG) is is_duty
        assert row["ways"] == ([way.value for way in rule.ways] if is_duty else [])


def test_every_act_is_listed_for_people_one_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    said = run(capsys, "acts")
    lines = said.out.splitlines()
    assert [line.split()[1] for line in lines] == [function.rule.name for function in act_functions()]
    assert "budgets    budget.decide          divide_money (answers)" in lines
    assert "people     person.join            anyone" in lines
