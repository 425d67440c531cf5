"""Acts of the meetings block, ready to do; what one takes part in is a meeting of the club's members."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from assembling import RULE, TITLE, call, door, lines, plan, poster
from cast import NOW, TODAY
from mutirao.planning.meetings import attendance_acts, election_acts, minutes_acts, sign_up_acts
from mutirao.planning.meetings.models import Candidate, Election, Meeting, Minute
from mutirao.planning.meetings.sign_up_acts import Needs
from situations import Call, World
from situations_of.councils import council

TABLE = """
meeting.set_rule    login member yes    2nd   yes   way   way   member member yes   ended member behalf behalf
meeting.call        login member yes    2nd   yes   way   way   member member yes   ended member behalf behalf
meeting.change      login member yes    2nd   yes   way   way   member member yes   ended member behalf behalf
meeting.cancel      login member yes    2nd   yes   way   way   member member yes   ended member behalf behalf
meeting.sign_up     login elig   elig   elig  elig  elig  elig  yes    yes    elig  elig  yes    yes    keeps
meeting.sign_off    login elig   elig   elig  elig  elig  elig  yes    yes    elig  elig  yes    yes    keeps
meeting.sign_in     login elig   elig   elig  elig  elig  elig  yes    yes    elig  elig  yes    yes    keeps
meeting.walk_in     yes   yes    yes    yes   yes   yes   yes   yes    yes    yes   yes   yes    yes    yes
meeting.type_in     login member yes    2nd   yes   way   way   member member yes   ended member behalf behalf
meeting.strike      login member yes    2nd   yes   way   way   member member yes   ended member behalf behalf
meeting.close       login member yes    2nd   yes   way   way   member member yes   ended member behalf behalf
meeting.open_election login member yes  2nd   yes   way   way   member member yes   ended member behalf behalf
meeting.stand       login elig   elig   elig  elig  elig  elig  yes    yes    elig  elig  yes    yes    keeps
meeting.elect       login member yes    2nd   yes   way   way   member member yes   ended member behalf behalf
meeting.write       login member yes    2nd   yes   way   way   member member yes   ended member behalf behalf
meeting.decide      login member yes    2nd   way   way   way   member member way   ended member behalf behalf
meeting.promise     login member yes    2nd   yes   way   way   member member yes   ended member behalf behalf
meeting.publish     login member yes    2nd   yes   way   way   member member yes   ended member behalf behalf
"""


def called(world: World, **given: object) -> Meeting:
    """A meeting of the club, on now."""
    found = {"open_to": "body", "open_to_body": world.club, "elects_delegates": False}
    return call(world.cast, world.service, **{**found, **given})


def with_lines(world: World) -> Meeting:
    """The meeting with three lines typed in and everybody of the club signed in."""
    meeting = called(world)
    attendance_acts.type_in(meeting=meeting, sheet=1, lines=lines(3), by=world.cast.acting("ben"), at=NOW)
    for who in ("none", "signs", "self"):
        attendance_acts.sign_in(meeting=meeting, token=poster(meeting), by=world.standing_at(who), at=NOW)
    return meeting


def election(world: World) -> Election:
    """An election for one more full seat."""
    seats = council(world).categories.get()
    seats.full = 2
    seats.save()
    made: Election = election_acts.open_election(
        meeting=with_lines(world), category=seats, full=1, by=world.cast.acting("ben"), at=NOW
    )
    return made


def point(world: World) -> Minute:
    """A point of the minutes."""
    made: Minute = minutes_acts.write(
        meeting=called(world), text="Benches first.", by=world.cast.acting("ben"), at=NOW
    )
    return made


def calls(world: World) -> dict[str, Callable[[], Call]]:
    """For each act, what brings the world into the state in which it can be done."""
    service = world.service

    def of(meeting: Meeting, **given: object) -> Call:
        return Call({"meeting": meeting, **given}, service, thing=meeting)

    def signed_off() -> Call:
        meeting = called(world)
        for who in ("none", "signs", "self"):
            sign_up_acts.sign_up(meeting=meeting, needs=Needs(), by=world.standing_at(who), at=NOW)
        return of(meeting)

    def walked_in() -> Call:
        meeting = called(world, open_to="everyone", open_to_body=None)
        return of(meeting, token=door(meeting), lines=lines(2))

    def standing() -> Call:
        held = election(world)
        return Call({"election": held}, service, thing=held.meeting)

    def elected() -> Call:
        held = election(world)
        election_acts.stand(election=held, by=world.standing_at("none"), at=NOW)
        votes = {Candidate.objects.get().pk: 9}
        return Call({"election": held, "votes": votes, "source": "Show of hands"}, service)

    later = plan(title=TITLE, starts_at=NOW + timedelta(days=2), ends_at=NOW + timedelta(days=2, hours=1))
    decided = {"title": "Benches", "outcome": "Benches come first.", "reasons": "Most hands."}
    return {
        "meeting.set_rule": lambda: Call({"service": service, "rule": RULE}, service),
        "meeting.call": lambda: Call({"service": service, "plan": later}, service),
        "meeting.change": lambda: of(called(world), plan=later),
        "meeting.cancel": lambda: of(called(world), why="The hall is flooded."),
        "meeting.sign_up": lambda: of(called(world), needs=Needs(children=2, access="Step-free")),
        "meeting.sign_off": signed_off,
        "meeting.sign_in": lambda: (lambda m: of(m, token=poster(m)))(called(world)),
        "meeting.walk_in": walked_in,
        "meeting.type_in": lambda: of(called(world), sheet=1, lines=lines(3)),
        "meeting.strike": lambda: Call(
            {"line": with_lines(world).attendances.select_related("meeting__service")[0], "why": "twice"},
            service,
        ),
        "meeting.close": lambda: of(with_lines(world)),
        "meeting.open_election": lambda: of(
            with_lines(world), category=council(world).categories.get(), full=1
        ),
        "meeting.stand": standing,
        "meeting.elect": elected,
        "meeting.write": lambda: of(called(world), text="We begin."),
        "meeting.decide": lambda: Call({"minute": point(world), **decided}, service),
        "meeting.promise": lambda: Call(
            {
                "minute": point(world),
                "what": "Three benches",
                "party": world.party(world.club),
                "due_on": TODAY + timedelta(days=60),
                "owner": "",
            },
            service,
        ),
        "meeting.publish": lambda: of(point(world).meeting),
    }
