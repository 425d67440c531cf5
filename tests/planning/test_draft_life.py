"""The life of a draft, as hypothesis makes it up: after every step the rows say what a plain model says."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from cast import NOW, Cast
from mutirao.base.register.models import Act
from mutirao.planning.drafts import clause_acts, ending_acts, mark_acts
from mutirao.planning.drafts.models import ClauseVersion, Draft, Mark, Wording
from mutirao.theory import drafts
from mutirao.theory.drafts import Method, Position, Rule, Voice
from mutirao.theory.reasons import Refused
from mutirao.theory.typology import Side
from negotiating import Hall, method

WHO = st.sampled_from(["ada", "cam", "ann"])
SIDES = {"ada": Side.PROFESSIONAL, "cam": Side.COMMUNITY, "ann": Side.USER}
SAID = st.sampled_from([Position.ASSENT, Position.ASSENT, Position.ASSENT_IF, Position.OBJECT])
TEXTS = st.sampled_from(["Open.", "Closed.", "By turns.", "مفتوح", ""])
NUMBERS = st.integers(1, 3)
METHODS: tuple[Method, ...] = (
    method(),
    method(silence_consents=True),
    method(Rule.CONSENSUS),
    method(Rule.MAJORITY),
    method(Rule.DOUBLE_MAJORITY),
    method(Rule.PROFESSIONALS),
)


class Life(RuleBasedStateMachine):
    """A draft among three parties, and beside it what it should be, in plain lists."""

    hall: Hall
    reached: set[str]

    def __init__(self) -> None:
        super().__init__()
        self.undo = transaction.atomic()
        self.undo.__enter__()
        self.now = NOW
        self.by = METHODS[0]
        self.draft: Draft | None = None
        self.texts: list[list[str]] = []
        self.marks: list[dict[str, tuple[Position, str]]] = []
        self.made: list[datetime] = []
        self.closes: datetime | None = None
        self.ended = ""
        self.waiting: list[tuple[Wording, int]] = []
        self.done = Act.objects.count()

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.undo.__exit__(None, None, None)

    # -- what the model knows ---------------------------------------------------------------------------

    @property
    def is_open(self) -> bool:
        """Whether clauses can be marked."""
        return not self.ended and self.closes is not None and self.now < self.closes

    @property
    def is_over(self) -> bool:
        """Whether the last round has closed."""
        return self.closes is not None and self.now >= self.closes

    def standings(self) -> list[drafts.ClauseStanding]:
        """Where each clause stands by theory alone."""
        voices = [Voice(name, side) for name, side in SIDES.items()]
        return [
            drafts.standing(
                {k: p for k, (p, _w) in marks.items()},
                self.by,
                voices,
                is_over=self.is_over and made <= self.closes - timedelta(days=7),
            )
            for marks, made in zip(self.marks, self.made, strict=True)
        ]

    def attempt(self, expected: bool, perform: Callable[[], Any]) -> Any:
        """Do it: done exactly where the model says so, refused in words otherwise."""
        try:
            result = perform()
        except Refused as refused:
            assert not expected, refused.reasons
            assert all(reason.code in ("bad_input", "wrong_state") for reason in refused.reasons)
            return None
        assert expected
        self.done += 1
        return result

    # -- what people do ---------------------------------------------------------------------------------

    @initialize(which=st.sampled_from(METHODS), text=TEXTS)
    def start(self, which: Method, text: str) -> None:
        """A draft is started, by any method, perhaps with its first clause and its first round."""
        self.by = which
        self.draft = self.attempt(True, lambda: self.hall.start(which))
        if text:
            self.add(text)
            self.open_round()

    @rule(text=TEXTS)
    def add(self, text: str) -> None:
        """A clause more, never the same twice."""
        if self.draft is None or len(self.texts) == 3:
            return
        draft, heading = self.draft, f"Clause {len(self.texts) + 1}"
        good = bool(text) and not self.ended
        if self.attempt(good, lambda: self.hall.add(draft, heading, text, at=self.now)):
            self.texts.append([text])
            self.marks.append({})
            self.made.append(self.now)

    @rule(number=NUMBERS, text=TEXTS, is_stale=st.booleans())
    def change(self, number: int, text: str, is_stale: bool) -> None:
        """Another wording; whoever wrote with an older one in view is refused."""
        if self.draft is None or number > len(self.texts):
            return
        draft, versions = self.draft, self.texts[number - 1]
        stale = is_stale and len(versions) > 1
        given = {"seen": self.version(number, 1).pk} if stale else {}
        good = not self.ended and not stale and text != versions[-1]
        if self.attempt(good, lambda: self.hall.change(draft, text, number=number, at=self.now, **given)):
            versions.append(text)
            self.marks[number - 1], self.made[number - 1] = {}, self.now

    @rule(
        number=NUMBERS,
        who=WHO,
        position=SAID,
        words=st.sampled_from(["", "too late"]),
        is_stale=st.booleans(),
    )
    def mark(self, number: int, who: str, position: Position, words: str, is_stale: bool) -> None:
        """Somebody marks for their party; stale: without having seen what a colleague said."""
        if self.draft is None or number > len(self.texts):
            return
        draft, before = self.draft, self.marks[number - 1].get(who)
        stale = is_stale and before is not None
        given = {"seen_mark": None} if stale else {}
        good = self.is_open and not stale and (bool(words) or position is Position.ASSENT)
        good = good and before != (position, words)
        if self.attempt(
            good, lambda: self.hall.mark(draft, who, position, words, number=number, at=self.now, **given)
        ):
            self.marks[number - 1][who] = (position, words)

    @rule()
    def everybody_assents(self) -> None:
        """Whoever has not assented to a clause does so now, where a round is open."""
        for number, marks in enumerate(self.marks, 1):
            for who in SIDES:
                if self.is_open and marks.get(who, ("", ""))[0] is not Position.ASSENT:
                    self.mark(number, who, Position.ASSENT, "", False)

    @rule(number=NUMBERS, who=WHO, text=TEXTS)
    def propose(self, number: int, who: str, text: str) -> None:
        """Another wording is proposed, once for each party and wording."""
        if self.draft is None or number > len(self.texts):
            return
        draft, seen = self.draft, self.version(number, len(self.texts[number - 1]))
        known = [w for w, _n in self.waiting if (w.text, w.version_id) == (text, seen.pk)]
        twice = any(w.negotiator == draft.negotiators.get(party=self.hall.parties[who]) for w in known)
        good = self.closes is not None and not self.ended and not twice and text != self.texts[number - 1][-1]
        made = self.attempt(good, lambda: self.hall.propose(draft, who, text, number=number))
        if made:
            self.waiting.append((made, number))

    @rule(pick=st.integers(0, 5), adopts=st.booleans())
    def settle(self, pick: int, adopts: bool) -> None:
        """A wording is adopted or taken back."""
        if not self.waiting:
            return
        wording, number = self.waiting[pick % len(self.waiting)]
        versions = self.texts[number - 1]
        seen = self.version(number, len(versions)).pk
        owner = next(
            name for name, party in self.hall.parties.items() if party.pk == wording.negotiator.party_id
        )
        if adopts:
            good = not self.ended and wording.text != versions[-1]
            given = {"wording": wording, "seen": seen, "by": self.hall.actor("ada"), "at": self.now}
            if self.attempt(good, lambda: clause_acts.adopt_wording(**given)):
                versions.append(wording.text)
                self.marks[number - 1], self.made[number - 1] = {}, self.now
                self.waiting.remove((wording, number))
        elif self.attempt(
            not self.ended,
            lambda: mark_acts.take_back_wording(wording=wording, by=self.hall.actor(owner), at=self.now),
        ):
            self.waiting.remove((wording, number))

    @rule()
    def open_round(self) -> None:
        """A round of a week."""
        if self.draft is None:
            return
        draft = self.draft
        good = not self.ended and bool(self.texts) and (self.closes is None or self.is_over)
        if self.attempt(good, lambda: self.hall.open(draft, at=self.now)):
            self.closes = self.now + timedelta(days=7)

    @rule(days=st.sampled_from([1, 7]))
    def wait(self, days: int) -> None:
        """Time goes by, and nothing else."""
        self.now += timedelta(days=days)

    @rule(end=st.sampled_from(["decided", "disagreed", "decided", "disagreed", "withdrawn"]))
    def end(self, end: str) -> None:
        """It ends as the method and the round allow, and only once."""
        if self.draft is None:
            return
        draft, whole = self.draft, drafts.whole(self.standings(), is_over=self.is_over)
        ripe = not self.ended and self.closes is not None and whole.is_ripe
        keeps = any(versions[-1] for versions in self.texts)
        good = {
            "decided": ripe and whole.is_agreed and keeps,
            "disagreed": ripe and not whole.is_agreed,
            "withdrawn": not self.ended,
        }[end]
        by = {"by": self.hall.actor("ada"), "at": self.now}
        perform: dict[str, Callable[[], Any]] = {
            "decided": lambda: self.hall.decide(draft, at=self.now),
            "disagreed": lambda: self.hall.disagree(draft, at=self.now),
            "withdrawn": lambda: ending_acts.withdraw(draft=draft, why="Enough.", **by),
        }
        if self.attempt(good, perform[end]):
            self.ended = end
            self.reached.add(end)

    def version(self, number: int, which: int) -> ClauseVersion:
        """A version of a clause."""
        return ClauseVersion.objects.get(clause__draft=self.draft, clause__number=number, number=which)

    # -- what must always be so -------------------------------------------------------------------------

    @invariant()
    def the_rows_say_what_the_model_says(self) -> None:
        """Texts, marks, states, and one act in the register for each thing that was done."""
        assert Act.objects.count() == self.done
        if self.draft is None:
            return
        laid = self.hall.laid(self.draft, at=self.now)
        assert laid.draft.state == (self.ended or ("negotiating" if self.closes else "writing"))
        rows = ClauseVersion.objects.filter(clause__draft=self.draft).order_by("clause__number", "number")
        assert [row.text for row in rows] == [text for versions in self.texts for text in versions]
        assert [clause.current.text for clause in laid.clauses if clause.current] == [
            versions[-1] for versions in self.texts
        ]
        names = dict(zip([one.pk for one in laid.negotiators], SIDES, strict=True))
        said = [
            {
                names[one.pk]: (Position(mark.position), mark.words)
                for one, mark in laid.said_of(clause)
                if mark
            }
            for clause in laid.clauses
        ]
        assert said == self.marks
        if not self.ended:
            assert [one.state for one in laid.standings] == [one.state for one in self.standings()]

    @invariant()
    def nothing_that_was_said_is_lost(self) -> None:
        """As many marks as acts of marking, each with its words."""
        assert Mark.objects.count() == Act.objects.filter(name="draft.mark").count()
        assert Wording.objects.count() == Act.objects.filter(name="draft.propose_wording").count()


@pytest.mark.django_db
def test_the_life_of_a_draft(cast: Cast) -> None:
    class OfTheHall(Life):
        hall = Hall(cast)
        reached: set[str] = set()

    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        OfTheHall,
        settings=settings(
            max_examples=25,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            derandomize=True,
        ),
    )
    assert OfTheHall.reached == {"decided", "disagreed", "withdrawn"}, "no life came to every end"
