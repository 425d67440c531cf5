"""Making promises and what becomes of them: one test for each exit."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from build import in_force, party
from cast import NOW, TODAY, Cast
from mutirao.base.actor import Actor
from mutirao.base.agenda import agenda
from mutirao.base.agenda.models import Item
from mutirao.base.notices.models import Letter
from mutirao.base.people import acts as people
from mutirao.base.register.models import Act
from mutirao.planning.decisions import promise_acts, promise_queries
from mutirao.planning.decisions.models import Promise, PromiseChange, Question
from mutirao.planning.decisions.promising import Said
from mutirao.theory.measures import DuePromise
from promising import BENCHES, DAY, DUE, LATER, NEVER, WORKS, days_later, decide, now, occasions, promise
from refusing import refused

DONE = "This has been said to be done already."
NOT_BROKEN = "It has been said that this will not be done. If it will be after all, make a new promise."


def history(made: Promise) -> list[tuple[str, str]]:
    """What happened to a promise and the state it had then."""
    return list(made.changes.values_list("event", "state"))


# -- making ---------------------------------------------------------------------------------------------


def test_a_promise_with_everything(cast: Cast) -> None:
    service = in_force(cast)
    decision = decide(cast, service)
    made = promise(
        cast,
        service,
        decision=decision,
        amount=Decimal("99.90"),
        currency="GBP",
        stage="planned",
        what=f" {BENCHES} ",
    )
    assert (made.what, made.party, made.due_on) == (BENCHES, party(service, cast.council), DUE)
    assert (made.decision, made.state, made.stage, made.shown) == (decision, "made", "planned", "£99.90")
    assert (made.owner, made.owner_address, made.dated_on, made.made_at) == (None, WORKS, TODAY, NOW)
    assert (made.asked, made.ask_on) == (1, DUE - 14 * DAY)
    first = made.changes.get()
    assert (first.event, first.state, first.due_on, first.party, first.by_link) == (
        "made",
        "made",
        DUE,
        party(service, cast.council),
        False,
    )
    assert Act.objects.latest("id").facts == {
        "promise": BENCHES,
        "party": "Council team",
        "due": DUE.isoformat(),
    }
    letter = Letter.objects.get()
    assert (letter.address, letter.person, letter.service) == (WORKS, None, service)
    assert letter.subject == f"A promise was written down: {BENCHES}"
    assert occasions(made) == ["made"]


def test_the_owner_may_be_somebody_we_know(cast: Cast) -> None:
    service = in_force(cast)
    by_address = promise(cast, service, owner=" BEN@example.org ")
    by_person = promise(cast, service, owner=cast.pat)
    assert (by_address.owner, by_address.owner_address) == (cast.ben, "")
    assert (by_person.owner, by_person.owner_address) == (cast.pat, "")
    assert list(Letter.objects.by_hand()) == [Letter.objects.get(person=cast.pat)]


def test_without_an_address_the_letter_is_printed(cast: Cast) -> None:
    made = promise(cast, in_force(cast), owner="")
    assert (made.owner, made.owner_address) == (None, "")
    assert Letter.objects.by_hand().get().service == made.service


def test_the_letter_is_in_the_owner_s_language(cast: Cast) -> None:
    cast.ben.language = "fr"
    cast.ben.save(update_fields=["language"])
    made = promise(cast, in_force(cast), owner=cast.ben)
    assert made.due_on.strftime("%Y") in Letter.objects.get().text
    assert "juillet" in Letter.objects.get().text


@pytest.mark.parametrize(
    ("given", "text"),
    [
        ({"what": " "}, "Say what is promised, so that everybody can tell whether it was done."),
        ({"what": "x" * 301}, "Say what is promised in fewer words."),
        ({"due_on": TODAY}, "The day by which it is promised must be in the future."),
        ({"owner": "the works office"}, "Write an e-mail address, such as name@example.org."),
        ({"stage": "dreamt"}, "Say how far the works are."),
        ({"amount": Decimal(-1)}, "An amount of money is a number, and not less than nothing."),
    ],
)
def test_a_promise_that_does_not_fit(cast: Cast, given: dict[str, Any], text: str) -> None:
    service = in_force(cast)
    with refused("bad_input", text):
        promise(cast, service, **given)
    assert not Promise.objects.exists() and not Letter.objects.exists()


def test_party_and_decision_are_of_this_service(cast: Cast) -> None:
    here, elsewhere = in_force(cast), in_force(cast, name="Elsewhere")
    with refused("bad_input", "Whoever answers for it must be one of the parties to this service."):
        promise(cast, here, party=party(elsewhere, cast.council))
    decision = decide(cast, elsewhere)
    with refused("bad_input", "The decision belongs to another service."):
        promise(cast, here, decision=decision)


# -- keeping, moving, breaking ------------------------------------------------------------------------------


def test_keeping_a_promise(cast: Cast) -> None:
    made = promise(cast, in_force(cast))
    said = Said(reason=" Painted green. ", evidence="Pictures", evidence_path="https://example.org/p")
    promise_acts.keep(promise=made, said=said, by=cast.acting("rosa"), at=days_later(9))
    made = now(made)
    assert (made.state, made.ask_on, history(made)) == (
        "kept",
        None,
        [("made", "made"), ("keep", "kept")],
    )
    last = made.changes.last()
    assert last is not None
    assert (last.reason, last.evidence, last.evidence_path) == (
        "Painted green.",
        "Pictures",
        "https://example.org/p",
    )
    assert (last.party, last.at) == (party(made.service, cast.residents), days_later(9))
    assert Act.objects.latest("id").facts == {"promise": BENCHES}
    line = agenda.of(made.service, at=days_later(9))
    assert [(one.says, one.state) for one in line] == [
        (f"Done, as Council team promised: “{BENCHES}”", "lately")
    ]


def test_moving_a_promise_keeps_the_old_day_in_its_history(cast: Cast) -> None:
    made = promise(cast, in_force(cast))
    promise_acts.move(promise=made, said=LATER, by=cast.acting("ada"), at=days_later(59))
    made = now(made)
    assert (made.state, made.due_on, made.dated_on) == ("changed", LATER.due_on, TODAY + 59 * DAY)
    assert made.ask_on == DUE + 16 * DAY  # two weeks before the new day
    assert list(made.changes.values_list("due_on", "because")) == [(DUE, ""), (LATER.due_on, "tender")]
    assert Act.objects.latest("id").facts == {
        "promise": BENCHES,
        "due": (DUE + 30 * DAY).isoformat(),
        "because": "tender",
    }
    promise_acts.move(
        promise=made, said=replace(LATER, due_on=DUE + 60 * DAY), by=cast.acting("ada"), at=days_later(60)
    )
    assert history(made) == [("made", "made"), ("move", "changed"), ("move", "changed")]
    assert promise_queries.due(made.service) == [
        DuePromise(DUE, TODAY + 59 * DAY),
        DuePromise(DUE + 30 * DAY, TODAY + 60 * DAY),
        DuePromise(DUE + 60 * DAY, None),
    ]


def test_breaking_a_promise_with_its_reason(cast: Cast) -> None:
    made = promise(cast, in_force(cast))
    promise_acts.give_up(promise=made, said=NEVER, by=cast.acting("ada"), at=NOW)
    made = now(made)
    assert (made.state, made.ask_on) == ("broken", None)
    assert Act.objects.latest("id").facts == {"promise": BENCHES, "because": "law"}
    assert Item.objects.get().kind == "promise.broken"


@pytest.mark.parametrize(
    "said", [Said(), Said(because="law"), Said(reason="So."), Said(because="moon", reason="So.")]
)
def test_moving_and_breaking_need_a_public_reason(cast: Cast, said: Said) -> None:
    made = promise(cast, in_force(cast))
    with refused("bad_input", "Say why: everybody will read it."):
        promise_acts.give_up(promise=made, said=said, by=cast.acting("ada"), at=NOW)
    with refused("bad_input", "Say why: everybody will read it."):
        promise_acts.move(promise=made, said=replace(said, due_on=DUE + DAY), by=cast.acting("ada"), at=NOW)
    assert history(made) == [("made", "made")]


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (None, "The new day must be in the future."),
        (TODAY, "The new day must be in the future."),
        (DUE, "That is the day for which it is promised already."),
    ],
)
def test_the_new_day_is_a_new_one(cast: Cast, day: Any, text: str) -> None:
    made = promise(cast, in_force(cast))
    with refused("bad_input", text):
        promise_acts.move(promise=made, said=replace(LATER, due_on=day), by=cast.acting("ada"), at=NOW)


def test_what_is_settled_stays_settled(cast: Cast) -> None:
    service = in_force(cast)
    kept, broken = promise(cast, service), promise(cast, service)
    promise_acts.keep(promise=kept, by=cast.acting("ada"), at=NOW)
    promise_acts.give_up(promise=broken, said=NEVER, by=cast.acting("ada"), at=NOW)
    for made, text in ((kept, DONE), (broken, NOT_BROKEN)):
        with refused("wrong_state", text):
            promise_acts.keep(promise=made, by=cast.acting("ada"), at=NOW)
        with refused("wrong_state", text):
            promise_acts.move(promise=made, said=LATER, by=cast.acting("ada"), at=NOW)
        with refused("wrong_state", text):
            promise_acts.give_up(promise=made, said=NEVER, by=cast.acting("ada"), at=NOW)
        with refused("wrong_state", text if made is broken else DONE):
            promise_acts.advance(promise=made, stage="works", by=cast.acting("ada"), at=NOW)
        with refused("wrong_state", "Nobody is asked about this any more."):
            promise_acts.hand_over(promise=made, owner=WORKS, by=cast.acting("ada"), at=NOW)


# -- works ------------------------------------------------------------------------------------------------


def test_works_go_from_stage_to_stage(cast: Cast) -> None:
    made = promise(cast, in_force(cast), stage="proposed")
    for stage in ("analysis", "tendered"):
        promise_acts.advance(promise=made, stage=stage, by=cast.acting("ada"), at=NOW)
    with refused("wrong_state", "That is how far the works are already."):
        promise_acts.advance(promise=made, stage="tendered", by=cast.acting("ada"), at=NOW)
    with refused("bad_input", "Say why the works go back to an earlier stage: everybody will read it."):
        promise_acts.advance(promise=made, stage="planned", by=cast.acting("ada"), at=NOW)
    with refused("bad_input", "Say how far the works are."):
        promise_acts.advance(promise=made, stage="done", by=cast.acting("ada"), at=NOW)
    said = Said(reason="The tender failed.")
    promise_acts.advance(promise=made, stage="planned", said=said, by=cast.acting("ada"), at=NOW)
    assert list(made.changes.values_list("event", "stage", "reason")) == [
        ("made", "proposed", ""),
        ("advance", "analysis", ""),
        ("advance", "tendered", ""),
        ("advance", "planned", "The tender failed."),
    ]
    assert now(made).state == "made"
    assert promise_queries.due(made.service) == [DuePromise(DUE, None)]
    assert Act.objects.latest("id").facts == {"promise": BENCHES, "stage": "planned"}


# -- closed is not fixed ------------------------------------------------------------------------------------


def test_people_say_that_it_is_not_done(cast: Cast) -> None:
    made = promise(cast, in_force(cast))
    promise_acts.keep(promise=made, by=cast.acting("ada"), at=NOW)
    promise_acts.question(promise=made, says=" One leg is loose. ", by=cast.acting("rosa"), at=days_later(1))
    promise_acts.question(promise=made, by=cast.acting("dee"), at=days_later(2))
    made = now(made)
    assert (made.state, made.doubts, made.questioned_on) == ("questioned", 2, TODAY + DAY)
    assert history(made) == [("made", "made"), ("keep", "kept"), ("question", "questioned")]
    assert [question.says for question in Question.objects.all()] == ["One leg is loose.", ""]
    claim = made.changes.get(event="keep")
    assert occasions(made) == ["made", f"questioned:{claim.pk}"]
    assert "1 person says: not yet." in Letter.objects.latest("id").text
    assert made.ask_on == TODAY + 15 * DAY
    assert Act.objects.latest("id").facts == {"promise": BENCHES}
    assert agenda.of(made.service, at=days_later(2))[0].says == (
        f"Said to be done, and people say not yet: “{BENCHES}”"
    )
    assert promise_queries.doubts(made) == ["One leg is loose."]


def test_everybody_says_it_once_for_each_time_it_was_said_to_be_done(cast: Cast) -> None:
    made = promise(cast, in_force(cast))
    with refused("wrong_state", "Nobody has said that this is done."):
        promise_acts.question(promise=made, by=cast.acting("rosa"), at=NOW)
    promise_acts.keep(promise=made, by=cast.acting("ada"), at=NOW)
    promise_acts.question(promise=made, by=cast.acting("rosa"), at=NOW)
    with refused("wrong_state", "You have said so already."):
        promise_acts.question(promise=made, by=cast.acting("rosa"), at=NOW)
    promise_acts.keep(promise=made, by=cast.acting("ada"), at=NOW)
    assert (now(made).state, now(made).doubts, now(made).questioned_on) == ("kept", 0, None)
    assert promise_queries.doubts(now(made)) == []
    promise_acts.question(promise=made, by=cast.acting("rosa"), at=NOW)
    assert (now(made).state, now(made).doubts, len(occasions(made))) == ("questioned", 1, 3)


def test_whoever_keeps_the_records_says_it_for_somebody_on_paper(cast: Cast) -> None:
    made = promise(cast, in_force(cast))
    promise_acts.keep(promise=made, by=cast.acting("ada"), at=NOW)
    promise_acts.question(promise=made, by=cast.acting("ada", behalf="pat"), at=NOW)
    assert Question.objects.get().person == cast.pat


def test_a_promise_may_be_open_to_one_body_only(cast: Cast) -> None:
    made = promise(cast, in_force(cast))
    promise_acts.keep(promise=made, by=cast.acting("ada"), at=NOW)
    Promise.objects.filter(pk=made.pk).update(open_to="body", open_to_body=cast.residents)
    with refused("not_of_body"):
        promise_acts.question(promise=now(made), by=cast.acting("dee"), at=NOW)
    promise_acts.question(promise=now(made), by=cast.acting("rosa"), at=NOW)


def test_what_is_questioned_can_be_moved_and_broken(cast: Cast) -> None:
    service = in_force(cast)
    for act, said, state in (
        (promise_acts.move, LATER, "changed"),
        (promise_acts.give_up, NEVER, "broken"),
    ):
        made = promise(cast, service)
        promise_acts.keep(promise=made, by=cast.acting("ada"), at=NOW)
        promise_acts.question(promise=made, by=cast.acting("rosa"), at=NOW)
        act(promise=made, said=said, by=cast.acting("ada"), at=NOW)
        assert (now(made).state, now(made).doubts) == (state, 0)


# -- who is asked -------------------------------------------------------------------------------------------


def test_somebody_else_is_asked_from_now_on(cast: Cast) -> None:
    made = promise(cast, in_force(cast))
    promise_acts.hand_over(promise=made, owner="new@example.org", by=cast.acting("ada"), at=NOW)
    assert (now(made).owner_address, now(made).asked) == ("new@example.org", 2)
    assert Letter.objects.latest("id").address == "new@example.org"
    assert Act.objects.latest("id").facts == {"promise": BENCHES}
    promise_acts.hand_over(promise=made, owner="", by=cast.acting("ada"), at=NOW)
    assert now(made).owner_address == ""


def test_the_owner_who_is_signed_in_answers_without_a_link(cast: Cast) -> None:
    made = promise(cast, in_force(cast), owner=cast.dee)
    for somebody in (cast.acting("rosa"), Actor.visitor(), cast.acting("ada", behalf="dee")):
        with refused("not_yourself"):
            promise_acts.report(promise=made, event="keep", by=somebody, at=NOW)
    change = promise_acts.report(promise=made, event=promise_acts.Event.KEEP, by=cast.acting("dee"), at=NOW)
    assert (now(made).state, change.by_link, change.party) == ("kept", False, None)
    assert Act.objects.latest("id").facts["by_link"] is False


def test_the_owner_cannot_question_their_own(cast: Cast) -> None:
    made = promise(cast, in_force(cast), owner=cast.dee)
    with refused("bad_input", "Say whether it is done, needs a new day, or cannot be done."):
        promise_acts.report(promise=made, event=promise_acts.Event.QUESTION, by=cast.acting("dee"), at=NOW)


def test_erasing_somebody_forgets_what_they_said_and_that_they_are_asked(cast: Cast) -> None:
    service = in_force(cast)
    theirs = promise(cast, service, owner=cast.dee)
    made = promise(cast, service)
    Promise.objects.filter(pk=made.pk).update(owner_address="Dee@example.org")
    promise_acts.keep(promise=made, by=cast.acting("ada"), at=NOW)
    promise_acts.question(promise=made, says="I live at 4.", by=cast.acting("dee"), at=NOW)
    people.erase(person=cast.dee, by=cast.acting("dee"), at=NOW)
    assert (now(theirs).owner, now(made).owner_address) == (None, "")
    question = Question.objects.get()
    assert (question.person, question.says, now(made).doubts) == (None, "", 1)


def test_the_register_says_nothing_personal(cast: Cast) -> None:
    made = promise(cast, in_force(cast), owner="someone@example.org")
    promise_acts.hand_over(promise=made, owner="other@example.org", by=cast.acting("ada"), at=NOW)
    promise_acts.keep(promise=made, by=cast.acting("ada"), at=NOW)
    promise_acts.question(promise=made, says="I live at 4.", by=cast.acting("dee"), at=NOW)
    said = repr(list(Act.objects.values_list("facts", flat=True)))
    assert "@" not in said and "live" not in said


def test_the_database_keeps_the_rules_too(cast: Cast) -> None:
    made = promise(cast, in_force(cast))
    for wrong in ({"state": "lost"}, {"doubts": 1}, {"state": "questioned"}, {"amount": -1}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Promise.objects.filter(pk=made.pk).update(**wrong)
    assert PromiseChange.objects.count() == 1
