"""The link in a letter: one answer without an account; forged, used, replaced, expired and settled ones."""

from __future__ import annotations

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.signing import Signer
from django.test import Client

from build import in_force
from cast import NOW, TODAY, Cast
from mutirao.base.actor import Actor
from mutirao.base.notices.models import Letter
from mutirao.base.register.models import Act
from mutirao.planning.decisions import promise_acts, tokens
from mutirao.planning.decisions.models import Promise, PromiseChange
from mutirao.planning.decisions.promising import Said
from mutirao.theory.promises import Event
from promising import BENCHES, DAY, LATER, WORKS, days_later, mailed, now, occasions, promise, token_of
from refusing import refused
from visiting import client_of, text

NOBODY = Actor.visitor()
FORGED = "We did not make this link, or a part of it is missing."
OLD = "This link has been used, or we have written to you again since."
EXPIRED = "This link has expired."
SETTLED = "This promise is settled: there is nothing left to answer."


@pytest.fixture
def made(cast: Cast) -> Promise:
    """A promise made just now by the real clock, whose owner has a link."""
    from mutirao.base.web import now as real

    at = real()
    due = at.date() + 60 * DAY
    return promise(cast, in_force(cast), at=at, due_on=due)


# -- the token ----------------------------------------------------------------------------------------------


def test_a_link_says_which_promise_which_letter_and_until_when(cast: Cast) -> None:
    row = promise(cast, in_force(cast))
    link = tokens.read(tokens.write(row, on=TODAY))
    assert link == tokens.Link(row.pk, 1, TODAY + timedelta(days=60))
    assert token_of(row) == tokens.write(row, on=TODAY)


def test_nobody_else_can_make_one(cast: Cast) -> None:
    row = promise(cast, in_force(cast))
    good = tokens.write(row, on=TODAY)
    body, _sep, seal = good.partition("~")
    others = [
        "",
        "~",
        body,
        seal,
        f"{body}~{seal[:-1]}",
        f"{body[:-1]}0~{seal}",
        f"{uuid4().hex}-1-b4000~{seal}",
        Signer(salt="other", sep="~").sign(body),
        Signer(key="another site", salt="mutirao.promises", sep="~").sign(body),
    ]
    assert [tokens.read(token) for token in others] == [None] * len(others)


def test_what_a_genuine_link_is_good_for(cast: Cast) -> None:
    row = promise(cast, in_force(cast))
    link = tokens.read(token_of(row))
    assert link is not None
    last = TODAY + timedelta(days=60)
    assert [tokens.standing(link, row, on=last + n * DAY) for n in (0, 1)] == ["opens", "expired"]
    row.asked = 2
    assert tokens.standing(link, row, on=TODAY) == "old"
    row.state = "kept"
    assert tokens.standing(link, row, on=TODAY) == "settled"


# -- the act ------------------------------------------------------------------------------------------------


def test_an_answer_by_link_stands_in_the_register_without_a_person(cast: Cast) -> None:
    row = promise(cast, in_force(cast))
    promise_acts.report(promise=row, event=Event.MOVE, said=LATER, token=token_of(row), by=NOBODY, at=NOW)
    act = Act.objects.latest("id")
    assert (act.name, act.actor, act.behalf, act.party, act.service) == (
        "promise.report",
        None,
        None,
        None,
        row.service,
    )
    assert act.facts == {
        "promise": BENCHES,
        "party": "Council team",
        "state": "changed",
        "due": LATER.due_on.isoformat(),  # type: ignore[union-attr]
        "because": "tender",
        "by_link": True,
    }
    last = row.changes.latest("id")
    assert (last.by_link, last.party, last.reason) == (True, None, LATER.reason)


def test_a_link_is_good_for_one_answer(cast: Cast) -> None:
    row = promise(cast, in_force(cast))
    token = token_of(row)
    promise_acts.report(promise=row, event=Event.MOVE, said=LATER, token=token, by=NOBODY, at=NOW)
    with refused("wrong_state", OLD):
        promise_acts.report(promise=row, event=Event.KEEP, token=token, by=NOBODY, at=NOW)
    assert now(row).state == "changed"


def test_links_that_do_not_open(cast: Cast) -> None:
    service = in_force(cast)
    row, other = promise(cast, service), promise(cast, service)
    token = token_of(row)

    def answer(token: str, n: int = 0) -> None:
        promise_acts.report(promise=row, event=Event.KEEP, token=token, by=NOBODY, at=days_later(n))

    with refused("wrong_state", FORGED):
        answer("x~y")
    with refused("wrong_state", FORGED):
        answer(token_of(other))
    with refused("wrong_state", EXPIRED):
        answer(token, 61)
    promise_acts.hand_over(promise=row, owner=WORKS, by=cast.acting("ada"), at=NOW)
    with refused("wrong_state", OLD):
        answer(token)
    promise_acts.keep(promise=row, by=cast.acting("ada"), at=NOW)
    with refused("wrong_state", SETTLED):
        answer(token_of(row))


def test_a_refused_answer_does_not_use_the_link_up(cast: Cast) -> None:
    row = promise(cast, in_force(cast))
    token = token_of(row)
    with refused("bad_input", "Say why: everybody will read it."):
        promise_acts.report(promise=row, event=Event.BREAK, said=Said(), token=token, by=NOBODY, at=NOW)
    promise_acts.report(promise=row, event=Event.KEEP, token=token, by=NOBODY, at=NOW)


def test_a_fresh_link_once_a_day(cast: Cast) -> None:
    row = promise(cast, in_force(cast))
    old = token_of(row)
    promise_acts.ask_again(promise=row, token=old, by=NOBODY, at=days_later(70))
    fresh = token_of(row)
    assert fresh != old and Letter.objects.latest("id").address == WORKS
    with refused("wrong_state", "A fresh link was sent today. Please look for the letter."):
        promise_acts.ask_again(promise=row, token=old, by=NOBODY, at=days_later(70))
    assert token_of(row) == fresh and now(row).asked == 2
    promise_acts.ask_again(promise=row, token=old, by=NOBODY, at=days_later(71))
    assert occasions(row) == ["made", f"again:{TODAY + 70 * DAY}", f"again:{TODAY + 71 * DAY}"]
    with refused("wrong_state", FORGED):
        promise_acts.ask_again(promise=row, token="x", by=NOBODY, at=NOW)
    promise_acts.keep(promise=row, by=cast.acting("ada"), at=NOW)
    with refused("wrong_state", SETTLED):
        promise_acts.ask_again(promise=row, token=fresh, by=NOBODY, at=NOW)


# -- the page -----------------------------------------------------------------------------------------------


def test_opening_the_link_changes_nothing(made: Promise, client: Client) -> None:
    acts = Act.objects.count()
    for method in (client.get, client.head, client.options):
        response = method(mailed(made))
    response = client.get(mailed(made))
    page = text(response)
    assert response.status_code == 200
    assert (Act.objects.count(), now(made).state, now(made).asked) == (acts, "made", 1)
    for words in (
        BENCHES,
        "Council team",
        "Yes, it is done",
        "Promise the new day",
        "Say that it cannot be done",
    ):
        assert words in page
    assert WORKS not in page and "Ada" not in page
    assert response["X-Robots-Tag"] == "noindex" and "no-store" in response["Cache-Control"]


def test_done_with_the_link(made: Promise, client: Client) -> None:
    response = client.post(mailed(made), {"answer": "keep", "keep-reason": "Painted green."})
    assert (response.status_code, response["Location"]) == (
        302,
        f"/services/small-works/decisions/promises/{made.pk}/",
    )
    page = text(client.get(response["Location"]))
    for words in (
        "Thank you. Everybody can see your answer now.",
        "Said to be done",
        "Painted green.",
        "answered for Council team, with the link from a letter",
    ):
        assert words in page
    assert Act.objects.latest("id").actor is None


def test_a_new_day_with_the_link(made: Promise, client: Client) -> None:
    day = made.due_on + 30 * DAY
    given = {"move-due_on": day.isoformat(), "move-because": "weather", "move-reason": "The river rose."}
    assert client.post(mailed(made), {"answer": "move", **given}).status_code == 302
    assert (now(made).state, now(made).due_on) == ("changed", day)
    page = text(client.get(f"/services/small-works/decisions/promises/{made.pk}/"))
    assert "a flood, a storm or damage came in between" in page and "The river rose." in page


def test_it_cannot_be_done_with_the_link(made: Promise, client: Client) -> None:
    given = {"break-because": "law", "break-reason": "The square is listed."}
    assert client.post(mailed(made), {"answer": "break", **given}).status_code == 302
    assert now(made).state == "broken"


@pytest.mark.parametrize(
    "given",
    [
        {"answer": "break"},
        {"answer": "move", "move-because": "law", "move-reason": "So."},
        {"answer": "move", "move-because": "law", "move-reason": "So.", "move-due_on": "2020-01-01"},
        {"answer": "keep", "keep-evidence_path": "javascript:alert(1)"},
    ],
)
def test_an_answer_that_does_not_fit(made: Promise, client: Client, given: dict[str, str]) -> None:
    response = client.post(mailed(made), given)
    assert (response.status_code, now(made).state, PromiseChange.objects.count()) == (422, "made", 1)
    opened = re.findall(r"<details[^>]* open>\s*<summary[^>]*>([^<]+)", text(response))
    headings = {"keep": "It is done", "move": "It needs a new day", "break": "It cannot be done"}
    assert opened == [headings[given["answer"]]]


@pytest.mark.parametrize("answer", ["", "question", "destroy"])
def test_an_answer_we_did_not_offer(made: Promise, client: Client, answer: str) -> None:
    assert client.post(mailed(made), {"answer": answer}).status_code == 200
    assert now(made).state == "made"


def test_whoever_is_signed_in_answers_as_the_link_and_not_as_themselves(made: Promise, cast: Cast) -> None:
    client_of(cast.dee).post(mailed(made), {"answer": "keep"})
    assert (now(made).state, Act.objects.latest("id").actor) == ("kept", None)


def test_a_form_without_the_site_s_own_mark_is_refused(made: Promise) -> None:
    careful = Client(enforce_csrf_checks=True)
    assert careful.post(mailed(made), {"answer": "keep"}).status_code == 403
    assert now(made).state == "made"


@pytest.mark.parametrize("path", ["/promises/xyz/", "/promises/a-b-c~d/"])
def test_a_forged_link(db: None, client: Client, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 404 and FORGED in text(response)
    assert client.post(path, {"answer": "keep"}).status_code == 404
    assert client.get(f"{path}again/").status_code == 405
    assert client.post(f"{path}again/")["Location"] == path


def test_a_genuine_link_to_what_is_not_there_any_more(made: Promise, client: Client) -> None:
    made.pk = uuid4()
    assert client.get(f"/promises/{tokens.write(made, on=TODAY)}/").status_code == 404


def test_a_used_link_offers_a_fresh_one(made: Promise, client: Client) -> None:
    path = mailed(made)
    Promise.objects.filter(pk=made.pk).update(asked=2)
    response = client.get(path)
    assert response.status_code == 410
    assert OLD in text(response) and "Send a fresh link" in text(response) and WORKS not in text(response)
    response = client.post(f"{path}again/", follow=True)
    assert "We have sent a fresh link to whoever is asked about this promise." in text(response)
    assert WORKS not in text(response)
    response = client.post(f"{path}again/", follow=True)
    assert "A fresh link was sent today. Please look for the letter." in text(response)
    assert client.get(mailed(made)).status_code == 200


def test_an_expired_link(made: Promise, client: Client) -> None:
    long_ago = tokens.write(made, on=TODAY - timedelta(days=4000))
    response = client.get(f"/promises/{long_ago}/")
    assert response.status_code == 410 and EXPIRED in text(response)


def test_a_settled_promise_has_nothing_to_answer(made: Promise, cast: Cast, client: Client) -> None:
    path = mailed(made)
    promise_acts.keep(promise=made, by=cast.acting("ada"), at=NOW)
    response = client.get(path)
    assert response.status_code == 200
    assert SETTLED in text(response) and "Send a fresh link" not in text(response)


def test_what_people_wrote_is_shown_to_whoever_promised(made: Promise, cast: Cast, client: Client) -> None:
    promise_acts.keep(promise=made, by=cast.acting("ada"), at=made.made_at)
    promise_acts.question(promise=made, says="One leg is loose.", by=cast.acting("rosa"), at=made.made_at)
    page = text(client.get(mailed(made)))
    assert "One leg is loose." in page and "Rosa" not in page
    assert "One leg is loose." not in text(client.get(f"/services/small-works/decisions/promises/{made.pk}/"))


def test_the_owner_who_is_signed_in_has_the_same_page(made: Promise, cast: Cast) -> None:
    Promise.objects.filter(pk=made.pk).update(owner=cast.dee)
    page = f"/services/small-works/decisions/promises/{made.pk}/"
    dee, rosa = client_of(cast.dee), client_of(cast.rosa)
    assert f"{page}answer/" in text(dee.get(page)) and f"{page}answer/" not in text(rosa.get(page))
    assert rosa.get(f"{page}answer/").status_code == 403
    assert client_of().get(f"{page}answer/").status_code == 403
    assert "Yes, it is done" in text(dee.get(f"{page}answer/"))
    assert dee.post(f"{page}answer/", {"answer": "keep"}).status_code == 302
    act = Act.objects.latest("id")
    assert (act.actor, act.facts["by_link"], now(made).state) == (cast.dee.pk, False, "kept")
