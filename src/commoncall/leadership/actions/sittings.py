"""Saying who sits for a seat, and that somebody no longer does."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from commoncall.kernel import time
from commoncall.kernel.authority import Actor, system
from commoncall.kernel.history import actions as book
from commoncall.kernel.history.kinds import Kind, undoes
from commoncall.kernel.history.models import Entry
from commoncall.kernel.parties import queries as parties
from commoncall.kernel.parties.models import Mandate, Person
from commoncall.kernel.refusals import Conflict, NotVisible, Refusal
from commoncall.leadership import history as kinds
from commoncall.leadership import permissions, rules
from commoncall.leadership.actions.bodies import name_in_history
from commoncall.leadership.actions.seats import holder_in_history
from commoncall.leadership.models import Seat, Sitting


@transaction.atomic
def seat_person(seat: Seat, person: Person, *, is_alternate: bool = False, by: Actor, undoing: UUID | None = None) -> Sitting:
    """Let somebody sit for a seat, or be the alternate there. Who may: ``permissions.may_send``. Can be undone.

    Refused: whoever does not act for the organisation that holds the seat (the mandate says why); whoever sits there already; a
    seat that has ended.
    """
    permissions.may_send(by, seat).require()
    seat = Seat.objects.select_for_update(of=("self",)).select_related("organisation", "body").get(pk=seat.pk)
    if person.coalition_id != seat.coalition_id:
        raise NotVisible(_("There is no such person here."))
    now = time.now()
    if not rules.is_held(seat.starts_on, seat.ends_on, now.date()) and seat.starts_on <= now.date():
        raise Conflict(_("This seat has ended."))
    if seat.organisation is not None:
        authority = parties.authority_of(person, seat.organisation)
        if not authority:
            raise Refusal(authority.verdict.reason, field="person")
    if seat.sittings.filter(person=person, ends_at=None).exists():
        raise Conflict(_("%(person)s sits there already.") % {"person": person.name}, field="person")
    sitting = Sitting.objects.create(seat=seat, person=person, is_alternate=is_alternate, starts_at=now)
    _record(kinds.PERSON_SEATED, sitting, by, undoing)
    return sitting


@transaction.atomic
def unseat(sitting: Sitting, *, by: Actor, undoing: UUID | None = None) -> Sitting:
    """Note that somebody no longer sits there; the seat stays its organisation's. Who may: ``permissions.may_send``. Can be undone."""
    sitting = Sitting.objects.select_for_update(of=("self",)).select_related("seat__organisation", "seat__body", "person").get(pk=sitting.pk)
    permissions.may_send(by, sitting.seat).require()
    if sitting.ends_at is not None:
        raise Conflict(_("%(person)s no longer sits there.") % {"person": sitting.person.name})
    sitting.ends_at = max(time.now(), sitting.starts_at)
    sitting.save(update_fields=["ends_at"])
    _record(kinds.PERSON_UNSEATED, sitting, by, undoing)
    return sitting


@transaction.atomic
def unseat_after_mandate(mandate_id: UUID) -> int:
    """Note that whoever no longer acts for an organisation no longer sits for it; what follows from the end of a mandate.

    Returns how many sittings ended: none, where the person goes on acting for the organisation on another mandate.
    """
    mandate = Mandate.objects.select_related("coalition", "person").filter(pk=mandate_id).first()
    if mandate is None or mandate.organisation_id is None:
        return 0
    if parties.mandates_in_force().filter(person=mandate.person, organisation=mandate.organisation_id).exists():
        return 0
    by = system().within(mandate.coalition_id, mandate.coalition.chain_id)
    sitting = Sitting.objects.filter(person=mandate.person, seat__organisation=mandate.organisation_id, ends_at=None)
    return len([unseat(one, by=by) for one in sitting])


@undoes(kinds.PERSON_SEATED)
def _unseat_again(entry: Entry, by: Actor) -> Sitting:
    return unseat(Sitting.objects.get(pk=entry.subject, seat__coalition_id=by.coalition_id), by=by, undoing=entry.id)


@undoes(kinds.PERSON_UNSEATED)
def _seat_again(entry: Entry, by: Actor) -> Sitting:
    old = Sitting.objects.select_related("seat", "person").get(pk=entry.subject, seat__coalition_id=by.coalition_id)
    return seat_person(old.seat, old.person, is_alternate=old.is_alternate, by=by, undoing=entry.id)


def _record(kind: Kind, sitting: Sitting, by: Actor, undoing: UUID | None) -> None:
    seat = sitting.seat
    book.record(
        kind,
        by=by,
        subject=sitting.id,
        subject_kind="sitting",
        concerns=seat.organisation_id,
        facts={"alternate": sitting.is_alternate},
        particulars={"person": sitting.person.name, "body": name_in_history(seat.body), "holder": holder_in_history(seat)},
        undoes=undoing,
    )
