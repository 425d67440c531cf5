"""Recording decisions under three duties, replacing one, looking at one again: one test for each exit."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from build import in_force, party
from cast import NOW, TODAY, Cast
from mutirao.base.agenda.models import Item
from mutirao.base.register.models import Act
from mutirao.planning.decisions import acts, queries
from mutirao.planning.decisions.models import Decision, Review
from mutirao.planning.decisions.recording import exact, safe_address
from mutirao.theory.measures import traceability
from mutirao.theory.reasons import Refused
from promising import decide
from refusing import refused

NEXT_YEAR: date = TODAY + timedelta(days=365)


def test_a_decision_says_everything(cast: Cast) -> None:
    service = in_force(cast)
    residents = party(service, cast.residents)
    made = decide(
        cast,
        service,
        title=" Benches first ",
        dissent="Parents wanted swings.",
        review_on=NEXT_YEAR,
        evidence="The count of 3 May",
        evidence_path="/services/small-works/budgets/x/",
        amount=Decimal("1250.50"),
        currency="gbp",
        answers=residents,
    )
    found = Decision.objects.get(pk=made.pk)
    assert (found.title, found.outcome, found.reasons) == (
        "Benches first",
        "We mend the benches.",
        "Most asked for it.",
    )
    assert (found.dissent, found.evidence) == ("Parents wanted swings.", "The count of 3 May")
    assert (found.amount, found.scale, found.currency) == (125050, 100, "GBP")
    assert (found.sum, found.shown) == (Decimal("1250.5"), "£1,250.50")
    assert (found.party, found.duty, found.agreement) == (
        party(service, cast.council),
        "divide_money",
        service.in_force,
    )
    assert (found.answers, found.review_on, found.decided_at) == (residents, NEXT_YEAR, NOW)
    review = found.reviews.get()
    assert (review.due_on, review.tell_on, review.done_at) == (
        NEXT_YEAR,
        NEXT_YEAR - timedelta(days=14),
        None,
    )
    assert traceability([queries.as_trace(found)]).complete.part == 1


@pytest.mark.parametrize(
    ("act", "duty"),
    [
        (acts.on_priorities, "set_priorities"),
        (acts.on_money, "divide_money"),
        (acts.on_design, "design_service"),
    ],
)
def test_each_duty_decides_by_its_own_act(cast: Cast, act: Any, duty: str) -> None:
    service = in_force(cast)
    made = act(
        service=service, title="A", outcome="B", reasons="C", by=cast.acting("ada"), at=NOW, amount=Decimal(0)
    )
    assert (made.duty, made.shown) == (duty, "0")
    row = Act.objects.latest("id")
    assert (row.duty, row.evidence, row.subject) == (duty, "decision", f"decisions.decision:{made.pk}")
    assert row.facts == {"decision": "A", "amount": "0", "currency": ""}
    assert Item.objects.get(about=f"decisions.decision:{made.pk}").kind == "decision.made"


def test_what_was_not_said_is_named(cast: Cast) -> None:
    made = decide(cast, in_force(cast))
    assert queries.missing(made) == ["evidence", "money", "answers", "review"]
    assert traceability(queries.traces(made.service)).missing == {
        **dict.fromkeys(("what", "who", "mandate"), 0),
        **dict.fromkeys(("evidence", "money", "answers", "review"), 1),
    }
    assert Act.objects.latest("id").facts == {"decision": "Benches first"}


@pytest.mark.parametrize(
    ("given", "text"),
    [
        ({"title": " "}, "Say what it is about and what was decided."),
        ({"outcome": ""}, "Say what it is about and what was decided."),
        ({"reasons": " "}, "Give the reasons: everybody will read them."),
        ({"review_on": TODAY}, "The day to look at this again must be in the future."),
        ({"amount": Decimal(-1)}, "An amount of money is a number, and not less than nothing."),
        ({"amount": Decimal("NaN")}, "An amount of money is a number, and not less than nothing."),
        ({"amount": Decimal(2**63)}, "This amount is larger, or has more decimals, than we can keep."),
        ({"amount": Decimal("1e-10")}, "This amount is larger, or has more decimals, than we can keep."),
        (
            {"amount": Decimal(1), "currency": "pounds"},
            "A currency is named by three letters, such as GBP.",
        ),
        (
            {"evidence_path": "javascript:alert(1)"},
            "The address of the evidence must begin with “https://”.",
        ),
        ({"evidence_path": "//elsewhere"}, "The address of the evidence must begin with “https://”."),
        ({"evidence_path": "/" * 1 + "a" * 300}, "The address of the evidence is longer than we can keep."),
    ],
)
def test_a_decision_that_does_not_fit(cast: Cast, given: dict[str, Any], text: str) -> None:
    service = in_force(cast)
    with refused("bad_input", text):
        decide(cast, service, **given)
    assert not Decision.objects.exists() and not Review.objects.exists()


def test_who_answers_is_a_party_here(cast: Cast) -> None:
    here, elsewhere = in_force(cast), in_force(cast, name="Elsewhere")
    with refused("bad_input", "Whoever answers for it must be one of the parties to this service."):
        decide(cast, here, answers=party(elsewhere, cast.council))


def test_amounts_are_kept_exactly() -> None:
    assert exact(Decimal("0.1"), "eur") == (1, 10, "EUR")
    assert exact(Decimal("1E+3"), "") == (1000, 1, "")
    assert exact(Decimal("12.50"), "GBP") == (1250, 100, "GBP")
    assert exact(None, "GBP") == (None, 1, "")
    with pytest.raises(Refused):
        exact(Decimal("Infinity"), "")


@pytest.mark.parametrize("address", ["", "/a/", " https://example.org/x ", "HTTP://example.org"])
def test_addresses_that_may_stand_in_a_link(address: str) -> None:
    assert safe_address(address) == address.strip()


@pytest.mark.parametrize("address", ["/\\evil.example", "data:text/html,x", "ftp://x", "example.org"])
def test_addresses_that_may_not(address: str) -> None:
    with pytest.raises(Refused):
        safe_address(address)


# -- replacing and looking again --------------------------------------------------------------------------


def test_a_later_decision_takes_the_place_of_an_earlier_one(cast: Cast) -> None:
    service = in_force(cast)
    first = decide(cast, service, review_on=NEXT_YEAR)
    second = decide(cast, service, title="Swings first", supersedes=first)
    assert Decision.objects.get(pk=first.pk).superseded_by == second
    review = first.reviews.get()
    assert (review.done_at, review.tell_on, review.finding) == (NOW, None, "")
    with refused("wrong_state", "A later decision has taken the place of that one already."):
        decide(cast, service, supersedes=first)
    with refused("wrong_state", "A later decision has taken the place of this one."):
        acts.review(decision=first, finding="It stands.", by=cast.acting("ada"), at=NOW)


def test_a_decision_of_another_service_is_not_replaced(cast: Cast) -> None:
    first, elsewhere = decide(cast, in_force(cast)), in_force(cast, name="Elsewhere")
    with refused("bad_input", "The earlier decision belongs to another service."):
        decide(cast, elsewhere, supersedes=first)


def test_looking_again_leaves_the_decision_as_it_is(cast: Cast) -> None:
    made = decide(cast, in_force(cast), review_on=NEXT_YEAR)
    before = Decision.objects.filter(pk=made.pk).values().get()
    done = acts.review(
        decision=made,
        finding=" It stands. ",
        next_on=NEXT_YEAR + timedelta(days=1),
        by=cast.acting("rosa"),
        at=NOW,
    )
    assert Decision.objects.filter(pk=made.pk).values().get() == before
    first, second = made.reviews.all()
    assert first == done
    assert (first.finding, first.done_at, first.party, first.tell_on) == (
        "It stands.",
        NOW,
        party(made.service, cast.residents),
        None,
    )
    assert (second.due_on, second.done_at) == (NEXT_YEAR + timedelta(days=1), None)
    assert Act.objects.latest("id").facts == {"decision": "Benches first"}


def test_looking_again_without_a_day_for_it(cast: Cast) -> None:
    made = decide(cast, in_force(cast))
    acts.review(decision=made, finding="It stands.", by=cast.acting("ada"), at=NOW)
    assert [(r.due_on, r.done_at) for r in made.reviews.all()] == [(TODAY, NOW)]


@pytest.mark.parametrize(
    ("given", "text"),
    [
        ({"finding": " "}, "Say what you found: everybody will read it."),
        ({"finding": "x", "next_on": TODAY}, "The day to look at this again must be in the future."),
    ],
)
def test_a_review_that_does_not_fit(cast: Cast, given: dict[str, Any], text: str) -> None:
    made = decide(cast, in_force(cast))
    with refused("bad_input", text):
        acts.review(decision=made, **given, by=cast.acting("ada"), at=NOW)


def test_the_database_keeps_the_rules_too(cast: Cast) -> None:
    made = decide(cast, in_force(cast), review_on=NEXT_YEAR)
    for broken in (
        lambda: Decision.objects.filter(pk=made.pk).update(amount=-1),
        lambda: Review(decision=made, due_on=NEXT_YEAR).save(),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            broken()
