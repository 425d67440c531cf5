"""The rules for rankings written straight from their definitions, one ballot at a time: the oracle."""

from collections.abc import Sequence
from fractions import Fraction
from hashlib import sha256
from itertools import combinations

Ballots = Sequence[Sequence[str]]


def drawn(seed: str, option: str) -> str:
    return sha256(f"{seed}:{option}".encode()).hexdigest()


def borda(options: Sequence[str], ballots: Ballots) -> dict[str, Fraction]:
    """By pairs: one point for being ranked above, half a point each where neither is ranked."""
    got = dict.fromkeys(options, Fraction(0))
    for ballot in ballots:
        for one, other in combinations(options, 2):
            if one not in ballot and other not in ballot:
                got[one] += Fraction(1, 2)
                got[other] += Fraction(1, 2)
            elif other not in ballot or (one in ballot and ballot.index(one) < ballot.index(other)):
                got[one] += 1
            else:
                got[other] += 1
    return got


class Papers:
    """A transferable vote by hand: every paper has a worth and lies on a pile, or on none any more."""

    def __init__(self, options: Sequence[str], ballots: Ballots, seats: int, seed: str) -> None:
        self.options, self.seats, self.seed = list(options), seats, seed
        self.papers = [(list(ballot), Fraction(1)) for ballot in ballots]
        self.on = [ballot[0] if ballot else None for ballot in ballots]
        self.quota = sum(1 for ballot in ballots if ballot) // (seats + 1) + 1
        self.standing = list(options)
        self.elected: list[str] = []
        self.past: list[dict[str, Fraction]] = []
        self.surplus: list[str] = []

    def totals(self) -> dict[str, Fraction]:
        got = dict.fromkeys(self.options, Fraction(0))
        for (_, worth), on in zip(self.papers, self.on, strict=True):
            if on is not None:
                got[on] += worth
        return got

    def better(self, option: str) -> tuple[Fraction | str, ...]:
        """The smaller, the earlier."""
        worths = [-got[option] for got in [self.totals(), *reversed(self.past)]]
        return (*worths, drawn(self.seed, option))

    def move(self, option: str, value: Fraction) -> None:
        for i, (ranking, worth) in enumerate(self.papers):
            if self.on[i] == option:
                after = ranking[ranking.index(option) + 1 :]
                self.papers[i] = (ranking, worth * value)
                self.on[i] = next((other for other in after if other in self.standing), None)

    def count(self) -> list[str]:
        kept: dict[str, Fraction] = {}
        while True:
            got = {**self.totals(), **kept}
            free = self.seats - len(self.elected)
            reached = [option for option in self.standing if got[option] >= self.quota]
            waiting = self.surplus or [option for option in reached if got[option] > self.quota]
            rest = [option for option in self.standing if got[option] > 0]
            few = len(self.standing) <= free and len(reached) < len(self.standing)
            if few and (not waiting or len(rest) == len(self.standing)):
                reached, self.standing = rest, rest
            for option in sorted(reached, key=self.better):
                self.elected.append(option)
                self.standing.remove(option)
                if got[option] > self.quota:
                    self.surplus.append(option)
            if len(self.elected) == self.seats or not self.standing:
                return self.elected
            now = dict(got)
            if self.surplus:
                option = min(self.surplus, key=lambda o: (-got[o], *self.better(o)))
                self.past.append(now)
                self.surplus.remove(option)
                self.move(option, (got[option] - self.quota) / got[option])
                kept[option] = Fraction(self.quota)
            else:
                option = max(self.standing, key=self.better)
                self.past.append(now)
                self.standing.remove(option)
                self.move(option, Fraction(1))
