"""What the tests in the browser share: the demonstration, served once for each worker, and its visitors."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser
from served import Served
from visiting import Visits


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
