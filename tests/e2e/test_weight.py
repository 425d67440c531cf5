"""What travels: a first visit is light, later pages are lighter still."""

from __future__ import annotations

import urllib.error
import urllib.request

import pytest
from addresses import PAGES
from browsing import VISITOR, Visits
from test_every_page import in_full

pytestmark = pytest.mark.browser

FIRST, LATER = 100_000, 20_000
# Shows once a secret and its picture, which must not be compressed.
HEAVY = {"/account/2fa/totp/activate/"}


def test_a_first_visit_is_light(visits: Visits) -> None:
    with visits.afresh() as visit:
        visit.open("/")
        visit.page.wait_for_load_state("networkidle")
        sizes = {answer.url: answer.request.sizes() for answer in visit.sent}
        travelled = sum(size["responseBodySize"] + size["responseHeadersSize"] for size in sizes.values())
        kinds = {url.rpartition(".")[2] for url in sizes if "/static/" in url}
        assert {"css", "js", "woff2"} <= kinds
        assert travelled <= FIRST


@pytest.mark.parametrize("who", sorted({who for who, _address, _status in PAGES}))
def test_later_pages_are_lighter(visits: Visits, who: str) -> None:
    cookie = visits.cookie(who)
    weighed = {
        address: _weigh(visits.served.base + in_full(address, visits.served).replace(" ", "%20"), cookie)
        for someone, address, _status in PAGES
        if someone == who and address not in HEAVY
    }
    assert weighed
    assert {address: weight for address, weight in weighed.items() if weight > LATER} == {}
    if who == VISITOR:
        assert weighed["/services/"] < 6_000  # compressed


def _weigh(address: str, cookie: str) -> int:
    """Bytes of a page as they travel to a browser that reads gzip."""
    headers = {"Accept-Encoding": "gzip", **({"Cookie": cookie} if cookie else {})}
    try:
        with urllib.request.urlopen(urllib.request.Request(address, headers=headers), timeout=60) as answer:
            return len(answer.read())
    except urllib.error.HTTPError as refused:
        with refused:
            return len(refused.read())
