"""What became of a project, in a sentence: every code of the engine has one, with its facts in it."""

from __future__ import annotations

from typing import Any, get_args

import pytest

from budgeting import bring_in, count
from build import in_force
from cast import NOW, Cast
from mutirao.engines.allocation.fates import WON, Code
from mutirao.engines.allocation.rules import RULES
from mutirao.planning.budgets import acts, words
from mutirao.planning.budgets.forms import CHOICES, rule_from
from mutirao.planning.budgets.models import Count

FACTS: dict[str, Any] = {
    "votes": 1200,
    "cost": 500,
    "rank": 3,
    "paid_at_most": "1.001",
    "supporters_money": "400.50",
    "supporters_missing": "99.50",
    "given": "2.001",
    "left": 40,
    "missing": 460,
    "needed": 3000,
    "because": "sport",
    "rivals": ["x"],
}


def test_every_code_has_its_sentence() -> None:
    assert set(words.WHY) == set(get_args(Code))
    for code in get_args(Code):
        said = words.why({**FACTS, "code": code}, "GBP")
        assert said.startswith("Won: " if code in WON else "Lost: ")
        assert said.endswith(".")
        assert "%" not in said


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (
            "saved-up",
            "Won: its 1,200 supporters had saved up its cost when everybody had been given £2.01; nobody "
            "paid more than £1.01.",
        ),
        (
            "supporters-late",
            "Lost: when the count ended, its 1,200 supporters had saved up £400.50 between them; it needs "
            "£99.50 more.",
        ),
        (
            "too-few-votes",
            "Lost: it needs 3,000 votes or points to be counted at all, and it has fewer (1,200 votes).",
        ),
        ("not-reached", "Lost: the count had ended before its turn came, with £40 left."),
        ("ruled-out", "Lost: another project won in its place (sport); they cannot both be carried out."),
        (
            "ceiling-reached",
            "Lost: only £40 was left of what there is for “sport”; it needs £460 more.",
        ),
    ],
)
def test_sentences(code: str, said: str) -> None:
    assert words.why({**FACTS, "code": code}, "GBP") == said


def test_every_rule_can_be_chosen_and_is_explained() -> None:
    keys = {Count(rule=rule, utility=utility or "", completion=end or "").key for rule, utility, end in RULES}
    assert keys == set(dict(CHOICES))
    names = {key: words.rule_name(*parts(key)) for key in keys}
    assert names == {key: str(name) for key, name in CHOICES}
    assert len({words.rule_explained(*parts(key)) for key in keys}) == 5  # cost and number are told alike


def parts(key: str) -> tuple[str, str, str]:
    rule = rule_from(key, "")
    return rule.rule, rule.utility, rule.completion


@pytest.mark.django_db
def test_saving_up_can_be_the_rule_that_counts(cast: Cast) -> None:
    """Benches at £40/7 = £5.72 each; swings and beds follow, but £30 no longer hold both."""
    budget = bring_in(cast, in_force(cast), rule=rule_from("phragmen", "minute 2"))
    counted = count(cast, budget)
    chosen = counted.counts.get(**acts.rule_of(counted))
    assert (chosen.key, chosen.utility, chosen.completion) == ("phragmen", "", "")
    assert chosen.result["selected"][0] == "1"
    assert chosen.total <= 70
    assert counted.counted_at == NOW
