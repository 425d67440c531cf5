"""The single transferable vote: your vote goes on to your next choice where it is not needed or not enough.

A seat takes the Droop quota: the votes divided by one more than the seats, rounded down, and one more.
At each stage, whoever has the quota is elected. Then the largest surplus is handed on: every vote of the
elected option goes to its next choice still standing, worth the surplus divided by all its votes of what it
was worth before (weighted inclusive Gregory method, as in Scottish council elections, in exact fractions).
Where there is no surplus, the option with the fewest votes is excluded and its votes go on at what they
are worth. Options that stand equal are put in order by the latest earlier stage at which they differed,
then by the published lot. With one seat this is the instant run-off.
"""

from collections.abc import Collection, Iterable, Sequence
from fractions import Fraction

from mutirao.engines.lots import lot
from mutirao.engines.ranking.ballots import Rankings
from mutirao.engines.ranking.outcome import WON, Code, Did, Draw, Outcome, Stage, Standing

# A bundle of equal ballots: how they rank, how far down they have gone, and what they are worth together.
_Bundle = tuple[tuple[int, ...], int, Fraction]


def single_transferable_vote(cast: Rankings, *, seats: int, seed: str = "") -> Outcome:
    """Fill `seats` seats. Empty ballots are exhausted from the start and do not count towards the quota."""
    if seats < 1:
        raise ValueError("there must be at least one seat")
    return _Count(cast, seats, seed).outcome("stv")


def instant_runoff(cast: Rankings, *, seed: str = "") -> Outcome:
    """Find one winner: exclude the last and hand its votes on, until one has more than half, or is left."""
    return _Count(cast, 1, seed).outcome("instant-runoff")


class _Count:
    """The piles of ballots, as they move from stage to stage."""

    _reached: Code = "reached-quota"
    _last: Code = "last-standing"

    def __init__(self, cast: Rankings, seats: int, seed: str) -> None:
        self._cast, self._seats, self._seed = cast, seats, seed
        self._options = cast.options
        self._piles: list[list[_Bundle]] = [[] for _ in cast.options]
        self._totals = [Fraction(0)] * len(cast.options)
        self._exhausted = Fraction(0)
        self._standing = set(range(len(cast.options)))
        self._quota = sum(people for ranking, people in cast.ballots if ranking) // (seats + 1) + 1
        self._stages: list[Stage] = []
        self._draws: list[Draw] = []
        self._elected: dict[int, tuple[int, Code]] = {}
        self._excluded: dict[int, int] = {}
        self._had: dict[int, Fraction] = {}
        self._surplus: set[int] = set()

    def outcome(self, rule: str) -> Outcome:
        self._hand_on([(ranking, -1, Fraction(people)) for ranking, people in self._cast.ballots])
        self._elect("count", None, None)
        while len(self._elected) < self._seats and self._standing:
            if self._surplus:
                self._hand_on_surplus()
            else:
                self._exclude()
        winners = list(self._elected)
        return Outcome(
            rule=rule,
            seed=self._seed,
            seats=self._seats,
            voters=self._cast.voters,
            winners=tuple(self._options[o] for o in winners),
            standings=tuple(self._standing_of(o, winners) for o in range(len(self._options))),
            draws=tuple(self._draws),
            stages=tuple(self._stages),
            quota=self._quota,
        )

    def _hand_on(self, bundles: Iterable[_Bundle]) -> None:
        """Move bundles to the next choice that is still standing."""
        for ranking, at, worth in bundles:
            place = at + 1
            while place < len(ranking) and ranking[place] not in self._standing:
                place += 1
            if place < len(ranking):
                self._piles[ranking[place]].append((ranking, place, worth))
                self._totals[ranking[place]] += worth
            else:
                self._exhausted += worth

    def _elect(self, did: Did, moved: int | None, value: Fraction | None) -> None:
        """Elect who has the quota, or the rest where they are no more than the seats; note the stage."""
        number = len(self._stages) + 1
        found = {o: self._reached for o in self._standing if self._totals[o] >= self._quota}
        if self._only_the_rest(found):
            found = {o: found.get(o, self._last) for o in self._standing if self._totals[o] > 0}
            for option in self._standing.difference(found):
                self._leave(option, number)
        chosen = self._in_order(list(found), number)
        for option in chosen:
            self._elected[option] = (number, found[option])
            self._had[option] = self._totals[option]
            self._standing.discard(option)
            if self._totals[option] > self._quota:
                self._surplus.add(option)
        self._stages.append(
            Stage(
                number=number,
                did=did,
                option=None if moved is None else self._options[moved],
                value=value,
                totals=tuple(self._totals),
                exhausted=self._exhausted,
                elected=tuple(self._options[option] for option in chosen),
            )
        )

    def _only_the_rest(self, found: Collection[int]) -> bool:
        """Whether no more are left than seats are free, and nothing on its way can still change them."""
        if len(self._standing) > self._seats - len(self._elected) or len(found) == len(self._standing):
            return False
        on_the_way = bool(self._surplus) or any(self._totals[o] > self._quota for o in found)
        return not on_the_way or all(self._totals[o] > 0 for o in self._standing)

    def _leave(self, option: int, number: int) -> None:
        """Take an option out."""
        self._standing.discard(option)
        self._excluded[option] = number
        self._had[option] = self._totals[option]

    def _hand_on_surplus(self) -> None:
        most = max(self._totals[option] for option in self._surplus)
        option = self._in_order([o for o in self._surplus if self._totals[o] == most], len(self._stages) + 1)[
            0
        ]
        self._surplus.discard(option)
        value = (self._totals[option] - self._quota) / self._totals[option]
        bundles = [(ranking, at, worth * value) for ranking, at, worth in self._piles[option]]
        self._piles[option] = []
        self._totals[option] = Fraction(self._quota)
        self._hand_on(bundles)
        self._elect("surplus", option, value)

    def _exclude(self) -> None:
        fewest = min(self._totals[option] for option in self._standing)
        level = [o for o in self._standing if self._totals[o] == fewest]
        option = self._in_order(level, len(self._stages) + 1)[-1]
        self._leave(option, len(self._stages) + 1)
        bundles, self._piles[option] = self._piles[option], []
        self._totals[option] = Fraction(0)
        self._hand_on(bundles)
        self._elect("exclude", option, None)

    def _in_order(self, options: Sequence[int], number: int) -> list[int]:
        """Most votes first; who stands equal by the latest stage at which they differed, then by lot."""
        past = [stage.totals for stage in reversed(self._stages)]

        def key(option: int) -> tuple[Fraction, tuple[Fraction, ...], str]:
            return (
                -self._totals[option],
                tuple(-totals[option] for totals in past),
                lot(self._seed, self._options[option]),
            )

        order = sorted(options, key=key)
        for total in dict.fromkeys(self._totals[option] for option in order):
            level = [option for option in order if self._totals[option] == total]
            if len(level) > 1:
                pasts = [key(option)[1] for option in level]
                by_lot = len(set(pasts)) < len(pasts)
                names = tuple(self._options[option] for option in level)
                self._draws.append(Draw(number, names, "lot" if by_lot else "earlier-stage"))
        return order

    def _standing_of(self, option: int, winners: list[int]) -> Standing:
        code: Code = "seats-filled"
        stage, place = None, None
        if option in self._elected:
            (stage, code), place = self._elected[option], winners.index(option) + 1
        elif option in self._excluded:
            code, stage = "excluded", self._excluded[option]
        score = self._had.get(option, self._totals[option])
        return Standing(self._options[option], code in WON, code, score, place, stage)
