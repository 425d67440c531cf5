"""What the tests in the browser share: the demonstration, served once for each worker, and its visitors."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from browsing import WAYS, Visits
from playwright.sync_api import Browser
from served import Served


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The demonstration."""
    site = Served(tmp_path_factory.mktemp("served"))
    yield site
    site.stop()


@pytest.fixture(scope="session")
def visits(browser: Browser, served: Served) -> Visits:
    """Opens tabs: `with visits("ada", viewport=DESK) as visit`."""
    return Visits(browser, served)


@pytest.fixture
def way(request: pytest.FixtureRequest) -> dict[str, Any]:
    """Options of a browser, by the names in `WAYS`: on a phone or at a desk, with scripts or without."""
    return WAYS[request.param]


@pytest.fixture
def tale(request: pytest.FixtureRequest) -> str:
    """A few words that no other test has, for the names of what a journey makes."""
    return request.node.callspec.id if hasattr(request.node, "callspec") else request.node.name
