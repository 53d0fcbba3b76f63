"""What may stand in a mail, how long to wait before it is tried again, and how a silenced address is known."""

import hashlib
import re
from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID

LONGEST_SUBJECT = 300

#: How long to wait after each refusal for the time being: two days in all, after which a message has failed.
_WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 3, 10, 30, 60, 120, 240, 480, 720, 1440))

#: How long the outbox rests where the mail server itself cannot be used. No message is blamed for that.
REST = timedelta(minutes=1)

#: For how long it is kept that something secret was sent, when its text is gone already.
SECRETS_NOTED_FOR = timedelta(days=7)

#: How long a message may be due before somebody should look why it has not left.
OVERDUE_AFTER = timedelta(minutes=10)

#: The codes of failures that are the mail server's and no message's (see ``smtp.failure_from``).
SERVER_PROBLEMS = (
    *("name", "closed", "timeout", "unreachable", "greeting", "certificate", "tls", "no_tls"),
    *("no_sign_in", "sign_in", "sender"),
)

_OWN_HEADERS = frozenset(
    {
        *("from", "to", "cc", "bcc", "sender", "reply-to", "return-path", "subject", "date", "message-id", "received"),
        *("mime-version", "content-type", "content-transfer-encoding"),
    }
)


def wait_after(attempts: int) -> timedelta | None:
    """Return how long to wait after so many attempts that were refused for the time being; ``None`` where it was the last."""
    return _WAITS[attempts - 1] if attempts <= len(_WAITS) else None


def one_line(text: str, longest: int = LONGEST_SUBJECT) -> str:
    """Return text as one line without control characters, so that nothing in it can begin another header."""
    plain = "".join(" " if ord(letter) < 32 or 127 <= ord(letter) < 160 or letter in "\u2028\u2029" else letter for letter in text)
    line = " ".join(plain.split())
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"


def checked_headers(headers: Mapping[str, str]) -> dict[str, str]:
    """Return further headers of a message; a name that would take the place of one of the mail's own is a mistake of the caller."""
    for name in headers:
        if not re.fullmatch(r"[A-Za-z][A-Za-z0-9-]*", name) or name.lower() in _OWN_HEADERS:
            raise ValueError(f"{name!r} cannot be set as a header of a message")
    return {name: one_line(value, 900) for name, value in headers.items()}


def is_fictional(address: str) -> bool:
    """Tell whether an address lies in a domain that exists nowhere, being reserved for examples (RFC 2606)."""
    return address.lower().rstrip(".").endswith(".example")


def silence_mark(coalition: UUID, address: str) -> str:
    """Return what is kept of an address that asked a coalition not to write: enough to know it again, and not the address."""
    return hashlib.sha256(f"{coalition}\n{address.strip().lower()}".encode()).hexdigest()[:32]
