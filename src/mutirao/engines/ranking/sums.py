"""Rules that add something up: first choices (plurality), places (Borda), points.

Source: J.-C. de Borda, "Mémoire sur les élections au scrutin" (1781). Options that a ballot does not rank
share equally what its lower places are worth, so that every ballot gives out the same.
"""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from mutirao.engines.lots import lot
from mutirao.engines.ranking.ballots import Rankings
from mutirao.engines.ranking.majority import NO_QUORUM, Quorum
from mutirao.engines.ranking.outcome import WON, Code, Draw, Outcome, Standing


def plurality(
    cast: Rankings,
    *,
    seats: int = 1,
    seed: str = "",
    eligible: int | None = None,
    quorum: Quorum = NO_QUORUM,
) -> Outcome:
    """Most first choices win. Where fewer voted than the quorum asks for, nobody does."""
    scores = [Fraction(votes) for votes in cast.first_choices]
    return _outcome("plurality", cast.options, scores, cast.voters, seats, seed, eligible, quorum)


def borda(
    cast: Rankings,
    *,
    seats: int = 1,
    seed: str = "",
    eligible: int | None = None,
    quorum: Quorum = NO_QUORUM,
) -> Outcome:
    """A point for every option ranked below, half a point for every option level with it."""
    many = len(cast.options)
    scores = [Fraction(0)] * many
    for ranking, people in cast.ballots:
        for place, option in enumerate(ranking):
            scores[option] += people * (many - 1 - place)
        rest = Fraction(many - len(ranking) - 1, 2) * people
        for option in set(range(many)).difference(ranking):
            scores[option] += rest
    return _outcome("borda", cast.options, scores, cast.voters, seats, seed, eligible, quorum)


def points(
    options: Sequence[str],
    cast: Iterable[tuple[int, Mapping[str, int | Fraction]]],
    *,
    seats: int = 1,
    seed: str = "",
    eligible: int | None = None,
    quorum: Quorum = NO_QUORUM,
) -> Outcome:
    """Add up points: (how many people cast this ballot, points for each option it names).

    Raises ValueError for an option that is not there or points below zero.
    """
    scores = dict.fromkeys(options, Fraction(0))
    voters = 0
    for people, given in cast:
        voters += people
        for option, worth in given.items():
            if option not in scores:
                raise ValueError(f"a ballot gives points to “{option}”, which is not an option here")
            if worth < 0:
                raise ValueError("points cannot be below zero")
            scores[option] += people * worth
    return _outcome("points", tuple(options), list(scores.values()), voters, seats, seed, eligible, quorum)


def _outcome(
    rule: str,
    options: tuple[str, ...],
    scores: list[Fraction],
    voters: int,
    seats: int,
    seed: str,
    eligible: int | None,
    quorum: Quorum,
) -> Outcome:
    """The options with the highest scores win; a lot settles who of those level with the last seat does."""
    if seats < 1:
        raise ValueError("there must be at least one seat")
    enough = voters >= quorum.needed(eligible)
    order = sorted(range(len(options)), key=lambda o: (-scores[o], lot(seed, options[o])))
    # An option that got nothing does not win, even where a seat stays empty.
    chosen = [o for o in order if scores[o] > 0][: seats if enough else 0]
    draws: list[Draw] = []
    for score in sorted({scores[o] for o in chosen}, reverse=True):
        level = tuple(options[o] for o in order if scores[o] == score)
        if len(level) > 1:
            draws.append(Draw(None, level, "lot"))
    standings = []
    for o, option in enumerate(options):
        code: Code = "most" if o in chosen else "fewer"
        if not enough:
            code = "too-few-voters"
        elif o not in chosen and chosen and scores[o] == scores[chosen[-1]]:
            code = "lost-draw"
        place = chosen.index(o) + 1 if o in chosen else None
        standings.append(Standing(option, code in WON, code, scores[o], place))
    return Outcome(
        rule=rule,
        seed=seed,
        seats=seats,
        voters=voters,
        winners=tuple(options[o] for o in chosen),
        standings=tuple(standings),
        draws=tuple(draws),
        turnout=Fraction(voters, eligible) if eligible else None,
    )
