"""Drafting an agreement and changing the draft: one test for each way it can end."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from build import drafted, in_force, open_version, party, proposed
from cast import NOW, TODAY, Cast, body
from mutirao.base.register.models import Act
from mutirao.base.services import agreement_acts as agreements
from mutirao.base.services.models import Agreement, Party, Service
from mutirao.theory.duties import DUTIES, Way
from mutirao.theory.typology import Side
from refusing import refused

DAY = timedelta(days=1)
ONLY_A_DRAFT = "Only a draft can be changed; this version is proposed for signing."


def clauses(agreement: Agreement) -> dict[tuple[str, str], str]:
    """The division of duties as rows: (duty, body) -> way."""
    rows = agreement.clauses.values_list("duty", "party__body__name", "way")
    return {(duty, name): way for duty, name, way in rows}


def held(agreement: Agreement, duty: str) -> dict[str, str]:
    """How each body holds one duty."""
    return dict(agreement.clauses.filter(duty=duty).values_list("party__body__name", "way"))


# -- a new version --------------------------------------------------------------------------------------


def test_a_new_version_starts_from_the_one_in_force(cast: Cast) -> None:
    service = in_force(cast)
    old = service.agreements.get()
    old.terms.update(gives="time", gets="say", may_decide="colours", leaves="in writing")
    made = agreements.draft(service=service, why=" Residents run the vote. ", by=cast.acting("rosa"), at=NOW)
    new = Agreement.objects.get(pk=made.pk)
    assert (new.version, new.state, new.why) == (2, "draft", "Residents run the vote.")
    assert (new.review_on, new.cell, new.drafted_at) == (None, None, NOW)
    assert clauses(new) == clauses(old) and len(clauses(new)) == 2 * len(DUTIES)
    columns = ("party", "gives", "gets", "may_decide", "leaves")
    assert list(new.terms.values_list(*columns)) == list(old.terms.values_list(*columns))
    assert Service.objects.get(pk=service.pk).in_force == old
    row = Act.objects.get(name="agreement.draft")
    assert (row.facts, row.agreement) == ({"version": 2}, old)


@pytest.mark.parametrize("state", ["draft", "proposed"])
def test_one_version_is_worked_on_at_a_time(cast: Cast, state: str) -> None:
    service = drafted(cast) if state == "draft" else proposed(cast)
    with refused("wrong_state", "A new version is being worked on already."):
        agreements.draft(service=service, why="Again.", by=cast.acting("ada"), at=NOW)


def test_a_new_version_needs_a_reason(cast: Cast) -> None:
    service = in_force(cast)
    with refused("bad_input", "Say why the agreement should change."):
        agreements.draft(service=service, why="  ", by=cast.acting("ada"), at=NOW)


# -- parties --------------------------------------------------------------------------------------------


def test_adding_a_party(cast: Cast) -> None:
    service = drafted(cast)
    parents = body("Parents group", Side.USER)
    made = agreements.add_party(
        agreement=open_version(service), body=parents, side=Side.USER, by=cast.acting("ada"), at=NOW
    )
    assert (made.service, made.body, Party.objects.get(pk=made.pk).side) == (service, parents, "user")
    assert open_version(service).terms.filter(party=made).count() == 1
    assert not open_version(service).clauses.filter(party=made).exists()
    assert Act.objects.get(name="agreement.add_party").facts == {"party": "Parents group", "side": "user"}


def test_a_party_is_added_once(cast: Cast) -> None:
    service = drafted(cast)
    with refused("bad_input", "Residents circle is a party already."):
        agreements.add_party(
            agreement=open_version(service),
            body=cast.residents,
            side=Side.USER,
            by=cast.acting("ada"),
            at=NOW,
        )


def test_a_party_of_an_earlier_draft_is_the_same_party_again(cast: Cast) -> None:
    service = in_force(cast)
    parents = body("Parents group", Side.USER)
    known = Party.objects.create(service=service, body=parents, side=Side.USER.value)
    made = agreements.draft(service=service, why="Parents join.", by=cast.acting("ada"), at=NOW)
    added = agreements.add_party(agreement=made, body=parents, side=Side.USER, by=cast.acting("ada"), at=NOW)
    assert added == known


def test_parties_are_added_to_drafts_only(cast: Cast) -> None:
    service = proposed(cast)
    parents = body("Parents group", Side.USER)
    with refused("wrong_state", ONLY_A_DRAFT):
        agreements.add_party(
            agreement=open_version(service), body=parents, side=Side.USER, by=cast.acting("ada"), at=NOW
        )
    assert not Party.objects.filter(body=parents).exists()


# -- duties ---------------------------------------------------------------------------------------------

COUNCIL, RESIDENTS = "Council team", "Residents circle"
Ways = dict[str, Way | None]

# how both hold *run votes* after a change, starting from: the council answers, the residents do
ASSIGNED: tuple[tuple[Ways, dict[str, str]], ...] = (
    ({}, {COUNCIL: "answers", RESIDENTS: "does"}),
    ({RESIDENTS: Way.TOLD}, {COUNCIL: "answers", RESIDENTS: "told"}),
    ({RESIDENTS: None}, {COUNCIL: "answers"}),
    ({RESIDENTS: Way.ANSWERS}, {COUNCIL: "does", RESIDENTS: "answers"}),
    ({RESIDENTS: Way.ANSWERS, COUNCIL: Way.TOLD}, {COUNCIL: "told", RESIDENTS: "answers"}),
    ({RESIDENTS: Way.ANSWERS, COUNCIL: None}, {RESIDENTS: "answers"}),
    ({COUNCIL: Way.ASKED}, {COUNCIL: "asked", RESIDENTS: "does"}),
    ({COUNCIL: None, RESIDENTS: None}, {}),
)


@pytest.mark.parametrize(("ways", "after"), ASSIGNED)
def test_changing_who_does_what(cast: Cast, ways: Ways, after: dict[str, str]) -> None:
    service = drafted(cast)
    parties = {p.body.name: p for p in service.parties.select_related("body")}
    agreements.assign(
        agreement=open_version(service),
        duty="run_votes",
        ways={parties[name]: way for name, way in ways.items()},
        by=cast.acting("ada"),
        at=NOW,
    )
    assert held(open_version(service), "run_votes") == after
    assert len(clauses(open_version(service))) == 2 * (len(DUTIES) - 1) + len(after)
    assert Act.objects.get(name="agreement.assign").facts == {
        "version": 1,
        "duty": "run_votes",
        "ways": {name: way.value if way else "" for name, way in ways.items()},
    }


def assign(cast: Cast, service: Service, duty: str, ways: dict[Party, Way | None]) -> None:
    """Ada changes how a duty is held in the open version."""
    agreements.assign(agreement=open_version(service), duty=duty, ways=ways, by=cast.acting("ada"), at=NOW)


def test_there_is_no_such_duty(cast: Cast) -> None:
    service = drafted(cast)
    with refused("bad_input", "There is no such duty."):
        assign(cast, service, "juggle", {party(service, cast.residents): Way.DOES})


def test_only_parties_hold_duties(cast: Cast) -> None:
    service, other = drafted(cast), drafted(cast, name="Elsewhere")
    with refused("bad_input", "Residents circle is not a party to this version."):
        assign(cast, service, "run_votes", {party(other, cast.residents): Way.DOES})


def test_only_one_party_answers(cast: Cast) -> None:
    service = drafted(cast)
    before = held(open_version(service), "run_votes")
    with refused("bad_input", "Only one party can answer for a duty."):
        assign(cast, service, "run_votes", dict.fromkeys(service.parties.all(), Way.ANSWERS))
    assert held(open_version(service), "run_votes") == before


def test_duties_change_in_drafts_only(cast: Cast) -> None:
    service = proposed(cast)
    with refused("wrong_state", ONLY_A_DRAFT):
        assign(cast, service, "run_votes", {party(service, cast.residents): Way.ANSWERS})


@pytest.mark.parametrize("state", ["in_force", "superseded"])
def test_what_was_signed_never_changes(cast: Cast, state: str) -> None:
    service = in_force(cast)
    signed = service.agreements.get()
    Agreement.objects.filter(pk=signed.pk).update(state=state)
    words = {"in_force": "in force", "superseded": "superseded"}[state]
    with refused("wrong_state", f"Only a draft can be changed; this version is {words}."):
        agreements.assign(
            agreement=signed,
            duty="run_votes",
            ways={party(service, cast.residents): Way.ANSWERS},
            by=cast.acting("ada"),
            at=NOW,
        )


# -- terms and review -----------------------------------------------------------------------------------


def test_writing_terms(cast: Cast) -> None:
    service = drafted(cast)
    residents = party(service, cast.residents)
    words = {"gives": "evenings", "gets": "swings", "may_decide": "colours", "leaves": "any time"}
    before = open_version(service).terms.get(party=party(service, cast.council)).gives
    agreements.set_terms(
        agreement=open_version(service), party=residents, terms=words, by=cast.acting("rosa"), at=NOW
    )
    found = open_version(service).terms.get(party=residents)
    assert {name: getattr(found, name) for name in words} == words
    assert open_version(service).terms.get(party=party(service, cast.council)).gives == before
    assert open_version(service).review_on == TODAY + 365 * DAY


def test_terms_are_written_for_parties_only(cast: Cast) -> None:
    service, other = drafted(cast), drafted(cast, name="Elsewhere")
    with refused("bad_input", "Residents circle is not a party to this version."):
        agreements.set_terms(
            agreement=open_version(service),
            party=party(other, cast.residents),
            terms={"gives": "nothing"},
            by=cast.acting("ada"),
            at=NOW,
        )


def test_setting_the_day_of_review(cast: Cast) -> None:
    service = drafted(cast)
    agreements.set_terms(
        agreement=open_version(service), review_on=TODAY + DAY, by=cast.acting("ada"), at=NOW
    )
    assert open_version(service).review_on == TODAY + DAY


@pytest.mark.parametrize(
    ("review_on", "at"),
    [
        (TODAY, NOW),
        (TODAY - DAY, NOW),
        (date(2026, 5, 5), datetime(2026, 5, 4, 23, 30, tzinfo=UTC)),  # the 5th has begun in London
    ],
)
def test_the_review_is_in_the_future(cast: Cast, review_on: date, at: datetime) -> None:
    service = drafted(cast)
    with refused("bad_input", "The review date must be in the future."):
        agreements.set_terms(
            agreement=open_version(service), review_on=review_on, by=cast.acting("ada"), at=at
        )


def test_terms_change_in_drafts_only(cast: Cast) -> None:
    service = proposed(cast)
    with refused("wrong_state", ONLY_A_DRAFT):
        agreements.set_terms(
            agreement=open_version(service), review_on=TODAY + DAY, by=cast.acting("ada"), at=NOW
        )
