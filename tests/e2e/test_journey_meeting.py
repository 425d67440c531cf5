"""A meeting from the call to the closed doors: the door loses its network, people sign in, nobody is lost.

Along the way every page of a meeting and of a council is looked at in three sizes.
"""

from __future__ import annotations

import re
import secrets
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from addresses import OLD_HILL
from browsing import DESK, Visit, Visits, check
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def called(officer: Visit) -> str:
    """The officer calls a meeting that lasts all day; its address comes back."""
    day = datetime.now(UTC).astimezone(ZoneInfo("Europe/London")).date()
    officer.open(f"{OLD_HILL}/meetings/call/")
    fill = officer.page.get_by_label
    fill("What is the meeting called?").fill(f"Plenary {secrets.token_hex(4)}")
    fill("On which day?").fill(day.isoformat())
    fill("When does it begin?").fill("00:00")
    fill("When does it end?").fill("23:59")
    fill("Where?", exact=True).fill("Beacon community centre")
    fill("What is on the agenda?").fill("Welcome\nPriorities")
    assert officer.press("Call this meeting") == 200
    return officer.path


def code_of_the_door(officer: Visit, meeting: str) -> str:
    """The address that the page for devices shows."""
    officer.open(f"{meeting}poster/?door")
    found = re.search(r"/services/\S+/door/[0-9a-f]{20}/", officer.words)
    assert found, officer.words
    return found[0]


def signs(device: Visit, initials: str) -> None:
    """Somebody at the door fills in a line."""
    device.page.get_by_label("Your initials").fill(initials)
    device.page.get_by_role("button", name="I am here").click()
    expect(device.page.get_by_text("Thank you, you are written down.")).to_be_visible()


def kept(device: Visit) -> int:
    """How many lines wait on the device."""
    return int(device.page.locator("[data-said=number]").text_content() or "0")


def counted(visits: Visits, meeting: str) -> list[tuple[object, ...]]:
    """The lines that have arrived."""
    key = meeting.rstrip("/").rpartition("/")[2].replace("-", "")
    return visits.served.ask(
        "SELECT initials, channel FROM meetings_attendance WHERE meeting_id = ? ORDER BY id", key
    )


def test_the_door_keeps_working_without_network(visits: Visits) -> None:
    with visits("ada", viewport=DESK) as officer:
        meeting = called(officer)
        address = code_of_the_door(officer, meeting)
    with visits.afresh() as device:
        assert device.open(address) == 200
        signs(device, "A.A.")
        expect(device.page.locator("[data-said=waiting]")).to_be_hidden()
        expect(device.page.locator("html[data-keeps=yes]")).to_be_attached()  # the worker has kept the page
        device.page.context.set_offline(True)
        signs(device, "B.B.")
        device.page.reload()  # the tablet was switched off and on again: still no network
        assert device.heading == "Welcome: please sign in"
        assert kept(device) == 1
        signs(device, "C.C.")
        assert kept(device) == 2
        # What was on its way when the network went may have arrived without an answer: it is kept, sent
        # again, and counts once.
        assert counted(visits, meeting)[0] == ("A.A.", "door")
        device.page.context.set_offline(False)
        device.page.reload()
        expect(device.page.locator("[data-said=waiting]")).to_be_hidden(timeout=20_000)
        assert counted(visits, meeting) == [("A.A.", "door"), ("B.B.", "door"), ("C.C.", "door")]
        device.page.reload()
        assert len(counted(visits, meeting)) == 3
    with visits() as visitor:
        visitor.open(meeting)
        assert visitor.sees("3 people are there.")


def sides_of_paper(visit: Visit) -> int:
    """How many sides of A4 the page takes when it is printed."""
    return len(re.findall(rb"/Type /Page\b(?!s)", visit.page.pdf(format="A4")))


def test_every_page_of_a_meeting(visits: Visits) -> None:
    with visits("ada", viewport=DESK) as officer:
        meeting = called(officer)
        door = code_of_the_door(officer, meeting)
        officer.open(f"{meeting}poster/")
        found = re.search(r"/services/\S+/in/[0-9a-f]{20}/", officer.words)
        assert found, officer.words
        assert sides_of_paper(officer) == 1
        officer.open(f"{meeting}sheet/")
        assert sides_of_paper(officer) == 1
        officer.open(f"{meeting}minutes/")
        officer.page.get_by_label("What was said and agreed?").fill("Benches come first.")
        officer.press("Write this point")
    for page in ("", "minutes/", "elections/", found[0], door):
        visit = visits.tab()
        assert visit.open(page if page.startswith("/") else meeting + page) == 200
        check(visit)
    for page in (
        *("", "change/", "call-off/", "sign-up/", "needs/", "poster/", "poster/?door", "sheet/", "type-in/"),
        *(
            "written/",
            "close/",
            "minutes/",
            "minutes/1/",
            "minutes/1/decide/",
            "minutes/1/promise/",
            "elections/",
            "elections/open/",
        ),
    ):
        visit = visits.tab("ada")
        assert visit.open(meeting + page) == 200
        check(visit)


def test_every_page_of_a_council(visits: Visits) -> None:
    name = f"Council {secrets.token_hex(4)}"
    with visits("ada", viewport=DESK) as officer:
        officer.open(f"{OLD_HILL}/councils/set-up/")
        officer.page.get_by_label("What is it called?").fill(name)
        officer.page.get_by_label("delegates’ forum").check()
        officer.page.get_by_label("From which day do these rules hold?").fill("2026-01-01")
        officer.page.get_by_label("Where do these rules come from?").fill("Regulation")
        officer.press("Set up this council")
        officer.page.get_by_label("Whose seats are these?").fill("The hill\nThe valley")
        officer.page.get_by_label("How many full seats for each?").fill("2")
        officer.press("Add these seats")
        council = officer.path
        officer.press("Fill a seat", exact=False)
        fill = officer.path
        officer.page.get_by_label("Their e-mail address").fill("rosa@demonstration.example")
        officer.page.get_by_label("full seat").check()
        officer.page.get_by_label("Who chose them, and when?").fill("Assembly")
        officer.press("Fill this seat")
        assert officer.sees("The seat is filled. The term ends by itself.")
        vacate = officer.page.get_by_role("link", name="Declare vacant").first.get_attribute("href")
        assert vacate
    check_as(visits, "visitor", council)
    check_as(visits, "visitor", f"{council}sittings/")
    for page in (council, f"{council}rules/", f"{council}seats/", f"{council}sitting/", fill, vacate):
        check_as(visits, "ada", page)


def check_as(visits: Visits, who: str, page: str) -> None:
    """Look at a page in three sizes."""
    visit = visits.tab(who)
    assert visit.open(page) == 200
    check(visit)
