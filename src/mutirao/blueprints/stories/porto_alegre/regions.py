"""The seventeen regions with their people, and what their plenaries chose: published, derived or our own."""

from __future__ import annotations

from dataclasses import dataclass

CENSUS = "Census 2010, sum of the regions checked against the city’s 1,409,351"


@dataclass(frozen=True, slots=True)
class Region:
    """One region. present: people at its plenary, and where that figure comes from.

    ranks: the four themes it puts first, best first; shortage: share of its homes without the service, in
    hundredths of a per cent. Both are synthetic, but for the shortage of Extremo Sul and Centro (1997).
    """

    number: int
    name: str
    population: int
    present: int
    present_mark: str
    ranks: tuple[str, str, str, str]
    shortage: int


HOMES, WATER, PAVING, SCHOOLS, HEALTH, CARE, WORK, PARKS = (
    "Housing",
    "Water and drains",
    "Street paving",
    "Schools and nurseries",
    "Health",
    "Care and support",
    "Work and income",
    "Parks and sport",
)
THEMES = (HOMES, WATER, PAVING, SCHOOLS, HEALTH, CARE, WORK, PARKS)

OURS = "synthetic"
SEEN = "published: registered at the plenary of 2012"
DERIVED = "derived: published total of two regions less the other’s"

# That housing came first in ten regions of seventeen, schools in two, health in two and care in Ilhas is
# published for 2012; which region chose which is, but for Ilhas, of our own making.
REGIONS: tuple[Region, ...] = (
    Region(1, "Humaitá-Navegantes", 43_689, 412, OURS, (HOMES, WATER, HEALTH, WORK), 2_150),
    Region(2, "Noroeste", 130_810, 318, OURS, (SCHOOLS, HEALTH, PARKS, CARE), 410),
    Region(3, "Leste", 114_309, 655, OURS, (HOMES, PAVING, SCHOOLS, WATER), 1_890),
    Region(4, "Lomba do Pinheiro", 62_315, 1_117, OURS, (HOMES, PAVING, WATER, SCHOOLS), 5_480),
    Region(5, "Norte", 91_366, 917, DERIVED, (HOMES, HEALTH, PAVING, SCHOOLS), 2_640),
    Region(6, "Nordeste", 37_234, 588, OURS, (HOMES, PAVING, SCHOOLS, WORK), 5_120),
    Region(7, "Partenon", 118_923, 534, OURS, (HOMES, CARE, PAVING, HEALTH), 2_010),
    Region(8, "Restinga", 60_729, 1_789, SEEN, (HOMES, WORK, SCHOOLS, PAVING), 3_370),
    Region(9, "Glória", 42_286, 377, OURS, (HOMES, PAVING, WATER, CARE), 3_940),
    Region(10, "Cruzeiro", 65_408, 451, OURS, (HEALTH, HOMES, CARE, WORK), 1_120),
    Region(11, "Cristal", 27_661, 203, OURS, (HOMES, SCHOOLS, HEALTH, CARE), 860),
    Region(12, "Centro-Sul", 110_889, 496, OURS, (SCHOOLS, HOMES, PAVING, PARKS), 2_480),
    Region(13, "Extremo Sul", 34_873, 602, OURS, (PAVING, WATER, HEALTH, HOMES), 8_021),
    Region(14, "Eixo-Baltazar", 100_418, 366, OURS, (HOMES, SCHOOLS, PAVING, HEALTH), 1_760),
    Region(15, "Sul", 83_312, 429, OURS, (WATER, PAVING, HOMES, SCHOOLS), 2_930),
    Region(16, "Centro", 276_799, 247, OURS, (HEALTH, CARE, PARKS, WORK), 14),
    Region(17, "Ilhas", 8_330, 284, OURS, (CARE, HOMES, WATER, HEALTH), 4_660),
)
