"""Settling whether two signatures are the same: of two that are, one stays."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from commoncall.kernel import time
from commoncall.kernel.asks import queries as asks
from commoncall.kernel.authority import Actor
from commoncall.kernel.history import actions as book
from commoncall.kernel.refusals import Conflict, NotVisible, Refusal
from commoncall.voice import kinds as asked
from commoncall.voice import permissions
from commoncall.voice.actions.holding import State, held
from commoncall.voice.actions.letters.preparing import ask_all
from commoncall.voice.history import signatures as kinds
from commoncall.voice.models import Doubt, Signature

Settled = Doubt.Settled


@transaction.atomic
def settle(doubt: Doubt, settled: str, *, by: Actor) -> Doubt:
    """Say that two signatures are the same or two different ones. Of two that are the same one stays, the other is taken out and kept.

    What an organisation of the coalition signed itself stays before what came from outside, and of two alike the earlier one. Where only
    somebody from outside signed for an organisation of the coalition, its own people are asked to do it. Who may: ``voice.enter``.
    Recorded for the coordinators. Refused: what was settled already.
    """
    permissions.may_enter(by, doubt.letter).require()
    letter = held(doubt.letter, by)
    found = _held(doubt)
    if settled not in {Settled.SAME, Settled.DIFFERENT}:
        raise Refusal(_("Say whether they are the same."), field="settled")
    found.settled, found.settled_by_id, found.settled_at = settled, by.person_id, time.now()
    found.save(update_fields=["settled", "settled_by", "settled_at"])
    removed = _take_out(found) if settled == Settled.SAME else None
    if settled == Settled.SAME and found.organisation is not None and letter.state == State.OPEN and _is_missing(found):
        ask_all(letter, [found.organisation], False, by)
    _record(found, removed, by)
    return found


def _held(doubt: Doubt) -> Doubt:
    with_all = Doubt.objects.select_for_update(of=("self",)).select_related(
        "letter", "signature__organisation", "other__organisation", "organisation"
    )
    found = with_all.filter(pk=doubt.pk).first()
    if found is None:
        raise NotVisible(_("There is no such doubt here."))
    if found.settled:
        raise Conflict(_("This has been settled already."))
    return found


def _is_missing(doubt: Doubt) -> bool:
    """Tell whether the organisation itself does not stand under the letter, may, and is not asked already."""
    organisation, letter = doubt.organisation, doubt.letter
    if organisation is None or Signature.objects.filter(letter=letter, organisation=organisation, withdrawn_at=None, removed_at=None).exists():
        return False
    is_asked = any(
        asks.open_about(letter.coalition, kind, [letter.pk]).filter(organisation=organisation).exists()
        for kind in (asked.SIGN, asked.RENEW, asked.SIGN_HERE)
    )
    return not is_asked and permissions.may_be_signed_by(letter, organisation).allowed


def _take_out(doubt: Doubt) -> Signature | None:
    pair = [one for one in (doubt.signature, doubt.other) if one is not None and one.removed_at is None and one.withdrawn_at is None]
    if doubt.other is not None and len(pair) < 2:
        # One of them stands no longer anyway.
        return None
    going = max(pair, key=lambda one: (one.organisation_id is None, one.signed_at is None, one.signed_at or one.made_at, one.pk), default=None)
    if going is None:
        return None
    going.removed_at = time.now()
    going.save(update_fields=["removed_at"])
    return going


def _record(doubt: Doubt, removed: Signature | None, by: Actor) -> None:
    other = doubt.other
    facts: dict[str, Any] = {"number": doubt.letter.number, "doubt": str(doubt.pk), "letter": str(doubt.letter_id)}
    names = [_name(doubt.signature), _name(other) if other else doubt.organisation.name if doubt.organisation else ""]
    if removed is not None and removed == other:
        names.reverse()
    book.record(
        kinds.TOLD_APART if doubt.settled == Settled.DIFFERENT else kinds.REMOVED_AS_SAME,
        by=by,
        subject=(removed or doubt.signature).pk,
        subject_kind="signature",
        facts=facts,
        particulars={"signer": names[0], "other": names[1]},
    )


def _name(signature: Signature) -> str:
    return signature.organisation.name if signature.organisation else signature.name
