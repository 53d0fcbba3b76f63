"""Handing messages to the mail server, one at a time, and noting what came of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.utils import formataddr, parseaddr
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import transaction

from commoncall.kernel import time
from commoncall.kernel.authority import Actor
from commoncall.kernel.history import actions as book
from commoncall.kernel.outbox import history as kinds
from commoncall.kernel.outbox import permissions, queries, rules
from commoncall.kernel.outbox.models import Message
from commoncall.kernel.outbox.smtp import Failure, Scope, failure_from

State = Message.State


@dataclass(frozen=True)
class Delivery:
    """What came of one attempt: the state in which the message is now, why, and what was said on the way."""

    state: str
    problem: str = ""
    spoken: tuple[str, ...] = ()


def deliver_due(limit: int = 50) -> int:
    """Hand over messages that are due, at most ``limit``, and return how many were tried.

    Each is committed by itself, and locked while it is tried: several of these at once share the work. A message that was
    handed over in the instant before a crash can go out once more, under the same Message-ID. Nothing is tried before a mail
    server is set up; where the server cannot be used, the whole outbox rests for a minute and no message is blamed.
    """
    if not queries.is_set_up() or not _due().exists():
        return 0
    with _connection() as connection:
        for tried in range(limit):
            if not _deliver_next(connection):
                return tried
    return limit


def deliver_now(message: Message) -> Delivery:
    """Try one message at once and return what came of it, with the conversation, for somebody who looks on."""
    if not queries.is_set_up():
        return Delivery(message.state)
    with _connection() as connection, transaction.atomic():
        locked = Message.objects.select_for_update(of=("self",)).select_related("coalition").get(pk=message.pk)
        failure = _attempt(locked, connection) if locked.state == State.WAITING else None
        return Delivery(locked.state, failure.as_noted() if failure else "", tuple(getattr(connection, "spoken", ())))


@contextmanager
def _connection() -> Iterator[Any]:
    """Give a connection that is opened with the first message and used for all that follow."""
    connection = get_connection()
    try:
        yield connection
    finally:
        _hang_up(connection)


def _hang_up(connection: Any) -> None:
    try:
        connection.close()
    except OSError:
        # The server has gone before us; what it accepted stays accepted.
        connection.connection = None


def _due() -> Any:
    return Message.objects.filter(state=State.WAITING, due_at__lte=time.now())


@transaction.atomic
def _deliver_next(connection: Any) -> bool:
    waiting = _due().select_for_update(skip_locked=True, of=("self",)).select_related("coalition")
    message = waiting.order_by("due_at", "id").first()
    if message is not None:
        _attempt(message, connection)
    return message is not None


def _attempt(message: Message, connection: Any) -> Failure | None:
    if message.expires_at is not None and message.expires_at <= time.now():
        _note(message, State.EXPIRED)
        return None
    try:
        connection.open()
        connection.send_messages([_mail(message)])
    except Exception as error:
        # Whatever goes wrong with one mail must not keep the others from leaving.
        failure = failure_from(error)
        _hang_up(connection)
        _note_failure(message, failure)
        return failure
    message.sent_at = time.now()
    message.attempts += 1
    _note(message, State.SENT)
    return None


def _note_failure(message: Message, failure: Failure) -> None:
    if failure.scope is Scope.SERVER:
        _due().update(due_at=time.now() + rules.REST, problem=failure.as_noted())
        message.refresh_from_db()
        return
    message.attempts += 1
    wait = rules.wait_after(message.attempts) if failure.scope is Scope.FOR_NOW else None
    if wait is not None:
        message.due_at = time.now() + wait
    _note(message, State.WAITING if wait is not None else State.FAILED, failure.as_noted())


def _note(message: Message, state: str, problem: str = "") -> None:
    message.state = state
    message.problem = problem
    if message.is_secret and state != State.WAITING:
        message.subject = message.text = message.html = ""
    message.save()


def _mail(message: Message) -> EmailMultiAlternatives:
    address = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    sender = formataddr((rules.one_line(message.coalition.name, 120), address)) if message.coalition else settings.DEFAULT_FROM_EMAIL
    mail = EmailMultiAlternatives(message.subject, message.text, sender, [message.address], headers=_headers(message, address))
    if message.html:
        mail.attach_alternative(message.html, "text/html")
    return mail


def _headers(message: Message, sender: str) -> dict[str, str]:
    headers = dict(message.headers)
    headers["Message-ID"] = f"<{message.id}@{sender.partition('@')[2] or 'localhost'}>"
    headers["Content-Language"] = message.language
    headers["Auto-Submitted"] = "auto-generated"
    if message.coalition_id is not None and not message.is_secret:
        stop = queries.stop_address(message.coalition_id, message.address)
        headers["List-Unsubscribe"] = f"<{stop}>"
        # One-click unsubscribing (RFC 8058) is only for addresses under https.
        if stop.startswith("https://"):
            headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return headers


@transaction.atomic
def let_expire() -> int:
    """Withdraw what is no longer of use, take the text out of it where it is secret, and forget secrets after a week.

    Return how many messages expired. It is time that does this: nothing is recorded.
    """
    now = time.now()
    over = Message.objects.filter(state__in=[State.WAITING, State.HELD], expires_at__lte=now)
    expired = list(over.select_for_update(skip_locked=True, of=("self",)).values_list("pk", flat=True))
    Message.objects.filter(pk__in=expired).update(state=State.EXPIRED, problem="")
    Message.objects.filter(pk__in=expired, is_secret=True).update(subject="", text="", html="")
    Message.objects.filter(is_secret=True, written_at__lt=now - rules.SECRETS_NOTED_FOR).exclude(state=State.WAITING).delete()
    return len(expired)


@transaction.atomic
def try_again(message_ids: Iterable[UUID], *, by: Actor) -> int:
    """Put messages that failed back among those that wait, and return how many. Who may: ``outbox.try``.

    Secret ones have no text any more and stay as they are.
    """
    permissions.TRY.verdict(by).require()
    failed = queries.visible_to(by).filter(pk__in=list(message_ids), state=State.FAILED, is_secret=False)
    chosen = list(failed.order_by().values_list("pk", flat=True))
    if chosen:
        Message.objects.filter(pk__in=chosen).update(state=State.WAITING, attempts=0, due_at=time.now(), problem="")
        book.record(kinds.MESSAGES_TRIED_AGAIN, by=by, facts={"count": len(chosen)})
    return len(chosen)
