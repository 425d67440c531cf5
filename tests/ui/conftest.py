"""What the tests of the look share: the gallery as it is sent."""

import pytest
from csp.middleware import CSPMiddleware
from django.http import HttpResponse
from django.test import RequestFactory

from mutirao.ui.views import gallery


@pytest.fixture
def sent() -> HttpResponse:
    """The gallery as a browser gets it, with the policy of the site on it."""
    return CSPMiddleware(gallery)(RequestFactory().get("/gallery/", {"page": "7", "q": "a b"}))


@pytest.fixture
def gallery_page(sent) -> str:
    """The gallery's HTML."""
    assert sent.status_code == 200
    return sent.content.decode()
