"""Settings of the tests: the site's own, in a folder of their own, letters kept in memory."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

_folder = Path(tempfile.mkdtemp(prefix="mutirao-tests-"))
atexit.register(shutil.rmtree, _folder, ignore_errors=True)
os.environ["MUTIRAO_DATA"] = str(_folder)

from mutirao.site.settings import *  # noqa: E402, F403
from mutirao.site.settings import DATABASES  # noqa: E402

DEMO = True
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, as on a real site: threads must meet in it.
    DATABASES["default"]["TEST"] = {"NAME": str(_folder / "test.sqlite3")}
DATABASES["default"]["CONN_MAX_AGE"] = 0
