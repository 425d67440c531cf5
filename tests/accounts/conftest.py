"""What tests of signing in share."""

from __future__ import annotations

import pytest
from django.test import Client


@pytest.fixture
def browser(db: None) -> Client:
    """A browser that has never been here."""
    return Client()


@pytest.fixture
def other(db: None) -> Client:
    """Another browser, elsewhere."""
    return Client(REMOTE_ADDR="192.0.2.7")
