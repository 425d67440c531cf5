"""Letters that ask the owner of a promise how it stands, and what the agenda says of it meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from mutirao.base.agenda import agenda
from mutirao.base.days import day_of
from mutirao.base.notices import letters
from mutirao.base.notices.models import Letter
from mutirao.planning.decisions import tokens
from mutirao.planning.decisions.models import Promise
from mutirao.theory.promises import AHEAD, OPEN, State, next_ask

LONGEST_LINE = 100
"""Letters of a promise that stand on the agenda; its own page says all of it."""


def path_of(promise: Promise) -> str:
    """Where a promise, fetched with its service, can be read."""
    return f"/services/{promise.service.slug}/decisions/promises/{promise.pk}/"


def ask(promise: Promise, name: str, *, at: datetime) -> bool:
    """Ask the owner of a locked promise how it stands; says whether a letter was written.

    name: of the occasion; an occasion is used once. The letter's link takes the place of the one before.
    """
    return _write(promise, name, _question, at)


def introduce(promise: Promise, name: str, *, at: datetime) -> bool:
    """Tell somebody that they will be asked about a locked promise; says whether a letter was written."""
    return _write(promise, name, _introduction, at)


def _write(promise: Promise, name: str, words: Callable[[], tuple[str, str]], at: datetime) -> bool:
    event = f"promise:{promise.pk}:{name}"
    if Letter.objects.filter(event=event).exists():
        return False
    promise.asked += 1
    promise.save(update_fields=["asked"])
    owner, on = promise.owner, day_of(at)
    with override(owner.language if owner else settings.LANGUAGE_CODE):
        subject, text = words()
        letters.post(
            event,
            to=owner or promise.owner_address,
            subject=subject % {"what": promise.what},
            text=text % _facts(promise, on),
            at=at,
            service=promise.service,
        )
    return True


def _question() -> tuple[str, str]:
    return _("How does it stand? %(what)s"), _(
        "Hello,\n\n"
        "%(party)s promised at “%(service)s”:\n\n"
        "    %(what)s\n\n"
        "by %(due)s. %(when)s\n\n"
        "Please tell everybody how it stands: it is done, it needs a new day, or it cannot be done. "
        "You need no account, only this link:\n\n"
        "%(link)s\n\n"
        "Please do not pass it on: whoever has it can answer for you. It works for one answer, until "
        "%(until)s or until we write to you again.\n\n"
        "What everybody sees is here:\n%(page)s\n"
    )


def _introduction() -> tuple[str, str]:
    return _("A promise was written down: %(what)s"), _(
        "Hello,\n\n"
        "%(party)s promised at “%(service)s”:\n\n"
        "    %(what)s\n\n"
        "by %(due)s. You were named as the person we may ask how it stands. Nobody else is shown your name "
        "or address.\n\n"
        "There is nothing to do now: we write to you again when the day comes near. If it is done sooner, "
        "needs another day or was written down by mistake, say so with this link. You need no account:\n\n"
        "%(link)s\n\n"
        "Please do not pass it on: whoever has it can answer for you. It works for one answer, until "
        "%(until)s or until we write to you again.\n\n"
        "What everybody sees is here:\n%(page)s\n"
    )


def _facts(promise: Promise, on: date) -> dict[str, str]:
    """What the letters say, in the language in force."""
    return {
        "party": promise.party.body.name,
        "service": promise.service.name,
        "what": promise.what,
        "due": date_format(promise.due_on, "DATE_FORMAT"),
        "when": _when(promise, on),
        "link": letters.link(f"/promises/{tokens.write(promise, on=on)}/"),
        "until": date_format(on + tokens.LASTS, "DATE_FORMAT"),
        "page": letters.link(path_of(promise)),
    }


def _when(promise: Promise, on: date) -> str:
    """Where we stand in time, in a sentence."""
    if promise.state == State.QUESTIONED:
        return ngettext(
            "It was said to be done, and %(n)s person says: not yet.",
            "It was said to be done, and %(n)s people say: not yet.",
            promise.doubts,
        ) % {"n": promise.doubts}
    days = (on - promise.due_on).days
    if days == 0:
        return _("That is today.")
    if days > 0:
        return ngettext("That was %(n)s day ago.", "That was %(n)s days ago.", days) % {"n": days}
    return ngettext("That is in %(n)s day.", "That is in %(n)s days.", -days) % {"n": -days}


def look_ahead(promise: Promise, *, at: datetime) -> None:
    """Set the next day to ask, and what the agenda says: due soon, then late; questioned; done lately."""
    on = day_of(at)
    promise.ask_on = next_ask(promise.as_rule(), on=on)
    promise.save(update_fields=["ask_on"])
    agenda.drop(promise)
    if promise.state == State.QUESTIONED:
        _put(promise, "promise.questioned")
    elif promise.state not in OPEN:
        _put(promise, f"promise.{promise.state}", closes=at)
    elif promise.due_on - AHEAD <= on:
        _put(promise, "promise.due", opens=_midnight_after(promise.due_on))


def _put(
    promise: Promise, kind: str, *, opens: datetime | None = None, closes: datetime | None = None
) -> None:
    agenda.put(
        promise,
        kind,
        service=promise.service,
        title=Truncator(promise.what).chars(LONGEST_LINE),
        path=path_of(promise),
        opens=opens,
        closes=closes,
        duty="report_back" if kind in ("promise.due", "promise.questioned") else "",
        party=promise.party.body.name,
    )


def _midnight_after(day: date) -> datetime:
    """The end of a day at the place, from which on what was promised for it is late."""
    return datetime.combine(day + timedelta(days=1), time(), ZoneInfo(settings.TIME_ZONE))
