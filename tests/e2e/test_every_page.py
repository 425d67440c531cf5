"""Every page on a phone and on a desk: nothing for axe to find, nothing cut off, nothing in the console."""

from __future__ import annotations

from uuid import UUID

import pytest
from addresses import FORMS, PAGES, Form
from served import Served
from visiting import DESK, PHONE, Visit, Visits, overflow, violations

pytestmark = pytest.mark.browser


def check(visit: Visit) -> None:
    """Look at a page in three sizes."""
    page = visit.page
    found = [("phone", *one) for one in violations(page)]
    wide = {320: 0, 360: overflow(page), 1280: 0}
    page.set_viewport_size({**PHONE, "width": 320})
    wide[320] = overflow(page)
    page.set_viewport_size(DESK)
    wide[1280] = overflow(page)
    found += [("desk", *one) for one in violations(page)]
    page.wait_for_load_state("networkidle")
    assert found == []
    assert wide == {320: 0, 360: 0, 1280: 0}
    assert visit.troubles == []


@pytest.mark.parametrize(("who", "address", "status"), PAGES, ids=[f"{p[0]}:{p[1]}" for p in PAGES])
def test_page(visits: Visits, who: str, address: str, status: int) -> None:
    visit = visits.tab(who)
    assert visit.open(in_full(address, visits.served)) == status
    check(visit)


@pytest.mark.parametrize("form", FORMS, ids=[f"{form.who}:{form.address}" for form in FORMS])
def test_form_sent_with_something_wrong(visits: Visits, form: Form) -> None:
    visit = visits.tab(form.who)
    assert visit.open(form.address) == 200
    for label, words in form.fill:
        visit.page.get_by_label(label).fill(words)
    for choice in form.choose:
        for one in visit.page.get_by_label(choice).all():
            one.check()
    status = visit.press(form.press)
    assert visit.sees(form.says)
    assert status == 422
    check(visit)


def in_full(address: str, served: Served) -> str:
    """An address with the decision's own in its place."""
    if "{decision}" not in address:
        return address
    [[key]] = served.ask("SELECT id FROM decisions_decision ORDER BY decided_at LIMIT 1")
    return address.format(decision=UUID(str(key)))
