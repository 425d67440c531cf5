"""The life of an agreement: draft, proposed, signed by every party, in force, superseded."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.db.models import Max
from django.utils.translation import gettext as _

from mutirao.base.actor import Actor
from mutirao.base.acts import act
from mutirao.base.days import day_of
from mutirao.base.people.acts import begin_term
from mutirao.base.people.models import Body, Membership, Person
from mutirao.base.services import text
from mutirao.base.services.drafting import (
    copy_rows,
    hold_duty,
)
from mutirao.base.services.models import (
    DRAFT,
    IN_FORCE,
    PROPOSED,
    SUPERSEDED,
    Agreement,
    Party,
    SentBack,
    Service,
    Signature,
    Terms,
)
from mutirao.theory import duties
from mutirao.theory.duties import BY_SLUG, Way
from mutirao.theory.reasons import bad_input, wrong_state
from mutirao.theory.typology import Side


@act(
    "agreement.draft",
    about=lambda service, **_: service,
    facts=lambda result, **_: {"version": result.version},
)
def draft(*, service: Service, why: str, by: Actor, at: datetime) -> Agreement:
    """Draft a new version of the agreement, starting from the one in force."""
    held = Service.objects.locked(service.pk)
    if held.agreements.open().exists():
        raise wrong_state(_("A new version is being worked on already."))
    if not why.strip():
        raise bad_input(_("Say why the agreement should change."))
    version = (held.agreements.aggregate(Max("version"))["version__max"] or 0) + 1
    agreement = Agreement.objects.create(service=held, version=version, drafted_at=at, why=why.strip())
    base = held.in_force
    if base:
        copy_rows(base, agreement)
    return agreement


@act(
    "agreement.add_party",
    about=lambda agreement, **_: agreement.service,
    facts=lambda result, **_: {"party": result.body.name, "side": result.side},
)
def add_party(*, agreement: Agreement, body: Body, side: Side, by: Actor, at: datetime) -> Party:
    """Add a party to a draft; it holds nothing until duties are given to it."""
    held = _drafted(agreement)
    party, is_new = Party.objects.get_or_create(service=held.service, body=body, defaults={"side": side})
    if not is_new and held.terms.filter(party=party).exists():
        raise bad_input(_("%(body)s is a party already.") % {"body": body})
    Terms.objects.create(agreement=held, party=party)
    return party


@act(
    "party.name_signatory",
    about=lambda party, **_: party.service,
    facts=lambda party, **_: {"party": party.body.name},
)
def name_signatory(*, party: Party, person: Person, position: str, by: Actor, at: datetime) -> Membership:
    """Name the first person who may sign for a party that nobody can sign for yet."""
    body = Body.objects.select_for_update().get(pk=party.body_id)
    if body.memberships.filter(may_sign=True).exists():
        raise wrong_state(
            _("%(body)s has had people who sign for it: only they can add others.") % {"body": body}
        )
    if body.parties.earliest("pk") != party:  # whoever named it first answers for naming the right people
        raise wrong_state(_("%(body)s was added at another service: ask there.") % {"body": body})
    term = Membership(body=body, person=person, position=position.strip(), may_sign=True, starts=day_of(at))
    return begin_term(term)


@act(
    "agreement.assign",
    about=lambda agreement, **_: agreement.service,
    facts=lambda agreement, duty, ways, **_: {
        "version": agreement.version,
        "duty": duty,
        "ways": {party.body.name: way.value if way else "" for party, way in ways.items()},
    },
)
def assign(
    *, agreement: Agreement, duty: str, ways: Mapping[Party, Way | None], by: Actor, at: datetime
) -> Agreement:
    """Say how parties hold a duty in a draft; None takes it away.

    Who answered before, and is not named now, steps back to doing it.
    """
    held = _drafted(agreement)
    if duty not in BY_SLUG:
        raise bad_input(_("There is no such duty."))
    known = set(held.terms.values_list("party_id", flat=True))
    for party in ways:
        if party.pk not in known:
            raise bad_input(_("%(party)s is not a party to this version.") % {"party": party})
    if list(ways.values()).count(Way.ANSWERS) > 1:
        raise bad_input(_("Only one party can answer for a duty."))
    for party, way in sorted(ways.items(), key=lambda pair: pair[1] is Way.ANSWERS):
        hold_duty(held, duty, party, way)
    return held


@act(
    "agreement.set_terms",
    about=lambda agreement, **_: agreement.service,
    facts=lambda agreement, **_: {"version": agreement.version},
)
def set_terms(
    *,
    agreement: Agreement,
    by: Actor,
    at: datetime,
    party: Party | None = None,
    terms: dict[str, str] | None = None,
    review_on: date | None = None,
) -> Agreement:
    """Write what a party gives, gets, may decide and how it leaves; and when all this is reviewed."""
    held = _drafted(agreement)
    if party is not None:
        _must_be_party(held, party)
        held.terms.filter(party=party).update(**(terms or {}))
    if review_on is not None:
        if review_on <= day_of(at):
            raise bad_input(_("The review date must be in the future."))
        held.review_on = review_on
        held.save(update_fields=["review_on"])
    return held


@act(
    "agreement.propose",
    about=lambda agreement, **_: agreement.service,
    facts=lambda result, **_: {"version": result.version},
)
def propose(*, agreement: Agreement, by: Actor, at: datetime) -> Agreement:
    """Put a draft to every party for signing. From now on its text does not change."""
    held = _drafted(agreement)
    found = duties.gaps(held.clauses.as_rules(), sides=_sides(held))
    if any(gap.code in ("no_professionals", "no_lay_side") for gap in found):
        raise bad_input(
            _("An agreement needs professionals on one side and users or the community on the other.")
        )
    if any(gap.code == "nobody_answers" and gap.duty == "keep_agreement" for gap in found):
        raise bad_input(_("Somebody must answer for keeping the agreement, or it could never change again."))
    if held.review_on is None:
        raise bad_input(_("Set the date on which the agreement is to be reviewed."))
    held.state, held.proposed_at = PROPOSED, at
    held.save(update_fields=["state", "proposed_at"])
    return held


@act(
    "agreement.sign",
    about=lambda agreement, **_: agreement.service,
    body=lambda party, **_: party.body,
    facts=lambda result, party, **_: {
        "version": result.version,
        "party": party.body.name,
        "in_force": result.state == IN_FORCE,
    },
)
def sign(*, agreement: Agreement, party: Party, by: Actor, at: datetime) -> Agreement:
    """Sign a proposed version for your party. The last signature puts it in force."""
    held = Agreement.objects.locked(agreement.pk)
    _must_be_proposed(held)
    _must_be_party(held, party)
    if held.signatures.filter(party=party).exists():
        raise wrong_state(_("%(party)s has signed already.") % {"party": party})
    today = day_of(at)
    term = next(t for t in by.terms if t.body_id == party.body_id and t.may_sign and t.is_current(today))
    Signature.objects.create(
        agreement=held,
        party=party,
        person=by.someone,
        position=term.position,
        digest=text.digest(held),
        signed_at=at,
    )
    if held.signatures.count() == held.terms.count():
        _put_in_force(held, at)
    return held


@act(
    "agreement.send_back",
    about=lambda agreement, **_: agreement.service,
    body=lambda party, **_: party.body,
    facts=lambda result, party, **_: {"version": result.version, "party": party.body.name},
)
def send_back(*, agreement: Agreement, party: Party, reason: str, by: Actor, at: datetime) -> Agreement:
    """Send a proposed version back to be worked on, with your party's reason. Signatures so far are void."""
    held = Agreement.objects.locked(agreement.pk)
    _must_be_proposed(held)
    _must_be_party(held, party)
    if not reason.strip():
        raise bad_input(_("Say why your party sends it back."))
    SentBack.objects.create(agreement=held, party=party, reason=reason.strip(), at=at)
    held.signatures.all().delete()
    held.state, held.proposed_at = DRAFT, None
    held.save(update_fields=["state", "proposed_at"])
    return held


def _drafted(agreement: Agreement) -> Agreement:
    """The version, held, if it is still a draft."""
    held = Agreement.objects.locked(agreement.pk)
    if held.state != DRAFT:
        raise wrong_state(
            _("Only a draft can be changed; this version is %(state)s.") % {"state": held.get_state_display()}
        )
    return held


def _must_be_proposed(agreement: Agreement) -> None:
    if agreement.state != PROPOSED:
        raise wrong_state(_("This version is not waiting to be signed."))


def _must_be_party(agreement: Agreement, party: Party) -> None:
    if not agreement.terms.filter(party=party).exists():
        raise bad_input(_("%(party)s is not a party to this version.") % {"party": party})


def _sides(agreement: Agreement) -> list[Side]:
    return [Side(side) for side in agreement.terms.values_list("party__side", flat=True)]


def _put_in_force(agreement: Agreement, at: datetime) -> None:
    service = Service.objects.locked(agreement.service_id)
    if service.in_force_id:
        Agreement.objects.filter(pk=service.in_force_id).update(state=SUPERSEDED, superseded_at=at)
    cell = duties.cell_of(agreement.clauses.as_rules())
    agreement.plans = cell.plans.value if cell else ""
    agreement.delivers = cell.delivers.value if cell else ""
    agreement.state, agreement.in_force_at = IN_FORCE, at
    agreement.save(update_fields=["plans", "delivers", "state", "in_force_at"])
    service.in_force = agreement
    service.save(update_fields=["in_force"])
