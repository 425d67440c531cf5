"""Pages about meetings: reading, calling, signing up, the door, elections, minutes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from test_election_acts import forum

from assembling import call, door, poster
from assembling import set_rule as set_rule_of
from build import in_force
from cast import Cast
from mutirao.base.register.models import Act
from mutirao.base.services.models import Service
from mutirao.planning.decisions.models import Decision
from mutirao.planning.meetings.models import Attendance, Candidate, Election, Meeting, Minute, Scale, SignUp
from mutirao.theory.meetings import SLIDING, DelegateRule
from visiting import client_of, errors, text

HERE = "/services/small-works/meetings/"
NOW = timezone.now()
SOON = NOW + timedelta(days=4)
FORM = {
    "title": "Plenary",
    "kind": "assembly",
    "day": f"{SOON:%Y-%m-%d}",
    "begins": "18:00",
    "ends": "20:00",
    "place": "Village hall",
    "items": "Welcome\n\nPriorities",
    "open_to": "everyone",
}


@pytest.fixture
def service(cast: Cast) -> Service:
    """A service where meetings are held today, by the real clock, with the sliding scale."""
    made = in_force(cast)
    made.blocks = ["meetings", "councils", "budgets", "decisions"]
    made.save()
    rule = DelegateRule(SLIDING, since=(NOW - timedelta(days=9)).date(), origin="Regulation")
    set_rule_of(cast, made, rule)
    return made


@pytest.fixture
def meeting(cast: Cast, service: Service) -> Iterator[Meeting]:
    """One that began an hour ago and lasts three."""
    yield call(cast, service, starts_at=NOW - timedelta(hours=1), ends_at=NOW + timedelta(hours=2))


def hand_in(meeting: Meeting, token: str, sent: Any) -> tuple[int, dict[str, Any]]:
    """What a device gets as answer."""
    response = Client(enforce_csrf_checks=True).post(
        f"{meeting.path}lines/{token}/", json.dumps(sent), content_type="application/json"
    )
    return response.status_code, json.loads(response.content)


# -- reading and calling --------------------------------------------------------------------------------


def test_before_any_meeting(service: Service, client: Client) -> None:
    page = text(client.get(HERE))
    assert "No meeting has been called yet" in page and "Sign in first" in page


def test_calling_one(cast: Cast, service: Service) -> None:
    ada = client_of(cast.ada)
    assert ada.get(f"{HERE}call/").status_code == 200
    response = ada.post(f"{HERE}call/", FORM)
    made = Meeting.objects.get()
    assert (response.status_code, response["Location"]) == (302, made.path)
    assert (made.title, made.items) == ("Plenary", ["Welcome", "Priorities"])
    local = timezone.localtime(made.starts_at)
    assert (local.hour, local.minute, local.date()) == (18, 0, SOON.date())
    again = ada.post(f"{HERE}call/", FORM)
    assert again.status_code == 422
    assert errors(again) == {"__all__": ["This meeting has been called already."]}
    assert errors(ada.post(f"{HERE}call/", {**FORM, "ends": "17:00"})) == {
        "__all__": ["The meeting must end after it begins."]
    }
    assert "Plenary" in text(Client().get(HERE)) and "Village hall" in text(Client().get(made.path))
    changed = ada.post(f"{made.path}change/", {**FORM, "place": "School"})
    assert changed.status_code == 302 and Meeting.objects.get().place == "School"
    assert ada.get(f"{made.path}change/").context["form"].initial["items"] == "Welcome\nPriorities"
    assert ada.post(f"{made.path}call-off/", {"why": "Storm"}).status_code == 302
    assert "This meeting is called off" in text(Client().get(made.path))


@pytest.mark.parametrize(
    "page",
    [
        "{here}call/",
        "{m}change/",
        "{m}call-off/",
        "{m}needs/",
        "{m}poster/",
        "{m}sheet/",
        "{m}type-in/",
        "{m}close/",
    ],
)
@pytest.mark.parametrize("who", [None, "dee"])
def test_what_only_those_who_call_meetings_see(
    cast: Cast, service: Service, meeting: Meeting, page: str, who: str | None
) -> None:
    response = client_of(getattr(cast, who) if who else None).get(page.format(m=meeting.path, here=HERE))
    assert response.status_code == 403
    assert "Council team" in text(response)


def test_the_rule_for_delegates_is_worked_out(cast: Cast, service: Service, client: Client) -> None:
    page = client.get(f"{HERE}delegates/")
    ((_scale, worked),) = page.context["rows"]
    assert worked == [(9, 1, 0), (100, 10, 0), (250, 18, 0), (520, 26, 0), (1789, 58, 0)]
    ada = client_of(cast.ada)
    given = {"per_1": 5, "substitutes": 20, "since": f"{SOON:%Y-%m-%d}", "origin": "Rules of 2026"}
    assert ada.post(f"{HERE}delegates/set/", given).status_code == 302
    newest = Scale.objects.all()[0]
    assert (newest.bands, newest.substitutes_percent) == ([[None, 5]], 20)
    for wrong, said in (
        ({"up_to_1": 100}, "Leave “up to how many people” empty in the last step."),
        ({"per_3": 9}, "Fill in the steps one after the other, without a gap."),
        ({}, "A new rule must begin after those that are there."),
    ):
        assert errors(ada.post(f"{HERE}delegates/set/", {**given, **wrong})) == {"__all__": [said]}


# -- signing up -----------------------------------------------------------------------------------------


def test_signing_up_says_what_you_need_to_those_who_call_the_meeting_only(
    cast: Cast, service: Service, meeting: Meeting
) -> None:
    rosa = client_of(cast.rosa)
    said = {"children": 2, "travel": "on", "access": "Step-free"}
    assert rosa.post(f"{meeting.path}sign-up/", said).status_code == 302
    assert rosa.get(f"{meeting.path}sign-up/").context["form"].initial["access"] == "Step-free"
    assert "You are signed up." in text(rosa.get(meeting.path))
    page = client_of(cast.ada).get(f"{meeting.path}needs/")
    assert page.context["needs"]["children"] == 2 and "Rosa" in text(page)
    assert "Rosa" not in text(rosa.get(meeting.path)) and "Step-free" not in text(Client().get(meeting.path))
    assert rosa.get(f"{meeting.path}sign-off/").status_code == 405
    assert rosa.post(f"{meeting.path}sign-off/").status_code == 302
    assert not SignUp.objects.exists()
    assert Client().get(f"{meeting.path}sign-up/").status_code == 403


def test_a_meeting_of_members_says_so(cast: Cast, service: Service) -> None:
    made = call(
        cast,
        service,
        starts_at=NOW,
        ends_at=NOW + timedelta(hours=2),
        open_to="body",
        open_to_body=cast.residents,
    )
    dee = client_of(cast.dee)
    assert "Members of Residents circle may take part." in text(dee.get(made.path))
    assert dee.post(f"{made.path}sign-up/", {}).status_code == 403
    page = text(Client().post(f"{made.path}in/{poster(made)}/", {"key": "k" * 20}))
    assert "This meeting is for members" in page
    assert dee.post(f"{made.path}in/{poster(made)}/", {}).status_code == 403


# -- the door -------------------------------------------------------------------------------------------


def test_signing_in_by_the_poster(cast: Cast, service: Service, meeting: Meeting) -> None:
    address = f"{meeting.path}in/{poster(meeting)}/"
    shown = text(client_of(cast.ada).get(f"{meeting.path}poster/"))
    assert address in shown and '<img src="data:image/svg+xml' in shown
    rosa = client_of(cast.rosa)
    assert rosa.post(address, {"group": "Choir"}).status_code == 302
    assert errors(rosa.post(address, {}))["__all__"] == ["You have signed in already: you are counted once."]
    assert "you are counted" in text(rosa.get(meeting.path))
    phone = Client()
    key = phone.get(address).context["form"].initial["key"]
    for status in (302, 422):
        assert phone.post(address, {"key": key, "initials": "A.B."}).status_code == status
    borrowed = rosa.post(f"{address}?somebody", {"key": "another-key-of-a-phone"})
    assert borrowed.status_code == 302
    assert list(Attendance.objects.values_list("channel", "group_key")) == [
        ("qr", "choir"),
        ("phone", ""),
        ("phone", ""),
    ]
    assert "3 people are there." in text(Client().get(meeting.path))
    assert "A.B." not in text(Client().get(meeting.path))


def test_codes_that_do_not_work_are_answered_in_plain_words(
    cast: Cast, service: Service, meeting: Meeting
) -> None:
    forged = Client().get(f"{meeting.path}in/{'f' * 20}/")
    assert forged.status_code == 403
    assert "This code does not belong to this meeting." in text(forged)
    assert Client().get(f"{meeting.path}door/{poster(meeting)}/").status_code == 403
    assert Client().get(f"{meeting.path}in/{door(meeting)}/").status_code == 403
    later = call(cast, service, title="Later", starts_at=SOON, ends_at=SOON + timedelta(hours=1))
    early = Client().get(f"{later.path}in/{poster(later)}/")
    assert early.status_code == 200 and "The doors are not open yet." in text(early)
    Meeting.objects.filter(pk=meeting.pk).update(closed_at=NOW)
    over = Client().post(f"{meeting.path}in/{poster(meeting)}/", {"key": "k" * 20})
    assert "The doors are closed" in text(over)
    assert not Attendance.objects.exists()


def test_the_device_at_the_door_works_without_scripts(cast: Cast, service: Service, meeting: Meeting) -> None:
    address = f"{meeting.path}door/{door(meeting)}/"
    assert address in text(client_of(cast.ada).get(f"{meeting.path}poster/?door"))
    device = Client()
    for _person in range(2):
        page = device.get(address)
        form = {"key": page.context["form"].initial["key"], "group": "Choir"}
        assert device.post(address, form).status_code == 302
    assert Attendance.objects.filter(channel="door").count() == 2
    worker = device.get(f"{meeting.path}door/worker.js")
    assert worker["Content-Type"] == "text/javascript; charset=utf-8"
    assert "addEventListener" in text(worker)


def test_handing_in_is_harmless_however_often(cast: Cast, service: Service, meeting: Meeting) -> None:
    sent = {
        "lines": [
            {"key": f"device-one-{n}", "group": "Choir", "initials": "A", "written": NOW.isoformat()}
            for n in range(3)
        ]
    }
    keys = [line["key"] for line in sent["lines"]]
    for _time in range(3):
        assert hand_in(meeting, door(meeting), sent) == (200, {"done": keys, "refused": {}})
    assert Attendance.objects.count() == 3
    assert Act.objects.filter(name="meeting.walk_in").count() == 1


def test_handing_in_takes_what_is_good_and_says_why_not(
    cast: Cast, service: Service, meeting: Meeting
) -> None:
    old = (NOW - timedelta(days=1)).isoformat()
    sent = {"lines": [{"key": "good-line-1"}, {"key": "early-line", "written": old}]}
    assert hand_in(meeting, door(meeting), sent) == (
        200,
        {
            "done": ["good-line-1"],
            "refused": {
                "early-line": "The doors are not open yet. "
                "You can sign in from three hours before the meeting."
            },
        },
    )
    status, answer = hand_in(meeting, "f" * 20, sent)
    assert status == 403 and set(answer["refused"]) == {"good-line-1", "early-line"}
    Meeting.objects.filter(pk=meeting.pk).update(closed_at=NOW)
    _status, answer = hand_in(
        meeting, door(meeting), {"lines": [{"key": "good-line-1"}, {"key": "new-line-9"}]}
    )
    assert answer["done"] == [] and set(answer["refused"]) == {"good-line-1", "new-line-9"}


def test_a_line_already_there_is_done_even_where_new_ones_are_refused(cast: Cast, service: Service) -> None:
    made = call(
        cast,
        service,
        starts_at=NOW,
        ends_at=NOW + timedelta(hours=2),
        open_to="body",
        open_to_body=cast.residents,
    )
    hand_in(made, door(made), {"lines": [{"key": "known-line"}]})
    _status, answer = hand_in(made, poster(made), {"lines": [{"key": "known-line"}, {"key": "fresh-line"}]})
    assert answer["done"] == ["known-line"] and list(answer["refused"]) == ["fresh-line"]


@pytest.mark.parametrize(
    "sent",
    [
        [],
        {},
        {"lines": []},
        {"lines": "x"},
        {"lines": [1]},
        {"lines": [{"key": "short"}]},
        {"lines": [{"key": 12345678}]},
        {"lines": [{"key": "k" * 201}]},
        {"lines": [{"key": "a-good-key", "written": "noon"}]},
        {"lines": [{"key": "a-good-key", "written": "2026-02-31T12:00:00Z"}]},
        {"lines": [{"key": "a-good-key", "written": "2026-05-04T12:00:00"}]},
        {"lines": [{"key": "a-good-key", "written": 7}]},
        {"lines": [{"key": f"a-good-key-{n}"} for n in range(501)]},
    ],
)
def test_what_cannot_be_read_is_refused_whole(
    cast: Cast, service: Service, meeting: Meeting, sent: Any
) -> None:
    assert hand_in(meeting, door(meeting), sent) == (
        400,
        {"done": [], "refused": {}, "says": "We cannot read these lines."},
    )
    assert Client().get(f"{meeting.path}lines/{door(meeting)}/").status_code == 405


def test_typing_in_a_sheet(cast: Cast, service: Service, meeting: Meeting) -> None:
    ada = client_of(cast.ada)
    assert len(ada.get(f"{meeting.path}sheet/?number=3").context["lines"]) == 14
    assert ada.get(f"{meeting.path}sheet/?number=x").context["number"] == 1
    area = service.area_id
    given = {"sheet": 2, "here_1": "on", "initials_3": "A.B.", "area_4": area, "group_14": "Choir"}
    assert ada.post(f"{meeting.path}type-in/", given).status_code == 302
    assert list(Attendance.objects.values_list("key", "area", "initials", "group_name")) == [
        ("sheet:2:1", None, "", ""),
        ("sheet:2:3", None, "A.B.", ""),
        ("sheet:2:4", area, "", ""),
        ("sheet:2:14", None, "", "Choir"),
    ]
    assert ada.post(f"{meeting.path}type-in/", given).status_code == 422
    assert errors(ada.post(f"{meeting.path}type-in/", {"sheet": 3})) == {
        "__all__": ["There is no line to write down."]
    }
    written = ada.get(f"{meeting.path}written/")
    assert "sheet 2, line 14" in text(written)
    line = Attendance.objects.first()
    assert line is not None
    ada.post(f"{meeting.path}written/{line.pk}/strike/", {"why": "mistyped"})
    assert Attendance.objects.counted().count() == 3


def test_the_screen_in_the_room_counts_by_itself(cast: Cast, service: Service, meeting: Meeting) -> None:
    for n in range(4):
        hand_in(meeting, door(meeting), {"lines": [{"key": f"screen-{n}-{k}"} for k in range(130)]})
    page = Client().get(meeting.path)
    assert "520 people are there." in text(page) and "That makes 26 delegates" in text(page)
    assert 'hx-trigger="every 15s"' in text(page)
    part = Client().get(meeting.path, headers={"HX-Request": "true"})
    assert text(part).lstrip().startswith('<div id="present"') and "<html" not in text(part)
    ada = client_of(cast.ada)
    assert "520 people are counted now." in text(ada.get(f"{meeting.path}close/"))
    assert ada.post(f"{meeting.path}close/").status_code == 302
    closed = text(Client().get(meeting.path))
    assert "That makes 26 delegates" in closed and "hx-trigger" not in closed


# -- elections and minutes ------------------------------------------------------------------------------


def test_an_election_from_opening_to_the_seat(cast: Cast, service: Service, meeting: Meeting) -> None:
    seats = forum(cast, service, full=2, substitutes=1)
    ada, rosa = client_of(cast.ada), client_of(cast.rosa)
    page = f"{meeting.path}elections/"
    assert "No election has been opened" in text(Client().get(page))
    rosa.post(f"{meeting.path}in/{poster(meeting)}/", {})
    opened = ada.post(f"{page}open/", {"category": seats.pk, "full": 1, "substitutes": 0})
    assert opened.status_code == 302
    election = Election.objects.get()
    assert rosa.post(f"{page}{election.pk}/stand/").status_code == 302
    assert client_of(cast.dee).post(f"{page}{election.pk}/stand/").status_code == 422
    assert ada.get(f"{page}{election.pk}/enter/").status_code == 200
    shown = text(Client().get(page))
    assert "1 person stands" in shown and "Rosa" not in shown
    count = f"{page}{election.pk}/count/"
    assert rosa.get(count).status_code == 200  # her circle does "Run votes"
    assert client_of(cast.dee).get(count).status_code == 403
    key = Candidate.objects.get().pk
    form = {f"votes_{key}": 7, "source": "Show of hands", "starts": f"{NOW:%Y-%m-%d}"}
    assert ada.post(count, form).status_code == 302
    assert "elected" in text(Client().get(page)) and "Rosa" not in text(Client().get(page))
    assert ada.post(count, form).status_code == 422


def test_entering_a_candidate_on_paper(cast: Cast, service: Service, meeting: Meeting) -> None:
    seats = forum(cast, service)
    Attendance.objects.create(
        meeting=meeting, key="pat", person=cast.pat, channel="qr", signed_at=NOW, recorded_at=NOW
    )
    ada = client_of(cast.ada)
    page = f"{meeting.path}elections/"
    ada.post(f"{page}open/", {"category": seats.pk, "full": 1, "substitutes": 0})
    enter = f"{page}{Election.objects.get().pk}/enter/"
    assert ada.post(enter, {"person": str(cast.dee.pk)}).status_code == 422
    assert ada.post(enter, {"person": str(cast.pat.pk)}).status_code == 302
    assert Candidate.objects.get().person == cast.pat


def test_minutes_are_read_by_everybody_once_they_are_published(
    cast: Cast, service: Service, meeting: Meeting
) -> None:
    ada, page = client_of(cast.ada), f"{meeting.path}minutes/"
    assert "Nothing is written yet" in text(Client().get(page))
    assert ada.post(f"{page}write/", {"text": "Benches first.", "item": "Priorities"}).status_code == 302
    assert ada.post(f"{page}write/", {"text": ""}).status_code == 422
    assert ada.post(f"{page}write/", {"text": "The hall was cold."}).status_code == 302
    assert ada.post(f"{page}2/", {"text": "The hall was warm."}).status_code == 302
    assert "Benches first." not in text(Client().get(page))
    clauses = service.in_force.clauses.filter(duty="set_priorities", way="answers")  # type: ignore[union-attr]
    answering = ada if clauses.get().party.body == cast.council else client_of(cast.cam)
    given = {"title": "Benches", "outcome": "Benches come first.", "reasons": "Most hands."}
    assert answering.post(f"{page}1/decide/", given).status_code == 302
    assert Decision.objects.get().title == "Benches"
    seen = text(Client().get(page))
    assert "Benches first." in seen and "The hall was warm." not in seen
    assert ada.post(f"{page}publish/").status_code == 302
    assert "The hall was warm." in text(Client().get(page))
    assert Minute.objects.count() == 2
    assert ada.post(f"{page}write/", {"text": "Too late."}).status_code == 422
