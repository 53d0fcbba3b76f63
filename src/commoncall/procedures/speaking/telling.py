"""Mails about a letter. Each is a task of the clock, asked for in the transaction of the deed that it tells of, and written once."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy

from commoncall.kernel.asks import queries as asks
from commoncall.kernel.asks.models import Ask
from commoncall.kernel.outbox.kinds import mail_kind
from commoncall.procedures.deciding.readers import Reader, instant
from commoncall.procedures.speaking.readers import Copies, post, reader_of, readers
from commoncall.voice import kinds as asked
from commoncall.voice.actions.holding import State, clock_of
from commoncall.voice.models import Letter, Signature

ASKED = mail_kind("voice.asked", gettext_lazy("Asked to sign a letter"))
MOVED = mail_kind("voice.moved", gettext_lazy("Another last instant to sign a letter"))
SIGNED = mail_kind("voice.signed", gettext_lazy("A signature, confirmed in writing"))
SIGNED_FOR_YOU = mail_kind("voice.signed_for_you", gettext_lazy("The final copy of a letter signed by pre-approval"))
ENTERED = mail_kind("voice.entered", gettext_lazy("A signature was entered"))
AUTHORISE = mail_kind("voice.authorise", gettext_lazy("A colleague asks for a signature under a letter"))


def _letter(identifier: str) -> Letter:
    return Letter.objects.select_related("coalition", "version__text", "former").get(pk=UUID(identifier))


def _asked(letter: Letter) -> dict[UUID, bool]:
    """Return which organisations are asked and have not answered, and whether to sign again."""
    rows = [(one, kind is asked.RENEW) for kind in (asked.SIGN, asked.RENEW) for one in asks.open_about(letter.coalition, kind, [letter.pk])]
    return {one.organisation_id: is_again for one, is_again in rows if one.organisation_id is not None}


@transaction.atomic
def tell_of_opening(letter: str) -> int:
    """Write to those who can sign for the organisations that a letter asks: what it says, to whom it goes, and until when."""
    found = _letter(letter)
    if found.state != State.OPEN:
        return 0
    return _write(found, "asked", ASKED, {"moved": False, "reminder": False})


@transaction.atomic
def tell_of_move(letter: str) -> int:
    """Write to those who have not answered that there is another last instant."""
    found = _letter(letter)
    if found.state != State.OPEN:
        return 0
    occasion = f"moved {found.closes_at.isoformat() if found.closes_at else ''}"
    return _write(found, occasion, MOVED, {"moved": True, "reminder": False})


def _write(letter: Letter, occasion: str, kind: str, told: dict[str, Any]) -> int:
    asks_of, written = _asked(letter), 0
    for is_again in (False, True):
        to = readers(letter, [one for one, again in asks_of.items() if again is is_again])
        once = f"{occasion} {'again' if is_again else ''}".strip()
        written += len(post(kind, "letter_asked", letter, to, partial(_same, told | {"again": is_again}), once=once, by=clock_of(letter)))
    return written


def _same(told: dict[str, Any], _reader: Reader) -> dict[str, Any]:
    return told


@transaction.atomic
def tell_of_pre_approved(letter: str) -> int:
    """Send the final copy to everybody who can sign for an organisation that signed by its pre-approval, and how to withdraw."""
    found = _letter(letter)
    came = Signature.objects.filter(letter=found, came=Signature.Came.PRE_APPROVED, withdrawn_at=None, removed_at=None)
    topics = dict(came.values_list("organisation_id", "came_how"))
    copies = Copies(found)

    def told(one: Reader) -> dict[str, Any]:
        return {"topic": topics.get(one.organisations[0].pk, ""), "paragraphs": copies.paragraphs(one.language), "digest": found.digest}

    to = readers(found, topics)
    return len(post(SIGNED_FOR_YOU, "letter_signed_for_you", found, to, told, once="pre-approved", by=clock_of(found)))


@transaction.atomic
def tell_of_signature(signature: str) -> int:
    """Confirm a signature in writing: to who gave it, and to the others who can sign for the organisation."""
    found = _signature(signature)
    if found is None or found.organisation is None:
        return 0
    letter = found.letter
    to = [*(reader_of(letter, found.person, found.organisation) if found.person else []), *readers(letter, [found.organisation.pk])]
    copies = Copies(letter)

    def told(one: Reader) -> dict[str, Any]:
        return {
            "authoriser": found.authoriser,
            "capacity": found.capacity,
            "authority": found.authority,
            "signed": instant(found.signed_at, one),
            "digest": letter.digest,
            "paragraphs": copies.paragraphs(one.language),
        }

    unique = {(one.person.pk, one.address): one for one in to}
    return len(post(SIGNED, "letter_signed", letter, unique.values(), told, once=f"signed {found.pk}", by=clock_of(letter)))


@transaction.atomic
def tell_of_entry(signature: str, sender: str) -> int:
    """Write to an organisation's people what was entered for them, and how they put it right."""
    found = _signature(signature)
    if found is None or found.organisation is None or found.entered_by_id is None:
        return 0

    def told(one: Reader) -> dict[str, Any]:
        day = date_format(found.came_on, "DATE_FORMAT") if found.came_on else ""
        return {"sender": sender, "came_how": found.came_how, "day": day, "authoriser": found.authoriser}

    to = readers(found.letter, [found.organisation.pk])
    return len(post(ENTERED, "letter_entered", found.letter, to, told, once=f"entered {found.pk}", by=clock_of(found.letter)))


@transaction.atomic
def tell_authoriser(ask: str, sender: str) -> int:
    """Write to who holds the authority that a colleague asks them to sign."""
    found = Ask.objects.select_related("person__account", "person__coalition", "organisation").prefetch_related("person__addresses").get(pk=UUID(ask))
    if found.answered_at is not None or found.withdrawn_at is not None or found.person is None or found.organisation is None:
        return 0
    letter = _letter(str(found.subject))
    to = reader_of(letter, found.person, found.organisation)
    return len(post(AUTHORISE, "letter_authorise", letter, to, lambda _one: {"sender": sender}, once=f"authorise {found.pk}", by=clock_of(letter)))


def _signature(identifier: str) -> Signature | None:
    with_all = Signature.objects.select_related(
        "organisation", "person__account", "person__coalition", "letter__coalition", "letter__version__text"
    ).prefetch_related("person__addresses")
    return with_all.filter(pk=UUID(identifier), withdrawn_at=None, removed_at=None).first()
