"""Suggesting a change to somebody else's proposal, and the authors' answer to it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from mutirao.base.actor import Actor
from mutirao.base.acts import act
from mutirao.planning.proposals.models import ACCEPTED, DECLINED, WAITING, Amendment, Proposal
from mutirao.planning.proposals.words import part_name
from mutirao.planning.proposals.writing import (
    author,
    cleaned,
    compare,
    must_be_changeable,
    numbered,
    tell,
    tell_authors,
    write,
)
from mutirao.theory import proposals as rules
from mutirao.theory.proposals import Text
from mutirao.theory.reasons import bad_input, wrong_state
from mutirao.theory.texts import clean


@act(
    "amendment.suggest",
    about=lambda proposal, **_: proposal.call.service,
    facts=lambda result, **_: numbered(result.proposal),
)
def suggest(*, proposal: Proposal, text: Text, reason: str, by: Actor, at: datetime) -> Amendment:
    """Suggest how a proposal could say it better, with your reason; its authors answer."""
    held = Proposal.objects.locked(proposal.pk)
    must_be_changeable(held, at)
    if author(held, by):
        raise bad_input(_("You are an author: change the proposal itself."))
    if not clean(reason):
        raise bad_input(_("Say why you would change it."))
    text = cleaned(text)
    if text == held.text():
        raise bad_input(_("Nothing is different."))
    if held.amendments.filter(person=by.someone, state=WAITING).exists():
        raise wrong_state(_("You have suggested a change already: wait for the answer."))
    made = Amendment.objects.create(
        proposal=held,
        base=held.says,
        person=by.someone,
        reason=clean(reason)[:1000],
        suggested_at=at,
        **text.parts(),
    )
    tell_authors(
        held,
        f"amendment:{made.pk}",
        at,
        gettext_noop("A change to “%(title)s” is suggested"),
        gettext_noop(
            "Somebody suggests to change your proposal. Read it, and accept or decline it:\n%(link)s"
        ),
    )
    return made


@act(
    "amendment.answer",
    about=lambda amendment, **_: amendment.proposal.call.service,
    person=lambda amendment, by, **_: author(amendment.proposal, by),
    facts=lambda result, **_: {**numbered(result.proposal), "accepted": result.state == ACCEPTED},
)
def answer(*, amendment: Amendment, accept: bool, reason: str, by: Actor, at: datetime) -> Amendment:
    """Accept a suggested change, which makes a new version, or decline it; with a reason."""
    proposal = Proposal.objects.locked(amendment.proposal_id)
    held = Amendment.objects.select_related("base", "person").get(pk=amendment.pk)
    held.proposal = proposal
    if held.state != WAITING:
        raise wrong_state(_("This has been answered already."))
    if not clean(reason):
        raise bad_input(_("Give your reason: whoever suggested it will read it."))
    if accept:
        _take_in(proposal, held, at)
    held.state = ACCEPTED if accept else DECLINED
    held.answer, held.answered_at = clean(reason)[:1000], at
    held.save(update_fields=["state", "answer", "answered_at"])
    if held.person:
        tell(
            held.person,
            f"amendment-answered:{held.pk}",
            proposal,
            at,
            gettext_noop("The authors of “%(title)s” have answered"),
            gettext_noop("Read what became of the change you suggested:\n%(link)s"),
        )
    return held


def _take_in(proposal: Proposal, amendment: Amendment, at: datetime) -> None:
    """The text with the amendment, where nobody has changed the same part since."""
    must_be_changeable(proposal, at)
    amended = rules.amend(amendment.base.text(), amendment.text(), proposal.text())
    if amended.clashes:
        names = ", ".join(f"“{part_name(name)}”" for name in amended.clashes)
        raise wrong_state(
            _("The text has changed since this was suggested, in %(parts)s. Decline it, or ask for it again.")
            % {"parts": names}
        )
    if amended.text == proposal.text():
        raise wrong_state(_("The text says this already."))
    with transaction.atomic():
        write(proposal, cleaned(amended.text), at=at, note=_("A suggested change was taken in."))
        compare(proposal)
