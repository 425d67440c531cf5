"""Works that people ranked, what became of each, and the projects of two ballots. Of our own making."""

from __future__ import annotations

from dataclasses import dataclass

KEPT, LATE, CHANGED, BROKEN, OPEN = "kept", "late", "changed", "broken", "open"


@dataclass(frozen=True, slots=True)
class Work:
    """A ranked work: rank within its region, what it costs in whole reais, and what became of the promise.

    stage: where it stands on the way from demand to finished work. days: when it was promised for, counted
    from today (before today: negative). why: what was said in public when it was late, changed or broken.
    """

    region: str
    rank: int
    title: str
    cost: int
    fate: str
    stage: str
    days: int
    why: str = ""


WORKS: tuple[Work, ...] = (
    Work("Extremo Sul", 1, "Pave Beco do Adelar, first 400 metres", 620_000, KEPT, "done", -60),
    Work("Extremo Sul", 2, "Drain at the foot of Estrada da Varejão", 310_000, OPEN, "works", 45),
    Work("Restinga", 2, "Training workshop beside the bus terminal", 540_000, OPEN, "tendered", 120),
    Work(
        "Lomba do Pinheiro",
        1,
        "Title deeds for 140 homes in Quinta do Portal",
        880_000,
        LATE,
        "analysis",
        -20,
    ),
    Work(
        "Nordeste",
        2,
        "Pave the school road in Mário Quintana",
        450_000,
        CHANGED,
        "planned",
        75,
        "The rain of the autumn washed the slope out; the wall below has to be built first.",
    ),
    Work(
        "Cruzeiro",
        1,
        "Second doctor’s room at the health post",
        260_000,
        BROKEN,
        "not done",
        -90,
        "The post moves to a new house next year, and the room will be in it; nothing is built twice.",
    ),
    Work("Ilhas", 1, "Boat landing with a ramp for wheelchairs", 190_000, KEPT, "done", -30),
    Work("Norte", 1, "Eighty homes on the city’s land at Sarandi", 6_400_000, OPEN, "planned", 300),
    Work("Sul", 1, "Water main along Estrada Cristiano Kraemer", 1_150_000, OPEN, "works", 15),
)

# The ballots of one region: what to do with a fund of its own.
SQUARE_PROJECTS: tuple[tuple[str, int, str], ...] = (
    ("Shade trees along the main avenue", 90_000, "Sixty trees and their care for two years."),
    ("Lights on the football field", 140_000, "So that games can go on after work."),
    ("Covered bus stop at the school", 55_000, "Rain is no reason to miss the lesson."),
    ("Benches and drinking water at the square", 48_000, "For those who wait and those who play."),
    ("Community kitchen: new stove and cold room", 120_000, "It cooks for two hundred people a day."),
    ("Library corner in the residents’ house", 60_000, "Books, two tables, one lamp each."),
    ("Speed bumps on the hill road", 35_000, "Three, where children cross."),
    ("Playground that every child can use", 130_000, "With a swing for wheelchairs."),
)
SQUARE_FUND = 320_000
