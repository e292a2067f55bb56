"""Django's settings. What an operator may set is read from the environment; see docs/settings.md."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import dj_database_url
from django.utils.translation import gettext_lazy as _

from qunli.config import environment as env

PACKAGE = Path(__file__).resolve().parent.parent
DATA = env.data_folder()
SECRET_KEY = env.secret(DATA)
# Not Django's SECRET_KEY_FALLBACKS: a secret that was replaced because somebody saw it must sign nothing any more.
OLD_SECRET_KEYS = env.words("OLD_SECRET_KEYS")
DEBUG = env.flag("DEBUG", default=False)
ALLOWED_HOSTS = env.words("HOSTS", "127.0.0.1,localhost,[::1]")
ORIGIN = env.text("ORIGIN")
HTTPS = ORIGIN.startswith("https://")

DOMAINS = [
    "communities",
    "members",
    "ledger",
    "chat",
    "payments",
    "moderation",
    "stewardship",
    "engagement",
    "red_packets",
    "commerce",
    "insight",
    "counsel",
]
INSTALLED_APPS = [
    "unfold",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "django_htmx",
    "ninja",
    "qunli.core",
    *[f"qunli.domains.{name}" for name in DOMAINS],
    "qunli.console",
    "qunli.portal",
    "qunli.config",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "servestatic.middleware.ServeStaticMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "qunli.core.middleware.ApiErrorMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "qunli.config.middleware.SignedInMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "qunli.config.middleware.CommunityMiddleware",
    "qunli.core.middleware.RefusalMiddleware",
    "qunli.core.middleware.ContentSecurityMiddleware",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "qunli.config.urls"
ASGI_APPLICATION = "qunli.config.asgi.application"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "console" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "qunli.console.shell.context",
                "qunli.portal.shell.context",
            ]
        },
    }
]


def _database() -> dict[str, Any]:
    url = env.text("DATABASE_URL")
    if url:
        return dict(dj_database_url.parse(url, conn_max_age=60, conn_health_checks=True))
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": DATA / "qunli.sqlite3",
        # A file, as in earnest: threads that share a database in memory do not wait for each other.
        "TEST": {"NAME": DATA / "test.sqlite3"},
        "OPTIONS": {
            # Deferred transactions fail with "database is locked" when they turn into writers; immediate ones wait.
            "transaction_mode": "IMMEDIATE",
            "timeout": 30,
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA journal_size_limit=67108864;"
                "PRAGMA cache_size=-65536; PRAGMA temp_store=MEMORY; PRAGMA mmap_size=268435456"
            ),
        },
    }


DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "core.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_SIGNUP_FORM_CLASS = "qunli.domains.communities.forms.SignUpForm"
ACCOUNT_ADAPTER = "qunli.domains.communities.accounts.Adapter"
ACCOUNT_EMAIL_VERIFICATION = "optional" if env.text("EMAIL_URL") else "none"
ACCOUNT_LOGIN_BY_CODE_ENABLED = bool(env.text("EMAIL_URL"))
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 10 * 60
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = True
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Qunli"
# Half a minute of difference between two clocks is allowed, as RFC 6238 advises.
MFA_TOTP_TOLERANCE = 1
# Only who was invited has an account, and an installation may have no way to send e-mail.
MFA_ALLOW_UNVERIFIED_EMAIL = True
# A browser gives passkeys to https pages only, and to localhost for a person who tries Qunli out.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_CALLABLE = "qunli.domains.communities.accounts.address_of"
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_TEMPLATE = "account/locked.html"
AXES_VERBOSE = False

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("zh-hans", _("Simplified Chinese"))]
# Own words come before those that libraries have for the same text.
LOCALE_PATHS = [
    PACKAGE / room / "locale"
    for room in ("config", "console", "portal", "connectors", *(f"domains/{name}" for name in DOMAINS))
]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "servestatic.storage.CompressedManifestStaticFilesStorage"},
}
STATICFILES_DIRS = [PACKAGE / "reports" / "static"]
MEDIA_ROOT = DATA / "files"
SERVESTATIC_USE_FINDERS = DEBUG
FILE_LIMIT = env.number("FILE_MEGABYTES", default=50, least=1) * 2**20
FILE_UPLOAD_TEMP_DIR = None
DATA_UPLOAD_MAX_MEMORY_SIZE = 16 * 2**20

SESSION_COOKIE_NAME = "qunli_session"
CSRF_COOKIE_NAME = "qunli_csrf"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_TRUSTED_ORIGINS = [ORIGIN] if ORIGIN else []
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.flag("BEHIND_PROXY", default=False) else None
X_FRAME_OPTIONS = "DENY"

EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
if env.text("EMAIL_URL"):
    import urllib.parse

    _mail = urllib.parse.urlsplit(env.text("EMAIL_URL"))
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST, EMAIL_PORT = _mail.hostname or "localhost", _mail.port or 25
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _mail.username or "", urllib.parse.unquote(_mail.password or "")
    EMAIL_USE_TLS = _mail.scheme == "smtp+tls"
    EMAIL_USE_SSL = _mail.scheme == "smtps"
DEFAULT_FROM_EMAIL = env.text("EMAIL_FROM", "qunli@localhost")

EMBEDDED_WORKER = env.flag("EMBEDDED_WORKER", default=True)
LONG_WORK_AT_ONCE = env.number("WORKERS", default=2, least=1)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": env.text("LOG_LEVEL", "WARNING")},
    # A refusal is an answer, not an event for the log; crashes are written as errors.
    "loggers": {"axes": {"level": "ERROR"}, "django.request": {"level": "ERROR"}},
}
