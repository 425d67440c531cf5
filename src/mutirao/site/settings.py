"""Every setting of the site, read from the environment where a place may differ.

Environment: `MUTIRAO_DATA` (folder for the database, keys and files; default `./data`), `DATABASE_URL`
(default: SQLite in that folder), `MUTIRAO_SECRET_KEY` (default: made once and kept in that folder),
`MUTIRAO_HOSTS` (comma-separated), `MUTIRAO_DEBUG`, `MUTIRAO_DEMO` (one-time sign-in links printed by
`mutirao demo` work), `MUTIRAO_HTTPS` (cookies only over https), `MUTIRAO_SMTP` (a mail server's URL).
"""

import os
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import dj_database_url
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from mutirao.base.keeping import kept_secret

DATA = Path(os.environ.get("MUTIRAO_DATA", "data")).resolve()
DEBUG = os.environ.get("MUTIRAO_DEBUG") == "1"
DEMO = os.environ.get("MUTIRAO_DEMO") == "1"
HTTPS = os.environ.get("MUTIRAO_HTTPS") == "1"
SECRET_KEY = os.environ.get("MUTIRAO_SECRET_KEY") or kept_secret(DATA)
ALLOWED_HOSTS = os.environ.get("MUTIRAO_HOSTS", "127.0.0.1,localhost,[::1]").split(",")
SITE_URL = os.environ.get("MUTIRAO_URL", "http://127.0.0.1:8000").rstrip("/")
SITE_NAME = os.environ.get("MUTIRAO_NAME", "Mutirão")

# The blocks a service can be composed of; the order here is the order of the menu. Third parties add a line.
BLOCKS: list[str] = [
    "mutirao.planning.cycles",
    "mutirao.planning.meetings",
    "mutirao.planning.councils",
    "mutirao.planning.priorities",
    "mutirao.planning.proposals",
    "mutirao.planning.statements",
    "mutirao.planning.surveys",
    "mutirao.planning.ballots",
    "mutirao.planning.budgets",
    "mutirao.planning.drafts",
    "mutirao.planning.decisions",
]

# Ready compositions proposed when somebody starts a service. Third parties add a line.
BLUEPRINTS: list[str] = [
    "mutirao.blueprints.coplanned.BLUEPRINT",
    "mutirao.blueprints.codelivered.BLUEPRINT",
    "mutirao.blueprints.full.BLUEPRINT",
    "mutirao.blueprints.informal.BLUEPRINT",
    "mutirao.blueprints.hosted.BLUEPRINT",
    "mutirao.blueprints.village.BLUEPRINT",
]

INSTALLED_APPS = [
    "mutirao.ui",
    "mutirao.site",
    "mutirao.base.people",
    "mutirao.base.services",
    "mutirao.base.register",
    "mutirao.base.agenda",
    "mutirao.base.notices",
    *BLOCKS,
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_htmx",
]

MIDDLEWARE = [
    "mutirao.site.public_pages.PublicPages",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "mutirao.site.middleware.Refusals",
]

ROOT_URLCONF = "mutirao.site.urls"
WSGI_APPLICATION = "mutirao.site.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
FORM_RENDERER = "mutirao.ui.forms.Renderer"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "mutirao.site.context.page",
            ],
            "builtins": ["django.templatetags.i18n", "mutirao.ui.templatetags.ui"],
        },
    }
]

# -- databases -------------------------------------------------------------------------------------------

SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",  # a writer waits its turn instead of failing half way
    "timeout": 20,
    # What was acknowledged survives a kill and a power cut: write-ahead log, fully synchronised.
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
}
DATABASES: dict[str, Any] = {
    "default": dj_database_url.config(
        default=f"sqlite:///{DATA / 'mutirao.sqlite3'}", conn_max_age=600, conn_health_checks=True
    )
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"].setdefault("OPTIONS", {}).update(SQLITE_OPTIONS)

CACHES = {
    # In the database: what the accounts library counts against guessing holds across workers and restarts.
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"},
}

# -- people and signing in -------------------------------------------------------------------------------

AUTH_USER_MODEL = "people.Person"
# E-mail is optional, and unique where given (a constraint of the database says so).
SILENCED_SYSTEM_CHECKS = ["auth.W004"]
AUTHENTICATION_BACKENDS = [
    "allauth.account.auth_backends.AuthenticationBackend",
    "mutirao.base.people.backends.CardBackend",
    "mutirao.base.people.backends.LinkBackend",
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "me"
ACCOUNT_ADAPTER = "mutirao.base.people.adapter.Adapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_SIGNUP_FORM_CLASS = "mutirao.base.people.forms.JoinForm"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_RATE_LIMITS = {"card": "10/5m/ip,100/1h/ip", "desk": "60/5m/ip,600/1h/ip"}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_FORMS = {
    "login_webauthn": "mutirao.base.people.passkeys.Login",
    "authenticate_webauthn": "mutirao.base.people.passkeys.Authenticate",
    "reauthenticate_webauthn": "mutirao.base.people.passkeys.Reauthenticate",
}
MFA_TOTP_ISSUER = SITE_NAME
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
MFA_ALLOW_UNVERIFIED_EMAIL = DEMO  # nobody reads the letters to invented people
USERSESSIONS_TRACK_ACTIVITY = False
SESSION_COOKIE_AGE = 60 * 60 * 24 * 30

# -- letters ---------------------------------------------------------------------------------------------

_smtp = urlsplit(os.environ.get("MUTIRAO_SMTP", ""))
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if _smtp.hostname else 'console'}.EmailBackend"
EMAIL_HOST, EMAIL_PORT = _smtp.hostname or "localhost", _smtp.port or 25
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _smtp.username or "", _smtp.password or ""
EMAIL_USE_TLS = _smtp.scheme == "smtp+tls"
DEFAULT_FROM_EMAIL = os.environ.get("MUTIRAO_FROM", "noticeboard@localhost")

# -- language, time, files -------------------------------------------------------------------------------

LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", _("English")), ("fr", _("French")), ("pt-br", _("Portuguese (Brazil)"))]
LOCALE_PATHS = [Path(__file__).parent.parent / "locale"]
FORMAT_MODULE_PATH = ["mutirao.site.formats"]
TIME_ZONE = os.environ.get("MUTIRAO_TIME_ZONE", "Europe/London")
USE_TZ = True
STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = DEBUG
WHITENOISE_MAX_AGE = 3600

# -- safety ----------------------------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "img-src": [SELF, "data:"],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024

# -- the register ----------------------------------------------------------------------------------------

REGISTER_KEY = DATA / "register.key"  # Ed25519, made on first use; back it up apart from the database
REGISTER_HEADS = DATA / "heads.jsonl"  # every signed head, one a line: a copy outside the database
