"""The policy as data, and the one rule that reads it: every reason, and that nothing else opens an act."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mutirao.theory.access import (
    ActRule,
    Evidence,
    Gate,
    Held,
    Standing,
    Warrant,
    clause_number,
    objections,
    warrant,
)
from mutirao.theory.duties import BY_SLUG, Way
from mutirao.theory.policy import ACTS, BY_NAME
from mutirao.theory.policy.base import PEOPLE, SERVICES
from mutirao.theory.reasons import CODES, Holder, Reason, Refused, bad_input, wrong_state

ANSWERS, DOES, ASKED, TOLD = Way
ANYONE = ActRule("a", "A", "room", Gate.ANYONE)
KNOWN = ActRule("k", "K", "room", Gate.SIGNED_IN)
SELF = ActRule("s", "S", "room", Gate.YOURSELF, on_behalf=True)
SIGNS = ActRule("g", "G", "room", Gate.SIGNATORY)
DUTY = ActRule("d", "D", "room", Gate.DUTY, "run_votes")
ALONE = replace(DUTY, ways=(ANSWERS,))

COUNCIL, SHOP = Holder("Council", "answers", "desk"), Holder("Shop", "does", "till")
KEEPER = Holder("Council", "answers", "desk")
HELD = {way: Held("Council", "7", "professional", way) for way in Way}
BASE = Standing(is_signed_in=True, is_strong=True, holders=(COUNCIL, SHOP), agreement=3, clause=5)


def standing(**given: object) -> Standing:
    """Somebody signed in with a second factor at a service whose third version decides, unless told."""
    return replace(BASE, **given)  # type: ignore[arg-type]


def about(code: str, **facts: object) -> Reason:
    """A reason about the duty of `DUTY`."""
    return Reason(code, "run_votes", 5, 3, (COUNCIL, SHOP), facts)


NOBODY = Standing()
LAPSED = replace(HELD[ANSWERS], has_lapsed=True)

# the rule, the standing, and the one reason against it (None: it is open)
TABLE: tuple[tuple[str, ActRule, Standing, Reason | None], ...] = (
    ("anyone may, visitors too", ANYONE, NOBODY, None),
    ("visitor at an act for people we know", KNOWN, NOBODY, Reason("sign_in")),
    ("visitor at a duty", DUTY, replace(BASE, is_signed_in=False), about("sign_in")),
    (
        "visitor at a signature",
        SIGNS,
        replace(NOBODY, signatories=(SHOP,)),
        Reason("sign_in", who_may=(SHOP,)),
    ),
    ("visitor at another's details", SELF, NOBODY, Reason("sign_in")),
    ("somebody we know", KNOWN, standing(), None),
    ("yourself", SELF, standing(is_self=True), None),
    ("somebody else", SELF, standing(), Reason("not_yourself")),
    ("signatory", SIGNS, standing(signs_for="Shop"), None),
    ("not signatory", SIGNS, standing(signatories=(SHOP,)), Reason("not_signatory", who_may=(SHOP,))),
    ("answers", DUTY, standing(held=(HELD[ANSWERS],)), None),
    ("does", DUTY, standing(held=(HELD[DOES],)), None),
    (
        "does without a second factor",
        DUTY,
        standing(held=(HELD[DOES],), is_strong=False),
        None,
    ),
    (
        "answers without a second factor",
        DUTY,
        standing(held=(HELD[ANSWERS],), is_strong=False),
        about("second_factor"),
    ),
    (
        "does through one party, answers through another, without a second factor",
        DUTY,
        standing(held=(HELD[DOES], HELD[ANSWERS]), is_strong=False),
        about("second_factor"),
    ),
    ("asked", DUTY, standing(held=(HELD[ASKED],)), about("wrong_way", way="asked", party="Council")),
    ("told", DUTY, standing(held=(HELD[TOLD],)), about("wrong_way", way="told", party="Council")),
    (
        "does what only the answering party may",
        ALONE,
        standing(held=(HELD[DOES],)),
        about("wrong_way", way="does", party="Council"),
    ),
    ("answers for what only the answering party may", ALONE, standing(held=(HELD[ANSWERS],)), None),
    ("term ended", DUTY, standing(held=(LAPSED,)), about("term_ended", party="Council")),
    (
        "term ended at one party, asked through another",
        DUTY,
        standing(held=(LAPSED, HELD[ASKED])),
        about("wrong_way", way="asked", party="Council"),
    ),
    ("term ended at one party, does through another", DUTY, standing(held=(LAPSED, HELD[DOES])), None),
    ("no member of any holder", DUTY, standing(), about("not_a_member")),
    (
        "nobody holds it",
        DUTY,
        standing(holders=()),
        Reason("nobody_holds", "run_votes", 5, 3),
    ),
    (
        "no agreement yet",
        DUTY,
        standing(holders=(), agreement=0),
        Reason("no_agreement", "run_votes", 5),
    ),
    (
        "on behalf, at a duty",
        DUTY,
        standing(is_on_behalf=True, records_held=(HELD[DOES],), held=(HELD[ANSWERS],)),
        about("not_on_behalf"),
    ),
    (
        "on behalf, at a signature",
        SIGNS,
        standing(
            is_on_behalf=True, records_held=(HELD[DOES],), signs_for="Shop", signatories=(SHOP,), clause=0
        ),
        Reason("not_on_behalf", "", 0, 3, (SHOP,)),
    ),
    (
        "on behalf, without keeping records",
        SELF,
        standing(is_on_behalf=True, is_self=True, records_holders=(KEEPER,)),
        Reason("behalf_needs_records", "keep_records", 16, 3, (KEEPER,)),
    ),
    (
        "on behalf, keeping records",
        SELF,
        standing(is_on_behalf=True, is_self=True, records_held=(HELD[DOES],), is_in_reach=True),
        None,
    ),
    (
        "on behalf, no longer keeping records",
        SELF,
        standing(is_on_behalf=True, is_self=True, records_held=(LAPSED,), is_in_reach=True),
        Reason("behalf_needs_records", "keep_records", 16, 3),
    ),
    (
        "on behalf, only asked about the records",
        SELF,
        standing(is_on_behalf=True, is_self=True, records_held=(HELD[ASKED],), is_in_reach=True),
        Reason("behalf_needs_records", "keep_records", 16, 3),
    ),
    (
        "on behalf, answering for the records without a second factor",
        SELF,
        standing(
            is_on_behalf=True,
            is_self=True,
            records_held=(HELD[ANSWERS],),
            is_in_reach=True,
            is_strong=False,
            records_holders=(KEEPER,),
        ),
        Reason("second_factor", "keep_records", 16, 3, (KEEPER,)),
    ),
    (
        "on behalf of somebody of another party",
        SELF,
        standing(is_on_behalf=True, is_self=True, records_held=(HELD[DOES],), records_holders=(KEEPER,)),
        Reason("behalf_out_of_reach", "keep_records", 16, 3),
    ),
    (
        "on behalf of one person about another",
        SELF,
        standing(is_on_behalf=True, records_held=(HELD[DOES],), is_in_reach=True),
        Reason("not_yourself"),
    ),
)


@pytest.mark.parametrize(
    ("rule", "where", "reason"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE]
)
def test_the_reason_against_an_act(rule: ActRule, where: Standing, reason: Reason | None) -> None:
    assert objections(rule, where) == ([] if reason is None else [reason])


@pytest.mark.parametrize(
    ("rule", "where", "permits"),
    [
        (ANYONE, NOBODY, Warrant()),
        (KNOWN, BASE, Warrant()),
        (SELF, standing(is_self=True), Warrant()),
        (SIGNS, standing(signs_for="Shop"), Warrant(party="Shop")),
        (
            DUTY,
            standing(held=(HELD[ANSWERS],)),
            Warrant("Council", "7", "professional", "run_votes", "answers", 3, 5),
        ),
        (
            DUTY,
            standing(held=(LAPSED, HELD[TOLD], Held("Shop", "9", "community", DOES))),
            Warrant("Shop", "9", "community", "run_votes", "does", 3, 5),
        ),
        (
            DUTY,
            standing(held=(Held("Attic", "9", "community", DOES), Held("Yard", "8", "user", ANSWERS))),
            Warrant("Yard", "8", "user", "run_votes", "answers", 3, 5),
        ),
        (
            DUTY,
            standing(held=(Held("Yard", "8", "user", DOES), Held("Attic", "9", "community", DOES))),
            Warrant("Attic", "9", "community", "run_votes", "does", 3, 5),
        ),
    ],
)
def test_the_clause_that_permits_an_act(rule: ActRule, where: Standing, permits: Warrant) -> None:
    assert objections(rule, where) == []
    assert warrant(rule, where) == permits


def test_every_rule_is_well_formed() -> None:
    assert len(BY_NAME) == len(ACTS)
    for rule in ACTS:
        assert (rule.duty in BY_SLUG) is (rule.gate is Gate.DUTY), rule.name
        assert (rule.duty == "") is (rule.gate is not Gate.DUTY), rule.name
        assert rule.ways in ((ANSWERS, DOES), (ANSWERS,)), rule.name
        assert not rule.on_behalf or rule.gate in (Gate.YOURSELF, Gate.ELIGIBLE), rule.name
        assert rule.evidence is Evidence.NOTHING or rule.gate is Gate.DUTY, rule.name
        assert rule.title and rule.room and rule.name.count(".") == 1


def test_proposing_an_agreement_needs_the_answering_party_alone() -> None:
    assert [rule.name for rule in PEOPLE + SERVICES if rule.ways == (ANSWERS,)] == ["agreement.propose"]


def test_whoever_decides_answers_for_it() -> None:
    decisions = [rule for rule in ACTS if rule.evidence is Evidence.DECISION]
    assert "budget.decide" in {rule.name for rule in decisions}
    assert [rule.name for rule in decisions if rule.ways != (ANSWERS,)] == []


def test_what_may_be_entered_for_somebody_else() -> None:
    assert [rule.name for rule in PEOPLE + SERVICES if rule.on_behalf] == [
        "person.describe",
        "person.erase",
        "card.issue",
        "membership.leave",
    ]


def test_refusals_carry_their_reasons() -> None:
    assert Refused(Reason("sign_in")).reasons == (Reason("sign_in"),)
    assert str(Refused([Reason("sign_in"), Reason("not_signatory")])) == "sign_in, not_signatory"
    assert bad_input("No.", place=3).reasons == (Reason("bad_input", facts={"text": "No.", "place": 3}),)
    assert wrong_state("Late.").reasons == (Reason("wrong_state", facts={"text": "Late."}),)


held = st.builds(
    Held, st.just("Council"), st.just("7"), st.just("professional"), st.sampled_from(Way), st.booleans()
)
holders = st.lists(st.sampled_from([COUNCIL, SHOP]), max_size=2).map(tuple)
standings = st.builds(
    Standing,
    is_signed_in=st.booleans(),
    is_strong=st.booleans(),
    is_self=st.booleans(),
    signs_for=st.sampled_from(["", "Shop"]),
    signatories=holders,
    held=st.lists(held, max_size=4).map(tuple),
    holders=holders,
    agreement=st.integers(0, 2),
    clause=st.integers(0, 16),
    ineligible=st.sampled_from([(), (Reason("not_of_parties"),)]),
    is_on_behalf=st.booleans(),
    records_held=st.lists(held, max_size=2).map(tuple),
    is_in_reach=st.booleans(),
    records_holders=holders,
)
rules = st.sampled_from([*ACTS, ANYONE, KNOWN, SELF, SIGNS, DUTY, ALONE])


@given(rules, standings)
def test_a_duty_opens_only_through_a_current_party_that_holds_it_the_right_way(
    rule: ActRule, where: Standing
) -> None:
    if rule.gate is not Gate.DUTY or objections(rule, where):
        return
    able = [h for h in where.held if h.way in rule.ways and not h.has_lapsed]
    assert able and where.holders and where.is_signed_in and not where.is_on_behalf
    assert where.is_strong or all(h.way is DOES for h in able)
    assert warrant(rule, where).way in rule.ways


@given(rules, standings)
def test_at_most_one_reason_and_always_one_we_have_a_code_for(rule: ActRule, where: Standing) -> None:
    reasons = objections(rule, where)
    assert len(reasons) <= 1
    assert {reason.code for reason in reasons} <= set(CODES)


@given(rules, standings)
def test_a_refused_duty_names_everybody_who_may(rule: ActRule, where: Standing) -> None:
    for reason in objections(rule, where):
        if rule.gate is Gate.DUTY:
            assert reason.who_may == where.holders


@given(rules, standings)
def test_a_second_factor_never_closes_what_was_open(rule: ActRule, where: Standing) -> None:
    if not objections(rule, where):
        assert objections(rule, replace(where, is_strong=True)) == []


@given(rules, standings, st.sampled_from([ASKED, TOLD]))
def test_being_asked_or_told_opens_nothing(rule: ActRule, where: Standing, way: Way) -> None:
    more = replace(where, held=(*where.held, replace(HELD[ANSWERS], way=way)))
    assert bool(objections(rule, more)) is bool(objections(rule, where))


@given(rules, standings)
def test_what_one_takes_part_in_asks_nothing_but_its_own_rule(rule: ActRule, where: Standing) -> None:
    if rule.gate is Gate.ELIGIBLE and where.is_signed_in and not where.is_on_behalf:
        assert objections(rule, where) == list(where.ineligible)


def test_clause_numbers_of_what_every_service_has() -> None:
    assert {rule.name: clause_number(rule.duty) for rule in PEOPLE + SERVICES if rule.duty} == {
        "person.register": 16,
        "service.describe": 3,
        "service.compose": 3,
        "area.add": 16,
        "agreement.draft": 13,
        "agreement.add_party": 13,
        "party.name_signatory": 13,
        "agreement.assign": 13,
        "agreement.set_terms": 13,
        "agreement.propose": 13,
    }
