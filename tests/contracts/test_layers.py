"""Inside a block imports go one way too, and every act there is stands in the registry."""

from __future__ import annotations

import ast
import importlib
from pathlib import Path

import pytest

from mutirao.base.acts import ActFunction
from mutirao.base.blocks import blocks
from mutirao.base.registry import act_functions
from mutirao.theory.access import Gate
from mutirao.theory.policy import BY_NAME

SOURCE = Path(__file__).resolve().parents[2] / "src" / "mutirao"
LAYERS = ("urls", "views", "block", "forms", "acts", "queries", "models")
PARTS = sorted(path.parent for room in ("base", "planning") for path in (SOURCE / room).glob("*/models.py"))


def imported(path: Path) -> set[str]:
    """Every module this one imports, with its dots."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{name.name}" for name in node.names)}
        elif isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
    return found


def layer(name: str) -> int:
    """How high a module stands in its block, counted from the top; -1 for those that have no layer."""
    kind = name.rpartition("_")[2]  # agreement_views are views
    return LAYERS.index(kind) if kind in LAYERS else -1


@pytest.mark.parametrize("part", PARTS, ids=lambda part: "/".join(part.parts[-2:]))
def test_a_layer_imports_only_what_is_below_it(part: Path) -> None:
    package = ".".join(part.relative_to(SOURCE.parent).parts)
    upward = [
        f"{path.stem} imports {module}"
        for path in part.glob("*.py")
        if layer(path.stem) >= 0
        for module in imported(path)
        if module.startswith(f"{package}.")
        and 0 <= layer(module.removeprefix(f"{package}.").partition(".")[0]) < layer(path.stem)
    ]
    assert upward == []


def test_only_views_commands_and_the_edge_read_the_clock() -> None:
    """An act is told when it happens; so is a rule, a query and a draw."""
    reading = {path.relative_to(SOURCE).as_posix() for path in SOURCE.rglob("*.py") if calls(path)}
    assert {name for name in reading if not name.startswith(("cli/", "site/"))} == {
        "base/people/adapter.py",
        "base/people/backends.py",
        "base/web.py",
    }


def calls(path: Path) -> list[str]:
    """The calls that read the clock, as they stand in a module."""
    text = path.read_text()
    return [call for call in ("timezone.now()", "datetime.now(", "time.time()") if call in text]


def act_modules() -> list[str]:
    """Every module of acts there is."""
    return [
        ".".join(path.relative_to(SOURCE.parent).with_suffix("").parts)
        for part in PARTS
        for path in part.glob("*acts.py")
    ]


def test_every_act_there_is_stands_in_the_registry_once() -> None:
    made = {
        function
        for name in act_modules()
        for function in vars(importlib.import_module(name)).values()
        if hasattr(function, "__wrapped__") and function.__module__ == name
    }
    assert made == set(act_functions())
    assert len(act_functions()) == len(made) == len(BY_NAME)


@pytest.mark.parametrize("function", act_functions(), ids=lambda function: function.rule.name)
def test_an_act_is_the_one_its_rule_names(function: ActFunction) -> None:
    assert BY_NAME[function.rule.name] is function.rule
    assert function.__doc__ and function.__doc__.strip().endswith(".")
    body = function.__wrapped__  # type: ignore[attr-defined]
    # What belongs to a thing of a service is entered for others there; what is about a person is told where.
    at_a_service = {"service"} if function.rule.on_behalf and function.rule.room == "people" else set()
    assert {"by", "at"} | at_a_service <= set(body.__annotations__)
    assert body.__code__.co_argcount == 0, "acts take everything by name"
    assert function.rule.gate is not Gate.DUTY or function.rule.duty


def test_a_block_brings_the_acts_of_its_own_room() -> None:
    for block in blocks():
        assert {function.rule.room for function in block.acts} <= {block.slug}  # type: ignore[attr-defined]
