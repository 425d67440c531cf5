"""The life of a ballot as a machine: whatever happens in any order, votes are those of distinct voters."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from balloting import CLOSES, LINES, found, terms, votes
from build import in_force
from cast import NOW, Cast
from mutirao.base.actor import Actor
from mutirao.base.register.models import Act
from mutirao.planning.ballots import acts, closing_acts, count_acts, paper_acts, vote_acts
from mutirao.planning.ballots.models import Ballot, PaperBallot, Participation, Secret, Slip, Vote
from mutirao.theory.ballots import Ticks, encode
from mutirao.theory.reasons import Refused

VOTERS = ("ada", "ben", "cam", "rosa", "dee", "pat")
DESK = ("ada", "ben")

people = st.sampled_from(VOTERS)
good = st.sets(st.sampled_from(["1", "2", "3"]), max_size=2).map(lambda codes: tuple(sorted(codes)))
bad = st.sampled_from([("1", "2", "3"), ("9",), ("1", "1")])


REACHED: set[str] = set()


class Life(RuleBasedStateMachine):
    """What we believe of one ballot on which at most two options may be ticked, beside what the rows say."""

    def __init__(self) -> None:
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.cast = Cast()
        service = in_force(self.cast)
        service.blocks = ["ballots", "decisions"]
        service.save()
        officer = self.cast.acting("ada")
        draft = terms(most=2, papers="codes", opens_at=NOW + timedelta(days=1))
        self.ballot: Ballot = acts.draft(service=service, terms=draft, by=officer, at=NOW)
        acts.set_options(ballot=self.ballot, lines=LINES, by=officer, at=NOW)
        self.state, self.at = "draft", NOW
        self.saved: dict[str, tuple[str, ...]] = {}  # by person
        self.revisions: dict[str, int] = {}
        self.papers: dict[int, tuple[str, list[str], list[str]]] = {}  # number: code, who entered, what

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)

    def by(self, name: str) -> Actor:
        return self.cast.acting(name)

    def takes_votes(self) -> bool:
        return self.state == "open" and NOW + timedelta(days=1) <= self.at < CLOSES

    @initialize(is_opened=st.sampled_from([True, True, True, False]))
    def begin(self, is_opened: bool) -> None:
        """Every life begins as a draft; most are opened, and their voting time begins."""
        assert found(self.ballot).state == "draft"
        if is_opened:
            self.open()
            self.time_passes(30)

    @rule(hours=st.sampled_from([1, 2, 12, 60]))
    def time_passes(self, hours: int) -> None:
        self.at += timedelta(hours=hours)

    @rule()
    def open(self) -> None:
        may = self.state == "draft" and self.at < CLOSES
        self.expect(may, lambda: acts.open_vote(ballot=self.ballot, by=self.by("ada"), at=self.at))
        self.state = "open" if may else self.state

    @rule(name=people, codes=good)
    def vote(self, name: str, codes: tuple[str, ...]) -> None:
        """Vote, or change the vote."""
        may = self.takes_votes()
        self.expect(may, lambda: votes(self.current(), self.by(name), *codes, at=self.at))
        if may:
            self.saved[name] = codes
            self.revisions[name] = self.revisions.get(name, 0) + 1

    @rule(name=people, codes=bad)
    def forge(self, name: str, codes: tuple[str, ...]) -> None:
        """A vote that the paper does not allow."""
        self.expect(False, lambda: votes(self.current(), self.by(name), *codes, at=self.at))

    @precondition(lambda self: self.saved)
    @rule(data=st.data(), codes=good)
    def replay(self, data: st.DataObject, codes: tuple[str, ...]) -> None:
        """An older page is sent again: it changes nothing, and is refused unless it says the same."""
        name = data.draw(st.sampled_from(sorted(self.saved)))
        may = self.takes_votes() and codes == self.saved[name]
        self.expect(may, lambda: votes(self.current(), self.by(name), *codes, at=self.at, seen=0))

    @rule()
    def print_a_paper(self) -> None:
        def print_one() -> None:
            made = paper_acts.print_papers(ballot=self.ballot, size=1, by=self.by("ada"), at=self.at)
            self.papers |= {number: (code, [], []) for number, code in made.papers}

        self.expect(self.state == "open", print_one)

    @precondition(lambda self: self.papers)
    @rule(data=st.data(), name=st.sampled_from(DESK), codes=good, is_right=st.booleans())
    def enter(self, data: st.DataObject, name: str, codes: tuple[str, ...], is_right: bool) -> None:
        """Somebody at the desk enters a paper, with its code or with another."""
        number = data.draw(st.sampled_from(sorted(self.papers)))
        code, who, what = self.papers[number]
        may = self.state == "open" and is_right and name not in who and len(who) < 2

        def enter_it() -> None:
            paper_acts.enter(
                ballot=self.ballot,
                number=number,
                vote=Ticks(codes),
                code=code if is_right else "bado-bado-bado-bado",
                by=self.by(name),
                at=self.at,
            )

        self.expect(may, enter_it)
        if may:
            who.append(name)
            what.append(encode(Ticks(codes)))

    @precondition(lambda self: self.differing())
    @rule(codes=good, name=st.sampled_from(["ada", "cam"]))
    def resolve(self, codes: tuple[str, ...], name: str) -> None:
        """Somebody looks at a paper that was read differently: one of the two may not."""
        number = self.differing()[0]
        _code, who, what = self.papers[number]
        may = self.state == "open" and name not in who

        def resolve_it() -> None:
            paper_acts.resolve(
                ballot=self.ballot, number=number, vote=Ticks(codes), by=self.by(name), at=self.at
            )

        self.expect(may, resolve_it)
        if may:
            what[:] = [encode(Ticks(codes))] * 2

    @precondition(lambda self: len(self.saved) > 1 or self.state != "open")
    @rule(why=st.sampled_from(["", "All have voted.", "All have voted."]))
    def close(self, why: str) -> None:
        waiting = any(len(who) == 1 for _code, who, _what in self.papers.values()) or self.differing()
        may = self.state == "open" and not waiting and (bool(why) or self.at >= CLOSES)
        self.expect(
            may, lambda: closing_acts.close(ballot=self.ballot, why=why, by=self.by("ada"), at=self.at)
        )
        self.state = "closed" if may else self.state

    @rule()
    def tick(self) -> None:
        """The clock leaves a vote with papers to people."""
        closing_acts.close_those_due(self.at)

    @precondition(lambda self: len(self.saved) > 3 or self.state not in ("draft", "open"))
    @rule()
    def withdraw(self) -> None:
        may = self.state in ("draft", "open")
        self.expect(
            may, lambda: acts.withdraw(ballot=self.ballot, why="A mistake.", by=self.by("ada"), at=self.at)
        )
        self.state = "withdrawn" if may else self.state

    @precondition(lambda self: self.state != "draft")
    @rule()
    def count(self) -> None:
        may = self.state == "closed"
        self.expect(may, lambda: count_acts.count(ballot=self.ballot, by=self.by("ada"), at=self.at))
        self.state = "counted" if may else self.state

    @precondition(lambda self: self.state != "draft")
    @rule()
    def decide(self) -> None:
        may = self.state == "counted"
        self.expect(
            may,
            lambda: count_acts.decide(ballot=self.ballot, reasons="Fair.", by=self.by("ada"), at=self.at),
        )
        self.state = "decided" if may else self.state

    @rule(name=people)
    def forget(self, name: str) -> None:
        """Somebody's name is taken from the list of participants; the vote stays."""
        if self.state in ("closed", "counted", "decided"):
            vote_acts.forget(getattr(self.cast, name))

    def current(self) -> Ballot:
        return found(self.ballot)

    def differing(self) -> list[int]:
        return [
            number for number, (_c, who, what) in self.papers.items() if len(who) == 2 and len(set(what)) > 1
        ]

    def expect(self, may: bool, attempt: object) -> None:
        """What may be done is done; all else is refused and leaves nothing in the register."""
        before = Act.objects.count()
        try:
            attempt()  # type: ignore[operator]
        except Refused:
            assert not may
            assert Act.objects.count() == before
        else:
            assert may

    def box(self) -> Counter[str]:
        """What must be in the ballot box."""
        agreed = [w[0] for _c, who, w in self.papers.values() if len(who) == 2 and len(set(w)) == 1]
        return Counter([encode(Ticks(codes)) for codes in self.saved.values()] + agreed)

    @invariant()
    def the_rows_say_what_we_believe(self) -> None:
        ballot = self.current()
        assert ballot.state == self.state
        REACHED.add(f"{self.state} with votes" if self.box() else self.state)
        kept = Counter(Vote.objects.filter(ballot=ballot).values_list("choice", flat=True))
        published = Counter(Slip.objects.filter(ballot=ballot).values_list("choice", flat=True))
        is_sealed = self.state in ("closed", "counted", "decided")
        assert kept == (self.box() if self.state == "open" else Counter())
        assert published == (self.box() if is_sealed else Counter())
        assert Secret.objects.filter(ballot=ballot).exists() is (self.state == "open")

    @invariant()
    def votes_are_those_of_distinct_voters(self) -> None:
        people_who_voted = Participation.objects.filter(ballot=self.ballot).count()
        assert people_who_voted == len(self.saved)
        if self.state in ("closed", "counted", "decided"):
            agreed = PaperBallot.objects.filter(ballot=self.ballot, state="agreed").count()
            assert self.current().voters == people_who_voted + agreed == self.box().total()


Life.TestCase.settings = settings(
    max_examples=40,
    stateful_step_count=45,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@pytest.mark.django_db
class TestLife(Life.TestCase):  # type: ignore[misc, valid-type]
    """The machine, run; it must have been where it matters."""

    def runTest(self) -> None:  # noqa: N802 - the name that unittest asks for
        super().runTest()
        wanted = {"draft", "open", "open with votes", "closed with votes", "counted with votes"}
        assert wanted <= REACHED, REACHED
