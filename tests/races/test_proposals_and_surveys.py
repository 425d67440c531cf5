"""Many people at one call or survey at the same moment: every one counted once, nothing twice."""

from __future__ import annotations

import pytest
from test_races import at_once

import build
from cast import NOW, Cast, person
from mutirao.base.actor import Actor
from mutirao.planning.proposals import acts, merge_acts
from mutirao.planning.proposals.models import Proposal, Support
from mutirao.planning.surveys import acts as surveys
from mutirao.planning.surveys import paper_acts
from mutirao.planning.surveys.models import PaperForm, Response
from mutirao.theory.proposals import Text
from proposing import BENCH, open_call, propose, suggest_merge
from surveying import PAGES, WHOLE, published, type_in

CROWD = 8

pytestmark = pytest.mark.usefixtures("transactional_db")


def test_eight_propose_at_once_and_are_numbered_in_a_row() -> None:
    cast = Cast()
    call = open_call(cast, build.in_force(cast))
    crowd = [Actor(person=person(f"P{n}")) for n in range(CROWD)]

    def proposing(n: int) -> object:
        text = Text(f"Bench {n}", "By the church.")
        return lambda: acts.make(call=call, text=text, by=crowd[n], at=NOW)

    assert at_once(*[proposing(n) for n in range(CROWD)]) == {"done": CROWD}  # type: ignore[arg-type]
    assert sorted(Proposal.objects.values_list("number", flat=True)) == list(range(1, CROWD + 1))


def test_one_who_taps_eight_times_is_one_supporter() -> None:
    cast = Cast()
    made = propose(cast, open_call(cast, build.in_force(cast)))
    tap = lambda: acts.support(proposal=made, wanted=True, by=cast.acting("rosa"), at=NOW)  # noqa: E731
    assert at_once(*[tap] * CROWD) == {"done": 1, "wrong_state": CROWD - 1}
    assert Support.objects.count() == 1


def test_two_authors_who_agree_at_once_make_one_proposal() -> None:
    cast = Cast()
    call = open_call(cast, build.in_force(cast))
    merge = suggest_merge(cast, propose(cast, call, BENCH), propose(cast, call, BENCH, by="rosa"))
    answers = [
        lambda by=by: merge_acts.answer(merge=merge, agree=True, by=cast.acting(by), at=NOW)  # type: ignore[misc]
        for by in ("dee", "rosa")
    ]
    assert at_once(*answers) == {"done": 2}
    assert Proposal.objects.filter(state="open").count() == 1
    assert Proposal.objects.count() == 3


def test_one_who_saves_eight_times_has_one_form() -> None:
    cast = Cast()
    survey = published(cast, build.in_force(cast))
    tap = lambda: surveys.answer(  # noqa: E731
        survey=survey, page=1, typed=PAGES[1], by=cast.acting("dee"), at=NOW
    )
    assert at_once(*[tap] * CROWD) == {"done": CROWD}
    assert Response.objects.count() == 1


def test_a_paper_form_typed_again_by_many_counts_once() -> None:
    cast = Cast()
    survey = published(cast, build.in_force(cast))
    form = type_in(cast, survey)
    tap = lambda: paper_acts.type_again(paper=form, typed=WHOLE, by=cast.acting("ben"), at=NOW)  # noqa: E731
    assert at_once(*[tap] * CROWD) == {"done": 1, "wrong_state": CROWD - 1}
    assert (PaperForm.objects.get().state, Response.objects.count()) == ("done", 1)
