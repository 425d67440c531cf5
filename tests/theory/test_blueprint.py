"""Ready arrangements: the six of this site, the one proposed for each cell, and what can be wrong."""

from __future__ import annotations

from itertools import product

import pytest
from django.conf import settings
from django.utils.module_loading import import_string

from mutirao.base.blocks import blocks
from mutirao.theory.blueprint import Blueprint, Role, divide, problems, propose
from mutirao.theory.duties import BY_SLUG, DUTIES, Clause, Way
from mutirao.theory.typology import GRID, Cell, Phase, Side, Who

BLUEPRINTS: list[Blueprint] = [import_string(name) for name in settings.BLUEPRINTS]

# slug -> the cell, and how its title says who plans and who runs it
SIX: dict[str, tuple[int, str]] = {
    "coplanned": (2, "Planned together, run by professionals"),
    "codelivered": (4, "Planned by professionals, run together"),
    "full": (5, "Planned together, run together"),
    "informal": (6, "Run together, without a formal plan"),
    "hosted": (7, "Planned by professionals, run by the community"),
    "village": (8, "Planned together, run by the community"),
}


def test_the_six_blueprints_are_of_the_six_cells_that_are_coproduction() -> None:
    found = {b.slug: (b.cell.number if b.cell else None, b.title) for b in BLUEPRINTS}
    assert found == SIX
    assert [b.cell for b in BLUEPRINTS] == [cell for cell in GRID if cell.is_coproduction]


@pytest.mark.parametrize("blueprint", BLUEPRINTS, ids=lambda blueprint: blueprint.slug)
def test_a_blueprint_is_whole(blueprint: Blueprint) -> None:
    assert problems(blueprint) == []
    assert list(blueprint.division) == [duty.slug for duty in DUTIES]
    assert {role.side.is_lay for role in blueprint.roles} == {True, False}
    assert all(role.title and role.gives and role.gets and role.may_decide for role in blueprint.roles)
    assert set(blueprint.blocks) <= {block.slug for block in blocks()}
    assert len(blueprint.first_steps) >= 3


@pytest.mark.parametrize("cell", GRID, ids=lambda cell: str(cell.number))
def test_the_blueprint_proposed_for_a_cell(cell: Cell) -> None:
    by_number = {number: slug for slug, (number, _title) in SIX.items()}
    proposed = propose(cell, BLUEPRINTS)
    assert (proposed.slug if proposed else None) == by_number.get(cell.number)


def test_nothing_is_proposed_from_nothing() -> None:
    assert propose(GRID[4], []) is None


TWO = (Role("staff", Side.PROFESSIONAL, "Staff"), Role("people", Side.USER, "People"))


@pytest.mark.parametrize(("plans", "delivers"), list(product(Who, Who)))
def test_dividing_by_two_answers_gives_the_asked_cell(plans: Who, delivers: Who) -> None:
    division = divide(plans=plans, delivers=delivers, professional="staff", lay="people")
    made = Blueprint("made", "Made", TWO, division)
    assert made.cell == Cell(plans, delivers)
    assert problems(made) == []
    assert list(division) == list(BY_SLUG)


@pytest.mark.parametrize(
    ("who", "ways"),
    [
        (Who.PROFESSIONALS, {"staff": Way.ANSWERS, "people": Way.ASKED}),
        (Who.TOGETHER, {"staff": Way.ANSWERS, "people": Way.DOES}),
        (Who.LAY, {"people": Way.ANSWERS, "staff": Way.TOLD}),
    ],
)
def test_how_each_answer_divides_a_duty(who: Who, ways: dict[str, Way]) -> None:
    division = divide(plans=who, delivers=who, professional="staff", lay="people")
    shared = {"staff": Way.ANSWERS, "people": Way.DOES}
    for duty in DUTIES:
        carried = duty.phase in (Phase.PLANNING, Phase.DELIVERY)
        assert division[duty.slug] == (ways if carried else shared)


@pytest.mark.parametrize(
    ("division", "found"),
    [
        ({"set_rota": {"staff": Way.ANSWERS}}, []),
        ({"set_rota": {"staff": Way.ANSWERS, "people": Way.TOLD}}, []),
        ({}, []),
        ({"juggle": {"staff": Way.ANSWERS}}, ["unknown duty juggle"]),
        (
            {"set_rota": {"staff": Way.ANSWERS, "mayor": Way.DOES}},
            ["unknown role mayor in set_rota"],
        ),
        ({"set_rota": {"staff": Way.DOES}}, ["set_rota must have exactly one role that answers"]),
        (
            {"set_rota": {"staff": Way.ANSWERS, "people": Way.ANSWERS}},
            ["set_rota must have exactly one role that answers"],
        ),
        (
            {"juggle": {"mayor": Way.DOES}},
            [
                "unknown duty juggle",
                "unknown role mayor in juggle",
                "juggle must have exactly one role that answers",
            ],
        ),
    ],
)
def test_what_is_wrong_with_a_blueprint(division: dict[str, dict[str, Way]], found: list[str]) -> None:
    assert problems(Blueprint("made", "Made", TWO, division)) == found


def test_clauses_of_a_blueprint_have_roles_for_parties() -> None:
    made = Blueprint("made", "Made", TWO, {"set_rota": {"people": Way.ANSWERS, "staff": Way.TOLD}})
    assert made.clauses() == [
        Clause("set_rota", "people", Side.USER, Way.ANSWERS),
        Clause("set_rota", "staff", Side.PROFESSIONAL, Way.TOLD),
    ]
    assert made.cell is None  # nobody plans
