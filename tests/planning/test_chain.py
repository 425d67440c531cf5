"""The unbroken chain: how steps join, how budgets and promises write them, and the page that shows them."""

from __future__ import annotations

from typing import Any

from django.test import Client

from budgeting import QUESTION, bring_in, count
from budgeting import decide as decide_budget
from build import in_force
from cast import NOW, Cast
from mutirao.base.services.models import Service
from mutirao.planning.budgets import threads
from mutirao.planning.budgets.models import Budget, Project
from mutirao.planning.decisions import chain, promise_acts, queries
from mutirao.planning.decisions.models import Decision, Step
from mutirao.planning.decisions.words import step_says
from promising import DUE, LATER, decide, promise
from visiting import text

HERE = "/services/small-works/"


def step(service: Service, name: str, follows: str | None = None, **facts: Any) -> Step:
    """A step of this name."""
    made: Step = chain.step(
        service, name, title=name, says="It happened.", path="/", at=NOW, follows=follows, **facts
    )
    return made


def keys(steps: list[Step]) -> list[str]:
    """The keys of steps."""
    return [one.key for one in steps]


def says(row: Any) -> list[str]:
    """What the steps of the whole chain of a row say."""
    here = chain.found(row.service, chain.key(row))
    assert here is not None
    return [step_says(one) for one in chain.whole(here)]


# -- joining ------------------------------------------------------------------------------------------------


def test_from_any_step_the_way_back_is_one_line_and_forward_everything_that_grew(cast: Cast) -> None:
    service = in_force(cast)
    for name, before in (("a", None), ("b", "a"), ("c", "b"), ("d", "b"), ("e", "d"), ("x", None)):
        step(service, name, before)
    found = {one.key: one for one in Step.objects.all()}
    assert keys(chain.whole(found["a"])) == ["a", "b", "c", "d", "e"]
    assert keys(chain.whole(found["c"])) == ["a", "b", "c"]
    assert keys(chain.whole(found["d"])) == ["a", "b", "d", "e"]
    assert keys(chain.whole(found["x"])) == ["x"]
    assert len({one.chain for one in found.values()}) == 2
    assert keys(chain.of_chains([found["x"].chain])) == ["x"]


def test_a_step_after_one_that_nobody_wrote_begins_a_chain(cast: Cast) -> None:
    service = in_force(cast)
    assert step(service, "b", "a").follows is None
    assert chain.found(service, "a") is None


def test_a_step_of_another_service_is_not_followed(cast: Cast) -> None:
    here, elsewhere = in_force(cast), in_force(cast, name="Elsewhere")
    step(here, "a")
    assert step(elsewhere, "b", "a").follows is None


def test_writing_a_step_again_changes_its_words_and_not_its_place(cast: Cast) -> None:
    service = in_force(cast)
    first = step(service, "a")
    step(service, "b")
    again = chain.step(
        service,
        "a",
        title="New",
        says="Changed by %(n)s.",
        path="/new/",
        at=NOW + (DUE - NOW.date()),
        follows="b",
        n=2,
    )
    assert (again.pk, again.chain, again.follows, again.at) == (first.pk, first.chain, None, NOW)
    assert (again.title, again.path, step_says(again)) == ("New", "/new/", "Changed by 2.")
    assert Step.objects.count() == 2


def test_steps_written_together_may_follow_each_other(cast: Cast) -> None:
    service = in_force(cast)
    them = [chain.Next(f"k{n}", f"k{n}", "So.", "/", f"k{n - 1}" if n else None) for n in range(4)]
    chain.steps(service, them, at=NOW)
    last = chain.found(service, "k3")
    assert last is not None
    assert keys(chain.whole(last)) == ["k0", "k1", "k2", "k3"]


def test_days_are_said_in_the_reader_s_way() -> None:
    one = Step(says="By %(due_on)s, %(n)s.", facts={"due_on": "2026-07-03", "n": 3})
    assert step_says(one) == "By 3 Jul 2026, 3."
    assert step_says(Step(says="")) == ""


# -- budgets, decisions, promises ---------------------------------------------------------------------------


def decided(cast: Cast) -> tuple[Budget, Decision]:
    """The usual budget, counted and decided: benches and swings won, raised beds lost."""
    budget = count(cast, bring_in(cast, in_force(cast)))
    return budget, decide_budget(cast, budget)


def test_every_project_of_a_budget_has_its_own_chain(cast: Cast) -> None:
    budget, decision = decided(cast)
    found = {}
    for project in Project.objects.all():
        here = chain.found(budget.service, chain.key(project))
        assert here is not None
        found[project.name] = [step_says(one) for one in chain.whole(here)]
    listed = f"Put to the vote in “{QUESTION}”."
    assert found == {
        "Benches": [listed, "Number 1 of 3 by votes, with 7: it won.", "Decided by Council team."],
        "Swings": [listed, "Number 2 of 3 by votes, with 5: it won.", "Decided by Council team."],
        "Raised beds": [listed, "Number 3 of 3 by votes, with 4: it did not win."],
    }
    assert says(decision) == ["Decided by Council team."]
    assert [one.key for one in queries.items(decision)] == [chain.part(decision, n) for n in (1, 2)]
    assert (decision.shown, decision.evidence_path) == ("£70", f"{HERE}budgets/which-works-first/")


def test_a_project_may_go_on_from_a_proposal(cast: Cast) -> None:
    budget = bring_in(cast, in_force(cast))
    step(budget.service, "proposals.proposal:7")
    Step.objects.filter(key__startswith="budgets.").delete()
    threads.listed(budget, at=NOW, follows={"2": "proposals.proposal:7"})
    project = Project.objects.get(code="2")
    assert says_of(project, budget.service) == ["It happened.", f"Put to the vote in “{QUESTION}”."]


def says_of(row: Any, service: Service) -> list[str]:
    """What the steps of the whole chain of a row say, at this service."""
    here = chain.found(service, chain.key(row))
    assert here is not None
    return [step_says(one) for one in chain.whole(here)]


def test_a_promise_goes_on_from_what_was_decided(cast: Cast) -> None:
    budget, decision = decided(cast)
    made = promise(cast, budget.service, decision=decision, follows=chain.part(decision, 1), stage="planned")
    promise_acts.advance(promise=made, stage="works", by=cast.acting("ada"), at=NOW)
    promise_acts.move(promise=made, said=LATER, by=cast.acting("ada"), at=NOW)
    promise_acts.keep(promise=made, by=cast.acting("ada"), at=NOW)
    promise_acts.question(promise=made, by=cast.acting("rosa"), at=NOW)
    promise_acts.question(promise=made, by=cast.acting("dee"), at=NOW)
    assert says(made) == [
        f"Put to the vote in “{QUESTION}”.",
        "Number 1 of 3 by votes, with 7: it won.",
        "Decided by Council team.",
        "Promised by Council team, to be done by 3 Jul 2026.",
        "The works have begun.",
        "Given a new day, 2 Aug 2026. Why: No firm answered the first call.",
        "Said to be done.",
        "Somebody says that it is not done yet.",
    ]
    assert made.item is not None and made.item.key == chain.part(decision, 1)


def test_a_promise_of_a_whole_decision_follows_the_decision_itself(cast: Cast) -> None:
    budget, decision = decided(cast)
    made = promise(cast, budget.service, decision=decision)
    assert says(made)[0] == "Decided by Council team." and len(says(made)) == 2


def test_a_later_decision_follows_the_one_whose_place_it_takes(cast: Cast) -> None:
    service = in_force(cast)
    first = decide(cast, service)
    second = decide(cast, service, title="Swings first", supersedes=first)
    assert len(says(second)) == 2


# -- the page -----------------------------------------------------------------------------------------------


def test_the_page_shows_where_it_is_now(cast: Cast, client: Client) -> None:
    budget, decision = decided(cast)
    made = promise(cast, budget.service, decision=decision, follows=chain.part(decision, 1))
    project = Project.objects.get(name="Benches")
    for kind, pk in (("budgets.project", project.pk), ("decisions.promise", made.pk)):
        response = client.get(f"{HERE}chain/{kind}/{pk}/")
        lines = response.context["lines"]
        assert [line.title for line in lines] == ["Benches", "Benches", QUESTION, made.what]
        assert [line.is_here for line in lines].index(True) == (0 if kind == "budgets.project" else 3)
        assert [line.tag for line in lines][:3] == ["", "", ""] and lines[3].tag in ("promised", "late")
        page = text(response)
        assert "<h1>Benches</h1>" in page and "Promised by Council team" in page


def test_pages_that_are_not_there(cast: Cast, client: Client) -> None:
    decided(cast)
    in_force(cast, name="Elsewhere")
    project = Project.objects.first()
    assert project is not None
    assert client.get(f"{HERE}chain/budgets.project/0/").status_code == 404
    assert client.get(f"/services/elsewhere/chain/budgets.project/{project.pk}/").status_code == 404


def test_where_everything_that_was_decided_is_now(cast: Cast, client: Client) -> None:
    budget, decision = decided(cast)
    promise(cast, budget.service, decision=decision, follows=chain.part(decision, 1))
    response = client.get(f"{HERE}decisions/{decision.pk}/now/")
    assert [(row.title, len(row.promises)) for row in response.context["rows"]] == [
        ("Benches", 1),
        ("Swings", 0),
    ]
    assert f"{HERE}chain/decisions.decision/{decision.pk}.2/" in text(response)
    assert client.get(f"{HERE}chain/decisions.decision/{decision.pk}.2/").status_code == 200
    alone = decide(cast, budget.service)
    response = client.get(f"{HERE}decisions/{alone.pk}/now/")
    assert response["Location"] == f"{HERE}chain/decisions.decision/{alone.pk}/"
