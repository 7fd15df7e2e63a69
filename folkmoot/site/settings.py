"""Settings: one table, read from the environment; what is not set there is safe for one machine."""

from pathlib import Path

import environ
from django.utils.translation import gettext_lazy as _

from folkmoot.site import places

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

FLOORS = ["folkmoot.site", "folkmoot.activity", "folkmoot.kit"]
ROOMS = [
    "folkmoot.domains.people",
    "folkmoot.domains.communities",
    "folkmoot.domains.ideas",
    "folkmoot.domains.discussions",
    "folkmoot.domains.channels",
    "folkmoot.domains.metrics",
    "folkmoot.domains.notices",
    "folkmoot.domains.intelligence",
    "folkmoot.domains.insights",
]
INSTALLED_APPS = [
    *FLOORS,
    *ROOMS,
    "allauth",
    "allauth.account",
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
    "django.middleware.security.SecurityMiddleware",
    "folkmoot.kit.middleware.ContentSecurityPolicy",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
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

if places.EMAIL_URL:
    vars().update(env.email_url_config(places.EMAIL_URL))
else:
    # Nobody said where mail goes: it is kept for administrators to read at /outbox/.
    EMAIL_BACKEND = "folkmoot.domains.notices.mail.Outbox"
DEFAULT_FROM_EMAIL = env.str("FOLKMOOT_MAIL_FROM", default="Folkmoot <folkmoot@localhost>")
EMAIL_TIMEOUT = 20

FOLKMOOT_NAME = env.str("FOLKMOOT_NAME", default="Folkmoot")

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English"))]
LOCALE_PATHS = [ROOT / "folkmoot" / "locale"]
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
FILE_UPLOAD_TEMP_DIR: Path | None = None

SESSION_COOKIE_AGE = 60 * 60 * 24 * 30
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_SECURE
SESSION_COOKIE_HTTPONLY = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
# An address is one person by a constraint over lower(email), which this check does not know.
SILENCED_SYSTEM_CHECKS = ["auth.W004"]

PROCRASTINATE_ON_APP_READY = "folkmoot.site.tasks.ready"
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "tasks"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("FOLKMOOT_LOG", default="WARNING")},
}
