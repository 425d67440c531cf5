"""Acts of the proposals block, ready to do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from cast import NOW, person
from mutirao.base.people.models import Person
from mutirao.planning.proposals import amendment_acts, call_acts, lists, merge_acts
from mutirao.planning.proposals.models import Author, Call, Proposal
from mutirao.planning.proposals.writing import create
from mutirao.theory.proposals import MergeRule, State, Text, Verdict
from situations import Call as Ready
from situations import World

TABLE = """
call.open           login member yes    2nd   yes   way   way   member member yes   ended member behalf behalf
call.change         login member yes    2nd   yes   way   way   member member yes   ended member behalf behalf
proposal.make       login elig   elig   elig  elig  elig  elig  yes    yes    elig  elig  yes    yes    keeps
proposal.import     login member yes    2nd   yes   way   way   member member yes   ended member behalf behalf
proposal.revise     login self   self   self  self  self  self  self   self   self  self  yes    yes    keeps
proposal.withdraw   login self   self   self  self  self  self  self   self   self  self  yes    yes    keeps
proposal.support    login elig   elig   elig  elig  elig  elig  yes    yes    elig  elig  yes    yes    keeps
proposal.invite     login self   self   self  self  self  self  self   self   self  self  yes    behalf behalf
proposal.join       login self   self   self  self  self  self  self   self   self  self  yes    behalf behalf
proposal.leave      login self   self   self  self  self  self  self   self   self  self  yes    yes    keeps
amendment.suggest   login yes    yes    yes   yes   yes   yes   yes    yes    yes   yes   yes    behalf behalf
amendment.answer    login self   self   self  self  self  self  self   self   self  self  yes    yes    keeps
merge.suggest       login yes    yes    yes   yes   yes   yes   yes    yes    yes   yes   yes    behalf behalf
merge.answer        login self   self   self  self  self  self  self   self   self  self  yes    yes    keeps
merge.settle        login member yes    2nd   yes   way   way   member member yes   ended member behalf behalf
merge.undo          login self   self   self  self  self  self  self   self   self  self  yes    yes    keeps
merge.part          login member yes    2nd   yes   way   way   member member yes   ended member behalf behalf
proposal.judge      login member yes    2nd   yes   way   way   member member yes   ended member behalf behalf
proposal.reply      login self   self   self  self  self  self  self   self   self  self  yes    yes    keeps
"""

TERMS = call_acts.Terms(
    "What about the dairy?", closes_at=NOW + timedelta(days=30), merging=MergeRule.ORGANISERS.value
)
BENCH = Text("A bench", "One by the church.")


def a_call(world: World) -> Call:
    """A call that members of the club may answer."""
    terms = replace(TERMS, open_to="body", open_to_body=world.club)
    made: Call = call_acts.open_call(service=world.service, terms=terms, by=world.cast.acting("ben"), at=NOW)
    return made


def a_proposal(world: World, *authors: Person, call: Call | None = None, title: str = "A bench") -> Proposal:
    """A proposal by these authors."""
    made = create(call or a_call(world), Text(title, "One by the church."), at=NOW)
    Author.objects.bulk_create(
        Author(proposal=made, person=person, asked_at=NOW, confirmed_at=NOW) for person in authors
    )
    return made


def calls(world: World) -> dict[str, Callable[[], Ready]]:
    """For each act, what brings the world into the state in which it can be done."""
    cast, service, lou = world.cast, world.service, world.lou
    hers = lambda *others: a_proposal(world, lou, *others)  # noqa: E731

    def of_lou(**given: Any) -> Ready:
        return Ready(given, service=service, person=lou)

    def taking_part(thing: Call, **given: Any) -> Ready:
        return Ready(given, service=service, thing=thing)

    def amendment() -> Any:
        text = Text("Two benches", "One by the church, one by the shop.")
        return amendment_acts.suggest(
            proposal=hers(), text=text, reason="One is not enough.", by=cast.acting("dee"), at=NOW
        )

    def merge(*, merged: bool = False, both: bool = True) -> Any:
        call = a_call(world)
        pair = [a_proposal(world, lou, call=call), a_proposal(world, *([lou] if both else []), call=call)]
        made = merge_acts.suggest(
            first=pair[0],
            second=pair[1],
            title="Benches",
            what="Two.",
            reason="The same.",
            by=cast.acting("dee"),
            at=NOW,
        )
        if merged:
            given = {"merge": made, "agree": True, "reason": "The same."}
            merge_acts.settle(**given, by=cast.acting("ben"), at=NOW)
        return made

    def judged() -> Any:
        verdict = Verdict(State.NOT_FEASIBLE, "The land is not ours.")
        from proposing import judge

        return judge(cast, hers(), verdict)

    def invited() -> Proposal:
        made = a_proposal(world, person("Una"))
        Author.objects.create(proposal=made, person=lou, asked_at=NOW)
        return made

    def two() -> dict[str, Any]:
        call = a_call(world)
        return {"first": a_proposal(world, call=call), "second": a_proposal(world, call=call)}

    rows = lists.rows(b"id,title,what\n1,A bench,By the church\n")
    words = {"title": "Benches", "what": "Two.", "reason": "The same."}
    return {
        "call.open": lambda: Ready({"service": service, "terms": TERMS}, service),
        "call.change": lambda: Ready({"call": a_call(world), "terms": TERMS}, service),
        "proposal.make": lambda: taking_part(call := a_call(world), call=call, text=BENCH),
        "proposal.import": lambda: Ready(
            {"call": a_call(world), "rows": rows, "source": "the fair"}, service
        ),
        "proposal.revise": lambda: of_lou(proposal=hers(), text=Text("A bench", "Two of them.")),
        "proposal.withdraw": lambda: of_lou(proposal=hers()),
        "proposal.support": lambda: taking_part((made := a_proposal(world)).call, proposal=made, wanted=True),
        "proposal.invite": lambda: of_lou(proposal=hers(), person=person("Una")),
        "proposal.join": lambda: of_lou(proposal=invited()),
        "proposal.leave": lambda: of_lou(proposal=hers(person("Una"))),
        "amendment.suggest": lambda: Ready(
            {"proposal": a_proposal(world), "text": Text("Two benches", "Here."), "reason": "More."}, service
        ),
        "amendment.answer": lambda: of_lou(amendment=amendment(), accept=True, reason="You are right."),
        "merge.suggest": lambda: Ready({**two(), **words}, service),
        "merge.answer": lambda: of_lou(merge=merge(), agree=True),
        "merge.settle": lambda: Ready({"merge": merge(), "agree": True, "reason": "The same."}, service),
        "merge.undo": lambda: of_lou(merge=merge(merged=True)),
        "merge.part": lambda: Ready({"merge": merge(merged=True)}, service),
        "proposal.judge": lambda: Ready(
            {"proposal": a_proposal(world), "verdict": Verdict(State.NOT_FEASIBLE, "The land is not ours.")},
            service,
        ),
        "proposal.reply": lambda: of_lou(judgement=judged(), text="It is ours since May."),
    }
