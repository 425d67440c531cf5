"""A visitor finds out who plans and who delivers, why a project lost, and that the count is true."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from addresses import THIS_YEAR
from browsing import WAYS, Visit, Visits

from mutirao.blueprints.stories.ballots import SMALL_WORKS

pytestmark = pytest.mark.browser

QUESTION = "Which small works first? This year’s round"


@pytest.mark.parametrize("way", list(WAYS), indirect=True)
def test_from_a_service_to_the_proof(visits: Visits, way: dict[str, Any]) -> None:
    with visits(**way) as visit:
        assert visit.open("/") == 200
        visit.find("Old Hill small works")
        _sees_who_plans_and_who_delivers(visit)
        visit.press("Agreement")
        assert "in force" in visit.words
        assert "Set priorities" in visit.words
        _sees_a_gap(visit)
        _reads_why_a_project_lost(visit)
        _compares_another_rule(visit)
        _verifies_the_count(visit)
        visit.press("See it with its proof")
        assert visit.heading.startswith("Act ")
        assert visit.sees("Proved")
        assert visit.page.get_by_role("link", name="The proof, to keep").is_visible()
        assert visit.troubles == []


def _sees_who_plans_and_who_delivers(visit: Visit) -> None:
    assert visit.on_first_screen("Planned together, delivered by professionals")
    assert visit.on_first_screen("Who plans")
    assert visit.on_first_screen("Who delivers")
    filled = visit.page.locator(".m-grid__cell .m-grid__square--filled")
    assert filled.count() == 1
    assert visit.on_first_screen(filled)


def _sees_a_gap(visit: Visit) -> None:
    visit.find("Familles d’accueil de Genouillac")
    visit.press("Read the draft")
    assert visit.sees("What is unclear")
    assert visit.sees("Nobody answers for “Safeguard people”.")


def _reads_why_a_project_lost(visit: Visit) -> None:
    visit.find("Old Hill small works")
    visit.press("Budgets")
    visit.press(QUESTION)
    lost = visit.page.get_by_role("row").filter(has_text="Homework club").locator("td").last
    assert lost.inner_text() == (
        "Lost: its 72 supporters had £3,070.24 left between them; it needs £9,529.76 more."
    )


def _compares_another_rule(visit: Visit) -> None:
    visit.press("What if we had counted by another rule?")
    visit.page.get_by_label("The other rule").select_option("Most votes first")
    visit.press("Compare")
    assert visit.sees("5 projects would have fared differently.")
    youth_hut = visit.page.get_by_role("row").filter(has_text="Repair the roof of the youth hut")
    assert youth_hut.locator("td").all_inner_texts()[1:] == ["loses", "wins"]
    visit.press(QUESTION)


def _verifies_the_count(visit: Visit) -> None:
    with visit.page.expect_download() as download:
        visit.page.get_by_role("link", name="Download the anonymous ballots").click()
    ballots = Path(download.value.path()).read_bytes()
    assert ballots.startswith(b"META\n")
    visit.press("Verify the count")
    assert visit.sees("The count stands in the sealed register")
    assert visit.page.locator(".m-hash").inner_text() == sha256(ballots).hexdigest()


def test_the_command_on_the_page_counts_the_same(visits: Visits, tmp_path: Path) -> None:
    with visits() as visit:
        visit.open(f"{THIS_YEAR}/verify/")
        command = visit.page.locator(".m-code").inner_text().split()
        with visit.page.expect_download() as download:
            visit.page.get_by_role("link", name="Download the anonymous ballots").click()
        download.value.save_as(tmp_path / command[2])
        visit.open(f"{THIS_YEAR}/what-if/")
        won = visit.page.locator(".m-panel").first.locator("li").all_inner_texts()
    assert command[:2] == ["mutirao", "tally"]
    said = json.loads(visits.served.run("tally", str(tmp_path / command[2]), *command[3:]))
    names = {wish.code: wish.name for wish in SMALL_WORKS}
    assert [names[one] for one in said["selected"]] == [line.rsplit(" £", 1)[0] for line in won]


def test_the_proof_holds_for_somebody_with_a_pencil(visits: Visits) -> None:
    with visits() as visit:
        visit.open("/register/acts/12/")
        visit.page.get_by_text("The exact content").click()
        content = visit.page.locator(".m-code").first.text_content() or ""
        proof = json.loads(visit.page.request.get(f"{visit.base}/register/acts/12/proof.json").text())
    here, index, last = sha256(b"\0" + content.encode()).digest(), proof["leaf"], proof["head"]["size"] - 1
    assert here.hex() == proof["leaf_hash"]
    for beside in map(bytes.fromhex, proof["path"]):  # RFC 9162, 2.1.3.2
        if index % 2 or index == last:
            here = sha256(b"\1" + beside + here).digest()
            while not index % 2 and index:
                index, last = index // 2, last // 2
        else:
            here = sha256(b"\1" + here + beside).digest()
        index, last = index // 2, last // 2
    assert (here.hex(), last) == (proof["head"]["root"], 0)
