"""Making secrets, and keeping of them only what cannot be turned back, or what this installation's key alone can open."""

import base64
import hashlib
import secrets
from uuid import UUID

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.utils.crypto import salted_hmac
from django.utils.encoding import force_bytes

from commoncall.kernel.accounts import rules


def new_link() -> str:
    """Return 256 bits that nobody can guess, as they stand in an address."""
    return secrets.token_urlsafe(32)


def new_code() -> str:
    """Return a code of eight digits."""
    return f"{secrets.randbelow(10**rules.CODE_LENGTH):0{rules.CODE_LENGTH}}"


def new_recovery_code() -> str:
    """Return a recovery code of some 49 bits."""
    return "".join(secrets.choice(rules.RECOVERY_ALPHABET) for _ in range(rules.RECOVERY_LENGTH))


def link_hash(link: str) -> str:
    """Return what is kept of a link."""
    return hashlib.sha256(link.encode()).hexdigest()


def code_hash(code: str, bound_to: UUID) -> str:
    """Return what is kept of a code that is short enough to be tried out: a hash under the installation's key, bound to one row."""
    return _keyed("code", f"{bound_to} {code}").hex()


def code_hashes(code: str, bound_to: UUID) -> list[str]:
    """Return what may be kept of a code that lasts: under this key, and under each that was used before."""
    return [_keyed("code", f"{bound_to} {code}", key).hex() for key in _keys()]


def limit_key(key: str) -> str:
    """Return what is kept of the name of a limit, which may hold an address."""
    return _keyed("limit", key).hex()


def session_key_hash(key: str) -> str:
    """Return what is kept of what a session's cookie holds."""
    return hashlib.sha256(f"session {key}".encode()).hexdigest()


def challenge(token_id: UUID) -> bytes:
    """Return what a passkey has to sign; it follows from its token and so needs no keeping."""
    return _keyed("challenge", str(token_id))


def _keyed(use: str, value: str, key: str | bytes | None = None) -> bytes:
    return salted_hmac(f"commoncall.accounts.{use}", value, secret=key, algorithm="sha256").digest()


def _keys() -> list[str | bytes]:
    return [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]


def encrypted(secret: str) -> str:
    """Return a secret that has to be read again, such as an authenticator's, under a key that follows from SECRET_KEY."""
    return _cipher().encrypt(secret.encode()).decode()


def decrypted(kept: str) -> str | None:
    """Return what was encrypted, or nothing where the key has been changed since without keeping the old one as a fallback."""
    try:
        return _cipher().decrypt(kept.encode()).decode()
    except InvalidToken:
        return None


def encrypted_anew(kept: str) -> str | None:
    """Return what a former key encrypted under the present one; nothing where it is so already, or where no key opens it."""
    present = _fernet(settings.SECRET_KEY)
    try:
        present.decrypt(kept.encode())
    except InvalidToken:
        secret = decrypted(kept)
        return None if secret is None else encrypted(secret)
    return None


def _cipher() -> MultiFernet:
    return MultiFernet([_fernet(key) for key in _keys()])


def _fernet(key: str | bytes) -> Fernet:
    derived = HKDF(SHA256(), length=32, salt=None, info=b"commoncall accounts").derive(force_bytes(key))
    return Fernet(base64.urlsafe_b64encode(derived))
