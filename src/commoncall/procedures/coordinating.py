"""Making people coordinators or deputies by their address, whether or not they are noted already."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from commoncall.kernel.authority import Actor, Role
from commoncall.kernel.parties import permissions, queries
from commoncall.kernel.parties.actions import mandates, people
from commoncall.kernel.parties.models import Coalition, Mandate, Person
from commoncall.kernel.refusals import Conflict, Refusal


@transaction.atomic
def appoint(coalition: Coalition, *, address: str, name: str = "", by: Actor) -> Mandate:
    """Make whoever reads an address a coordinator; a person who is not noted yet is entered under ``name``.

    Who may: ``parties.appoint_coordinator``. Nobody is written to. Refused: what is not an address; somebody who is not
    noted, without a name; somebody who coordinates already.
    """
    permissions.COORDINATE.verdict(by).require()
    person = _reader(coalition, address, name, by)
    if queries.coordinating(coalition).filter(person=person, deputy_for=None).exists():
        raise Conflict(_("%(name)s coordinates already.") % {"name": person.name}, field="address")
    return mandates.grant(mandates.Grant(person, None, Role.COORDINATOR), by=by)


@transaction.atomic
def deputise(mandate: Mandate, *, address: str, name: str = "", until: datetime, by: Actor) -> Mandate:
    """Let whoever reads an address stand in for a coordinator until an instant; entered under ``name`` where not noted yet.

    Who may: the coordinator, and others who may appoint. Refused: what ``mandates.appoint_deputy`` refuses.
    """
    permissions.may_end(by, mandate).require()
    return mandates.appoint_deputy(mandate, _reader(mandate.coalition, address, name, by), until=until, by=by)


def _reader(coalition: Coalition, address: str, name: str, by: Actor) -> Person:
    plain = people.checked_address(address)
    found = queries.people_reading(plain).filter(coalition=coalition).first()
    if found is not None:
        return found
    if not name.strip():
        raise Refusal(_("Nobody here is noted with this address. Write the person’s name too."), field="name")
    return people.enter(coalition, people.Particulars(name, plain), by=by)
