"""The settings that follow from this installation's options (see ``commoncall.installation.options``)."""

from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from commoncall.config.settings.defaults import LANGUAGES
from commoncall.installation import folder, options

DATA = folder.chosen()
OPTIONS = options.read(DATA)

SECRET_KEY = OPTIONS.secret_key
SECRET_KEY_FALLBACKS = list(OPTIONS.former_secret_keys)
ADDRESS = OPTIONS.address
ALLOWED_HOSTS = list(OPTIONS.hosts)
DEBUG = False


def database(url: str) -> dict[str, Any]:
    """Return Django's description of the database at a URL; a ``host`` in the query is a folder with a socket.

    ``prepare_threshold`` in the query says after how many times a statement is kept ready; 0 for never, behind a pooler that cannot.
    """
    parts = urlsplit(url)
    query = {key: values[-1] for key, values in parse_qs(parts.query).items()}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")) or "commoncall",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", "") or parts.hostname or "",
        "PORT": query.pop("port", "") or parts.port or "",
        "OPTIONS": {**query, "prepare_threshold": int(query.get("prepare_threshold", "3")) or None},
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
    }


# A command that starts the embedded database says in the environment where it is, for itself and for its children.
DATABASES = {"default": database(OPTIONS.database_url or "postgresql:///commoncall")}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
STATIC_ROOT = str(DATA / "static")
MEDIA_ROOT = str(DATA / "files")
VOTE_KEYS = str(DATA / "votes")
PUBLIC_PAGES_KEPT = OPTIONS.public_pages_kept
FILES_LIMIT = OPTIONS.files_limit_mb * 1024 * 1024

LANGUAGE_CODE = OPTIONS.language if OPTIONS.language in dict(LANGUAGES) else "en"
TIME_ZONE = OPTIONS.time_zone

# Behind a proxy, which alone can reach the port, what it says of the connection is believed.
BEHIND_PROXY = OPTIONS.behind_proxy
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
CSRF_TRUSTED_ORIGINS = [ADDRESS] if OPTIONS.is_secure else []
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = OPTIONS.is_secure

# Without a mail server, messages wait in the outbox: see ``commoncall.kernel.outbox``.
EMAIL_BACKEND = "commoncall.kernel.outbox.smtp.Backend"
EMAIL_HOST = OPTIONS.mail_host
EMAIL_PORT = OPTIONS.outgoing_port
EMAIL_HOST_USER = OPTIONS.mail_user
EMAIL_HOST_PASSWORD = OPTIONS.mail_password
EMAIL_USE_TLS = OPTIONS.mail_security == "starttls"
EMAIL_USE_SSL = OPTIONS.mail_security == "tls"
EMAIL_TIMEOUT = 30
DEFAULT_FROM_EMAIL = OPTIONS.mail_from or f"Commoncall <commoncall@{urlsplit(ADDRESS).hostname or 'localhost'}>"
SERVER_EMAIL = DEFAULT_FROM_EMAIL
