"""The door for a WSGI server."""

import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mutirao.site.settings")
application = get_wsgi_application()
get_resolver().url_patterns  # noqa: B018 - every address is loaded now, not while the first visitor waits
