"""Suggested changes, mergings and verdicts: one test for each way they can end."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from build import in_force
from cast import NOW, Cast
from mutirao.base.notices.models import Letter
from mutirao.base.register.models import Act
from mutirao.planning.decisions import chain
from mutirao.planning.decisions.models import Step
from mutirao.planning.proposals import acts, amendment_acts, judging_acts, merge_acts, queries
from mutirao.planning.proposals.models import Amendment, Call, Judgement, Merge, Proposal
from mutirao.theory.proposals import MergeRule, State, Text, Verdict
from proposing import (
    BENCH,
    CROSSING,
    FEASIBLE,
    QUESTION,
    judge,
    open_call,
    propose,
    suggest_merge,
    writes_too,
)
from refusing import refused

TWO = replace(BENCH, what="Two benches, one half way.")
ANSWERED = "This has been answered already."
AUTHORS_ONLY = "Under this call only the authors of both proposals can agree."


@pytest.fixture
def call(cast: Cast) -> Call:
    """An open call."""
    return open_call(cast, in_force(cast))


@pytest.fixture
def bench(cast: Cast, call: Call) -> Proposal:
    """Dee's bench."""
    return propose(cast, call)


def suggest(cast: Cast, proposal: Proposal, text: Text = TWO, *, by: str = "rosa") -> Amendment:
    """Rosa suggests two benches, unless told otherwise."""
    made: Amendment = amendment_acts.suggest(
        proposal=proposal, text=text, reason="It is far.", by=cast.acting(by), at=NOW
    )
    return made


def answer(
    cast: Cast, amendment: Amendment, *, accept: bool = True, reason: str = "Yes, it is far."
) -> Amendment:
    """Dee answers."""
    made: Amendment = amendment_acts.answer(
        amendment=amendment, accept=accept, reason=reason, by=cast.acting("dee"), at=NOW
    )
    return made


# -- amendments -----------------------------------------------------------------------------------------


def test_a_suggested_change_is_taken_in(cast: Cast, bench: Proposal) -> None:
    made = suggest(cast, bench)
    assert Letter.objects.get(person=cast.dee).subject == "A change to “A bench by the church” is suggested"
    answer(cast, made)
    found = Proposal.objects.locked(bench.pk)
    assert (found.text(), found.latest.number) == (TWO, 2)
    assert Letter.objects.filter(person=cast.rosa).count() == 1
    assert Act.objects.get(name="amendment.answer").facts == {"number": 1, "call": QUESTION, "accepted": True}
    with refused("wrong_state", ANSWERED):
        answer(cast, made)


def test_a_suggested_change_is_declined_with_a_reason(cast: Cast, bench: Proposal) -> None:
    made = suggest(cast, bench)
    with refused("bad_input", "Give your reason: whoever suggested it will read it."):
        answer(cast, made, accept=False, reason=" ")
    answer(cast, made, accept=False, reason="There is no room.")
    assert Proposal.objects.locked(bench.pk).text() == BENCH
    assert (Amendment.objects.get().state, Amendment.objects.get().answer) == (
        "declined",
        "There is no room.",
    )


def test_changes_to_different_parts_go_together(cast: Cast, bench: Proposal) -> None:
    made = suggest(cast, bench)
    acts.revise(proposal=bench, text=replace(BENCH, why="Hips."), by=cast.acting("dee"), at=NOW)
    answer(cast, made)
    assert Proposal.objects.locked(bench.pk).text() == replace(TWO, why="Hips.")


def test_a_change_to_what_has_changed_since_is_for_people_to_settle(cast: Cast, bench: Proposal) -> None:
    made = suggest(cast, bench)
    acts.revise(proposal=bench, text=replace(BENCH, what="A long one."), by=cast.acting("dee"), at=NOW)
    said = (
        "The text has changed since this was suggested, in “What should be done”. "
        "Decline it, or ask for it again."
    )
    with refused("wrong_state", said):
        answer(cast, made)
    acts.revise(proposal=bench, text=TWO, by=cast.acting("dee"), at=NOW)
    with refused("wrong_state", "The text says this already."):
        answer(cast, made)


def test_what_cannot_be_suggested(cast: Cast, bench: Proposal) -> None:
    with refused("bad_input", "You are an author: change the proposal itself."):
        suggest(cast, bench, by="dee")
    with refused("bad_input", "Nothing is different."):
        suggest(cast, bench, BENCH)
    suggest(cast, bench)
    with refused("wrong_state", "You have suggested a change already: wait for the answer."):
        suggest(cast, bench, CROSSING)
    with refused("not_yourself"):
        amendment_acts.answer(
            amendment=Amendment.objects.get(), accept=True, reason="!", by=cast.acting("rosa"), at=NOW
        )


# -- merging --------------------------------------------------------------------------------------------


def two(cast: Cast, call: Call) -> tuple[Proposal, Proposal]:
    """Dee's bench and Rosa's."""
    return propose(cast, call), propose(cast, call, Text("Benches near the church", "To rest."), by="rosa")


def agree(cast: Cast, merge: Merge, *, by: str, agree: bool = True, reason: str = "") -> Merge:
    """Somebody answers for their proposal."""
    made: Merge = merge_acts.answer(merge=merge, agree=agree, reason=reason, by=cast.acting(by), at=NOW)
    return made


def test_two_become_one_when_every_author_says_yes(cast: Cast, call: Call) -> None:
    first, second = two(cast, call)
    writes_too(second, cast.cam)
    acts.support(proposal=first, wanted=True, by=cast.acting("eve"), at=NOW)
    acts.support(proposal=second, wanted=True, by=cast.acting("eve"), at=NOW)
    made = suggest_merge(cast, second, first)
    assert (made.first, made.second) == (first, second)
    agree(cast, made, by="dee")
    with refused("wrong_state", "You have agreed already."):
        agree(cast, made, by="dee")
    agree(cast, made, by="rosa")
    assert Merge.objects.get().state == "waiting"
    agree(cast, made, by="cam")
    one = Proposal.objects.locked(Merge.objects.get().result_id)
    assert (one.number, one.state, one.title) == (3, State.OPEN, "A place to sit")
    assert [a.person for a in one.authors.all()] == [cast.dee, cast.rosa, cast.cam]
    assert one.supports.count() == 1, "somebody who wanted both is counted once"
    for old in (first, second):
        found = Proposal.objects.locked(old.pk)
        assert (found.state, found.merged_into, found.text()) == (State.MERGED, one, old.text())
    step = chain.found(call.service, chain.key(one))
    assert step is not None and step.follows == chain.found(call.service, chain.key(first))
    assert Step.objects.filter(says="Merged with another proposal").count() == 2


def test_whoever_suggests_it_as_an_author_has_said_yes(cast: Cast, call: Call) -> None:
    made = suggest_merge(cast, *two(cast, call), by="dee")
    agree(cast, made, by="rosa")
    assert Merge.objects.get().state == "accepted"


def test_one_no_is_enough(cast: Cast, call: Call) -> None:
    made = suggest_merge(cast, *two(cast, call))
    with refused("bad_input", "Give your reason: whoever suggested it will read it."):
        agree(cast, made, by="dee", agree=False)
    agree(cast, made, by="dee", agree=False, reason="Mine is for the hill.")
    assert (Merge.objects.get().state, Merge.objects.get().answer) == ("declined", "Mine is for the hill.")
    with refused("wrong_state", ANSWERED):
        agree(cast, made, by="rosa")
    assert not Proposal.objects.exclude(state=State.OPEN).exists()


def test_organisers_settle_only_where_the_call_lets_them(cast: Cast, call: Call) -> None:
    made = suggest_merge(cast, *two(cast, call))
    given: dict[str, Any] = {"merge": made, "agree": True, "reason": "The same.", "at": NOW}
    with refused("wrong_state", AUTHORS_ONLY):
        merge_acts.settle(**given, by=cast.acting("ada"))
    Call.objects.update(merging=MergeRule.ORGANISERS.value)
    with refused("bad_input", "Give your reason: the authors will read it."):
        merge_acts.settle(**{**given, "reason": ""}, by=cast.acting("ada"))
    merge_acts.settle(**given, by=cast.acting("ada"))
    assert (Merge.objects.get().state, Merge.objects.get().answer) == ("accepted", "The same.")


def test_a_proposal_without_authors_is_answered_for_by_organisers(cast: Cast, call: Call) -> None:
    first, second = two(cast, call)
    second.authors.all().delete()
    made = suggest_merge(cast, first, second, by="dee")
    assert Merge.objects.get().state == "waiting"
    merge_acts.settle(merge=made, agree=True, reason="Nobody is left.", by=cast.acting("ada"), at=NOW)
    assert Merge.objects.get().state == "accepted"


def test_a_merging_can_be_undone_until_the_call_closes(cast: Cast, call: Call) -> None:
    first, second = two(cast, call)
    made = suggest_merge(cast, first, second, by="dee")
    agree(cast, made, by="rosa")
    with refused("wrong_state", "Proposals cannot be made now: the call is not open."):
        merge_acts.undo(merge=made, by=cast.acting("rosa"), at=NOW + timedelta(days=31))
    merge_acts.undo(merge=made, by=cast.acting("rosa"), at=NOW)
    assert dict(Proposal.objects.values_list("number", "state")) == {1: "open", 2: "open", 3: "dissolved"}
    assert not Proposal.objects.exclude(merged_into=None).exists()
    assert queries.look_alikes(Proposal.objects.get(number=1)) == [second]
    with refused("wrong_state", "These two are not merged."):
        merge_acts.undo(merge=made, by=cast.acting("rosa"), at=NOW)


def test_organisers_part_what_they_may_merge(cast: Cast, call: Call) -> None:
    made = suggest_merge(cast, *two(cast, call), by="dee")
    agree(cast, made, by="rosa")
    with refused("wrong_state", AUTHORS_ONLY):
        merge_acts.part(merge=made, by=cast.acting("ada"), at=NOW)
    Call.objects.update(merging=MergeRule.ORGANISERS.value)
    merge_acts.part(merge=made, by=cast.acting("ada"), at=NOW)
    assert Merge.objects.get().state == "undone"


def test_what_cannot_be_merged(cast: Cast, call: Call, bench: Proposal) -> None:
    with refused("bad_input", "Choose another proposal of the same call."):
        suggest_merge(cast, bench, bench)
    other = propose(cast, open_call(cast, call.service, question="And the green?"))
    with refused("bad_input", "Choose another proposal of the same call."):
        suggest_merge(cast, bench, other)
    crossing = propose(cast, call, CROSSING)
    suggest_merge(cast, bench, crossing)
    with refused("wrong_state", "This has been suggested already."):
        suggest_merge(cast, crossing, bench)
    judge(cast, crossing)
    assert Merge.objects.get().state == "declined", "it does not wait any more"
    with refused("wrong_state", "Only proposals that wait for professionals can be merged."):
        suggest_merge(cast, bench, crossing)


# -- feasibility ----------------------------------------------------------------------------------------


def test_a_verdict_in_public(cast: Cast, bench: Proposal) -> None:
    made = judge(cast, bench, legal="The highways act.", technical="On a slab.")
    found = Judgement.objects.get()
    assert (found.finding, found.reasons, found.least, found.most) == (
        "feasible",
        "We own the land.",
        Decimal("900.00"),
        Decimal("1200.50"),
    )
    assert (found.party.body, found.version, found.legal) == (cast.council, bench.latest, "The highways act.")
    assert queries.cost(found) == "from £900 to £1,200.50"
    assert Proposal.objects.get().state == State.FEASIBLE
    assert Act.objects.get(name="proposal.judge").facts == {
        "number": 1,
        "call": QUESTION,
        "finding": "feasible",
    }
    assert (
        Letter.objects.get(person=cast.dee).subject == "Professionals have looked at “A bench by the church”"
    )
    step = chain.found(bench.call.service, chain.part(bench, "judged"))
    assert step is not None and step.says == "Judged feasible" and step.follows is not None
    judging_acts.reply(judgement=made, text=" Thank you. ", by=cast.acting("dee"), at=NOW)
    assert found.replies.get().text == "Thank you."


def test_a_later_verdict_replaces_an_earlier_one_and_both_can_be_read(cast: Cast, bench: Proposal) -> None:
    judge(cast, bench, Verdict(State.NOT_FEASIBLE, "The land is not ours."))
    judge(cast, bench)
    assert Proposal.objects.get().state == State.FEASIBLE
    assert [one.finding for one in queries.judgements(bench)] == ["feasible", "not_feasible"]


@pytest.mark.parametrize(
    ("verdict", "said"),
    [
        (Verdict(State.NOT_FEASIBLE, " "), "Give your reasons: everybody will read them."),
        (Verdict(State.FEASIBLE, "Yes."), "Say what it would cost, from and to; 0 if nothing."),
        (
            replace(FEASIBLE, finding=State.CONDITIONAL),
            "Say under which conditions it is feasible.",
        ),
    ],
)
def test_a_verdict_that_says_too_little(cast: Cast, bench: Proposal, verdict: Verdict, said: str) -> None:
    with refused("bad_input", said):
        judge(cast, bench, verdict)
    assert not Judgement.objects.exists() and Proposal.objects.get().state == State.OPEN


def test_a_reply_has_words(cast: Cast, bench: Proposal) -> None:
    made = judge(cast, bench)
    with refused("bad_input", "Write what you would like to answer."):
        judging_acts.reply(judgement=made, text=" ", by=cast.acting("dee"), at=NOW)
    with refused("bad_input", "A reply can have 4000 characters at most."):
        judging_acts.reply(judgement=made, text="x" * 4001, by=cast.acting("dee"), at=NOW)


# -- on to the ballot -----------------------------------------------------------------------------------


def test_feasible_proposals_are_options_of_a_ballot(
    cast: Cast, call: Call, bench: Proposal, django_assert_num_queries: Any
) -> None:
    judge(cast, bench, Verdict(State.NOT_FEASIBLE, "Not ours."))
    judge(cast, bench)
    crossing, swings = propose(cast, call, CROSSING), propose(cast, call, Text("Swings", "Two."))
    judge(cast, crossing, replace(FEASIBLE, finding=State.CONDITIONAL, conditions="If the county agrees."))
    judge(cast, swings, Verdict(State.NOT_FEASIBLE, "No room."))
    propose(cast, call, Text("A lamp", "By the bridge."))
    with django_assert_num_queries(2):
        options = queries.options(call)
    assert [(o.number, o.title, o.cost, o.least, o.currency, o.conditions) for o in options] == [
        (1, BENCH.title, Decimal("1200.50"), Decimal("900.00"), "GBP", ""),
        (2, CROSSING.title, Decimal("1200.50"), Decimal("900.00"), "GBP", "If the county agrees."),
    ]
    assert options[0].path == bench.path and options[0].key == str(bench.pk)
