"""Themes, rounds, areas and what they rank: one test for each way it can end."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from build import in_force
from cast import NOW, Cast
from cycling import made
from mutirao.base.agenda import agenda
from mutirao.base.people.models import Area
from mutirao.base.register.models import Act
from mutirao.planning.cycles import acts as cycles
from mutirao.planning.priorities import acts
from mutirao.planning.priorities.models import Plenary, Ranking, Round, Theme
from prioritising import at_service, round, themes
from refusing import refused
from situations_of.cycles import phase


def order(plenary: Plenary) -> list[str]:
    """What an area ranked, first place first."""
    return [ranking.theme.title for ranking in plenary.rankings.select_related("theme")]


# -- themes ---------------------------------------------------------------------------------------------


def test_adding_a_theme(cast: Cast) -> None:
    service = at_service(cast)
    (theme,) = themes(cast, service, " Paving ")
    assert (theme.title, theme.slug, theme.added_at) == ("Paving", "paving", NOW)
    row = Act.objects.get(name="priority.add_theme")
    assert (row.facts, row.duty) == ({"theme": "Paving"}, "set_priorities")
    with refused("bad_input", "There is a theme called “paving” already."):
        themes(cast, service, "paving")
    with refused("bad_input", "Give the theme a name."):
        themes(cast, service, " ")
    assert Theme.objects.count() == 1


def test_a_service_without_priorities(cast: Cast) -> None:
    service = in_force(cast)
    said = "This service has no priorities switched on."
    with refused("bad_input", said):
        themes(cast, service, "Paving")
    service.blocks = ["cycles"]
    service.save(update_fields=["blocks"])
    cycle = made(cast)
    with refused("bad_input", said):
        round(cast, cycle, "Hill")


# -- rounds and areas -----------------------------------------------------------------------------------


def test_opening_a_round_with_its_areas(cast: Cast) -> None:
    service = at_service(cast)
    known = Area.objects.create(name="Shore", slug="shore", parent=service.area)
    found = round(cast, made(cast), "Hill", " shore ", "Hill", "", "Old  Quay")
    assert [(p.area.name, p.area.parent) for p in found.plenaries.all()] == [
        ("Hill", service.area),
        ("Old Quay", service.area),
        ("Shore", service.area),
    ]
    assert Area.objects.filter(name__iexact="shore").get() == known
    assert Act.objects.get(name="priority.open_round").facts == {"cycle": "Budget of 2027", "seed": "1997"}
    assert [(line.state, line.says) for line in agenda.of(service, at=NOW)] == [
        ("open", "Areas say what comes first in “Budget of 2027”")
    ]


def test_a_place_of_the_same_name_elsewhere_is_another_one(cast: Cast) -> None:
    at_service(cast)
    Area.objects.create(name="Hill", slug="hill")
    found = round(cast, made(cast), "Hill")
    assert found.plenaries.get().area.slug == "hill-2"


def test_a_round_opens_and_closes_with_its_phase(cast: Cast) -> None:
    service = at_service(cast)
    cycle = made(cast, phase("Rank", 5, 10))
    (rank_phase,) = cycle.phases.all()
    found = round(cast, cycle, "Hill", phase=rank_phase)
    states = [
        next(
            line.state
            for line in agenda.of(service, at=NOW + timedelta(days=d))
            if "comes first" in line.says
        )
        for d in (0, 5)
    ]
    assert states == ["coming", "open"]
    (theme,) = themes(cast, service, "Paving")

    def rank(day: int) -> Plenary:
        at = NOW + timedelta(days=day)
        by = cast.acting("ada")
        entered: Plenary = acts.rank(plenary=found.plenaries.get(), themes=[theme], by=by, at=at)
        return entered

    with refused("wrong_state", "Areas can rank from 9 May 2026, 13:00 on."):
        rank(4)
    assert order(rank(5)) == ["Paving"]
    with refused(
        "wrong_state",
        "The time to rank ended on 14 May 2026, 13:00. Whoever keeps the calendar can move it, with a "
        "reason.",
    ):
        rank(10)
    cycles.move_phase(
        phase=rank_phase,
        opens=NOW + timedelta(days=5),
        closes=NOW + timedelta(days=20),
        why="The hall was shut.",
        by=cast.acting("ada"),
        at=NOW + timedelta(days=10),
    )
    assert order(rank(10)) == ["Paving"]


def test_what_opens_no_round(cast: Cast) -> None:
    at_service(cast)
    cycle, other = made(cast), made(cast, phase("Rank", 5, 10), title="Other")
    with refused("bad_input", "Say what a lot would be drawn from."):
        round(cast, cycle, "Hill", seed=" ")
    with refused("bad_input", "This phase belongs to another calendar."):
        round(cast, cycle, "Hill", phase=other.phases.get())
    with refused("bad_input", "These are more areas than we can take at once."):
        round(cast, cycle, *(f"Area {n}" for n in range(501)))
    with refused("bad_input", "The name of an area is too long."):
        round(cast, cycle, "x" * 201)
    assert not Round.objects.exists() and not Plenary.objects.exists()
    round(cast, cycle)
    with refused("bad_input", "Areas rank in this calendar already."):
        round(cast, cycle)


def test_a_phase_with_a_round_in_it_is_not_removed(cast: Cast) -> None:
    at_service(cast)
    cycle = made(cast, phase("Rank", 5, 10))
    (rank_phase,) = cycle.phases.all()
    round(cast, cycle, "Hill", phase=rank_phase)
    with refused("wrong_state", "Something opens and closes with this phase. Move the phase instead."):
        cycles.remove_phase(phase=rank_phase, by=cast.acting("ada"), at=NOW)
    assert len(agenda.of(cycle.service, at=NOW)) == 2


def test_adding_an_area_and_who_speaks_for_it(cast: Cast) -> None:
    at_service(cast)
    found = round(cast, made(cast))
    by = cast.acting("rosa")
    hill = acts.add_area(round=found, name="Hill", body=cast.residents, position="delegate", by=by, at=NOW)
    assert (hill.open_to_body, hill.open_to_position) == (cast.residents, "delegate")
    with refused("bad_input", "Hill takes part already."):
        acts.add_area(round=found, name="HILL", by=by, at=NOW)
    with refused("bad_input", "Give the area a name."):
        acts.add_area(round=found, name=" ", by=by, at=NOW)
    nobody = acts.name_group(plenary=hill, body=None, position="x", by=by, at=NOW)
    assert (nobody.open_to_body, nobody.open_to_position) == (None, "")


# -- rankings -------------------------------------------------------------------------------------------


def test_entering_a_ranking_and_putting_it_right(cast: Cast) -> None:
    service = at_service(cast)
    hill = round(cast, made(cast), "Hill").plenaries.get()
    paving, housing, health = themes(cast, service, "Paving", "Housing", "Health")
    acts.rank(
        plenary=hill,
        themes=[paving, housing],
        registered=85,
        source=" Assembly of 2 May ",
        source_path="/services/small-works/",
        by=cast.acting("rosa"),
        at=NOW,
    )
    hill.refresh_from_db()
    assert order(hill) == ["Paving", "Housing"]
    assert (hill.registered, hill.source, hill.source_path) == (
        85,
        "Assembly of 2 May",
        "/services/small-works/",
    )
    assert Act.objects.get(name="priority.rank").facts == {
        "area": "Hill",
        "cycle": "Budget of 2027",
        "themes": ["Paving", "Housing"],
        "registered": 85,
    }
    acts.rank(plenary=hill, themes=[health, paving], by=cast.acting("ada"), at=NOW)
    assert order(hill) == ["Health", "Paving"]
    assert Act.objects.filter(name="priority.rank").count() == 2


def test_a_ranking_that_is_refused_leaves_the_one_before(cast: Cast) -> None:
    service = at_service(cast)
    hill = round(cast, made(cast), "Hill").plenaries.get()
    five = themes(cast, service, "Paving", "Housing", "Health", "Schools", "Water")
    by = cast.acting("ada")
    acts.rank(plenary=hill, themes=five[:2], registered=5, by=by, at=NOW)
    once = "Choose each theme once, and no more than 4."
    for chosen, said in (
        ([], "Choose at least what comes first."),
        (five, once),
        ([five[0], five[0]], once),
    ):
        with refused("bad_input", said):
            acts.rank(plenary=hill, themes=chosen, by=by, at=NOW)
    for path in ("javascript:alert(1)", "//elsewhere.example/", "https://elsewhere.example/"):
        with refused("bad_input", "Give an address of this site, beginning with “/”."):
            acts.rank(plenary=hill, themes=five[:1], source_path=path, by=by, at=NOW)
    service.pk, service.slug, service._state.adding = None, "elsewhere", True
    service.in_force = service.reading = None
    service.save()
    strange = Theme.objects.create(service=service, slug="x", title="X", added_at=NOW)
    with refused("bad_input", "This theme belongs to another service."):
        acts.rank(plenary=hill, themes=[strange], by=by, at=NOW)
    assert order(hill) == ["Paving", "Housing"]


def test_an_areas_own_group_enters_its_ranking(cast: Cast) -> None:
    service = at_service(cast)
    hill = round(cast, made(cast), "Hill").plenaries.get()
    (paving,) = themes(cast, service, "Paving")
    given = {"service": service, "themes": [paving], "at": NOW}
    with refused("not_of_body"):
        acts.rank_own(plenary=hill, by=cast.acting("cam"), **given)
    assert hill.eligibility().name == "a group that speaks for the area; none is named yet"
    named = acts.name_group(
        plenary=hill, body=cast.residents, position="chair", by=cast.acting("ada"), at=NOW
    )
    with refused("not_in_position"):
        acts.rank_own(plenary=named, by=cast.acting("rosa"), **given)
    acts.rank_own(plenary=named, by=cast.acting("cam"), **given)
    assert order(hill) == ["Paving"]
    row = Act.objects.get(name="priority.rank_own")
    assert (row.duty, row.party, row.facts["area"]) == ("", None, "Hill")


def test_an_area_of_another_service(cast: Cast) -> None:
    service = at_service(cast)
    (paving,) = themes(cast, service, "Paving")
    hill = round(cast, made(cast), "Hill").plenaries.get()
    named = acts.name_group(plenary=hill, body=cast.residents, by=cast.acting("ada"), at=NOW)
    elsewhere = in_force(cast, name="Elsewhere")
    with refused("bad_input", "This area belongs to another service."):
        acts.rank_own(
            service=elsewhere,
            plenary=named,
            themes=[paving],
            by=cast.acting("cam"),
            at=NOW,
        )


@pytest.mark.parametrize(
    "change", [{"place": 0}, {"place": 5}, {"place": 2, "theme": "same"}, {"place": 1, "theme": "other"}]
)
def test_what_the_database_refuses_by_itself(cast: Cast, change: dict[str, object]) -> None:
    service = at_service(cast)
    hill = round(cast, made(cast), "Hill").plenaries.get()
    paving, other = themes(cast, service, "Paving", "Housing")
    acts.rank(plenary=hill, themes=[paving], by=cast.acting("ada"), at=NOW)
    theme = {"same": paving, "other": other}.get(str(change.get("theme", "other")), other)
    with pytest.raises(IntegrityError), transaction.atomic():
        Ranking.objects.create(plenary=hill, theme=theme, place=change["place"])
