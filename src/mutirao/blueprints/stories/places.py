"""The six arrangements of the demonstration as data: places and figures are published, people invented."""

from __future__ import annotations

from dataclasses import dataclass

from mutirao.theory.typology import Cell, Side, Who

IN_FORCE, PROPOSED, DRAFT = "in force", "proposed", "draft"


@dataclass(frozen=True, slots=True)
class Scene:
    """One service of the demonstration. population: None where no figure is published or sources disagree."""

    name: str
    area: str
    population: int | None
    source: str
    summary: str
    professional: str
    lay: str
    lay_side: Side
    cell: Cell
    state: str
    days_ago: int
    language: str = "en-gb"


SCENES: tuple[Scene, ...] = (
    Scene(
        name="Old Hill small works",
        area="Penwerris, Falmouth, Cornwall",
        population=6000,
        source="baseline of the Beacon project, 1995 (published)",
        summary="Neighbours say what small works their streets need and vote on how the money is spent. "
        "The council’s teams carry the work out and answer for it.",
        professional="Falmouth neighbourhood team",
        lay="Old Hill and Beacon residents",
        lay_side=Side.COMMUNITY,
        cell=Cell(Who.TOGETHER, Who.PROFESSIONALS),
        state=IN_FORCE,
        days_ago=420,
    ),
    Scene(
        name="Tackley village shop",
        area="Tackley, Oxfordshire",
        population=998,
        source="Census 2011 (another source says 800)",
        summary="The village runs its own shop: 64 two-hour places a week, filled by volunteers, "
        "with one paid manager.",
        professional="Rural advice service",
        lay="Tackley shop association",
        lay_side=Side.COMMUNITY,
        cell=Cell(Who.TOGETHER, Who.LAY),
        state=IN_FORCE,
        days_ago=300,
    ),
    Scene(
        name="Felling parents’ mornings",
        area="Felling, Gateshead",
        population=9104,
        source="ward figures, JRF insight (published)",
        summary="Groups for families with children under four, run by staff and parents side by side.",
        professional="Gateshead early years team",
        lay="Felling parents",
        lay_side=Side.USER,
        cell=Cell(Who.PROFESSIONALS, Who.TOGETHER),
        state=PROPOSED,
        days_ago=60,
    ),
    Scene(
        name="Caterham barracks: skate park and pitches",
        area="Caterham-on-the-Hill, Surrey",
        population=None,
        source="",
        summary="A trust of neighbours and public bodies owns the old barracks’ places and opens them "
        "with volunteers.",
        professional="Tandridge leisure and planning officers",
        lay="Barracks community trust",
        lay_side=Side.COMMUNITY,
        cell=Cell(Who.TOGETHER, Who.TOGETHER),
        state=IN_FORCE,
        days_ago=200,
    ),
    Scene(
        name="Beacon listening partnership",
        area="Old Hill, Falmouth, Cornwall",
        population=None,
        source="",
        summary="Residents and agencies listen first, then each does its part. "
        "No plan, no forms before trust.",
        professional="Health visitors, police and housing",
        lay="Beacon residents’ circle",
        lay_side=Side.COMMUNITY,
        cell=Cell(Who.LAY, Who.TOGETHER),
        state=IN_FORCE,
        days_ago=150,
    ),
    Scene(
        name="Familles d’accueil de Genouillac",
        area="Genouillac, Creuse",
        population=None,
        source="",
        summary="Des familles agréées accueillent chez elles des personnes âgées. Le département agrée et "
        "suit, la commune aide, les familles font vivre la maison.",
        professional="Service de l’accueil familial",
        lay="Familles et personnes accueillies",
        lay_side=Side.USER,
        cell=Cell(Who.PROFESSIONALS, Who.LAY),
        state=DRAFT,
        days_ago=20,
        language="fr",
    ),
)
