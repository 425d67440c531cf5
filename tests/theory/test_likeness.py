"""Which proposals look alike: the same whoever asks, in three languages, quick among two thousand."""

from __future__ import annotations

from random import Random
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mutirao.theory.likeness import ALIKE, Index, Signature, indexed, likeness, signature, stem, unpacked

TEXTS = st.text(alphabet="abcdefg ", max_size=80)
SIGNED = st.builds(signature, TEXTS, TEXTS)


@given(SIGNED, SIGNED)
def test_likeness_is_mutual_and_between_nought_and_one(one: Signature, other: Signature) -> None:
    assert likeness(one, other) == likeness(other, one)
    assert 0 <= likeness(one, other) <= 1
    assert (likeness(one, other) == 0) is not bool(one.whole & other.whole)


@given(SIGNED)
def test_what_says_something_is_like_itself(one: Signature) -> None:
    assert likeness(one, one) == (1 if one.whole else 0)
    assert unpacked(one.packed()) == one


@given(st.lists(SIGNED, max_size=12), SIGNED, st.sampled_from([0.01, 0.3, ALIKE, 0.9]))
def test_the_index_finds_what_comparing_with_each_finds(
    many: list[Signature], wanted: Signature, least: float
) -> None:
    scores = [(place, likeness(wanted, one)) for place, one in enumerate(many)]
    found = sorted((pair for pair in scores if pair[1] >= least), key=lambda pair: (-pair[1], pair[0]))
    assert indexed(enumerate(many)).look_alikes(wanted, least=least) == found


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("A bench by the church", "Benches near the church"),
        ("Safe crossing at the school", "Zebra crossing for school children"),
        ("Un banc près de l’église", "Des bancs devant l’église"),
        ("Plantar árvores na praça", "Mais árvores para a praça"),
        ("Repair the swings", "Repairing swings"),
    ],
)
def test_these_look_alike(one: str, other: str) -> None:
    assert likeness(signature(one, ""), signature(other, "")) >= ALIKE


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("A bench in Church Lane", "A bench on Mill Road"),
        ("A new village shop", "A new village hall"),
        ("Un banc près de l’église", "Un arbre devant la mairie"),
        ("Iluminação na praça", "Um posto de saúde"),
        ("", ""),
    ],
)
def test_these_do_not(one: str, other: str) -> None:
    assert likeness(signature(one, ""), signature(other, "")) < ALIKE


def test_two_long_texts_about_the_same_look_alike_under_different_titles() -> None:
    one = signature(
        "Somewhere to sit", "Older people walking up Church Lane need a bench to rest half way to the shop."
    )
    other = signature("Bench", "My mother cannot walk up Church Lane to the shop without a rest on a bench.")
    third = signature(
        "Speed limit", "Cars race down Church Lane in the morning when children walk to school."
    )
    assert likeness(one, other) >= ALIKE > likeness(one, third)


@pytest.mark.parametrize(
    ("word", "left"),
    [
        ("Trees", "tre"),
        ("tree", "tre"),
        ("École", "ecol"),
        ("écoles", "ecol"),
        ("bus", "bus"),
        ("مقعد", "مقعد"),
    ],
)
def test_stems(word: str, left: str) -> None:
    assert stem(word) == left


def two_thousand() -> list[Signature]:
    """Signatures of invented proposals, words as uneven as in a language."""
    chance = Random(1)
    words = [f"w{n:04}q" for n in chance.sample(range(10_000), 4_000)]
    texts = [
        " ".join(words[min(3999, int(chance.paretovariate(0.6)))] for _ in range(90)) for _ in range(2_000)
    ]
    return [signature(text[:30], text) for text in texts]


def test_two_thousand_are_looked_through_at_once() -> None:
    many = two_thousand()
    packed = [one.packed() for one in many]
    begun = process_time()
    known = [unpacked(one) for one in packed]
    assert sum(likeness(many[0], one) == 1 for one in known) >= 1
    assert process_time() - begun < 0.5, "somebody waits while they write"


def test_bringing_in_two_thousand_compares_all_with_all() -> None:
    many = two_thousand()
    begun = process_time()
    index: Index[int] = Index()
    for place, one in enumerate(many):
        index.look_alikes(one)
        index.add(place, one)
    assert process_time() - begun < 20
