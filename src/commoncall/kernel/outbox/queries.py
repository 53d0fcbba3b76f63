"""Reading the outbox: who may read which message, and what is never shown of a secret one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.db.models import Count, Q, QuerySet
from django.utils.http import urlsafe_base64_decode, urlsafe_base64_encode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commoncall.kernel import time
from commoncall.kernel.authority import Actor
from commoncall.kernel.outbox import kinds, rules
from commoncall.kernel.outbox.models import Message, Silenced
from commoncall.kernel.parties.models import Coalition
from commoncall.kernel.refusals import NotVisible, Words

State = Message.State

#: The states in which a message may stand, for filters and pages: {value: words}.
STATES: dict[str, Words] = dict(State.choices)

#: What each kind of failure means, in words for the person who looks after the mail.
PROBLEMS: dict[str, Words] = {
    "name": gettext_lazy("The name of the mail server is not known to the network. Check mail_host."),
    "closed": gettext_lazy("The mail server does not take connections at this port. Check mail_host and mail_port."),
    "timeout": gettext_lazy("The mail server does not answer. A firewall may stand between, or the port may be wrong."),
    "unreachable": gettext_lazy("The mail server cannot be reached from this machine."),
    "greeting": gettext_lazy("The mail server turned the connection away."),
    "certificate": gettext_lazy("The mail server’s certificate does not hold for its name. Check mail_host."),
    "tls": gettext_lazy("No protected connection came about. Check mail_security: starttls and tls use different ports."),
    "no_tls": gettext_lazy("The mail server offers no protected connection at this port. Check mail_security and mail_port."),
    "no_sign_in": gettext_lazy("The mail server offers no way to sign in. Take mail_user and mail_password out, or use another port."),
    "sign_in": gettext_lazy("The mail server does not accept the name and password. Check mail_user and mail_password."),
    "sender": gettext_lazy("The mail server does not let this sender write. Check mail_from."),
    "recipient": gettext_lazy("The mail server does not take mail for this address."),
    "content": gettext_lazy("The mail server does not take this mail."),
    "broken_off": gettext_lazy("The connection to the mail server broke off."),
    "unwritable": gettext_lazy("This mail could not be put into the form that mail servers read."),
}


def problem_words(noted: str) -> str:
    """Return in words why a message has not left; what the mail server said follows as it said it."""
    code, _space, reply = noted.partition(" ")
    words = str(PROBLEMS.get(code, ""))
    return _("%(problem)s It said: %(reply)s") % {"problem": words, "reply": reply} if words and reply else words


def is_set_up() -> bool:
    """Tell whether this installation knows a server that takes its mail. Until then messages wait."""
    return bool(settings.EMAIL_HOST)


def visible_to(actor: Actor) -> QuerySet[Message]:
    """Return the messages of which the actor may know, newest first: a coordinator its coalition's, everyone what was written to them.

    What a message says is read through ``opened``, which keeps back what is secret.
    """
    messages = Message.objects.defer("text", "html", "headers").order_by("-written_at", "-id")
    if actor.coalition_id is None:
        return messages if actor.is_operator else _own(messages, "person__account", actor.account_id)
    messages = messages.filter(coalition_id=actor.coalition_id)
    if actor.is_coordinator:
        return messages
    return _own(messages, "person", actor.person_id)


def _own(messages: QuerySet[Message], field: str, reader: UUID | None) -> QuerySet[Message]:
    return messages.filter(**{field: reader}) if reader else messages.none()


@dataclass(frozen=True)
class Line:
    """A message as a list shows it."""

    id: UUID
    title: str
    kind: str
    address: str
    language: str
    state: str
    state_words: str
    written_at: datetime
    sent_at: datetime | None
    problem: str
    attempts: int


@dataclass(frozen=True)
class Opened:
    """A message as its own page shows it; ``text`` is empty where it is secret."""

    line: Line
    text: str
    is_secret: bool
    due_at: datetime


def told(message: Message) -> Line:
    """Return a message as a list shows it. The subject of a secret one may hold a code, so that its kind is shown instead."""
    return Line(
        id=message.id,
        title=str(kinds.title(message.kind)) if message.is_secret else message.subject,
        kind=str(kinds.title(message.kind)),
        address=message.address,
        language=message.language,
        state=message.state,
        state_words=str(STATES[message.state]),
        written_at=message.written_at,
        sent_at=message.sent_at,
        problem=problem_words(message.problem),
        attempts=message.attempts,
    )


def opened(actor: Actor, message_id: UUID) -> Opened | None:
    """Return one message with what it says, if the actor may read it."""
    message = visible_to(actor).defer(None).filter(pk=message_id).first()
    if message is None:
        return None
    return Opened(told(message), "" if message.is_secret else without_stop_address(message.text), message.is_secret, message.due_at)


def kept_for(address: str, actor: Actor) -> list[Message]:
    """Return the messages to one address that have not left, with what is secret in them, the oldest first: for the operator alone.

    Whoever sits at the machine reads the database anyhow; this is for trying things out before there is a mail server.
    """
    if not actor.is_operator:
        return []
    kept = Message.objects.filter(address__iexact=address.strip(), state__in=[State.WAITING, State.DEMO]).exclude(text="")
    return list(kept.order_by("written_at", "id"))


def counts(messages: QuerySet[Message]) -> dict[str, int]:
    """Return how many of these messages stand in each state."""
    rows = messages.order_by().values("state").annotate(number=Count("id"))
    return {row["state"]: row["number"] for row in rows}


def is_silenced(coalition_id: UUID | None, address: str) -> bool:
    """Tell whether an address asked a coalition not to write to it."""
    return coalition_id is not None and bool(silenced_among(coalition_id, [address]))


def silenced_among(coalition_id: UUID, addresses: list[str]) -> set[str]:
    """Return those of the addresses that asked a coalition not to write to them, in one query."""
    marks = {rules.silence_mark(coalition_id, address): address for address in addresses}
    found = Silenced.objects.filter(coalition_id=coalition_id, address_hash__in=list(marks)).values_list("address_hash", flat=True)
    return {marks[mark] for mark in found}


def mark_is_silenced(coalition_id: UUID, mark: str) -> bool:
    """Tell whether the address with this mark asked a coalition not to write to it."""
    return Silenced.objects.filter(coalition_id=coalition_id, address_hash=mark).exists()


def stop_address(coalition_id: UUID, address: str) -> str:
    """Return the address of the page on which the owner of a mail address stops the mails of a coalition.

    It holds a signed mark instead of the mail address, since addresses of pages stand in logs.
    """
    about = coalition_id.bytes + bytes.fromhex(rules.silence_mark(coalition_id, address))
    return f"{settings.ADDRESS}/silence/{_signer().sign(urlsafe_base64_encode(about))}/"


def without_stop_address(text: str) -> str:
    """Return a mail's text as it may be shown here: the link that only its reader may use is left out of it."""
    return re.sub(re.escape(f"{settings.ADDRESS}/silence/") + r"[\w.=-]+", f"{settings.ADDRESS}/silence/…", text)


def named_by(token: str) -> tuple[Coalition, str]:
    """Return the coalition and the mark in a signed link. Refused: a link that was not ours, or is about what is gone."""
    try:
        about = urlsafe_base64_decode(_signer().unsign(token))
        return Coalition.objects.get(pk=UUID(bytes=about[:16])), about[16:].hex()
    except (signing.BadSignature, ValueError, Coalition.DoesNotExist):
        raise NotVisible(_("This link is not known here.")) from None


def _signer() -> signing.Signer:
    return signing.Signer(salt="commoncall.outbox.silence", sep=".")


@dataclass(frozen=True)
class Queue:
    """How the outbox stands, for whoever looks after the machine. ``problem`` says why the mail server cannot be used, if it cannot."""

    set_up: bool
    waiting: int
    overdue: int
    failed: int
    problem: str


def queue() -> Queue:
    """Return how the outbox of the whole installation stands.

    A message is overdue when it was due ten minutes ago, or when it has waited so long for a mail server that cannot be used.
    """
    late = time.now() - rules.OVERDUE_AFTER
    waiting = Q(state=State.WAITING)
    resting = waiting & Q(problem__regex=f"^({'|'.join(rules.SERVER_PROBLEMS)})( |$)", written_at__lt=late)
    found = Message.objects.aggregate(
        waiting=Count("id", filter=waiting),
        overdue=Count("id", filter=waiting & Q(due_at__lt=late) | resting),
        failed=Count("id", filter=Q(state=State.FAILED)),
    )
    noted = Message.objects.filter(resting).order_by("-due_at").values_list("problem", flat=True).first()
    return Queue(is_set_up(), found["waiting"], found["overdue"], found["failed"], problem_words(noted or ""))
