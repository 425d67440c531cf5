"""Acts of the drafts block, ready to do. The club and the council are at the table; marks are the club's."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from cast import NOW
from mutirao.base.actor import Actor
from mutirao.planning.drafts import acts, clause_acts, mark_acts
from mutirao.planning.drafts.models import Draft, DraftClause, Negotiator, Wording
from mutirao.theory.drafts import Method, Position, Rule
from situations import Call, World

TABLE = """
draft.start         login member yes    2nd   yes   way   way   member member yes   ended member behalf behalf
draft.describe      login member yes    2nd   yes   way   way   member member yes   ended member behalf behalf
draft.add_clause    login member yes    2nd   yes   way   way   member member yes   ended member behalf behalf
draft.change_clause login member yes    2nd   yes   way   way   member member yes   ended member behalf behalf
draft.open_round    login member yes    2nd   yes   way   way   member member yes   ended member behalf behalf
draft.mark          login signs  signs  signs signs signs signs signs  yes    signs signs signs  behalf behalf
draft.propose_wording login signs signs signs signs signs signs signs  yes    signs signs signs  behalf behalf
draft.take_back_wording login signs signs signs signs signs signs signs yes   signs signs signs  behalf behalf
draft.adopt_wording login member yes    2nd   yes   way   way   member member yes   ended member behalf behalf
draft.decide        login member yes    2nd   way   way   way   member member way   ended member behalf behalf
draft.record_disagreement login member yes 2nd way  way   way   member member way   ended member behalf behalf
draft.withdraw      login member yes    2nd   way   way   way   member member way   ended member behalf behalf
"""

CLOSES = NOW + timedelta(days=7)
EARLIER = NOW - timedelta(days=14)
CONSENT = Method(Rule.CONSENT, "Meeting of 3 May, minute 4")


def calls(world: World) -> dict[str, Callable[[], Call]]:
    """For each act, what brings the world into the state in which it can be done."""
    service, ben = world.service, world.cast.acting("ben")
    about = {
        "title": "Key rules",
        "purpose": "Who holds the keys.",
        "method": CONSENT,
        "parties": {world.party(world.club): 1, world.party(world.cast.council): 1},
    }

    def drafted() -> Draft:
        made: Draft = acts.start(service=service, **about, by=ben, at=EARLIER)
        given = {"heading": "Keys", "text": "The club keeps one key."}
        clause_acts.add_clause(draft=made, **given, by=ben, at=EARLIER)
        return made

    def opened(*, is_over: bool = False) -> Draft:
        made = drafted()
        closes = NOW - timedelta(hours=1) if is_over else CLOSES
        acts.open_round(draft=made, closes=closes, by=ben, at=EARLIER)
        return Draft.objects.select_related("current", "service").get(pk=made.pk)

    def clause_of(draft: Draft) -> DraftClause:
        return draft.clauses.select_related("current").get()

    def at_the_table(draft: Draft) -> Negotiator:
        return draft.negotiators.get(party=world.party(world.club))

    def for_club(**given: Any) -> Call:
        clause = clause_of(opened())
        seen = {"clause": clause, "negotiator": at_the_table(clause.draft), "seen": clause.current_id}
        return Call({**seen, **given}, service, world.club)

    def worded() -> Wording:
        given = for_club(text="The club keeps two keys.", because="One gets lost.").given
        made: Wording = mark_acts.propose_wording(**given, by=Actor(world.sam), at=NOW)
        return made

    def adopting() -> Call:
        wording = worded()
        return Call({"wording": wording, "seen": wording.version_id}, service)

    def agreed() -> Draft:
        clause = clause_of(opened())
        given = {"clause": clause, "position": Position.ASSENT, "seen": clause.current_id}
        council = clause.draft.negotiators.get(party=world.party(world.cast.council))
        ada = world.cast.acting("ada")
        mark_acts.mark(**given, negotiator=at_the_table(clause.draft), by=Actor(world.sam), at=NOW)
        mark_acts.mark(**given, negotiator=council, by=ada, at=NOW)
        return clause.draft

    def changing() -> Call:
        clause = clause_of(drafted())
        given = {"heading": "Keys", "text": "Nobody has one.", "seen": clause.current_id}
        return Call({"clause": clause, **given}, service)

    return {
        "draft.start": lambda: Call({"service": service, **about}, service),
        "draft.describe": lambda: Call({"draft": drafted(), **about, "purpose": "More."}, service),
        "draft.add_clause": lambda: Call(
            {"draft": drafted(), "heading": "Rota", "text": "By turns."}, service
        ),
        "draft.change_clause": changing,
        "draft.open_round": lambda: Call({"draft": drafted(), "closes": CLOSES}, service),
        "draft.mark": lambda: for_club(position=Position.OBJECT, text="One key gets lost."),
        "draft.propose_wording": lambda: for_club(text="Two keys.", because="One gets lost."),
        "draft.take_back_wording": lambda: Call({"wording": worded()}, service, world.club),
        "draft.adopt_wording": adopting,
        "draft.decide": lambda: Call({"draft": agreed(), "reasons": "All agree."}, service),
        "draft.record_disagreement": lambda: Call(
            {"draft": opened(is_over=True), "needed": "Time."}, service
        ),
        "draft.withdraw": lambda: Call({"draft": opened(), "why": "The club moves."}, service),
    }
