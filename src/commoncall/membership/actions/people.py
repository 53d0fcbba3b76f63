"""Who acts for an organisation: the role follows from how the organisation belongs, and is not chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from commoncall.kernel.authority import Actor
from commoncall.kernel.parties import permissions as parties_permissions
from commoncall.kernel.parties import queries as parties
from commoncall.kernel.parties.actions import mandates
from commoncall.kernel.parties.actions import people as persons
from commoncall.kernel.parties.models import Mandate, Organisation, Person
from commoncall.kernel.refusals import Conflict
from commoncall.membership.models import Membership, Standing
from commoncall.membership.rules.roles import role_for


@dataclass(frozen=True)
class Appointment:
    """What somebody is to do for an organisation: called what there, on which topics (none: all), until when."""

    function: str = ""
    topics: Sequence[str] = field(default_factory=tuple)
    is_main_contact: bool = False
    ends_at: datetime | None = None


@transaction.atomic
def appoint(organisation: Organisation, person: Person, appointment: Appointment, *, by: Actor, batch: UUID | None = None) -> Mandate:
    """Let a person act for an organisation, in the role that follows from its category.

    Who may: a coordinator, or who speaks for the organisation. Recorded: ``parties.mandate_granted``. Refused: for somebody
    who acts for it on these topics already; an end in the past; for an organisation that has left. Can be undone.
    """
    category, standing = Membership.objects.values_list("category", "standing").get(pk=organisation.pk)
    if standing == Standing.LEFT:
        raise Conflict(_("%(name)s has left. Take it in again first.") % {"name": organisation.name}, field="person")
    topics = [topic for one in appointment.topics if (topic := one.strip())]
    there = parties.mandates_in_force().filter(organisation=organisation, person=person, deputy_for=None)
    if any(set(mandate.topics) == set(topics) for mandate in there):
        raise Conflict(
            _("%(person)s acts for %(organisation)s already.") % {"person": person.name, "organisation": organisation.name}, field="person"
        )
    given = mandates.Grant(person, organisation, role_for(category), appointment.function, topics, is_main_contact=False, ends_at=appointment.ends_at)
    mandate = mandates.grant(given, by=by, batch=batch)
    if appointment.is_main_contact:
        mandates.choose_main_contact(mandate, by=by)
    return mandate


@transaction.atomic
def bring(organisation: Organisation, particulars: persons.Particulars, appointment: Appointment, *, by: Actor, batch: UUID | None = None) -> Mandate:
    """Let whoever reads an address act for an organisation; a person who is not noted yet is entered. Nobody is written to.

    Who may: a coordinator, or who speaks for the organisation. Refused: what ``appoint`` refuses; without a name, for
    somebody who is not noted; an address that is noted for somebody of whom the actor may not know.
    """
    person = reader_of(particulars.address, by)
    if person is None:
        person = persons.enter(organisation.coalition, particulars, organisation=organisation, by=by, batch=batch)
    return appoint(organisation, person, appointment, by=by, batch=batch)


def reader_of(address: str, by: Actor) -> Person | None:
    """Return the person in the actor's coalition who is noted with this address, if the actor may know of them."""
    if not address.strip():
        return None
    return parties.people_reading(address).filter(pk__in=parties.people_visible_to(by).values("pk")).first()


@transaction.atomic
def deputise(mandate: Mandate, particulars: persons.Particulars, *, until: datetime, by: Actor) -> Mandate:
    """Let whoever reads an address stand in for somebody who is absent; a person who is not noted yet is entered.

    Who may, and what is refused: as in ``parties.mandates.appoint_deputy`` and ``bring``.
    """
    parties_permissions.may_end(by, mandate).require()
    person = reader_of(particulars.address, by)
    if person is None:
        person = persons.enter(mandate.coalition, particulars, organisation=mandate.organisation, by=by)
    return mandates.appoint_deputy(mandate, person, until=until, by=by)
