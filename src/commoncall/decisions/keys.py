"""Where the private keys of secret votes are: each in a file of its own, wrapped, in a folder that no backup holds.

They are never in the database, and so in no write-ahead log, replica or dump of it either. All machines that serve pages or work
for an installation share the folder, as they share its files. A file alone is of no use: it is wrapped with a key that follows
from the installation's secret, and bound to its vote.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.utils.encoding import force_bytes

from commoncall.decisions.rules import sealing
from commoncall.decisions.rules.sealing import KeyPair

_NONCE = 12


class Gone(Exception):
    """The private key of a vote is not where it should be, or is not that of this vote."""


def make(vote: UUID) -> bytes:
    """Make the keys of a vote, keep the private one, and return the public one. On return the file is on the disk for good."""
    pair = sealing.new_pair()
    nonce = os.urandom(_NONCE)
    _write(_place(vote, pair.public), nonce + _wrapping(_secrets()[0]).encrypt(nonce, pair.private, _bound(vote, pair.public)))
    return pair.public


def pair_of(vote: UUID, public: bytes) -> KeyPair:
    """Return both keys of a vote. Raises ``Gone`` where the private one is missing, damaged, or another vote's."""
    try:
        wrapped = _place(vote, public).read_bytes()
    except OSError as error:
        raise Gone from error
    for secret in _secrets():
        with contextlib.suppress(InvalidTag, ValueError):
            private = _wrapping(secret).decrypt(wrapped[:_NONCE], wrapped[_NONCE:], _bound(vote, public))
            if sealing.public_of(private) == public:
                return KeyPair(public, private)
    raise Gone


def is_kept(vote: UUID, public: bytes) -> bool:
    """Tell whether the private key of a vote is where this machine looks for it."""
    return os.path.exists(_place(vote, public))


def destroy(vote: UUID) -> int:
    """Remove every key of a vote, overwritten first; return how many there were.

    Overwriting reaches the bytes on plain disks. Drives that spread what is written, file systems that keep what was, and
    snapshots may hold it still: ``docs/concepts/secret-votes.md`` says what then remains.
    """
    removed = 0
    for path in list(_folder().glob(f"{vote.hex}.*")):
        with contextlib.suppress(FileNotFoundError):
            _overwrite(path)
            path.unlink()
            removed += 1
    if removed:
        _settle(_folder())
    return removed


def kept() -> Iterator[tuple[UUID, float]]:
    """Return the votes of which a key is kept here, and since when, in seconds since 1970."""
    for path in sorted(_folder().glob("*.*")):
        with contextlib.suppress(ValueError, FileNotFoundError):
            yield UUID(path.name.partition(".")[0]), path.stat().st_mtime


def pledges() -> list[bytes]:
    """Return what ballots are sealed with besides the key of their vote: under the installation's present secret, and former ones."""
    return [_derived(secret, b"commoncall ballots") for secret in _secrets()]


def _secrets() -> list[bytes]:
    return [force_bytes(one) for one in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]


@cache
def _derived(secret: bytes, use: bytes) -> bytes:
    return HKDF(SHA256(), length=32, salt=None, info=use).derive(secret)


def _wrapping(secret: bytes) -> ChaCha20Poly1305:
    return ChaCha20Poly1305(_derived(secret, b"commoncall vote keys"))


def _bound(vote: UUID, public: bytes) -> bytes:
    return vote.bytes + public


def _folder() -> Path:
    return Path(settings.VOTE_KEYS)


def _place(vote: UUID, public: bytes) -> Path:
    # The public key is part of the name: an opening that fell through leaves a file that no later one takes for its own.
    return _folder() / f"{vote.hex}.{hashlib.sha256(public).hexdigest()[:16]}"


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, unfinished = tempfile.mkstemp(dir=path.parent, prefix="unfinished-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(unfinished, path)
    except BaseException:
        os.unlink(unfinished)
        raise
    _settle(path.parent)


def _overwrite(path: Path) -> None:
    with path.open("r+b") as file:
        file.write(os.urandom(os.fstat(file.fileno()).st_size))
        file.flush()
        os.fsync(file.fileno())


def _settle(folder: Path) -> None:
    """Let the disk know what the folder holds now."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
