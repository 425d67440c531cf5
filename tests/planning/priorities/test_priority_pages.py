"""Pages about themes, rounds, areas and rankings: empty, ranked, refused; paper; long names."""

from __future__ import annotations

import pytest
from django.test import Client

from build import in_force
from cast import NOW, Cast
from cycling import made
from mutirao.planning.priorities import acts
from mutirao.planning.priorities.models import Plenary, Round, Theme
from prioritising import Paving, at_service, round, themes
from situations_of.cycles import phase
from visiting import client_of, errors, text

HERE = "/services/small-works/priorities/"
REQUIRED = ["This field is required."]
LONG = "Associação dos moradores e amigos da rua que sobe do cais até a igreja e desce até a escola " * 2


# -- empty ----------------------------------------------------------------------------------------------


def test_before_anything_is_there(cast: Cast, client: Client) -> None:
    at_service(cast)
    assert "No area has been asked yet" in text(client.get(HERE))
    assert "No themes yet" in text(client.get(f"{HERE}themes/"))
    found = round(cast, made(cast))
    page = text(client.get(f"{HERE}{found.pk}/"))
    assert "No area takes part yet." in page and "No themes yet" in page
    for missing in ("99/", "99/areas/hill/", f"{found.pk}/areas/hill/", f"{found.pk}/themes/paving/"):
        assert client.get(HERE + missing).status_code == 404


def test_a_theme_nobody_ranked(cast: Cast, client: Client) -> None:
    service = at_service(cast)
    themes(cast, service, "Paving")
    found = round(cast, made(cast), "Hill")
    response = client.get(f"{HERE}{found.pk}/")
    assert response.context["finding"] == "No area has ranked anything yet."
    assert [(line.title, line.points, line.share) for line in response.context["themes"]] == [
        ("Paving", 0, "0.0 %")
    ]
    shared = client.get(f"{HERE}{found.pk}/", {"amount": "100", "unit": "GBP"})
    assert "No theme has any points yet." in text(shared)


# -- the round ------------------------------------------------------------------------------------------


def test_the_points_of_each_theme(cast: Cast, client: Client) -> None:
    service = at_service(cast)
    found = round(cast, made(cast), "Hill", "Shore", "Quay")
    paving, housing, health = themes(cast, service, "Paving", "Housing", "Health")
    hill, quay, _shore = found.plenaries.order_by("area__name")
    by = cast.acting("ada")
    acts.rank(plenary=hill, themes=[paving, housing], registered=40, by=by, at=NOW)
    acts.rank(plenary=quay, themes=[housing, health, paving], registered=50, by=by, at=NOW)
    response = client.get(f"{HERE}{found.pk}/")
    assert [(x.place, x.title, x.points, x.share, x.areas, x.firsts) for x in response.context["themes"]] == [
        (1, "Housing", 7, "43.8 %", 2, 1),
        (2, "Paving", 6, "37.5 %", 2, 1),
        (3, "Health", 3, "18.8 %", 1, 0),
    ]
    assert response.context["finding"] == (
        "“Housing” comes first with 7 points: 1 of 2 areas put it first. 1 area has not ranked yet."
    )
    assert [(line.name, titles) for line, titles in response.context["page"]] == [
        ("Hill", ["Paving", "Housing"]),
        ("Quay", ["Housing", "Health", "Paving"]),
        ("Shore", []),
    ]


def test_an_amount_shared_out_between_themes_saves_nothing(cast: Cast, client: Client) -> None:
    paving = Paving(cast, ("Extremo Sul", "Centro"))
    page = f"{HERE}{paving.round.pk}/"
    lines = client.get(page, {"amount": "1000", "unit": "gbp"}).context["themes"]
    assert {line.title: (line.points, line.would_get) for line in lines} == {
        "Housing": (4, "£308"),
        "Paving": (4, "£307"),
        "Health": (3, "£231"),
        "Schools": (2, "£154"),
    }
    first = client.get(page, {"amount": "1000", "unit": "metres", "only_first": "on"}).context["themes"]
    assert sum(int(line.would_get.split()[0]) for line in first) == 1000
    for amount, unit in (("0", "GBP"), ("x", "GBP"), ("5", "hours")):
        response = client.get(page, {"amount": amount, "unit": unit})
        assert response.status_code == 200 and response.context["amounts"] == {}
    assert "Hours are people’s time, not money" in text(response)


def test_many_areas_come_in_pages(cast: Cast, client: Client) -> None:
    at_service(cast)
    found = round(cast, made(cast), *(f"Area {n:02}" for n in range(45)))
    first, third = (client.get(f"{HERE}{found.pk}/", {"page": n}).context["page"] for n in (1, 3))
    assert (len(first), len(third), first.paginator.count) == (20, 5, 45)


def test_long_names_stay_whole(cast: Cast, client: Client) -> None:
    service = at_service(cast)
    (theme,) = themes(cast, service, LONG[:200])
    found = round(cast, made(cast), LONG[:200])
    acts.rank(plenary=found.plenaries.get(), themes=[theme], by=cast.acting("ada"), at=NOW)
    assert LONG[:150] in text(client.get(f"{HERE}{found.pk}/"))
    area = found.plenaries.get().area
    assert client.get(f"{HERE}{found.pk}/areas/{area.slug}/").status_code == 200


# -- forms ----------------------------------------------------------------------------------------------


def test_adding_themes(cast: Cast) -> None:
    at_service(cast)
    rosa = client_of(cast.rosa)
    assert rosa.post(f"{HERE}themes/add/", {"title": "Paving"})["Location"] == f"{HERE}themes/"
    again = rosa.post(f"{HERE}themes/add/", {"title": "paving"})
    said = "There is a theme called “paving” already."
    assert (again.status_code, errors(again)) == (422, {"__all__": [said]})
    assert "Paving" in text(rosa.get(f"{HERE}themes/"))


def test_opening_a_round(cast: Cast) -> None:
    at_service(cast)
    first, second = made(cast, phase("Rank", 5, 10)), made(cast, title="Budget of 2028")
    ada = client_of(cast.ada)
    given = {
        "cycle": first.pk,
        "phase": first.phases.get().pk,
        "areas": "Hill\r\n\r\n Shore ",
        "seed": "lottery of 5 May",
    }
    response = ada.post(f"{HERE}open/", given)
    found = Round.objects.get()
    assert (response.status_code, response["Location"]) == (302, f"{HERE}{found.pk}/")
    assert [p.area.name for p in found.plenaries.all()] == ["Hill", "Shore"]
    form = ada.get(f"{HERE}open/").context["form"]
    assert form.initial["areas"] == "Hill\nShore"  # those of the round before
    wrong = ada.post(f"{HERE}open/", {**given, "cycle": second.pk})
    assert (wrong.status_code, list(errors(wrong))) == (422, ["phase"])
    assert errors(ada.post(f"{HERE}open/", {"seed": ""})) == {"cycle": REQUIRED, "seed": REQUIRED}


def test_the_first_round_begins_with_the_parts_of_the_place(cast: Cast) -> None:
    from mutirao.base.people.models import Area

    service = at_service(cast)
    made(cast)
    for name in ("Hill", "Shore"):
        Area.objects.create(name=name, slug=name.lower(), parent=service.area)
    form = client_of(cast.ada).get(f"{HERE}open/").context["form"]
    assert form.initial["areas"] == "Hill\nShore"


def test_adding_an_area_with_the_group_that_speaks_for_it(cast: Cast, client: Client) -> None:
    at_service(cast)
    found = round(cast, made(cast))
    ada = client_of(cast.ada)
    given = {"name": "Hill", "body": str(cast.residents.pk), "position": "chair"}
    assert ada.post(f"{HERE}{found.pk}/add-area/", given)["Location"] == f"{HERE}{found.pk}/"
    page = text(client.get(f"{HERE}{found.pk}/areas/hill/"))
    assert "Residents circle" in page and "(chair)" in page
    again = ada.post(f"{HERE}{found.pk}/add-area/", given)
    assert errors(again) == {"__all__": ["Hill takes part already."]}
    cleared = ada.post(f"{HERE}{found.pk}/areas/hill/group/", {"body": "", "position": ""})
    assert cleared["Location"] == f"{HERE}{found.pk}/areas/hill/"
    assert Plenary.objects.get().open_to_body is None


def ranking_page(cast: Cast) -> tuple[str, list[Theme]]:
    """A round with one area and five themes: the address of its form."""
    service = at_service(cast)
    found = round(cast, made(cast), "Hill")
    return f"{HERE}{found.pk}/areas/hill/", themes(
        cast, service, "Health", "Housing", "Paving", "Schools", "Water"
    )


def test_entering_a_ranking(cast: Cast, client: Client) -> None:
    page, known = ranking_page(cast)
    rosa = client_of(cast.rosa)
    given = {
        "place_1": known[2].pk,
        "place_2": known[0].pk,
        "registered": "85",
        "source": "Assembly of 2 May",
        "source_path": "/services/small-works/",
    }
    assert rosa.post(f"{page}rank/", given)["Location"] == page
    shown = text(client.get(page))
    assert shown.index("Paving") < shown.index("Health")
    assert "85 people registered." in shown
    assert '<a href="/services/small-works/">Assembly of 2 May</a>' in shown
    initial = rosa.get(f"{page}rank/").context["form"].initial
    assert (initial["place_1"], initial["place_2"], initial["registered"]) == (known[2].pk, known[0].pk, 85)
    assert "Rosa" not in shown


@pytest.mark.parametrize(
    ("places", "said"),
    [
        (("", "", "", ""), {"place_1": REQUIRED}),
        ((0, 0, "", ""), {"place_2": ["You have chosen this theme already."]}),
        ((0, "", 1, ""), {"place_3": ["Fill the places before this one first."]}),
        ((99, "", "", ""), {"place_1": ["Select a valid choice. 0 is not one of the available choices."]}),
    ],
)
def test_a_ranking_that_cannot_be_used(
    cast: Cast, places: tuple[object, ...], said: dict[str, list[str]]
) -> None:
    page, known = ranking_page(cast)
    keys = {0: known[0].pk, 1: known[1].pk, 99: 0, "": ""}
    given = {f"place_{n}": keys[place] for n, place in enumerate(places, 1)}  # type: ignore[index]
    response = client_of(cast.ada).post(f"{page}rank/", given)
    assert (response.status_code, errors(response)) == (422, said)
    assert Plenary.objects.get().ranked_at is None


def test_the_group_of_an_area_enters_its_own(cast: Cast) -> None:
    page, known = ranking_page(cast)
    acts.name_group(plenary=Plenary.objects.get(), body=cast.council, by=cast.acting("ada"), at=NOW)
    ben = client_of(cast.ben, strong=False)  # without a second factor: not by duty, but as the area's own
    assert ben.post(f"{page}rank/", {"place_1": known[0].pk})["Location"] == page
    from mutirao.base.register.models import Act

    assert Act.objects.filter(name="priority.rank_own").count() == 1


def test_when_ranking_is_over_the_button_says_so(cast: Cast) -> None:
    service = at_service(cast)
    cycle = made(cast, phase("Rank", -30, -20))
    found = round(cast, cycle, "Hill", phase=cycle.phases.get())
    (theme,) = themes(cast, service, "Paving")
    ada = client_of(cast.ada)
    page = f"{HERE}{found.pk}/areas/hill/"
    said = "The time to rank ended on 14 Apr 2026, 13:00."
    assert said in text(ada.get(page))
    response = ada.post(f"{page}rank/", {"place_1": theme.pk})
    assert response.status_code == 422 and errors(response)["__all__"][0].startswith(said)


def test_a_blank_sheet_for_the_assembly(cast: Cast, client: Client) -> None:
    page, known = ranking_page(cast)
    sheet = text(client.get(f"{page}sheet/"))
    assert sheet.count("☐") == 4 * len(known) and "What comes first in Hill?" in sheet


# -- refusals -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", [None, "dee", "eve"])
def test_others_are_told_whom_to_ask(cast: Cast, who: str | None) -> None:
    page, known = ranking_page(cast)
    found = Round.objects.get()
    browser = client_of(getattr(cast, who) if who else None)
    for address in (
        f"{HERE}open/",
        f"{HERE}themes/add/",
        f"{HERE}{found.pk}/add-area/",
        f"{page}group/",
        f"{page}rank/",
    ):
        response = browser.post(address, {"title": "x", "place_1": known[0].pk})
        assert response.status_code == 403 and "Council team desk" in text(response), address
    assert Plenary.objects.get().ranked_at is None
    assert 'aria-disabled="true"' in text(browser.get(page))


def test_what_belongs_to_another_service_is_not_shown_here(cast: Cast, client: Client) -> None:
    page, _known = ranking_page(cast)
    in_force(cast, name="Elsewhere")
    for address in (page, f"{page}sheet/", f"{HERE}{Round.objects.get().pk}/"):
        assert client.get(address.replace("small-works", "elsewhere")).status_code == 404
