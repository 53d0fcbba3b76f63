"""Putting messages into the outbox, in the transaction of the deed that writes them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from commoncall.kernel import statements, time
from commoncall.kernel.authority import Actor
from commoncall.kernel.outbox import queries, rules
from commoncall.kernel.outbox.models import Message
from commoncall.kernel.parties.models import Coalition, Organisation, Person
from commoncall.kernel.refusals import NotAllowed, NotVisible, Refusal


@dataclass(frozen=True)
class Envelope:
    """One mail to one address, about one organisation (or none) in one coalition (or none).

    ``is_secret`` says that it lets its reader in; ``asked_for`` that its reader has just asked for it: both go out to an
    address that is silenced too.
    """

    kind: str
    address: str
    subject: str
    text: str
    html: str = ""
    language: str = "en"
    organisation: Organisation | None = None
    person: Person | None = None
    is_secret: bool = False
    asked_for: bool = False
    expires_at: datetime | None = None
    headers: Mapping[str, str] = field(default_factory=dict)


def post(
    kind: str,
    address: str,
    *,
    subject: str,
    text: str,
    html: str = "",
    language: str = "en",
    coalition: Coalition | None = None,
    organisation: Organisation | None = None,
    person: Person | None = None,
    is_secret: bool = False,
    asked_for: bool = False,
    expires_at: datetime | None = None,
    headers: Mapping[str, str] | None = None,
    by: Actor,
) -> Message:
    """Put one message into the outbox; part of a deed, which records it. See ``post_all``."""
    envelope = Envelope(kind, address, subject, text, html, language, organisation, person, is_secret, asked_for, expires_at, headers or {})
    return post_all([envelope], coalition=coalition, by=by)[0]


def post_all(envelopes: Sequence[Envelope], *, coalition: Coalition | None, by: Actor) -> list[Message]:
    """Put messages into the outbox in a constant number of statements; part of a deed, which records it.

    They leave once the deed is committed and not before. A message to an address that asked the coalition for silence is
    held, unless its reader asked for it; one to a person of the demonstration never leaves. Refused: what is no single address;
    an organisation or a person of another coalition.
    """
    if by.preview:
        raise NotAllowed(_("Nothing is sent while you look as somebody else."))
    now = time.now()
    checked = [_message(envelope, coalition, now) for envelope in envelopes]
    unasked = [one.address for one in envelopes if not (one.is_secret or one.asked_for)]
    silenced = queries.silenced_among(coalition.id, [_one_address(address) for address in unasked]) if coalition and unasked else set()
    for envelope, message in zip(envelopes, checked, strict=True):
        if message.address in silenced and not (envelope.is_secret or envelope.asked_for):
            message.state = Message.State.HELD
        if coalition and coalition.is_demo and rules.is_fictional(message.address):
            message.state = Message.State.DEMO
    statements.insert(checked)
    return checked


def _message(envelope: Envelope, coalition: Coalition | None, now: datetime) -> Message:
    home = coalition.id if coalition else None
    for about in (envelope.organisation, envelope.person):
        if about is not None and about.coalition_id != home:
            raise NotVisible(_("There is no such person or organisation here."))
    return Message(
        coalition=coalition,
        organisation=envelope.organisation,
        person=envelope.person,
        kind=envelope.kind,
        address=_one_address(envelope.address),
        language=envelope.language,
        subject=rules.one_line(envelope.subject),
        text=envelope.text,
        html=envelope.html,
        headers=rules.checked_headers(envelope.headers),
        is_secret=envelope.is_secret,
        written_at=now,
        due_at=now,
        expires_at=envelope.expires_at,
    )


def _one_address(address: str) -> str:
    plain = address.strip()
    try:
        validate_email(plain)
    except ValidationError:
        raise Refusal(_("%(address)s is not an e-mail address.") % {"address": rules.one_line(plain, 80)}, field="address") from None
    return plain
