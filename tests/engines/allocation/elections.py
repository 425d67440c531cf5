"""Small elections for the tests, made the way the engine gets them: from a Pabulib file."""

from collections.abc import Sequence
from dataclasses import replace

from naive import Ballots

from mutirao.engines.allocation.conditions import Ceiling, Conditions, Incompatible
from mutirao.engines.allocation.election import Election
from mutirao.engines.allocation.pabulib import assemble


def approvals(budget: str, costs: dict[str, str], ballots: Sequence[str]) -> Election:
    """An approval election; a ballot is a text of one-letter project ids."""
    return assemble(
        meta={},
        vote_type="approval",
        budget=budget,
        projects=[(name, cost, {}) for name, cost in costs.items()],
        votes=[(str(i), list(ballot), []) for i, ballot in enumerate(ballots)],
    ).election()


def election(vote: Ballots, *, unit: int = 1, names: Sequence[str] = ()) -> Election:
    """The election of the oracle's ballots; amounts are whole numbers of 1/`unit` (1, 10, 100 …).

    Project p is called `names[p]`, or p where no names are given.
    """
    made = assemble(
        meta={},
        vote_type="scoring",
        budget=str(vote.budget),
        projects=[(names[p] if names else str(p), str(cost), {}) for p, cost in enumerate(vote.costs)],
        votes=[
            (
                str(i),
                [names[p] if names else str(p) for p, _ in ballot],
                [str(points) for _, points in ballot],
            )
            for i, ballot in enumerate(vote.ballots)
        ],
    ).election()
    return replace(made, scale=unit)


def conditions(vote: Ballots) -> Conditions:
    """The side conditions of the oracle's ballots."""
    side = vote.side
    return Conditions(
        least_votes=side.votes,
        least_share=side.share,
        least_support=side.points,
        incompatible=tuple(
            Incompatible(f"set {i}", tuple(map(str, sorted(group))), most)
            for i, (group, most) in enumerate(side.apart)
        ),
        ceilings=tuple(
            Ceiling(f"part {i}", tuple(map(str, sorted(group))), amount)
            for i, (group, amount) in enumerate(side.capped)
        ),
        no_skip=side.no_skip,
    )
