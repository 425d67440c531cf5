"""The real ballots of cities: every file is read and written, official winners and pabutools agree with us."""

from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from pabutools.election import Cardinality_Sat, Cost_Sat, parse_pabulib
from pabutools.election.satisfaction import AdditiveSatisfaction
from pabutools.rules import (
    completion_by_rule_combination,
    greedy_utilitarian_welfare,
    method_of_equal_shares,
)
from pabutools.tiebreaking import TieBreakingRule

from mutirao.engines.allocation.pabulib import PabulibFile, read, write
from mutirao.engines.allocation.rules import RULES, count
from mutirao.engines.allocation.ties import lot
from shared import BALLOTS, needs_shared

pytestmark = [pytest.mark.shared, needs_shared]

FILES = {path.stem: path for path in sorted(BALLOTS.glob("*.pb"))}
# pabutools would need minutes for the others
SMALL = [name for name, path in FILES.items() if path.stat().st_size < 100_000]
SEED = "drawn on 1 July"


@cache
def file(name: str) -> PabulibFile:
    return read(FILES[name])


def test_all_seventeen_are_there() -> None:
    assert len(FILES) == 17
    assert len(SMALL) == 13


@pytest.mark.parametrize("name", FILES)
def test_every_file_is_read_and_written_back(name: str) -> None:
    found = file(name)
    assert len(found.projects) == int(found.meta["num_projects"])
    assert len(found.votes.voters) == int(found.meta["num_votes"])
    again = read(write(found, voter_columns=list(found.votes.extra)).encode())
    assert again.votes == found.votes
    assert again.projects == found.projects
    assert again.meta == found.meta


@pytest.mark.parametrize("name", FILES)
def test_our_counts_are_the_official_counts(name: str) -> None:
    """Votes everywhere; points on points ballots; k, k - 1, … 1 on a ranking of k projects."""
    found = file(name)
    election = found.election()
    assert list(election.votes) == [int(project.extra["votes"]) for project in found.projects]
    column = "score" if "score" in found.projects[0].extra else "votes"
    assert list(election.support) == [int(project.extra[column]) for project in found.projects]


@pytest.mark.parametrize(
    "name", ["Poland_Krakow_2024_Bienczyce", "Poland_Warszawa_2020_Praga-Poludnie", "Poland_Lodz_2022"]
)
def test_greedy_gives_the_official_winners(name: str) -> None:
    found = file(name)
    assert found.meta["rule"] in ("greedy", "greedy-threshold")  # Łódź: the threshold excluded nobody
    assert set(count(found.election(), rule="greedy").selected) == set(found.official_winners() or ())


@pytest.mark.parametrize(
    ("rule", "utility", "completion", "winners", "cost"),
    [
        ("greedy", None, None, {2, 3, 8, 9, 11, 13, 14}, 99200),
        ("equal-shares", "cost", "add1", {2, 3, 5, 6, 9, 11, 12, 13, 14}, 76700),
        ("equal-shares", "cardinality", "add1", {2, 3, 5, 6, 7, 9, 11, 12, 13, 14}, 88700),
    ],
)
def test_assen(rule: str, utility: Any, completion: str | None, winners: set[int], cost: int) -> None:
    found = file("Netherlands_Assen_2024")
    tally = count(found.election(), rule=rule, utility=utility, completion=completion)
    assert set(map(int, tally.selected)) == winners
    assert tally.total_cost == cost
    if (utility, completion) == ("cost", "add1"):
        assert set(tally.selected) == set(found.official_winners() or ())


class Points(AdditiveSatisfaction):  # type: ignore[misc]
    """Support times cost, so that pabutools' greedy rule, which divides by cost, goes by support."""

    def __init__(self, instance: Any, profile: Any, ballot: Any) -> None:
        super().__init__(instance, profile, ballot, support_times_cost)


def support_times_cost(_instance: Any, _profile: Any, ballot: Any, project: Any, _values: Any) -> Any:
    if project not in ballot:
        return 0
    if hasattr(ballot, "position"):
        return (len(ballot) - ballot.position(project)) * project.cost
    return (ballot[project] if hasattr(ballot, "keys") else 1) * project.cost


@cache
def peer(name: str) -> tuple[Any, Any, TieBreakingRule]:
    """The instance and the profile as pabutools reads them, and our order of ties for it to use."""
    instance, profile = parse_pabulib(str(FILES[name]))
    election = file(name).election()
    votes = dict(zip(election.project_ids, election.votes, strict=True))
    order = TieBreakingRule(
        lambda _i, _p, project: (project.cost, -votes[project.name], lot(SEED, project.name))
    )
    return instance, profile.as_multiprofile(), order


def ruled(name: str, rule: str, utility: str | None, completion: str | None) -> Iterator[str]:
    instance, profile, order = peer(name)
    common = {"tie_breaking": order}
    greedy = {"sat_class": Points, **common}
    shares = {"sat_class": Cost_Sat if utility == "cost" else Cardinality_Sat, **common}
    if rule == "greedy":
        chosen = greedy_utilitarian_welfare(instance, profile, **greedy)
    elif completion == "none":
        chosen = method_of_equal_shares(instance, profile, **shares)
    elif completion == "add1":
        chosen = method_of_equal_shares(instance, profile, voter_budget_increment=1, **shares)
    else:
        chosen = completion_by_rule_combination(
            instance,
            profile,
            [method_of_equal_shares, greedy_utilitarian_welfare],
            [{"voter_budget_increment": 1, **shares}, greedy],
        )
    return (project.name for project in chosen)


@pytest.mark.parametrize("name", SMALL)
@pytest.mark.parametrize(("rule", "utility", "completion"), RULES)
def test_pabutools_chooses_the_same_in_the_same_order(
    name: str, rule: str, utility: Any, completion: str | None
) -> None:
    tally = count(file(name).election(), rule=rule, utility=utility, completion=completion, seed=SEED)
    assert list(tally.selected) == list(ruled(name, rule, utility, completion))
