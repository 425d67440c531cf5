"""Who took part in a vote: by channel, by area and by what voters chose to say, small groups left out."""

from __future__ import annotations

from collections.abc import Mapping

from mutirao.theory.measures import hide_small

TRAITS: Mapping[str, tuple[str, ...]] = {
    "age": ("0–15", "16–24", "25–44", "45–64", "65+"),
    "sex": ("female", "male", "other"),
}
"""What voters may be asked to say of themselves, and the answers they may give. All of it is sensitive."""

Turnout = dict[str, list[tuple[str, int | None]]]


def shown(
    *, channels: Mapping[str, int], areas: Mapping[str, int], traits: Mapping[str, Mapping[str, int]]
) -> Turnout:
    """Counts as they may be published, largest group first; None where a group is too small to show.

    Groups under 5 are left out, under 10 for what voters say of themselves; "" is for those who said nothing.

    >>> shown(channels={"online": 20, "paper": 6}, areas={}, traits={"age": {"16–24": 9, "": 17}})
    {'voting_method': [('online', 20), ('paper', 6)], 'age': [('', None), ('16–24', None)]}
    """
    found: Turnout = {}
    groups = {"voting_method": channels, "neighborhood": areas, **traits}
    for name, counts in groups.items():
        if not any(group and n for group, n in counts.items()):
            continue
        visible = hide_small({group: n for group, n in counts.items() if n}, sensitive=name in TRAITS)
        found[name] = sorted(visible.items(), key=lambda pair: (-counts[pair[0]], pair[0]))
    return found


def answers_fit(said: Mapping[str, str], asked: list[str]) -> bool:
    """Whether somebody answers what was asked, with answers that were offered."""
    return all(trait in asked and answer in TRAITS.get(trait, ()) for trait, answer in said.items())
