"""What every test has: the cast, and a database whose register cannot be changed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connection
from pytest_socket import socket_allow_hosts

from cast import Cast
from mutirao.base.register import immutability


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Nothing goes outside: databases and the site under test are on this machine."""
    socket_allow_hosts(["127.0.0.1", "localhost", "::1"], allow_unix_socket=True)


@pytest.fixture
def cast(db: None) -> Cast:
    """Everybody."""
    return Cast()


@pytest.fixture(autouse=True)
def append_only(request: pytest.FixtureRequest) -> Iterator[None]:
    """Tests that empty their database afterwards need the register's triggers out of the way then."""
    if "transactional_db" not in request.fixturenames:
        yield
        return
    request.getfixturevalue("transactional_db")
    immutability.forbid(connection)
    yield
    immutability.allow(connection)
