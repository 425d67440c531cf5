"""The ballots: what is published of them, what never is, and that anybody can count them again."""

from __future__ import annotations

import gzip
import json
from dataclasses import replace
from functools import cache
from hashlib import sha256
from random import Random

import pytest
from django.test import Client

from budgeting import bring_in, count
from build import budget as build_budget
from build import in_force
from cast import Cast
from mutirao.engines.allocation.pabulib import PabulibFile, read
from mutirao.engines.allocation.rules import RULES
from mutirao.engines.allocation.rules import count as count_by
from mutirao.planning.budgets import sheets
from mutirao.planning.budgets.models import Budget

LIKED = ("1", "2", "1,2", "2,3", "3")


@cache
def telling(voters: int = 40) -> bytes:
    """Ballots whose voters say much of themselves, in an order and with names that must never be seen."""
    head = ["META", "key;value", "budget;70", "vote_type;approval", "comment;public words", "PROJECTS"]
    head += ["project_id;cost;name", "1;40;Benches", "2;30;Swings", "3;30;Beds", "VOTES"]
    head.append("voter_id;vote;voting_method;sex;age;neighborhood")
    rows = [
        f"secret-{n:03};{LIKED[n % 5]};{'paper' if n % 10 == 0 else 'internet'};"
        f"{'F' if n % 2 else 'M'};{17 + n};Hidden Lane {n % 3}"
        for n in range(voters)
    ]
    return ("\n".join(head + rows) + "\n").encode()


def ballots_of(file: PabulibFile) -> list[tuple[str, ...]]:
    """What each voter ticked, in the order of the file."""
    election = file.election()
    text = sheets.anonymous(file, chance=Unshuffled()).splitlines()
    assert election.voters == len(file.votes.voters)
    start = text.index("VOTES") + 2
    return [tuple(row.split(";")[1].split(",")) for row in text[start:]]


class Unshuffled(Random):
    """Chance that leaves everything where it is."""

    def shuffle(self, x: object) -> None:
        """Leave the order alone."""


def test_the_public_sheet_says_nothing_about_voters() -> None:
    public = sheets.anonymous(read(telling()), chance=Random(1))
    for word in ("secret", "Hidden", "paper", "internet", "voting_method", "sex", "age;", "neighborhood"):
        assert word not in public, word
    lines = public.splitlines()
    start = lines.index("VOTES")
    assert lines[start + 1] == "voter_id;vote"
    assert [line.split(";")[0] for line in lines[start + 2 :]] == [str(n) for n in range(1, 41)]
    assert all(line.count(";") == 1 for line in lines[start + 2 :])
    assert "comment;public words" in lines


def test_the_public_sheet_has_the_same_ballots_in_another_order() -> None:
    file = read(telling())
    public = read(sheets.anonymous(file, chance=Random(1)).encode())
    assert sorted(ballots_of(public)) == sorted(ballots_of(file))
    assert ballots_of(public) != ballots_of(file)
    again = read(sheets.anonymous(file, chance=Random(2)).encode())
    assert ballots_of(again) != ballots_of(public)
    assert [(p.id, p.cost, p.extra["name"]) for p in public.projects] == [
        (p.id, p.cost, p.extra["name"]) for p in file.projects
    ]
    assert (public.budget, public.vote_type) == (file.budget, file.vote_type)


def test_every_voter_may_land_anywhere() -> None:
    """The place of the first voter's ballot, a mark of their own, moves with chance alone."""
    file = read(telling(12).replace(b"secret-000;1;", b"secret-000;1,2,3;"))
    places = set()
    for seed in range(60):
        public = read(sheets.anonymous(file, chance=Random(seed)).encode())
        places.add(ballots_of(public).index(("1", "2", "3")))
    assert places == set(range(12))


@pytest.mark.parametrize(("rule", "utility", "completion"), RULES)
@pytest.mark.parametrize("seed", ["a", "b"])
def test_counting_the_public_sheet_again_gives_the_same_result(
    rule: str, utility: str | None, completion: str | None, seed: str
) -> None:
    original = read(telling())
    public = read(sheets.anonymous(original, chance=Random(9)).encode())
    first, second = (
        count_by(file.election(), rule=rule, utility=utility, completion=completion, seed=seed)  # type: ignore[arg-type]
        for file in (original, public)
    )
    assert first.as_json() == second.as_json()


def test_what_was_counted_is_what_the_published_sheet_gives(cast: Cast, client: Client) -> None:
    service = in_force(cast)
    budget = count(cast, build_budget(cast, service))
    response = client.get(f"/services/small-works/budgets/{budget.slug}/ballots.pb")
    assert response["Content-Disposition"] == 'attachment; filename="which-works-first.pb"'
    found = Budget.objects.get(pk=budget.pk)
    assert sha256(response.content).hexdigest() == found.sheet.public_digest
    election = read(response.content).election()
    for kept in found.counts.all():
        tally = count_by(
            election,
            rule=kept.rule,
            utility=kept.utility or None,  # type: ignore[arg-type]
            completion=kept.completion or None,
            seed=found.seed,
        )
        assert json.loads(json.dumps(tally.as_json())) == kept.result
        assert (tally.total_cost, len(tally.selected)) == (kept.total, kept.winners)


def test_what_was_brought_in_is_kept_to_the_last_byte(cast: Cast) -> None:
    budget = bring_in(cast, in_force(cast), read(telling()), original=telling())
    kept = Budget.objects.get(pk=budget.pk).sheet
    assert gzip.decompress(bytes(kept.original)) == telling()
    assert kept.original_digest == sha256(telling()).hexdigest()
    assert kept.public_digest == sha256(kept.text()).hexdigest()
    assert sheets.packed(telling()) == bytes(kept.original)


# -- small groups ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(("voters", "status"), [(9, 404), (10, 200)])
def test_few_ballots_are_not_published(cast: Cast, client: Client, voters: int, status: int) -> None:
    data = telling(voters)
    count(cast, bring_in(cast, in_force(cast), read(data), original=data))
    address = "/services/small-works/budgets/which-works-first/"
    assert client.get(address + "ballots.pb").status_code == status
    for page in ("", "verify/"):
        response = client.get(address + page)
        assert response.context["may_download"] is (status == 200)
        assert (f'{address}ballots.pb"' in response.content.decode()) is (status == 200)


def test_who_took_part() -> None:
    assert sheets.turnout(read(telling())) == {
        "voting_method": [("internet", None), ("paper", None)],
        "sex": [("F", 20), ("M", 20)],
        "neighborhood": [("Hidden Lane 0", 14), ("Hidden Lane 1", 13), ("Hidden Lane 2", 13)],
        "age": [("25–44", 20), ("45–64", None), ("16–24", None)],
    }


def with_column(name: str, values: list[str]) -> PabulibFile:
    """Ballots whose voters said only one thing of themselves."""
    file = read(telling(len(values)))
    return replace(file, votes=replace(file.votes, extra={name: values}))


@pytest.mark.parametrize(
    ("trait", "values", "shown"),
    [
        ("district", ["N"] * 30 + ["S"] * 5, [("N", 30), ("S", 5)]),
        ("district", ["N"] * 30 + ["S"] * 4, [("N", None), ("S", None)]),
        ("district", ["N"] * 30 + ["E"] * 9 + ["S"] * 4, [("N", 30), ("E", None), ("S", None)]),
        ("district", ["N"] * 30 + ["E"] * 3 + ["S"] * 3, [("N", 30), ("E", None), ("S", None)]),
        ("district", ["N"] * 3, [("N", None)]),
        ("district", ["N"] * 30 + [""] * 6, [("N", 30), ("", 6)]),
        ("district", [""] * 12, None),
        ("sex", ["F"] * 30 + ["M"] * 10, [("F", 30), ("M", 10)]),
        ("sex", ["F"] * 30 + ["M"] * 20 + ["X"] * 9, [("F", 30), ("M", None), ("X", None)]),
        (
            "age",
            ["15"] * 10 + ["16"] * 10 + ["24"] * 10 + ["25"] * 10,
            [("16–24", 20), ("0–15", 10), ("25–44", 10)],
        ),
        (
            "age",
            ["64"] * 10 + ["65"] * 10 + ["old", "²", "-3", ""] * 5,
            [("", 20), ("45–64", 10), ("65+", 10)],
        ),
        ("shoe_size", ["44"] * 30, None),
    ],
)
def test_small_groups_are_never_told_apart(
    trait: str, values: list[str], shown: list[tuple[str, int | None]] | None
) -> None:
    """Nor can a hidden count be had by taking the others from the number of all voters."""
    assert sheets.turnout(with_column(trait, values)) == ({} if shown is None else {trait: shown})


def test_many_groups_are_cut_off_after_the_largest() -> None:
    values = [f"Lane {n:02}" for n in range(20) for _ in range(5 + n)]
    found = sheets.turnout(with_column("district", values))["district"]
    assert found == [(f"Lane {n:02}", 5 + n) for n in range(19, 7, -1)]


def test_hidden_groups_are_words_on_the_page(cast: Cast, client: Client) -> None:
    count(cast, bring_in(cast, in_force(cast), read(telling()), original=telling()))
    response = client.get("/services/small-works/budgets/which-works-first/")
    turnout = dict(response.context["turnout"])
    assert turnout["How people voted"] == [("internet", "too few to show"), ("paper", "too few to show")]
    assert turnout["Sex"] == [("F", "20"), ("M", "20")]
    assert "secret-" not in response.content.decode()
