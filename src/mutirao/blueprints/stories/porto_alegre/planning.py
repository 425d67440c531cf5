"""A year of Porto Alegre's cycle, dated from today: calendar, council, plenaries, rankings, money."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from itertools import count, cycle

from mutirao.base.days import day_of
from mutirao.base.people.models import Area
from mutirao.blueprints.stories.porto_alegre.founding import PortoAlegre
from mutirao.blueprints.stories.porto_alegre.regions import PAVING, REGIONS, THEMES, Region
from mutirao.planning.councils import acts as councils
from mutirao.planning.councils import seat_acts as seats
from mutirao.planning.councils.models import Council
from mutirao.planning.cycles import acts as cycles
from mutirao.planning.cycles.models import Cycle, Phase
from mutirao.planning.cycles.published import SINGLE_ROUND
from mutirao.planning.meetings import acts as meetings
from mutirao.planning.meetings import attendance_acts as attendance
from mutirao.planning.meetings import minutes_acts as minutes
from mutirao.planning.meetings import sign_up_acts as signing
from mutirao.planning.meetings.models import Meeting
from mutirao.planning.priorities import acts as priorities
from mutirao.planning.priorities import division_acts as divisions
from mutirao.planning.priorities import rules_acts as rules
from mutirao.planning.priorities.models import Division, Round, Theme
from mutirao.planning.priorities.published import PUBLISHED, SHORTAGE
from mutirao.theory.marks import Mark
from mutirao.theory.meetings import SLIDING, DelegateRule
from mutirao.theory.seats import Rank, SeatRules, porto_alegre
from mutirao.theory.typology import Side

DAYS = ((-240, -200), (-199, -150), (-149, -90), (-89, -80), (-79, 30), (31, 75))
"""When each phase opens and closes, in days from today: the money is being divided now."""

GROUPS = ("Mothers of the hill", "Street of the mill", "Samba school", "Sports club", "Parish", "")
PLENARY_THEMES = (
    "Transport",
    "Health and care",
    "Schools and sport",
    "Economy",
    "City and surroundings",
    "Culture",
)
ON_A_SHEET = 50
PAVED = 20_000


def days(at: datetime, n: int) -> datetime:
    """So many days from now, at six in the evening."""
    return (at + timedelta(days=n)).replace(hour=18, minute=0, second=0, microsecond=0)


def calendar(told: PortoAlegre, *, at: datetime) -> Cycle:
    """Make this year's calendar; the fifth of its six phases is open now."""
    made: Cycle = cycles.make(
        service=told.service,
        title=f"Cycle {at:%Y}",
        origin="Adopted by the council at its last sitting of the year before",
        phases=[
            cycles.NewPhase(stretch.title, stretch.about, days(at, opens), days(at, closes))
            for stretch, (opens, closes) in zip(SINGLE_ROUND.stretches, DAYS, strict=True)
        ],
        by=told.city(),
        at=days(at, -270),
    )
    forums = made.phases.all()[2]
    cycles.move_phase(
        phase=forums,
        opens=forums.opens_at,
        closes=days(at, -92),
        why="The rain kept two forums from meeting; they meet a day earlier next week instead.",
        by=told.city(),
        at=days(at, -120),
    )
    return made


def council(told: PortoAlegre, *, at: datetime) -> Council:
    """Set up the council of the participatory budget and fill its seats after the plenaries."""
    made: Council = councils.set_up(
        service=told.service,
        name="Council of the participatory budget",
        kind="council",
        side=Side.COMMUNITY,
        rules=SeatRules(
            reelections=1,
            absences=3,
            since=day_of(days(at, -400)),
            origin="Standing rules of the council (published: one year, one re-election)",
        ),
        about="It discusses the city’s budget, divides the money by the rules, and watches the works.",
        by=told.city(),
        at=days(at, -400),
    )
    kinds = porto_alegre([region.name for region in REGIONS], PLENARY_THEMES)
    for kind in kinds:
        councils.add_seats(
            council=made,
            given=councils.Seats([kind.title], kind.full, kind.substitutes, kind.votes, "its plenary"),
            by=told.city(),
            at=days(at, -399),
        )
    people = iter(told.crowd)
    for category in made.categories.all()[: len(REGIONS) + len(PLENARY_THEMES)]:
        for rank in (Rank.FULL, Rank.FULL, Rank.SUBSTITUTE):
            person = next(people, None)
            if person is None:
                return made
            seats.seat(
                category=category,
                person=person,
                rank=rank,
                starts=day_of(days(at, -140)),
                chosen_by=f"Plenary of {category.title}",
                by=told.city(),
                at=days(at, -140),
            )
    return made


def plenaries(told: PortoAlegre, made: Cycle, *, at: datetime) -> None:
    """Seventeen regional plenaries, each with its sheets typed in; then what is still to come."""
    meetings.set_rule(
        service=told.service,
        rule=DelegateRule(
            SLIDING,
            since=day_of(days(at, -380)),
            origin="Published: one delegate for ten people up to a hundred, then fewer (sliding scale)",
            who_may="Residents of the region, 16 or older, without an elected office",
        ),
        by=told.city(),
        at=days(at, -380),
    )
    phase = made.phases.all()[1]
    lines = count(1)
    for place, region in enumerate(REGIONS):
        _plenary(told, region, phase, days(at, -195 + 2 * place), lines)
    _coming(told, at)


def _plenary(told: PortoAlegre, region: Region, phase: Phase, begins: datetime, numbers: count[int]) -> None:
    area = told.area(region.name)
    meeting: Meeting = meetings.call(
        service=told.service,
        plan=meetings.Plan(
            title=f"Plenary of {region.name}",
            kind="assembly",
            place=f"School hall, {region.name}",
            starts_at=begins,
            ends_at=begins + timedelta(hours=3),
            area=area,
            phase=phase,
            items=["The city gives account", "Four priorities", "Delegates and councillors"],
            elects_delegates=True,
        ),
        by=told.city(),
        at=begins - timedelta(days=21),
    )
    groups = cycle(GROUPS)
    left = region.present
    for sheet in count(1):
        written = [
            attendance.Line(f"{region.number}-{next(numbers)}", _from(area, number), next(groups))
            for number in range(min(left, ON_A_SHEET * 4))
        ]
        attendance.type_in(
            meeting=meeting, sheet=sheet, lines=written, by=told.city(), at=begins + timedelta(hours=20)
        )
        left -= len(written)
        if not left:
            break
    attendance.close(meeting=meeting, by=told.city(), at=begins + timedelta(hours=22))
    if region.name == "Restinga":
        _minutes(told, meeting, begins + timedelta(hours=23))


def _from(area: Area, number: int) -> Area | None:
    """Where somebody on a sheet comes from; one line in eight does not say."""
    return None if number % 8 == 7 else area


def _minutes(told: PortoAlegre, meeting: Meeting, at: datetime) -> None:
    said = minutes.write(
        meeting=meeting,
        text="The city will bring the drawings of the workshop back to the region before they are tendered.",
        item="Delegates and councillors",
        by=told.city(),
        at=at,
    )
    minutes.promise(
        minute=said,
        what="The drawings of the training workshop are shown in Restinga before they are tendered",
        party=told.party("Planning office of the city"),
        due_on=day_of(at + timedelta(days=100)),
        owner="works@demonstration.example",
        by=told.city(),
        at=at,
    )
    minutes.publish(meeting=meeting, by=told.city(), at=at)


def _coming(told: PortoAlegre, at: datetime) -> None:
    """A sitting of the council in two days, for which people have said what they need."""
    begins = days(at, 2)
    sitting: Meeting = meetings.call(
        service=told.service,
        plan=meetings.Plan(
            title="Sitting of the council: who gets how much for paving",
            kind="council",
            place="Mercado Público, upper hall",
            starts_at=begins,
            ends_at=begins + timedelta(hours=3),
            items=["Account of the last sitting", "Division of the paving money", "Next year’s rules"],
        ),
        by=told.city(),
        at=days(at, -12),
    )
    for number, needs in enumerate(
        (
            signing.Needs(children=2),
            signing.Needs(travel=True),
            signing.Needs(access="step-free"),
            signing.Needs(),
        )
    ):
        signing.sign_up(meeting=sitting, needs=needs, by=told.resident(number), at=days(at, -5 + number))


def ranking(told: PortoAlegre, made: Cycle, *, at: datetime) -> Round:
    """Each region ranks four themes; the sum over the regions is the city's split."""
    themes = {
        title: priorities.add_theme(service=told.service, title=title, by=told.forum(), at=days(at, -260))
        for title in THEMES
    }
    held: Round = priorities.open_round(
        cycle=made,
        seed="porto-alegre",
        phase=made.phases.all()[1],
        areas=[region.name for region in REGIONS],
        by=told.forum(),
        at=days(at, -255),
    )
    plenaries_by_area = {plenary.area.name: plenary for plenary in held.plenaries.select_related("area")}
    for place, region in enumerate(REGIONS):
        priorities.rank(
            plenary=plenaries_by_area[region.name],
            themes=[themes[title] for title in region.ranks],
            registered=region.present,
            source=f"Plenary of {region.name}; registered: {region.present_mark}",
            by=told.forum(),
            at=days(at, -194 + 2 * place),
        )
    _measure(told, themes[PAVING], at)
    return held


def _measure(told: PortoAlegre, paving: Theme, at: datetime) -> None:
    for region in REGIONS:
        published = region.name in ("Extremo Sul", "Centro")
        divisions.measure(
            service=told.service,
            area=told.area(region.name),
            criterion=SHORTAGE,
            theme=paving,
            value=Decimal(region.shortage) / 100,
            source="Santos 1998, for 1997" if published else "made up for this demonstration",
            mark=Mark.RECALLED if published else Mark.SYNTHETIC,
            by=told.city(),
            at=days(at, -88),
        )


def money(told: PortoAlegre, held: Round, *, at: datetime) -> Division:
    """The rules of 1997 are adopted and divide the paving; newer ones are proposed, to be tried beside."""
    old, new = PUBLISHED["santos-1997"], PUBLISHED["regimento-2012"]
    adopted = rules.propose_rules(
        service=told.service,
        title=old.title,
        rules=old.rules,
        origin="Council of the participatory budget, sitting in which the rules were voted",
        source=old.source,
        mark=old.mark,
        by=told.city(),
        at=days(at, -86),
    )
    rules.adopt_rules(
        rules=adopted,
        reasons="They are known, and shortage weighs as much as what a region asks for.",
        dissent="Centro said that so many people deserve a higher weight.",
        review_on=day_of(days(at, 60)),
        by=told.forum(),
        at=days(at, -80),
    )
    adopted.refresh_from_db()
    rules.propose_rules(
        service=told.service,
        title=new.title,
        rules=new.rules,
        origin="Proposed for the next cycle by the delegates’ forum",
        source=new.source,
        mark=new.mark,
        by=told.city(),
        at=days(at, -20),
    )
    made: Division = divisions.divide(
        round=held,
        theme=held.cycle.service.themes.get(title=PAVING),
        rules=adopted,
        amount=PAVED,
        unit="metres of street",
        by=told.city(),
        at=days(at, -30),
    )
    return made
