"""Reading decisions."""

from __future__ import annotations

from datetime import date

from django.db.models import Count, Q, QuerySet

from mutirao.base.register.models import Act
from mutirao.base.services.models import Service
from mutirao.planning.decisions import chain
from mutirao.planning.decisions.models import Decision, Promise, Step
from mutirao.theory.measures import Trace
from mutirao.theory.promises import OPEN

OPEN_STATES = [state.value for state in OPEN]


def of(service: Service) -> QuerySet[Decision]:
    """A service's decisions with their mandate, newest first: one query."""
    return Decision.objects.filter(service=service).select_related(
        "party__body", "agreement", "answers__body", "supersedes", "superseded_by"
    )


def latest(count: int) -> list[Decision]:
    """The newest decisions of all services."""
    return list(Decision.objects.select_related("service", "party__body")[:count])


def listed(service: Service, show: str, *, on: date) -> QuerySet[Decision]:
    """Decisions with `n_open` and `n_late` promises; show: `open` or `late` for those that have any."""
    is_open = Q(promises__state__in=OPEN_STATES)
    counted = of(service).annotate(
        n_open=Count("promises", filter=is_open),
        n_late=Count("promises", filter=is_open & Q(promises__due_on__lt=on)),
    )
    wanted = {"open": Q(n_open__gt=0), "late": Q(n_late__gt=0)}.get(show)
    return (counted.filter(wanted) if wanted else counted).order_by("-decided_at", "pk")


def act_of(row: Decision | Promise) -> Act | None:
    """The act by which a decision was taken or a promise made: the first about it."""
    return Act.objects.filter(subject=chain.key(row)).order_by("id").first()


def items(decision: Decision) -> QuerySet[Step]:
    """The things that a decision decided at once, as steps of their chains; none where it is about one."""
    of_decision = Step.objects.filter(service=decision.service_id, key__startswith=f"{chain.key(decision)}.")
    return of_decision.select_related("follows").order_by("id")


def missing(decision: Decision) -> list[str]:
    """What cannot be traced about a decision, as names of the parts of `Trace`."""
    trace = as_trace(decision)
    return [part for part in ("evidence", "money", "answers", "review") if not getattr(trace, part)]


def as_trace(decision: Decision) -> Trace:
    """What is recorded of a decision, for the measure of traceability; what, who and mandate always are."""
    return Trace(
        what=True,
        who=True,
        mandate=True,
        evidence=bool(decision.evidence or decision.evidence_path),
        money=decision.amount is not None,
        answers=decision.answers_id is not None,
        review=decision.review_on is not None,
    )


def traces(service: Service) -> list[Trace]:
    """Every decision of a service as the measure of traceability asks: one query."""
    return [as_trace(decision) for decision in Decision.objects.filter(service=service)]
