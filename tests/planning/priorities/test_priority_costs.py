"""How often pages of calendars and priorities ask: with 17 areas × 18 themes × 10 cycles as with one of each.

A visitor's page costs one query to see whether anything was done since it was kept; signing in costs two.
"""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from base.test_page_costs import asked
from cast import NOW, Cast
from cycling import made
from mutirao.base.people.models import Area
from mutirao.planning.cycles.models import Cycle
from mutirao.planning.priorities import acts
from mutirao.planning.priorities.models import Division, Measure, Plenary, Ranking, Round, Rules, Theme
from prioritising import adopt as adopted
from prioritising import at_service, divide, measure, rules, themes
from prioritising import round as opened
from situations_of.cycles import phase
from visiting import client_of

HERE = "/services/small-works/"
# page -> queries for a visitor, and for Ada, who is signed in with a second factor
COSTS: dict[str, tuple[int, int]] = {
    "cycles/": (5, 8),
    "cycles/CYCLE/": (4, 7),
    "cycles/phases/PHASE/": (5, 8),
    "priorities/": (4, 7),
    "priorities/themes/": (4, 7),
    "priorities/rules/": (4, 7),
    "priorities/rules/1/": (3, 6),
    "priorities/ROUND/": (5, 8),
    "priorities/ROUND/areas/area-0/": (5, 8),
    "priorities/ROUND/areas/area-0/sheet/": (4, 5),
    "priorities/ROUND/themes/theme-0/": (4, 7),
    "priorities/ROUND/themes/theme-0/figures/": (6, 9),
    "priorities/ROUND/themes/theme-0/what-if/": (4, 5),
    "priorities/ROUND/themes/theme-1/": (5, 8),
    "priorities/ROUND/themes/theme-1/what-if/": (7, 8),
    "priorities/ROUND/divisions/DIVISION/": (4, 7),
    "priorities/ROUND/divisions/DIVISION/again/": (6, 7),
}


def one_of_everything(cast: Cast) -> dict[str, str]:
    """A calendar, a round, two themes, one area, rules, a division; and their numbers for addresses."""
    service = at_service(cast)
    cycle = made(cast, phase("Rank", -5, -1), phase("Divide", 1, 30))
    known = themes(cast, service, "Theme 0", "Theme 1")
    round = opened(cast, cycle, "Area 0")
    hill = round.plenaries.select_related("round__cycle__service", "area").get()
    acts.rank(plenary=hill, themes=known, registered=5, by=cast.acting("ada"), at=NOW)
    for criterion in ("shortage", "population"):
        measure(cast, hill, criterion, "20")
    by_rules = rules(cast, service)
    adopted(cast, by_rules)
    by_rules.refresh_from_db()
    division = divide(cast, round, known[0], by_rules, 100)
    return {
        "CYCLE": str(cycle.pk),
        "PHASE": str(cycle.phases.all()[0].pk),
        "ROUND": str(round.pk),
        "DIVISION": str(division.pk),
    }


def much_more() -> None:
    """Seventeen areas, eighteen themes, ten cycles, all of it ranked, measured and divided."""
    round = Round.objects.select_related("cycle__service").get()
    service, rule_set = round.cycle.service, Rules.objects.get()
    areas = [*Area.objects.filter(name="Area 0")] + [
        Area.objects.create(name=f"Area {n}", slug=f"area-{n}", parent=service.area) for n in range(1, 17)
    ]
    known = [*Theme.objects.order_by("pk")] + [
        Theme.objects.create(service=service, slug=f"theme-{n}", title=f"Theme {n}", added_at=NOW)
        for n in range(2, 18)
    ]
    rounds = [round]
    for n in range(1, 10):
        cycle = Cycle.objects.create(
            service=service, title=f"Year {n}", made_at=NOW - timedelta(days=365 * n)
        )
        rounds.append(Round.objects.create(cycle=cycle, seed="x", opened_at=cycle.made_at))
    plenaries = [Plenary(round=r, area=a) for r in rounds for a in areas if (r, a) != (round, areas[0])]
    Plenary.objects.bulk_create(plenaries)
    Ranking.objects.bulk_create(
        Ranking(plenary=plenary, theme=known[(n * 3 + place) % 18], place=place)
        for n, plenary in enumerate(plenaries)
        for place in (1, 2, 3, 4)
    )
    Measure.objects.bulk_create(
        Measure(
            service=service, area=area, theme=theme, criterion="shortage", value=n, source="x", mark="ours",
            entered_at=NOW,
        )
        for area in areas
        for n, theme in enumerate(known)
    )  # fmt: skip
    division = Division.objects.get()
    for r in rounds:
        for theme in known[2:]:
            division.pk, division._state.adding = None, True
            division.round, division.theme = r, theme
            division.save()
    for n in range(2, 15):
        rule_set.pk, rule_set._state.adding, rule_set.decision, rule_set.version = None, True, None, n
        rule_set.save()


@pytest.mark.parametrize("size", ["one", "many"])
def test_pages_cost_the_same_with_one_row_and_with_many(cast: Cast, size: str) -> None:
    numbers = one_of_everything(cast)
    if size == "many":
        much_more()
    found = {}
    for page in COSTS:
        real = page
        for name, number in numbers.items():
            real = real.replace(name, number)
        Client().get(HERE + real)  # what is made once is not counted
        found[page] = (asked(Client(), f"{HERE}{real}?again"), asked(client_of(cast.ada), HERE + real))
    assert found == COSTS
