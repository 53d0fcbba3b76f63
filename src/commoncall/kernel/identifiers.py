"""Identifiers that nobody can guess and that still sort by the time they were made."""

import os
import time
import uuid


def uuid7() -> uuid.UUID:
    """Return a version 7 UUID (RFC 9562, section 5.7): 48 bits of Unix milliseconds, then randomness.

    Rows made one after another lie side by side in the index, while the 74 random bits keep an address from being guessed.
    """
    milliseconds = time.time_ns() // 1_000_000
    random_bits = int.from_bytes(os.urandom(10), "big")
    value = (milliseconds & ((1 << 48) - 1)) << 80
    value |= 0x7 << 76
    value |= ((random_bits >> 62) & 0xFFF) << 64
    value |= 0b10 << 62
    value |= random_bits & ((1 << 62) - 1)
    return uuid.UUID(int=value)


def read_uuid(text: str) -> uuid.UUID | None:
    """Return the identifier that ``text`` spells, or nothing where it spells none."""
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
