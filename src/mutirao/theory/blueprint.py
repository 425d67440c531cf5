"""Blueprints: ready compositions of parties, duties and blocks for one kind of arrangement.

A blueprint proposes; it decides nothing. Starting a service asks "Who plans?" and "Who delivers?", proposes
the blueprint whose duties give that cell, and drafts an agreement that people then change and sign.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from mutirao.theory.duties import BY_SLUG, DUTIES, Clause, Way, cell_of
from mutirao.theory.typology import Cell, Phase, Side, Who


@dataclass(frozen=True, slots=True)
class Role:
    """A party a blueprint expects: a key within the blueprint, a side, and what such a body usually is."""

    key: str
    side: Side
    title: str
    gives: str = ""
    gets: str = ""
    may_decide: str = ""
    leaves: str = "With three months' notice, in writing, after handing over what it holds."


Division = Mapping[str, Mapping[str, Way]]


@dataclass(frozen=True, slots=True)
class Blueprint:
    """One ready arrangement.

    division: for each duty (slug) how each role (key) holds it. blocks: slugs of the blocks switched on.
    first_steps: plain sentences, in order. words: what this field calls things, by our word.
    """

    slug: str
    title: str
    roles: tuple[Role, ...]
    division: Division
    blocks: tuple[str, ...] = ()
    first_steps: tuple[str, ...] = ()
    words: Mapping[str, str] = field(default_factory=dict)

    @property
    def cell(self) -> Cell | None:
        """The cell its division of duties gives; computed like any other agreement's."""
        return cell_of(self.clauses())

    def clauses(self) -> list[Clause]:
        """The division as clauses, with roles standing in for parties."""
        sides = {role.key: role.side for role in self.roles}
        return [
            Clause(duty, key, sides[key], way)
            for duty, ways in self.division.items()
            for key, way in ways.items()
        ]


def divide(*, plans: Who, delivers: Who, professional: str, lay: str) -> dict[str, dict[str, Way]]:
    """Divide the whole catalogue between one professional and one lay party so that the cell comes out right.

    Planning and delivery follow the two answers. The rest starts with the professionals answering and the lay
    side doing, except that judging results is always shared. Gives duty -> party -> way.
    """
    carried = {Phase.PLANNING: plans, Phase.DELIVERY: delivers}
    division: dict[str, dict[str, Way]] = {}
    for duty in DUTIES:
        who = carried.get(duty.phase, Who.TOGETHER)
        if who is Who.PROFESSIONALS:
            division[duty.slug] = {professional: Way.ANSWERS, lay: Way.ASKED}
        elif who is Who.LAY:
            division[duty.slug] = {lay: Way.ANSWERS, professional: Way.TOLD}
        else:
            division[duty.slug] = {professional: Way.ANSWERS, lay: Way.DOES}
    return division


def propose(cell: Cell, blueprints: Iterable[Blueprint]) -> Blueprint | None:
    """The first blueprint whose own duties give this cell; None for cells no blueprint covers."""
    return next((blueprint for blueprint in blueprints if blueprint.cell == cell), None)


def problems(blueprint: Blueprint) -> list[str]:
    """What is wrong with a blueprint: unknown duties or roles, or a duty not answered for exactly once."""
    keys = {role.key for role in blueprint.roles}
    found = [f"unknown duty {duty}" for duty in blueprint.division if duty not in BY_SLUG]
    for duty, ways in blueprint.division.items():
        found += [f"unknown role {key} in {duty}" for key in ways if key not in keys]
        if list(ways.values()).count(Way.ANSWERS) != 1:
            found.append(f"{duty} must have exactly one role that answers")
    return found
