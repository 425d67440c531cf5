"""What the clock does: asking owners, each occasion once; reviews on the agenda and by letter."""

from __future__ import annotations

from datetime import timedelta

from build import in_force, party
from cast import NOW, TODAY, Cast, belongs, person
from mutirao.base.agenda import agenda
from mutirao.base.agenda.models import Item
from mutirao.base.notices.models import Letter
from mutirao.base.services.models import Service
from mutirao.planning.decisions import acts, clock, promise_acts
from mutirao.planning.decisions.block import BLOCK
from mutirao.planning.decisions.models import Promise, Review
from promising import BENCHES, DAY, DUE, LATER, NEVER, days_later, decide, now, occasions, promise


def lines(service: Service, n: int) -> list[tuple[str, str]]:
    """What the agenda says so many days later."""
    return [(line.says, line.state) for line in agenda.of(service, at=days_later(n))]


def test_the_platform_runs_both_jobs() -> None:
    assert BLOCK.clock == (clock.chase, clock.tell_reviews)


# -- promises -----------------------------------------------------------------------------------------------


def test_the_owner_is_asked_before_the_day_on_it_and_after_it(cast: Cast) -> None:
    made = promise(cast, in_force(cast))
    for n in range(200):
        clock.chase(days_later(n))
        clock.chase(days_later(n) + timedelta(minutes=1))
    assert occasions(made) == ["made", f"{DUE}:before", *(f"{DUE}:{n}" for n in range(7))]
    letters = list(Letter.objects.filter(event__contains=str(DUE)).order_by("id"))
    assert [(letter.due_at.date() - DUE).days for letter in letters] == [-14, 0, 14, 28, 42, 56, 70, 84]
    for letter, words in zip(
        letters, ("That is in 14 days.", "That is today.", "That was 14 days ago."), strict=False
    ):
        assert words in letter.text and BENCHES in letter.text and letter.subject.endswith(BENCHES)
    assert (now(made).asked, now(made).ask_on) == (9, None)


def test_a_clock_that_stood_still_asks_once(cast: Cast) -> None:
    made = promise(cast, in_force(cast))
    clock.chase(days_later(110))
    clock.chase(days_later(111))
    assert occasions(made) == ["made", f"{DUE}:3"]
    assert "That was 50 days ago." in Letter.objects.latest("id").text


def test_a_new_day_is_asked_about_anew(cast: Cast) -> None:
    made = promise(cast, in_force(cast))
    clock.chase(days_later(46))
    promise_acts.move(promise=made, said=LATER, by=cast.acting("ada"), at=days_later(50))
    clock.chase(days_later(60))
    assert occasions(made) == ["made", f"{DUE}:before"]
    clock.chase(days_later(76))
    assert occasions(made) == ["made", f"{DUE}:before", f"{LATER.due_on}:before"]


def test_nobody_is_asked_about_what_is_settled(cast: Cast) -> None:
    service = in_force(cast)
    kept, broken = promise(cast, service), promise(cast, service)
    promise_acts.keep(promise=kept, by=cast.acting("ada"), at=NOW)
    promise_acts.give_up(promise=broken, said=NEVER, by=cast.acting("ada"), at=NOW)
    clock.chase(days_later(100))
    assert occasions(kept) == occasions(broken) == ["made"]


def test_whoever_was_told_that_it_is_not_done_is_asked_again(cast: Cast) -> None:
    made = promise(cast, in_force(cast))
    promise_acts.keep(promise=made, by=cast.acting("ada"), at=NOW)
    promise_acts.question(promise=made, by=cast.acting("rosa"), at=NOW)
    for n in range(1, 100):
        clock.chase(days_later(n))
    claim = made.changes.get(event="keep")
    again = [f"{TODAY}:questioned:{n}" for n in range(1, 7)]
    assert occasions(made) == ["made", f"questioned:{claim.pk}", *again]


def test_the_agenda_says_due_soon_and_then_late(cast: Cast) -> None:
    made = promise(cast, in_force(cast))
    about = Item.objects.filter(about=f"decisions.promise:{made.pk}")
    assert not about.exists()
    clock.chase(days_later(46))
    assert lines(made.service, 46) == [(f"Due soon, promised by Council team: “{BENCHES}”", "coming")]
    assert lines(made.service, 60)[0][1] == "coming"
    assert lines(made.service, 61) == [(f"Late, promised by Council team: “{BENCHES}”", "waiting")]
    promise_acts.give_up(promise=made, said=NEVER, by=cast.acting("ada"), at=days_later(62))
    assert lines(made.service, 62) == [
        (f"Promised by Council team, and will not be done: “{BENCHES}”", "lately")
    ]
    assert lines(made.service, 80) == []


def test_a_promise_for_a_near_day_is_on_the_agenda_at_once(cast: Cast) -> None:
    made = promise(cast, in_force(cast), due_on=TODAY + 5 * DAY, what="word " * 60)
    item = Item.objects.get(about=f"decisions.promise:{made.pk}")
    assert (item.kind, len(item.title)) == ("promise.due", 100)
    promise_acts.move(promise=made, said=LATER, by=cast.acting("ada"), at=NOW)
    assert not Item.objects.filter(about=f"decisions.promise:{made.pk}").exists()


def test_another_clock_has_just_asked(cast: Cast) -> None:
    made = promise(cast, in_force(cast))
    Promise.objects.filter(pk=made.pk).update(ask_on=TODAY)  # nothing has come yet: only the next day is set
    clock.chase(NOW)
    assert (occasions(made), now(made).ask_on) == (["made"], DUE - 14 * DAY)


# -- reviews ------------------------------------------------------------------------------------------------


def test_a_review_goes_on_the_agenda_and_then_to_those_who_sign(cast: Cast) -> None:
    service = in_force(cast)
    second = person("Tia", email="")
    belongs(second, cast.residents, may_sign=True)
    made = decide(cast, service, review_on=DUE, answers=party(service, cast.residents))
    agenda.drop(made, "decision.made")
    clock.tell_reviews(days_later(45))
    assert lines(service, 45) == []
    clock.tell_reviews(days_later(46))
    assert lines(service, 46) == [("The decision “Benches first” will soon be looked at again", "coming")]
    assert not Letter.objects.exists()
    for n in (60, 60, 61):
        clock.tell_reviews(days_later(n))
    assert lines(service, 60) == [("The decision “Benches first” is to be looked at again now", "waiting")]
    letters = Letter.objects.order_by("person__name")
    assert [letter.person for letter in letters] == [cast.cam, second]
    assert letters[0].subject == "Time to look again: Benches first"
    assert "Residents circle answers for it." in letters[0].text
    assert f"/decisions/{made.pk}/" in letters[0].text
    assert Review.objects.get().tell_on is None
    acts.review(decision=made, finding="It stands.", by=cast.acting("ada"), at=days_later(62))
    assert lines(service, 62) == []


def test_where_nobody_was_named_those_who_decided_are_told(cast: Cast) -> None:
    decide(cast, in_force(cast), review_on=DUE)
    clock.tell_reviews(days_later(70))
    assert Letter.objects.get().person == cast.ada
    assert "Council team answers for it." in Letter.objects.get().text


def test_a_replaced_decision_is_not_looked_at_again(cast: Cast) -> None:
    service = in_force(cast)
    first = decide(cast, service, review_on=DUE)
    clock.tell_reviews(days_later(46))
    decide(cast, service, supersedes=first)
    clock.tell_reviews(days_later(70))
    assert not Letter.objects.exists()
    assert not Item.objects.filter(about=f"decisions.decision:{first.pk}", kind="decision.review").exists()
