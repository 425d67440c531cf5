"""Acts of the priorities block, ready to do."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from cast import NOW
from mutirao.planning.cycles import acts as cycles
from mutirao.planning.cycles.models import Cycle
from mutirao.planning.priorities import acts, division_acts, rules_acts
from mutirao.planning.priorities.models import Division, Plenary, Round, Rules, Theme
from mutirao.planning.priorities.published import PUBLISHED
from mutirao.theory.marks import Mark
from situations import Call, World

TABLE = """
priority.add_theme   login member yes  2nd   yes   way   way   member member yes   ended member behalf behalf
priority.open_round  login member yes  2nd   yes   way   way   member member yes   ended member behalf behalf
priority.add_area    login member yes  2nd   yes   way   way   member member yes   ended member behalf behalf
priority.name_group  login member yes  2nd   yes   way   way   member member yes   ended member behalf behalf
priority.rank        login member yes  2nd   yes   way   way   member member yes   ended member behalf behalf
priority.rank_own    login elig  elig  elig  elig  elig  elig  yes    yes    elig  elig  yes    yes    keeps
priority.measure     login member yes  2nd   yes   way   way   member member yes   ended member behalf behalf
priority.propose_rules login member yes 2nd  yes   way   way   member member yes   ended member behalf behalf
priority.adopt_rules login member yes  2nd   way   way   way   member member way   ended member behalf behalf
priority.divide      login member yes  2nd   yes   way   way   member member yes   ended member behalf behalf
priority.decide      login member yes  2nd   way   way   way   member member way   ended member behalf behalf
"""
SANTOS = PUBLISHED["santos-1997"]


def cycle(world: World) -> Cycle:
    """A calendar without phases."""
    made: Cycle = cycles.make(
        service=world.service, title="Budget of 2027", origin="Meeting", by=world.cast.acting("ben"), at=NOW
    )
    return made


def round(world: World) -> Round:
    """A round with one area, the Hill."""
    made: Round = acts.open_round(
        cycle=cycle(world), seed="2027", areas=["Hill"], by=world.cast.acting("ben"), at=NOW
    )
    return made


def theme(world: World) -> Theme:
    """Paving."""
    made: Theme = acts.add_theme(service=world.service, title="Paving", by=world.cast.acting("ben"), at=NOW)
    return made


def plenary(world: World) -> Plenary:
    """The Hill, for which the club speaks."""
    made: Plenary = acts.name_group(
        plenary=round(world).plenaries.get(), body=world.club, by=world.cast.acting("ben"), at=NOW
    )
    return made


def rules(world: World, *, is_adopted: bool = False) -> Rules:
    """The published rules of 1997, proposed here or adopted too."""
    by = world.cast.acting("ben")
    made: Rules = rules_acts.propose_rules(
        service=world.service, title="Rules", rules=SANTOS.rules, origin="Meeting", by=by, at=NOW
    )
    if is_adopted:
        rules_acts.adopt_rules(rules=made, reasons="Fair.", by=by, at=NOW)
    return Rules.objects.get(pk=made.pk)


def figures(world: World, found: Round) -> None:
    """Every figure of the only area."""
    area = found.plenaries.get().area
    for criterion, value in (("shortage", "20"), ("population", "5000")):
        division_acts.measure(
            service=world.service,
            area=area,
            criterion=criterion,
            value=Decimal(value),
            source="Invented for tests",
            mark=Mark.SYNTHETIC,
            by=world.cast.acting("ben"),
            at=NOW,
        )


def divided(world: World) -> Division:
    """A thousand metres, all for the Hill."""
    found = round(world)
    figures(world, found)
    made: Division = division_acts.divide(
        round=found,
        theme=theme(world),
        rules=rules(world, is_adopted=True),
        amount=1000,
        unit="metres",
        by=world.cast.acting("ben"),
        at=NOW,
    )
    return made


def calls(world: World) -> dict[str, Callable[[], Call]]:
    """For each act, what brings the world into the state in which it can be done."""
    service = world.service

    def ranking() -> Call:
        return Call({"plenary": plenary(world), "themes": [theme(world)], "registered": 12}, service)

    def own() -> Call:
        thing = plenary(world)
        given = {"service": service, "plenary": thing, "themes": [theme(world)]}
        return Call(given, service, thing=thing)

    def measuring() -> Call:
        area = round(world).plenaries.get().area
        given = {"area": area, "criterion": "shortage", "value": Decimal("20.5"), "source": "Survey"}
        return Call({"service": service, **given, "mark": Mark.PUBLISHED}, service)

    def dividing() -> Call:
        found = round(world)
        figures(world, found)
        given = {"theme": theme(world), "rules": rules(world, is_adopted=True)}
        return Call({"round": found, **given, "amount": 1000, "unit": "GBP"}, service)

    return {
        "priority.add_theme": lambda: Call({"service": service, "title": "Paving"}, service),
        "priority.open_round": lambda: Call(
            {"cycle": cycle(world), "seed": "2027", "areas": ["Hill"]}, service
        ),
        "priority.add_area": lambda: Call({"round": round(world), "name": "Shore"}, service),
        "priority.name_group": lambda: Call(
            {"plenary": round(world).plenaries.get(), "body": world.club}, service
        ),
        "priority.rank": ranking,
        "priority.rank_own": own,
        "priority.measure": measuring,
        "priority.propose_rules": lambda: Call(
            {"service": service, "title": "Rules", "rules": SANTOS.rules, "origin": "Meeting"}, service
        ),
        "priority.adopt_rules": lambda: Call({"rules": rules(world), "reasons": "Fair."}, service),
        "priority.divide": dividing,
        "priority.decide": lambda: Call({"division": divided(world), "reasons": "Fair."}, service),
    }
