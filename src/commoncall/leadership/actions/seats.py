"""Giving seats, changing and ending them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from commoncall.kernel import time
from commoncall.kernel.authority import Actor
from commoncall.kernel.history import actions as book
from commoncall.kernel.history.kinds import Kind, undoes
from commoncall.kernel.history.models import Entry
from commoncall.kernel.parties.models import Organisation
from commoncall.kernel.refusals import Conflict, NotVisible, Refusal
from commoncall.leadership import history as kinds
from commoncall.leadership import permissions
from commoncall.leadership.actions.bodies import name_in_history
from commoncall.leadership.models import Body, Seat
from commoncall.membership.models import Standing


@dataclass(frozen=True)
class Terms:
    """On what terms a seat is held. ``ends_on`` is the first day on which it is no longer held; days are those of UTC."""

    office: str = Seat.Office.MEMBER
    has_vote: bool = True
    label: str = ""
    starts_on: date | None = None
    ends_on: date | None = None


@transaction.atomic
def give(body: Body, organisation: Organisation | None, terms: Terms, *, by: Actor) -> Seat:
    """Give an organisation a seat in a body, or (none) staff. Who may: ``leadership.arrange``.

    Refused: an organisation that is suspended or has left; a second seat with a vote in the same body at the same time, since
    an organisation has one vote; a second chair; an end before the beginning.
    """
    permissions.ARRANGE.verdict(by).require()
    body = Body.objects.select_for_update().get(pk=body.pk)
    if body.closed_at is not None:
        raise Conflict(_("This body is closed."))
    seat = Seat(body=body, coalition_id=body.coalition_id, organisation=organisation)
    _set(seat, terms)
    _check(seat)
    seat.save()
    _record(kinds.SEAT_GIVEN, seat, by)
    return seat


@transaction.atomic
def change(seat: Seat, terms: Terms, *, by: Actor) -> Seat:
    """Change the terms of a seat. Who may, and what is refused: as in ``give``."""
    permissions.ARRANGE.verdict(by).require()
    Body.objects.select_for_update().get(pk=seat.body_id)
    seat = _locked(seat)
    _set(seat, terms)
    _check(seat)
    seat.save()
    _record(kinds.SEAT_CHANGED, seat, by)
    return seat


@transaction.atomic
def end(seat: Seat, *, on: date | None = None, reason: str, by: Actor, undoing: UUID | None = None) -> Seat:
    """End a seat from a day on, which is today unless another is given; those who sit there sit no longer.

    Who may: ``leadership.arrange``. Can be undone. Refused: without a reason; a seat that has ended.
    """
    permissions.ARRANGE.verdict(by).require()
    seat = _locked(seat)
    day = on or time.now().date()
    if not reason.strip():
        raise Refusal(_("Say why: it stands in the history."), field="reason")
    if seat.ends_on is not None and seat.ends_on <= time.now().date():
        raise Conflict(_("This seat has ended already."))
    if day < seat.starts_on:
        raise Refusal(_("It cannot end before it began."), field="ends_on")
    before, seat.ends_on = seat.ends_on, day
    seat.save(update_fields=["ends_on"])
    _record(kinds.SEAT_ENDED, seat, by, reason=reason.strip(), before=before.isoformat() if before else None, undoing=undoing)
    return seat


@undoes(kinds.SEAT_ENDED)
def _restore(entry: Entry, by: Actor) -> Seat:
    permissions.ARRANGE.verdict(by).require()
    seat = _locked(Seat.objects.get(pk=entry.subject, coalition_id=by.coalition_id))
    before = entry.facts["before"]
    seat.ends_on = date.fromisoformat(before) if before else None
    _check(seat)
    seat.save(update_fields=["ends_on"])
    _record(kinds.SEAT_RESTORED, seat, by, undoing=entry.id)
    return seat


def _set(seat: Seat, terms: Terms) -> None:
    seat.office, seat.has_vote, seat.label = terms.office, terms.has_vote, " ".join(terms.label.split())
    seat.starts_on = terms.starts_on or seat.starts_on or time.now().date()
    seat.ends_on = terms.ends_on
    if seat.ends_on is not None and seat.ends_on < seat.starts_on:
        raise Refusal(_("It cannot end before it began."), field="ends_on")


def _check(seat: Seat) -> None:
    organisation = seat.organisation
    if organisation is None:
        if seat.office != Seat.Office.STAFF:
            raise Refusal(_("A seat belongs to an organisation; only staff sit for none."), field="organisation")
        return
    if organisation.coalition_id != seat.coalition_id:
        raise NotVisible(_("There is no such organisation here."))
    if organisation.membership.standing in {Standing.SUSPENDED, Standing.LEFT}:
        raise Refusal(_("%(name)s is suspended or has left, and holds no seat.") % {"name": organisation.name}, field="organisation")
    beside = Seat.objects.filter(body=seat.body).exclude(pk=seat.pk).filter(Q(ends_on=None) | Q(ends_on__gt=seat.starts_on))
    if seat.ends_on is not None:
        beside = beside.filter(starts_on__lt=seat.ends_on)
    if seat.has_vote and beside.filter(organisation=organisation, has_vote=True).exists():
        raise Conflict(
            _("%(name)s has a seat with a vote here already. An organisation has one vote.") % {"name": organisation.name}, field="organisation"
        )
    if seat.office == Seat.Office.CHAIR and beside.filter(office=Seat.Office.CHAIR).exists():
        raise Conflict(_("There is a chair already. Make both co-chairs, or end the other’s office first."), field="office")


def _locked(seat: Seat) -> Seat:
    return Seat.objects.select_for_update(of=("self",)).select_related("organisation__membership", "body").get(pk=seat.pk)


def holder_in_history(seat: Seat) -> str:
    """Return whose seat it is, for entries of the history."""
    return seat.organisation.name if seat.organisation else _("staff")


def _record(kind: Kind, seat: Seat, by: Actor, *, reason: str = "", before: str | None = None, undoing: UUID | None = None) -> None:
    until = seat.ends_on.isoformat() if seat.ends_on else None
    facts = {"office": seat.office, "has_vote": seat.has_vote, "from": seat.starts_on.isoformat(), "until": until, "before": before}
    particulars = {"body": name_in_history(seat.body), "holder": holder_in_history(seat), "label": seat.label, "reason": reason}
    book.record(
        kind,
        by=by,
        subject=seat.id,
        subject_kind="seat",
        concerns=seat.organisation_id,
        facts=facts,
        particulars=particulars,
        undoes=undoing,
    )
