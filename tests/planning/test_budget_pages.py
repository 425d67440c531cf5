"""Pages about budgets: reading, what if, verifying; setting the rule, counting and deciding on the page."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client

from budgeting import QUESTION, bring_in, count, decide
from build import in_force
from cast import NOW, Cast
from mutirao.base.register import immutability, seals
from mutirao.base.register.models import Act
from mutirao.engines.allocation.pabulib import read
from mutirao.engines.allocation.rules import RULES
from mutirao.planning.budgets.models import Budget, Count, Sheet
from mutirao.planning.decisions.models import Decision
from situations import sheet
from visiting import client_of, errors, text

HERE = "/services/small-works/"
LIST, ONE = f"{HERE}budgets/", f"{HERE}budgets/which-works-first/"
REQUIRED = ["This field is required."]


def found() -> Budget:
    """The budget as it stands in the database."""
    return Budget.objects.select_related("decision").get()


# -- reading --------------------------------------------------------------------------------------------


def test_before_anything_was_put_to_the_vote(cast: Cast, client: Client) -> None:
    in_force(cast)
    assert "No budget has been put to the vote yet" in text(client.get(LIST))
    assert client.get(ONE).status_code == 404


def test_a_budget_waiting_to_be_counted(cast: Cast, client: Client) -> None:
    bring_in(cast, in_force(cast))
    assert QUESTION in text(client.get(LIST)) and QUESTION in text(client.get(HERE))
    response = client.get(ONE)
    assert response.context["result"] is None
    assert [(project.name, cost) for project, cost in response.context["projects"]] == [
        ("Benches", "£40"),
        ("Swings", "£30"),
        ("Raised beds", "£30"),
    ]
    assert "12 people voted on £70." in text(response)
    assert client.get(f"{ONE}what-if/").status_code == 404
    assert "Not counted yet" in text(client.get(f"{ONE}verify/"))


def test_what_won_and_why(cast: Cast, client: Client) -> None:
    count(cast, bring_in(cast, in_force(cast)))
    result = client.get(ONE).context["result"]
    assert [(line.name, line.cost, line.votes, line.won) for line in result.won] == [
        ("Benches", "£40", 7, True),
        ("Swings", "£30", 5, True),
    ]
    assert [(line.name, line.cost, line.votes, line.won) for line in result.lost] == [
        ("Raised beds", "£30", 4, False)
    ]
    first, second, third = (line.why for line in result.lines)
    assert first.startswith("Won: ") and "7 votes" in first and "number 1" in first
    assert second.startswith("Won: ") and "5 votes" in second and "number 2" in second
    assert third.startswith("Lost: ") and "£0 was left" in third and "£30 more" in third
    assert (result.total, result.left, result.winners, result.ties) == ("£70", "£0", 2, ())


def test_the_same_ballots_by_another_rule(cast: Cast, client: Client) -> None:
    data = sheet()[1].replace(b"budget;70", b"budget;60")
    count(cast, bring_in(cast, in_force(cast), read(data), original=data))
    for key in ("equal-shares.cardinality.add1", "equal-shares.cost.add1u", "phragmen"):
        response = client.get(f"{ONE}what-if/", {"rule": key})
        here, there = response.context["results"]
        assert (here.key, there.key) == ("greedy", key)
        assert [key for key, _name, chosen in response.context["choices"] if chosen] == [key]
        won = {line.name for line in here.won} ^ {line.name for line in there.won}
        assert {row.name for row in response.context["differences"]} == won
    unknown = client.get(f"{ONE}what-if/", {"rule": "by luck"}).context["results"]
    assert [result.key for result in unknown] == ["greedy", "equal-shares.cost.none"]


def test_verifying_the_count(cast: Cast, client: Client) -> None:
    count(cast, bring_in(cast, in_force(cast)))
    assert "Not sealed yet" in text(client.get(f"{ONE}verify/"))
    seals.seal(at=NOW)
    response = client.get(f"{ONE}verify/")
    assert "The count stands in the sealed register" in text(response)
    assert response.context["digest"] == found().sheet.public_digest == response.context["recorded"]
    assert "--rule greedy --seed tests" in text(response)


def test_ballots_that_were_exchanged_after_the_count_are_noticed(cast: Cast, client: Client) -> None:
    count(cast, bring_in(cast, in_force(cast)))
    seals.seal(at=NOW)
    Sheet.objects.update(public_digest="0" * 64)
    assert "Something does not fit" in text(client.get(f"{ONE}verify/"))


def test_a_count_that_was_altered_in_the_register_is_noticed(cast: Cast, client: Client) -> None:
    count(cast, bring_in(cast, in_force(cast)))
    seals.seal(at=NOW)
    immutability.allow(connection)
    Act.objects.filter(name="budget.count").update(duty="divide_money")
    immutability.forbid(connection)
    assert "Something does not fit" in text(client.get(f"{ONE}verify/"))


# -- doing ----------------------------------------------------------------------------------------------

VOTES = "“Run votes” (clause 5 of the agreement, version 1)"
MONEY = "“Divide the money” (clause 2 of the agreement, version 1)"


@pytest.mark.parametrize(("page", "duty"), [("rule/", MONEY), ("count/", VOTES), ("decide/", MONEY)])
@pytest.mark.parametrize("who", [None, "dee", "eve"])
def test_a_refusal_names_party_and_clause(cast: Cast, page: str, duty: str, who: str | None) -> None:
    bring_in(cast, in_force(cast))
    response = client_of(getattr(cast, who) if who else None).post(ONE + page, {"reasons": "x"})
    (sentence,) = response.context["sentences"]
    assert response.status_code == 403
    assert (
        sentence
        == {
            None: "Sign in first, so that we know who you are.",
            "dee": f"This belongs to the duty {duty}, and no party you belong to holds it.",
            "eve": f"Your term with Council team has ended. It held the duty {duty} for you.",
        }[who]
    )
    assert "Council team" in text(response) and "Council team desk" in text(response)
    assert (found().counted_at, found().decision, found().rule) == (None, None, "greedy")


def test_only_the_answering_party_decides(cast: Cast) -> None:
    count(cast, bring_in(cast, in_force(cast)))
    rosa = client_of(cast.rosa)
    assert rosa.get(ONE).context["decide"].is_open is False
    response = rosa.post(f"{ONE}decide/", {"reasons": "Fair."})
    assert (response.status_code, response.context["sentences"]) == (
        403,
        [
            "Under clause 2 of the agreement (version 1), Residents circle does it when it comes to "
            "“Divide the money”. That is not enough for this."
        ],
    )
    assert not Decision.objects.exists()


def test_setting_the_rule(cast: Cast) -> None:
    bring_in(cast, in_force(cast))
    rosa = client_of(cast.rosa)
    form = rosa.get(f"{ONE}rule/").context["form"]
    assert form.initial == {"key": "greedy", "origin": "Meeting of 3 May, minute 2"}
    for key, kept in (
        ("equal-shares.cardinality.add1u", ("equal-shares", "cardinality", "add1u")),
        ("greedy", ("greedy", "cost", "none")),
    ):
        for _double_tap in range(2):
            response = rosa.post(f"{ONE}rule/", {"key": key, "origin": "Minute 4"})
            assert (response.status_code, response["Location"]) == (302, ONE)
        assert (found().rule, found().utility, found().completion) == kept
    wrong = rosa.post(f"{ONE}rule/", {"key": "luck", "origin": ""})
    assert (wrong.status_code, errors(wrong)) == (
        422,
        {"key": ["Select a valid choice. luck is not one of the available choices."], "origin": REQUIRED},
    )
    count(cast, found())
    late = rosa.post(f"{ONE}rule/", {"key": "greedy", "origin": "Minute 5"})
    said = "The ballots have been counted: the rule cannot change any more."
    assert (late.status_code, errors(late)) == (422, {"__all__": [said]})


def test_counting(cast: Cast) -> None:
    bring_in(cast, in_force(cast))
    rosa = client_of(cast.rosa)
    assert rosa.get(f"{ONE}count/").status_code == 405
    assert rosa.post(f"{ONE}count/")["Location"] == ONE
    again = rosa.post(f"{ONE}count/")
    said = ["The ballots have been counted already."]
    assert (again.status_code, again.context["sentences"]) == (422, said)
    assert Count.objects.count() == len(RULES)
    assert Act.objects.filter(name="budget.count").count() == 1
    assert rosa.post(f"{LIST}nowhere/count/").status_code == 404


def test_deciding(cast: Cast) -> None:
    bring_in(cast, in_force(cast))
    ada = client_of(cast.ada)
    early = ada.post(f"{ONE}decide/", {"reasons": "Fair."})
    assert (early.status_code, errors(early)) == (422, {"__all__": ["Count the ballots first."]})
    count(cast, found())
    for given, said in (
        ({"reasons": " "}, {"reasons": REQUIRED}),
        ({"reasons": "Fair.", "review_on": "soon"}, {"review_on": ["Enter a valid date."]}),
        (
            {"reasons": "Fair.", "review_on": "2001-01-01"},
            {"__all__": ["The day to look at this again must be in the future."]},
        ),
    ):
        wrong = ada.post(f"{ONE}decide/", given)
        assert (wrong.status_code, errors(wrong)) == (422, said)
    response = ada.post(f"{ONE}decide/", {"reasons": "Fair.", "dissent": "One road lost."})
    decision = Decision.objects.get()
    assert (response.status_code, response["Location"]) == (302, f"{HERE}decisions/{decision.pk}/")
    again = ada.post(f"{ONE}decide/", {"reasons": "Fair."})
    assert (again.status_code, errors(again)) == (422, {"__all__": ["This has been decided already."]})
    assert Decision.objects.count() == 1


# -- decisions ------------------------------------------------------------------------------------------


def test_a_decision_with_its_mandate(cast: Cast, client: Client) -> None:
    made = decide(cast, count(cast, bring_in(cast, in_force(cast))), dissent="One road lost.")
    page = text(client.get(f"{HERE}decisions/{made.pk}/"))
    for words in (
        "We pay for: Benches; Swings.",
        "Council team",
        "Clause 2, “Divide the money”, of the agreement (version 1)",
        "Fair vote.",
        "One road lost.",
        ONE,
    ):
        assert words in page
    assert "Ada" not in page
    assert QUESTION in text(client.get(f"{HERE}decisions/"))
    assert QUESTION in text(client.get("/"))


def test_before_anything_was_decided(cast: Cast, client: Client) -> None:
    in_force(cast)
    response = client.get(f"{HERE}decisions/")
    assert (response.status_code, list(response.context["page"])) == (200, [])


def test_a_decision_of_another_service_is_not_shown_here(cast: Cast, client: Client) -> None:
    made = decide(cast, count(cast, bring_in(cast, in_force(cast))))
    in_force(cast, name="Elsewhere")
    assert client.get(f"/services/elsewhere/decisions/{made.pk}/").status_code == 404
    assert client.get("/services/elsewhere/budgets/which-works-first/").status_code == 404
