"""The paving example of 1997 played through the acts: areas, rankings, figures, rules, a division."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal

from build import in_force
from cast import NOW, Cast
from cycling import made
from mutirao.base.services.models import Service
from mutirao.planning.cycles.models import Cycle
from mutirao.planning.decisions.models import Decision
from mutirao.planning.priorities import acts, division_acts, rules_acts
from mutirao.planning.priorities.models import Division, Plenary, Round, Rules, Theme
from mutirao.planning.priorities.published import PUBLISHED
from mutirao.theory.marks import Mark
from mutirao.theory.rule_sets import RuleSet
from paving import TABLE, figures, rank

SANTOS = PUBLISHED["santos-1997"]
OTHERS = ("Housing", "Health", "Schools")
LATER = NOW + timedelta(days=30)


def at_service(cast: Cast) -> Service:
    """A service with priorities switched on."""
    service = in_force(cast)
    service.blocks = ["cycles", "priorities", *service.blocks]
    service.save(update_fields=["blocks"])
    return service


def themes(cast: Cast, service: Service, *titles: str) -> list[Theme]:
    """Themes Ada adds."""
    by = cast.acting("ada")
    return [acts.add_theme(service=service, title=title, by=by, at=NOW) for title in titles]


def round(cast: Cast, cycle: Cycle, *areas: str, **given: object) -> Round:
    """A round Ada opens."""
    found: Round = acts.open_round(
        cycle=cycle, **{"seed": "1997", **given}, areas=areas, by=cast.acting("ada"), at=NOW
    )
    return found


def rules(cast: Cast, service: Service, rules: RuleSet = SANTOS.rules, title: str = "Rules") -> Rules:
    """Rules Ada proposes."""
    found: Rules = rules_acts.propose_rules(
        service=service, title=title, rules=rules, origin="Meeting of 3 May", by=cast.acting("ada"), at=NOW
    )
    return found


def adopt(cast: Cast, found: Rules, **given: object) -> Decision:
    """Ada adopts rules."""
    decision: Decision = rules_acts.adopt_rules(
        rules=found, **{"reasons": "The council voted 20 to 3.", **given}, by=cast.acting("ada"), at=NOW
    )
    return decision


def measure(cast: Cast, plenary: Plenary, criterion: str, value: str, theme: Theme | None = None) -> None:
    """Ada enters a figure that is marked as made up."""
    division_acts.measure(
        service=plenary.round.cycle.service,
        area=plenary.area,
        criterion=criterion,
        value=Decimal(value),
        source="Paving example",
        mark=Mark.SYNTHETIC,
        theme=theme,
        by=cast.acting("ada"),
        at=NOW,
    )


def divide(
    cast: Cast, found: Round, theme: Theme, by_rules: Rules, amount: int = 20_000, unit: str = "metres"
) -> Division:
    """Ada divides."""
    division: Division = division_acts.divide(
        round=found,
        theme=theme,
        rules=by_rules,
        amount=amount,
        unit=unit,
        by=cast.acting("ada"),
        at=NOW,
    )
    return division


TWO = ("Extremo Sul", "Centro")


@dataclass
class Paving:
    """The sixteen regions, or some, with everything known about them; paving ranked as in the table."""

    cast: Cast
    areas: tuple[str, ...] = tuple(TABLE)
    service: Service = field(init=False)
    theme: Theme = field(init=False)
    round: Round = field(init=False)
    rules: Rules = field(init=False)

    def __post_init__(self) -> None:
        cast = self.cast
        self.service = at_service(cast)
        self.theme, *others = themes(cast, self.service, "Paving", *OTHERS)
        self.round = round(cast, made(cast), *self.areas)
        self.plenaries: Mapping[str, Plenary] = {
            plenary.area.name: plenary
            for plenary in self.round.plenaries.select_related("area", "round__cycle__service")
        }
        for n, (name, plenary) in enumerate(self.plenaries.items()):
            short, people = figures(name)
            measure(cast, plenary, "shortage", short, self.theme)
            measure(cast, plenary, "population", str(people))
            ranked = [*others]
            place = rank(name)
            if place:
                ranked = [*others[: place - 1], self.theme]
            acts.rank(plenary=plenary, themes=ranked, registered=100 + n, by=cast.acting("ada"), at=NOW)
        self.rules = rules(cast, self.service)
        adopt(cast, self.rules)
        self.rules.refresh_from_db()

    def divide(self, amount: int = 20_000, unit: str = "metres") -> Division:
        """Twenty kilometres of paving, unless told otherwise."""
        return divide(self.cast, self.round, self.theme, self.rules, amount, unit)


def units(division: Division) -> dict[str, int]:
    """Area → units, as they are kept."""
    names = {area["key"]: area["name"] for area in division.frozen["areas"]}
    return {names[key]: n for key, _points, _receives, n in division.result["portions"]}
