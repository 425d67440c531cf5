"""Pages about drafts: the whole text, one clause, marking, changing, other wordings, how it ends."""

from __future__ import annotations

import pytest
from django.test import Client

from cast import Cast
from mutirao.planning.drafts.models import Draft, DraftClause, Mark, Wording
from negotiating import HERE, ONE, Hall
from visiting import client_of, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def hall(cast: Cast) -> Hall:
    """The hall."""
    return Hall(cast)


def test_smoke(hall: Hall, client: Client) -> None:
    assert "No draft has been started yet" in text(client.get(HERE))
    ada, cam, ann = (client_of(one) for one in (hall.cast.ada, hall.cast.cam, hall.ann))
    page = ada.get(f"{HERE}start/")
    assert page.status_code == 200
    given = {"title": "Rules for the hall", "purpose": "x", "rule": "majority", "origin": "May"}
    given["parties"] = [one.pk for one in hall.parties.values()]
    second = ada.post(f"{HERE}start/", given)
    assert second.status_code == 200
    done = ada.post(f"{HERE}start/", {**given, "numbers": "yes", "share": "1/2", "quorum": "1/2"})
    assert done.status_code == 302, text(done)
    assert ada.get(ONE).status_code == 200
    done = ada.post(f"{ONE}clauses/add/", {"heading": "Keys", "text": "One key."})
    assert done.status_code == 302, text(done)
    done = ada.post(f"{ONE}round/", {"closes_on": "2030-01-01"})
    assert done.status_code == 302, text(done)
    draft = Draft.objects.get()
    for who in (client, ada, cam, ann):
        for path in ("", "clauses/1/", "history/", "clauses/1/earlier/"):
            assert who.get(f"{ONE}{path}").status_code == 200, path
    n = draft.negotiators.get(party=hall.parties["cam"])
    page = cam.get(f"{ONE}clauses/1/mark/{n.pk}/")
    assert page.status_code == 200
    clause = DraftClause.objects.get()
    done = cam.post(
        f"{ONE}clauses/1/mark/{n.pk}/", {"position": "object", "text": "no", "seen": clause.current_id}
    )
    assert done.status_code == 302, text(done)
    assert Mark.objects.get().words == "no"
    assert cam.get(f"{ONE}clauses/1/wording/{n.pk}/").status_code == 200
    done = cam.post(
        f"{ONE}clauses/1/wording/{n.pk}/", {"text": "Two keys.", "because": "x", "seen": clause.current_id}
    )
    assert done.status_code == 302, text(done)
    w = Wording.objects.get()
    for path in ("", "clauses/1/", f"wordings/{w.pk}/adopt/", "clauses/1/change/"):
        assert ada.get(f"{ONE}{path}").status_code == 200
    assert ada.post(f"{ONE}wordings/{w.pk}/adopt/", {"seen": clause.current_id}).status_code == 302
    for path in ("", "clauses/1/", "history/", "clauses/1/earlier/"):
        assert ada.get(f"{ONE}{path}").status_code == 200, path
    done = ada.post(f"{ONE}withdraw/", {"why": "no"})
    assert done.status_code == 302, text(done)
    for path in ("", "clauses/1/", "history/", "clauses/1/earlier/"):
        assert ada.get(f"{ONE}{path}").status_code == 200, path
