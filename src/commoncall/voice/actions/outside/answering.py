"""What the holder of a link does: confirm, sign again or with changed words, correct, withdraw."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _

from commoncall.kernel import time
from commoncall.kernel.authority import Actor, Capacity
from commoncall.kernel.identifiers import uuid7
from commoncall.kernel.labels import Naming
from commoncall.kernel.refusals import Conflict, Refusal
from commoncall.voice import permissions
from commoncall.voice.actions import holding
from commoncall.voice.actions.doubts import finding as doubts
from commoncall.voice.actions.outside.recording import (
    checked,
    endorses_the_call,
    entry_of,
    fields_of,
    groupings,
    held,
    record,
    refuse_ineligible,
    refuse_shut,
)
from commoncall.voice.history import outside as kinds
from commoncall.voice.models import Letter, Signature
from commoncall.voice.rules.signers import Entry


@transaction.atomic
def confirm(signature: Signature, *, seen: str | None = None, by: Actor) -> Signature:
    """Confirm what was asked on the public page: from now on the signature counts, and is named as its giver chose.

    ``seen`` is the instant of what stood on the page, as ``isoformat`` writes it; without it, what was read is what was seen. Who
    may: who holds the link from the mail. Recorded for the coordinators. Refused, with the reason: once the letter is closed, by
    the database's clock; a second time; who may not sign; one that is gone, or was asked anew in other words meanwhile.
    """
    permissions.may_answer(by, signature).require()
    if seen is not None and seen != signature.made_at.isoformat():
        raise _why_not(signature)
    with connection.cursor() as cursor:
        cursor.execute(_CONFIRM, {"signature": signature.pk, "made_at": signature.made_at, "told": time.told(), "groupings": groupings()})
        row = cursor.fetchone()
    if row is None:
        raise _why_not(signature)
    number, signature.name, signature.naming, signature.wants_news, signature.kind, signature.signed_at = row
    record(kinds.CONFIRMED, signature, number, by, facts={"naming": signature.naming, "news": signature.wants_news})
    return signature


# On the day of a press release many confirm at once, so it is one statement. It holds the letter, so that it is not closed nor a batch of
# it made up before this is done, and the signature, which has to be the one that was shown: another form may have changed it since.
# The clock is read once both are held, however long that took. Where one of them is not as it has to be, or the signer not one who may
# sign, nothing of it happens.
_CONFIRM = """
WITH present AS MATERIALIZED (
  SELECT id, coalition_id, number, closes_at, who, regions, status FROM voice_letter
  WHERE id = (SELECT letter_id FROM voice_signature WHERE id = %(signature)s) AND state = 'open' FOR KEY SHARE
), held AS MATERIALIZED (
  SELECT signature.id, present.number, present.closes_at FROM voice_signature AS signature JOIN present ON present.id = signature.letter_id
  WHERE signature.id = %(signature)s AND signature.removed_at IS NULL AND signature.signed_at IS NULL AND signature.organisation_id IS NULL
    AND signature.made_at = %(made_at)s
    AND (signature.kind = ANY(present.who) OR ('endorsers' = ANY(present.who) AND EXISTS (
      SELECT FROM call_endorser AS endorser JOIN call_endorsement AS given ON given.endorser_id = endorser.id AND given.withdrawn_at IS NULL
      WHERE endorser.coalition_id = present.coalition_id AND endorser.address = signature.address AND endorser.address <> ''
        AND endorser.removed_at IS NULL AND endorser.confirmed_at IS NOT NULL)))
    AND (cardinality(present.regions) = 0 OR EXISTS (
      SELECT FROM countries_country AS country WHERE country.code = signature.country_id
        AND ARRAY[country.region, country.subregion]::varchar[] && present.regions)
      OR EXISTS (SELECT FROM unnest(present.regions) AS code WHERE %(groupings)s::jsonb -> code ? signature.country_id))
    AND (present.status = '' OR signature.has_status OR signature.kind NOT IN ('organisation', 'local_authority'))
  FOR NO KEY UPDATE OF signature
), given AS MATERIALIZED (
  SELECT id, number, closes_at, coalesce(%(told)s::timestamptz, clock_timestamp()) AS at FROM held
)
UPDATE voice_signature AS signature SET signed_at = given.at FROM given
WHERE signature.id = given.id AND (given.closes_at IS NULL OR given.closes_at > given.at)
RETURNING given.number, signature.name, signature.naming, signature.wants_news, signature.kind, signature.signed_at
"""


def _why_not(signature: Signature) -> Conflict | Refusal:
    """Refuse, with the reason, to confirm what could not be confirmed just now; return the reason that is left where no other holds."""
    known = held(signature)
    if known.signed_at is not None:
        return Conflict(_("This has been confirmed already."), code="already")
    refuse_shut(known.letter)
    refuse_ineligible(known.letter, entry_of(known), endorses=endorses_the_call(known.letter, known.address))
    return Conflict(_("This changed at this very moment. Look at the page again, and press the button there."), code="changed")


@transaction.atomic
def sign_again(signature: Signature, *, by: Actor) -> Signature:
    """Sign again after having withdrawn: it counts from now, and in no batch that was made up before.

    Who may: who holds the link from the mail. Recorded for the coordinators. Refused: what stands, or was never confirmed; a letter
    that is closed; who may not sign.
    """
    permissions.may_answer(by, signature).require()
    known = held(signature)
    if known.signed_at is None or known.withdrawn_at is None:
        raise Conflict(_("There is nothing to be signed again."), code="already")
    at = _may_sign_now(known.letter, entry_of(known))
    known.signed_at, known.withdrawn_at, known.withdrawn_why, known.delivery = at, None, "", None
    known.save(update_fields=["signed_at", "withdrawn_at", "withdrawn_why", "delivery"])
    record(kinds.SIGNED_AGAIN, known, known.letter.number, by)
    return known


@transaction.atomic
def renew(signature: Signature, letter: Letter, *, by: Actor) -> Signature:
    """Sign the letter with the changed words, too; what was signed before stays under the earlier words. Return the new signature.

    Who may: who holds the link from the mail of the earlier signature. Recorded for the coordinators. Refused: a letter that is not
    the renewed one, or that the public does not read; one that is closed, or whose changed terms leave the signer out; what was renewed already.
    """
    permissions.may_answer(by, signature).require()
    known = held(signature)
    if known.signed_at is None or known.withdrawn_at is not None or letter.former_id != known.letter_id or not letter.is_public:
        raise Conflict(_("There is nothing to be renewed."), code="nothing")
    entry = entry_of(known)
    now = _may_sign_now(letter, entry)
    given = Signature(
        id=uuid7(), coalition=known.coalition, letter=letter, came=Signature.Came.PUBLIC, made_at=now, signed_at=now, **fields_of(entry)
    )
    try:
        with transaction.atomic():
            given.save(force_insert=True)
    except IntegrityError:
        raise Conflict(_("%(name)s is noted under this letter already.") % {"name": known.name}, code="already") from None
    record(kinds.RENEWED, given, letter.number, by, facts={"former": known.letter.number, "naming": given.naming})
    return given


def _may_sign_now(letter: Letter, entry: Entry) -> datetime:
    """Hold a letter open, and return the instant of the signature; refuse where it is not open, or does not ask for such a signer."""
    _found, at = holding.held_for_signing(letter, letter.coalition_id)
    refuse_shut(letter)
    refuse_ineligible(letter, entry, endorses="endorsers" in letter.who and endorses_the_call(letter, entry.address))
    return at


@transaction.atomic
def correct(signature: Signature, entry: Entry, *, by: Actor) -> Signature:
    """Correct what is said of a signer from outside, how far it is named, and whether it wants news. The mail address stays.

    Who may: who holds the link; a coordinator what coordinators entered, but neither whether news are wanted, nor to name in
    public whoever is only counted and can say so by their link. Recorded for the coordinators, with what stood there before; of
    another name or website it is looked for anew whether somebody else has signed under it. Refused: a name, country or website
    that is none; what the letter does not ask for; a name under which the same address signed.
    """
    permissions.may_answer(by, signature).require()
    # The letter before its signature, as whoever makes up a batch.
    letter = Letter.objects.select_for_update(no_key=True).get(pk=signature.letter_id)
    known = held(signature)
    if by.capacity is not Capacity.VISITOR:
        entry = replace(entry, wants_news=known.wants_news)
        if known.address and entry.naming == Naming.PUBLIC != known.naming:
            words = _("How they are named is their own choice: only %(name)s can widen it, by the link.")
            raise Refusal(words % {"name": known.name}, field="naming")
    before = entry_of(known)
    now = checked(replace(entry, kind=known.kind, address=known.address), needs_address=False)
    changed = now.changed_from(before)
    if not changed:
        return known
    if {"country", "has_status"} & set(changed):
        refuse_ineligible(known.letter, now, endorses=True)
    try:
        with transaction.atomic():
            Signature.objects.filter(pk=known.pk).update(**fields_of(now))
    except IntegrityError:
        raise Conflict(_("With this address, %(name)s is noted already.") % {"name": now.name}, field="name") from None
    if known.signed_at is not None and {"name", "website"} & set(changed):
        doubts.look_again(letter, known)
    if known.signed_at is not None:
        values: dict[str, Any] = {name: {"before": pair[0], "now": pair[1]} for name, pair in changed.items()}
        told = {"signer": now.name, "changed": values}
        record(kinds.CORRECTED, known, known.letter.number, by, facts={"fields": list(changed)}, particulars=told)
    known.refresh_from_db()
    return known


@transaction.atomic
def withdraw(signature: Signature, why: str = "", *, by: Actor) -> Signature:
    """Withdraw a signature: it counts and is named nowhere any more, and its giver is sent no news. It goes at any time, even later.

    Who may: who holds the link; a coordinator what coordinators entered. Recorded for the coordinators, and whether it had been
    delivered: that they tell the addressee. What was never confirmed is gone at once. Refused: what was withdrawn already.
    """
    permissions.may_answer(by, signature).require()
    known = held(signature)
    if known.signed_at is None:
        known.delete()
        return known
    if known.withdrawn_at is not None:
        raise Conflict(_("This has been withdrawn already."), code="already")
    reason = why.strip()[:2000]
    known.withdrawn_at, known.withdrawn_why, known.wants_news = time.database_now(), reason, False
    known.save(update_fields=["withdrawn_at", "withdrawn_why", "wants_news"])
    facts = {"delivery": known.delivery.number if known.delivery else None}
    record(kinds.WITHDRAWN, known, known.letter.number, by, facts=facts, particulars={"reason": reason or "–"})
    return known
