"""Acts of the ballots block, ready to do. Votes are open to members of the club."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from cast import NOW, belongs, person
from mutirao.base.actor import Actor
from mutirao.planning.ballots import acts, closing_acts, count_acts, paper_acts
from mutirao.planning.ballots.models import Ballot
from mutirao.theory.ballots import Ticks
from situations import Call, World

TABLE = """
ballot.draft        login member yes    2nd   yes   way   way   member member yes   ended member behalf behalf
ballot.change       login member yes    2nd   yes   way   way   member member yes   ended member behalf behalf
ballot.set_options  login member yes    2nd   yes   way   way   member member yes   ended member behalf behalf
ballot.open         login member yes    2nd   yes   way   way   member member yes   ended member behalf behalf
ballot.close        login member yes    2nd   yes   way   way   member member yes   ended member behalf behalf
ballot.close_due    yes   yes    yes    yes   yes   yes   yes   yes    yes    yes   yes   yes    yes    yes
ballot.withdraw     login member yes    2nd   yes   way   way   member member yes   ended member behalf behalf
ballot.count        login member yes    2nd   yes   way   way   member member yes   ended member behalf behalf
ballot.decide       login member yes    2nd   way   way   way   member member way   ended member behalf behalf
vote.cast           login elig   elig   elig  elig  elig  elig  yes    yes    elig  elig  yes    yes    keeps
vote.describe       login elig   elig   elig  elig  elig  elig  yes    yes    elig  elig  yes    yes    keeps
vote.on_paper       login elig   elig   elig  elig  elig  elig  yes    yes    elig  elig  yes    yes    keeps
kiosk.open          login member yes    2nd   yes   way   way   member member yes   ended member behalf behalf
paper.print         login member yes    2nd   yes   way   way   member member yes   ended member behalf behalf
paper.enter         login member yes    2nd   yes   way   way   member member yes   ended member behalf behalf
paper.resolve       login member yes    2nd   yes   way   way   member member yes   ended member behalf behalf
"""

LINES = (acts.Line("1", "Benches"), acts.Line("2", "Swings"))
BEFORE = NOW - timedelta(days=7)


def calls(world: World) -> dict[str, Callable[[], Call]]:
    """For each act, what brings the world into the state in which it can be done."""
    service, club = world.service, world.club
    officer = Actor(person=world.cast.ada, is_strong=True)

    def terms(**given: Any) -> acts.Draft:
        usual = {"question": "Which first?", "form": "approval", "papers": "list", "traits": ["age"]}
        whose = {"open_to": "body", "open_to_body": club, "closes_at": NOW + timedelta(days=1)}
        return acts.Draft(**{**usual, **whose, **given})

    def drafted(**given: Any) -> Ballot:
        made: Ballot = acts.draft(service=service, terms=terms(**given), by=officer, at=BEFORE)
        acts.set_options(ballot=made, lines=LINES, by=officer, at=BEFORE)
        return made

    def opened(**given: Any) -> Ballot:
        made = drafted(**given)
        acts.open_vote(ballot=made, by=officer, at=BEFORE)
        return Ballot.objects.whole().get(pk=made.pk)

    def closed() -> Ballot:
        made = opened(papers="none")
        closing_acts.close(ballot=made, why="All have voted.", by=officer, at=BEFORE)
        return made

    def counted() -> Ballot:
        made: Ballot = count_acts.count(ballot=closed(), by=officer, at=BEFORE)
        return made

    def printed() -> Ballot:
        made = opened()
        paper_acts.print_papers(ballot=made, size=2, by=officer, at=BEFORE)
        return made

    def differing() -> Ballot:
        made, gil = printed(), person("Gil")
        belongs(gil, world.cast.council)
        for who, code in ((world.cast.ada, "1"), (gil, "2")):
            by = Actor(person=who, is_strong=True)
            paper_acts.enter(ballot=made, number=1, vote=Ticks((code,)), by=by, at=BEFORE)
        return made

    def of(make: Callable[[], Ballot], **given: Any) -> Callable[[], Call]:
        return lambda: Call({"ballot": make(), **given}, service)

    def part(**given: Any) -> Callable[[], Call]:
        def ready() -> Call:
            ballot = opened()
            return Call({"ballot": ballot, **given}, service, thing=ballot)

        return ready

    vote = Ticks(("1",))
    over = {"papers": "none", "closes_at": NOW - timedelta(days=1)}
    return {
        "ballot.draft": lambda: Call({"service": service, "terms": terms()}, service),
        "ballot.change": of(drafted, terms=terms(question="Which next?")),
        "ballot.set_options": of(drafted, lines=LINES),
        "ballot.open": of(drafted),
        "ballot.close": of(opened, why="All have voted."),
        "ballot.close_due": of(lambda: opened(**over)),
        "ballot.withdraw": of(opened, why="An option was missing."),
        "ballot.count": of(closed),
        "ballot.decide": of(counted, reasons="The vote was fair."),
        "vote.cast": part(vote=vote),
        "vote.describe": part(said={"age": "65+"}),
        "kiosk.open": of(opened),
        "vote.on_paper": part(),
        "paper.print": of(opened, size=2),
        "paper.enter": of(printed, number=1, vote=vote),
        "paper.resolve": of(differing, number=1, vote=None),
    }
