"""The settings that are the same on every installation."""

from pathlib import Path

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

SOURCE = Path(__file__).resolve().parents[2]

# In the order of the floors, so that tables are made in the order of the story.
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django_cotton.apps.SimpleAppConfig",
    "csp",
    "procrastinate.contrib.django",
    "commoncall.kernel.history",
    "commoncall.kernel.accounts",
    "commoncall.kernel.countries",
    "commoncall.kernel.parties",
    "commoncall.kernel.asks",
    "commoncall.kernel.files",
    "commoncall.kernel.outbox",
    "commoncall.kernel.search",
    "commoncall.membership",
    "commoncall.leadership",
    "commoncall.drafting",
    "commoncall.decisions",
    "commoncall.call",
    "commoncall.voice",
    "commoncall.diplomacy",
    "commoncall.procedures",
    "commoncall.web",
    "commoncall.public",
    "commoncall.workspace",
    "commoncall.clock",
    "commoncall.console",
    "commoncall.design",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # A slow line matters more than the little work; random filling keeps lengths from telling secrets (BREACH).
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "commoncall.web.reader.ReaderMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "commoncall.web.standing.StandingMiddleware",
    "commoncall.web.uploads.UploadLimitMiddleware",
]

ROOT_URLCONF = "commoncall.config.urls"
WSGI_APPLICATION = "commoncall.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django_cotton.cotton_loader.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "builtins": ["django_cotton.templatetags.cotton"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "commoncall.web.context.page",
            ],
        },
    }
]
FORM_RENDERER = "commoncall.design.forms.Renderer"

AUTH_USER_MODEL = "accounts.Account"
# There are no passwords: proofs are checked by the actions, and a session then finds its account.
AUTHENTICATION_BACKENDS = ["commoncall.kernel.accounts.sessions.SignedIn"]
SESSION_ENGINE = "commoncall.kernel.accounts.sessions"
LOGIN_URL = "sign-in"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

USE_TZ = True
TIME_ZONE = "UTC"
USE_I18N = True
LANGUAGE_CODE = "en"
FORMAT_MODULE_PATH = "commoncall.config.formats"
# What the workspace speaks. French and Arabic are complete for sign-in and mails; the rest follows.
LANGUAGES = [("en", _("English")), ("fr", _("French")), ("ar", _("Arabic"))]
# What the public pages speak, and the mails to whoever endorses or applies: whole in each of these.
PUBLIC_LANGUAGES = [*LANGUAGES[:2], ("es", _("Spanish")), ("ru", _("Russian")), LANGUAGES[2], ("zh-hans", _("Chinese"))]
LOCALE_PATHS = [str(SOURCE / "locale")]

STATIC_URL = "/static/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
CSRF_FAILURE_VIEW = "commoncall.web.errors.csrf_failure"
CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 30
SESSION_COOKIE_NAME = "commoncall"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

DATA_UPLOAD_MAX_MEMORY_SIZE = 3 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "commoncall": {"level": "INFO"},
        # Addresses that do not exist are asked for all day; they are no news, and may hold what should not stand in a log.
        "django.request": {"level": "ERROR"},
        "django.security": {"level": "ERROR"},
    },
}
