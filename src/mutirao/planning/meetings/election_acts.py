"""Electing people at a meeting: open an election, stand, record the count; seats follow from it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from mutirao.base import addresses
from mutirao.base.actor import Actor
from mutirao.base.acts import act
from mutirao.base.days import day_of
from mutirao.planning.councils.models import Category
from mutirao.planning.councils.seating_acts import on_the_agenda, sit
from mutirao.planning.meetings.models import Candidate, Election, Meeting
from mutirao.theory import meetings
from mutirao.theory.reasons import bad_input, wrong_state
from mutirao.theory.seats import Rank


@act(
    "meeting.open_election",
    about=lambda meeting, **_: meeting.service,
    facts=lambda result, **_: {
        "meeting": result.meeting.title,
        "category": result.category.title,
        "group": result.group_name if result.group_name else "",
        "full": result.full,
        "substitutes": result.substitutes,
    },
)
def open_election(
    *,
    meeting: Meeting,
    category: Category,
    full: int,
    by: Actor,
    at: datetime,
    substitutes: int = 0,
    group: str = "",
) -> Election:
    """Open an election for seats: by the whole meeting, or by one group among those who came for it."""
    held = Meeting.objects.locked(meeting.pk)
    if held.cancelled_at:
        raise wrong_state(_("This meeting has been called off."))
    if category.council.service_id != held.service_id:
        raise bad_input(_("These seats belong to another service."))
    if held.delegates_to_id == category.pk and held.closed_at is None:
        raise wrong_state(_("Close the doors first: only then it is known how many delegates are due."))
    seats = Category.objects.get(pk=category.pk)
    asked = held.elections.filter(category=category)
    if not 0 <= full <= seats.full - sum(asked.values_list("full", flat=True)):
        raise bad_input(_("There are not that many full seats left."))
    if not 0 <= substitutes <= seats.substitutes - sum(asked.values_list("substitutes", flat=True)):
        raise bad_input(_("There are not that many seats for substitutes left."))
    if full + substitutes == 0:
        raise bad_input(_("Say how many are to be elected."))
    name = " ".join(group.split())[:200]
    key = addresses.plain(name) if name else ""
    if asked.filter(group_key=key).exists():
        raise wrong_state(_("This election has been opened already."))
    if key and not held.attendances.counted().filter(group_key=key).exists():
        raise bad_input(_("Nobody has signed in for this group."))
    return Election.objects.create(
        meeting=held,
        category=category,
        group_name=name,
        group_key=key,
        full=full,
        substitutes=substitutes,
        opened_at=at,
    )


@act(
    "meeting.stand",
    about=lambda election, **_: election.meeting.service,
    eligible=lambda election, **_: election.meeting,
    facts=lambda result, **_: {
        "meeting": result.election.meeting.title,
        "category": result.election.category.title,
    },
)
def stand(*, election: Election, by: Actor, at: datetime) -> Candidate:
    """Stand in an election; you must have signed in, for the group where a group elects."""
    held = _locked(election)
    person = by.someone
    came = held.meeting.attendances.counted().filter(person=person)
    if held.group_key:
        came = came.filter(group_key=held.group_key)
    if not came.exists():
        raise wrong_state(
            _("Sign in for %(group)s first: only those who came for a group stand for it.")
            % {"group": held.group_name}
            if held.group_name
            else _("Sign in first: only those who came can stand.")
        )
    if held.candidates.filter(person=person).exists():
        raise wrong_state(_("You stand already."))
    return Candidate.objects.create(election=held, person=person, stood_at=at)


@act(
    "meeting.elect",
    about=lambda election, **_: election.meeting.service,
    facts=lambda result, votes, source, **_: {
        "meeting": result.meeting.title,
        "category": result.category.title,
        "votes": sorted(votes.values(), reverse=True),
        "full": result.candidates.filter(rank=Rank.FULL).count(),
        "substitutes": result.candidates.filter(rank=Rank.SUBSTITUTE).count(),
        "source": result.source_path,
    },
)
def elect(
    *,
    election: Election,
    votes: Mapping[int, int],
    source: str,
    by: Actor,
    at: datetime,
    source_path: str = "",
    starts: date | None = None,
) -> Election:
    """Record the count, by hands or from a ballot; whoever is elected holds a seat for a term.

    votes: by the key of the candidate. source, source_path: how it was decided and where to read it, so that
    a secret ballot can decide as well. starts: when the term begins, today unless said.
    """
    held = _locked(election)
    if not source.strip():
        raise bad_input(_("Say how it was decided: by a show of hands, by a ballot."))
    standing = {row.pk: row for row in held.candidates.select_related("person")}
    if set(votes) != set(standing):
        raise bad_input(_("Give the votes of everybody who stands."))
    if any(n < 0 for n in votes.values()):
        raise bad_input(_("Votes cannot be fewer than none."))
    found = meetings.elect(
        {str(pk): n for pk, n in votes.items()}, full=held.full, substitutes=held.substitutes
    )
    if found.tied:
        names = ", ".join(str(standing[int(pk)].person or _("someone")) for pk in found.tied)
        raise wrong_state(_("These stand equal, so vote again between them: %(names)s") % {"names": names})
    if not found.full and not found.substitutes:
        raise wrong_state(_("Nobody has a vote, so nobody is elected."))
    for pk, row in standing.items():
        row.votes, row.rank = votes[pk], _rank(found, str(pk))
        row.save(update_fields=["votes", "rank"])
    held.elected_at, held.source, held.source_path = at, source.strip()[:300], source_path[:300]
    held.save(update_fields=["elected_at", "source", "source_path"])
    _give_seats(
        held, [standing[int(pk)] for pk in (*found.full, *found.substitutes)], starts or day_of(at), at
    )
    return held


def _rank(found: meetings.Elected, pk: str) -> str:
    if pk in found.full:
        return Rank.FULL.value
    return Rank.SUBSTITUTE.value if pk in found.substitutes else ""


def _give_seats(election: Election, elected: list[Candidate], starts: date, at: datetime) -> None:
    """Everybody elected gets a seat, in the order of their votes."""
    chosen_by = _("%(meeting)s, %(day)s") % {
        "meeting": election.meeting.title,
        "day": date_format(day_of(at), "DATE_FORMAT"),
    }
    for row in elected:
        if row.person is None:
            raise wrong_state(_("Somebody who was elected has had their data erased: vote again."))
        sit(
            category=election.category,
            person=row.person,
            rank=Rank(row.rank),
            starts=starts,
            chosen_by=chosen_by,
            source_path=election.source_path or election.meeting.path,
            at=at,
        )
    on_the_agenda(election.category.council, at)


def _locked(election: Election) -> Election:
    """The election, held until the transaction ends; it must not be over."""
    held = (
        Election.objects.select_for_update(of=("self",))
        .select_related("meeting__service", "category__council__service")
        .get(pk=election.pk)
    )
    if held.elected_at:
        raise wrong_state(_("This election is over."))
    return held
