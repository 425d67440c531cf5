"""What Ada does with promises: decides something, writes down a promise, and the link that its owner gets."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import Any

from build import party
from cast import NOW, TODAY, Cast
from mutirao.base.notices.models import Letter
from mutirao.base.services.models import Service
from mutirao.planning.decisions import acts, promise_acts
from mutirao.planning.decisions.models import Decision, Promise
from mutirao.planning.decisions.promising import Said

DAY = timedelta(days=1)
DUE: date = TODAY + 60 * DAY
WORKS = "works@example.org"
BENCHES = "Three new benches on the square"
LATER = Said(due_on=DUE + 30 * DAY, because="tender", reason="No firm answered the first call.")
NEVER = Said(because="law", reason="The square is listed.")


def decide(cast: Cast, service: Service, **given: Any) -> Decision:
    """Ada decides on money, with everything that can be said."""
    usual = {"title": "Benches first", "outcome": "We mend the benches.", "reasons": "Most asked for it."}
    made: Decision = acts.on_money(service=service, **{**usual, **given}, by=cast.acting("ada"), at=NOW)
    return made


def promise(cast: Cast, service: Service, *, at: datetime = NOW, **given: Any) -> Promise:
    """Ada writes down what the council promised, which comes from no decision unless told."""
    usual = {"decision": None, "what": BENCHES, "due_on": DUE, "owner": WORKS}
    made: Promise = promise_acts.make(
        service=service,
        **{**usual, "party": party(service, cast.council), **given},
        by=cast.acting("ada"),
        at=at,
    )
    return now(made)


def now(row: Promise) -> Promise:
    """The promise as it stands in the database."""
    return Promise.objects.select_related("service", "party__body", "owner").get(pk=row.pk)


def days_later(n: int) -> datetime:
    """Noon, so many days after now."""
    return NOW + n * DAY


def mailed(row: Promise) -> str:
    """The address in the newest letter about a promise, without the site's own."""
    newest = Letter.objects.filter(event__startswith=f"promise:{row.pk}:").latest("id")
    found = re.search(r"/promises/[\w~-]+/", newest.text)
    assert found, newest.text
    return found[0]


def token_of(row: Promise) -> str:
    """The token in the newest letter about a promise."""
    return mailed(row).split("/")[2]


def occasions(row: Promise) -> list[str]:
    """What every letter about a promise was written for, oldest first."""
    names = Letter.objects.filter(event__startswith=f"promise:{row.pk}:").order_by("id")
    return [event.split(":", 2)[2] for event in names.values_list("event", flat=True)]
