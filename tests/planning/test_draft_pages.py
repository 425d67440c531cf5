"""Pages about drafts: the whole text, one clause, marking, changing, other wordings, how it ends."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from cast import NOW, Cast
from mutirao.planning.cycles.models import Cycle, Phase
from mutirao.planning.drafts.models import ClauseVersion, Draft, Mark, Round, Wording
from mutirao.theory.drafts import Rule
from negotiating import ASSENT_IF, CLAUSES, HERE, OBJECT, ONE, TITLE, Hall, method
from visiting import client_of, errors, text

pytestmark = pytest.mark.django_db
REQUIRED = ["This field is required."]
GOAL = "What waits for you"


@pytest.fixture
def hall(cast: Cast) -> Hall:
    """The hall."""
    return Hall(cast)


@pytest.fixture
def draft(hall: Hall) -> Draft:
    """A draft whose round is open at the moment the pages are asked for."""
    made = hall.written()
    hall.open(made, closes=timezone.now() + timedelta(days=3))
    return hall.again(made)


def seat(hall: Hall, draft: Draft, who: str) -> int:
    """The key of a party at the table."""
    return int(draft.negotiators.get(party=hall.parties[who]).pk)


def close(draft: Draft) -> datetime:
    """The round has closed a moment ago."""
    closed = timezone.now() - timedelta(minutes=1)
    Round.objects.filter(draft=draft).update(opens_at=closed - timedelta(days=1), closes_at=closed)
    return closed


# -- reading --------------------------------------------------------------------------------------------


def test_before_anything_was_drafted(hall: Hall, client: Client) -> None:
    assert "No draft has been started yet" in text(client.get(HERE))
    assert client.get(ONE).status_code == 404
    hall.start()
    page = client.get(ONE)
    assert "No clause has been written yet" in text(page)
    assert page.context["steps"].now == (
        "The text is being written. Parties mark its clauses once a round is open."
    )
    assert client.get(f"{ONE}clauses/1/").status_code == 404


def test_the_whole_text_with_where_agreement_stands(hall: Hall, draft: Draft, client: Client) -> None:
    hall.mark_all(draft, "ada", "cam", "ann")
    hall.mark(draft, "ada", OBJECT, "The insurer forbids it.", number=2)
    hall.mark(draft, "ann", ASSENT_IF, "children are free", number=3)
    page = client.get(ONE)
    assert page.context["summary"] == "1 of 3 clauses agreed; 1 blocked; 1 open"
    assert [(one.number, one.sentence) for one in page.context["blocked"]] == [
        (2, "Council team objects: “The insurer forbids it.”")
    ]
    assert [(line.number, line.text, line.state, line.missing) for line in page.context["lines"]] == [
        (1, CLAUSES[0][1], "agreed", ()),
        (2, CLAUSES[1][1], "blocked", ("Council team objects: “The insurer forbids it.”",)),
        (3, CLAUSES[2][1], "open", ("Parents group assents if: “children are free”",)),
    ]
    assert [(one.body, one.shape, one.short) for one in page.context["lines"][2].said] == [
        ("Council team", "circle", "assents"),
        ("Residents circle", "circle", "assents"),
        ("Parents group", "triangle", "assents if"),
    ]
    for words in (TITLE, *(heading for heading, _text in CLAUSES), "Meeting of 3 May, minute 4"):
        assert words in text(page)


def test_only_what_blocks_it(hall: Hall, draft: Draft, client: Client) -> None:
    hall.mark_all(draft, "ada", "cam", "ann")
    hall.mark(draft, "ada", OBJECT, "The insurer forbids it.", number=2)
    page = client.get(ONE, {"only": "blocks"})
    assert [line.number for line in page.context["lines"]] == [2]
    assert page.context["filters"] == [
        ("", "The whole text", 3, False),
        ("blocks", "What blocks it", 1, True),
    ]
    hall.mark(draft, "ada", number=2)
    assert "No clause is left here." in text(client.get(ONE, {"only": "blocks"}))


def test_only_what_waits_for_you(hall: Hall, draft: Draft) -> None:
    hall.mark(draft, "cam", number=2)
    cam = client_of(hall.cast.cam)
    page = cam.get(ONE, {"only": "ours"})
    assert [line.number for line in page.context["lines"]] == [1, 3]
    [step] = page.context["steps"].first
    assert (step.text, step.about) == ("Mark the 2 clauses that wait for you", "for Residents circle")
    assert step.href == f"{ONE}clauses/1/mark/{seat(hall, draft, 'cam')}/"


def test_names_of_people_stand_on_no_page(hall: Hall, draft: Draft, client: Client) -> None:
    hall.mark_all(draft, "ada", "cam", "ann")
    hall.propose(draft, "cam", "By turns.")
    for path in ("", "clauses/1/", "clauses/1/earlier/", "history/"):
        words = text(client.get(f"{ONE}{path}"))
        assert not [
            name for name in ("Ada", "Cam", "Ann ", "Rosa") if f">{name}" in words or f" {name}<" in words
        ]


def test_one_clause_with_reasons_and_other_wordings(hall: Hall, draft: Draft, client: Client) -> None:
    hall.mark(draft, "ada", OBJECT, "The insurer forbids it.", number=2)
    hall.propose(draft, "cam", "The residents keep every key.", number=2)
    page = client.get(f"{ONE}clauses/2/")
    [one] = page.context["proposed"]
    assert [(str(part.kind), part.text) for part in one.changes] == [
        ("same", "The "),
        ("removed", "council"),
        ("added", "residents"),
        ("same", " "),
        ("removed", "keeps"),
        ("added", "keep"),
        ("same", " every key."),
    ]
    assert (one.body, one.is_late, one.is_own) == ("Residents circle", False, False)
    assert (page.context["before"], page.context["after"], page.context["of"]) == (1, 3, 3)
    for words in ("The insurer forbids it.", "It is clearer.", "clause 2 of 3", "<del>", "<ins>"):
        assert words in text(page)
    hall.change(draft, "Nobody keeps a key.", number=2)
    assert "It was proposed for an earlier wording." in text(client.get(f"{ONE}clauses/2/"))


def test_every_wording_of_a_clause(hall: Hall, draft: Draft, client: Client) -> None:
    hall.mark(draft, "ada", OBJECT, "Too late.")
    hall.mark(draft, "ada")
    hall.change(draft, "The hall is open from 9 to 8.")
    page = client.get(f"{ONE}clauses/1/earlier/")
    newest, first = page.context["versions"]
    assert [(str(part.kind), part.text) for part in newest.changes] == [
        ("same", "The hall is open from 9 to "),
        ("removed", "5"),
        ("added", "8"),
        ("same", "."),
    ]
    assert first.said == (
        ("Council team", "objects: Too late. (until it said something else)"),
        ("Council team", "assents"),
    )
    assert "They asked." in text(page)


def test_rounds_and_wordings(hall: Hall, draft: Draft, client: Client) -> None:
    hall.mark_all(draft, "ada", "cam", "ann")
    closed = close(draft)
    hall.open(draft, at=closed + timedelta(seconds=1))
    page = client.get(f"{ONE}history/")
    assert [(one.number, result) for one, result in page.context["rounds"]] == [
        (1, "3 agreed, 0 open, 0 blocked"),
        (2, ""),
    ]
    assert len(page.context["page"]) == 3


# -- what one can do, and who may -----------------------------------------------------------------------


def test_greyed_buttons_say_why(hall: Hall, draft: Draft) -> None:
    steps = client_of(hall.cast.dee).get(ONE).context["steps"]
    reasons = {step.text: step.reason for step in steps.others}
    assert list(reasons) == [
        "Add a clause",
        "Open a round",
        "Decide what was agreed",
        "Record the disagreement",
        "Withdraw the draft",
    ]
    assert all("the duty “Design the service” (clause 3 of" in reason for reason in reasons.values())
    ada = {s.text: s.reason for s in client_of(hall.cast.ada).get(ONE).context["steps"].others}
    assert ada == {
        "Add a clause": "",
        "Open a round": "A round is open, or will open: wait until it has closed.",
        "Decide what was agreed": "The round is still open, and not everybody has marked every clause yet.",
        "Record the disagreement": "The round is still open, and not everybody has marked every clause yet.",
        "Withdraw the draft": "",
    }


def test_what_the_draft_waits_for_comes_first(hall: Hall) -> None:
    ada = client_of(hall.cast.ada)

    def first() -> list[str]:
        return [step.text for step in ada.get(ONE).context["steps"].first]

    draft = hall.start()
    assert first() == ["Add a clause"]
    hall.add(draft, *CLAUSES[0])
    assert first() == ["Add a clause", "Open a round"]
    hall.open(draft, closes=timezone.now() + timedelta(days=1))
    assert first() == ["Mark the clause that waits for you"]
    hall.mark_all(draft, "ada")
    assert first() == []
    hall.mark_all(draft, "cam", "ann")
    assert first() == ["Decide what was agreed"]
    hall.mark(draft, "cam", OBJECT, "No.")
    assert first() == ["Record the disagreement"]
    close(draft)
    assert first() == ["Open a round", "Record the disagreement"]
    assert ada.get(ONE).context["steps"].now.startswith("The round has closed.")


@pytest.mark.parametrize("page", ["start/", "rules-for-the-hall/decide/", "rules-for-the-hall/clauses/add/"])
@pytest.mark.parametrize("who", [None, "dee", "eve"])
def test_a_refusal_names_party_and_clause(hall: Hall, draft: Draft, page: str, who: str | None) -> None:
    client = client_of(getattr(hall.cast, who) if who else None)
    response = client.get(f"{HERE}{page}")
    assert response.status_code == 403
    assert "Design the service" in text(response) or "Sign in" in text(response)


def test_nobody_else_gets_the_page_to_mark(hall: Hall, draft: Draft) -> None:
    path = f"{ONE}clauses/1/mark/{seat(hall, draft, 'cam')}/"
    for who in (None, hall.cast.rosa, hall.cast.ada, hall.ann):
        assert client_of(who).get(path).status_code == 403
    assert client_of(hall.cast.cam).get(path).status_code == 200


def test_marking_waits_for_a_round(hall: Hall) -> None:
    draft = hall.written()
    path = f"{ONE}clauses/1/mark/{seat(hall, draft, 'cam')}/"
    response = client_of(hall.cast.cam).get(path)
    assert "clauses are marked once a round is open" in text(response)
    hall.open(draft)  # a week that was over long ago
    assert "The round has closed" in text(client_of(hall.cast.cam).get(path))
    assert "No round is open now." in text(client_of(hall.cast.cam).get(f"{ONE}clauses/1/"))


# -- doing ----------------------------------------------------------------------------------------------


def test_a_draft_is_started_on_two_pages(hall: Hall) -> None:
    ada = client_of(hall.cast.ada)
    assert errors(ada.post(f"{HERE}start/", {"title": ""})) == dict.fromkeys(
        ("title", "parties", "rule", "origin"), REQUIRED
    )
    parties = {name: party.pk for name, party in hall.parties.items()}
    about: dict[str, Any] = {
        "title": TITLE,
        "purpose": "One line.\r\nAnother.",
        "parties": list(parties.values()),
        "rule": "weighted",
        "origin": "Board, 3 May",
    }
    second = ada.post(f"{HERE}start/", about)
    assert "Weight of Residents circle" in text(second) and Draft.objects.count() == 0
    assert [second.context["form"][name].value() for name in ("share", "quorum")] == ["1/2", "1/2"]
    assert f'<input type="hidden" name="title" value="{TITLE}"' in text(second)
    numbers: dict[str, Any] = {"numbers": "yes", "share": "2/3", "quorum": "1", "weights_origin": "Rent"}
    numbers |= {f"weight_{key}": n for n, key in enumerate(parties.values(), 1)}
    zero = ada.post(f"{HERE}start/", {**about, **numbers, f"weight_{parties['cam']}": 0})
    assert zero.status_code == 422
    assert errors(zero) == {f"weight_{parties['cam']}": ["Ensure this value is greater than or equal to 1."]}
    assert (
        ada.post(f"{HERE}start/", {**about, **numbers, "again": "yes"}).context["form"]["title"].value()
        == TITLE
    )
    assert ada.post(f"{HERE}start/", {**about, **numbers}).headers["Location"] == ONE
    made = Draft.objects.get()
    assert (made.rule, made.share, made.quorum, made.purpose) == (
        "weighted",
        "2/3",
        "1",
        "One line.\nAnother.",
    )
    assert [one.weight for one in made.negotiators.all()] == [1, 2, 3]


def test_consensus_asks_for_no_numbers_and_consent_for_silence(hall: Hall) -> None:
    ada = client_of(hall.cast.ada)
    about = {"title": "One", "parties": [p.pk for p in hall.parties.values()], "origin": "Board"}
    assert ada.post(f"{HERE}start/", {**about, "rule": "consensus"}).status_code == 302
    silence = {**about, "title": "Two", "rule": "consent", "numbers": "yes", "silence_consents": "on"}
    assert ada.post(f"{HERE}start/", silence).status_code == 302
    assert [d.silence_consents for d in Draft.objects.order_by("title")] == [False, True]
    assert "taken to consent" in text(ada.get(f"{HERE}two/"))
    lone = ada.post(f"{HERE}start/", {**about, "rule": "professionals", "parties": about["parties"][1:]})
    assert lone.status_code == 200
    refusal = ada.post(
        f"{HERE}start/",
        {**about, "title": "Three", "rule": "professionals", "parties": about["parties"][1:]}
        | {"numbers": "yes", "share": "1/2", "quorum": "1/2"},
    )
    assert errors(refusal)["__all__"] == [
        "This method counts the professionals, and none of them is at the table."
    ]


def test_what_it_is_about_can_be_changed_while_it_is_written(hall: Hall) -> None:
    hall.start(method(Rule.MAJORITY), purpose="Old.")
    ada = client_of(hall.cast.ada)
    form = ada.get(f"{ONE}about/").context["form"]
    assert (form["title"].value(), form["purpose"].value(), form["rule"].value()) == (
        TITLE,
        "Old.",
        "majority",
    )
    sent = {"title": "New", "rule": "consensus", "origin": "Board"}
    ada.post(f"{ONE}about/", {**sent, "parties": [p.pk for p in hall.parties.values()][:2]})
    made = Draft.objects.get()
    assert (made.title, made.slug, made.rule, made.negotiators.count()) == (
        "New",
        "rules-for-the-hall",
        "consensus",
        2,
    )


def test_opening_a_round_by_days_or_by_a_phase(hall: Hall) -> None:
    draft = hall.written()
    ada = client_of(hall.cast.ada)
    assert errors(ada.post(f"{ONE}round/", {"closes_on": ""})) == {"closes_on": REQUIRED}
    past = ada.post(f"{ONE}round/", {"closes_on": "2020-01-01"})
    assert errors(past)["__all__"] == ["The round must close in the future, and after it opens."]
    assert ada.post(f"{ONE}round/", {"closes_on": "2126-05-09"}).status_code == 302
    closes = Round.objects.get().closes_at
    assert closes is not None
    assert closes.isoformat() in ("2126-05-10T00:00:00+00:00", "2126-05-09T23:00:00+00:00")
    close(draft)
    cycle = Cycle.objects.create(service=hall.service, title="2126", made_at=NOW)
    ends = timezone.now() + timedelta(days=9)
    phase = Phase.objects.create(cycle=cycle, title="Talks", opens_at=NOW, closes_at=ends)
    assert ada.post(f"{ONE}round/", {"phase": phase.pk}).status_code == 302
    assert Round.objects.get(number=2).period.closes == ends


def test_marking_leads_from_clause_to_clause(hall: Hall, draft: Draft) -> None:
    cam, key = client_of(hall.cast.cam), seat(hall, draft, "cam")
    for number, following in ((1, f"clauses/2/mark/{key}/"), (2, f"clauses/3/mark/{key}/"), (3, "")):
        path = f"{ONE}clauses/{number}/mark/{key}/"
        seen = cam.get(path).context["form"]["seen"].value()
        done = cam.post(path, {"position": "assent", "seen": seen})
        assert done.headers["Location"] == f"{ONE}{following}"
    assert Mark.objects.count() == 3
    form = cam.get(f"{ONE}clauses/1/mark/{key}/").context["form"]
    assert (form["position"].value(), form["seen_mark"].value()) == ("assent", Mark.objects.earliest("pk").pk)


def test_an_objection_needs_its_reason_at_the_field(hall: Hall, draft: Draft) -> None:
    cam, path = client_of(hall.cast.cam), f"{ONE}clauses/1/mark/{seat(hall, draft, 'cam')}/"
    sent = {"seen": hall.clause(draft).current_id}
    assert errors(cam.post(path, {**sent, "position": "object"})) == {
        "text": ["Say why your party objects: the others need to know what to change."]
    }
    assert errors(cam.post(path, {**sent, "position": "assent_if"})) == {
        "text": ["Say on which condition your party assents."]
    }
    assert errors(cam.post(path, sent)) == {"position": REQUIRED}
    long = cam.post(path, {**sent, "position": "object", "text": "x" * 4001})
    assert errors(long) == {"text": ["Ensure this value has at most 4000 characters (it has 4001)."]}
    assert "x" * 4001 in text(long)


def test_a_clause_changed_meanwhile_is_shown_and_the_reason_is_kept(hall: Hall, draft: Draft) -> None:
    cam, path = client_of(hall.cast.cam), f"{ONE}clauses/1/mark/{seat(hall, draft, 'cam')}/"
    seen = cam.get(path).context["form"]["seen"].value()
    hall.change(draft, "Open day and night.")
    sent = {"position": "object", "text": "We sleep next door.", "seen": seen}
    refused = cam.post(path, sent)
    assert refused.status_code == 422
    assert errors(refused)["__all__"] == [
        "This clause was changed while you wrote. Now it says: Open day and night."
    ]
    assert "We sleep next door." in text(refused) and Mark.objects.count() == 0
    again = refused.context["form"]
    sent = {name: again[name].value() or "" for name in ("position", "text", "seen", "seen_mark")}
    assert cam.post(path, sent).status_code == 302
    assert Mark.objects.get().words == "We sleep next door."


def test_what_a_colleague_said_meanwhile_is_shown_and_nothing_is_lost(hall: Hall, draft: Draft) -> None:
    cam, path = client_of(hall.cast.cam), f"{ONE}clauses/1/mark/{seat(hall, draft, 'cam')}/"
    seen = cam.get(path).context["form"]["seen"].value()
    hall.mark(draft, "cam", OBJECT, "Too late.")
    refused = cam.post(path, {"position": "assent_if", "text": "it is quiet", "seen": seen})
    assert errors(refused)["__all__"] == [
        "Somebody else who may sign for Residents circle has marked this clause meanwhile: objects: Too late."
    ]
    again = refused.context["form"]
    assert (again["text"].value(), again["seen_mark"].value()) == ("it is quiet", str(Mark.objects.get().pk))


def test_a_change_is_shown_with_whom_it_asks_again_before_it_is_saved(hall: Hall, draft: Draft) -> None:
    hall.mark(draft, "cam", OBJECT, "Too late.")
    ada, path = client_of(hall.cast.ada), f"{ONE}clauses/1/change/"
    page = ada.get(path)
    assert [one.body for one in page.context["asked_again"]] == ["Residents circle"]
    assert "This asks again whoever has marked the clause" in text(page)
    form = page.context["form"]
    sent = {"heading": "Opening hours", "text": "The hall is open from 8 to 5.", "why": "Cam asked."}
    sent["seen"] = form["seen"].value()
    shown = ada.post(path, sent)
    assert shown.status_code == 200 and ClauseVersion.objects.filter(number=2).count() == 0
    assert [(str(part.kind), part.text) for part in shown.context["changes"]][1:3] == [
        ("removed", "9"),
        ("added", "8"),
    ]
    assert "Save this wording" in text(shown)
    unsaid = ada.post(path, {**sent, "why": "", "confirmed": "yes"})
    assert errors(unsaid)["__all__"] == ["Say why it changes: those who have marked it will ask."]
    assert ada.post(path, {**sent, "confirmed": "yes"}).headers["Location"] == f"{ONE}clauses/1/"
    assert ClauseVersion.objects.get(number=2).why == "Cam asked."
    late = ada.post(path, {**sent, "text": "Never.", "confirmed": "yes"})
    assert errors(late)["__all__"] == [
        "This clause was changed while you wrote. Now it says: The hall is open from 8 to 5."
    ]
    assert late.context["form"]["text"].value() == "Never."


def test_a_clause_of_ten_thousand_letters_and_one_too_long(hall: Hall) -> None:
    hall.start()
    ada = client_of(hall.cast.ada)
    sent = {"heading": "طويل", "text": "ساعات الافتتاح\r\n" * 600}
    long = ada.post(f"{ONE}clauses/add/", {**sent, "text": "א" * 10_001})
    assert long.status_code == 422
    assert errors(long) == {"text": ["Ensure this value has at most 10000 characters (it has 10001)."]}
    assert "א" * 10_001 in text(long) and 'maxlength="10000"' not in text(long)
    assert ClauseVersion.objects.count() == 0
    assert ada.post(f"{ONE}clauses/add/", sent).status_code == 302
    assert len(ClauseVersion.objects.get().text) == 600 * 15 - 1
    assert 'dir="auto"' in text(ada.get(ONE))


def test_proposing_adopting_and_taking_back(hall: Hall, draft: Draft) -> None:
    hall.mark(draft, "ann")
    cam, ada = client_of(hall.cast.cam), client_of(hall.cast.ada)
    path = f"{ONE}clauses/1/wording/{seat(hall, draft, 'cam')}/"
    form = cam.get(path).context["form"]
    assert form["text"].value() == CLAUSES[0][1]
    sent = {"text": "By turns.", "because": "Fair.", "seen": form["seen"].value()}
    assert errors(cam.post(path, {**sent, "because": ""})) == {"because": REQUIRED}
    assert cam.post(path, sent).headers["Location"] == f"{ONE}clauses/1/"
    assert cam.post(path, {**sent, "text": ""}).status_code == 302
    by_turns, left_out = Wording.objects.order_by("pk")
    assert "It proposes to leave the clause out." in text(cam.get(f"{ONE}clauses/1/"))
    assert cam.post(f"{ONE}wordings/{left_out.pk}/take-back/").status_code == 302
    adopting = f"{ONE}wordings/{by_turns.pk}/adopt/"
    page = ada.get(adopting)
    assert [one.body for one in page.context["asked_again"]] == ["Parents group"]
    assert client_of(hall.cast.dee).get(adopting).status_code == 403
    assert ada.post(adopting, {"seen": "not a number"}).status_code == 200
    assert ada.post(adopting, {"seen": page.context["version"].pk}).headers["Location"] == f"{ONE}clauses/1/"
    assert hall.clause(draft).current.text == "By turns."
    again = ada.post(adopting, {"seen": page.context["version"].pk})
    assert "This wording has been adopted or taken back already." in text(again)


def test_deciding_shows_what_goes_with_it(hall: Hall) -> None:
    draft = hall.written(method(Rule.MAJORITY))
    hall.open(draft, closes=timezone.now() + timedelta(days=1))
    hall.mark_all(draft, "ada", "cam", "ann")
    hall.mark(draft, "cam", OBJECT, "Too dear.", number=3)
    ada = client_of(hall.cast.ada)
    page = ada.get(f"{ONE}decide/")
    assert page.context["notes"] == ["Residents circle objects: “Too dear.”"]
    assert errors(ada.post(f"{ONE}decide/", {"reasons": ""})) == {"reasons": REQUIRED}
    done = ada.post(f"{ONE}decide/", {"reasons": "Fair."})
    assert done.status_code == 302 and "/decisions/" in done.headers["Location"]
    assert "Too dear." in text(ada.get(done.headers["Location"]))
    over = ada.get(ONE)
    assert "Agreed and decided. Nothing about it changes any more." in text(over)
    assert over.context["steps"].others == ()
    assert "This draft has ended" in text(ada.post(f"{ONE}decide/", {"reasons": "Again."}))


def test_recording_a_disagreement(hall: Hall, draft: Draft) -> None:
    hall.mark(draft, "cam", OBJECT, "We want a key.", number=2)
    close(draft)
    ada = client_of(hall.cast.ada)
    page = ada.get(f"{ONE}disagreement/")
    assert "Clause 2: Residents circle objects: “We want a key.”" in page.context["notes"]
    assert errors(ada.post(f"{ONE}disagreement/", {"needed": ""})) == {"needed": REQUIRED}
    assert ada.post(f"{ONE}disagreement/", {"needed": "A second key."}).headers["Location"] == ONE
    words = text(Client().get(ONE))
    for said in ("ended in a recorded disagreement", "A second key.", "We want a key."):
        assert said in words


def test_withdrawing(hall: Hall, draft: Draft) -> None:
    ada = client_of(hall.cast.ada)
    assert errors(ada.post(f"{ONE}withdraw/", {"why": ""})) == {"why": REQUIRED}
    assert ada.post(f"{ONE}withdraw/", {"why": "The hall is sold."}).headers["Location"] == ONE
    assert "The hall is sold." in text(Client().get(ONE))
    assert "withdrawn" in text(Client().get(HERE))
