"""What people do with a draft: every act done, and every way in which it is refused."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction
from hashlib import sha256

import pytest

from build import drafted
from cast import NOW, Cast
from mutirao.base.agenda import agenda
from mutirao.base.register.models import Act
from mutirao.base.services.models import Party
from mutirao.planning.cycles.models import Cycle, Phase
from mutirao.planning.decisions.models import Decision
from mutirao.planning.drafts import acts, clause_acts, ending_acts, mark_acts
from mutirao.planning.drafts.models import ClauseVersion, Draft, Mark, Wording
from mutirao.theory.drafts import Method, Position, Rule
from mutirao.theory.reasons import Refused
from negotiating import (
    AFTER,
    ASSENT,
    ASSENT_IF,
    CLAUSES,
    CLOSES,
    OBJECT,
    ONE,
    ORIGIN,
    TITLE,
    Hall,
    method,
)
from refusing import refused

pytestmark = pytest.mark.django_db

ENDED = "This draft has ended: nothing about it changes any more."
NOT_RIPE = "The round is still open, and not everybody has marked every clause yet."


@pytest.fixture
def hall(cast: Cast) -> Hall:
    """The hall."""
    return Hall(cast)


# -- start ----------------------------------------------------------------------------------------------


def test_a_draft_is_started_with_its_method_and_where_that_comes_from(hall: Hall) -> None:
    by = method(Rule.DOUBLE_MAJORITY, share=Fraction(2, 3), quorum=Fraction(1))
    draft = hall.again(hall.start(by, purpose="What holds in the hall."))
    assert (draft.title, draft.slug, draft.state) == (TITLE, "rules-for-the-hall", "writing")
    assert draft.method() == by
    assert [one.party.body.name for one in draft.negotiators.select_related("party__body")] == [
        "Council team",
        "Residents circle",
        "Parents group",
    ]
    [line] = agenda.of(hall.service, at=NOW)
    assert (line.path, line.state) == (ONE, "open")
    assert Act.objects.get(name="draft.start").facts == {
        "draft": TITLE,
        "method": "double_majority",
        "origin": ORIGIN,
    }


def test_weights_are_kept_where_they_count_and_nowhere_else(hall: Hall) -> None:
    weights = dict(zip(hall.parties.values(), (5, 3, 2), strict=True))
    given = {"parties": weights, "weights_origin": "Shares of the rent"}
    weighted = hall.start(method(Rule.WEIGHTED), **given)
    assert [one.weight for one in weighted.negotiators.all()] == [5, 3, 2]
    assert weighted.weights_origin == "Shares of the rent"
    other = hall.start(title="Another", **given)
    assert [one.weight for one in other.negotiators.all()] == [1, 1, 1]
    assert other.weights_origin == ""


def test_what_cannot_be_started(hall: Hall) -> None:
    ada, cam, ann = hall.parties.values()
    everybody = {ada: 1, cam: 1, ann: 1}
    with refused("bad_input", "Give it a heading."):
        hall.start(title="  ")
    with refused("bad_input", "Say where the method comes from: which decision or agreement set it."):
        hall.start(Method(Rule.CONSENT, " "))
    with refused("bad_input", "A negotiation needs at least two parties."):
        hall.start(parties={ada: 1})
    with refused("bad_input", "This method counts the professionals, and none of them is at the table."):
        hall.start(method(Rule.DOUBLE_MAJORITY), parties={cam: 1, ann: 1})
    with refused(
        "bad_input",
        "Residents circle needs a weight of at least 1: a party without weight would not be heard.",
    ):
        hall.start(method(Rule.WEIGHTED), parties={**everybody, cam: 0}, weights_origin="Rent")
    with refused("bad_input", "Say where the weights come from."):
        hall.start(method(Rule.WEIGHTED))
    with refused("bad_input", "Choose one of the shares that we can count."):
        hall.start(method(Rule.MAJORITY, share=Fraction(5, 7)))
    with refused("bad_input", "Choose one of the shares that we can count."):
        hall.start(method(Rule.MAJORITY, share=Fraction(1, 3)))
    hall.service.blocks = ["budgets"]
    hall.service.save()
    with refused("bad_input", "This service has no drafts switched on."):
        hall.start()


def test_a_party_or_a_decision_of_another_service_is_refused(hall: Hall) -> None:
    elsewhere = Party.objects.filter(service=drafted(hall.cast, name="Elsewhere")).first()
    assert elsewhere is not None
    parties = {**dict.fromkeys(hall.parties.values(), 1), elsewhere: 1}
    with refused("bad_input", "Only parties to this service can negotiate its drafts."):
        hall.start(parties=parties)


def test_the_same_title_twice_is_refused_while_the_first_is_worked_on(hall: Hall) -> None:
    draft = hall.start()
    with refused("bad_input", "A draft of this title is being worked on already."):
        hall.start()
    ending_acts.withdraw(draft=draft, why="A mistake.", by=hall.actor("ada"), at=NOW)
    assert hall.start().slug == "rules-for-the-hall-2"
    assert hall.start(title="Start").slug == "start-2"


def test_it_can_be_described_anew_until_the_first_round(hall: Hall) -> None:
    draft = hall.written()
    ada, cam, _ann = hall.parties.values()
    given = {"title": "House rules", "method": method(Rule.CONSENSUS), "parties": {ada: 1, cam: 1}}
    acts.describe(draft=draft, **given, by=hall.actor("ada"), at=NOW)
    assert (hall.again(draft).title, draft.negotiators.count()) == ("House rules", 2)
    hall.open(draft)
    with refused(
        "wrong_state",
        "The parties negotiate already: who they are and how they agree does not change any more.",
    ):
        acts.describe(draft=draft, **given, by=hall.actor("ada"), at=NOW)


# -- the text -------------------------------------------------------------------------------------------


def test_clauses_are_numbered_as_they_are_written(hall: Hall) -> None:
    draft = hall.written()
    assert [
        (c.number, c.current.heading, c.current.text, c.current.number) for c in hall.laid(draft).clauses
    ] == [(n, heading, text, 1) for n, (heading, text) in enumerate(CLAUSES, 1)]
    with refused("bad_input", "The draft has this very clause already."):
        hall.add(draft, *CLAUSES[0])
    with refused("bad_input", "Write the text of the clause."):
        hall.add(draft, "Dogs", " \n ")
    with refused("bad_input", "Give it a heading."):
        hall.add(draft, " ", "No dogs.")


def test_ten_thousand_letters_fit_and_one_more_is_refused_whole(hall: Hall) -> None:
    draft = hall.start()
    hall.add(draft, "Long", "ب" * 10_000)
    assert len(ClauseVersion.objects.get().text) == 10_000
    with refused("bad_input", "This is 10001 letters long. At most 10000 fit: please make it shorter."):
        hall.add(draft, "Longer", "ب" * 10_001)
    with refused("bad_input", "This is 201 letters long. At most 200 fit: please make it shorter."):
        hall.add(draft, "x" * 201, "Text.")
    with refused("bad_input", "There is a sign in this text that cannot be kept. Please type it again."):
        hall.add(draft, "Odd", "one\x00two")
    assert ClauseVersion.objects.count() == 1


def test_a_change_keeps_the_old_wording_and_asks_again(hall: Hall) -> None:
    draft = hall.opened()
    hall.mark(draft, "cam", OBJECT, "9 is too late.")
    hall.mark(draft, "ann")
    made = hall.change(draft, "The hall is open from 8 to 5.")
    assert (made.number, made.why) == (2, "They asked.")
    assert [one.text for one in made.clause.versions.all()] == [
        "The hall is open from 8 to 5.",
        CLAUSES[0][1],
    ]
    first = ClauseVersion.objects.get(clause=made.clause, number=1)
    assert [(m.position, m.words) for m in first.marks.order_by("pk")] == [
        ("object", "9 is too late."),
        ("assent", ""),
    ]
    assert hall.laid(draft).said_of(hall.clause(draft))[1][1] is None
    assert hall.states(draft) == ["open", "open", "open"]


def test_what_cannot_be_changed(hall: Hall) -> None:
    draft = hall.opened()
    seen = hall.clause(draft).current_id
    with refused("bad_input", "Nothing was changed."):
        hall.change(draft, CLAUSES[0][1])
    with refused("bad_input", "Say why it changes: those who have marked it will ask."):
        hall.change(draft, "Open.", why=" ")
    hall.change(draft, "Open at 8.")
    with refused("wrong_state", "This clause was changed while you wrote. Now it says: Open at 8."):
        hall.change(draft, "Open at 10.", seen=seen)
    hall.change(draft, "")
    with refused("wrong_state", "This clause was changed while you wrote. Now it says: (left out)"):
        hall.change(draft, "Open at 10.", seen=seen)


def test_while_it_is_being_written_a_change_needs_no_reason(hall: Hall) -> None:
    assert hall.change(hall.written(), "Open.", why="").why == ""


# -- rounds ---------------------------------------------------------------------------------------------


def test_rounds_open_one_after_the_other_and_keep_how_they_ended(hall: Hall) -> None:
    draft = hall.opened()
    hall.mark_all(draft, "ada", "cam", "ann")
    hall.mark(draft, "cam", OBJECT, "Too dear.", number=3)
    with refused("wrong_state", "A round is open, or will open: wait until it has closed."):
        hall.open(draft)
    hall.open(draft, at=AFTER)
    first, second = hall.again(draft).rounds.all()
    assert (first.result, second.number) == ({"agreed": 2, "open": 0, "blocked": 1}, 2)
    assert second.result == {}
    assert hall.states(draft, at=AFTER) == ["agreed", "agreed", "blocked"]


def test_a_change_after_the_round_does_not_change_how_the_round_ended(hall: Hall) -> None:
    draft = hall.opened()
    hall.mark_all(draft, "ada", "cam", "ann")
    hall.change(draft, "The hall is open from 8 to 5.", at=AFTER)
    assert hall.again(draft).rounds.get().result == {"agreed": 3, "open": 0, "blocked": 0}
    assert hall.states(draft, at=AFTER) == ["open", "agreed", "agreed"]


def test_what_was_said_stands_as_it_is_once_the_round_has_closed(hall: Hall) -> None:
    draft = hall.opened()
    with refused(
        "wrong_state", "The round has closed: what was said stands as it is until another one opens."
    ):
        hall.mark(draft, "cam", at=CLOSES)
    assert hall.mark(draft, "cam", at=CLOSES - timedelta(seconds=1)).round.number == 1


def test_when_a_round_can_be_opened(hall: Hall) -> None:
    draft = hall.start()
    with refused("wrong_state", "Write a clause first: there is nothing to negotiate yet."):
        hall.open(draft)
    hall.add(draft, *CLAUSES[0])
    with refused("wrong_state", "The text is still being written: clauses are marked once a round is open."):
        hall.mark(draft, "cam")
    with refused("bad_input", "Say when the round closes."):
        acts.open_round(draft=draft, by=hall.actor("ada"), at=NOW)
    with refused("bad_input", "The round must close in the future, and after it opens."):
        hall.open(draft, closes=NOW)
    with refused("bad_input", "The round must close in the future, and after it opens."):
        hall.open(draft, opens=CLOSES, closes=CLOSES)
    hall.open(draft, opens=NOW + timedelta(days=1), closes=CLOSES)
    with pytest.raises(Refused) as caught:
        hall.mark(draft, "cam")
    assert str(caught.value.reasons[0].facts["text"]).startswith("The round opens on 5 May 2026")


def test_a_round_follows_a_phase_of_the_calendar(hall: Hall) -> None:
    cycle = Cycle.objects.create(service=hall.service, title="2026", made_at=NOW)
    phase = Phase.objects.create(cycle=cycle, title="Talks", opens_at=NOW, closes_at=CLOSES)
    draft = hall.written()
    hall.open(draft, phase=phase)
    assert hall.mark(draft, "cam").position == "assent"
    Phase.objects.update(closes_at=NOW + timedelta(hours=1))
    agenda.move(phase.follows, opens=NOW, closes=NOW + timedelta(hours=1))
    with refused(
        "wrong_state", "The round has closed: what was said stands as it is until another one opens."
    ):
        hall.mark(draft, "ann", at=NOW + timedelta(hours=2))


def test_a_round_whose_phase_is_made_longer_ends_later_and_otherwise(hall: Hall) -> None:
    cycle = Cycle.objects.create(service=hall.service, title="2026", made_at=NOW)
    phase = Phase.objects.create(cycle=cycle, title="Talks", opens_at=NOW, closes_at=CLOSES)
    draft = hall.written()
    hall.open(draft, phase=phase)
    hall.change(draft, "Open day and night.", at=AFTER)
    assert hall.again(draft).rounds.get().result == {"agreed": 0, "open": 3, "blocked": 0}
    Phase.objects.update(closes_at=CLOSES + timedelta(days=7))
    hall.mark(draft, "cam", OBJECT, "We sleep next door.", at=AFTER)
    assert hall.again(draft).rounds.get().result == {}
    hall.change(draft, "Open from 9 to 5.", at=CLOSES + timedelta(days=8))
    assert hall.again(draft).rounds.get().result == {"agreed": 0, "open": 2, "blocked": 1}


# -- marks ----------------------------------------------------------------------------------------------


def test_a_mark_is_the_partys_and_its_words_stay_out_of_the_register(hall: Hall) -> None:
    draft = hall.opened()
    made = hall.mark(draft, "cam", ASSENT_IF, " the key hangs in the shop ")
    assert (made.position, made.words, made.round.number) == ("assent_if", "the key hangs in the shop", 1)
    act = Act.objects.get(name="draft.mark")
    assert (act.party, act.actor) == (hall.parties["cam"], hall.cast.cam.pk)
    assert act.facts == {
        "draft": TITLE,
        "clause": 1,
        "version": 1,
        "body": "Residents circle",
        "position": "assent_if",
        "round": 1,
    }


def test_a_new_mark_replaces_the_old_one_and_keeps_it(hall: Hall) -> None:
    draft = hall.opened()
    first = hall.mark(draft, "cam", OBJECT, "Too late.")
    hall.mark(draft, "cam", ASSENT, "We have thought again.")
    first.refresh_from_db()
    assert first.replaced_at == NOW
    assert [m.words for m in Mark.objects.filter(replaced_at__isnull=True)] == ["We have thought again."]


def test_what_cannot_be_marked(hall: Hall) -> None:
    draft = hall.opened()
    with refused("bad_input", "Say why your party objects: the others need to know what to change."):
        hall.mark(draft, "cam", OBJECT, "  ")
    with refused("bad_input", "Say on which condition your party assents."):
        hall.mark(draft, "cam", ASSENT_IF)
    with refused("bad_input", "Choose what your party says."):
        hall.mark(draft, "cam", position=Position.SILENT)
    other = hall.opened(title="Other rules")
    with refused("bad_input", "This party does not negotiate this draft."):
        hall.mark(draft, "cam", negotiator=other.negotiators.get(party=hall.parties["cam"]))
    hall.mark(draft, "cam")
    with refused("wrong_state", "Residents circle has said exactly this already."):
        hall.mark(draft, "cam")


def test_nobody_marks_for_a_party_they_may_not_sign_for(hall: Hall) -> None:
    draft = hall.opened()
    clause = hall.clause(draft)
    for who in ("ada", "rosa", "dee", "eve"):
        with pytest.raises(Refused) as caught:
            mark_acts.mark(
                clause=clause,
                negotiator=draft.negotiators.get(party=hall.parties["cam"]),
                position=ASSENT,
                seen=clause.current_id,
                by=hall.actor(who),
                at=NOW,
            )
        assert [one.code for one in caught.value.reasons] == ["not_signatory"], who


def test_a_clause_changed_while_somebody_marks_it_is_refused_with_the_new_text(hall: Hall) -> None:
    draft = hall.opened()
    seen = hall.clause(draft).current_id
    hall.change(draft, "Open day and night.")
    with refused("wrong_state", "This clause was changed while you wrote. Now it says: Open day and night."):
        hall.mark(draft, "cam", OBJECT, "9 is too late.", seen=seen)
    assert Mark.objects.count() == 0


def test_two_representatives_of_one_party(hall: Hall) -> None:
    draft = hall.opened()
    hall.mark(draft, "cam", OBJECT, "Too late.")
    with refused(
        "wrong_state",
        "Somebody else who may sign for Residents circle has marked this clause meanwhile: "
        "objects: Too late.",
    ):
        hall.mark(draft, "cam", ASSENT, seen_mark=None)
    assert hall.mark(draft, "cam", ASSENT).position == "assent"


# -- other wordings -------------------------------------------------------------------------------------


def test_adopting_a_wording_makes_a_new_version_and_asks_again(hall: Hall) -> None:
    draft = hall.opened()
    hall.mark_all(draft, "ada", "ann")
    wording = hall.propose(draft, "cam", "Each party keeps a key.", number=2)
    given = {"wording": wording, "by": hall.actor("ada"), "at": NOW}
    made = clause_acts.adopt_wording(**given, seen=wording.version_id)
    assert (made.number, made.text, made.why) == (2, "Each party keeps a key.", "It is clearer.")
    assert made.wording == wording
    assert Wording.objects.get().state == "adopted"
    assert hall.states(draft) == ["open", "open", "open"]
    assert hall.laid(draft).positions(hall.clause(draft, 2)) == {}
    with refused("wrong_state", "This wording has been adopted or taken back already."):
        clause_acts.adopt_wording(**given, seen=made.pk)


def test_a_wording_is_adopted_for_the_text_that_was_seen(hall: Hall) -> None:
    draft = hall.opened()
    wording = hall.propose(draft, "cam", "Each party keeps a key.", number=2)
    changed = hall.change(draft, "The shop keeps the key.", number=2)
    given = {"wording": wording, "by": hall.actor("ada"), "at": NOW}
    with refused(
        "wrong_state", "This clause was changed while you wrote. Now it says: The shop keeps the key."
    ):
        clause_acts.adopt_wording(**given, seen=wording.version_id)
    hall.change(draft, "Each party keeps a key.", number=2)
    with refused("bad_input", "The clause says this already."):
        clause_acts.adopt_wording(**given, seen=hall.clause(draft, 2).current_id)
    assert changed.number == 2


def test_what_cannot_be_proposed(hall: Hall) -> None:
    draft = hall.written()
    with refused("wrong_state", "The text is still being written: propose wordings once a round has opened."):
        hall.propose(draft, "cam", "Open.")
    hall.open(draft)
    with refused("bad_input", "This is what the clause says already."):
        hall.propose(draft, "cam", CLAUSES[0][1])
    with refused("bad_input", "Say why your wording would be better."):
        hall.propose(draft, "cam", "Open.", because=" ")
    wording = hall.propose(draft, "cam", "Open.")
    with refused("wrong_state", "Your party has proposed this already."):
        hall.propose(draft, "cam", "Open.")
    mark_acts.take_back_wording(wording=wording, by=hall.actor("cam"), at=NOW)
    with refused("wrong_state", "This wording has been adopted or taken back already."):
        mark_acts.take_back_wording(wording=wording, by=hall.actor("cam"), at=NOW)
    assert hall.propose(draft, "cam", "Open.").state == "open"
    assert hall.propose(draft, "ann", "").text == ""


# -- how it ends ----------------------------------------------------------------------------------------


def test_what_was_agreed_is_decided_and_its_words_are_in_the_register_as_a_digest(hall: Hall) -> None:
    draft = hall.opened()
    hall.mark_all(draft, "ada", "cam", "ann")
    decision = hall.decide(draft)
    assert decision.outcome == (
        "“Rules for the hall” is agreed in 3 clauses: 1. Opening hours; 2. Keys; 3. Money."
    )
    assert (decision.dissent, decision.evidence, decision.evidence_path) == ("", TITLE, ONE)
    assert (decision.duty, decision.party) == ("design_service", hall.parties["ada"])
    ended = hall.again(draft)
    assert (ended.state, ended.decision, ended.ended_at) == ("decided", decision, NOW)
    assert ended.current is not None
    assert ended.current.result == {"agreed": 3, "open": 0, "blocked": 0}
    act = Act.objects.get(name="draft.decide")
    text = '[[1,"Opening hours","The hall is open from 9 to 5."],[2,"Keys","The council keeps every key."],'
    text += '[3,"Money","Hiring the hall costs £5 an hour."]]'
    assert act.evidence == "decision"
    assert act.facts == {
        "draft": TITLE,
        "clauses": 3,
        "digest": sha256(text.encode()).hexdigest(),
        "agreed": 3,
        "open": 0,
        "blocked": 0,
    }


def test_what_the_method_passes_over_is_kept_word_for_word(hall: Hall) -> None:
    draft = hall.opened(method(Rule.MAJORITY))
    hall.mark_all(draft, "ada", "cam", "ann")
    hall.mark(draft, "cam", OBJECT, "£5 is too much.\nAsk the choir.", number=3)
    hall.mark(draft, "ann", ASSENT_IF, "there is a key for us", number=2)
    decision = hall.decide(draft)
    assert decision.dissent == (
        "Clause 2: Parents group assents if: “there is a key for us”\n"
        "Clause 3: Residents circle objects: “£5 is too much.\nAsk the choir.”"
    )


def test_a_clause_that_is_left_out_is_not_among_what_was_decided(hall: Hall) -> None:
    draft = hall.opened()
    hall.change(draft, "", number=2)
    hall.mark_all(draft, "ada", "cam", "ann")
    assert hall.decide(draft).outcome == (
        "“Rules for the hall” is agreed in 2 clauses: 1. Opening hours; 3. Money."
    )
    empty = hall.opened(title="Nothing", at=NOW)
    for number in (1, 2, 3):
        hall.change(empty, "", number=number)
    hall.mark_all(empty, "ada", "cam", "ann")
    with refused("bad_input", "Every clause is left out: withdraw the draft instead."):
        hall.decide(empty)


def test_nothing_is_decided_before_everybody_could_speak(hall: Hall) -> None:
    draft = hall.written(method(Rule.MAJORITY))
    with refused("wrong_state", "No round has been opened yet: nobody could say anything."):
        hall.decide(draft)
    hall.open(draft)
    hall.mark_all(draft, "ada", "cam")
    assert hall.states(draft) == ["agreed"] * 3
    with refused("wrong_state", NOT_RIPE):
        hall.decide(draft)
    with refused("bad_input", "Give the reasons: everybody will read them."):
        hall.decide(draft, at=AFTER, reasons=" ")
    assert isinstance(hall.decide(draft, at=AFTER), Decision)


def test_silence_counts_once_the_round_is_over_and_only_if_so_set(hall: Hall) -> None:
    strict = hall.opened(title="Strict")
    hall.mark_all(strict, "ada")
    with refused("wrong_state", "Not every clause is agreed yet: 0 blocked, 3 open."):
        hall.decide(strict, at=AFTER)
    lenient = hall.opened(method(silence_consents=True), title="Lenient")
    hall.mark_all(lenient, "ada")
    with refused("wrong_state", NOT_RIPE):
        hall.decide(lenient)
    assert hall.decide(lenient, at=AFTER).title == "Lenient"


def test_silence_does_not_consent_to_what_was_changed_during_the_round(hall: Hall) -> None:
    draft = hall.opened(method(silence_consents=True))
    hall.change(draft, "Open day and night.", at=NOW + timedelta(hours=1))
    hall.mark_all(draft, "ada", at=NOW + timedelta(hours=2))
    assert hall.states(draft, at=AFTER) == ["open", "agreed", "agreed"]
    hall.open(draft, at=AFTER)
    assert hall.states(draft, at=AFTER + timedelta(days=8)) == ["agreed"] * 3


def test_the_decision_that_set_the_method_is_named(hall: Hall) -> None:
    draft = hall.opened()
    hall.mark_all(draft, "ada", "cam", "ann")
    first = hall.decide(draft)
    assert hall.again(hall.start(set_by=first)).set_by == first
    elsewhere = drafted(hall.cast, name="Elsewhere")
    Decision.objects.update(service=elsewhere)
    with refused("bad_input", "The decision that set the method must be one of this service."):
        hall.start(title="Another", set_by=Decision.objects.get())


def test_a_disagreement_is_recorded_with_who_objects_why_and_what_is_missing(hall: Hall) -> None:
    draft = hall.opened()
    hall.mark_all(draft, "ada", "cam")
    hall.mark(draft, "cam", OBJECT, "We want a key.", number=2)
    with refused("wrong_state", NOT_RIPE):
        hall.disagree(draft, at=NOW)
    with refused("bad_input", "Say what would be needed to agree."):
        hall.disagree(draft, needed="")
    made = hall.disagree(draft)
    assert hall.again(draft).state == "disagreed"
    assert (made.needed, made.duty, made.party) == ("A second key.", "design_service", hall.parties["ada"])
    assert made.clauses[1] == {
        "number": 2,
        "heading": "Keys",
        "version": 1,
        "state": "blocked",
        "said": [
            {"body": "Council team", "position": "assent", "words": ""},
            {"body": "Residents circle", "position": "object", "words": "We want a key."},
            {"body": "Parents group", "position": "silent", "words": ""},
        ],
        "missing": [
            {"code": "objection", "camp": "all", "body": "Residents circle", "count": 0},
            {"code": "silent", "camp": "all", "body": "Parents group", "count": 0},
        ],
    }
    assert Act.objects.get(name="draft.record_disagreement").evidence == "decision"


def test_no_disagreement_where_everything_is_agreed(hall: Hall) -> None:
    draft = hall.opened()
    hall.mark_all(draft, "ada", "cam", "ann")
    with refused("wrong_state", "Every clause is agreed by the method that was set: decide it."):
        hall.disagree(draft)


def test_a_draft_is_withdrawn_with_the_reason(hall: Hall) -> None:
    draft = hall.opened()
    with refused("bad_input", "Say why it is withdrawn."):
        ending_acts.withdraw(draft=draft, why=" ", by=hall.actor("ada"), at=NOW)
    ending_acts.withdraw(draft=draft, why="The hall is sold.", by=hall.actor("ada"), at=NOW)
    assert (hall.again(draft).state, hall.again(draft).ended_because) == ("withdrawn", "The hall is sold.")


@pytest.mark.parametrize("end", ["decide", "disagree", "withdraw"])
def test_what_has_ended_does_not_change_any_more(hall: Hall, end: str) -> None:
    draft = hall.opened()
    hall.mark_all(draft, "ada", "cam", "ann")
    wording = hall.propose(draft, "cam", "Each party keeps a key.", number=2)
    if end == "disagree":
        hall.mark(draft, "ann", OBJECT, "No.")
    ending = {
        "decide": lambda: hall.decide(draft, at=AFTER),
        "disagree": lambda: hall.disagree(draft),
        "withdraw": lambda: ending_acts.withdraw(draft=draft, why="Sold.", by=hall.actor("ada"), at=AFTER),
    }
    ending[end]()
    by = {"by": hall.actor("ada"), "at": AFTER}
    for attempt in (
        *ending.values(),
        lambda: hall.mark(draft, "cam", OBJECT, "No.", at=NOW),
        lambda: hall.change(draft, "Changed."),
        lambda: hall.add(draft, "Dogs", "None."),
        lambda: hall.open(draft, at=AFTER),
        lambda: hall.propose(draft, "cam", "Else."),
        lambda: mark_acts.take_back_wording(wording=wording, by=hall.actor("cam"), at=NOW),
        lambda: clause_acts.adopt_wording(wording=wording, seen=wording.version_id, **by),
    ):
        with refused("wrong_state", ENDED):
            attempt()
    assert Draft.objects.get().ended_at == AFTER
