"""Letters about drafts, to those who may sign for the bodies concerned; each in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import override

from mutirao.base.days import day_of
from mutirao.base.notices import letters
from mutirao.base.people.models import Membership, Person
from mutirao.planning.drafts.models import ClauseVersion, Draft, Negotiator, Round


def signatories(negotiators: Iterable[Negotiator], at: datetime) -> Iterator[tuple[Person, str]]:
    """Who may sign today for these bodies, each person once, with the name of a body they sign for."""
    bodies = [one.party.body_id for one in negotiators]
    terms = Membership.objects.current(day_of(at)).filter(may_sign=True, body__in=bodies)
    seen = set()
    for term in terms.select_related("person", "body").order_by("id"):
        if term.person_id not in seen and term.person.erased_at is None:
            seen.add(term.person_id)
            yield term.person, term.body.name


def path(draft: Draft, clause: int = 0) -> str:
    """Where a draft can be read, or one of its clauses; it was fetched with its service."""
    found = f"/services/{draft.service.slug}/drafts/{draft.slug}/"
    return f"{found}clauses/{clause}/" if clause else found


def round_opened(opened: Round, draft: Draft, negotiators: Iterable[Negotiator], *, at: datetime) -> None:
    """Clauses can be marked."""
    for person, body in signatories(negotiators, at):
        with override(person.language):
            text = _(
                "“%(draft)s” is being negotiated. Please say, clause by clause, what %(body)s thinks of it, "
                "until %(day)s."
            )
            _post(
                f"draft-round-{opened.pk}-opened",
                draft,
                person,
                at,
                text % {**_facts(draft, body), "day": _closes(opened)},
            )


def clause_changed(
    version: ClauseVersion, draft: Draft, marked: Iterable[Negotiator], *, at: datetime
) -> None:
    """A clause that these bodies had marked says something else now."""
    number = version.clause.number
    for person, body in signatories(marked, at):
        with override(person.language):
            text = _(
                "Clause %(clause)s of “%(draft)s” has changed. What %(body)s said of it was about the "
                "earlier wording. Please look at the new one and mark it again."
            )
            facts = {**_facts(draft, body), "clause": number}
            _post(f"draft-version-{version.pk}-changed", draft, person, at, text % facts, clause=number)


def closes_soon(closing: Round, draft: Draft, silent: Iterable[Negotiator], *, at: datetime) -> None:
    """A round closes soon, and these bodies have not marked every clause."""
    for person, body in signatories(silent, at):
        with override(person.language):
            text = _("%(body)s has not marked every clause of “%(draft)s” yet. The round closes on %(day)s.")
            facts = {**_facts(draft, body), "day": _closes(closing)}
            _post(f"draft-round-{closing.pk}-closes", draft, person, at, text % facts)


def _facts(draft: Draft, body: str) -> dict[str, object]:
    return {"draft": draft.title, "body": body}


def _closes(round_: Round) -> str:
    closes = round_.period.closes
    return date_format(localtime(closes), "DATETIME_FORMAT") if closes else "…"


def _post(event: str, draft: Draft, person: Person, at: datetime, text: str, *, clause: int = 0) -> None:
    """Once for each event and person."""
    letters.post(
        f"{event}:{person.pk}",
        to=person,
        subject=_("Draft: %(draft)s") % {"draft": draft.title},
        text=f"{text}\n\n{letters.link(path(draft, clause))}\n",
        at=at,
        service=draft.service,
    )
