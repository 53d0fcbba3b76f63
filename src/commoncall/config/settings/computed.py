"""The settings that follow from this installation's options (see ``commoncall.installation.options``)."""

import os
import secrets
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from commoncall.config.settings.defaults import SOURCE

DATA = Path(os.environ.get("COMMONCALL_DATA") or SOURCE.parents[1] / "data")
SECRET_KEY = os.environ.get("COMMONCALL_SECRET_KEY") or secrets.token_hex(32)
ADDRESS = os.environ.get("COMMONCALL_ADDRESS", "http://localhost:8000")
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", urlsplit(ADDRESS).hostname or "localhost"]
DEBUG = False


def database(url: str) -> dict[str, object]:
    """Return Django's description of the database at a URL; a ``host`` in the query is a folder with a socket."""
    parts = urlsplit(url)
    query = {key: values[-1] for key, values in parse_qs(parts.query).items()}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")) or "commoncall",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", "") or parts.hostname or "",
        "PORT": query.pop("port", "") or parts.port or "",
        "OPTIONS": query,
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
    }


DATABASES = {"default": database(os.environ.get("DATABASE_URL", "postgresql:///commoncall"))}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
STATIC_ROOT = str(DATA / "static")
MEDIA_ROOT = str(DATA / "files")
CSRF_TRUSTED_ORIGINS = [ADDRESS] if ADDRESS.startswith("https://") else []
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = ADDRESS.startswith("https://")
