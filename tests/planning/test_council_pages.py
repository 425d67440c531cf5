"""Pages about councils: what the public sees, what members see, and every form."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.formats import date_format

from build import in_force
from cast import Cast
from mutirao.base.services.models import Service
from mutirao.planning.councils.models import Category, Council, Seat, Sitting
from mutirao.planning.decisions.models import Decision
from mutirao.theory.seats import end_of
from visiting import client_of, errors, text

HERE = "/services/small-works/councils/"
HILL = f"{HERE}council-of-the-hill/"
TODAY = timezone.localdate()
RULES = {
    "months": 12,
    "reelections": 1,
    "absences": 1,
    "recall": "2/3",
    "quorum": "1/2",
    "since": f"{TODAY - timedelta(days=1):%Y-%m-%d}",
    "origin": "Regulation, article 4",
}
SET_UP = {"name": "Council of the hill", "kind": "council", "side": "community", **RULES}


@pytest.fixture
def service(cast: Cast) -> Service:
    """A service with its agreement."""
    return in_force(cast)


@pytest.fixture
def ada(cast: Cast, service: Service) -> Client:
    """Ada, after she has set up a council with seats for two places."""
    client = client_of(cast.ada)
    assert client.post(f"{HERE}set-up/", SET_UP)["Location"] == f"{HILL}seats/"
    given = {"titles": "The hill\n\nThe valley", "full": 1, "substitutes": 1, "chosen_by": "the assembly"}
    assert client.post(f"{HILL}seats/", given).status_code == 302
    return client


def fill(client: Client, title: str = "The hill", **given: Any) -> Any:
    """Fill a seat."""
    usual = {
        "email": "rosa@example.org",
        "rank": "full",
        "starts": f"{TODAY:%Y-%m-%d}",
        "chosen_by": "Assembly",
    }
    key = Category.objects.get(title=title).pk
    return client.post(f"{HILL}seats/{key}/fill/", {**usual, **given})


def test_before_there_is_any(cast: Cast, service: Service, client: Client) -> None:
    assert "There is no council here yet" in text(client.get(HERE))
    assert client.get(HILL).status_code == 404
    assert client.get(f"{HERE}set-up/").status_code == 403


def test_setting_one_up(cast: Cast, ada: Client) -> None:
    assert errors(ada.post(f"{HERE}set-up/", SET_UP)) == {
        "__all__": ["There is a council of this name already."]
    }
    assert [(c.title, c.full, c.substitutes, c.has_vote) for c in Category.objects.all()] == [
        ("The hill", 1, 1, True),
        ("The valley", 1, 1, True),
    ]
    assert "0 of 2 full seats are held." in text(Client().get(HERE))
    page = text(Client().get(HILL))
    for words in (
        "A term is 12 months.",
        "Somebody can be chosen again 1 time in a row.",
        "Regulation, article 4",
    ):
        assert words in page
    assert "Sign in first" in page


def test_the_public_sees_seats_and_terms_and_members_see_names(cast: Cast, ada: Client) -> None:
    assert fill(ada).status_code == 302
    public, member, other = (text(client_of(who).get(HILL)) for who in (None, cast.rosa, cast.cam))
    ends: date = end_of(TODAY, 12)
    assert "Rosa" not in public and "Rosa" not in other and "Rosa" in member
    assert date_format(ends, "DATE_FORMAT") in public and "1 empty full seat" in public
    assert "Council of the hill" in text(client_of(cast.rosa).get("/me/"))
    assert errors(fill(ada, "The hill", email="cam@example.org")) == {
        "__all__": ["Every seat of this kind is taken."]
    }
    assert errors(fill(ada, email="nobody@example.org"))["__all__"] == [
        "Nobody has joined with this address yet."
    ]
    assert errors(fill(ada, email=""))["__all__"] == ["Give an e-mail address, or choose somebody on paper."]
    assert fill(ada, rank="substitute", email="", on_paper=str(cast.pat.pk)).status_code == 302


def test_who_came_absence_and_vacancy(cast: Cast, ada: Client) -> None:
    assert "No sitting has been recorded yet" in text(Client().get(f"{HILL}sittings/"))
    fill(ada)
    seat = Seat.objects.get()
    given = {"held_on": f"{TODAY:%Y-%m-%d}", "title": "May", f"seat-{seat.pk}": "absent"}
    assert ada.post(f"{HILL}sitting/", given).status_code == 302
    assert Sitting.objects.get().votes_present == 0
    assert "0 of 2, at least 1 needed" in text(Client().get(f"{HILL}sittings/"))
    assert "may be declared vacant" in text(Client().get(HILL)) and "0 of 1" in text(Client().get(HILL))
    assert ada.post(f"{HILL}held/{seat.pk}/vacate/", {"why": "absent"}).status_code == 302
    assert "Assembly" not in text(Client().get(HILL))
    assert ada.post(f"{HILL}held/{seat.pk}/vacate/", {"why": "gave_up"}).status_code == 422
    assert client_of(cast.dee).get(f"{HILL}sitting/").status_code == 403


def test_a_recall_is_published_as_a_decision(cast: Cast, ada: Client) -> None:
    fill(ada)
    seat = Seat.objects.get()
    given = {"electors": 26, "in_favour": 17, "reasons": "Against our ranking."}
    assert errors(ada.post(f"{HILL}held/{seat.pk}/recall/", given)) == {
        "__all__": ["This is not enough: the rules ask for 2/3 of those who elected."]
    }
    assert ada.post(f"{HILL}held/{seat.pk}/recall/", {**given, "in_favour": 18}).status_code == 302
    page = text(Client().get(f"/services/small-works/decisions/{Decision.objects.get().pk}/"))
    assert "Recall from Council of the hill" in page and "Rosa" not in page


def test_new_rules_begin_later(cast: Cast, ada: Client) -> None:
    form = ada.get(f"{HILL}rules/").context["form"]
    assert (form.initial["months"], form.initial["recall"]) == (12, "2/3")
    assert errors(ada.post(f"{HILL}rules/", RULES)) == {
        "__all__": ["New rules must begin after those that are there."]
    }
    new = {**RULES, "months": 24, "since": f"{TODAY:%Y-%m-%d}"}
    assert ada.post(f"{HILL}rules/", new).status_code == 302
    assert "A term is 24 months." in text(Client().get(HILL))
    assert Council.objects.get().rules.count() == 2
