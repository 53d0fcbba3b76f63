"""Setting up a coalition together with its first coordinator, so that none ever exists without somebody to run it."""

from __future__ import annotations

from dataclasses import replace

from django.db import transaction

from commoncall.decisions.actions import ladder
from commoncall.kernel.accounts.models import Account
from commoncall.kernel.authority import Actor, Role
from commoncall.kernel.parties.actions import coalitions, mandates, people
from commoncall.kernel.parties.models import Coalition
from commoncall.kernel.parties.rules import Arrangements
from commoncall.leadership.actions import bodies
from commoncall.leadership.models import Body


@transaction.atomic
def found(description: coalitions.Description, arrangements: Arrangements, *, founder: Account, name: str = "", by: Actor) -> Coalition:
    """Set up a coalition and make ``founder`` its first coordinator, in one transaction.

    ``name`` is what the founder is called there; the account's name unless another is given. Who may:
    ``parties.permissions.may_found``. Recorded in the new coalition's chain: its founding, the person, the mandate, and
    the body that leads it, in which nobody sits yet, and the ladder of decisions that suits how it is arranged.
    Refused: what ``coalitions.found`` refuses, and a founder without a name.
    """
    coalition = coalitions.found(description, arrangements, by=by)
    within = _as_first_coordinator(by, coalition)
    particulars = people.Particulars(name or founder.name, _main_address(founder), language=founder.language)
    person = people.enter(coalition, particulars, by=within)
    mandates.grant(mandates.Grant(person, None, Role.COORDINATOR), by=within)
    people.come_in(person, founder)
    # How its committee is formed was asked; who sits there is still to come.
    bodies.form(coalition, bodies.Description(kind=Body.Kind.COMMITTEE, formed=arrangements.leaders), by=within)
    ladder.set_up(coalition, by=within)
    return coalition


def _as_first_coordinator(by: Actor, coalition: Coalition) -> Actor:
    # Nobody holds a mandate yet who could grant the first one; founding is what entitles to this, and to nothing after it.
    return replace(by, coalition_id=coalition.id, chain_id=coalition.chain_id, roles=frozenset({Role.COORDINATOR}))


def _main_address(account: Account) -> str:
    addresses = account.addresses.order_by("-is_main", "verified_at")
    return next((one.address for one in addresses), "")
