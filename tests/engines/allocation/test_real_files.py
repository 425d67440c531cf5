"""The real ballots of cities: each file is read and written; official winners and pabutools agree with us."""

from functools import cache
from typing import Any

import pytest
from peer import Peer

from mutirao.engines.allocation.backers import backers
from mutirao.engines.allocation.conditions import Conditions
from mutirao.engines.allocation.equal_shares import raises_needed, run
from mutirao.engines.allocation.pabulib import PabulibFile, read, write
from mutirao.engines.allocation.published import published
from mutirao.engines.allocation.rules import RULES, count
from mutirao.engines.allocation.ties import TieBreak
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


def test_the_rule_and_threshold_a_file_names_give_the_winners_it_names() -> None:
    """Skipping or not, a threshold in votes or in points, equal shares: as each city published it."""
    rules = set()
    for name in FILES:
        found, named = file(name), published(file(name))
        winners = found.official_winners()
        if named is not None and winners is not None:
            rules.add(found.meta["rule"])
            tally = count(
                found.election(),
                rule=named.rule,
                utility=named.utility,
                completion=named.completion,
                conditions=named.conditions,
            )
            assert set(tally.selected) == set(winners), name
    assert rules == {"greedy", "greedy-threshold", "greedy-no-skip", "equalshares/add1"}


def test_warsaw_needed_its_threshold() -> None:
    """Without the 3,000 votes each project needs, an eighteenth would have won."""
    found = file("Poland_Warszawa_2026")
    tally = count(found.election(), rule="greedy", conditions=Conditions(least_support=3000))
    everything = count(found.election(), rule="greedy")
    assert (len(tally.selected), len(everything.selected)) == (17, 18)
    (extra,) = set(everything.selected) - set(tally.selected)
    fate = next(fate for fate in tally.fates if fate.project == extra)
    assert (fate.code, fate.needed) == ("too-few-votes", 3000)
    assert fate.votes < 3000


def test_poznan_did_not_skip() -> None:
    """Its own rule ends at the first project that does not fit; what it paid from elsewhere is marked 2."""
    found = file(next(name for name in FILES if name.startswith("Poland_Poznan")))
    assert published(found) is None
    tally = count(found.election(), rule="greedy", conditions=Conditions(no_skip=True))
    assert tally.selected == found.official_winners()


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


@cache
def peer(name: str) -> Peer:
    found = Peer(FILES[name])
    found.order_ties(file(name).election(), SEED)
    return found


@pytest.mark.parametrize("name", SMALL)
@pytest.mark.parametrize(("rule", "utility", "completion"), RULES)
def test_pabutools_chooses_the_same_in_the_same_order(
    name: str, rule: str, utility: Any, completion: str | None
) -> None:
    tally = count(file(name).election(), rule=rule, utility=utility, completion=completion, seed=SEED)
    ours = sorted(tally.selected) if rule == "phragmen" else list(tally.selected)
    assert ours == peer(name).winners(rule, utility, completion)


def test_jumping_over_raises_stops_where_single_steps_do() -> None:
    """134 projects, 14,897 voters: every raise counted by itself, with every share in fractions."""
    election = file("Poland_Warszawa_2020_Praga-Poludnie").election()
    crowd = backers(election, TieBreak(election, SEED), "cost")
    raises, stop = raises_needed(crowd)
    for step in range(raises + 2):
        bought = {choice.project for choice in run(crowd, step).choices}
        left = election.budget - sum(crowd.costs[q] for q in bought)
        if left < 0:
            assert (step, stop) == (raises + 1, "next-raise-too-dear")
            return
        if all(cost > left for q, cost in enumerate(crowd.costs) if q not in bought):
            assert (step, stop) == (raises, "nothing-more-fits")
            return
    raise AssertionError("it should have stopped")
