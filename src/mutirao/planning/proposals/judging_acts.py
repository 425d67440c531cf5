"""What professionals say of a proposal, with reasons in public, and what the authors answer."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from mutirao.base.actor import Actor
from mutirao.base.acts import act
from mutirao.planning.decisions import chain
from mutirao.planning.proposals.models import Judgement, Proposal, Reply
from mutirao.planning.proposals.words import FAULTS
from mutirao.planning.proposals.writing import author, move, numbered, stop_merges, tell_authors
from mutirao.theory import proposals as rules
from mutirao.theory.proposals import Verdict
from mutirao.theory.reasons import bad_input
from mutirao.theory.texts import clean

LONGEST_REPLY = 4000

CHAIN_SAYS = {
    rules.State.FEASIBLE: gettext_noop("Judged feasible"),
    rules.State.CONDITIONAL: gettext_noop("Judged feasible under conditions"),
    rules.State.NOT_FEASIBLE: gettext_noop("Judged not feasible"),
}


@act(
    "proposal.judge",
    about=lambda proposal, **_: proposal.call.service,
    facts=lambda result, **_: {**numbered(result.proposal), "finding": result.finding},
)
def judge(
    *, proposal: Proposal, verdict: Verdict, by: Actor, at: datetime, legal: str = "", technical: str = ""
) -> Judgement:
    """Say in public whether a proposal is feasible, why, and at what cost; a later answer replaces it."""
    held = Proposal.objects.locked(proposal.pk)
    faults = rules.faults(verdict)
    if faults:
        raise bad_input(" ".join(str(FAULTS[code]) for code in faults))
    move(held, rules.FINDING[verdict.finding])
    stop_merges(held, at)
    made = Judgement.objects.create(
        proposal=held,
        version=held.says,
        finding=verdict.finding.value,
        reasons=clean(verdict.reasons)[:LONGEST_REPLY],
        conditions=clean(verdict.conditions)[:LONGEST_REPLY],
        legal=clean(legal)[:LONGEST_REPLY],
        technical=clean(technical)[:LONGEST_REPLY],
        least=verdict.least,
        most=verdict.most,
        currency=held.call.currency,
        party_id=int(by.warrant.party_id),
        agreement_id=by.warrant.agreement_id,
        judged_at=at,
    )
    tell_authors(
        held,
        f"judged:{made.pk}",
        at,
        gettext_noop("Professionals have looked at “%(title)s”"),
        gettext_noop("Read what they say of your proposal, and reply if you like:\n%(link)s"),
    )
    chain.step(
        held.call.service,
        chain.part(held, "judged"),
        title=held.title,
        says=CHAIN_SAYS[verdict.finding],
        path=held.path,
        at=at,
        follows=chain.key(held),
    )
    return made


@act(
    "proposal.reply",
    about=lambda judgement, **_: judgement.proposal.call.service,
    person=lambda judgement, by, **_: author(judgement.proposal, by),
    facts=lambda result, **_: numbered(result.judgement.proposal),
)
def reply(*, judgement: Judgement, text: str, by: Actor, at: datetime) -> Reply:
    """Reply to what professionals say of your proposal, in public and without your name."""
    said = clean(text)
    if not said:
        raise bad_input(_("Write what you would like to answer."))
    if len(said) > LONGEST_REPLY:
        raise bad_input(_("A reply can have %(most)s characters at most.") % {"most": LONGEST_REPLY})
    return Reply.objects.create(judgement=judgement, person=by.someone, text=said, at=at)
