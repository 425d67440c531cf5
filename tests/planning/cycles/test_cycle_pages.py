"""Pages about calendars: reading, making, adding, moving, removing."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from build import in_force
from cast import NOW, Cast
from cycling import at_service, made
from mutirao.planning.cycles import acts
from mutirao.planning.cycles.models import Cycle, Phase
from situations_of.cycles import phase
from visiting import client_of, errors, text

HERE = "/services/small-works/cycles/"
REQUIRED = ["This field is required."]


def from_now(title: str, first: float, last: float) -> acts.NewPhase:
    """A phase from so many days from the real today, for pages, which read the clock."""
    now = timezone.now()
    return acts.NewPhase(title, "What happens", now + timedelta(days=first), now + timedelta(days=last))


def test_before_there_is_a_calendar(cast: Cast, client: Client) -> None:
    at_service(cast)
    page = text(client.get(HERE))
    assert "There is no calendar yet" in page and "Sign in first" in page
    assert client.get(f"{HERE}1/").status_code == 404
    assert client.get(f"{HERE}phases/1/").status_code == 404


def test_a_calendar_with_now_marked(cast: Cast, client: Client) -> None:
    at_service(cast)
    cycle = made(cast, from_now("Listen", -9, -4), from_now("Rank", -4, 6.5), from_now("Divide", 7, 20))
    response = client.get(f"{HERE}{cycle.pk}/")
    assert [(line.title, line.is_now, str(line.stage)) for line in response.context["lines"]] == [
        ("Listen", False, "over"),
        ("Rank", True, "now"),
        ("Divide", False, "to come"),
    ]
    assert response.context["timeline"].finding == "It is the time of “Rank”. It ends in 6 days."
    assert text(response).count('class="m-chart__mark"') == 3
    assert "Meeting of 3 May" in text(response)
    (listed,) = client.get(HERE).context["listed"]
    assert (listed[0].title, listed[1].title, listed[2]) == ("Budget of 2027", "Rank", 3)


@pytest.mark.parametrize(
    ("phases", "said"),
    [
        ((), ""),
        ((from_now("Listen", -9, -4),), "Everything in this calendar is over."),
        ((from_now("Listen", -9, 0.01),), "It is the time of “Listen”. It ends today."),
    ],
)
def test_what_the_picture_shows_in_a_sentence(
    cast: Cast, client: Client, phases: tuple[acts.NewPhase, ...], said: str
) -> None:
    at_service(cast)
    response = client.get(f"{HERE}{made(cast, *phases).pk}/")
    assert response.context["timeline"].finding == said


def test_between_two_phases(cast: Cast, client: Client) -> None:
    at_service(cast)
    cycle = made(cast, from_now("Listen", -9, -4), from_now("Rank", 5, 6))
    said = client.get(f"{HERE}{cycle.pk}/").context["timeline"].finding
    assert said.startswith("Nothing is open now. “Rank” begins on ")


def test_making_a_calendar_from_the_published_one(cast: Cast) -> None:
    at_service(cast)
    ada = client_of(cast.ada)
    page = text(ada.get(f"{HERE}make/"))
    assert "CIDADE" in page and "published, quoted from memory" in page
    given = {
        "title": "Budget of 2027",
        "origin": "Council, 4 May",
        "template": "single-round",
        "year": "2026",
    }
    response = ada.post(f"{HERE}make/", given)
    cycle = Cycle.objects.get()
    assert (response.status_code, response["Location"]) == (302, f"{HERE}{cycle.pk}/")
    assert str(cycle.phases.all()[0].opens_at.date()) == "2026-03-01"
    assert [p.title for p in cycle.phases.all()] == [
        "Meetings to prepare",
        "Single round of assemblies",
        "Forums put works in order",
        "City assembly",
        "The council divides the money",
        "The rules are looked at again",
    ]
    again = ada.post(f"{HERE}make/", given)
    said = "There is a calendar called “Budget of 2027” here already."
    assert (again.status_code, errors(again)) == (422, {"__all__": [said]})


def test_making_a_calendar_in_another_language(cast: Cast) -> None:
    at_service(cast)
    given = {"title": "2027", "origin": "Council", "template": "four-steps", "year": "2027"}
    assert client_of(cast.ada).post(f"{HERE}make/", given, HTTP_ACCEPT_LANGUAGE="fr").status_code == 302
    assert Cycle.objects.get().phases.count() == 4


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"title": " "}, {"title": REQUIRED, "origin": REQUIRED}),
        ({"title": "A", "origin": "B", "template": "two-rounds"}, {"year": ["Say in which year it begins."]}),
        (
            {"title": "A", "origin": "B", "template": "x"},
            {"template": ["Select a valid choice. x is not one of the available choices."]},
        ),
        (
            {"title": "A", "origin": "B", "year": "99999"},
            {"year": ["Ensure this value is less than or equal to 2200."]},
        ),
    ],
)
def test_a_form_says_what_is_wrong(cast: Cast, given: dict[str, str], said: dict[str, list[str]]) -> None:
    at_service(cast)
    response = client_of(cast.ada).post(f"{HERE}make/", given)
    assert (response.status_code, errors(response)) == (422, said)
    assert not Cycle.objects.exists()


def test_adding_a_phase_by_its_first_and_last_day(cast: Cast) -> None:
    at_service(cast)
    cycle = made(cast)
    given = {"title": "Rank", "about": "Four each.", "first": "2026-06-01", "last": "2026-06-30"}
    rosa = client_of(cast.rosa)
    assert rosa.post(f"{HERE}{cycle.pk}/add/", given)["Location"] == f"{HERE}{cycle.pk}/"
    found = Phase.objects.get()
    # midnights of London in summer
    assert [m.isoformat() for m in (found.opens_at, found.closes_at)] == [
        "2026-05-31T23:00:00+00:00",
        "2026-06-30T23:00:00+00:00",
    ]
    wrong = rosa.post(f"{HERE}{cycle.pk}/add/", {**given, "title": "Late", "last": "2026-05-20"})
    said = "“Late” would end before it begins. Look at the two dates again."
    assert (wrong.status_code, errors(wrong)) == (422, {"__all__": [said]})
    far = rosa.post(f"{HERE}{cycle.pk}/add/", {**given, "title": "Far", "last": "9999-12-31"})
    assert errors(far) == {"last": ["Choose a day between 1900 and 2200."]}


def test_moving_a_phase_with_a_public_reason(cast: Cast, client: Client) -> None:
    at_service(cast)
    cycle = made(cast)
    given = {"title": "Rank", "first": "2026-06-01", "last": "2026-06-30"}
    ada = client_of(cast.ada)
    ada.post(f"{HERE}{cycle.pk}/add/", given)
    found = Phase.objects.get()
    page = f"{HERE}phases/{found.pk}/"
    form = ada.get(f"{page}move/").context["form"]
    assert {name: str(day) for name, day in form.initial.items()} == {
        "first": "2026-06-01",
        "last": "2026-06-30",
    }
    moved = {"first": "2026-06-08", "last": "2026-07-05", "why": "The hall is shut\nfor repairs."}
    assert ada.post(f"{page}move/", moved)["Location"] == page
    shown = client.get(page)
    (move,) = shown.context["moves"]
    assert (move.before, move.after) == ("1 Jun 2026 to 30 Jun 2026", "8 Jun 2026 to 5 Jul 2026")
    assert "The hall is shut<br>for repairs." in text(shown)
    again = ada.post(f"{page}move/", moved)
    assert (again.status_code, errors(again)) == (422, {"__all__": ["These are the dates it has already."]})
    assert errors(ada.post(f"{page}move/", {**moved, "why": ""})) == {"why": REQUIRED}


def test_removing_a_phase(cast: Cast) -> None:
    at_service(cast)
    cycle = made(cast, from_now("Listen", -1, 3), from_now("Rank", 5, 6))
    listen, rank = cycle.phases.all()
    ada = client_of(cast.ada)
    assert "Remove this phase" in text(ada.get(f"{HERE}phases/{rank.pk}/"))
    assert "Remove this phase" not in text(ada.get(f"{HERE}phases/{listen.pk}/"))
    assert ada.get(f"{HERE}phases/{rank.pk}/remove/").status_code == 405
    late = ada.post(f"{HERE}phases/{listen.pk}/remove/")
    assert late.context["sentences"] == ["It has begun, so it stays on record. You can give it other dates."]
    assert ada.post(f"{HERE}phases/{rank.pk}/remove/")["Location"] == f"{HERE}{cycle.pk}/"
    assert [p.title for p in cycle.phases.all()] == ["Listen"]


@pytest.mark.parametrize("who", [None, "dee", "eve"])
def test_others_are_told_whom_to_ask(cast: Cast, who: str | None) -> None:
    at_service(cast)
    cycle = made(cast, phase("Listen", 1, 10))
    found = cycle.phases.get()
    browser = client_of(getattr(cast, who) if who else None)
    for page in ("make/", f"{cycle.pk}/add/", f"phases/{found.pk}/move/", f"phases/{found.pk}/remove/"):
        response = browser.post(HERE + page, {"why": "x"})
        assert response.status_code == 403 and "Council team desk" in text(response)
    assert Phase.objects.get().opens_at == NOW + timedelta(days=1)


def test_what_belongs_to_another_service_is_not_shown_here(cast: Cast, client: Client) -> None:
    at_service(cast)
    cycle = made(cast, phase("Listen", 1, 10))
    in_force(cast, name="Elsewhere")
    for page in (f"{cycle.pk}/", f"phases/{cycle.phases.get().pk}/"):
        assert client.get(f"/services/elsewhere/cycles/{page}").status_code == 404
