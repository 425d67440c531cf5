"""The life of an agreement under any sequence of acts: what may never happen, whoever does what when.

Never two versions in force or two open; never a word changed after somebody signed it; never a party bound
by what it did not sign; never a version in force that was not the newest when its last party signed.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from build import drafted
from cast import NOW, TODAY, Cast, belongs, body
from mutirao.base.people import acts as people
from mutirao.base.people.models import Body
from mutirao.base.register.models import Act
from mutirao.base.services import agreement_acts as agreements
from mutirao.base.services import text
from mutirao.base.services.models import DRAFT, IN_FORCE, PROPOSED, SUPERSEDED, Agreement, Party, Service
from mutirao.theory.duties import Way, cell_of
from mutirao.theory.reasons import Refused
from mutirao.theory.typology import Side

PEOPLE = st.sampled_from(["ada", "ben", "cam", "rosa", "dee", "eve"])
DUTIES = st.sampled_from(["keep_agreement", "run_votes", "carry_out"])
WAYS = st.sampled_from([*Way, None])
PLACES = st.integers(0, 2)
MONTH = timedelta(days=30)


reached: set[tuple[str, int]] = set()  # (state, number of parties) that some version had in some life


class Life(RuleBasedStateMachine):
    """One service, whose people do things to its agreement in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.at = NOW
        self.undo = transaction.atomic()
        self.undo.__enter__()

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.undo.__exit__(None, None, None)

    @initialize()
    def begin(self) -> None:
        self.cast = Cast()
        self.parents = body("Parents group", Side.USER)
        belongs(self.cast.dee, self.parents, may_sign=True, position="speaker")
        self.service = drafted(self.cast)

    def attempt(self, act: Any, who: str, **given: Any) -> None:
        """Try an act as somebody; a refusal must leave nothing behind."""
        self.at += timedelta(hours=1)
        before = Act.objects.count()
        try:
            act(**given, by=self.cast.acting(who), at=self.at)
        except Refused as refused:
            assert Act.objects.count() == before
            assert refused.reasons
        else:
            assert Act.objects.count() == before + 1

    def newest(self) -> Agreement:
        return Agreement.objects.select_related("service__in_force").latest("version")

    def any_version(self, place: int) -> Agreement:
        versions = list(Agreement.objects.select_related("service__in_force").order_by("-version"))
        return versions[place % len(versions)]

    def party(self, place: int) -> Party:
        parties = list(Party.objects.select_related("body").order_by("pk"))
        return parties[place % len(parties)]

    @rule(who=PEOPLE)
    def draft(self, who: str) -> None:
        service = Service.objects.get(pk=self.service.pk)
        self.attempt(agreements.draft, who, service=service, why="Power moves.")

    @rule(who=PEOPLE, place=PLACES, party=PLACES, duty=DUTIES, way=WAYS)
    def assign(self, who: str, place: int, party: int, duty: str, way: Way | None) -> None:
        ways = {self.party(party): way}
        self.attempt(agreements.assign, who, agreement=self.any_version(place), duty=duty, ways=ways)

    @rule(who=PEOPLE, party=PLACES, words=st.text("ab", max_size=3))
    def set_terms(self, who: str, party: int, words: str) -> None:
        given = {"party": self.party(party), "terms": {"gives": words}, "review_on": TODAY + MONTH}
        self.attempt(agreements.set_terms, who, agreement=self.newest(), **given)

    @rule(who=PEOPLE)
    def add_parents(self, who: str) -> None:
        self.attempt(agreements.add_party, who, agreement=self.newest(), body=self.parents, side=Side.USER)

    @rule(who=PEOPLE, place=PLACES)
    def propose(self, who: str, place: int) -> None:
        self.attempt(agreements.propose, who, agreement=self.any_version(place))

    @rule(with_parents=st.booleans(), order=st.permutations(["ada", "cam", "dee"]), last=PLACES)
    def a_good_day(self, with_parents: bool, order: list[str], last: int) -> None:
        """A version is made ready, and some or all sign: few random lives would ever get there."""
        if not Agreement.objects.open().exists():
            self.draft("ada")
        if with_parents:
            self.add_parents("ada")
        self.attempt(agreements.set_terms, "ada", agreement=self.newest(), review_on=TODAY + MONTH)
        self.attempt(agreements.propose, "ada", agreement=self.newest())
        for who in order[: last + 1]:
            self.sign_for_ones_own(who)

    def sign_for_ones_own(self, who: str) -> None:
        own = {"ada": self.cast.council, "cam": self.cast.residents, "dee": self.parents}[who]
        for party in Party.objects.filter(body=own).select_related("body"):
            self.attempt(agreements.sign, who, agreement=self.newest(), party=party)

    @rule(who=PEOPLE, place=PLACES, party=PLACES)
    def sign(self, who: str, place: int, party: int) -> None:
        self.attempt(agreements.sign, who, agreement=self.any_version(place), party=self.party(party))

    @rule(who=st.sampled_from(["ada", "cam", "rosa"]), name=st.text("ab", min_size=1, max_size=3))
    def rename(self, who: str, name: str) -> None:
        of = Body.objects.get(pk=(self.cast.council if who == "ada" else self.cast.residents).pk)
        self.attempt(people.describe_body, who, body=of, name=name, contact="", about="")

    @rule(who=PEOPLE, place=PLACES, party=PLACES)
    def send_back(self, who: str, place: int, party: int) -> None:
        given = {"agreement": self.any_version(place), "party": self.party(party)}
        self.attempt(agreements.send_back, who, **given, reason="Too soon.")

    @invariant()
    def what_never_happens(self) -> None:
        service = Service.objects.select_related("in_force").get(pk=self.service.pk)
        related = ("terms", "signatures__person__memberships", "signatures__party", "clauses__party__body")
        versions = list(Agreement.objects.order_by("version").prefetch_related(*related))
        one_in_force_and_one_open(service, versions)
        for version in versions:
            nothing_changes_after_signing(version)
            nobody_is_bound_without_signing(version)


def one_in_force_and_one_open(service: Service, versions: list[Agreement]) -> None:
    """The service stands under the newest version that every party signed, and under no other."""
    assert [v for v in versions if v.state == IN_FORCE] == ([service.in_force] if service.in_force else [])
    assert sum(v.state in (DRAFT, PROPOSED) for v in versions) <= 1
    assert service.in_force == next((v for v in reversed(versions) if v.in_force_at), None)


def nothing_changes_after_signing(version: Agreement) -> None:
    """Each signature is over the very words that stand there now, by somebody who may sign."""
    signatures = list(version.signatures.all())
    assert {s.digest for s in signatures} <= {text.digest(version) if signatures else ""}
    assert version.state != DRAFT or not signatures
    for signature in signatures:
        terms = signature.person.memberships.all()
        assert any(t.body_id == signature.party.body_id and t.may_sign and not t.ends for t in terms)


def nobody_is_bound_without_signing(version: Agreement) -> None:
    """A version with an effect has been signed by every party it names; one without has not."""
    parties = {terms.party_id for terms in version.terms.all()}
    signed = {signature.party_id for signature in version.signatures.all()}
    clauses = list(version.clauses.all())
    reached.add((version.state, len(parties)))
    assert signed | {clause.party_id for clause in clauses} <= parties
    if version.state in (IN_FORCE, SUPERSEDED):
        assert signed == parties
        assert version.cell == cell_of(clause.as_rule() for clause in clauses)
    else:
        assert signed != parties


@pytest.mark.django_db
def test_any_life_of_an_agreement() -> None:
    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        Life,
        settings=settings(
            max_examples=12,
            stateful_step_count=20,
            deadline=None,
            derandomize=True,
            suppress_health_check=[HealthCheck.too_slow],
        ),
    )
    assert {state for state, _parties in reached} == {"draft", "proposed", "in_force", "superseded"}
    assert ("in_force", 3) in reached, "these lives were too dull"
