"""Pages of those who run votes, enter ballot papers, help somebody and keep a voting desk."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from balloting import LINES, MONEY, QUESTION, drafted, found, opened, votes
from build import in_force
from cast import NOW, Cast, belongs, person
from mutirao.base.people import acts as people
from mutirao.base.services.models import Service
from mutirao.planning.ballots.models import Ballot, PaperBallot, Participation, Vote
from mutirao.planning.decisions.models import Decision
from visiting import client_of, errors, text

HERE = "/services/small-works/ballots/"
ONE = f"{HERE}which-works-first/"
FORM = {
    "question": QUESTION,
    "form": "knapsack",
    "amount": "70.50",
    "currency": "GBP",
    "rule": "greedy",
    "rule_origin": "Meeting of 3 May",
    "seats": "1",
    "open_to": "everyone",
    "papers": "codes",
    "closes_at": "2030-05-11T18:00",
}


def running(cast: Cast, **given: object) -> Ballot:
    """A vote that is open at this very moment."""
    return opened(cast, in_force(cast), closes_at=timezone.now() + timedelta(days=7), **given)


def switched_on(cast: Cast) -> Service:
    """A service with votes."""
    service = in_force(cast)
    service.blocks = ["ballots", "budgets", "decisions"]
    service.save()
    return service


# -- from the question to the decision ------------------------------------------------------------------


def test_a_vote_from_the_question_to_the_decision(cast: Cast) -> None:
    switched_on(cast)
    ada, rosa = client_of(cast.ada), client_of(cast.rosa)
    assert ada.get(f"{HERE}new/").status_code == 200
    choosing = {**FORM, "form": "approval", "amount": "", "rule": "", "papers": "none"}
    assert ada.post(f"{HERE}new/", choosing)["Location"] == f"{ONE}options/"
    assert (
        ada.post(f"{ONE}options/", {"lines": "Benches\n\nSwings | | For all\n"})["Location"]
        == f"{ONE}manage/"
    )
    assert [(o.code, o.title, o.text) for o in Ballot.objects.get().options.all()] == [
        ("1", "Benches", ""),
        ("2", "Swings", "For all"),
    ]
    assert "Benches\nSwings |  | For all" in text(ada.get(f"{ONE}options/"))
    changed = {**choosing, "question": "Which first?", "about": "Two things."}
    assert ada.post(f"{ONE}change/", changed)["Location"] == f"{ONE}manage/"
    assert "Open the vote" in text(ada.get(f"{ONE}manage/"))
    assert "This vote is being prepared" in text(rosa.get(ONE))
    assert ada.post(f"{ONE}open/")["Location"] == f"{ONE}manage/"
    rosa.post(ONE, {"choice": "2", "seen": "0"})
    assert "Who has voted so far" in text(ada.get(f"{ONE}manage/"))
    early = ada.post(f"{ONE}close/", {"why": ""})
    assert early.status_code == 422 and "say why you close the vote now" in text(early)
    assert ada.post(f"{ONE}close/", {"why": "All have voted."})["Location"] == ONE
    assert "Count the votes" in text(ada.get(f"{ONE}manage/"))
    assert ada.post(f"{ONE}count/")["Location"] == ONE
    assert "Decide and give reasons" in text(ada.get(f"{ONE}manage/"))
    assert ada.post(f"{ONE}decide/", {"reasons": ""}).status_code == 422
    ada.post(f"{ONE}decide/", {"reasons": "Fair."})
    assert Decision.objects.get().outcome == "We choose: Swings."
    assert "Read the decision" in text(rosa.get(ONE))


def test_a_vote_on_money_is_prepared_and_counted(cast: Cast) -> None:
    switched_on(cast)
    ada = client_of(cast.ada)
    ada.post(f"{HERE}new/", FORM)
    assert (Ballot.objects.get().amount, Ballot.objects.get().scale) == (7050, 100)
    assert 'value="70.50"' in text(ada.get(f"{ONE}change/"))
    for lines, said in (
        ("Benches | 40\nSwings", "Say what “Swings” costs."),
        ("Benches | 40\nSwings | 1,000", "“Swings” costs £1,000, more than the £70.50 there is."),
        ("Benches | 40\nSwings | dear", "Line 2: “dear” is not a cost."),
        ("Benches | 40.005", "Line 1: “40.005” is not a cost."),
        ("Benches | -4", "“Benches” needs a cost from nought up."),
    ):
        response = ada.post(f"{ONE}options/", {"lines": lines})
        assert response.status_code == 422 and said in text(response), lines
    assert not Ballot.objects.get().options.exists()
    ada.post(f"{ONE}options/", {"lines": "Benches | 40.50\nSwings | 30"})
    ada.post(f"{ONE}open/")
    client_of(cast.rosa).post(ONE, {"choice": ["1", "2"], "seen": "0"})
    ada.post(f"{ONE}close/", {"why": "All have voted."})
    assert ada.post(f"{ONE}count/")["Location"] == "/services/small-works/budgets/which-works-first/"


@pytest.mark.parametrize(
    ("change", "field", "said"),
    [
        ({"question": ""}, "question", "This field is required."),
        ({"currency": ""}, "currency", "Say in which currency."),
        ({"open_to": "body"}, "open_to_body", "Say which."),
        ({"open_to": "area"}, "open_to_area", "Say which."),
        ({"amount": "lots"}, "amount", "Enter a number."),
        ({"amount": "1.001"}, "amount", "Ensure that there are no more than 2 decimal places."),
    ],
)
def test_a_question_with_something_wrong(cast: Cast, change: dict[str, str], field: str, said: str) -> None:
    switched_on(cast)
    response = client_of(cast.ada).post(f"{HERE}new/", {**FORM, **change})
    assert response.status_code == 422
    assert errors(response)[field] == [said]
    assert not Ballot.objects.exists()


def test_withdrawing_on_the_page(cast: Cast) -> None:
    running(cast)
    ada = client_of(cast.ada)
    assert ada.post(f"{ONE}withdraw/", {"why": ""}).status_code == 422
    assert ada.post(f"{ONE}withdraw/", {"why": "An option was missing."})["Location"] == ONE
    assert Ballot.objects.get().state == "withdrawn"


@pytest.mark.parametrize(
    "page", ["manage/", "change/", "options/", "close/", "withdraw/", "decide/", "papers/", "papers/print/"]
)
def test_who_may_not_run_votes_is_told_who_may(cast: Cast, page: str) -> None:
    running(cast, papers="codes")
    response = client_of(cast.dee).get(f"{ONE}{page}")
    assert response.status_code == 403
    assert "Council team" in text(response)


def test_opening_what_is_not_ready(cast: Cast) -> None:
    drafted(cast, in_force(cast), lines=LINES[:1])
    response = client_of(cast.ada).post(f"{ONE}open/")
    assert response.status_code == 422 and "A vote needs two options at least." in text(response)


# -- ballot papers --------------------------------------------------------------------------------------


def test_a_ballot_paper_from_the_printer_to_the_count(cast: Cast) -> None:
    running(cast, papers="codes", declaration="I live here.", **MONEY)
    ada, ben = client_of(cast.ada), client_of(cast.ben)
    assert "No ballot papers have been printed" in text(ada.get(f"{ONE}papers/"))
    assert ada.post(f"{ONE}papers/print/", {"size": "0"}).status_code == 422
    page = text(ada.post(f"{ONE}papers/print/", {"size": "3"}))
    assert page.count("<article") == 3 and page.count("I live here.") == 3
    codes = dict(re.findall(r"Paper (\d+), batch 1 · code <code>([a-z-]+)</code>", page))
    assert set(codes) == {"1", "2", "3"}
    sent = {"number": "1", "code": codes["1"], "choice": ["2"]}
    assert ada.get(f"{ONE}papers/enter/").status_code == 200
    assert ada.post(f"{ONE}papers/enter/", {**sent, "code": codes["2"]}).status_code == 422
    assert ada.post(f"{ONE}papers/enter/", sent)["Location"] == f"{ONE}papers/enter/"
    assert "Entered once." in text(ada.get(f"{ONE}papers/enter/"))
    again = ada.post(f"{ONE}papers/enter/", sent)
    assert again.status_code == 422 and "Somebody else must enter it the second time." in text(again)
    ben.post(f"{ONE}papers/enter/", {**sent, "choice": ["1"]})
    page = text(ada.get(f"{ONE}papers/"))
    assert "Look at paper 1" in page
    gil = person("Gil")
    belongs(gil, cast.council)
    third = client_of(gil)
    page = text(third.get(f"{ONE}papers/1/"))
    assert "Swings" in page and "Benches" in page
    assert ada.post(f"{ONE}papers/1/", {"choice": ["2"]}).status_code == 422
    assert third.post(f"{ONE}papers/1/", {"choice": ["2"]})["Location"] == f"{ONE}papers/"
    assert Vote.objects.get().choice == '["2"]'
    for who in (ada, ben):
        who.post(f"{ONE}papers/enter/", {"number": "2", "code": codes["2"], "is_spoilt": "on"})
    assert sorted(PaperBallot.objects.values_list("number", "state")) == [
        (1, "agreed"),
        (2, "spoilt"),
        (3, "unused"),
    ]
    assert third.get(f"{ONE}papers/1/").status_code == 404


# -- with help, at a desk -------------------------------------------------------------------------------


def test_entering_a_vote_for_somebody(cast: Cast) -> None:
    running(cast, papers="list")
    ada = client_of(cast.ada)
    page = text(ada.get(f"{ONE}people/", {"q": "pa"}))
    assert "Enter their vote" in page and "Pat" in page and "Rosa" not in page
    page = text(ada.get(f"{ONE}people/{cast.pat.pk}/"))
    assert "This is the vote of Pat" in page and "hx-post" not in page
    wrong = ada.post(f"{ONE}people/{cast.pat.pk}/", {"choice": "9", "seen": "0"})
    assert wrong.status_code == 422 and "This is the vote of Pat" in text(wrong)
    assert (
        ada.post(f"{ONE}people/{cast.pat.pk}/", {"choice": "1", "seen": "0"})["Location"] == f"{ONE}people/"
    )
    assert Participation.objects.get().channel == "assisted"
    assert "Change their vote" in text(ada.get(f"{ONE}people/"))
    assert ada.get(f"{ONE}people/{cast.dee.pk}/").status_code == 404
    assert client_of(cast.dee).get(f"{ONE}people/").status_code == 403


def test_handing_over_a_ballot_paper(cast: Cast) -> None:
    running(cast, papers="list")
    ada = client_of(cast.ada)
    assert ada.post(f"{ONE}people/{cast.rosa.pk}/paper/")["Location"] == f"{ONE}people/"
    assert "votes on paper" in text(ada.get(f"{ONE}people/"))
    page = text(client_of(cast.rosa).get(ONE))
    assert "You vote on paper" in page and "Save my vote" not in page


def test_a_voting_desk_forgets_its_organiser_and_every_voter(cast: Cast) -> None:
    ballot = running(cast)
    cards = {name: people.issue_card(person=getattr(cast, name), by=cast.acting(name), at=NOW)
             for name in ("rosa", "cam")}  # fmt: skip
    desk = client_of(cast.ada)
    assert desk.get(f"{ONE}desk/").status_code == 404
    assert desk.post(f"{ONE}desk/open/")["Location"] == f"{ONE}desk/"
    assert desk.get(f"{ONE}manage/").status_code == 403  # nobody is signed in here any more
    assert "Show who you are" in text(desk.get(f"{ONE}desk/"))
    assert desk.post(f"{ONE}desk/", {"code": "bado-bado-bado-bado"}).status_code == 422
    for name, choice in (("rosa", "1"), ("cam", "2")):
        assert desk.post(f"{ONE}desk/", {"code": cards[name][0]})["Location"] == f"{ONE}desk/"
        assert desk.post(f"{ONE}desk/", {"choice": choice, "seen": "0"})["Location"] == f"{ONE}desk/"
        page = text(desk.get(f"{ONE}desk/"))
        assert "I have finished: forget me" in page and re.search(r"<code[^>]*>[a-z]{4}-", page)
        desk.post(f"{ONE}desk/next/")
        assert "Show who you are" in text(desk.get(f"{ONE}desk/"))
    assert desk.post(f"{ONE}desk/", {"code": cards["rosa"][0]}).status_code == 422  # each works once
    assert set(Participation.objects.values_list("person", "channel")) == {
        (cast.rosa.pk, "kiosk"),
        (cast.cam.pk, "kiosk"),
    }
    assert Vote.objects.filter(ballot=ballot).count() == 2
    assert desk.get("/me/").status_code in (302, 403)


def test_a_voter_who_walks_away_is_forgotten(cast: Cast) -> None:
    running(cast)
    (code, *_rest) = people.issue_card(person=cast.rosa, by=cast.acting("rosa"), at=NOW)
    desk = client_of(cast.ada)
    desk.post(f"{ONE}desk/open/")
    desk.post(f"{ONE}desk/", {"code": code})
    session = desk.session
    key, _until = session["desk_voter"]
    session["desk_voter"] = [key, (timezone.now() - timedelta(seconds=1)).isoformat()]
    session.save()
    assert "Show who you are" in text(desk.get(f"{ONE}desk/"))


def test_a_desk_is_for_one_vote_only(cast: Cast) -> None:
    service = running(cast).service
    opened(cast, service, question="Another?", closes_at=timezone.now() + timedelta(days=7))
    desk = client_of(cast.ada)
    desk.post(f"{ONE}desk/open/")
    assert desk.get(f"{HERE}another/desk/").status_code == 404
    assert Client().get(f"{ONE}desk/").status_code == 404


def test_no_desk_after_the_voting_time(cast: Cast) -> None:
    ballot = opened(cast, in_force(cast))  # it ended long before now
    votes(ballot, cast.acting("rosa"), "1")
    response = client_of(cast.ada).post(f"{ONE}desk/open/")
    assert response.status_code == 422 and found(ballot).state == "open"
