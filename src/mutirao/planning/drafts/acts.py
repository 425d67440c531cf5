"""What people do with a draft as a whole: start it, say how it is agreed, open rounds."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.utils.translation import gettext as _

from mutirao.base import addresses
from mutirao.base.actor import Actor
from mutirao.base.acts import act
from mutirao.base.agenda import agenda
from mutirao.base.services.models import Party, Service
from mutirao.planning.cycles.models import Phase
from mutirao.planning.decisions.models import Decision
from mutirao.planning.drafts import notices, table, words
from mutirao.planning.drafts.holding import heading, hold, must, prose, settle, why_no_round
from mutirao.planning.drafts.models import (
    LONGEST_REASON,
    NEGOTIATING,
    QUORUMS,
    SHARES,
    WRITING,
    Draft,
    Negotiator,
    Round,
)
from mutirao.theory import drafts
from mutirao.theory.drafts import Method, Rule, Voice
from mutirao.theory.periods import Period, Stage
from mutirao.theory.reasons import bad_input, wrong_state
from mutirao.theory.typology import Side

MOST_BODIES = 40


@act(
    "draft.start",
    about=lambda service, **_: service,
    facts=lambda result, **_: {"draft": result.title, "method": result.rule, "origin": result.origin},
)
def start(
    *,
    service: Service,
    title: str,
    method: Method,
    parties: Mapping[Party, int],
    by: Actor,
    at: datetime,
    purpose: str = "",
    set_by: Decision | None = None,
    weights_origin: str = "",
) -> Draft:
    """Start a draft: what it is for, who negotiates it with which weight, and how it is agreed."""
    if not service.has_block("drafts"):
        raise bad_input(_("This service has no drafts switched on."))
    held = Service.objects.select_for_update(no_key=True).get(pk=service.pk)  # a double tap waits here
    draft = Draft(service=held, started_at=at)
    _say(draft, title, purpose, method, set_by, weights_origin)
    if Draft.objects.filter(service=held, title=draft.title, state__in=[WRITING, NEGOTIATING]).exists():
        raise bad_input(_("A draft of this title is being worked on already."))
    _must_work(draft, method, parties)
    taken = {"start", *Draft.objects.filter(service=held).values_list("slug", flat=True)}
    draft.slug = addresses.free(addresses.plain(draft.title, longest=100), taken)
    draft.save(force_insert=True)
    _seat(draft, parties)
    path = notices.path(draft)
    agenda.put(draft, "draft.writing", service=held, title=draft.title, path=path)
    return draft


@act(
    "draft.describe",
    about=lambda draft, **_: draft.service,
    facts=lambda result, **_: {"draft": result.title, "method": result.rule, "origin": result.origin},
)
def describe(
    *,
    draft: Draft,
    title: str,
    method: Method,
    parties: Mapping[Party, int],
    by: Actor,
    at: datetime,
    purpose: str = "",
    set_by: Decision | None = None,
    weights_origin: str = "",
) -> Draft:
    """Change what it is for, who negotiates and how it is agreed: only before the first round."""
    held = hold(draft)
    if held.state != WRITING:
        raise wrong_state(
            _("The parties negotiate already: who they are and how they agree does not change any more.")
        )
    _say(held, title, purpose, method, set_by, weights_origin)
    _must_work(held, method, parties)
    held.save()
    held.negotiators.exclude(party__in=list(parties)).delete()
    _seat(held, parties)
    path = notices.path(held)
    agenda.put(held, "draft.writing", service=held.service, title=held.title, path=path)
    return held


@act(
    "draft.open_round",
    about=lambda draft, **_: draft.service,
    facts=lambda draft, result, **_: {
        "draft": draft.title,
        "round": result.number,
        "closes": result.period.closes.isoformat(),
    },
)
def open_round(
    *,
    draft: Draft,
    by: Actor,
    at: datetime,
    opens: datetime | None = None,
    closes: datetime | None = None,
    phase: Phase | None = None,
) -> Round:
    """Open a round in which the bodies mark the clauses, at its own times or with a phase of the calendar."""
    held = hold(draft)
    must(why_no_round(held, has_clauses=held.clauses.exists(), at=at))
    _must_be_ahead(held, Period(opens, closes), phase, at)
    settle(held, at=at)
    opened = Round.objects.create(
        draft=held,
        number=(held.current.number if held.current else 0) + 1,
        opened_at=at,
        phase=phase,
        opens_at=None if phase else opens or at,
        closes_at=None if phase else closes,
    )
    held.current, held.state = opened, NEGOTIATING
    held.save(update_fields=["current", "state"])
    agenda.drop(held)
    agenda.put(
        held,
        "draft.round",
        service=held.service,
        title=held.title,
        path=notices.path(held),
        opens=opened.period.opens,
        closes=opened.period.closes,
        follows=opened.follows,
    )
    notices.round_opened(opened, held, table.at_the_table(held), at=at)
    return opened


def _say(
    draft: Draft, title: str, purpose: str, method: Method, set_by: Decision | None, weights_origin: str
) -> None:
    """Write what a draft is about and how it is agreed onto its row."""
    draft.title, draft.purpose = heading(title), prose(purpose, longest=LONGEST_REASON)
    draft.rule, draft.origin = method.rule.value, " ".join(prose(method.origin, longest=300).split())
    draft.share, draft.quorum = str(method.share), str(method.quorum)
    draft.silence_consents = method.silence_consents and method.rule is Rule.CONSENT
    draft.set_by = set_by
    weighs = method.rule is Rule.WEIGHTED
    draft.weights_origin = " ".join(prose(weights_origin, longest=300).split()) if weighs else ""


def _must_work(draft: Draft, method: Method, parties: Mapping[Party, int]) -> None:
    """Refuse a method that cannot be used for these bodies, or that nobody can trace."""
    voices = [Voice(str(party.pk), Side(party.side), weight) for party, weight in parties.items()]
    names = {str(party.pk): party.body.name for party in parties}
    for fault in drafts.faults(method, voices):
        raise bad_input(words.fault_sentence(fault, names))
    if len(voices) > MOST_BODIES:
        raise bad_input(_("At most %(most)s parties can negotiate a draft.") % {"most": MOST_BODIES})
    if str(method.share) not in dict(SHARES) or str(method.quorum) not in dict(QUORUMS):
        raise bad_input(_("Choose one of the shares that we can count."))
    if any(party.service_id != draft.service_id for party in parties):
        raise bad_input(_("Only parties to this service can negotiate its drafts."))
    if draft.set_by is not None and draft.set_by.service_id != draft.service_id:
        raise bad_input(_("The decision that set the method must be one of this service."))
    if method.rule is Rule.WEIGHTED and not draft.weights_origin:
        raise bad_input(_("Say where the weights come from."))


def _seat(draft: Draft, parties: Mapping[Party, int]) -> None:
    """Give every body its place at the table, with its weight where weights count."""
    for party, weight in parties.items():
        counts = weight if draft.rule == Rule.WEIGHTED else 1
        Negotiator.objects.update_or_create(draft=draft, party=party, defaults={"weight": counts})


def _must_be_ahead(draft: Draft, period: Period, phase: Phase | None, at: datetime) -> None:
    """Refuse a window that is over, never closes or belongs elsewhere."""
    if phase is not None:
        if phase.cycle.service_id != draft.service_id:
            raise bad_input(_("This phase belongs to another service."))
        period = phase.period
    if period.closes is None:
        raise bad_input(_("Say when the round closes."))
    if not period.runs_forward or period.stage(at) is Stage.OVER:
        raise bad_input(_("The round must close in the future, and after it opens."))
