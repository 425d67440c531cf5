"""Pages about decisions and promises: reading, narrowing down, every form, and those who may not."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from budgeting import bring_in, count
from budgeting import decide as decide_budget
from build import in_force, party
from cast import NOW, Cast
from mutirao.base.register import seals
from mutirao.planning.decisions import chain, promise_acts
from mutirao.planning.decisions.models import Decision, Promise, Question
from promising import BENCHES, LATER, NEVER, WORKS, decide, now, promise
from visiting import client_of, errors, text

HERE = "/services/small-works/decisions/"
REQUIRED = ["This field is required."]
SENT = {"sent": "yes"}
"""What a browser sends of an empty form: never nothing at all."""
SOON = (timezone.now() + timedelta(days=40)).date()
"""A day in the future of the real clock, by which pages go."""


def page_of(row: Promise) -> str:
    """Where a promise is."""
    return f"{HERE}promises/{row.pk}/"


# -- decisions ----------------------------------------------------------------------------------------------


def test_the_list_can_be_narrowed_to_open_and_late_promises(cast: Cast, client: Client) -> None:
    service = in_force(cast)
    late, coming, kept, _none = (
        decide(cast, service, title=name) for name in ("Late", "Open", "Kept", "None")
    )
    promise(cast, service, decision=late, due_on=NOW.date() + timedelta(days=1), at=NOW)
    promise(cast, service, decision=coming, due_on=SOON)
    promise_acts.keep(promise=promise(cast, service, decision=kept), by=cast.acting("ada"), at=NOW)
    Promise.objects.filter(decision=late).update(due_on=timezone.now().date() - timedelta(days=2))

    def titles(show: str) -> set[str]:
        return {one.title for one in client.get(HERE, {"show": show}).context["page"]}

    assert titles("") == titles("nonsense") == {"Late", "Open", "Kept", "None"}
    assert titles("open") == {"Late", "Open"} and titles("late") == {"Late"}
    page = text(client.get(HERE))
    assert "1 promise late" in page and "1 promise open" in page


def test_no_decision_has_such_promises(cast: Cast, client: Client) -> None:
    in_force(cast)
    assert "Nothing has been decided yet" in text(client.get(HERE))
    assert "No decision has such promises" in text(client.get(HERE, {"show": "late"}))


def test_recording_a_decision_on_the_page(cast: Cast) -> None:
    service = in_force(cast)
    residents = party(service, cast.residents)
    ada = client_of(cast.ada)
    assert f"{HERE}new/" in text(ada.get(HERE))
    given = {
        "on": "set_priorities",
        "title": "Benches first",
        "outcome": "We mend the benches.",
        "reasons": "Most asked for it.",
        "dissent": "Parents wanted swings.",
        "answers": residents.pk,
        "amount": "12.50",
        "currency": "EUR",
        "evidence": "The minutes of 3 May",
        "evidence_path": "https://example.org/minutes",
        "review_on": SOON.isoformat(),
    }
    response = ada.post(f"{HERE}new/", given)
    made = Decision.objects.get()
    assert response["Location"] == f"{HERE}{made.pk}/"
    page = text(client_of().get(f"{HERE}{made.pk}/"))
    for words in (
        "We mend the benches.",
        "Clause 1, “Set priorities”, of the agreement (version 1)",
        "Parents wanted swings.",
        "12.50 €",
        "Residents circle",
        "The minutes of 3 May",
        "https://example.org/minutes",
        "To be looked at again on",
        "Nobody has promised yet what will be done",
    ):
        assert words in page
    assert "What this decision does not say" not in page


def test_a_decision_form_that_does_not_fit(cast: Cast) -> None:
    in_force(cast)
    response = client_of(cast.ada).post(f"{HERE}new/", {"amount": "-1", "currency": "XYZ"})
    assert response.status_code == 422
    found = errors(response)
    assert [found[name] for name in ("on", "title", "outcome", "reasons")] == [REQUIRED] * 4
    assert set(found) == {"on", "title", "outcome", "reasons", "amount", "currency"}
    assert not Decision.objects.exists()


@pytest.mark.parametrize("name", ["rosa", "dee", "eve"])
def test_who_may_not_decide_is_told_who_may(cast: Cast, name: str) -> None:
    in_force(cast)
    browser = client_of(getattr(cast, name))
    assert "aria-disabled" in text(browser.get(HERE))
    response = browser.get(f"{HERE}new/")
    assert response.status_code == 403 and "Council team" in text(response)


def test_deciding_anew_and_looking_again_on_the_page(cast: Cast) -> None:
    first = decide(cast, in_force(cast))
    ada = client_of(cast.ada)
    page = text(ada.get(f"{HERE}{first.pk}/"))
    assert "Look at it again" in page and "Decide anew in its place" in page
    assert "who answers for carrying it out" in page
    assert errors(ada.post(f"{HERE}{first.pk}/review/", SENT)) == {"finding": REQUIRED}
    response = ada.post(f"{HERE}{first.pk}/review/", {"finding": "It stands for now."}, follow=True)
    assert "It stands for now." in text(response) and "Looked at again on" in text(response)
    form = ada.get(f"{HERE}new/", {"instead": str(first.pk)})
    assert f'<option value="{first.pk}" selected>' in text(form)
    given = {"on": "divide_money", "title": "Swings", "outcome": "Swings.", "reasons": "So."}
    ada.post(f"{HERE}new/", {**given, "supersedes": str(first.pk)})
    old = text(ada.get(f"{HERE}{first.pk}/"))
    assert "A later decision has taken the place of this one" in old and "Look at it again" not in old
    assert "replaced by a later one" in text(ada.get(HERE))
    second = Decision.objects.get(title="Swings")
    assert "It takes the place of" in text(ada.get(f"{HERE}{second.pk}/"))


def test_somebody_with_one_duty_is_not_asked_which(cast: Cast) -> None:
    service = in_force(cast)
    service.in_force.clauses.filter(duty__in=["set_priorities", "design_service"]).delete()
    response = client_of(cast.ada).get(f"{HERE}new/")
    assert 'type="hidden" name="on" value="divide_money"' in text(response)


def test_verifying_a_decision_and_a_promise(cast: Cast, client: Client) -> None:
    service = in_force(cast)
    decision = decide(cast, service)
    made = promise(cast, service, decision=decision)
    seals.seal(at=NOW)
    for page, words in ((f"{HERE}{decision.pk}/", "decided “Benches first”"), (page_of(made), BENCHES)):
        response = client.get(f"{page}verify/", follow=True)
        assert response.redirect_chain[0][0].startswith("/register/acts/")
        assert words in text(response)
    assert client.get(f"{HERE}{made.pk}/verify/").status_code == 404
    lost = Decision.objects.get(pk=decision.pk)
    lost.pk = made.pk
    lost.supersedes = None
    lost.save(force_insert=True)
    assert client.get(f"{HERE}{lost.pk}/verify/").status_code == 404


# -- promises -----------------------------------------------------------------------------------------------


def test_before_anything_was_promised(cast: Cast, client: Client) -> None:
    in_force(cast)
    assert "Nothing has been promised yet" in text(client.get(f"{HERE}promises/"))


def test_how_many_promises_stand_how(cast: Cast, client: Client) -> None:
    service = in_force(cast)
    ada = cast.acting("ada")
    late, changed, kept, broken, doubted, _open = (promise(cast, service, due_on=SOON) for _ in range(6))
    promise_acts.move(promise=changed, said=LATER, by=ada, at=NOW)
    Promise.objects.filter(pk=changed.pk).update(due_on=SOON)
    promise_acts.keep(promise=kept, by=ada, at=NOW)
    promise_acts.keep(promise=doubted, by=ada, at=NOW)
    promise_acts.question(promise=doubted, by=cast.acting("rosa"), at=NOW)
    promise_acts.give_up(promise=broken, said=NEVER, by=ada, at=NOW)
    Promise.objects.filter(pk=late.pk).update(due_on=NOW.date())
    late.changes.update(due_on=NOW.date())
    changed.changes.update(due_on=SOON)
    response = client.get(f"{HERE}promises/")
    assert {name: n for name, _words, n in response.context["counts"]} == dict.fromkeys(
        ("late", "promised", "changed", "questioned", "kept", "broken"), 1
    )
    assert "6 promises were made here." in text(response)
    assert "Of 1 day that has passed, 0 were kept or openly explained in time." in text(response)
    for name, row, tag in (
        ("late", late, "late"),
        ("changed", changed, "promised for a new day"),
        ("questioned", doubted, "said to be done, questioned"),
        ("kept", kept, "done"),
        ("broken", broken, "will not be done"),
    ):
        rows = client.get(f"{HERE}promises/", {"show": name}).context["rows"]
        assert [(one.pk, words) for one, words, _kind in rows] == [(row.pk, tag)]
    order = [one.pk for one, _tag, _kind in response.context["rows"]]
    assert order[0] == late.pk and set(order[-2:]) == {kept.pk, broken.pk}


def test_no_day_has_passed(cast: Cast, client: Client) -> None:
    promise(cast, in_force(cast), due_on=SOON)
    page = text(client.get(f"{HERE}promises/"))
    assert "1 promise was made here." in page and "No day has passed yet." in page
    assert "None." in text(client.get(f"{HERE}promises/", {"show": "kept"}))


def test_making_a_promise_on_the_page(cast: Cast) -> None:
    service = in_force(cast)
    decision = decide(cast, service, answers=party(service, cast.residents))
    ada = client_of(cast.ada)
    address = f"{HERE}{decision.pk}/promise/"
    form = ada.get(address)
    assert form.context["form"].initial == {"party": decision.answers_id}
    assert "item" not in form.context["form"].fields
    assert set(errors(ada.post(address, SENT))) == {"what", "party", "due_on"}
    council = party(service, cast.council)
    given = {"what": BENCHES, "party": council.pk, "due_on": SOON.isoformat(), "owner": WORKS}
    response = ada.post(address, given, follow=True)
    page = text(response)
    assert "Written down, and told to whoever is asked about it." in page
    assert BENCHES in page and "Benches first" in page and WORKS not in page
    made = Promise.objects.get()
    assert (made.decision, made.owner_address) == (decision, WORKS)
    assert BENCHES in text(ada.get(f"{HERE}{decision.pk}/"))
    assert ada.post(f"{HERE}promises/new/", {**given, "stage": "planned"}).status_code == 302
    assert Promise.objects.filter(decision=None, stage="planned").count() == 1
    wrong = ada.post(address, {**given, "due_on": "2020-01-01"})
    assert wrong.status_code == 422


def test_a_promise_of_one_of_many_things_that_were_decided(cast: Cast) -> None:
    decision = decide_budget(cast, count(cast, bring_in(cast, in_force(cast))))
    ada = client_of(cast.ada)
    address = f"{HERE}{decision.pk}/promise/"
    page = text(ada.get(address))
    assert ">Benches</option>" in page and ">Swings</option>" in page
    given = {"what": BENCHES, "party": decision.party_id, "due_on": SOON.isoformat()}
    ada.post(address, {**given, "item": chain.part(decision, 2)})
    made = Promise.objects.get()
    assert made.item is not None and made.item.key == chain.part(decision, 2)
    assert set(errors(ada.post(address, {**given, "item": "decisions.decision:else"}))) == {"item"}


@pytest.mark.parametrize("path", ["promises/new/", "promises/{}/done/", "promises/{}/new-day/"])
@pytest.mark.parametrize("name", ["dee", "eve", None])
def test_who_may_not_speak_of_promises(cast: Cast, path: str, name: str | None) -> None:
    made = promise(cast, in_force(cast))
    browser = client_of(getattr(cast, name) if name else None)
    assert browser.get(HERE + path.format(made.pk)).status_code == 403
    assert "aria-disabled" in text(browser.get(page_of(made)))


@pytest.mark.parametrize(
    ("path", "given", "state"),
    [
        ("done/", {"reason": "Painted green."}, "kept"),
        (
            "new-day/",
            {"due_on": (SOON + timedelta(days=9)).isoformat(), "because": "money", "reason": "So."},
            "changed",
        ),
        ("not-done/", {"because": "law", "reason": "The square is listed."}, "broken"),
        ("works/", {"stage": "tendered"}, "made"),
        ("who-is-asked/", {"owner": "new@example.org"}, "made"),
    ],
)
def test_saying_how_it_stands_on_the_page(cast: Cast, path: str, given: dict[str, Any], state: str) -> None:
    made = promise(cast, in_force(cast), due_on=SOON, stage="planned")
    ada = client_of(cast.ada)
    assert page_of(made) + path in text(ada.get(page_of(made)))
    assert ada.get(page_of(made) + path).status_code == 200
    assert ada.post(page_of(made) + path, given)["Location"] == page_of(made)
    assert now(made).state == state
    page = text(ada.get(page_of(made)))
    assert given.get("reason", BENCHES) in page and "new@example.org" not in page


@pytest.mark.parametrize(
    ("path", "given", "wrong"),
    [
        ("new-day/", SENT, {"due_on", "because", "reason"}),
        ("not-done/", {"because": "moon"}, {"because", "reason"}),
        ("works/", {"stage": "proposed"}, {"__all__"}),
        ("who-is-asked/", {"owner": "the office"}, {"owner"}),
        ("done/", {"evidence_path": "javascript:x"}, {"__all__"}),
    ],
)
def test_what_does_not_fit_is_said_by_the_form(
    cast: Cast, path: str, given: dict[str, str], wrong: set[str]
) -> None:
    made = promise(cast, in_force(cast), due_on=SOON, stage="planned")
    response = client_of(cast.ada).post(page_of(made) + path, given)
    assert (response.status_code, set(errors(response))) == (422, wrong)
    assert now(made).changes.count() == 1


def test_saying_that_it_is_not_done_on_the_page(cast: Cast) -> None:
    made = promise(cast, in_force(cast))
    rosa = client_of(cast.rosa)
    assert "Is it really done?" not in text(rosa.get(page_of(made)))
    promise_acts.keep(promise=made, by=cast.acting("ada"), at=NOW)
    assert "Is it really done?" in text(rosa.get(page_of(made)))
    assert rosa.get(f"{page_of(made)}not-yet/").status_code == 200
    page = text(rosa.post(f"{page_of(made)}not-yet/", {"says": "One leg."}, follow=True))
    assert "Thank you. We ask whoever promised it again." in page
    assert "1 person says: not yet." in page and "One leg." not in page
    assert Question.objects.get().person == cast.rosa
    again = rosa.post(f"{page_of(made)}not-yet/", SENT)
    assert (again.status_code, errors(again)) == (422, {"__all__": ["You have said so already."]})
    assert client_of().get(f"{page_of(made)}not-yet/").status_code == 403


def test_addresses_of_other_services_do_not_open_it(cast: Cast, client: Client) -> None:
    made = promise(cast, in_force(cast))
    in_force(cast, name="Elsewhere")
    assert client.get(f"/services/elsewhere/decisions/promises/{made.pk}/").status_code == 404


def test_many_promises_of_one_decision_and_long_names(cast: Cast, client: Client) -> None:
    service = in_force(cast)
    decision = decide(cast, service, title="T" * 200)
    for n in range(25):
        promise(cast, service, decision=decision, what=f"{n} " + "w" * 295, due_on=SOON)
    response = client.get(f"{HERE}{decision.pk}/")
    assert len(response.context["promises"]) == 20 and response.context["more"]
    first = client.get(f"{HERE}promises/")
    second = client.get(f"{HERE}promises/", {"page": 2})
    assert (len(first.context["rows"]), len(second.context["rows"])) == (20, 5)
