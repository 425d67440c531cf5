"""The sixteen regions of the paving example of 1997: two are published, the others synthetic.

Figures are chosen inside the bands of the grades of the table; those of Extremo Sul and Centro are published.
"""

from __future__ import annotations

from fractions import Fraction

from mutirao.theory.priorities import AreaInput

# region: shortage grade, population grade, priority grade, metres of 20,000
TABLE: dict[str, tuple[int, int, int, int]] = {
    "Humaitá-Navegantes/Ilhas": (2, 2, 0, 763),
    "Noroeste": (1, 4, 0, 840),
    "Leste": (2, 3, 2, 1374),
    "Lomba do Pinheiro": (3, 2, 4, 1909),
    "Norte": (2, 3, 2, 1374),
    "Nordeste": (3, 2, 3, 1679),
    "Partenon": (2, 3, 2, 1374),
    "Restinga": (2, 2, 1, 992),
    "Glória": (2, 2, 3, 1450),
    "Cruzeiro": (1, 3, 0, 687),
    "Cristal": (1, 1, 0, 382),
    "Centro-Sul": (2, 3, 2, 1374),
    "Extremo Sul": (4, 1, 4, 1985),
    "Eixo-Baltazar": (2, 3, 2, 1374),
    "Sul": (2, 3, 3, 1603),
    "Centro": (1, 4, 0, 840),
}
REAL = {"Extremo Sul": ("80.21", 20_647), "Centro": ("0.14", 293_193)}
SHORTAGE = {1: "10", 2: "30", 3: "60", 4: "90"}
POPULATION = {1: 20_000, 2: 40_000, 3: 80_000, 4: 130_000}
METRES = {name: row[3] for name, row in TABLE.items()}
# Each of these rounded by itself, as they were published beside the table: together one metre too many.
ONLY_PRIORITISED = {
    "Leste": 1667,
    "Lomba do Pinheiro": 2315,
    "Norte": 1667,
    "Nordeste": 2037,
    "Partenon": 1667,
    "Restinga": 1204,
    "Glória": 1759,
    "Centro-Sul": 1667,
    "Extremo Sul": 2407,
    "Eixo-Baltazar": 1667,
    "Sul": 1944,
}


def figures(name: str) -> tuple[str, int]:
    """A region's shortage in per cent, as text, and its population."""
    short, people, _priority, _metres = TABLE[name]
    return REAL.get(name, (SHORTAGE[short], POPULATION[people]))


def rank(name: str) -> int | None:
    """On which place a region ranked paving; 4 points are the first place."""
    points = TABLE[name][2]
    return 5 - points if points else None


AREAS = [
    AreaInput(
        name.lower().replace(" ", "-"),
        name,
        rank(name),
        {"shortage": Fraction(figures(name)[0]), "population": Fraction(figures(name)[1])},
    )
    for name in TABLE
]
