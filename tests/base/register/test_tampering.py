"""Every way of tampering that we could think of, and exactly what the register then says of itself.

The register under attack has seven acts sealed under heads of 3, 5 and 7; act n stands at place n - 1.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from pytest_django import Settings
from rows import ANOTHER, Found, Sealer, found, hash_anew, report, tampering, write

from cast import NOW
from mutirao.base.register import merkle
from mutirao.base.register.models import Act, Leaf, Node
from mutirao.base.register.seals import content
from mutirao.base.services.models import Agreement, Party, Service

pytestmark = pytest.mark.django_db

LATER = NOW + timedelta(days=400)


@pytest.mark.parametrize("size", [0, 1, 7, 1000])
def test_an_untouched_register_is_whole(seal: Sealer, settings: Settings, size: int) -> None:
    write(range(1, size // 2 + 1))
    seal()
    write(range(size // 2 + 1, size + 1))
    seal()
    said = report(settings, with_copy=True)
    assert (said.findings, said.is_whole, said.acts, said.unsealed) == ([], True, size, 0)
    assert said.heads == said.copied == min(size, 2)


ACT_FOUR: dict[str, Callable[[], object]] = {
    "at": lambda: LATER,
    "written_at": lambda: LATER,
    "name": lambda: "turn.give_back",
    "service_id": lambda: Service.objects.get(name="other").pk,
    "actor": lambda: ANOTHER,
    "behalf": lambda: ANOTHER,
    "party_id": lambda: Party.objects.get(service__name="other").pk,
    "duty": lambda: "set_rota",
    "way": lambda: "answers",
    "agreement_id": lambda: Agreement.objects.get(service__name="other").pk,
    "subject": lambda: "sessions.turn:5",
    "facts": dict,
    "evidence": lambda: "decision",
    "side": lambda: "user",
    "minutes": lambda: 125,
}


def test_the_table_above_has_every_column_of_an_act() -> None:
    assert {field.attname for field in Act._meta.concrete_fields} == {"id", *ACT_FOUR}


@pytest.mark.usefixtures("seven")
@pytest.mark.parametrize("column", ACT_FOUR)
def test_an_act_altered_in_any_column_is_named(settings: Settings, column: str) -> None:
    with tampering():
        Act.objects.filter(pk=4).update(**{column: ACT_FOUR[column]()})
    assert found(settings, with_copy=True) == [("act_altered", 4, 0)]


@pytest.mark.usefixtures("seven")
@pytest.mark.parametrize(
    "facts",
    [
        {"n": 5, "words": "Frühstück à Villa – ação 朝", "list": [1, 2.5, None, True]},
        {"n": "4", "words": "Frühstück à Villa – ação 朝", "list": [1, 2.5, None, True]},
        {"n": 4, "words": "Fruhstuck à Villa – ação 朝", "list": [1, 2.5, None, True]},
        {"n": 4, "words": "Frühstück à Villa – ação 朝", "list": [2.5, 1, None, True]},
        {"n": 4, "words": "Frühstück à Villa – ação 朝", "list": [1, 2.5, None, True], "more": None},
        {"n": 4, "words": "Frühstück à Villa – ação 朝"},
    ],
)
def test_an_act_with_altered_facts_is_named(settings: Settings, facts: dict[str, object]) -> None:
    with tampering():
        Act.objects.filter(pk=4).update(facts=facts)
    assert found(settings, with_copy=True) == [("act_altered", 4, 0)]


def renumber() -> None:
    """Act 4 gets another number."""
    Act.objects.filter(pk=4).update(id=99)


def remove_act() -> None:
    """Act 4 is gone."""
    Act.objects.filter(pk=4)._raw_delete("default")


def remove_leaf() -> None:
    """The place of act 4 is gone."""
    Leaf.objects.filter(act_id=4)._raw_delete("default")


def remove_last_leaf() -> None:
    """The place of act 7 is gone."""
    Leaf.objects.filter(act_id=7)._raw_delete("default")


def swap_leaves(a: int, b: int) -> Callable[[], None]:
    """Two acts change places; hashes go with them."""

    def swap() -> None:
        first, second = Leaf.objects.get(act_id=a), Leaf.objects.get(act_id=b)
        Leaf.objects.filter(pk=first.pk).update(act_id=-1)
        Leaf.objects.filter(pk=second.pk).update(act_id=a, hash=first.hash)
        Leaf.objects.filter(pk=first.pk).update(act_id=b, hash=second.hash)

    return swap


def swap_and_hash_anew() -> None:
    """Two acts change places and every node follows."""
    swap_leaves(4, 5)()
    hash_anew()


def rewrite_act() -> None:
    """Act 4 says something else; its leaf and every node follow."""
    Act.objects.filter(pk=4).update(minutes=1)
    Leaf.objects.filter(act_id=4).update(hash=merkle.leaf_hash(content(Act.objects.get(pk=4))))
    hash_anew()


def alter_leaf() -> None:
    """The stored hash of act 4 is another."""
    Leaf.objects.filter(act_id=4).update(hash=bytes(32))


def alter_node() -> None:
    """The stored hash over acts 3 and 4 is another."""
    Node.objects.filter(level=1, index=1).update(hash=bytes(32))


def move_node() -> None:
    """The stored hash over acts 5 and 6 stands elsewhere."""
    Node.objects.filter(level=1, index=2).update(index=40)


def lift_node() -> None:
    """The stored hash over acts 5 and 6 stands a level higher."""
    Node.objects.filter(level=1, index=2).update(level=7)


def remove_node() -> None:
    """The stored hash over acts 5 and 6 is gone."""
    Node.objects.filter(level=1, index=2)._raw_delete("default")


def slip_in_leaf() -> None:
    """An act is slipped in above the last head, as if it had been sealed."""
    write([8])
    Leaf.objects.create(index=7, act_id=8, hash=merkle.leaf_hash(content(Act.objects.get(pk=8))))


OF_ACTS: tuple[tuple[Callable[[], None], Found], ...] = (
    (renumber, [("act_removed", 4, 0)]),
    (remove_act, [("act_removed", 4, 0)]),
    (remove_leaf, [("leaf_missing", 3, 0), ("head_too_long", 0, 5)]),
    (remove_last_leaf, [("head_too_long", 0, 7)]),
    (
        swap_leaves(4, 5),
        [("node_altered", 1, 1), ("acts_reordered", 4, 5), ("head_mismatch", 0, 7)],
    ),
    (
        swap_leaves(1, 3),
        [("node_altered", 0, 1), ("acts_reordered", 2, 3), ("head_mismatch", 0, 5), ("head_mismatch", 0, 7)],
    ),
    (swap_and_hash_anew, [("acts_reordered", 4, 5), ("head_mismatch", 0, 7)]),
    (rewrite_act, [("head_mismatch", 0, 5), ("head_mismatch", 0, 7)]),
    (
        alter_leaf,
        [("act_altered", 4, 0), ("node_altered", 1, 1), ("head_mismatch", 0, 5), ("head_mismatch", 0, 7)],
    ),
    (alter_node, [("node_altered", 1, 1)]),
    (move_node, [("node_altered", 2, 1)]),
    (lift_node, [("node_altered", 2, 1)]),
    (remove_node, [("node_altered", 2, 1)]),
    (slip_in_leaf, [("head_missing", 7, 0)]),
)


@pytest.mark.usefixtures("seven")
@pytest.mark.parametrize(("attack", "expected"), OF_ACTS)
def test_tampering_with_acts_leaves_and_nodes_is_found_without_the_copy(
    settings: Settings, attack: Callable[[], None], expected: Found
) -> None:
    with tampering():
        attack()
    assert found(settings) == expected
    assert not report(settings, with_copy=False).is_whole
