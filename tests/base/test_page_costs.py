"""How many queries each page makes, for a visitor and for somebody signed in: with many rows as with one.

A visitor's page costs one query to see whether anything was done since it was kept; signing in costs two, the
session and the person.
"""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from balloting import opened, votes
from budgeting import bring_in, count, decide
from build import drafted, in_force, party
from cast import NOW, TODAY, Cast, belongs, person
from filling import fill
from mutirao.base.actor import Actor
from mutirao.base.register import seals
from mutirao.base.register.models import Act
from mutirao.base.services import acts
from mutirao.base.services import agreement_acts as agreements
from mutirao.base.services.models import Agreement, Service
from mutirao.planning.ballots import closing_acts, count_acts
from mutirao.planning.ballots.acts import Line
from mutirao.planning.ballots.models import Ballot
from mutirao.planning.decisions import chain
from mutirao.planning.decisions.models import Decision, Promise
from mutirao.planning.proposals import acts as acts_of_proposals
from mutirao.planning.proposals import amendment_acts as amendments
from mutirao.planning.proposals import judging_acts as replies
from mutirao.planning.proposals.models import Amendment, Merge
from mutirao.planning.surveys.models import Writing
from mutirao.planning.surveys.writing import count as count_survey
from mutirao.theory.proposals import Text
from negotiating import gather
from promising import promise
from proposing import CROSSING, judge, open_call, propose, suggest_merge
from surveying import LATER, published, type_in
from surveying import fill as fill_in
from visiting import client_of

HERE = "/services/small-works/"
BUDGET = f"{HERE}budgets/which-works-first/"
DRAFT = f"{HERE}drafts/rules-for-the-hall/"
VOTES = f"{HERE}ballots/"
CALL = f"{HERE}proposals/what-should-we-do-with-the-old-dairy/"

# page -> queries for a visitor, and for Ada, who is signed in with a second factor
COSTS: dict[str, tuple[int, int]] = {
    "/": (4, 5),
    "/about/": (1, 2),
    "/who-may-do-what/": (1, 2),
    "/services/": (4, 5),
    HERE: (5, 7),
    f"{HERE}areas/": (3, 6),
    f"{HERE}agreement/": (7, 10),
    f"{HERE}agreement/1/": (8, 11),
    f"{HERE}agreement/1-2/": (6, 7),
    f"{HERE}agreement/1/text/": (5, 6),
    VOTES: (4, 7),
    f"{VOTES}open/": (4, 8),
    f"{VOTES}counted/": (5, 6),
    f"{VOTES}counted/votes/": (7, 8),
    f"{VOTES}counted/votes.csv": (4, 5),
    f"{HERE}proposals/": (4, 7),
    CALL: (5, 8),
    f"{CALL}1/": (5, 8),
    f"{CALL}1/others/": (5, 6),
    f"{CALL}1/versions/": (5, 6),
    f"{CALL}alike/": (5, 6),
    "MERGE": (5, 8),
    "AMENDMENT": (4, 5),
    f"{HERE}surveys/": (4, 7),
    f"{HERE}surveys/open/": (3, 6),
    f"{HERE}surveys/over/": (4, 7),
    f"{HERE}surveys/open/paper/": (3, 4),
    f"{HERE}surveys/over/results.csv": (3, 4),
    f"{HERE}budgets/": (4, 5),
    BUDGET: (5, 8),
    f"{BUDGET}what-if/": (5, 6),
    f"{BUDGET}verify/": (9, 10),
    f"{BUDGET}ballots.pb": (4, 5),
    f"{HERE}drafts/": (4, 7),
    DRAFT: (5, 8),
    f"{DRAFT}?only=blocks": (5, 8),
    f"{DRAFT}clauses/1/": (5, 8),
    f"{DRAFT}clauses/1/earlier/": (6, 7),
    f"{DRAFT}history/": (5, 6),
    f"{HERE}decisions/": (4, 7),
    "DECISION": (5, 8),
    "DECISION/now": (6, 7),
    f"{HERE}decisions/promises/": (5, 8),
    "PROMISE": (4, 7),
    "CHAIN": (5, 6),
    f"{HERE}register/": (3, 4),
    "/register/": (3, 4),
    "/register/verify/": (2, 3),
    "ACT": (6, 7),
    "/groups/": (3, 4),
    "/groups/council-team/": (3, 6),
}
SIGNED_IN: dict[str, int] = {
    "/me/": 5,
    "/me/details/": 3,
    "/me/card/": 2,
    "/services/start/": 4,
    f"{HERE}people/": 8,
    f"{HERE}people/register/": 7,
    f"{HERE}describe/": 5,
    f"{HERE}decisions/new/": 7,
    f"{HERE}decisions/promises/new/": 6,
    f"{VOTES}open/receipt/": 6,
    f"{VOTES}open/manage/": 8,
    f"{VOTES}open/papers/": 8,
    f"{VOTES}open/papers/enter/": 7,
    f"{VOTES}open/people/": 8,
    f"{CALL}propose/": 7,
    f"{HERE}surveys/open/answer/2/": 5,
    f"{HERE}surveys/open/forms/": 8,
    f"{HERE}surveys/open/forms/new/": 6,
    f"{HERE}surveys/over/written/": 8,
    f"{HERE}surveys/new/": 8,
    f"{CALL}1/merge/": 6,
    f"{CALL}bring-in/": 6,
}


@pytest.fixture(params=["one", "many"])
def place(request: pytest.FixtureRequest, cast: Cast) -> Cast:
    """A place with one of everything, or with many."""
    service = in_force(cast)
    second_version(cast, service)
    service = Service.objects.get(pk=service.pk)
    proposals(cast, service, many=request.param == "many")
    surveys(cast, service, many=request.param == "many")
    decision = decide(cast, count(cast, bring_in(cast, service)))
    promise(cast, service, decision=decision, follows=chain.part(decision, 1))
    put_to_the_vote(cast, service, 175 if request.param == "many" else 2)
    many = request.param == "many"
    gather(service, clauses=100 if many else 1, bodies=20 if many else 2)
    if many:
        fill(services=30, people=60, acts=200)
        much_more(cast, service)
    seals.seal(at=NOW)
    return cast


def surveys(cast: Cast, service: Service, *, many: bool) -> None:
    """A survey that can be answered today, and one that was counted; with many, a hundred forms of each."""
    now = timezone.now()
    runs = published(cast, service, title="Open", closes_at=now + timedelta(days=3))
    over = published(cast, service, title="Over")
    for n in range(30 if many else 1):
        type_in(cast, runs, label=str(n))
    forms = [{"bus": 1 + n % 3, "home": n % 9, "else": f"Number {n}"} for n in range(100 if many else 12)]
    fill_in(over, forms)
    fill_in(runs, forms)
    count_survey(over, LATER)
    Writing.objects.update(shown="Read by all.")
    for n in range(30 if many else 0):
        published(cast, service, title=f"Survey {n}")


def proposals(cast: Cast, service: Service, *, many: bool) -> None:
    """A call with a proposal that was judged and one that could be merged; with many, fifty of each."""
    call = open_call(cast, service)
    first = propose(cast, call)
    amendments.suggest(proposal=first, text=CROSSING, reason="!", by=cast.acting("rosa"), at=NOW)
    second = propose(cast, call, Text("Benches near the church", "To rest."))
    suggest_merge(cast, first, second)
    for n in range(30 if many else 0):
        other = propose(cast, call, Text("Benches by the church", f"Number {n}."))
        suggest_merge(cast, first, other)
        open_call(cast, service, question=f"And what of number {n}?")
    for _n in range(5 if many else 1):
        made = judge(cast, first)
        replies.reply(judgement=made, text="Thank you.", by=cast.acting("dee"), at=NOW)
    if many:
        acts_of_proposals.support(proposal=second, wanted=True, by=cast.acting("ada"), at=NOW)


def second_version(cast: Cast, service: Service) -> None:
    """A second version supersedes the first."""
    made = agreements.draft(service=service, why="Again.", by=cast.acting("ada"), at=NOW)
    agreements.set_terms(agreement=made, review_on=TODAY + timedelta(days=9), by=cast.acting("ada"), at=NOW)
    agreements.propose(agreement=made, by=cast.acting("ada"), at=NOW)
    for name, body in (("ada", cast.council), ("cam", cast.residents)):
        agreements.sign(agreement=made, party=party(service, body), by=cast.acting(name), at=NOW)


def put_to_the_vote(cast: Cast, service: Service, size: int) -> None:
    """An open vote in which Ada has voted and a counted one, with so many options and voters."""
    lines = tuple(Line(str(n), f"Option {n}") for n in range(size))
    week = timezone.now() + timedelta(days=7)
    for question in ("Open", "Counted"):
        given = {"question": question, "lines": lines, "closes_at": week, "papers": "list"}
        ballot = opened(cast, service, open_to="parties", **given)
        votes(ballot, cast.acting("ada"), "1")
    if size > 2:
        for n in range(30):
            voter = person(f"Voter{n}")
            belongs(voter, cast.residents)
            votes(ballot, Actor(person=voter), "0")
            opened(cast, service, question=f"Another {n}")
    Ballot.objects.filter(pk=ballot.pk).update(papers="none")
    closing_acts.close(ballot=ballot, why="All have voted.", by=cast.acting("ada"), at=NOW)
    count_acts.count(ballot=ballot, by=cast.acting("ada"), at=NOW)
    Ballot.objects.filter(pk=ballot.pk).update(voters=30)  # enough for the votes to be published


def much_more(cast: Cast, service: Service) -> None:
    """Much more at the same service: versions, budgets, decisions, members."""
    first, known = Decision.objects.get(), Decision.objects.get()
    for n in range(12):
        Agreement.objects.create(service=service, version=10 + n, state="superseded", drafted_at=NOW)
        budget = bring_in(cast, service, original=b"%d" % n, question=f"Question {n}")
        known.pk, known._state.adding = budget.pk, True
        known.save()
        promise(cast, service, decision=first, follows=chain.part(first, 1))
        belongs(person(f"Officer{n}"), cast.council)
        belongs(person(f"Neighbour{n}", email=""), cast.residents)
        drafted(cast, name=f"Elsewhere {n}")


def asked(client: Client, page: str) -> int:
    """How often the database is asked for a page; it must answer."""
    with CaptureQueriesContext(connection) as queries:
        assert client.get(page).status_code == 200, page
    return len(queries)


def test_pages_cost_the_same_with_one_row_and_with_many(place: Cast) -> None:
    promised = Promise.objects.order_by("made_at").first()
    counted = Act.objects.get(name="budget.count")
    assert promised is not None
    real = {
        "DECISION": f"{HERE}decisions/{promised.decision_id}/",
        "DECISION/now": f"{HERE}decisions/{promised.decision_id}/now/",
        "PROMISE": f"{HERE}decisions/promises/{promised.pk}/",
        "CHAIN": f"{HERE}chain/decisions.promise/{promised.pk}/",
        "ACT": f"/register/acts/{counted.pk}/",
    }
    merge, amendment = Merge.objects.order_by("pk")[0], Amendment.objects.get()
    real |= {"MERGE": f"{CALL}merges/{merge.pk}/", "AMENDMENT": f"{CALL}1/changes/{amendment.pk}/"}
    for page in COSTS:  # what is made once is not counted
        Client().get(real.get(page, page))
    found = {
        page: (asked(Client(), real.get(page, page)), asked(client_of(place.ada), real.get(page, page)))
        for page in COSTS
    }
    assert found == COSTS
    assert {page: asked(client_of(place.ada), page) for page in SIGNED_IN} == SIGNED_IN


def test_the_page_of_a_service_stays_within_its_bound() -> None:
    visitor, signed_in = COSTS[HERE]
    assert visitor <= 5 and signed_in <= 8


def test_a_visitor_who_comes_again_costs_one_query(cast: Cast) -> None:
    in_force(cast)
    visitor = Client()
    first = visitor.get(HERE).content
    assert asked(visitor, HERE) == 1
    assert visitor.get(HERE).content == first


def test_a_visitor_sees_what_was_just_done(cast: Cast) -> None:
    service = in_force(cast)
    visitor = Client()
    assert "Brand new words" not in visitor.get(HERE).content.decode()
    acts.describe(
        service=service, name="Small works", summary="Brand new words", by=cast.acting("ada"), at=NOW
    )
    assert "Brand new words" in visitor.get(HERE).content.decode()


def test_what_somebody_signed_in_sees_is_never_kept_for_visitors(cast: Cast) -> None:
    in_force(cast)
    page = "/groups/residents-circle/"
    rosa = client_of(cast.rosa)
    assert "Pat" in rosa.get(page).content.decode()
    rosa.cookies.clear()
    assert "Pat" not in rosa.get(page).content.decode()
