"""What tests of signing in share."""

from __future__ import annotations

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from cast import Cast
from mutirao.base.people.models import Person


@pytest.fixture
def browser(db: None) -> Client:
    """A browser that has never been here."""
    return Client()


@pytest.fixture
def other(db: None) -> Client:
    """Another browser, elsewhere."""
    return Client(REMOTE_ADDR="192.0.2.7")


@pytest.fixture
def cam(cast: Cast) -> Person:
    """Cam, who proved his address when he joined."""
    EmailAddress.objects.create(user=cast.cam, email=cast.cam.email, verified=True, primary=True)
    return cast.cam


@pytest.fixture
def ada(cast: Cast) -> Person:
    """Ada, who proved hers; her party answers for most duties."""
    EmailAddress.objects.create(user=cast.ada, email=cast.ada.email, verified=True, primary=True)
    return cast.ada
