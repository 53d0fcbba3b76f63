"""The end of a membership across the floors: its endorsements, its seats, its people, and who is told; in one transaction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commoncall.call.actions import endorsing
from commoncall.call.models import Endorsement
from commoncall.decisions.actions import closing
from commoncall.kernel.authority import Actor, system
from commoncall.kernel.outbox.kinds import mail_kind
from commoncall.kernel.parties import queries as parties
from commoncall.kernel.parties.models import Mandate, Organisation
from commoncall.kernel.refusals import NotVisible
from commoncall.leadership import queries as leadership
from commoncall.leadership.actions import seats
from commoncall.leadership.models import Seat
from commoncall.membership.actions import leaving as memberships
from commoncall.membership.actions import people, proceedings
from commoncall.membership.actions.leaving import How, Leaving
from commoncall.membership.actions.people import Appointment
from commoncall.membership.models import Departure, Proceeding
from commoncall.membership.queries.proceedings import OPEN
from commoncall.procedures import speaking
from commoncall.procedures.standing import hearing
from commoncall.procedures.standing.telling import tell, tell_coordinators

FAREWELL = mail_kind("membership.farewell", gettext_lazy("The end of a membership"))
WITHDRAWAL = mail_kind("membership.withdrawal", gettext_lazy("An organisation has withdrawn"))


@dataclass(frozen=True)
class Stake:
    """What hangs on a membership: what it stands behind, where it sits, and who acts for it."""

    endorsements: tuple[Endorsement, ...]
    seats: tuple[Seat, ...]
    mandates: tuple[Mandate, ...]


def stake(organisation: Organisation) -> Stake:
    """Return what would end, or has to be decided, with a membership. Part of a page or a deed that judges who may know it."""
    acting = parties.mandates_in_force().filter(organisation=organisation, deputy_for=None).select_related("person").order_by("person__name", "id")
    behind = Endorsement.objects.filter(organisation=organisation, withdrawn_at=None).select_related("version__text", "organisation", "coalition")
    held = leadership.seats_held(organisation)
    return Stake(tuple(behind.order_by("-endorsed_at", "-id")), tuple(held), tuple(acting))


@transaction.atomic
def leave(organisation: Organisation, leaving: Leaving, onward: Mapping[UUID, Organisation] | None = None, *, by: Actor) -> Departure:
    """End a membership with all that hangs on it, and tell everybody who acts for the organisation.

    Its seats end; its endorsements and its signatures under letters that were not delivered are withdrawn where it no longer stands behind
    them, and what it pre-approved ends; ``onward`` says which of its people, by
    identifier, go on for which successor. Who may, what is recorded and what is refused: as in ``membership.actions.leaving.end``; and
    a person who does not act for it.
    """
    # What was to close by then is closed first: at its instant the organisation still had its rights, and later no longer.
    closing.close_due(leaving.left_at)
    # Whoever endorses takes hold of the organisation too: either that is done first and ends here, or finds that it has left.
    Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
    hangs = stake(organisation)
    for begun in Proceeding.objects.filter(membership=organisation.pk, state__in=OPEN).select_related("coalition"):
        hearing.withdraw_decision(begun)
    told = {"how": How(leaving.how).label, "reason": leaving.reason.strip(), "keeps": leaving.keeps_endorsements}
    # Before it ends: afterwards nobody acts for it who could be written to.
    tell([organisation], FAREWELL, told, by=by)
    departure = memberships.end(organisation, leaving, by=by)
    after = system().within(organisation.coalition_id, organisation.coalition.chain_id)
    if not leaving.keeps_endorsements:
        for endorsement in hangs.endorsements:
            endorsing.withdraw(endorsement, _("Its membership ended."), by=after)
    speaking.let_go(organisation, keeps=leaving.keeps_endorsements, by=after)
    for seat in hangs.seats:
        seats.end(seat, reason=_("The membership of its holder ended."), by=after)
    _go_on(hangs, leaving, onward or {}, by)
    if by.organisation_id == organisation.pk:
        tell_coordinators(organisation, WITHDRAWAL, {"reason": leaving.reason.strip()}, by=by)
    return departure


def _go_on(hangs: Stake, leaving: Leaving, onward: Mapping[UUID, Organisation], by: Actor) -> None:
    acted = {one.person_id: one for one in hangs.mandates}
    heirs = {one.pk for one in leaving.successors}
    for person_id, successor in onward.items():
        mandate = acted.get(person_id)
        if mandate is None or successor.pk not in heirs:
            raise NotVisible(_("There is no such person or organisation here."))
        people.appoint(successor, mandate.person, Appointment(mandate.function, mandate.topics), by=by)


@transaction.atomic
def put_out(proceeding: Proceeding, outcome: str, *, at: datetime | None = None, by: Actor) -> Departure:
    """End a membership because the member was expelled, at an instant or now; its endorsements are withdrawn.

    Part of ``procedures.standing.deciding``, which sees to the register. Who may, what is recorded and what is refused: as in
    ``proceedings.expel`` and ``leave``.
    """
    kept = proceedings.expel(proceeding, outcome, at=at, by=by)
    organisation = kept.membership.organisation
    return leave(organisation, Leaving(How.EXPELLED, outcome, at.date() if at else None, keeps_endorsements=False, left_at=at), by=by)
