"""The one place where decisions are made into rows: whatever block decides calls `record` inside its act."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from mutirao.base.actor import Actor
from mutirao.base.days import day_of
from mutirao.base.services.models import Party, Service
from mutirao.planning.decisions import chain
from mutirao.planning.decisions.models import Decision, Review
from mutirao.theory.reasons import bad_input, wrong_state

DECIDED = gettext_noop("Decided by %(party)s.")
LARGEST = 2**63
FINEST = 9


def record(
    *,
    service: Service,
    title: str,
    outcome: str,
    reasons: str,
    by: Actor,
    at: datetime,
    dissent: str = "",
    review_on: date | None = None,
    evidence: str = "",
    evidence_path: str = "",
    amount: Decimal | None = None,
    currency: str = "",
    answers: Party | None = None,
    supersedes: Decision | None = None,
    follows: str | Sequence[str] = (),
) -> Decision:
    """Keep a decision for good, with the mandate under which `by` acts; called by acts behind a duty.

    amount: exact, 0 for "it costs nothing", None where money was not spoken of. answers: the party that
    answers for carrying it out. evidence_path: a path of this site or a web address. follows: key of the step
    of the chain that led here, or the keys of all the things that are decided at once.
    Errors: Refused where something is missing or does not fit.
    """
    _must_be_said(title, outcome, reasons)
    if review_on is not None and review_on <= day_of(at):
        raise bad_input(_("The day to look at this again must be in the future."))
    if answers is not None and answers.service_id != service.pk:
        raise bad_input(_("Whoever answers for it must be one of the parties to this service."))
    if supersedes is not None:
        _must_be_replaceable(supersedes, service)
    made = Decision(
        service=service,
        title=title.strip()[:200],
        outcome=outcome.strip(),
        reasons=reasons.strip(),
        dissent=dissent.strip(),
        party_id=int(by.warrant.party_id),
        duty=by.warrant.duty,
        agreement_id=by.warrant.agreement_id,
        answers=answers,
        supersedes=supersedes,
        review_on=review_on,
        decided_at=at,
        evidence=evidence.strip()[:200],
        evidence_path=safe_address(evidence_path),
    )
    made.amount, made.scale, made.currency = exact(amount, currency)
    made.save(force_insert=True)
    if review_on is not None:
        Review(decision=made, due_on=review_on).save()
    _chain(made, (follows,) if isinstance(follows, str) else tuple(follows), by.warrant.party, at)
    return made


def path_of(decision: Decision) -> str:
    """Where a decision, fetched with its service, can be read."""
    return f"/services/{decision.service.slug}/decisions/{decision.pk}/"


def exact(amount: Decimal | None, currency: str) -> tuple[int | None, int, str]:
    """An amount as it is kept: a whole number of parts of the unit, parts of a unit, currency."""
    if amount is None:
        return None, 1, ""
    exponent = amount.as_tuple().exponent
    if not isinstance(exponent, int) or amount < 0:
        raise bad_input(_("An amount of money is a number, and not less than nothing."))
    scale = 10 ** max(0, -exponent)
    whole = int(amount * scale)
    if scale > 10**FINEST or whole >= LARGEST:
        raise bad_input(_("This amount is larger, or has more decimals, than we can keep."))
    code = currency.strip().upper()
    if code and not (len(code) == 3 and code.isalpha()):
        raise bad_input(_("A currency is named by three letters, such as GBP."))
    return whole, scale, code


def safe_address(address: str) -> str:
    """An address that may stand in a link: a path of this site or a page of the web."""
    said = address.strip()
    is_path = said.startswith("/") and not said.startswith(("//", "/\\"))
    if said and not is_path and not said.lower().startswith(("https://", "http://")):
        raise bad_input(_("The address of the evidence must begin with “https://”."))
    if len(said) > 300:
        raise bad_input(_("The address of the evidence is longer than we can keep."))
    return said


def _must_be_said(title: str, outcome: str, reasons: str) -> None:
    if not title.strip() or not outcome.strip():
        raise bad_input(_("Say what it is about and what was decided."))
    if not reasons.strip():
        raise bad_input(_("Give the reasons: everybody will read them."))


def _must_be_replaceable(earlier: Decision, service: Service) -> None:
    if earlier.service_id != service.pk:
        raise bad_input(_("The earlier decision belongs to another service."))
    if Decision.objects.filter(supersedes=earlier).exists():
        raise wrong_state(_("A later decision has taken the place of that one already."))


def _chain(decision: Decision, follows: Sequence[str], party: str, at: datetime) -> None:
    """The decision's own step, or one in the chain of each thing that it decides."""
    own = chain.key(decision)
    before = [*follows] or [chain.key(decision.supersedes) if decision.supersedes else None]
    keys = [own] if len(before) == 1 else [chain.part(decision, n) for n, _key in enumerate(before, 1)]
    steps = [
        chain.Next(name, decision.title, DECIDED, path_of(decision), last, {"party": party})
        for name, last in zip(keys, before, strict=True)
    ]
    chain.steps(decision.service, steps, at=at)
