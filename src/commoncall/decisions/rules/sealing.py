"""Sealing bytes to the key of one vote, so that only who holds the private key can open them, and so that all look alike.

Each is sealed with a key of its own: an ephemeral X25519 key and the public key of the vote give a common secret, from which
HKDF makes a ChaCha20-Poly1305 key that is used this once. What is ``bound_to`` (the vote, the row) and the ``pledge`` (a key of
the installation, which is in no database) are part of it: bytes moved elsewhere, or made without the pledge, do not open.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

#: How long what is sealed may be. All of it is filled up to this length, so that no length tells what is inside.
MOST = 254
#: How long everything that was sealed is: its version, the ephemeral key, what was filled up, the tag.
LENGTH = 1 + 32 + 2 + MOST + 16

_VERSION = b"\x01"
# A key is used once, so that a fixed nonce is never used twice with one.
_NONCE = bytes(12)


class Broken(Exception):
    """What was to be opened was not sealed for this, or has been altered."""


@dataclass(frozen=True)
class KeyPair:
    """The two keys of a vote."""

    public: bytes
    private: bytes = field(repr=False)


def new_pair() -> KeyPair:
    """Return two keys that nobody had before."""
    private = X25519PrivateKey.generate()
    return KeyPair(private.public_key().public_bytes_raw(), private.private_bytes_raw())


def public_of(private: bytes) -> bytes:
    """Return the public key that belongs to a private one."""
    return X25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()


def seal(content: bytes, public: bytes, *, bound_to: bytes, pledge: bytes) -> bytes:
    """Return content sealed to a public key: always ``LENGTH`` bytes, and never twice the same."""
    if len(content) > MOST:
        raise ValueError(f"at most {MOST} bytes can be sealed")
    ephemeral = X25519PrivateKey.generate()
    shown = ephemeral.public_key().public_bytes_raw()
    shared = ephemeral.exchange(X25519PublicKey.from_public_bytes(public))
    filled = len(content).to_bytes(2, "big") + content.ljust(MOST, b"\0")
    return _VERSION + shown + _cipher(shared, shown, public, pledge).encrypt(_NONCE, filled, bound_to)


def open_sealed(sealed: bytes, pair: KeyPair, *, bound_to: bytes, pledges: Iterable[bytes]) -> bytes:
    """Return what was sealed under one of these pledges. Raises ``Broken`` where it does not open."""
    if len(sealed) != LENGTH or sealed[:1] != _VERSION:
        raise Broken
    shown, closed = sealed[1:33], sealed[33:]
    try:
        shared = X25519PrivateKey.from_private_bytes(pair.private).exchange(X25519PublicKey.from_public_bytes(shown))
    except ValueError as error:
        # A forged ephemeral key of low order gives no secret at all.
        raise Broken from error
    for pledge in pledges:
        try:
            filled = _cipher(shared, shown, pair.public, pledge).decrypt(_NONCE, closed, bound_to)
        except InvalidTag:
            continue
        return filled[2 : 2 + int.from_bytes(filled[:2], "big")]
    raise Broken


def _cipher(shared: bytes, shown: bytes, public: bytes, pledge: bytes) -> ChaCha20Poly1305:
    return ChaCha20Poly1305(HKDF(SHA256(), length=32, salt=pledge, info=b"commoncall ballot 1" + shown + public).derive(shared))
