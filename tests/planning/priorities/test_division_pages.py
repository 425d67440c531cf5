"""Pages about rules and divisions: reading, what if, dividing, deciding, making it again."""

from __future__ import annotations

import json
from hashlib import sha256

import pytest
from django.db import connection
from django.test import Client

from cast import NOW, Cast
from cycling import made
from mutirao.base.register import immutability, seals
from mutirao.base.register.models import Act
from mutirao.planning.decisions.models import Decision
from mutirao.planning.priorities.models import Division, Measure, Rules
from mutirao.planning.priorities.published import PUBLISHED
from mutirao.theory.marks import Mark
from paving import METRES, ONLY_PRIORITISED
from prioritising import TWO, Paving, adopt, at_service, round, rules, themes
from visiting import client_of, errors, text

HERE = "/services/small-works/priorities/"
REQUIRED = ["This field is required."]
SAME = {
    "c0-weight": "3",
    "c0-grades": "4 3 2 1",
    "c0-unranked": "0",
    "c1-weight": "3",
    "c1-starts": "0 15 50 80",
    "c1-grades": "1 2 3 4",
    "c2-weight": "2",
    "c2-starts": "0 31000 61000 120000",
    "c2-grades": "1 2 3 4",
}


def theme_page(paving: Paving) -> str:
    """The page of paving."""
    return f"{HERE}{paving.round.pk}/themes/paving/"


# -- one theme ------------------------------------------------------------------------------------------


def test_before_it_is_divided(cast: Cast, client: Client) -> None:
    service = at_service(cast)
    themes(cast, service, "Paving")
    found = round(cast, made(cast), "Hill")
    page = f"{HERE}{found.pk}/themes/paving/"
    assert "No rules have been adopted yet." in text(client.get(page))
    adopt(cast, rules(cast, service))
    assert "It will be divided between the areas by these rules:" in text(client.get(page))
    figures = client.get(f"{page}figures/")
    assert text(figures).count("not known yet") == 2


def test_what_each_area_gets_and_why(cast: Cast, client: Client) -> None:
    paving = Paving(cast)
    paving.divide()
    response = client.get(theme_page(paving))
    lines = {line.name: line for line in response.context["result"].lines}
    assert {name: line.gets for name, line in lines.items()} == {
        name: f"{metres:,} metres" for name, metres in METRES.items()
    }
    south = lines["Extremo Sul"]
    assert (south.points, south.share) == ("26", "9.9 %")
    assert [(step.shown, step.points) for step in south.steps] == [
        ("first", "grade 4 × 3 = 12"),
        ("80.21", "grade 4 × 3 = 12"),
        ("20,647", "grade 1 × 2 = 2"),
    ]
    assert south.why == (
        "Where the area ranked it: first, grade 4 × 3 = 12. How much is missing there, in per cent: 80.21, "
        "grade 4 × 3 = 12. How many people live there: 20,647, grade 1 × 2 = 2. Together 26 of 262 points, "
        "9.9 %."
    )
    assert response.context["result"].finding == (
        "Extremo Sul gets most, 1,985 metres; Cristal gets least, 382 metres."
    )
    page = text(response)
    assert "Waiting for a decision" in page and "Every area receives" in page


def test_you_ranked_it_first_it_got(cast: Cast, client: Client) -> None:
    paving = Paving(cast, TWO)
    page = f"{HERE}{paving.round.pk}/areas/"
    before = client.get(f"{page}extremo-sul/").context["outcomes"]
    assert before[0].said == "You ranked it first; nothing has been divided yet."
    paving.divide()
    south, centre = (
        [(o.theme, o.said) for o in client.get(f"{page}{key}/").context["outcomes"]]
        for key in ("extremo-sul", "centro")
    )
    assert south == [("Paving", "You ranked it first; it got 14,054 metres.")]
    assert ("Paving", "You did not rank it; it got 5,946 metres.") in centre


def test_an_area_that_asked_and_got_nothing(cast: Cast, client: Client) -> None:
    from mutirao.planning.priorities import words

    assert words.got(1, 0, "GBP") == "You ranked it first; it got nothing."
    assert words.got(4, 1_500, "GBP") == "You ranked it fourth; it got £1,500."


# -- what if --------------------------------------------------------------------------------------------


def test_what_if_only_areas_that_ranked_it_received(cast: Cast, client: Client) -> None:
    paving = Paving(cast)
    paving.divide()
    given = {**SAME, "amount": "20000", "unit": "metres", "only_prioritised": "on"}
    response = client.get(f"{theme_page(paving)}what-if/", given)
    compared = response.context["compared"]
    rows = {name: (before, after, said) for name, before, after, said in compared.rows}
    assert rows["Extremo Sul"] == ("1,985 metres", "2,407 metres", "422 metres more")
    assert rows["Centro"] == ("840 metres", "0 metres", "nothing any more: 840 metres less")
    assert {name for name, row in rows.items() if row[1] != "0 metres"} == set(ONLY_PRIORITISED)
    assert compared.said == "11 areas would get more. 5 areas would get less."
    assert Division.objects.count() == 1 and Rules.objects.count() == 1  # nothing was saved


def test_what_if_the_weights_were_others(cast: Cast, client: Client) -> None:
    paving = Paving(cast, TWO)
    paving.divide(100)
    page = f"{theme_page(paving)}what-if/"
    same = client.get(page, {**SAME, "amount": "100", "unit": "metres"})
    assert same.context["compared"].said == "Both rules give every area the same."
    heavy = client.get(page, {**SAME, "c2-weight": "2,5", "amount": "100", "unit": "metres"})
    assert [row[3] for row in heavy.context["compared"].rows] == ["3 metres more", "3 metres less"]
    zero = {**SAME, "c0-weight": "0", "c1-weight": "0", "c2-weight": "0", "amount": "100", "unit": "m"}
    said = "Every weight is nought: nobody would get anything. Give one criterion a weight."
    assert client.get(page, zero).context["there"].problem == said


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"c0-weight": "x"}, {"c0-weight": ["Write numbers, with spaces between them."]}),
        ({"c0-weight": "1e999999999"}, {"c0-weight": ["Write numbers, with spaces between them."]}),
        ({"c0-weight": "1 2"}, {"c0-weight": ["Write one number."]}),
        (
            {"c0-weight": "-1"},
            {"c0-weight": ["The weight of “Where the area ranked it” is less than nought."]},
        ),
        ({"c1-grades": "1 2 3"}, {"c1-grades": ["Give each band one grade."]}),
        ({"c1-grades": "1 2 3 4.5"}, {"c1-grades": ["Write whole numbers."]}),
        ({"c1-starts": "0 50 15 80"}, {"c1-starts": ["Write the smallest number first."]}),
        ({"c1-starts": " ".join("123456789012345678901")}, None),
        ({"amount": "0"}, {"amount": ["Ensure this value is greater than or equal to 1."]}),
        ({"unit": "hours"}, {"unit": ["Hours are people’s time, not money: they are not divided here."]}),
    ],
)
def test_what_if_says_what_is_wrong(
    cast: Cast, client: Client, change: dict[str, str], said: dict[str, list[str]] | None
) -> None:
    paving = Paving(cast, TWO)
    given = {**SAME, "amount": "100", "unit": "metres", **change}
    response = client.get(f"{theme_page(paving)}what-if/", given)
    assert response.status_code == 200
    found = errors(response)
    assert found == said if said else found["c1-starts"] == ["These are more numbers than we can use."]
    assert "compared" not in response.context


def test_what_if_begins_with_any_version(cast: Cast, client: Client) -> None:
    paving = Paving(cast, TWO)
    rules(cast, paving.service, PUBLISHED["regimento-2012"].rules, "Rules of 2012")
    page = f"{theme_page(paving)}what-if/"
    forms = {
        key: client.get(page, {"from": key}).context["form"]
        for key in ("", "2", "regimento-2012", "genro-2000", "nowhere")
    }
    weights = {key: [form[f"c{n}-weight"].initial for n in range(3)] for key, form in forms.items()}
    assert weights == {
        "": ["3", "3", "2"],
        "2": ["5", "4", "2"],
        "regimento-2012": ["5", "4", "2"],
        "genro-2000": ["1", "1", "1"],
        "nowhere": ["3", "3", "2"],
    }
    compared = client_of(cast.dee).get(page, {"from": "2"}).context["compared"]
    assert [row[1:3] for row in compared.rows] == [
        ("30 parts of a hundred", "0 parts of a hundred"),
        ("70 parts of a hundred", "100 parts of a hundred"),
    ]


def test_what_if_before_any_rules_are_adopted(cast: Cast, client: Client) -> None:
    service = at_service(cast)
    themes(cast, service, "Paving")
    found = round(cast, made(cast), "Hill")
    page = f"{HERE}{found.pk}/themes/paving/what-if/"
    assert client.get(page).context["there"].problem.startswith("We do not know “How much is missing there")
    from prioritising import measure

    for criterion in ("shortage", "population"):
        measure(cast, found.plenaries.get(), criterion, "20")
    response = client.get(page)
    assert response.context["compared"] is None and "nothing to compare with" in text(response)
    assert [line.gets for line in response.context["there"].result.lines] == ["100 parts of a hundred"]


# -- figures, dividing, deciding ------------------------------------------------------------------------


def test_entering_a_figure(cast: Cast, client: Client) -> None:
    paving = Paving(cast, TWO)
    page = f"{theme_page(paving)}figures/"
    given = {
        "area": "centro",
        "criterion": "shortage",
        "value": "12.5",
        "scope": "theme",
        "source": "Survey of 2026",
        "taken_on": "2026-03-01",
        "mark": "published",
    }
    rosa = client_of(cast.rosa)
    assert rosa.post(f"{page}enter/", given)["Location"] == page
    shown = text(client.get(page))
    assert "12.5" in shown and "Survey of 2026, 2026-03-01" in shown and "made up for an example" in shown
    assert Measure.objects.filter(is_current=True, theme=paving.theme).count() == 2
    wrong = rosa.post(f"{page}enter/", {**given, "value": "-1", "source": "", "area": "x"})
    assert (wrong.status_code, sorted(errors(wrong))) == (422, ["area", "source", "value"])


def test_dividing_and_deciding(cast: Cast) -> None:
    paving = Paving(cast, TWO)
    page, ada = theme_page(paving), client_of(cast.ada)
    given = {"rules": "1", "amount": "1000", "unit": "gbp"}
    assert ada.post(f"{page}divide/", given)["Location"] == page
    division = Division.objects.get()
    assert (division.amount, division.unit) == (1000, "GBP")
    assert "£1,000, divided between the areas" in text(ada.get(page))
    again = ada.post(f"{page}divide/", given)
    said = "This has been divided already, from the same figures by the same rules."
    assert (again.status_code, errors(again)) == (422, {"__all__": [said]})
    hours = ada.post(f"{page}divide/", {**given, "unit": "hours"})
    assert errors(hours) == {"unit": ["Hours are people’s time, not money: they are not divided here."]}
    one = f"{HERE}{paving.round.pk}/divisions/{division.pk}/"
    assert errors(ada.post(f"{one}decide/", {"reasons": ""})) == {"reasons": REQUIRED}
    response = ada.post(f"{one}decide/", {"reasons": "By the rules.", "dissent": "The centre."})
    decision = Decision.objects.order_by("decided_at").last()
    assert decision is not None
    assert response["Location"] == f"/services/small-works/decisions/{decision.pk}/"
    assert "Read the decision" in text(ada.get(page))
    shown = text(ada.get(response["Location"]))
    assert "The centre." in shown and one in shown


def test_without_adopted_rules_nothing_can_be_divided(cast: Cast) -> None:
    service = at_service(cast)
    themes(cast, service, "Paving")
    found = round(cast, made(cast), "Hill")
    rules(cast, service)
    ada = client_of(cast.ada)
    page = f"{HERE}{found.pk}/themes/paving/divide/"
    assert "No rules have been adopted yet" in text(ada.get(page))
    response = ada.post(page, {"rules": "1", "amount": "10", "unit": "m"})
    assert (response.status_code, list(errors(response))) == (422, ["rules"])


def test_divisions_before_stay_readable(cast: Cast, client: Client) -> None:
    paving = Paving(cast, TWO)
    older, newer = paving.divide(100), paving.divide(200)
    page = text(client.get(f"{HERE}{paving.round.pk}/divisions/{older.pk}/"))
    assert "There is a newer division of this theme." in page and "70 metres" in page
    shown = client.get(theme_page(paving)).context
    assert (shown["division"], [d.pk for d in shown["others"]]) == (newer, [older.pk])


# -- made again -----------------------------------------------------------------------------------------


def test_making_it_again(cast: Cast, client: Client) -> None:
    paving = Paving(cast, TWO)
    division = paving.divide()
    one = f"{HERE}{paving.round.pk}/divisions/{division.pk}/"
    page = text(client.get(f"{one}again/"))
    assert "It comes out the same" in page and "Not sealed yet" in page
    seals.seal(at=NOW)
    assert "It stands in the sealed register" in text(client.get(f"{one}again/"))
    file = client.get(f"{one}inputs.json")
    assert sha256(file.content).hexdigest() == division.digest
    assert json.loads(file.content)["amount"] == 20_000


def test_what_was_altered_is_shown(cast: Cast) -> None:
    client = client_of(cast.dee)  # what visitors see is kept until the next act
    paving = Paving(cast, TWO)
    division = paving.divide()
    seals.seal(at=NOW)
    one = f"{HERE}{paving.round.pk}/divisions/{division.pk}/"
    kept = Division.objects.get(pk=division.pk)
    result = {**kept.result, "portions": kept.result["portions"][::-1]}
    Division.objects.update(result=result)
    assert "It does not come out the same" in text(client.get(f"{one}again/"))
    assert "Something does not fit" in text(client.get(one))
    Division.objects.update(result=kept.result, frozen={**kept.frozen, "amount": 5})
    assert "What it was made from has been altered" in text(client.get(f"{one}again/"))
    Division.objects.update(frozen={})
    assert client.get(one).context["result"] is None
    Division.objects.update(frozen=kept.frozen)
    immutability.allow(connection)
    Act.objects.filter(name="priority.divide").update(duty="run_votes")
    immutability.forbid(connection)
    assert "This is not the division that was sealed." in text(client.get(f"{one}again/"))


# -- rules ----------------------------------------------------------------------------------------------


def test_before_any_rules(cast: Cast, client: Client) -> None:
    at_service(cast)
    page = text(client.get(f"{HERE}rules/"))
    assert "No rules have been proposed yet" in page
    assert "Porto Alegre, budget of 1997" in page and "published, quoted from memory" in page
    assert client.get(f"{HERE}rules/1/").status_code == 404


def test_proposing_published_rules_keeps_their_marks(cast: Cast, client: Client) -> None:
    at_service(cast)
    rosa = client_of(cast.rosa)
    page = f"{HERE}rules/propose/?from=santos-1997"
    form = rosa.get(page).context["form"]
    assert form.initial["title"] == "Porto Alegre, budget of 1997"
    given = {**SAME, "title": "Rules of 1997", "origin": "Council, 4 May", "source": form.initial["source"]}
    assert rosa.post(page, given)["Location"] == f"{HERE}rules/1/"
    kept = Rules.objects.get()
    assert (kept.as_rule(), kept.mark) == (PUBLISHED["santos-1997"].rules, "recalled")
    shown = client.get(f"{HERE}rules/1/")
    criteria = shown.context["criteria"]
    assert [(c.title, c.weight, str(c.mark), str(c.weight_mark)) for c in criteria] == [
        ("Where the area ranked it", "3", "published, quoted from memory", "published, quoted from memory"),
        (
            "How much is missing there, in per cent",
            "3",
            "published, quoted from memory",
            "published, quoted from memory",
        ),
        ("How many people live there", "2", "published, quoted from memory", "published, quoted from memory"),
    ]
    assert criteria[1].grades == [
        ("less than 15", "1"),
        ("15 to less than 50", "2"),
        ("50 to less than 80", "3"),
        ("80 and more", "4"),
    ]
    assert "Politics &amp; Society 26 (1998)" in text(shown)


def test_what_is_changed_is_marked_as_ours(cast: Cast) -> None:
    at_service(cast)
    given = {**SAME, "c1-weight": "4", "c2-starts": "0 30000 60000 120000", "title": "R", "origin": "Council"}
    client_of(cast.ada).post(f"{HERE}rules/propose/?from=santos-1997", given)
    kept = Rules.objects.get()
    assert [(c.mark, c.weight_mark) for c in kept.as_rule().criteria] == [
        (Mark.RECALLED, Mark.RECALLED),
        (Mark.RECALLED, Mark.OURS),
        (Mark.OURS, Mark.RECALLED),
    ]
    assert kept.mark == "ours"


def test_a_criterion_of_ones_own(cast: Cast) -> None:
    at_service(cast)
    ada = client_of(cast.ada)
    page = f"{HERE}rules/propose/"
    more = {"new_title": "Homes without a bathroom", "new_weight": "2"}
    given = {**SAME, "title": "R", "origin": "Council", **more}
    wrong = ada.post(page, given)
    assert errors(wrong) == {"new_starts": REQUIRED, "new_grades": REQUIRED}
    uneven = ada.post(page, {**given, "new_starts": "0 10", "new_grades": "1"})
    assert errors(uneven) == {"new_grades": ["Give each band one grade."]}
    twice = ada.post(page, {**given, "new_title": "Shortage", "new_starts": "0", "new_grades": "1"})
    assert errors(twice) == {"new_title": ["There is a criterion of this name already."]}
    assert ada.post(page, {**given, "new_starts": "0 10", "new_grades": "0 3"}).status_code == 302
    added = Rules.objects.get().as_rule().criteria[3]
    assert (added.slug, added.mark, str(added.weight)) == ("homes-without-a-bathroom", Mark.OURS, "2")
    assert [n for n, _field in enumerate(ada.get(f"{page}?from=1").context["form"].groups())] == [0, 1, 2, 3]


def test_zero_weights_are_refused_with_a_sentence(cast: Cast) -> None:
    at_service(cast)
    given = {**SAME, "c0-weight": "0", "c1-weight": "0", "c2-weight": "0", "title": "R", "origin": "Council"}
    response = client_of(cast.ada).post(f"{HERE}rules/propose/", given)
    said = "Every weight is nought: nobody would get anything. Give one criterion a weight."
    assert (response.status_code, errors(response)) == (422, {"__all__": [said]})
    assert not Rules.objects.exists()


def test_adopting_rules(cast: Cast) -> None:
    rules(cast, at_service(cast))
    page = f"{HERE}rules/1/"
    ada, rosa = client_of(cast.ada), client_of(cast.rosa)
    assert rosa.get(page).context["adopt"].is_open is False
    assert rosa.post(f"{page}adopt/", {"reasons": "Fair."}).status_code == 403
    assert ada.post(f"{page}adopt/", {"reasons": "Fair."})["Location"] == page
    again = ada.post(f"{page}adopt/", {"reasons": "Fair."})
    assert errors(again) == {"__all__": ["These rules have been adopted already."]}
    assert "Read the decision" in text(ada.get(page))


@pytest.mark.parametrize("who", [None, "dee", "eve"])
def test_others_are_told_whom_to_ask(cast: Cast, who: str | None) -> None:
    paving = Paving(cast, TWO)
    division = paving.divide()
    browser = client_of(getattr(cast, who) if who else None)
    for address in (
        f"{theme_page(paving)}figures/enter/",
        f"{theme_page(paving)}divide/",
        f"{HERE}{paving.round.pk}/divisions/{division.pk}/decide/",
        f"{HERE}rules/propose/",
        f"{HERE}rules/1/adopt/",
    ):
        response = browser.post(address, {"reasons": "x"})
        assert response.status_code == 403 and "Council team desk" in text(response), address
    assert Division.objects.get().decision is None
