"""From published votes to a count: a Pabulib file where money is divided, else a result with its reasons."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.timezone import localtime

from mutirao.engines.allocation import amounts
from mutirao.engines.allocation.pabulib import PabulibFile, assemble
from mutirao.planning.ballots.models import Ballot, Option
from mutirao.theory.ballots import Form, Numbers, Ranks, Ticks, Vote, decode

PABULIB: Mapping[Form, str] = {
    Form.APPROVAL: "approval",
    Form.CHOOSE: "approval",
    Form.KNAPSACK: "approval",
    Form.RANKING: "ordinal",
    Form.POINTS: "cumulative",
    Form.SCORE: "scoring",
}


def choices(ballot: Ballot) -> list[Vote]:
    """Every published vote, in the published order."""
    form = Form(ballot.form)
    return [decode(text, form) for text in ballot.slips.values_list("choice", flat=True)]


def file_of(ballot: Ballot) -> PabulibFile:
    """The published votes as a Pabulib file: nothing about voters but a number in the published order."""
    period, paper = ballot.period, ballot.as_paper()
    limits = {
        "max_length": paper.most,
        "max_sum_cost": paper.budget if paper.form is Form.KNAPSACK else 0,
        "max_sum_points": paper.points if paper.form is Form.POINTS else 0,
        "max_points": paper.highest if paper.form is Form.SCORE else 0,
    }
    meta = {
        "description": _plain(ballot.question),
        "unit": _plain(ballot.service.area.name),
        "instance": str(localtime(ballot.ended_at).year) if ballot.ended_at else "",
        "currency": ballot.currency,
        "date_begin": f"{localtime(period.opens):%d.%m.%Y}" if period.opens else "",
        "date_end": f"{localtime(period.closes):%d.%m.%Y}" if period.closes else "",
        **{key: str(limit) for key, limit in limits.items() if limit and key != "max_sum_cost"},
    }
    if limits["max_sum_cost"]:
        meta["max_sum_cost"] = amounts.written(paper.budget, ballot.scale)
    return assemble(
        meta={key: text for key, text in meta.items() if text},
        vote_type=PABULIB[paper.form],
        budget=amounts.written(ballot.amount, ballot.scale),
        projects=(
            (option.code, amounts.written(option.cost or 0, ballot.scale), {"name": _plain(option.title)})
            for option in ballot.options.all()
        ),
        votes=((str(number), *_written(vote)) for number, vote in enumerate(choices(ballot), start=1)),
    )


def _written(vote: Vote) -> tuple[list[str], list[str]]:
    """What a vote names, and its points."""
    if isinstance(vote, Ticks):
        return list(vote.codes), []
    if isinstance(vote, Ranks):
        return [code for code, _rank in vote.places], []
    return [code for code, _number in vote.given], [str(number) for _code, number in vote.given]


def _plain(text: str) -> str:
    return " ".join(text.split())


def outcome(ballot: Ballot, options: Iterable[Option], votes: Iterable[Vote]) -> dict[str, Any]:
    """The result of a vote that divides no money, as plain data, with what became of each option."""
    from mutirao.engines.ranking import (
        Quorum,
        borda,
        instant_runoff,
        plurality,
        points,
        rankings,
        single_transferable_vote,
    )

    codes = [option.code for option in options]
    grouped = Counter(votes)
    quorum, seats, seed = Quorum(least=ballot.quorum), ballot.seats, ballot.seed
    if ballot.rule == "majority":
        return _majority(codes, grouped, ballot.quorum)
    if ballot.rule == "most":
        worth = [(people, _worth(vote)) for vote, people in grouped.items()]
        return points(codes, worth, seats=seats, seed=seed, quorum=quorum).as_json()
    cast = rankings(codes, [(people, _written(vote)[0]) for vote, people in grouped.items()])
    if cast.voters < ballot.quorum:
        return {**plurality(cast, seats=seats, seed=seed, quorum=quorum).as_json(), "rule": ballot.rule}
    if ballot.rule == "borda":
        return borda(cast, seats=seats, seed=seed, quorum=quorum).as_json()
    if ballot.rule == "stv":
        return single_transferable_vote(cast, seats=seats, seed=seed).as_json()
    return instant_runoff(cast, seed=seed).as_json()


def _worth(vote: Vote) -> dict[str, int]:
    if isinstance(vote, Numbers):
        return dict(vote.given)
    return dict.fromkeys(_written(vote)[0], 1)


def _majority(codes: list[str], grouped: Mapping[Vote, int], least: int) -> dict[str, Any]:
    """More "yes", the first option, than "no", the second; blank votes only make up the numbers."""
    from mutirao.engines.ranking import Quorum, majority

    got: Counter[str] = Counter()
    for vote, people in grouped.items():
        for code in _written(vote)[0]:
            got[code] += people
    yes, no = (got[code] for code in codes)
    verdict = majority(yes, no, sum(grouped.values()) - yes - no, quorum=Quorum(least=least))
    stands = {"carried": "most", "not-carried": "fewer", "level": "level", "too-few-voters": "too-few-voters"}
    first = stands[verdict.code]
    second = {"most": "fewer", "fewer": "most"}.get(first, first)
    return {
        **verdict.as_json(),
        "rule": "majority",
        "winners": [c for c, code in zip(codes, (first, second), strict=True) if code == "most"],
        "options": [
            {"option": c, "won": code == "most", "code": code, "score": got[c]}
            for c, code in zip(codes, (first, second), strict=True)
        ],
        "draws": [],
        "stages": [],
    }
