"""Calling meetings, signing up and in, typing in, closing the doors: one test for each way it can end."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from fractions import Fraction
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from assembling import RULE, TITLE, call, door, fill, lines, plan, poster, set_rule, type_in
from build import in_force
from cast import NOW, TODAY, Cast
from mutirao.base.actor import Actor
from mutirao.base.agenda import agenda
from mutirao.base.notices.models import Letter
from mutirao.base.people import acts as people
from mutirao.base.people.models import Area
from mutirao.base.register.models import Act
from mutirao.planning.meetings import acts, attendance_acts, queries, sign_up_acts
from mutirao.planning.meetings.attendance_acts import Line
from mutirao.planning.meetings.models import Attendance, Meeting, Scale, SignUp
from mutirao.planning.meetings.sign_up_acts import Needs
from mutirao.theory.meetings import PROPORTIONAL, Band, DelegateRule
from mutirao.theory.reasons import Refused
from refusing import refused

CLOSED = "The doors of this meeting are closed: what was counted stays as it is."
OFF = "This meeting has been called off."
SHUT = "The doors are closed: nobody can sign in any more."
FORGED = "This code does not belong to this meeting. Scan the poster in the room again."
ONCE = "This has been written down already: everybody is counted once."
LATER = {"starts_at": NOW + timedelta(days=3), "ends_at": NOW + timedelta(days=3, hours=2)}


def walk_in(meeting: Meeting, token: str, given: list[Line], **at: Any) -> Meeting:
    """Somebody without an account signs in."""
    made: Meeting = attendance_acts.walk_in(
        meeting=meeting, token=token, lines=given, by=Actor.visitor(), **{"at": NOW, **at}
    )
    return made


# -- the rule -------------------------------------------------------------------------------------------


def test_a_rule_is_data_with_a_day_and_an_origin(cast: Cast) -> None:
    service = in_force(cast)
    made = set_rule(cast, service, replace(RULE, substitutes=Fraction(1, 5), who_may="16 or older"))
    assert Scale.objects.get().as_rule() == made.as_rule()
    assert made.bands == [[100, 10], [250, 20], [400, 30], [None, 40]]
    assert Act.objects.get(name="meeting.set_rule").facts["origin"] == RULE.origin
    later = DelegateRule(PROPORTIONAL, since=TODAY + timedelta(days=30), origin="Next year")
    set_rule(cast, service, later)
    assert queries.scale_on(service, TODAY + timedelta(days=29)) == made
    assert queries.scale_on(service, TODAY + timedelta(days=30)) != made
    assert queries.scale_on(service, TODAY - timedelta(days=1)) is None


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"bands": (Band(100, 10),)}, "This rule cannot work: each step must be higher than the one before."),
        ({"since": None}, "This rule cannot work: each step must be higher than the one before."),
        ({"origin": " "}, "Say where the rule comes from."),
    ],
)
def test_a_rule_that_cannot_be(cast: Cast, wrong: dict[str, Any], said: str) -> None:
    service = in_force(cast)
    with refused("bad_input", said):
        set_rule(cast, service, replace(RULE, **wrong))


def test_rules_follow_one_another(cast: Cast) -> None:
    service = in_force(cast)
    set_rule(cast, service)
    with refused("bad_input", "A new rule must begin after those that are there."):
        set_rule(cast, service)


# -- calling --------------------------------------------------------------------------------------------


def test_calling_a_meeting_puts_it_on_the_agenda(cast: Cast) -> None:
    service = in_force(cast)
    made = call(cast, service, **LATER)
    assert Meeting.objects.get().items == ["Welcome", "Priorities"]
    (line,) = agenda.of(service, at=NOW)
    assert (line.state, line.path) == ("coming", made.path)
    assert line.says.startswith(f"“{TITLE}” on ") and "Village hall" in line.says
    (line,) = agenda.of(service, at=LATER["starts_at"])
    assert (line.state, line.says) == ("open", f"“{TITLE}” is on now, Village hall: sign in at the door")
    assert Act.objects.get(name="meeting.call").facts == {
        "meeting": TITLE,
        "starts": LATER["starts_at"].isoformat(),
        "ends": LATER["ends_at"].isoformat(),
        "place": "Village hall",
    }


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"title": " "}, "Say what the meeting is called and where it is."),
        ({"place": ""}, "Say what the meeting is called and where it is."),
        ({"kind": "party"}, "Choose what kind of meeting this is."),
        ({"ends_at": NOW}, "The meeting must end after it begins."),
        (
            {"starts_at": NOW - timedelta(hours=2), "ends_at": NOW},
            "This time is over already.",
        ),
        ({"items": ("x",) * 61}, "That is more than one meeting can do."),
        ({"open_to": "body"}, "Say whose members may come."),
        ({"open_to": "area"}, "Say in which area people must live."),
    ],
)
def test_a_meeting_that_cannot_be(cast: Cast, wrong: dict[str, Any], said: str) -> None:
    service = in_force(cast)
    with refused("bad_input", said):
        call(cast, service, **wrong)
    assert not Meeting.objects.exists()


def test_the_same_meeting_is_called_once(cast: Cast) -> None:
    service = in_force(cast)
    call(cast, service)
    with refused("bad_input", "This meeting has been called already."):
        call(cast, service)


def test_who_signed_up_is_told_of_a_new_time_and_of_the_end(cast: Cast) -> None:
    meeting = call(cast, in_force(cast), **LATER)
    sign_up_acts.sign_up(meeting=meeting, needs=Needs(), by=cast.acting("rosa"), at=NOW)
    (reminder,) = Letter.objects.all()
    assert (reminder.subject, reminder.due_at) == (f"Tomorrow: “{TITLE}”", NOW + timedelta(days=2))
    moved = plan(starts_at=NOW + timedelta(days=5), ends_at=NOW + timedelta(days=5, hours=1))
    acts.change(meeting=meeting, plan=moved, by=cast.acting("ada"), at=NOW)
    assert [(letter.subject, letter.due_at) for letter in Letter.objects.order_by("due_at")] == [
        (f"“{TITLE}” has changed", NOW),
        (f"Tomorrow: “{TITLE}”", NOW + timedelta(days=4)),
    ]
    acts.cancel(meeting=meeting, why="The hall is flooded.", by=cast.acting("ada"), at=NOW)
    assert [letter.subject for letter in Letter.objects.order_by("pk")] == [
        f"“{TITLE}” has changed",
        f"“{TITLE}” is called off",
    ]
    assert "The hall is flooded." in Letter.objects.latest("pk").text
    assert Letter.objects.exclude(person=cast.rosa).count() == 0


def test_a_new_agenda_alone_writes_no_letters(cast: Cast) -> None:
    meeting = call(cast, in_force(cast), **LATER)
    sign_up_acts.sign_up(meeting=meeting, needs=Needs(), by=cast.acting("rosa"), at=NOW)
    acts.change(meeting=meeting, plan=plan(**LATER, items=("One",)), by=cast.acting("ada"), at=NOW)
    assert Letter.objects.count() == 1 and Meeting.objects.get().items == ["One"]


def test_what_is_called_off_stays_so(cast: Cast) -> None:
    meeting = call(cast, in_force(cast))
    with refused("bad_input", "Say why: everybody who meant to come will read it."):
        acts.cancel(meeting=meeting, why=" ", by=cast.acting("ada"), at=NOW)
    acts.cancel(meeting=meeting, why="Storm.", by=cast.acting("ada"), at=NOW)
    for act, given in (
        (acts.cancel, {"why": "Again"}),
        (acts.change, {"plan": plan()}),
        (attendance_acts.close, {}),
        (attendance_acts.type_in, {"sheet": 1, "lines": lines(1)}),
        (sign_up_acts.sign_up, {"needs": Needs()}),
    ):
        with refused("wrong_state", OFF):
            act(meeting=meeting, **given, by=cast.acting("ada"), at=NOW)
    with refused("wrong_state", OFF):
        walk_in(meeting, poster(meeting), lines(1))


# -- signing up -----------------------------------------------------------------------------------------


def test_what_people_need_is_counted_and_forgotten_after_a_month(cast: Cast) -> None:
    meeting = call(cast, in_force(cast), **LATER)
    asked = Needs(children=2, travel=True, access="Step-free", language="British Sign Language", food="Vegan")
    sign_up_acts.sign_up(meeting=meeting, needs=asked, by=cast.acting("rosa"), at=NOW)
    sign_up_acts.sign_up(meeting=meeting, needs=Needs(children=1), by=cast.acting("cam"), at=NOW)
    counts = {"people": 2, "children": 3, "childcare": 2, "travel": 1, "access": 1, "language": 1, "food": 1}
    assert queries.needs(meeting) == counts
    type_in(cast, meeting_now := call(cast, meeting.service), [Line("sheet:1:1", initials="A.B.")])
    month = timedelta(days=30)
    sign_up_acts.forget_needs(LATER["ends_at"] + month - timedelta(seconds=1))
    assert SignUp.objects.count() == 2
    assert meeting_now.attendances.get().initials == ""  # this one was over three days before
    sign_up_acts.forget_needs(LATER["ends_at"] + month)
    assert not SignUp.objects.exists()
    assert Meeting.objects.get(pk=meeting.pk).asked_for == counts


def test_signing_up_again_changes_what_you_need(cast: Cast) -> None:
    meeting = call(cast, in_force(cast), **LATER)
    for needs in (Needs(children=2), Needs(travel=True)):
        sign_up_acts.sign_up(meeting=meeting, needs=needs, by=cast.acting("rosa"), at=NOW)
    found = SignUp.objects.get()
    assert (found.children, found.travel) == (0, True)
    with refused("bad_input", "That many children cannot be right."):
        sign_up_acts.sign_up(meeting=meeting, needs=Needs(children=13), by=cast.acting("rosa"), at=NOW)
    sign_up_acts.sign_off(meeting=meeting, by=cast.acting("rosa"), at=NOW)
    assert not SignUp.objects.exists() and not Letter.objects.exists()
    with refused("wrong_state", "You have not signed up for this meeting."):
        sign_up_acts.sign_off(meeting=meeting, by=cast.acting("rosa"), at=NOW)
    with refused("wrong_state", "This meeting is over."):
        sign_up_acts.sign_up(meeting=meeting, needs=Needs(), by=cast.acting("rosa"), at=LATER["ends_at"])


def test_somebody_on_paper_is_signed_up_by_who_keeps_the_records(cast: Cast) -> None:
    meeting = call(cast, in_force(cast), **LATER)
    sign_up_acts.sign_up(
        meeting=meeting, needs=Needs(children=1), by=cast.acting("ada", behalf="pat"), at=NOW
    )
    assert SignUp.objects.get().person == cast.pat
    assert [letter.address for letter in Letter.objects.by_hand()] == [""]
    row = Act.objects.get(name="meeting.sign_up")
    assert (row.actor, row.behalf, row.facts) == (cast.ada.pk, cast.pat.pk, {"meeting": TITLE})


def test_erasing_somebody_leaves_the_line_and_nothing_else(cast: Cast) -> None:
    meeting = call(cast, in_force(cast))
    sign_up_acts.sign_up(meeting=meeting, needs=Needs(access="Step-free"), by=cast.acting("rosa"), at=NOW)
    attendance_acts.sign_in(meeting=meeting, token=poster(meeting), by=cast.acting("rosa"), at=NOW)
    people.erase(person=cast.rosa, by=cast.acting("rosa"), at=NOW)
    assert not SignUp.objects.exists()
    assert Attendance.objects.get().person is None
    assert queries.tally(meeting).present == 1


# -- signing in -----------------------------------------------------------------------------------------


def test_signing_in_with_an_account(cast: Cast) -> None:
    service = in_force(cast)
    meeting = call(cast, service)
    cast.rosa.home = Area.objects.create(name="Old Hill", slug="old-hill", parent=service.area)
    cast.rosa.save()
    made = attendance_acts.sign_in(
        meeting=meeting, token=poster(meeting), group=" residents  CIRCLE ", by=cast.acting("rosa"), at=NOW
    )
    assert (made.person, made.area, made.group, made.channel) == (
        cast.rosa,
        cast.rosa.home,
        cast.residents,
        "qr",
    )
    assert (made.group_name, made.group_key) == ("Residents circle", "residents-circle")
    with refused("wrong_state", "You have signed in already: you are counted once."):
        attendance_acts.sign_in(meeting=meeting, token=poster(meeting), by=cast.acting("rosa"), at=NOW)
    assert Act.objects.get(name="meeting.sign_in").facts == {"meeting": TITLE}


def test_a_line_struck_by_mistake_is_written_anew(cast: Cast) -> None:
    meeting = call(cast, in_force(cast))
    made = attendance_acts.sign_in(meeting=meeting, token=poster(meeting), by=cast.acting("rosa"), at=NOW)
    with refused("bad_input", "Say why the line is struck."):
        attendance_acts.strike(line=made, why="because", by=cast.acting("ada"), at=NOW)
    attendance_acts.strike(line=made, why="twice", by=cast.acting("ada"), at=NOW)
    assert queries.tally(meeting).present == 0
    with refused("wrong_state", "This line has been struck already."):
        attendance_acts.strike(line=made, why="twice", by=cast.acting("ada"), at=NOW)
    attendance_acts.sign_in(meeting=meeting, token=poster(meeting), by=cast.acting("rosa"), at=NOW)
    assert queries.tally(meeting).present == 1 and Attendance.objects.count() == 2


def test_forged_codes_and_codes_of_another_meeting(cast: Cast) -> None:
    service = in_force(cast)
    meeting, other = call(cast, service), call(cast, service, title="Another")
    for token in ("", "f" * 20, poster(other), door(other), poster(meeting)[:-1]):
        with refused("bad_input", FORGED):
            walk_in(meeting, token, lines(1))
        with refused("bad_input", FORGED):
            attendance_acts.sign_in(meeting=meeting, token=token, by=cast.acting("rosa"), at=NOW)
    assert not Attendance.objects.exists()


@pytest.mark.parametrize(
    ("hours", "said"),
    [
        (-3.01, "The doors are not open yet. You can sign in from three hours before the meeting."),
        (-3, ""),
        (4.99, ""),
        (5, SHUT),
    ],
)
def test_the_poster_works_while_the_doors_are_open(cast: Cast, hours: float, said: str) -> None:
    meeting = call(cast, in_force(cast))
    at = NOW + timedelta(hours=hours)
    assert meeting.are_doors_open(at) is not bool(said)
    if not said:
        assert walk_in(meeting, poster(meeting), lines(1), at=at).new_lines == 1
        return
    with refused("wrong_state", said):
        walk_in(meeting, poster(meeting), lines(1), at=at)


def test_a_line_of_the_poster_cannot_claim_another_time(cast: Cast) -> None:
    meeting = call(cast, in_force(cast))
    with refused("wrong_state", SHUT):
        walk_in(meeting, poster(meeting), [Line("line-1", written=NOW)], at=NOW + timedelta(days=1))


def test_a_device_hands_in_later_what_it_wrote_in_time(cast: Cast) -> None:
    meeting = call(cast, in_force(cast))
    kept = [Line("key-one-1", written=NOW), Line("key-two-2", written=NOW + timedelta(minutes=9))]
    assert walk_in(meeting, door(meeting), kept, at=NOW + timedelta(days=2)).new_lines == 2
    now = [Line("key-three", written=NOW + timedelta(hours=9))]  # its clock runs ahead
    walk_in(meeting, door(meeting), now, at=NOW + timedelta(minutes=1))
    assert list(Attendance.objects.values_list("channel", "signed_at")) == [
        ("offline", NOW),
        ("offline", NOW + timedelta(minutes=9)),
        ("door", NOW + timedelta(minutes=1)),
    ]
    with refused("wrong_state", SHUT):
        walk_in(
            meeting,
            door(meeting),
            [Line("key-four", written=NOW + timedelta(hours=6))],
            at=NOW + timedelta(days=1),
        )
    with refused(
        "wrong_state", "These lines come too late: the list was finished three days after the meeting."
    ):
        walk_in(meeting, door(meeting), [Line("key-five", written=NOW)], at=NOW + timedelta(days=3, hours=5))


def test_handing_in_twice_counts_once(cast: Cast) -> None:
    meeting = call(cast, in_force(cast))
    assert walk_in(meeting, door(meeting), lines(3)).new_lines == 3
    with refused("wrong_state", ONCE):
        walk_in(meeting, door(meeting), lines(3))
    assert walk_in(meeting, door(meeting), [*lines(5), *lines(5)]).new_lines == 2
    assert queries.tally(meeting).present == 5
    assert [row.facts["lines"] for row in Act.objects.filter(name="meeting.walk_in")] == [3, 2]


def test_too_few_and_too_many_lines(cast: Cast) -> None:
    meeting = call(cast, in_force(cast))
    with refused("bad_input", "There is no line to write down."):
        walk_in(meeting, door(meeting), [])
    with refused("bad_input", "These are too many lines at once."):
        walk_in(meeting, door(meeting), lines(501))


def test_a_meeting_of_members_asks_for_an_account_or_the_door(cast: Cast) -> None:
    meeting = call(cast, in_force(cast), open_to="body", open_to_body=cast.residents)
    with refused(
        "wrong_state",
        "This meeting is for members: sign in with your account first, "
        "or ask at the door to be written down.",
    ):
        walk_in(meeting, poster(meeting), lines(1))
    with pytest.raises(Refused) as caught:
        attendance_acts.sign_in(meeting=meeting, token=poster(meeting), by=cast.acting("dee"), at=NOW)
    assert [reason.code for reason in caught.value.reasons] == ["not_of_body"]
    assert walk_in(meeting, door(meeting), lines(1)).new_lines == 1
    attendance_acts.sign_in(meeting=meeting, token=poster(meeting), by=cast.acting("rosa"), at=NOW)


def test_a_paper_sheet_counts_once_whoever_types_it_in(cast: Cast) -> None:
    meeting = call(cast, in_force(cast))
    sheet = [Line(f"sheet:1:{n}", initials="A.B.", group="Choir") for n in range(1, 4)]
    assert type_in(cast, meeting, sheet).new_lines == 3
    with refused("wrong_state", ONCE):
        attendance_acts.type_in(meeting=meeting, sheet=1, lines=sheet, by=cast.acting("rosa"), at=NOW)
    assert Act.objects.get(name="meeting.type_in").facts == {"meeting": TITLE, "lines": 3, "sheet": 1}
    assert set(Attendance.objects.values_list("channel", "group_key", "group")) == {("paper", "choir", None)}
    with refused(
        "wrong_state", "The doors are not open yet. You can sign in from three hours before the meeting."
    ):
        attendance_acts.type_in(
            meeting=meeting, sheet=2, lines=lines(1), by=cast.acting("ada"), at=NOW - timedelta(hours=13)
        )


# -- counting and closing -------------------------------------------------------------------------------


def test_delegates_follow_from_those_present_now(cast: Cast) -> None:
    service = in_force(cast)
    meeting = call(cast, service)
    assert queries.live(meeting).due is None
    set_rule(cast, service)
    for more, delegates in ((9, 1), (91, 10), (1, 10), (149, 18), (150, 23), (120, 26)):
        type_in(cast, meeting, lines(more, first=queries.tally(meeting).present))
        shown = queries.live(meeting)
        assert shown.due is not None and shown.due.delegates == delegates
    assert shown.tally.present == 520
    assert shown.seats is not None and shown.seats_by_group == [("", 26)]


def test_by_area_and_by_group_with_small_ones_hidden(cast: Cast) -> None:
    service = in_force(cast)
    set_rule(cast, service)
    hill = Area.objects.create(name="Old Hill", slug="old-hill", parent=service.area)
    meeting = call(cast, service)
    there = [Line(f"hill-{n}", hill, "Choir") for n in range(6)] + [
        Line(f"far-{n}", None, "Duo") for n in range(3)
    ]
    type_in(cast, meeting, there + lines(12, group="School"))
    found = queries.tally(meeting)
    assert (found.present, found.areas, found.groups) == (
        21,
        {"Old Hill": 6, "": 15},
        {"choir": 6, "duo": 3, "school": 12},
    )
    assert found.shown_areas() == [("", 15), ("Old Hill", 6)]
    assert found.shown_groups() == [("School", 12), ("…", None)]
    assert queries.live(meeting).seats_by_group == [("Choir", 1), ("School", 1)]


def test_closing_the_doors_freezes_the_count_and_the_rule(cast: Cast) -> None:
    service = in_force(cast)
    scale = set_rule(cast, service, replace(RULE, substitutes=Fraction(1, 5)))
    meeting = call(cast, service)
    fill(cast, meeting, 520)
    attendance_acts.close(meeting=meeting, by=cast.acting("ada"), at=NOW)
    found = Meeting.objects.get()
    assert (found.present, found.delegates, found.substitutes, found.scale) == (520, 26, 5, scale)
    set_rule(cast, service, DelegateRule(PROPORTIONAL, since=TODAY + timedelta(days=1), origin="Later"))
    shown = queries.live(Meeting.objects.whole().get())
    assert shown.due is not None and (shown.due.delegates, shown.scale) == (26, scale)
    with refused("wrong_state", CLOSED):
        type_in(cast, meeting, lines(1, group="late"))
    with refused("wrong_state", SHUT):
        walk_in(meeting, door(meeting), lines(1, group="late"))
    with refused("wrong_state", CLOSED):
        attendance_acts.close(meeting=meeting, by=cast.acting("ada"), at=NOW)
    assert Act.objects.get(name="meeting.close").facts == {
        "meeting": TITLE,
        "present": 520,
        "delegates": 26,
        "substitutes": 5,
        "rule": RULE.origin,
    }


def test_doors_do_not_close_too_early_or_without_a_rule(cast: Cast) -> None:
    service = in_force(cast)
    later, now = call(cast, service, **LATER), call(cast, service)
    with refused("wrong_state", "The meeting has not begun yet."):
        attendance_acts.close(meeting=later, by=cast.acting("ada"), at=NOW)
    with refused(
        "wrong_state", "Set the rule for delegates first: none is in force on the day of this meeting."
    ):
        attendance_acts.close(meeting=now, by=cast.acting("ada"), at=NOW)
    plain = call(cast, service, title="Tea", elects_delegates=False)
    assert attendance_acts.close(meeting=plain, by=cast.acting("ada"), at=NOW).closed_at == NOW


@pytest.mark.parametrize(
    "change",
    [{"key": "line--1"}, {"channel": "pigeon"}, {"person": "rosa"}],
    ids=["key", "channel", "person"],
)
def test_what_the_database_refuses_by_itself(cast: Cast, change: dict[str, Any]) -> None:
    meeting = call(cast, in_force(cast))
    attendance_acts.sign_in(meeting=meeting, token=poster(meeting), by=cast.acting("rosa"), at=NOW)
    type_in(cast, meeting, lines(2))
    if "person" in change:
        change = {"person": cast.rosa}
    with pytest.raises(IntegrityError), transaction.atomic():
        Attendance.objects.filter(key="line--0").update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        Meeting.objects.update(ends_at=NOW - timedelta(days=1))
