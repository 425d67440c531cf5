"""Pages for visitors, kept while nothing was done: a visitor's page changes only when the register does.

Every change of state is an act, a head or a reading. So a page that a visitor without cookies saw is good for
the next one until there is a newer act, head or reading, or another minute: one query tells. A minute is also
as late as a page may be where two acts crossed, or where something opened by the clock. Nothing has to be
invalidated, and nothing personal is ever kept: whoever is signed in, has a message waiting, or gets a form or
a cookie is answered afresh.

What is kept holds no secret, so it may be sent compressed: whoever listens learns nothing from its length.
Pages for people who are signed in are not.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from gzip import compress
from threading import Lock

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language_from_request

MOST_PAGES = 300
LARGEST = 200_000
STATE = (
    "SELECT (SELECT max(id) FROM register_act), (SELECT max(id) FROM register_head), "
    "(SELECT max(id) FROM services_reading)"
)
Kept = tuple[bytes, bytes, dict[str, str]]
"""A page's body, the same compressed, and its headers."""

Key = tuple[object, ...]


class PublicPages:
    """Keeps what visitors see, in this process, newest used last."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.pages: OrderedDict[Key, Kept] = OrderedDict()
        self.lock = Lock()

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer from what is kept, or afresh."""
        if not _is_a_visitor(request):
            return self.get_response(request)
        key = _key(request)
        with self.lock:
            kept = self.pages.get(key)
        if kept is not None:
            return _answer(request, kept)
        response = self.get_response(request)
        if isinstance(response, HttpResponse) and _may_be_kept(request, response):
            return _answer(request, self._keep(key, response))
        return response

    def _keep(self, key: Key, response: HttpResponse) -> Kept:
        patch_vary_headers(response, ["Accept-Encoding"])
        headers = {name: value for name, value in response.items() if name != "Content-Length"}
        kept = (response.content, compress(response.content, mtime=0), headers)
        with self.lock:
            self.pages[key] = kept
            while len(self.pages) > MOST_PAGES:
                self.pages.popitem(last=False)
        return kept


def _answer(request: HttpRequest, kept: Kept) -> HttpResponse:
    whole, compressed, headers = kept
    if "gzip" not in request.headers.get("Accept-Encoding", ""):
        return HttpResponse(whole, headers={**headers, "Content-Length": str(len(whole))})
    packed = {**headers, "Content-Encoding": "gzip", "Content-Length": str(len(compressed))}
    return HttpResponse(compressed, headers=packed)


def _is_a_visitor(request: HttpRequest) -> bool:
    """Whether somebody without cookies, but for the language, only wants to read."""
    cookies = set(request.COOKIES) - {settings.LANGUAGE_COOKIE_NAME}
    return (
        request.method == "GET"
        and not cookies
        and not request.path.startswith(("/static/", "/account/"))
        and "HX-Request" not in request.headers
    )


def _key(request: HttpRequest) -> Key:
    with connection.cursor() as cursor:
        cursor.execute(STATE)
        state = cursor.fetchone()
    return (
        request.get_host(),
        request.get_full_path(),
        get_language_from_request(request),
        timezone.now().replace(second=0, microsecond=0),
        *state,
    )


def _may_be_kept(request: HttpRequest, response: HttpResponse) -> bool:
    return (
        response.status_code == 200
        and not response.cookies
        and not request.META.get("CSRF_COOKIE_NEEDS_UPDATE")
        and len(response.content) < LARGEST
        and "attachment" not in response.get("Content-Disposition", "")
    )
