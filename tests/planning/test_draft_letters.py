"""Letters about drafts: to whoever may sign, once for each event, in their language; and the clock."""

from __future__ import annotations

from datetime import timedelta

import pytest

from cast import NOW, TODAY, Cast, belongs, person
from mutirao.base.agenda import agenda
from mutirao.base.notices.models import Letter
from mutirao.planning.cycles.models import Cycle, Phase
from mutirao.planning.drafts import clock, ending_acts
from mutirao.planning.drafts.models import Draft, Round
from negotiating import AFTER, CLOSES, OBJECT, ONE, TITLE, Hall

pytestmark = pytest.mark.django_db
SOON = CLOSES - timedelta(days=2)


@pytest.fixture
def hall(cast: Cast) -> Hall:
    """The hall."""
    return Hall(cast)


def written(kind: str) -> list[str]:
    """To whom letters of this kind were written."""
    return sorted(
        letter.address for letter in Letter.objects.filter(event__startswith="draft-", event__contains=kind)
    )


def test_who_may_sign_hears_that_a_round_is_open(hall: Hall) -> None:
    belongs(person("Zed"), hall.parents, may_sign=True, ends=TODAY)  # a term that ended
    hall.opened()
    assert written("opened") == ["ada@example.org", "ann@example.org", "cam@example.org"]
    letter = Letter.objects.get(address="cam@example.org")
    assert (letter.subject, letter.service) == (f"Draft: {TITLE}", hall.service)
    assert letter.text == (
        "“Rules for the hall” is being negotiated. Please say, clause by clause, what Residents circle "
        f"thinks of it, until 11 May 2026, 13:00.\n\nhttp://127.0.0.1:8000{ONE}\n"
    )


def test_who_had_marked_a_clause_hears_that_it_changed_and_nobody_else(hall: Hall) -> None:
    draft = hall.opened()
    hall.mark(draft, "cam", OBJECT, "Too late.")
    hall.mark(draft, "ann", number=2)
    hall.change(draft, "Open from 9 to 8.")
    assert written("changed") == ["cam@example.org"]
    letter = Letter.objects.get(event__contains="changed")
    assert letter.text == (
        "Clause 1 of “Rules for the hall” has changed. What Residents circle said of it was about the "
        f"earlier wording. Please look at the new one and mark it again.\n\nhttp://127.0.0.1:8000{ONE}clauses/1/\n"
    )
    hall.change(draft, "Open from 9 to 7.")
    assert written("changed") == ["cam@example.org"]


def test_a_letter_is_in_the_readers_language(hall: Hall) -> None:
    hall.ann.language = "fr"
    hall.ann.save()
    draft = hall.opened()
    texts = {letter.address: letter.text for letter in Letter.objects.filter(event__contains="opened")}
    assert "11 mai 2026" in texts["ann@example.org"] and "11 May 2026" in texts["cam@example.org"]
    assert draft.state == "negotiating"


def test_the_clock_reminds_once_those_who_have_something_left(hall: Hall) -> None:
    draft = hall.opened()
    hall.mark_all(draft, "ada")
    hall.mark(draft, "cam")
    clock.remind(SOON - timedelta(minutes=1))
    assert written("closes") == []
    clock.remind(SOON)
    assert written("closes") == ["ann@example.org", "cam@example.org"]
    belongs(person("Zed"), hall.parents, may_sign=True)
    clock.remind(SOON + timedelta(minutes=1))
    assert written("closes") == ["ann@example.org", "cam@example.org"]
    assert Round.objects.get().reminded_at == SOON
    assert "has not marked every clause of “Rules for the hall” yet" in (
        Letter.objects.get(event__contains="closes", address="cam@example.org").text
    )


def test_each_round_has_its_reminder(hall: Hall) -> None:
    draft = hall.opened()
    clock.remind(SOON)
    hall.open(draft, at=AFTER)
    clock.remind(AFTER + timedelta(days=6))
    assert len(written("closes")) == 6


def test_the_clock_is_silent_about_what_has_ended_closed_or_not_opened(hall: Hall) -> None:
    draft = hall.opened()
    clock.remind(AFTER)
    ending_acts.withdraw(draft=draft, why="Sold.", by=hall.actor("ada"), at=NOW)
    clock.remind(SOON)
    later = hall.written(title="Later rules")
    hall.open(later, opens=NOW + timedelta(hours=5), closes=NOW + timedelta(hours=9))
    clock.remind(NOW)
    assert written("closes") == []
    clock.remind(NOW + timedelta(hours=6))
    assert len(written("closes")) == 3


def test_a_round_with_a_phase_is_reminded_of_by_the_phase(hall: Hall) -> None:
    cycle = Cycle.objects.create(service=hall.service, title="2026", made_at=NOW)
    phase = Phase.objects.create(cycle=cycle, title="Talks", opens_at=NOW, closes_at=CLOSES)
    draft = hall.written()
    hall.open(draft, phase=phase)
    clock.remind(SOON)
    assert len(written("closes")) == 3
    assert Draft.objects.get().current.follows == phase.follows


def test_the_agenda_says_what_becomes_of_a_draft(hall: Hall) -> None:
    def says(at: object = NOW) -> list[tuple[str, str]]:
        return [(line.says, line.state) for line in agenda.of(hall.service, at=at)]  # type: ignore[arg-type]

    draft = hall.written()
    assert says() == [("“Rules for the hall” is being written, to be negotiated clause by clause", "open")]
    hall.open(draft)
    assert says() == [
        (
            "“Rules for the hall” is being negotiated: groups and organisations mark its clauses until "
            "11 May 2026, 13:00",
            "open",
        )
    ]
    assert says(AFTER) == [
        ("The round on “Rules for the hall” has closed: see where agreement stands", "lately")
    ]
    hall.mark_all(draft, "ada", "cam", "ann")
    hall.decide(draft)
    assert says() == [("“Rules for the hall” was agreed clause by clause and decided", "lately")]
