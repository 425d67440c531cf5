"""Pages about proposals: reading them, writing them, answering them; permitted, refused, with look-alikes."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

import cast as people_of_the_tests
import proposing
from build import in_force
from cast import Cast
from mutirao.base.people.models import Person
from mutirao.planning.proposals.models import Amendment, Call, Judgement, Merge, Proposal
from mutirao.theory.proposals import State, Text, Verdict
from proposing import BENCH, CROSSING, judge, open_call, propose, suggest_merge
from visiting import client_of, errors, text

HERE = "/services/small-works/proposals/"
CALL = f"{HERE}what-should-we-do-with-the-old-dairy/"
ONE = f"{CALL}1/"
REQUIRED = ["This field is required."]


@pytest.fixture
def call(cast: Cast) -> Call:
    """A call that is open on the very day these tests run: pages read the clock."""
    now = timezone.now()
    return open_call(
        cast,
        in_force(cast),
        closes_at=now + timedelta(days=30),
        answer_by=(now + timedelta(days=60)).date(),
    )


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the builders do happens now, because pages read the clock."""
    now = timezone.now()
    for module in (people_of_the_tests, proposing):
        monkeypatch.setattr(module, "NOW", now)


def browser(person: Person) -> Client:
    """Somebody's browser."""
    return client_of(person)


# -- reading --------------------------------------------------------------------------------------------


def test_before_anybody_called(cast: Cast, client: Client) -> None:
    in_force(cast)
    page = text(client.get(HERE))
    assert "Nobody has called for proposals yet" in page and "Sign in first" in page


def test_a_call_before_and_after_proposals(cast: Cast, client: Client, call: Call) -> None:
    assert "No proposal yet" in text(client.get(CALL))
    propose(cast, call)
    page = text(client.get(CALL))
    assert "1 proposal" in page and BENCH.title in page and "everyone who has joined" in page
    assert BENCH.title in text(client.get(f"{CALL}?words=church"))
    assert "No proposal is like that" in text(client.get(f"{CALL}?words=lighthouse"))
    assert BENCH.title not in text(client.get(f"{CALL}?state=feasible"))
    assert call.question in text(client.get(HERE)) and call.question in text(client.get("/"))


def test_a_proposal_without_names(cast: Cast, client: Client, call: Call) -> None:
    made = propose(cast, call)
    judge(cast, made, Verdict(State.NOT_FEASIBLE, "The land is not ours."))
    page = text(client.get(ONE))
    for words in (
        "a resident of Penwerris",
        "Not feasible",
        "The land is not ours.",
        "Council team",
        "not said",
    ):
        assert words in page, words
    assert "Dee" not in page and "Ada" not in page
    assert client.get(f"{CALL}2/").status_code == 404


def test_a_script_that_runs_the_other_way_and_a_very_long_text(
    cast: Cast, client: Client, call: Call
) -> None:
    propose(cast, call, Text("مقعد\u202e", "مقعد " * 2_000))
    page = text(client.get(ONE))
    assert '<h1 dir="auto">مقعد</h1>' in page and "\u202e" not in page
    assert "Read all of it" in page and page.count("مقعد") > 2_000


def test_what_somebody_writes_is_never_markup(cast: Cast, client: Client, call: Call) -> None:
    propose(cast, call, Text("<script>alert(1)</script>", "<b>bold</b>\n\nsecond"))
    page = text(client.get(ONE))
    assert "<script>alert" not in page and "&lt;b&gt;bold&lt;/b&gt;" in page and "<p>second</p>" in page


# -- writing --------------------------------------------------------------------------------------------


def test_a_visitor_is_asked_to_sign_in(client: Client, call: Call) -> None:
    response = client.get(f"{CALL}propose/")
    assert response.status_code == 403 and "Sign in first" in text(response)
    assert client.get(f"{HERE}new/").status_code == 403


def test_look_alikes_are_shown_before_a_proposal_is_made(cast: Cast, call: Call) -> None:
    propose(cast, call)
    dee, given = (
        browser(cast.dee),
        {"title": "Church bench", "what": "By the church.", "why": "", "place": ""},
    )
    shown = dee.post(f"{CALL}propose/", given)
    assert shown.status_code == 200 and Proposal.objects.count() == 1
    assert "1 proposal looks like yours" in text(shown) and 'name="seen"' in text(shown)
    made = dee.post(f"{CALL}propose/", {**given, "seen": "yes"})
    assert (made.status_code, made["Location"]) == (302, f"{CALL}2/")


def test_looking_while_writing(cast: Cast, call: Call) -> None:
    propose(cast, call)
    dee = browser(cast.dee)
    other = dee.post(f"{CALL}propose/", {"title": "Swings", "what": "Two of them.", "look": "yes"})
    assert "No other proposal looks like yours." in text(other)
    assert Proposal.objects.count() == 1
    assert dee.post(f"{CALL}propose/", {"title": "Swings", "what": "Two of them."}).status_code == 302


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"title": ""}, {"title": REQUIRED, "what": REQUIRED}),
        ({"title": "\u202e", "what": "x"}, {"title": REQUIRED}),
        (
            {"title": "A", "what": "x" * 10_001},
            {"what": ["“What should be done” has 10001 characters; 10000 fit."]},
        ),
        ({"title": "A\x00", "what": "x"}, {"title": ["Null characters are not allowed."]}),
    ],
)
def test_a_proposal_that_does_not_fit(
    cast: Cast, call: Call, given: dict[str, str], said: dict[str, Any]
) -> None:
    response = browser(cast.dee).post(f"{CALL}propose/", given)
    assert (response.status_code, errors(response)) == (422, said)
    assert not Proposal.objects.exists()


def test_ten_thousand_characters_with_line_ends_fit(cast: Cast, call: Call) -> None:
    lines = "\r\n".join(["x" * 99] * 100)  # 9,999 characters, and 99 line ends of two that count as one
    response = browser(cast.dee).post(f"{CALL}propose/", {"title": "Long", "what": lines, "seen": "yes"})
    assert response.status_code == 302
    assert len(Proposal.objects.with_text().get().text().what) == 9_999


def test_entering_for_somebody_on_paper(cast: Cast, call: Call) -> None:
    ada = browser(cast.ada)
    given = {"whose": cast.pat.pk, "title": "A lamp", "what": "By the bridge."}
    assert ada.post(f"{CALL}paper/", given).status_code == 302
    assert Proposal.objects.get().authors.get().person == cast.pat
    assert ada.post(f"{CALL}paper/", {**given, "whose": cast.dee.pk}).status_code == 422
    assert browser(cast.dee).get(f"{CALL}paper/").status_code == 403


def test_calling_and_changing_the_call(cast: Cast) -> None:
    in_force(cast)
    ada = browser(cast.ada)
    given = {
        "question": "Where to?",
        "asks": ["why"],
        "open_to": "everyone",
        "currency": "GBP",
        "merging": "authors",
    }
    assert errors(ada.post(f"{HERE}new/", {**given, "open_to": "area"})) == {
        "open_to_area": ["Say the people of which area may take part."]
    }
    backward = {"opens_at": "2030-01-02T10:00", "closes_at": "2030-01-01T10:00"}
    assert errors(ada.post(f"{HERE}new/", {**given, **backward})) == {
        "closes_at": ["It closes after it opens."]
    }
    assert ada.post(f"{HERE}new/", given)["Location"] == f"{HERE}where-to/"
    assert ada.get(f"{HERE}where-to/change/").context["form"].initial["asks"] == ["why"]
    assert ada.post(f"{HERE}where-to/change/", {**given, "asks": ["place"]}).status_code == 302
    assert Call.objects.get().asks == ["place"]


# -- together -------------------------------------------------------------------------------------------


def test_versions_and_what_changed_in_words(cast: Cast, client: Client, call: Call) -> None:
    propose(cast, call)
    dee = browser(cast.dee)
    given = {"title": BENCH.title, "what": "Older people need to sit on the way up.", "why": BENCH.why}
    assert dee.post(f"{ONE}change/", {**given, "note": "Sit."}).status_code == 302
    page = text(client.get(f"{ONE}versions/"))
    assert '<del><span class="govuk-visually-hidden">[taken out:] </span>rest' in page
    assert '<ins><span class="govuk-visually-hidden">[added:] </span>sit' in page
    assert "Words added: 1. Words taken out: 1." in page
    assert "Nothing is different." in text(client.get(f"{ONE}versions/?from=1&to=1"))
    assert browser(cast.rosa).get(f"{ONE}change/").status_code == 403


def test_only_authors_see_who_writes_it(cast: Cast, call: Call) -> None:
    propose(cast, call)
    dee, rosa = browser(cast.dee), browser(cast.rosa)
    assert rosa.get(f"{ONE}authors/").status_code == 403
    assert errors(dee.post(f"{ONE}authors/", {"person": "nobody@example.org"})) == {
        "person": ["Nobody has joined with this address yet."]
    }
    assert dee.post(f"{ONE}authors/", {"person": "rosa@example.org"}).status_code == 302
    assert "You are asked to be a co-author" in text(rosa.get(ONE))
    assert rosa.post(f"{ONE}authors/answer/", {"yes": "yes"}).status_code == 302
    assert "Rosa" in text(dee.get(f"{ONE}authors/"))
    assert rosa.post(f"{ONE}authors/answer/", {}).status_code == 302
    assert rosa.get(f"{ONE}authors/").status_code == 403


def test_a_suggested_change_on_its_page(cast: Cast, call: Call) -> None:
    propose(cast, call)
    dee, rosa = browser(cast.dee), browser(cast.rosa)
    given = {"title": "Two benches by the church", "what": BENCH.what, "why": BENCH.why}
    assert errors(rosa.post(f"{ONE}suggest/", given)) == {"reason": REQUIRED}
    made = rosa.post(f"{ONE}suggest/", {**given, "reason": "One is not enough."})
    page = f"{ONE}changes/{Amendment.objects.get().pk}/"
    assert made["Location"] == page
    assert rosa.post(page, {"accept": "yes", "reason": "!"}).status_code == 404
    assert errors(dee.post(page, {"reason": "Right."})) == {"accept": REQUIRED}
    assert dee.post(page, {"accept": "yes", "reason": "Right."}).status_code == 302
    assert Proposal.objects.with_text().get().title == "Two benches by the church"
    assert "Right." in text(rosa.get(page))


def test_i_would_like_this_too(cast: Cast, call: Call) -> None:
    propose(cast, call)
    rosa = browser(cast.rosa)
    assert rosa.post(f"{ONE}too/", {"wanted": "yes"}).status_code == 302
    assert "Not any more" in text(rosa.get(ONE))
    assert rosa.post(f"{ONE}too/", {"wanted": "yes"}).status_code == 422
    assert rosa.post(f"{ONE}too/", {"wanted": "no"}).status_code == 302
    assert "I would like this too" not in text(browser(cast.dee).get(ONE)), "it is Dee’s own"


def test_merging_on_its_page_and_back(cast: Cast, call: Call) -> None:
    first = propose(cast, call)
    second = propose(cast, call, Text("Benches near the church", "To rest."), by="rosa")
    dee, rosa, ada = browser(cast.dee), browser(cast.rosa), browser(cast.ada)
    assert "Benches near the church" in text(rosa.get(f"{CALL}alike/"))
    shown = rosa.get(f"{ONE}merge/?with=2").context["form"]
    assert shown.initial["number"] == 2 and BENCH.what in shown.initial["what"]
    given = {"number": 2, "title": "Benches", "what": "Two.", "reason": "The same."}
    assert rosa.post(f"{ONE}merge/", {**given, "number": 9}).status_code == 422
    page = rosa.post(f"{ONE}merge/", given)["Location"]
    assert page == f"{CALL}merges/{Merge.objects.get().pk}/"
    assert ada.post(page, {"agree": "yes"}).status_code == 404
    assert errors(dee.post(page, {"agree": "no"})) == {
        "__all__": ["Give your reason: whoever suggested it will read it."]
    }
    assert dee.post(page, {"agree": "yes"}).status_code == 302
    merged = text(dee.get(f"{CALL}3/"))
    assert first.title in merged and second.title in merged
    assert "It lives on in another proposal" in text(dee.get(ONE))
    assert ada.post(f"{page}undo/").status_code == 422
    assert dee.post(f"{page}undo/").status_code == 302
    assert Proposal.objects.filter(state="open").count() == 2


def test_organisers_settle_where_the_call_says_so(cast: Cast, call: Call) -> None:
    Call.objects.update(merging="organisers")
    merge = suggest_merge(cast, propose(cast, call), propose(cast, call, CROSSING))
    ada = browser(cast.ada)
    assert "Settle it, with your reason" in text(ada.get(f"{CALL}merges/{merge.pk}/"))
    done = ada.post(f"{CALL}merges/{merge.pk}/", {"agree": "yes", "reason": "The same."})
    assert done.status_code == 302 and Merge.objects.get().state == "accepted"
    assert ada.post(f"{CALL}merges/{merge.pk}/undo/").status_code == 302


# -- professionals --------------------------------------------------------------------------------------


def test_judging_and_replying(cast: Cast, call: Call) -> None:
    propose(cast, call)
    ada, dee = browser(cast.ada), browser(cast.dee)
    assert dee.get(f"{ONE}judge/").status_code == 403
    assert errors(ada.post(f"{ONE}judge/", {"finding": "not_feasible"})) == {"reasons": REQUIRED}
    assert errors(ada.post(f"{ONE}judge/", {"finding": "feasible", "reasons": "Yes."})) == {
        "__all__": ["Say what it would cost, from and to; 0 if nothing."]
    }
    given = {"finding": "feasible", "reasons": "Yes.", "least": "900", "most": "1200.50"}
    assert ada.post(f"{ONE}judge/", given).status_code == 302
    assert "from £900 to £1,200.50" in text(dee.get(ONE))
    reply = f"{ONE}reply/{Judgement.objects.get().pk}/"
    assert ada.get(reply).status_code == 403
    assert dee.post(reply, {"text": "Thank you."}).status_code == 302
    assert "Thank you." in text(ada.get(ONE))


def test_taking_it_back(cast: Cast, call: Call) -> None:
    propose(cast, call)
    dee = browser(cast.dee)
    assert "Take this proposal back?" in text(dee.get(f"{ONE}take-back/"))
    assert dee.post(f"{ONE}take-back/").status_code == 302
    assert "taken back" in text(dee.get(ONE)) and "A bench" not in text(dee.get(CALL))


def test_bringing_in_a_list(cast: Cast, call: Call) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    ada, page = browser(cast.ada), f"{CALL}bring-in/"

    def check(data: bytes) -> Any:
        return ada.post(page, {"source": "The fair", "file": SimpleUploadedFile("list.csv", data)})

    assert errors(check(b"\x1f\x8bnonsense")) == {
        "file": ["This packed file is damaged or locked, and cannot be opened."]
    }
    wrong = check(b"id,title,what\n1,A lamp,There\n2,,There\n")
    assert "Line 3:" in text(wrong) and 'name="carried"' not in text(wrong)
    checked = check(b"id,title,what\n1,A lamp,There\n2,Swings,Two\n")
    assert "2 new proposals" in text(checked) and not Proposal.objects.exists()
    given = {"carried": checked.context["carried"], "source": "The fair"}
    assert ada.post(page, given).status_code == 302
    assert [p.title for p in Proposal.objects.with_text()] == ["A lamp", "Swings"]
    assert "from The fair" in text(ada.get(ONE))
    assert "2 that are here already" in text(check(b"id,title,what\n1,A lamp,There\n2,Swings,Two\n"))
    assert "Choose the file again." in text(ada.post(page, {"carried": "%%%", "source": "x"}))
    assert browser(cast.dee).post(page, given).status_code == 403


def test_a_call_of_another_service_is_not_shown_here(cast: Cast, client: Client, call: Call) -> None:
    propose(cast, call)
    in_force(cast, name="Elsewhere")
    for page in ("", "1/", "1/versions/", "alike/"):
        assert client.get(f"/services/elsewhere/proposals/{call.slug}/{page}").status_code == 404


def test_after_the_call_has_closed(cast: Cast, call: Call) -> None:
    propose(cast, call)
    Call.objects.update(closes_at=timezone.now(), answer_by=None)
    dee = browser(cast.dee)
    assert "Propose something" not in text(dee.get(CALL)) and "closed on" in text(dee.get(CALL))
    late = dee.post(f"{CALL}propose/", {**replace(CROSSING).parts(), "seen": "yes"})
    assert errors(late) == {"__all__": ["Proposals cannot be made now: the call is not open."]}
    assert "Change the text" not in text(dee.get(ONE))
