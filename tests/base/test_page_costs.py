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

from budgeting import bring_in, count, decide
from build import drafted, in_force, party
from cast import NOW, TODAY, Cast, belongs, person
from filling import fill
from mutirao.base.register import seals
from mutirao.base.register.models import Act
from mutirao.base.services import acts
from mutirao.base.services import agreement_acts as agreements
from mutirao.base.services.models import Agreement, Service
from mutirao.planning.decisions.models import Decision
from mutirao.planning.proposals import acts as acts_of_proposals
from mutirao.planning.proposals import amendment_acts as amendments
from mutirao.planning.proposals import judging_acts as replies
from mutirao.planning.proposals.models import Amendment, Merge
from mutirao.planning.surveys.models import Writing
from mutirao.planning.surveys.writing import count as count_survey
from mutirao.theory.proposals import Text
from proposing import CROSSING, judge, open_call, propose, suggest_merge
from surveying import LATER, published, type_in
from surveying import fill as fill_in
from visiting import client_of

HERE = "/services/small-works/"
BUDGET = f"{HERE}budgets/which-works-first/"
CALL = f"{HERE}proposals/what-should-we-do-with-the-old-dairy/"

# page -> queries for a visitor, and for Ada, who is signed in with a second factor
COSTS: dict[str, tuple[int, int]] = {
    "/": (4, 5),
    "/about/": (1, 2),
    "/who-may-do-what/": (1, 2),
    "/services/": (4, 5),
    HERE: (5, 7),
    f"{HERE}agreement/": (7, 10),
    f"{HERE}agreement/1/": (8, 11),
    f"{HERE}agreement/1-2/": (6, 7),
    f"{HERE}agreement/1/text/": (5, 6),
    f"{HERE}proposals/": (4, 7),
    CALL: (5, 8),
    f"{CALL}1/": (5, 8),
    f"{CALL}1/others/": (5, 6),
    f"{CALL}1/versions/": (5, 6),
    f"{CALL}alike/": (5, 8),
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
    f"{HERE}decisions/": (4, 5),
    "DECISION": (4, 5),
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
    f"{CALL}propose/": 8,
    f"{HERE}surveys/open/answer/2/": 7,
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
    decide(cast, count(cast, bring_in(cast, service)))
    if request.param == "many":
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


def much_more(cast: Cast, service: Service) -> None:
    """Much more at the same service: versions, budgets, decisions, members."""
    known = Decision.objects.get()
    for n in range(12):
        Agreement.objects.create(service=service, version=10 + n, state="superseded", drafted_at=NOW)
        budget = bring_in(cast, service, original=b"%d" % n, question=f"Question {n}")
        known.pk, known._state.adding = budget.pk, True
        known.save()
        belongs(person(f"Officer{n}"), cast.council)
        belongs(person(f"Neighbour{n}", email=""), cast.residents)
        drafted(cast, name=f"Elsewhere {n}")


def asked(client: Client, page: str) -> int:
    """How often the database is asked for a page; it must answer."""
    with CaptureQueriesContext(connection) as queries:
        assert client.get(page).status_code == 200, page
    return len(queries)


def test_pages_cost_the_same_with_one_row_and_with_many(place: Cast) -> None:
    decision = Decision.objects.order_by("pk").first()
    counted = Act.objects.get(name="budget.count")
    assert decision is not None
    real = {"DECISION": f"{HERE}decisions/{decision.pk}/", "ACT": f"/register/acts/{counted.pk}/"}
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
