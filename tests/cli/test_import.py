"""`mutirao import pb`: a file comes in whole or not at all, once, and only through somebody who may."""

from __future__ import annotations

import random
import re
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from commands import Said, pabulib, process, run, surroundings

from build import in_force
from cast import Cast
from mutirao.base.register.models import Act
from mutirao.planning.budgets.models import Budget, Count

SERVICE, ADA = "old-hill-small-works", "ada@demonstration.example"
TABLES = ("budgets_budget", "budgets_project", "budgets_sheet", "budgets_count", "register_act")


def bring_in(capsys: pytest.CaptureFixture[str], file: Path, *options: str, who: str = "ada") -> Said:
    """Bring a file into the service of the tests, in this process."""
    person = f"{who}@example.org"
    return run(capsys, "import", "pb", file, "--service", "small-works", "--as", person, *options)


def test_a_file_is_brought_in_and_counted(
    capsys: pytest.CaptureFixture[str], cast: Cast, ballots: Path
) -> None:
    in_force(cast)
    said = bring_in(capsys, ballots, "--origin", "Minute 4", "--seed", "a seed", "--question", "Which bench?")
    size = ballots.stat().st_size
    assert said == Said(
        0,
        "3 ballots on 2 projects: /services/small-works/budgets/which-bench/\n",
        f"\r{size} of {size} bytes read\n\r8 of 8 rules counted\n",
    )
    budget = Budget.objects.get()
    assert (budget.question, budget.seed, budget.rule_origin) == ("Which bench?", "a seed", "Minute 4")
    assert (budget.rule, budget.utility, budget.completion) == ("equal-shares", "cost", "add1")
    assert budget.counts.count() == 8
    acts = Act.objects.latest_first().filter(name__startswith="budget.")
    assert [act.name for act in acts] == ["budget.count", "budget.import"]
    assert {act.actor for act in acts} == {cast.ada.pk}


def test_what_is_not_said_is_taken_from_the_file(
    capsys: pytest.CaptureFixture[str], cast: Cast, tmp_path: Path
) -> None:
    in_force(cast)
    file = tmp_path / "autumn.pb"
    file.write_text(pabulib(extra=f"rule;{'greedy ' * 90}\n"))
    assert bring_in(capsys, file, "--rule", "greedy", "--no-count").code == 0
    budget = Budget.objects.get()
    assert (budget.question, budget.rule, budget.counted_at) == ("Two benches", "greedy", None)
    assert budget.rule_origin == ("greedy " * 90).strip()[:300]
    assert not Count.objects.exists()


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--rule", "dice"], "There is no rule 'dice': choose one of greedy, equal-shares.cost.add1, "),
        (["--service", "nowhere"], "There is no service at the address 'nowhere'."),
        (["--as", "nobody@example.org"], "Nobody has joined as 'nobody@example.org'."),
        (["--as", ""], "Nobody has joined as ''."),
        (["--seed", "s" * 65], "--seed can have 64 characters at most."),
        (["--question", "q" * 201], "--question can have 200 characters at most."),
        (["--origin", "o" * 301], "--origin can have 300 characters at most."),
        (["--question", "\udcff"], "What you typed is not text that we can read."),
    ],
)
def test_what_we_do_not_know_is_said(
    capsys: pytest.CaptureFixture[str], cast: Cast, ballots: Path, options: list[str], sentence: str
) -> None:
    in_force(cast)
    said = bring_in(capsys, ballots, *options)
    assert said.err.splitlines()[-1].startswith(f"mutirao: {sentence}")
    assert (said.code, said.out) == (2, "")
    assert not Budget.objects.exists()


def test_who_may_not_is_told_who_may(capsys: pytest.CaptureFixture[str], cast: Cast, ballots: Path) -> None:
    in_force(cast)
    said = bring_in(capsys, ballots, who="dee")
    assert said.code == 2
    assert said.err.splitlines()[-1] == (
        "mutirao: This belongs to the duty “Run votes” (clause 5 of the agreement, version 1), and no party "
        "you belong to holds it. Who may: Council team (answers for it); Residents circle (does it)."
    )
    said = bring_in(capsys, ballots, who="eve")
    assert "Your term with " in said.err
    assert "Who may: " in said.err
    assert not Budget.objects.exists()


def test_nobody_acts_for_somebody_whose_data_was_erased(
    capsys: pytest.CaptureFixture[str], cast: Cast, ballots: Path
) -> None:
    in_force(cast)
    cast.ada.is_active = False
    cast.ada.save()
    said = bring_in(capsys, ballots)
    assert said.err.endswith("mutirao: Nobody has joined as 'ada@example.org'.\n")


def test_the_same_ballots_come_in_once(capsys: pytest.CaptureFixture[str], cast: Cast, ballots: Path) -> None:
    in_force(cast)
    assert bring_in(capsys, ballots).code == 0
    said = bring_in(capsys, ballots, "--question", "Another question")
    assert (said.code, said.err.splitlines()[-1]) == (
        2,
        "mutirao: These ballots have been brought in already.",
    )
    assert Budget.objects.count() == 1


def test_a_malformed_file_changes_nothing(
    capsys: pytest.CaptureFixture[str], cast: Cast, tmp_path: Path
) -> None:
    in_force(cast)
    acts = Act.objects.count()
    file = tmp_path / "bent.pb"
    file.write_text(pabulib(votes="1;a\n2;c"))
    said = bring_in(capsys, file)
    assert said.is_one_sentence, said
    assert said.err == "mutirao: Line 14: The vote names “c”, which is not a project here.\n"
    assert (Budget.objects.count(), Act.objects.count()) == (0, acts)


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four thousand ballots on forty projects: long enough to be killed in the middle."""
    draw = random.Random("many")
    projects = [f"p{n};{draw.randrange(1_000, 60_000)};Project {n}" for n in range(40)]
    votes = [f"{v};{','.join(f'p{n}' for n in sorted(draw.sample(range(40), 6)))}" for v in range(4_000)]
    file = tmp_path_factory.mktemp("many") / "many.pb"
    head = "META\nkey;value\ndescription;Many\nbudget;400000\nvote_type;approval\nPROJECTS\n"
    file.write_text("\n".join([f"{head}project_id;cost;name", *projects, "VOTES\nvoter_id;vote", *votes, ""]))
    return file


def rows(folder: Path) -> dict[str, int]:
    """How many rows there are of everything a budget is made of."""
    with closing(sqlite3.connect(folder / "mutirao.sqlite3")) as database:
        return {table: database.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in TABLES}


def has_begun(folder: Path) -> bool:
    """Whether somebody is writing: the lock on the database is taken."""
    with closing(sqlite3.connect(folder / "mutirao.sqlite3", timeout=0, isolation_level=None)) as database:
        try:
            database.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError:
            return True
        database.execute("ROLLBACK")
        return False


def deep_inside(folder: Path, said: str) -> bool:
    """Whether somebody has been writing for a while."""
    begun = has_begun(folder)
    time.sleep(0.15 if begun else 0)
    return begun


def kill_when(folder: Path, file: Path, is_time: Callable[[Path, str], bool]) -> str:
    """Start bringing the file in, and kill the process at a moment; what it had said by then."""
    log = folder / "said"
    with log.open("w") as said:
        running = subprocess.Popen(
            [
                *(sys.executable, "-m", "mutirao", "import", "pb", file, "--data", folder),
                *("--service", SERVICE, "--as", ADA),
            ],
            env=surroundings(),
            stderr=said,
            stdout=said,
        )
        while running.poll() is None and not is_time(folder, log.read_text()):
            time.sleep(0.02)
        running.kill()
        running.wait(timeout=30)
    assert running.returncode == -9
    return log.read_text()


@pytest.mark.slow
def test_killed_half_way_nothing_has_come_in(demonstration: Path, many: Path) -> None:
    before = rows(demonstration)
    moments: list[Callable[[Path, str], bool]] = [
        lambda folder, said: "bytes read" in said,
        lambda folder, said: has_begun(folder),
        deep_inside,
        lambda folder, said: "rules counted" in said,
    ]
    whole = {**before, "budgets_budget": before["budgets_budget"] + 1}
    whole["budgets_project"] += 40
    whole["budgets_sheet"] += 1
    whole["budgets_count"] += 8
    whole["register_act"] += 2
    for moment in moments[:3]:
        assert "rules counted" not in kill_when(demonstration, many, moment)
        assert rows(demonstration) == before
    said = process("register", "verify", MUTIRAO_DATA=str(demonstration))
    assert (said.code, said.out[:6]) == (0, "Whole:")
    kill_when(demonstration, many, moments[3])  # the very moment of the commit: either will do
    assert rows(demonstration) in (before, whole)
    said = process("import", "pb", many, "--data", demonstration, "--service", SERVICE, "--as", ADA)
    assert said.code == (0 if "8 of 8 rules counted" in said.err else 2), said
    assert re.search(r"\d+ of \d+ bytes read", said.err)
    assert rows(demonstration) == whole
