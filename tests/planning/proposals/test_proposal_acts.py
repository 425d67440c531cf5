"""Calling for proposals, making them, changing them together: one test for each way it can end."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.db.models import Q

from build import in_force
from cast import NOW, Cast, person
from mutirao.base.actor import Actor
from mutirao.base.agenda import agenda
from mutirao.base.agenda.models import Item
from mutirao.base.notices.models import Letter
from mutirao.base.people import acts as people
from mutirao.base.people.models import Area
from mutirao.base.register.models import Act
from mutirao.planning.decisions import chain
from mutirao.planning.proposals import acts, call_acts, queries
from mutirao.planning.proposals.models import Alike, Author, Call, Proposal, Support, Version
from mutirao.theory.proposals import State, Text
from proposing import BENCH, CROSSING, FEASIBLE, QUESTION, TERMS, day, judge, open_call, propose, writes_too
from refusing import refused

NOT_OPEN = "Proposals cannot be made now: the call is not open."
FIXED = "The text of this proposal cannot change any more."


@pytest.fixture
def call(cast: Cast) -> Call:
    """An open call."""
    return open_call(cast, in_force(cast))


# -- the call -------------------------------------------------------------------------------------------


def test_calling_for_proposals(cast: Cast) -> None:
    service = in_force(cast)
    made = open_call(cast, service, question=f" {QUESTION} ", about="It stands empty.\n\n\n\nSince 2019.")
    found = Call.objects.get(pk=made.pk)
    assert (found.question, found.slug) == (QUESTION, "what-should-we-do-with-the-old-dairy")
    assert (found.about, found.asks) == ("It stands empty.\n\nSince 2019.", ["why", "place"])
    assert Act.objects.get(name="call.open").facts == {"call": QUESTION}
    kinds = dict(Item.objects.filter(about=agenda.key(found)).values_list("kind", "closes_at"))
    assert set(kinds) == {"proposals.call", "proposals.answers"}
    assert kinds["proposals.call"] == TERMS.closes_at
    says = next(line.says for line in agenda.of(service, at=NOW))
    assert says.startswith(f"Make a proposal: “{QUESTION}”")


def test_a_call_changes_and_its_address_stays(cast: Cast, call: Call) -> None:
    later = NOW + timedelta(days=50)
    terms = replace(TERMS, question="What about the dairy?", closes_at=later, answer_by=None)
    call_acts.change_call(call=call, terms=terms, by=cast.acting("ada"), at=NOW)
    found = Call.objects.get(pk=call.pk)
    assert (found.question, found.slug, found.closes_at) == ("What about the dairy?", call.slug, later)
    assert [item.kind for item in Item.objects.filter(about=agenda.key(found))] == ["proposals.call"]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"question": " \u202e "}, "Ask a question."),
        ({"question": "x" * 201}, "The question can have 200 characters at most."),
        ({"question": QUESTION}, "There is a call with this question already."),
        ({"opens_at": NOW + timedelta(days=31)}, "A call closes after it opens."),
        ({"answer_by": day(1)}, "Professionals answer after the call has closed."),
        ({"open_to": "body"}, "Say which group or organisation may take part."),
        ({"open_to": "area"}, "Say the people of which area may take part."),
    ],
)
def test_a_call_that_makes_no_sense(cast: Cast, call: Call, given: dict[str, Any], said: str) -> None:
    with refused("bad_input", said):
        open_call(cast, call.service, **{"question": "And now?", **given})
    assert Call.objects.count() == 1


# -- proposing ------------------------------------------------------------------------------------------


def test_proposing(cast: Cast, call: Call) -> None:
    area = Area.objects.create(name="Beacon", slug="beacon")
    made = propose(cast, call, area=area, latitude=Decimal("51.881944"), longitude=Decimal("-1.301389"))
    assert (made.number, made.state, made.text()) == (1, State.OPEN, BENCH)
    assert (made.area, made.latitude, made.longitude) == (area, Decimal("51.881944"), Decimal("-1.301389"))
    author = Author.objects.get()
    assert (author.person, author.confirmed_at) == (cast.dee, NOW)
    assert Act.objects.get(name="proposal.make").facts == {"number": 1, "call": QUESTION}
    step = chain.found(call.service, chain.key(made))
    assert step is not None and (step.title, step.says) == (BENCH.title, "Proposed")
    assert propose(cast, call, CROSSING).number == 2


def test_proposing_for_somebody_on_paper(cast: Cast, call: Call) -> None:
    made = acts.make(call=call, text=BENCH, by=cast.acting("ben", behalf="pat"), at=NOW)
    assert made.authors.get().person == cast.pat
    row = Act.objects.get(name="proposal.make")
    assert (row.actor, row.behalf) == (cast.ben.pk, cast.pat.pk)


def test_proposing_for_a_body(cast: Cast, call: Call) -> None:
    made = propose(cast, call, by="cam", body=cast.residents)
    assert queries.from_whom(made, call.service, 1) == "Residents circle"
    with refused("bad_input", "You may not speak for Residents circle."):
        propose(cast, call, CROSSING, by="rosa", body=cast.residents)


def test_nobody_is_named_in_public(cast: Cast, call: Call) -> None:
    made = propose(cast, call)
    assert queries.from_whom(made, call.service, 1) == "a resident of Penwerris"
    assert queries.from_whom(made, call.service, 3) == "3 residents of Penwerris"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (replace(BENCH, title="\u202e"), "A proposal needs a title, and what should be done."),
        (replace(BENCH, what=" \n"), "A proposal needs a title, and what should be done."),
        (replace(BENCH, what="x" * 10_001), "“What should be done” has 10001 characters; 10000 fit."),
        (replace(BENCH, title="x" * 201), "“Title” has 201 characters; 200 fit."),
    ],
)
def test_a_text_that_does_not_fit(cast: Cast, call: Call, text: Text, said: str) -> None:
    with refused("bad_input", said):
        propose(cast, call, text)
    assert not Proposal.objects.exists() and not Version.objects.exists()


def test_ten_thousand_characters_of_any_script_fit(cast: Cast, call: Call) -> None:
    long = "مقعد " * 2_000
    made = propose(cast, call, Text("\u202eمقعد\u202c", long))
    assert made.text().what == long.strip()
    assert made.title == "مقعد"


def test_a_spot_off_the_earth(cast: Cast, call: Call) -> None:
    with refused("bad_input", "This is not a spot on earth: give both latitude and longitude, in degrees."):
        propose(cast, call, latitude=Decimal(51))


@pytest.mark.parametrize("when", [{"opens_at": NOW + timedelta(1)}, {"closes_at": NOW, "answer_by": None}])
def test_proposals_are_made_while_the_call_is_open(cast: Cast, when: dict[str, Any]) -> None:
    call = open_call(cast, in_force(cast), **when)
    with refused("wrong_state", NOT_OPEN):
        propose(cast, call)


# -- changing -------------------------------------------------------------------------------------------


def test_changing_the_text_makes_a_version(cast: Cast, call: Call) -> None:
    made = propose(cast, call)
    better = replace(BENCH, what="Two benches.")
    acts.revise(proposal=made, text=better, note="One is not enough.", by=cast.acting("dee"), at=NOW)
    found = Proposal.objects.locked(made.pk)
    assert (found.text(), found.latest.number, found.latest.note) == (better, 2, "One is not enough.")
    assert [version.text() for version in found.versions.all()] == [BENCH, better]
    with refused("bad_input", "Nothing is different."):
        acts.revise(proposal=made, text=better, by=cast.acting("dee"), at=NOW)


def test_only_authors_change_it(cast: Cast, call: Call) -> None:
    made = propose(cast, call)
    with refused("not_yourself"):
        acts.revise(proposal=made, text=CROSSING, by=cast.acting("rosa"), at=NOW)


def test_after_the_call_a_text_changes_only_to_answer_a_verdict(cast: Cast, call: Call) -> None:
    made, later = propose(cast, call), NOW + timedelta(days=40)
    with refused("wrong_state", FIXED):
        acts.revise(proposal=made, text=CROSSING, by=cast.acting("dee"), at=later)
    judge(cast, made, replace(FEASIBLE, finding=State.CONDITIONAL, conditions="If it is of oak."))
    acts.revise(proposal=made, text=replace(BENCH, what="One of oak."), by=cast.acting("dee"), at=later)
    assert Proposal.objects.get().state == State.OPEN
    judge(cast, made)
    with refused("wrong_state", FIXED):
        acts.revise(proposal=made, text=CROSSING, by=cast.acting("dee"), at=NOW)


def test_taking_it_back(cast: Cast, call: Call) -> None:
    made = propose(cast, call)
    acts.withdraw(proposal=made, by=cast.acting("dee"), at=NOW)
    assert Proposal.objects.get().state == State.WITHDRAWN
    with refused("wrong_state", "This cannot be done with a proposal that is “taken back”."):
        acts.withdraw(proposal=made, by=cast.acting("dee"), at=NOW)


# -- together -------------------------------------------------------------------------------------------


def test_co_authors_say_yes_themselves(cast: Cast, call: Call) -> None:
    made = propose(cast, call)
    acts.invite(proposal=made, person=cast.rosa, by=cast.acting("dee"), at=NOW)
    letter = Letter.objects.get(person=cast.rosa)
    assert letter.subject == "Would you write “A bench by the church” with us?"
    assert made.path in letter.text and "Dee" not in letter.text
    with refused("not_yourself"):
        acts.revise(proposal=made, text=CROSSING, by=cast.acting("rosa"), at=NOW)
    acts.join(proposal=made, by=cast.acting("rosa"), at=NOW)
    with refused("wrong_state", "You are an author already."):
        acts.join(proposal=made, by=cast.acting("rosa"), at=NOW)
    acts.revise(proposal=made, text=CROSSING, by=cast.acting("rosa"), at=NOW)
    with refused("bad_input", "They are an author already, or have been invited."):
        acts.invite(proposal=made, person=cast.rosa, by=cast.acting("dee"), at=NOW)


def test_saying_no_and_leaving(cast: Cast, call: Call) -> None:
    made = propose(cast, call)
    with refused("wrong_state", "You are its only author: take the proposal back instead."):
        acts.leave(proposal=made, by=cast.acting("dee"), at=NOW)
    acts.invite(proposal=made, person=cast.rosa, by=cast.acting("dee"), at=NOW)
    acts.leave(proposal=made, by=cast.acting("rosa"), at=NOW)
    assert [author.person for author in made.authors.all()] == [cast.dee]


def beside(proposal: Proposal) -> queries.Mine:
    """What a visitor sees beside a proposal."""
    return queries.mine(queries.whole(Q(pk=proposal.pk), Actor.visitor()).get())


def test_i_would_like_this_too(cast: Cast, call: Call) -> None:
    made = propose(cast, call)
    acts.support(proposal=made, wanted=True, by=cast.acting("rosa"), at=NOW)
    with refused("wrong_state", "You have said so already."):
        acts.support(proposal=made, wanted=True, by=cast.acting("rosa"), at=NOW)
    assert beside(made).support == "A few people would like this too."
    acts.support(proposal=made, wanted=False, by=cast.acting("rosa"), at=NOW)
    with refused("wrong_state", "You have not said that you would."):
        acts.support(proposal=made, wanted=False, by=cast.acting("rosa"), at=NOW)
    for n in range(5):
        Support.objects.create(proposal=made, person=person(f"P{n}"), at=NOW)
    assert beside(made).support == "5 people would like this too."


# -- look-alikes ----------------------------------------------------------------------------------------


def test_look_alikes_are_kept_for_people_to_see(cast: Cast, call: Call) -> None:
    first, crossing = propose(cast, call), propose(cast, call, CROSSING)
    second = propose(cast, call, Text("Benches near the church", "Somewhere to rest."))
    pair = Alike.objects.get()
    assert (pair.first, pair.second) == (first, second)
    assert queries.look_alikes(first) == [second] and queries.look_alikes(crossing) == []
    assert queries.like(call, Text("Church benches", "To rest.")) == [first, second]
    acts.revise(proposal=second, text=Text("Swings", "For children."), by=cast.acting("dee"), at=NOW)
    assert not Alike.objects.exists()
    assert Proposal.objects.filter(state=State.OPEN).count() == 3, "nothing merges by itself"


# -- being forgotten ------------------------------------------------------------------------------------


def test_the_words_of_an_only_author_go_with_them(cast: Cast, call: Call) -> None:
    made = propose(cast, call)
    people.erase(person=cast.dee, by=cast.acting("dee"), at=NOW)
    found = Proposal.objects.locked(made.pk)
    assert (found.state, found.text()) == (State.WITHDRAWN, Text("erased by its author", ""))
    assert not Author.objects.exists()
    step = chain.found(call.service, chain.key(made))
    assert step is not None and step.title == "erased by its author"


def test_what_professionals_answered_stays_without_a_name(cast: Cast, call: Call) -> None:
    answered, shared = propose(cast, call), propose(cast, call, CROSSING)
    judge(cast, answered)
    writes_too(shared, cast.rosa)
    people.erase(person=cast.dee, by=cast.acting("dee"), at=NOW)
    assert Proposal.objects.locked(answered.pk).text() == BENCH
    assert Proposal.objects.locked(shared.pk).text() == CROSSING
    assert [author.person for author in Author.objects.all()] == [cast.rosa]


@pytest.mark.parametrize(
    "change", [{"number": 1}, {"latitude": Decimal(91)}, {"latitude": Decimal(9)}, {"state": "merged"}]
)
def test_what_the_database_refuses_by_itself(cast: Cast, call: Call, change: dict[str, Any]) -> None:
    propose(cast, call)
    second = propose(cast, call, CROSSING)
    with pytest.raises(IntegrityError), transaction.atomic():
        Proposal.objects.filter(pk=second.pk).update(**change)
