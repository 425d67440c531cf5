"""Acts of the decisions block, ready to do."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from cast import NOW, TODAY
from mutirao.planning.decisions import acts, promise_acts, tokens
from mutirao.planning.decisions.models import Decision, Promise
from mutirao.planning.decisions.promising import Said
from mutirao.theory.promises import Event
from situations import Call, World

TABLE = """
decision.on_priorities login member yes 2nd   way   way   way   member member way   ended member behalf behalf
decision.on_money   login member yes    2nd   way   way   way   member member way   ended member behalf behalf
decision.on_design  login member yes    2nd   way   way   way   member member way   ended member behalf behalf
decision.review     login member yes    2nd   yes   way   way   member member yes   ended member behalf behalf
promise.make        login member yes    2nd   yes   way   way   member member yes   ended member behalf behalf
promise.keep        login member yes    2nd   yes   way   way   member member yes   ended member behalf behalf
promise.move        login member yes    2nd   yes   way   way   member member yes   ended member behalf behalf
promise.break       login member yes    2nd   yes   way   way   member member yes   ended member behalf behalf
promise.advance     login member yes    2nd   yes   way   way   member member yes   ended member behalf behalf
promise.hand_over   login member yes    2nd   yes   way   way   member member yes   ended member behalf behalf
promise.report      yes   yes    yes    yes   yes   yes   yes   yes    yes    yes   yes   yes    yes    yes
promise.ask_again   yes   yes    yes    yes   yes   yes   yes   yes    yes    yes   yes   yes    yes    yes
promise.question    login elig   elig   elig  elig  elig  elig  yes    yes    elig  elig  yes    yes    keeps
"""

DECIDED = {
    "title": "Benches first",
    "outcome": "We mend the benches before anything else.",
    "reasons": "Most people asked for it.",
}
WHY = Said(due_on=TODAY + timedelta(days=90), because="weather", reason="The square was flooded.")


def decision(world: World) -> Decision:
    """A decision on priorities, by the party that answers."""
    made: Decision = acts.on_priorities(service=world.service, **DECIDED, by=world.cast.acting("ben"), at=NOW)
    return made


def promise(world: World, *, is_kept: bool = False) -> Promise:
    """A promise by the council, kept or not, which members of the club may question."""
    made: Promise = promise_acts.make(
        service=world.service,
        decision=decision(world),
        what="Three new benches on the square",
        party=world.party(world.cast.council),
        due_on=TODAY + timedelta(days=60),
        owner="works@example.org",
        by=world.cast.acting("ben"),
        at=NOW,
    )
    made.open_to, made.open_to_body = "body", world.club
    made.save(update_fields=["open_to", "open_to_body"])
    if is_kept:
        promise_acts.keep(promise=made, by=world.cast.acting("ben"), at=NOW)
    return made


def calls(world: World) -> dict[str, Callable[[], Call]]:
    """For each act, what brings the world into the state in which it can be done."""
    service = world.service

    def deciding() -> Call:
        return Call({"service": service, **DECIDED}, service)

    def promised(**given: object) -> Call:
        return Call({"promise": promise(world), **given}, service)

    def linked(**given: object) -> Call:
        made = promise(world)
        return Call({"promise": made, "token": tokens.write(made, on=TODAY), **given}, service)

    def questioned() -> Call:
        made = promise(world, is_kept=True)
        return Call({"promise": made}, service, thing=made)

    def made() -> Call:
        party, owner = world.party(world.cast.council), "works@example.org"
        given = {"what": "A lamp", "party": party, "due_on": TODAY + timedelta(days=9), "owner": owner}
        return Call({"service": service, "decision": None, **given}, service)

    return {
        "decision.on_priorities": deciding,
        "decision.on_money": deciding,
        "decision.on_design": deciding,
        "decision.review": lambda: Call({"decision": decision(world), "finding": "It stands."}, service),
        "promise.make": made,
        "promise.keep": promised,
        "promise.move": lambda: promised(said=WHY),
        "promise.break": lambda: promised(said=WHY),
        "promise.advance": lambda: promised(stage="tendered"),
        "promise.hand_over": lambda: promised(owner="new@example.org"),
        "promise.report": lambda: linked(event=Event.KEEP),
        "promise.ask_again": linked,
        "promise.question": questioned,
    }
