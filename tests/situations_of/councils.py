"""Acts of the councils block, ready to do: Kim holds the one full seat, Lee stands in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from cast import NOW, TODAY, person
from mutirao.planning.councils import acts, seat_acts
from mutirao.planning.councils.models import Council, Seat
from mutirao.theory.seats import Came, Rank, SeatRules
from mutirao.theory.typology import Side
from situations import Call, World

TABLE = """
council.set_up      login member yes    2nd   yes   way   way   member member yes   ended member behalf behalf
council.set_rules   login member yes    2nd   yes   way   way   member member yes   ended member behalf behalf
council.add_seats   login member yes    2nd   yes   way   way   member member yes   ended member behalf behalf
council.seat        login member yes    2nd   yes   way   way   member member yes   ended member behalf behalf
council.record_sitting login member yes 2nd   yes   way   way   member member yes   ended member behalf behalf
council.vacate      login member yes    2nd   yes   way   way   member member yes   ended member behalf behalf
council.recall      login member yes    2nd   way   way   way   member member way   ended member behalf behalf
"""

RULES = SeatRules(months=12, reelections=1, absences=3, since=TODAY, origin="Assembly of 3 May, minute 4")


def council(world: World) -> Council:
    """A council with one full seat and one substitute, both held."""
    by = world.cast.acting("ben")
    made: Council = acts.set_up(
        service=world.service,
        name="Hill council",
        kind="council",
        side=Side.COMMUNITY,
        rules=RULES,
        by=by,
        at=NOW,
    )
    acts.add_seats(council=made, given=acts.Seats(["The hill"], 1, 1), by=by, at=NOW)
    for name, rank in (("Kim", Rank.FULL), ("Lee", Rank.SUBSTITUTE)):
        seat_acts.seat(
            category=made.categories.get(),
            person=person(name),
            rank=rank,
            starts=TODAY,
            chosen_by="Assembly of 3 May",
            by=by,
            at=NOW,
        )
    return made


def full_seat(world: World) -> Seat:
    """The full seat, held."""
    council(world)
    return Seat.objects.select_related("category__council__service").get(rank="full")


def calls(world: World) -> dict[str, Callable[[], Call]]:
    """For each act, what brings the world into the state in which it can be done."""
    service = world.service

    def about_seat(**given: object) -> Call:
        return Call({"seat": full_seat(world), **given}, service)

    def empty() -> Call:
        made = council(world)
        acts.add_seats(council=made, given=acts.Seats(["The valley"], 1), by=world.cast.acting("ben"), at=NOW)
        given = {"person": world.nia, "rank": Rank.FULL, "starts": TODAY, "chosen_by": "Valley meeting"}
        return Call({"category": made.categories.get(title="The valley"), **given}, service)

    new = SeatRules(months=24, since=TODAY + timedelta(days=1), origin="Assembly of 4 May")
    return {
        "council.set_up": lambda: Call(
            {"service": service, "name": "Board", "kind": "board", "side": Side.COMMUNITY, "rules": RULES},
            service,
        ),
        "council.set_rules": lambda: Call({"council": council(world), "rules": new}, service),
        "council.add_seats": lambda: Call(
            {"council": council(world), "given": acts.Seats(["North", "South"], 2, 2)}, service
        ),
        "council.seat": empty,
        "council.record_sitting": lambda: Call(
            {
                "council": council(world),
                "held_on": TODAY,
                "title": "May sitting",
                "states": dict.fromkeys(Seat.objects.values_list("pk", flat=True), Came.CAME),
            },
            service,
        ),
        "council.vacate": lambda: about_seat(why="gave_up"),
        "council.recall": lambda: about_seat(in_favour=18, electors=26, reasons="Against our ranking."),
    }
