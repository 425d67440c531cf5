"""Reading ballots, shaped for a page; every page takes a fixed number of queries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.contrib.humanize.templatetags.humanize import intcomma
from django.db.models import Exists, OuterRef, QuerySet
from django.template.defaultfilters import truncatechars

from mutirao.base.actor import Actor
from mutirao.base.register.models import Act
from mutirao.base.register.queries import latest_act_about
from mutirao.base.services.models import Service
from mutirao.planning.ballots import keys, words
from mutirao.planning.ballots.models import Ballot, Option, Participation, Slip, Vote
from mutirao.planning.ballots.vote_models import PAPER
from mutirao.planning.budgets.money import money
from mutirao.theory import receipts
from mutirao.theory.ballot_life import State, takes_votes
from mutirao.theory.ballots import Form, Paper, Ticks, chosen, decode, room, shuffled, spent
from mutirao.theory.ballots import Vote as Choice
from mutirao.theory.periods import Stage

MANY = 12
"""More options than this can be searched."""

MOST_BARS = 12


def of(service: Service) -> QuerySet[Ballot]:
    """A service's ballots, newest first."""
    return Ballot.objects.filter(service=service).select_related("phase", "budget")


def one(service: Service, actor: Actor) -> QuerySet[Ballot]:
    """A service's ballots, each whole and with whether this person voted in it, or holds a paper for it."""
    mine = Participation.objects.filter(ballot=OuterRef("pk"), person=actor.whose)
    found = Ballot.objects.filter(service=service).whole().select_related("budget__decision", "decision")
    part = {"has_part": Exists(mine), "has_paper": Exists(mine.filter(channel=PAPER))}
    return found.annotate(**part)


@dataclass(frozen=True, slots=True)
class Mine:
    """Somebody's own vote while it can be changed: what it says, its revision, its receipt."""

    choice: Choice
    revision: int
    receipt: str
    order: str


def mine(ballot: Ballot, actor: Actor) -> Mine | None:
    """The vote of the person whose right counts; None where nobody is known or the key is destroyed."""
    if actor.whose is None or ballot.state != State.OPEN:
        return None
    key, person = keys.of(ballot.secret.key), str(actor.whose.pk)
    order = receipts.derived(key, "order", person).hex()
    kept = Vote.objects.filter(key=receipts.vote_key(key, person)).first()
    form = Form(ballot.form)
    if kept is None:
        return Mine(blank(form), 0, "", order)
    return Mine(decode(kept.choice, form), kept.revision, receipts.receipt(key, person), order)


def blank(form: Form) -> Choice:
    """A vote of this form that chooses nothing."""
    return decode("{}" if form in (Form.POINTS, Form.SCORE) else "[]", form)


@dataclass(frozen=True, slots=True)
class Line:
    """One option on a ballot paper. number: its rank, points or score as text; cost as people read it."""

    code: str
    title: str
    text: str
    cost: str
    is_ticked: bool
    number: str
    is_shown: bool


def lines(
    ballot: Ballot, options: Iterable[Option], vote: Choice, *, order: str, search: str = ""
) -> list[Line]:
    """The options of a paper in the voter's own order, with what the vote says of each.

    Where something is looked for, what does not fit is not shown but keeps what the vote says of it.
    """
    by_code = {option.code: option for option in options}
    numbers = {} if isinstance(vote, Ticks) else dict(_pairs(vote))
    ticked = set(chosen(vote))
    codes = shuffled(by_code, seed=order) if order else list(by_code)
    wanted = search.casefold().strip()
    return [
        Line(
            code=code,
            title=by_code[code].title,
            text=by_code[code].text,
            cost=cost(ballot, by_code[code]),
            is_ticked=code in ticked,
            number=str(numbers.get(code) or ""),
            is_shown=wanted in f"{by_code[code].title} {by_code[code].text}".casefold(),
        )
        for code in codes
    ]


def _pairs(vote: Choice) -> tuple[tuple[str, int], ...]:
    if isinstance(vote, Ticks):
        return ()
    return vote.given if hasattr(vote, "given") else vote.places


def cost(ballot: Ballot, option: Option) -> str:
    """What an option costs as people read it, or nothing where money is not divided."""
    if not ballot.amount or option.cost is None:
        return ""
    return money(option.cost, ballot.scale, ballot.currency)


def used(ballot: Ballot, paper: Paper, vote: Choice) -> tuple[str, str, str]:
    """What a vote uses up, what there is, and what is left, as people read them; "" for no limit."""
    taken, there = spent(vote, paper), room(paper)
    if paper.form is Form.KNAPSACK:
        said = [money(n, ballot.scale, ballot.currency) for n in (taken, there, there - taken)]
        return said[0], said[1], said[2]
    return intcomma(taken), intcomma(there) if there else "", intcomma(there - taken) if there else ""


def chosen_names(ballot: Ballot, options: Iterable[Option], vote: Choice) -> list[tuple[str, str]]:
    """What a vote says, option by option: its title, and its rank, points or score."""
    titles = {option.code: option.title for option in options}
    if isinstance(vote, Ticks):
        return [(titles.get(code, code), "") for code in vote.codes]
    return [(titles.get(code, code), str(number)) for code, number in _pairs(vote)]


def accepts(ballot: Ballot, at: datetime) -> bool:
    """Whether votes are taken at this moment."""
    return takes_votes(State(ballot.state), ballot.period.stage(at))


def is_over(ballot: Ballot, at: datetime) -> bool:
    """Whether its time is over."""
    return ballot.period.stage(at) is Stage.OVER


def turnout(ballot: Ballot) -> list[tuple[str, list[tuple[str, str]]]]:
    """Who took part, group by group; small groups say that they are too small to show."""
    return [
        (
            str(words.TRAIT_NAMES.get(trait, trait)),
            [
                (str(words.ANSWERS.get(name, name)), intcomma(n) if n is not None else words.too_few())
                for name, n in groups
            ],
        )
        for trait, groups in ballot.turnout.items()
    ]


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of one option in a vote that divides no money, in words."""

    title: str
    score: str
    won: bool
    why: str
    bar: float


def fates(ballot: Ballot, options: Iterable[Option]) -> list[Fate]:
    """Every option's own explanation, the winners first."""
    titles = {option.code: option.title for option in options}
    said = ballot.result.said
    found = sorted(
        said["options"], key=lambda fate: (not fate["won"], fate.get("place") or 0, -_number(fate["score"]))
    )
    return [
        Fate(titles[f["option"]], words.score(f["score"]), f["won"], words.why(f, said), _number(f["score"]))
        for f in found
    ]


def _number(score: int | str) -> float:
    """A score for a picture; exact numbers such as "7/3" stay exact in the words."""
    above, _slash, below = str(score).partition("/")
    return int(above) / int(below or 1)


def bars(found: list[Fate]) -> list[tuple[str, float, str]]:
    """Bars for the picture, most first, with who won said in words."""
    ordered = sorted(found, key=lambda fate: -fate.bar)[:MOST_BARS]
    return [
        (truncatechars(fate.title, 60), fate.bar, words.bar(fate.score, won=fate.won)) for fate in ordered
    ]


def closing(ballot: Ballot) -> Act | None:
    """The act by which the ballot was closed."""
    return latest_act_about("ballot.close", ballot) or latest_act_about("ballot.close_due", ballot)


def slip_of(ballot: Ballot, code: str) -> Slip | None:
    """The published vote of whoever holds this receipt."""
    return Slip.objects.filter(ballot=ballot, fingerprint=receipts.fingerprint(str(ballot.pk), code)).first()
