"""What makes the chain hold: canonical form, commitments and seals. Pure functions over SHA-256 (FIPS 180-4)."""

import hashlib
import hmac
import json
from collections.abc import Mapping
from typing import Any

#: The seal before the first entry of every chain.
GENESIS = bytes(32)


def canonical(value: Mapping[str, Any]) -> bytes:
    """Return ``value`` as JSON with sorted keys and no spaces: equal content gives equal bytes."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def commitment(salt: bytes, particulars: Mapping[str, Any]) -> bytes:
    """Return the salted commitment to an entry's particulars (HMAC-SHA-256, RFC 2104).

    Without the salt it tells nothing of what it commits to, so that removing particulars and salt together leaves no trace
    that could be guessed at.
    """
    return hmac.new(salt, canonical(particulars), hashlib.sha256).digest()


def seal(before: bytes, sequence: int, entry: Mapping[str, Any]) -> bytes:
    """Return the seal of an entry: the hash of the seal before it, its place in the chain, and all that is chained of it."""
    return hashlib.sha256(before + sequence.to_bytes(8, "big") + canonical(entry)).digest()
