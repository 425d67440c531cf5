"""Every page and every form sent with something wrong, on a phone and on a desk."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from uuid import UUID

import pytest
from addresses import ELSEWHERE, FORMS, PAGES, Form
from browsing import Visits, check
from django.urls import URLPattern, URLResolver, get_resolver, resolve
from served import Served

pytestmark = pytest.mark.browser


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
        visit.page.get_by_label(label, exact=False).first.fill(words)
    if form.choose:
        for one in visit.page.get_by_label(form.choose).all():
            one.check()
    status = visit.press(form.press)
    assert visit.sees(form.says)
    assert status == form.status
    check(visit)


def test_no_page_is_forgotten() -> None:
    paths = [
        address.partition("?")[0].format(decision=UUID(int=0), promise=UUID(int=0))
        for _, address, status in PAGES
        if status != 404
    ]
    looked = {resolve(path).url_name for path in paths}
    named = {name for name in _names(get_resolver().url_patterns) if "password" not in name}
    assert named - looked == set(ELSEWHERE)
    assert looked.isdisjoint(ELSEWHERE)


def _names(patterns: Iterable[URLPattern | URLResolver]) -> Iterator[str]:
    for one in patterns:
        if isinstance(one, URLResolver):
            yield from _names(one.url_patterns)
        elif one.name:
            yield one.name


def in_full(address: str, served: Served) -> str:
    """An address with the decision's or the promise's own in its place."""
    if "{" not in address:
        return address
    of_old_hill = "service_id = (SELECT id FROM services_service WHERE slug = 'old-hill-small-works')"
    [[decision]] = served.ask(
        f"SELECT id FROM decisions_decision WHERE {of_old_hill} ORDER BY decided_at LIMIT 1"
    )
    [[promise]] = served.ask(
        "SELECT id FROM decisions_promise WHERE owner_id IS NOT NULL "
        f"AND {of_old_hill} ORDER BY made_at LIMIT 1"
    )
    return address.format(decision=UUID(str(decision)), promise=UUID(str(promise)))
