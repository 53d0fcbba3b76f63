"""The conversation with the mail server: held by Django's backend, written down here, and its failures told apart."""

from __future__ import annotations

import enum
import smtplib
import socket
import ssl
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.core.mail.backends.smtp import EmailBackend

_LONGEST_REPLY = 300


class Scope(enum.Enum):
    """What a failure is about: one message (for the time being, or for good), or the mail server for all of them."""

    SERVER = "server"
    FOR_NOW = "for_now"
    FOR_GOOD = "for_good"


@dataclass(frozen=True)
class Failure:
    """Why something did not leave. ``code`` names the sentence that tells it; ``reply`` is what the server said."""

    code: str
    scope: Scope
    reply: str = ""

    def as_noted(self) -> str:
        """Return the failure as the message keeps it, to be told in each reader's language."""
        return f"{self.code} {self.reply}".strip()


def failure_from(error: Exception) -> Failure:
    """Tell what an exception from the backend means for the message and for those behind it."""
    match error:
        case smtplib.SMTPAuthenticationError():
            return Failure("sign_in", Scope.SERVER, _reply(error.smtp_code, error.smtp_error))
        case smtplib.SMTPSenderRefused():
            return Failure("sender", Scope.SERVER, _reply(error.smtp_code, error.smtp_error))
        case smtplib.SMTPRecipientsRefused():
            code, reply = next(iter(error.recipients.values()))
            return Failure("recipient", _scope(code), _reply(code, reply))
        case smtplib.SMTPDataError():
            return Failure("content", _scope(error.smtp_code), _reply(error.smtp_code, error.smtp_error))
        case smtplib.SMTPNotSupportedError():
            return Failure("no_tls" if "STARTTLS" in str(error) else "no_sign_in", Scope.SERVER, str(error))
        case smtplib.SMTPResponseException():
            return Failure("greeting", Scope.SERVER, _reply(error.smtp_code, error.smtp_error))
        case smtplib.SMTPServerDisconnected():
            return Failure("broken_off", Scope.FOR_NOW)
        case ssl.SSLCertVerificationError():
            return Failure("certificate", Scope.SERVER, getattr(error, "verify_message", ""))
        case ssl.SSLError():
            return Failure("tls", Scope.SERVER, getattr(error, "reason", None) or "")
        case socket.gaierror():
            return Failure("name", Scope.SERVER)
        case ConnectionRefusedError():
            return Failure("closed", Scope.SERVER)
        case TimeoutError():
            return Failure("timeout", Scope.SERVER)
        case OSError():
            return Failure("unreachable", Scope.SERVER, error.strerror or "")
    return Failure("unwritable", Scope.FOR_GOOD, type(error).__name__)


def _scope(code: int) -> Scope:
    return Scope.FOR_GOOD if 500 <= code < 600 else Scope.FOR_NOW


def _reply(code: int, said: bytes | str) -> str:
    words = said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
    return f"{code} {' '.join(words.split())}"[:_LONGEST_REPLY]


class _Noting:
    """Writes down what client and server say to each other; passwords and the mail itself are left out."""

    spoken: list[str]
    _hushed = False

    def send(self, s: Any) -> None:
        """Send, noting commands alone: the mail's own text is sent as one block of many lines."""
        line = s.decode("ascii", "replace") if isinstance(s, bytes) else str(s)
        if line.count("\n") == 1:
            words = line.strip()
            self.spoken.append("> " + ("…" if self._hushed else words))
            self._hushed = words.upper().startswith("AUTH") or self._hushed
            if words.upper().startswith("AUTH"):
                self.spoken[-1] = "> " + " ".join(words.split()[:2]) + " …"
        super().send(s)  # type: ignore[misc]

    def getreply(self) -> tuple[int, bytes]:
        """Read a reply and note it."""
        code, said = super().getreply()  # type: ignore[misc]
        self._hushed = self._hushed and code == 334
        self.spoken.extend(f"< {code} {line}" for line in said.decode("utf-8", "replace").splitlines())
        return code, said


class _Plain(_Noting, smtplib.SMTP):
    def __init__(self, *args: Any, spoken: list[str], **keywords: Any) -> None:
        self.spoken = spoken
        super().__init__(*args, **keywords)


class _Sealed(_Noting, smtplib.SMTP_SSL):
    def __init__(self, *args: Any, spoken: list[str], **keywords: Any) -> None:
        self.spoken = spoken
        super().__init__(*args, **keywords)


class Backend(EmailBackend):
    """Django's own backend for SMTP, which also keeps in ``spoken`` what was said."""

    def __init__(self, *args: Any, **keywords: Any) -> None:
        self.spoken: list[str] = []
        super().__init__(*args, **keywords)

    @property
    def connection_class(self) -> Any:
        """The client that Django opens a connection with."""
        return partial(_Sealed if self.use_ssl else _Plain, spoken=self.spoken)
