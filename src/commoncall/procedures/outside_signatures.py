"""Signing a letter from outside, by mail: the link that confirms, the question after the words have changed, the word to whoever was entered.

A confirmation says nothing that whoever filled in the form has written. To one address goes one such mail a day at most, whatever
is asked.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy

from commoncall.call.queries import endorsers
from commoncall.kernel import time
from commoncall.kernel.authority import VISITOR, Actor, system
from commoncall.kernel.history import actions as book
from commoncall.kernel.outbox import actions as outbox
from commoncall.kernel.outbox import queries as mail
from commoncall.kernel.outbox.kinds import mail_kind
from commoncall.kernel.parties import queries as parties
from commoncall.kernel.parties.models import Coalition, Organisation
from commoncall.procedures import letters, own_links
from commoncall.procedures.own_links import Mould
from commoncall.voice import permissions
from commoncall.voice.actions import outside as deeds
from commoncall.voice.history import outside as kinds
from commoncall.voice.models import Letter, Signature
from commoncall.voice.queries import links, reading, standing
from commoncall.voice.rules.eligibility import BODIES, Why
from commoncall.voice.rules.signers import Entry

CONFIRM = mail_kind("voice.signer_confirm", gettext_lazy("Confirming a signature"))
OWN_LINK = mail_kind("voice.signer_link", gettext_lazy("The link to one’s own signature"))
ENTERED = mail_kind("voice.signer_entered", gettext_lazy("A signature was entered"))
AGAIN = mail_kind("voice.signer_again", gettext_lazy("Asking to sign changed words"))

#: So many are written to at once.
_PIECE = 100

#: These come unasked, and so say how to have no more of them.
_NOT_ASKED_FOR = frozenset({ENTERED, AGAIN})


@dataclass(frozen=True)
class Answer:
    """What became of asking to sign: ``member`` is the organisation, named in public, that belongs to the coalition already."""

    member: str = ""


def ask(letter: Letter, entry: Entry) -> Answer:
    """Take in what somebody asks on the public page of a letter, and write the link that confirms it to their address.

    The answer is the same whether or not the address is known. An organisation of the coalition that is named in public, and may
    sign inside, is asked to do it in the workspace instead; one that is not named is treated like everybody else. Refused: what
    ``voice.actions.outside.ask_in_public`` refuses.
    """
    if entry.kind in BODIES:
        member = endorsers.listed_member(letter.coalition, entry.name)
        if member is not None and _signs_inside(letter, member):
            deeds.ask_member(letter, member)
            return Answer(member.name)
    with transaction.atomic():
        asked = deeds.ask_in_public(letter, entry, by=VISITOR)
        if _may_write(letter.coalition, asked.signature.address):
            template = (OWN_LINK, "signer_link") if asked.is_known else (CONFIRM, "signer_confirm")
            _write(asked.signature, letter, *template)
    return Answer()


def _signs_inside(letter: Letter, organisation: Organisation) -> bool:
    """Tell whether a letter asks an organisation of the coalition, and one of its people may sign; a suspended one signs nowhere else."""
    if permissions.why_may_not_sign(letter, standing.membership_of(organisation.pk)) not in {None, Why.SUSPENDED}:
        return False
    wanted = set(permissions.topics_of(letter.topic))
    acting = parties.mandates_in_force().filter(organisation=organisation, role__in=permissions.SIGN.roles)
    return any(not topics or wanted & set(topics) for topics in acting.values_list("topics", flat=True))


def send_link(coalition: Coalition, address: str, language: str) -> None:
    """Write the link to their own signatures to whoever reads an address, if they signed; the answer tells nobody whether.

    For an address that is not known the same is done and taken back, so that it takes as long. Asking is counted for both, apart
    from the mails: nobody who asks for a link for others keeps them from the mail with which they sign. Without any letter there
    is nothing.
    """
    plain = address.strip().lower()
    known = links.known(coalition, plain)
    letter = known.letter if known else Letter.objects.filter(coalition=coalition, is_public=True).select_related("coalition").first()
    if letter is None:
        return
    if not own_links.may_write("link of signer", coalition, plain):
        return
    with transaction.atomic():
        is_first = _may_write(coalition, plain)
        _write(known or Signature(coalition=coalition, letter=letter, address=plain, language=language), letter, OWN_LINK, "signer_link")
        transaction.set_rollback(known is None or not is_first)


def enter(letter: Letter, entry: Entry, came: deeds.Came, *, by: Actor) -> Signature:
    """Enter who signed on paper, by phone or by mail, and tell them where they can correct it. See ``voice.actions.outside.enter``."""
    with transaction.atomic():
        signature = deeds.enter(letter, entry, came, by=by)
        if signature.address and not mail.is_silenced(signature.coalition_id, signature.address):
            _write(signature, letter, ENTERED, "signer_entered")
    return signature


def ask_again() -> int:
    """Ask those who signed a letter from outside whether they sign the one with the changed words too, a hundred at a time.

    The clock's deed, for all coalitions; done as often as needed. Nobody is asked twice; who asked for silence, whoever has no
    address and whom the changed terms leave out is not written to. What was signed stays under the words that were signed. A letter
    that the public does not read is told of to nobody outside. Recorded by their number.
    """
    renewed = Letter.objects.filter(state=Letter.State.OPEN, former__isnull=False, is_public=True, coalition__is_demo=False)
    in_time = renewed.filter(Q(closes_at=None) | Q(closes_at__gt=time.database_now()))
    return sum(_ask_some(letter) for letter in in_time.select_related("coalition", "version__text", "former"))


@transaction.atomic
def _ask_some(letter: Letter) -> int:
    # Several workers may run: each takes those whom no other has in hand, nor somebody who is just answering.
    free = links.to_be_asked(letter).select_for_update(no_key=True, skip_locked=True, of=("self",))
    some = list(free.select_related("coalition").order_by("id")[:_PIECE])
    if not some:
        return 0
    by = system().within(letter.coalition_id, letter.coalition.chain_id)
    silenced = mail.silenced_among(letter.coalition_id, [one.address for one in some])
    written_to = [one for one in links.that_may_sign(letter, some) if one.address not in silenced]
    outbox.post_all([_envelope(one, letter, AGAIN, "signer_again") for one in written_to], coalition=letter.coalition, by=by)
    deeds.note_asked([one.pk for one in some])
    facts = {"letter": str(letter.pk), "number": letter.number, "count": len(written_to)}
    if written_to:
        book.record(kinds.ASKED, by=by, subject=letter.pk, subject_kind="letter", facts=facts)
    return len(some)


def _may_write(coalition: Coalition, address: str) -> bool:
    return own_links.may_write("signer", coalition, address)


def _write(signature: Signature, letter: Letter, kind: str, template: str) -> None:
    outbox.post_all([_envelope(signature, letter, kind, template)], coalition=signature.coalition, by=VISITOR)


def _envelope(signature: Signature, letter: Letter, kind: str, template: str) -> outbox.Envelope:
    """Write a mail with the link of one who signs."""
    coalition, spoken = signature.coalition, letters.language_outside(signature.language, signature.coalition.language)
    link = settings.ADDRESS + reverse("signature-own", args=[spoken, coalition.slug, links.link_of(signature)])
    title, addressee = _told(letter.pk, spoken, int(time.now().timestamp()) // 60)
    words = {"title": title, "addressee": addressee}
    return Mould.of(template, spoken, coalition, words, can_be_stopped=kind in _NOT_ASKED_FOR).filled(kind, signature.address, link)


@lru_cache(maxsize=256)
def _told(letter: UUID, language: str, _minute: int) -> tuple[str, str]:
    """Return what is the same for all who ask within a minute: on the day of a press release many do."""
    found = Letter.objects.select_related("version__text").get(pk=letter)
    return reading.read(found.version, language).title, found.addressee
