"""A small mail server of our own, on a port of this machine, so that mail is tested over a real connection."""

from __future__ import annotations

import socketserver
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

#: As a reply: none at all, and the connection is closed.
HANG_UP = ""


@dataclass
class Postbox:
    """What arrived, and how the server answers: ``replies`` maps the beginning of a command to another reply than the usual."""

    port: int = 0
    arrived: list[tuple[str, EmailMessage]] = field(default_factory=list)
    connections: int = 0
    replies: dict[str, str] = field(default_factory=dict)
    on_data: Callable[[], None] | None = None

    @property
    def settings(self) -> dict[str, object]:
        """The settings with which an installation hands its mail to this server."""
        return {
            "EMAIL_BACKEND": "commoncall.kernel.outbox.smtp.Backend",
            "EMAIL_HOST": "127.0.0.1",
            "EMAIL_PORT": self.port,
            "EMAIL_USE_TLS": False,
            "EMAIL_USE_SSL": False,
            "EMAIL_TIMEOUT": 5,
            "DEFAULT_FROM_EMAIL": "Commoncall <office@quiet-fields.example>",
        }


@contextmanager
def opened(sealed: ssl.SSLContext | None = None) -> Iterator[Postbox]:
    """Run a mail server for as long as the block lasts; with ``sealed`` it speaks TLS from the start."""
    postbox = Postbox()

    class Conversation(socketserver.StreamRequestHandler):
        def setup(self) -> None:
            if sealed is not None:
                self.request = sealed.wrap_socket(self.request, server_side=True)
            super().setup()

        def handle(self) -> None:
            postbox.connections += 1
            _converse(self, postbox)

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True

        def handle_error(self, request: object, client_address: object) -> None:
            """Say nothing of clients that turn away."""

        allow_reuse_address = True

    with Server(("127.0.0.1", 0), Conversation) as server:
        postbox.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield postbox
        finally:
            server.shutdown()
            thread.join()


def _converse(line: socketserver.StreamRequestHandler, postbox: Postbox) -> None:
    recipients: list[str] = []

    def say(reply: str) -> None:
        line.wfile.write(reply.encode() + b"\r\n")

    say(postbox.replies.get("", "220 postbox.example ESMTP"))
    while raw := line.rfile.readline():
        command = raw.decode("utf-8", "replace").strip()
        verb = command.split(" ")[0].upper()
        special = next((reply for start, reply in postbox.replies.items() if start and command.upper().startswith(start.upper())), None)
        if special == HANG_UP:
            return
        if special is not None:
            say(special)
        elif verb == "EHLO":
            say("250-postbox.example\r\n250-8BITMIME\r\n250 AUTH PLAIN LOGIN")
        elif verb == "RCPT":
            recipients.append(command.partition("<")[2].rstrip("> "))
            say("250 OK")
        elif verb == "DATA":
            say("354 Go on")
            text = _data(line)
            if postbox.on_data:
                postbox.on_data()
            message = message_from_bytes(text, policy=policy.default)
            postbox.arrived.extend((recipient, message) for recipient in recipients)
            recipients.clear()
            say("250 Kept as 42")
        elif verb == "QUIT":
            say("221 Good-bye")
            return
        else:
            say("250 OK" if verb != "AUTH" else "235 Welcome")


def _data(line: socketserver.StreamRequestHandler) -> bytes:
    text = b""
    while (raw := line.rfile.readline()) not in {b".\r\n", b""}:
        text += raw[1:] if raw.startswith(b"..") else raw
    return text


def unknown_certificate(folder: Path) -> ssl.SSLContext:
    """Return what a server needs to speak TLS with a certificate that nobody vouches for."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "postbox.example")])
    now = datetime.now(UTC)
    begun = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    dated = begun.serial_number(1).not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
    pem = folder / "postbox.pem"
    plain = serialization.NoEncryption()
    written = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    pem.write_bytes(written + dated.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    return context
