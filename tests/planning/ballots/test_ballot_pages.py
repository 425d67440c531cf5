"""Pages for voters: the list, the paper, the receipt, the result, the published votes, finding one's own."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from balloting import LINES, MONEY, QUESTION, found, opened, votes
from build import in_force
from cast import NOW, Cast, belongs, person
from mutirao.base.actor import Actor
from mutirao.base.register.models import Act
from mutirao.planning.ballots import acts, closing_acts, count_acts, slips
from mutirao.planning.ballots.models import Ballot, Participation, Slip, Told, Vote
from visiting import client_of, text

HERE = "/services/small-works/ballots/"
ONE = f"{HERE}which-works-first/"


def running(cast: Cast, **given: object) -> Ballot:
    """A vote that is open at this very moment."""
    return opened(cast, in_force(cast), closes_at=timezone.now() + timedelta(days=7), **given)


def shut(cast: Cast, ballot: Ballot) -> Ballot:
    """The vote, closed early."""
    closing_acts.close(ballot=ballot, why="All have voted.", by=cast.acting("ada"), at=NOW)
    return found(ballot)


def crowd(cast: Cast, ballot: Ballot, count: int = 12) -> list[str]:
    """So many neighbours vote; their receipts."""
    receipts = []
    for n in range(count):
        voter = person(f"Voter{n}")
        belongs(voter, cast.residents)
        receipts.append(votes(ballot, Actor(person=voter), str(n % 3 + 1)).receipt)
    return receipts


# -- the list and the paper -------------------------------------------------------------------------------


def test_nothing_was_put_to_the_vote(cast: Cast, client: Client) -> None:
    in_force(cast)
    assert "Nothing has been put to the vote yet" in text(client.get(HERE))


def test_the_list(cast: Cast, client: Client) -> None:
    running(cast)
    page = text(client.get(HERE))
    assert QUESTION in page and ">open<" in page
    assert QUESTION in text(client.get("/services/small-works/"))
    assert f'href="{HERE}new/"' in text(client_of(cast.ada).get(HERE))


def test_a_visitor_sees_what_can_be_voted_for_and_why_they_cannot(cast: Cast, client: Client) -> None:
    running(cast, **MONEY)
    page = text(client.get(ONE))
    assert "Benches" in page and "£40" in page and "There is £70" in page
    assert "Sign in first" in page and 'type="checkbox"' not in page


def test_somebody_who_may_not_vote_is_told_who_may(cast: Cast) -> None:
    running(cast, open_to="body", open_to_body=cast.residents)
    page = text(client_of(cast.dee).get(ONE))
    assert "Members of Residents circle may take part." in page and 'type="checkbox"' not in page


def test_saving_without_a_confirm_step(cast: Cast) -> None:
    running(cast)
    rosa = client_of(cast.rosa)
    assert "Nothing is saved yet." in text(rosa.get(ONE))
    response = rosa.post(ONE, {"choice": ["2", "1"], "seen": "0"})
    assert (response.status_code, response["Location"]) == (302, ONE)
    assert Vote.objects.get().choice == '["1","2"]'
    page = text(rosa.get(ONE))
    assert "Saved. You can change your vote until" in page and "You have chosen 2." in page
    assert len(re.findall(r'type="checkbox"[^>]* checked', page)) == 2
    assert 'name="seen" value="1"' in page


def test_a_tick_saves_at_once_and_only_the_part_that_says_so_comes_back(cast: Cast) -> None:
    running(cast)
    rosa = client_of(cast.rosa)
    page = text(rosa.get(ONE))
    assert 'hx-trigger="change delay:200ms"' in page and 'hx-target="#tally"' in page
    response = rosa.post(ONE, {"choice": ["3"], "seen": "0"}, headers={"HX-Request": "true"})
    part = text(response)
    assert response.status_code == 200 and part.startswith('<div id="tally"')
    assert "Your vote is saved" in part and 'name="seen" value="1"' in part
    response = rosa.post(ONE, {"choice": ["1"], "seen": "0"}, headers={"HX-Request": "true"})
    assert response.status_code == 422
    assert "Your vote was changed after you opened this page." in text(response)
    assert "The vote you saved before still counts." in text(response)
    assert Vote.objects.get().choice == '["3"]'


def test_something_wrong_is_said_and_the_earlier_vote_stays(cast: Cast) -> None:
    running(cast, **MONEY)
    rosa = client_of(cast.rosa)
    rosa.post(ONE, {"choice": ["1"], "seen": "0"})
    response = rosa.post(ONE, {"choice": ["1", "2", "3"], "seen": "1"})
    page = text(response)
    assert response.status_code == 422
    assert "Together these cost £100, and there is £70: take something away." in page
    assert len(re.findall(r'type="checkbox"[^>]* checked', page)) == 3  # what was sent, to be put right
    assert "You have spent £40 of £70; £30 is left." in text(rosa.get(ONE))


@pytest.mark.parametrize(
    ("given", "sent", "kept"),
    [
        ({"form": "ranking"}, {"number-3": "1", "number-1": "2", "number-2": ""}, '["3","1"]'),
        ({"form": "points", "points": 9}, {"number-1": "4", "number-2": " 5 "}, '{"1":4,"2":5}'),
        ({"form": "score", "highest": 5}, {"number-1": "5", "number-2": "0"}, '{"1":5}'),
        ({"form": "choose", "most": 1}, {"choice": "2"}, '["2"]'),
        ({"form": "choose", "most": 1}, {"choice": ""}, "[]"),
    ],
)
def test_every_form_on_the_page(
    cast: Cast, given: dict[str, object], sent: dict[str, str], kept: str
) -> None:
    running(cast, **given)
    rosa = client_of(cast.rosa)
    assert rosa.get(ONE).status_code == 200
    assert rosa.post(ONE, {**sent, "seen": "0"}).status_code == 302
    assert Vote.objects.get().choice == kept
    page = text(rosa.get(ONE))
    for name, value in sent.items():
        if name.startswith("number-") and value.strip() not in ("", "0"):
            assert re.search(rf'name="{name}"[^>]* value="{value.strip()}"', page)


@pytest.mark.parametrize("wrong", ["two", "1.5", "9999999999", "²"])
def test_a_number_that_is_none(cast: Cast, wrong: str) -> None:
    running(cast, form="points", points=9)
    response = client_of(cast.rosa).post(ONE, {"number-1": wrong, "seen": "0"})
    assert response.status_code == 422
    assert f"“{wrong}” is not a whole number." in text(response)
    assert not Vote.objects.exists()


def test_forged_pages(cast: Cast, client: Client) -> None:
    running(cast)
    assert client.post(ONE, {"choice": "1", "seen": "0"}).status_code == 403
    rosa = client_of(cast.rosa)
    for sent in ({"choice": "99"}, {"choice": ["1", "1"]}, {"choice": "1", "seen": "x"}):
        assert rosa.post(ONE, sent).status_code == 422
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(cast.rosa, backend="mutirao.base.people.backends.CardBackend")
    assert strict.post(ONE, {"choice": "1", "seen": "0"}).status_code == 403
    assert rosa.get(f"{HERE}no-such-vote/").status_code == 404
    assert not Vote.objects.exists()


def test_a_declaration_on_the_page(cast: Cast) -> None:
    running(cast, declaration="I am 16 or older and live here.")
    rosa = client_of(cast.rosa)
    response = rosa.post(ONE, {"choice": "1", "seen": "0"})
    assert response.status_code == 422 and "Tick the declaration first" in text(response)
    assert rosa.post(ONE, {"choice": "1", "seen": "0", "declares": "on"}).status_code == 302
    assert "I am 16 or older" not in text(rosa.get(ONE))


def test_the_order_is_each_voters_own_and_stays(cast: Cast) -> None:
    lines = tuple(acts.Line(str(n), f"Option {n:03}") for n in range(20))
    running(cast, lines=lines)

    def order(client: Client) -> list[str]:
        return re.findall(r"Option \d{3}", text(client.get(ONE)))

    rosa, ben = order(client_of(cast.rosa)), order(client_of(cast.ben))
    assert sorted(rosa) == sorted(ben) and rosa != ben
    assert order(client_of(cast.rosa)) == rosa


def test_looking_for_an_option_saves_and_loses_nothing(cast: Cast) -> None:
    lines = tuple(acts.Line(str(n), f"Option {n:03}" + " with a very long name" * 8) for n in range(175))
    running(cast, lines=lines)
    rosa = client_of(cast.rosa)
    assert text(rosa.get(ONE)).count('type="checkbox"') == 175
    response = rosa.post(ONE, {"choice": ["5", "170"], "q": "option 17", "seen": "0"})
    assert response["Location"] == f"{ONE}?q=option+17"
    page = text(rosa.get(response["Location"]))
    assert page.count('type="checkbox"') == 5 and "5 options fit." in page
    assert '<input type="hidden" name="choice" value="5">' in page
    assert Vote.objects.get().choice == '["170","5"]'
    assert "0 options fit." in text(rosa.get(f"{ONE}?q=zebra"))


def test_before_and_after_the_voting_time(cast: Cast) -> None:
    service = in_force(cast)
    now = timezone.now()
    opened(cast, service, opens_at=now + timedelta(days=1), closes_at=now + timedelta(days=2))
    opened(cast, service, question="Over?")  # it closed long before now
    rosa = client_of(cast.rosa)
    assert "Voting has not begun" in text(rosa.get(ONE))
    page = text(rosa.get(f"{HERE}over/"))
    assert "Voting is over" in page and "Save my vote" not in page
    late = rosa.post(f"{HERE}over/", {"choice": "1", "seen": "0"})
    assert late.status_code == 422 and "Voting has ended (it was open until" in text(late)
    assert not Vote.objects.exists()


# -- my vote, myself --------------------------------------------------------------------------------------


def test_my_vote_and_my_receipt(cast: Cast) -> None:
    ballot = running(cast)
    rosa = client_of(cast.rosa)
    assert rosa.get(f"{ONE}receipt/")["Location"] == ONE
    saved = votes(ballot, cast.acting("rosa"), "1", "3")
    page = text(rosa.get(f"{ONE}receipt/"))
    assert saved.receipt in page and "Benches" in page and "Raised beds" in page and "Swings" not in page
    shut(cast, ballot)
    assert rosa.get(f"{ONE}receipt/")["Location"] == ONE
    assert saved.receipt not in text(rosa.get(ONE))


def test_saying_something_about_oneself(cast: Cast) -> None:
    running(cast, traits=["age"])
    rosa = client_of(cast.rosa)
    assert "I would rather not say" in text(rosa.get(f"{ONE}about-me/"))
    assert rosa.post(f"{ONE}about-me/", {"age": "old"}).status_code == 422
    assert rosa.post(f"{ONE}about-me/", {"age": "65+"})["Location"] == ONE
    assert Told.objects.get().said == {"age": "65+"}


def test_nobody_is_asked_what_was_not_meant_to_be_asked(cast: Cast) -> None:
    running(cast)
    assert client_of(cast.rosa).get(f"{ONE}about-me/").status_code == 404


# -- after the close --------------------------------------------------------------------------------------


def test_nothing_of_the_result_is_seen_before_the_close(cast: Cast, client: Client) -> None:
    ballot = running(cast)
    crowd(cast, ballot)
    for page in ("votes/", "votes.csv"):
        assert client.get(f"{ONE}{page}").status_code == 404
    assert "The votes are published when voting has closed" in text(client.get(f"{ONE}find/"))
    for who in (client, client_of(cast.ada)):
        for page in ("", "manage/") if who is not client else ("",):
            assert "Won" not in text(who.get(f"{ONE}{page}"))


def test_the_published_votes(cast: Cast, client: Client) -> None:
    ballot = running(cast)
    crowd(cast, ballot)
    done = shut(cast, ballot)
    page = text(client.get(f"{ONE}votes/"))
    assert page.count("Swings") == 4 and done.digest in page and done.seed in page
    file = client.get(f"{ONE}votes.csv")
    assert file.content == slips.listing(Slip.objects.all())
    act = Act.objects.get(name="ballot.close")
    assert f'href="/register/acts/{act.pk}/"' in page
    assert "12 people voted." in text(client.get(ONE)) and "All have voted." in text(client.get(ONE))


def test_so_few_votes_are_not_published(cast: Cast, client: Client) -> None:
    ballot = running(cast)
    receipt = crowd(cast, ballot, 9)[4]
    shut(cast, ballot)
    assert "So few people voted that the votes are not published" in text(client.get(f"{ONE}votes/"))
    assert client.get(f"{ONE}votes.csv").status_code == 404
    assert "Your vote was counted" in text(client.post(f"{ONE}find/", {"code": receipt}))


def test_finding_my_vote(cast: Cast, client: Client) -> None:
    ballot = running(cast)
    receipts = crowd(cast, ballot)
    shut(cast, ballot)
    page = text(client.post(f"{ONE}find/", {"code": f" {receipts[1].upper()} "}))
    assert "Your vote was counted" in page and "It says: Swings." in page
    wrong = client.post(f"{ONE}find/", {"code": "bado-bado-bado-bado"})
    assert wrong.status_code == 422
    assert "No published vote has this receipt. Check every letter." in text(wrong)


def test_the_result_and_why(cast: Cast, client: Client) -> None:
    ballot = running(cast)
    crowd(cast, ballot, 13)
    shut(cast, ballot)
    count_acts.count(ballot=ballot, by=cast.acting("ada"), at=NOW)
    page = text(client.get(ONE))
    assert "Won: it got 5, and nothing that lost got more." in page
    assert "Lost: it got 4, and what won got more." in page
    assert "Won: Benches." in page and "No tie made a difference." in page
    assert "How people voted" not in page or "online" in page


def test_a_vote_on_money_leads_to_its_budget(cast: Cast, client: Client) -> None:
    ballot = running(cast, **MONEY)
    crowd(cast, ballot)
    shut(cast, ballot)
    count_acts.count(ballot=ballot, by=cast.acting("ada"), at=NOW)
    assert 'href="/services/small-works/budgets/which-works-first/"' in text(client.get(ONE))
    budget = text(client.get("/services/small-works/budgets/which-works-first/"))
    assert "12 people voted on £70." in budget


def test_a_vote_that_was_withdrawn(cast: Cast, client: Client) -> None:
    ballot = running(cast)
    acts.withdraw(ballot=ballot, why="An option was missing.", by=cast.acting("ada"), at=NOW)
    page = text(client.get(ONE))
    assert "This vote was withdrawn" in page and "An option was missing." in page
    assert Participation.objects.count() == 0 and len(LINES) == 3
