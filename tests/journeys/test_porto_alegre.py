"""Porto Alegre's year, as the demonstration tells it: every figure in it follows from what people did."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest
from django.test import Client

from cast import NOW, person
from mutirao.base.register import seals
from mutirao.base.register.models import Act
from mutirao.base.register.verify import verify
from mutirao.base.services.models import Service
from mutirao.blueprints.stories.porto_alegre import telling
from mutirao.blueprints.stories.porto_alegre.regions import REGIONS
from mutirao.blueprints.stories.porto_alegre.works import WORKS
from mutirao.planning.ballots.models import Ballot
from mutirao.planning.councils.models import Council
from mutirao.planning.cycles.models import Cycle
from mutirao.planning.decisions.models import Decision, Promise
from mutirao.planning.drafts import table
from mutirao.planning.drafts.models import Draft
from mutirao.planning.meetings import queries as meetings
from mutirao.planning.meetings.models import Meeting
from mutirao.planning.priorities import frozen
from mutirao.planning.priorities.models import Division, Round
from mutirao.planning.statements.models import Conversation
from mutirao.site.clock import tick
from mutirao.theory.drafts import State
from mutirao.theory.meetings import SLIDING, DelegateRule, due
from mutirao.theory.typology import Cell, Who
from visiting import text

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
HERE = "/services/participatory-budget-of-porto-alegre/"


@pytest.fixture
def city() -> Service:
    """The whole year told, and the clock come round once."""
    told = telling.tell(person("Ada"), person("Cam"), person("Rosa"), at=NOW)
    tick(at=NOW)
    return Service.objects.get(pk=told.service.pk)


def test_the_year(city: Service) -> None:
    agreed(city)
    calendar(city)
    plenaries(city)
    money(city)
    votes(city)
    promises(city)
    where_people_stand(city)
    at_the_table(city)
    in_the_register(city)
    on_its_pages()


def agreed(city: Service) -> None:
    assert city.in_force is not None
    assert city.in_force.cell == Cell(Who.TOGETHER, Who.PROFESSIONALS)
    assert city.parties.count() == 3
    parts = city.area.parts.values_list("population", flat=True)
    assert (len(parts), sum(filter(None, parts))) == (17, 1_409_351)


def calendar(city: Service) -> None:
    """The fifth phase is open by itself; its dates were moved once, with a reason."""
    phases = list(Cycle.objects.get(service=city).phases.all())
    assert [phase.period.is_open(NOW) for phase in phases] == [False] * 4 + [True, False]
    assert Act.objects.filter(name="cycle.move_phase").count() == 1


def plenaries(city: Service) -> None:
    """Everybody on every sheet counts, and delegates follow from who came."""
    rule = DelegateRule(SLIDING)
    held = {m.title: m for m in Meeting.objects.filter(service=city, title__startswith="Plenary")}
    assert len(held) == 17
    for region in REGIONS:
        live = meetings.live(held[f"Plenary of {region.name}"])
        assert live.tally.present == region.present
        assert live.due is not None and live.due.delegates == due(region.present, rule).delegates
    restinga = meetings.live(held["Plenary of Restinga"]).due
    assert restinga is not None and restinga.delegates == 58
    council = Council.objects.get(service=city)
    assert sum(council.categories.filter(has_vote=True).values_list("full", flat=True)) == 48


def money(city: Service) -> None:
    """Twenty thousand metres are divided to the last one, and the same again from what was frozen."""
    held = Round.objects.get(cycle__service=city)
    assert held.plenaries.count() == 17
    division = Division.objects.get(round=held)
    portions = {name: metres for name, _points, _takes_part, metres in division.result["portions"]}
    assert (sum(portions.values()), portions["extremo-sul"], portions["centro"]) == (20_000, 2_043, 803)
    again = frozen.again(division.frozen)
    assert {portion.key: portion.units for portion in again.portions} == portions


def votes(city: Service) -> None:
    """One vote was counted and decided, one is open; who voted how leads to nobody."""
    done, running = Ballot.objects.filter(service=city).order_by("opens_at")
    assert (done.state, done.voters, running.state) == ("counted", 120, "open")
    assert done.budget is not None and done.budget.decision is not None
    chosen = done.budget.counts.get(rule="equal-shares", utility="cost", completion="add1")
    assert chosen.total <= 320_000 and chosen.winners == 5
    assert running.votes.count() == 40


def promises(city: Service) -> None:
    plan = Decision.objects.get(title="Plan of works of the last cycle")
    states = Counter(Promise.objects.filter(decision=plan).values_list("state", flat=True))
    assert states == {"made": 5, "kept": 2, "broken": 1, "changed": 1}
    assert sum(states.values()) == len(WORKS)
    late = Promise.objects.filter(service=city, state="made", due_on__lt=NOW.date())
    assert {promise.what.split(":")[0] for promise in late} == {
        "Lomba do Pinheiro, ranked number 1",
        "The drawings of the training workshop are shown in Restinga before they are tendered",
    }


def where_people_stand(city: Service) -> None:
    conversation = Conversation.objects.get(service=city)
    assert (conversation.people, conversation.answers) == (120, 1_762)
    groups = conversation.map["groups"]
    assert len(groups) == 2 and all(group["is_shown"] for group in groups)
    bridging = {bridge["statement"] for bridge in conversation.map["bridging"]}
    assert "3" in bridging  # "The city should finish what was promised before it promises anew."


def at_the_table(city: Service) -> None:
    """Three bodies are at work on six clauses; what blocks them is known."""
    laid = table.lay(Draft.objects.get(service=city), at=NOW)
    states = [standing.state for standing in laid.standings]
    assert len(states) == 6
    assert states.count(State.BLOCKED) >= 1 and states.count(State.AGREED) >= 2


def in_the_register(city: Service) -> None:
    """Nothing was changed behind anybody's back, and no act lies in the future."""
    seals.seal(at=NOW)
    assert verify(seals.public_key()).is_whole
    assert not Act.objects.filter(at__gt=NOW + timedelta(minutes=1)).exists()


def on_its_pages() -> None:
    """Anybody can read it all, in three languages."""
    for language in ("en-gb", "fr", "pt-br"):
        visitor = Client(headers={"accept-language": language})
        assert "Porto Alegre" in text(visitor.get(HERE))
        for page in (
            "cycles",
            "meetings",
            "councils",
            "priorities",
            "ballots",
            "drafts",
            "decisions/promises",
        ):
            assert visitor.get(f"{HERE}{page}/").status_code == 200, (language, page)
    assert "Plan of works of the last cycle" in text(Client().get(f"{HERE}decisions/"))
