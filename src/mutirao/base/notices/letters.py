"""Writing, sending and forgetting letters."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import F, Q

from mutirao.base.notices.models import Letter
from mutirao.base.people.models import Person
from mutirao.base.services.models import Service

log = logging.getLogger(__name__)
AT_ONCE = 200
AGAIN_AFTER = timedelta(minutes=10)
"""A letter that a process began to send and did not finish is tried again after this."""


def post(
    event: str,
    *,
    to: Person | str,
    subject: str,
    text: str,
    at: datetime,
    service: Service | None = None,
    due: datetime | None = None,
) -> None:
    """Write a letter, unless this event has been told already. Called by acts and by blocks' clocks.

    to: a person, or a bare address for somebody without an account. text: plain; links made by `link`.
    """
    person, address = (to, to.email) if isinstance(to, Person) else (None, to)
    Letter.objects.get_or_create(
        event=event,
        defaults={
            "service": service,
            "person": person,
            "address": address,
            "subject": " ".join(subject.split())[:200],
            "text": text,
            "due_at": due or at,
        },
    )


def link(path: str) -> str:
    """A full address of this site for use in a letter."""
    return f"{settings.SITE_URL}{path}"


def deliver(*, at: datetime) -> int:
    """Send what is due; gives how many went out. Nothing is sent inside a transaction or by two processes."""
    sent = 0
    free = Q(claimed_at__isnull=True) | Q(claimed_at__lte=at - AGAIN_AFTER)
    for letter in Letter.objects.to_send(at).filter(free)[:AT_ONCE]:
        mine = Letter.objects.filter(free, pk=letter.pk, sent_at__isnull=True)
        if mine.update(claimed_at=at, tries=F("tries") + 1):
            sent += _send(letter, at)
    return sent


def _send(letter: Letter, at: datetime) -> int:
    message = EmailMessage(letter.subject, letter.text, settings.DEFAULT_FROM_EMAIL, [letter.address])
    message.extra_headers = {"Auto-Submitted": "auto-generated"}
    try:
        message.send()
    except (SMTPException, OSError) as problem:
        log.warning("a letter could not be sent: %s", type(problem).__name__)
        return 0
    return Letter.objects.filter(pk=letter.pk).update(sent_at=at)


def withdraw(event: str) -> None:
    """Take back a letter that has not gone out yet: what it told about is not so any more."""
    Letter.objects.filter(event=event, sent_at__isnull=True).delete()


def forget(person: Person) -> None:
    """Erase every letter to a person."""
    Letter.objects.filter(person=person).delete()
