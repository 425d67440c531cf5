"""Sessions that know somebody: those they are signed in with, and sign-ins begun with their address."""

from __future__ import annotations

from datetime import datetime

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db.models import Exists, OuterRef

from mutirao.base.people.models import Person


def clear(at: datetime) -> None:
    """Remove sessions that are over; nobody could use them any more, and they name people."""
    Session.objects.filter(expire_date__lt=at).delete()


def forget(person: Person) -> None:
    """Remove every session that knows this person; wherever they were signed in, they no longer are."""
    theirs = UserSession.objects.filter(user=person)
    keys = set(theirs.values_list("session_key", flat=True))
    if person.email:
        # What a session holds is packed: to find an address, those that nobody signed in with are opened.
        nobodys = ~Exists(UserSession.objects.filter(session_key=OuterRef("session_key")))
        for session in Session.objects.filter(nobodys).iterator():
            if person.email.casefold() in repr(session.get_decoded()).casefold():
                keys.add(session.session_key)
    Session.objects.filter(session_key__in=keys).delete()
    theirs.delete()
