"""Settings: one table, read from the environment; what is not set there is safe for one machine."""

import sys
from pathlib import Path

import environ

from folkmoot.site import places
from folkmoot.site.operations.logs import logging_settings

env = environ.Env()

ROOT = places.ROOT
VAR = places.VAR

SECRET_KEY = places.secret_key()
DEBUG = env.bool("FOLKMOOT_DEBUG", default=False)
URL = env.str("FOLKMOOT_URL", default="http://127.0.0.1:8000").rstrip("/")
# Until a public address is named, only this machine's own names and those that --host adds are answered.
ALLOWED_HOSTS = env.list("FOLKMOOT_HOSTS", default=["127.0.0.1", "localhost", "[::1]", "testserver"])
ALLOWED_HOSTS.append(URL.split("://", 1)[1].split("/", 1)[0].rsplit(":", 1)[0])
CSRF_TRUSTED_ORIGINS = [URL]
IS_SECURE = URL.startswith("https://")

# How many proxies of ours stand before this: only so many entries of X-Forwarded-For are believed.
FOLKMOOT_TRUSTED_PROXIES = env.int("FOLKMOOT_TRUSTED_PROXIES", default=0)
ALLAUTH_TRUSTED_PROXY_COUNT = FOLKMOOT_TRUSTED_PROXIES

FLOORS = ["folkmoot.site", "folkmoot.activity", "folkmoot.kit"]
ROOMS = [
    "folkmoot.domains.people",
    "folkmoot.domains.communities",
    "folkmoot.domains.agreements",
    "folkmoot.domains.privacy",
    "folkmoot.domains.ideas",
    "folkmoot.domains.discussions",
    "folkmoot.domains.moderation",
    "folkmoot.domains.channels",
    "folkmoot.domains.metrics",
    "folkmoot.domains.notices",
    "folkmoot.domains.following",
    "folkmoot.domains.webhooks",
    "folkmoot.domains.intelligence",
    "folkmoot.domains.insights",
]
INSTALLED_APPS = [
    *FLOORS,
    *ROOMS,
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "procrastinate.contrib.django",
    "django_htmx",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
]
MIDDLEWARE = [
    "folkmoot.site.operations.requests.Operate",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "folkmoot.site.packing.PackPages",
    "folkmoot.kit.middleware.ContentSecurityPolicy",
    "folkmoot.kit.middleware.KnowWhoAsks",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "folkmoot.site.programs.AnswerPrograms",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "folkmoot.kit.middleware.KeepLimits",
    "allauth.account.middleware.AccountMiddleware",
    "folkmoot.domains.people.middleware.ReadAsPreferred",
    "folkmoot.domains.people.middleware.NoteLastSeen",
    "folkmoot.domains.people.middleware.AskAgain",
    "folkmoot.kit.middleware.ShowRefusals",
]

_FOLDERS = [ROOT / "folkmoot" / name.removeprefix("folkmoot.").replace(".", "/") for name in FLOORS + ROOMS]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "NAME": "jinja2",
        "DIRS": [folder / "templates" for folder in _FOLDERS],
        "APP_DIRS": False,
        "OPTIONS": {
            "environment": "folkmoot.kit.pages.environment",
            "auto_reload": DEBUG,
            "context_processors": [
                "django.contrib.messages.context_processors.messages",
                "folkmoot.site.context.whole_page",
            ],
        },
    },
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    },
]
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"
ROOT_URLCONF = "folkmoot.site.urls"
WSGI_APPLICATION = "folkmoot.site.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

DATABASES = {"default": places.database()}

AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "folkmoot.domains.people.accounts.Accounts"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1"]  # no star: with an empty password a code is sent
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60  # seconds
MFA_ADAPTER = "folkmoot.domains.people.accounts.SecondSteps"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_TOLERANCE = 1

# Another provider of sign-in, by OpenID Connect. The button shows when all four are set.
OIDC = {
    name: env.str(f"FOLKMOOT_OIDC_{name.upper()}", default="") for name in ("name", "url", "id", "secret")
}
FOLKMOOT_SIGN_IN_ORIGINS = ["/".join(OIDC["url"].split("/")[:3])] if all(OIDC.values()) else []
SOCIALACCOUNT_ADAPTER = "folkmoot.domains.people.accounts.ForeignAccounts"
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "oidc",
                "name": OIDC["name"],
                "client_id": OIDC["id"],
                "secret": OIDC["secret"],
                "settings": {"server_url": OIDC["url"]},
            }
        ]
        if all(OIDC.values())
        else [],
    }
}

# Limits are counted in the database: a cache in memory would count for each process anew.
FOLKMOOT_LIMITS = "folkmoot.site.limits.LIMITS"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "kit_cache",
        "OPTIONS": {"MAX_ENTRIES": 1_000_000},
    }
}

if places.EMAIL_URL:
    vars().update(env.email_url_config(places.EMAIL_URL))
else:
    # Nobody said where mail goes: it is kept for administrators to read at /outbox/.
    EMAIL_BACKEND = "folkmoot.domains.notices.mail.Outbox"
DEFAULT_FROM_EMAIL = env.str("FOLKMOOT_MAIL_FROM", default="Folkmoot <folkmoot@localhost>")
FOLKMOOT_BOUNCES_TO = env.str("FOLKMOOT_BOUNCES_TO", default="")
FOLKMOOT_BOUNCES_URL = env.str("FOLKMOOT_BOUNCES_URL", default="")
EMAIL_TIMEOUT = 20

FOLKMOOT_NAME = env.str("FOLKMOOT_NAME", default="Folkmoot")

LANGUAGE_CODE = "en"
# Each by its own name, as people look for it. The catalogues are compiled by bin/up (catalogues.py).
LANGUAGES = [("en", "English"), ("es", "Español")]
LOCALE_PATHS = [VAR / "locale"]
TIME_ZONE = env.str("FOLKMOOT_TIME_ZONE", default="UTC")
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = VAR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "folkmoot.kit.assets.JoinedStorage"
    },
}
MEDIA_ROOT = VAR / "files"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FOLKMOOT_MOST_UPLOADED = env.int("FOLKMOOT_MOST_UPLOADED", default=256 * 1024 * 1024)  # bytes of one form
FILE_UPLOAD_HANDLERS = [
    "folkmoot.kit.uploads.Bounded",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
FILE_UPLOAD_TEMP_DIR: Path | None = None

SESSION_ENGINE = "folkmoot.domains.people.session_store"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 30
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_SECURE
SESSION_COOKIE_HTTPONLY = True
if IS_SECURE:
    SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
    # Only whoever owns all names below this one can promise that for them.
    SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool("FOLKMOOT_HSTS_SUBDOMAINS", default=False)
if FOLKMOOT_TRUSTED_PROXIES > 0:
    # Without a proxy of ours anybody could send this header.
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
# An address is one person by a constraint over lower(email), which this check does not know.
SILENCED_SYSTEM_CHECKS = ["auth.W004"]
# The proxy sends people from http to https; what holds for all names of a domain is for its owner to promise.
SILENCED_SYSTEM_CHECKS += ["security.W005", "security.W008", "security.W021"]

PROCRASTINATE_ON_APP_READY = "folkmoot.site.tasks.ready"
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "tasks"

# One line for each request and job, without personal data (operations/logs.py).
_IS_FOR_FILES = env.bool("FOLKMOOT_IS_SUPERVISED", default=False) and not sys.stderr.isatty()
LOG_FORMAT = env.str("FOLKMOOT_LOG_FORMAT", default="json" if _IS_FOR_FILES else "lines")
LOGGING = logging_settings(env.str("FOLKMOOT_LOG", default="WARNING"), LOG_FORMAT)
# /metrics answers this machine, and whoever has this token.
FOLKMOOT_METRICS_TOKEN = env.str("FOLKMOOT_METRICS_TOKEN", default="")
FOLKMOOT_OLDEST_JOB = env.int("FOLKMOOT_OLDEST_JOB", default=900)  # seconds; older, and /readyz says no
FOLKMOOT_UNDO_MINUTES = env.int("FOLKMOOT_UNDO_MINUTES", default=10)  # before an answer goes out; 0: at once
# Networks of our own that webhooks may reach, by http too, such as 10.0.5.0/24; no others.
FOLKMOOT_WEBHOOK_NETWORKS = env.list("FOLKMOOT_WEBHOOK_NETWORKS", default=[])
