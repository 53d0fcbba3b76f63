"""A small mail server of our own, on a port of this machine, so that mail is tested over a real connection."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage

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
def opened() -> Iterator[Postbox]:
    """Run a mail server for as long as the block lasts."""
    postbox = Postbox()

    class Conversation(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            postbox.connections += 1
            _converse(self, postbox)

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True
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
