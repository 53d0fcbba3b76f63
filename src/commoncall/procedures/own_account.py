"""Taking one's own data along, and closing one's account."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from commoncall.kernel.accounts import queries
from commoncall.kernel.accounts.actions import accounts
from commoncall.kernel.accounts.models import Account
from commoncall.kernel.authority import Actor
from commoncall.kernel.history import queries as history
from commoncall.kernel.parties import queries as parties
from commoncall.kernel.parties.actions import mandates
from commoncall.kernel.parties.models import Mandate, Person

#: How many lines of the account's own history are handed out, the latest first.
_LINES = 5000


def as_data(account: Account, *, by: Actor) -> dict[str, Any]:
    """Return what is kept of somebody here, as plain values: the account, its history, and who they are in each coalition."""
    people = Person.objects.filter(account=account).select_related("coalition").prefetch_related("addresses__organisation", "mandates__organisation")
    lines = history.told(history.visible_to(by)[:_LINES])
    return {
        "account": queries.as_data(account),
        "history": [{"at": line.at.isoformat(), "what": line.sentence} for line in lines],
        "coalitions": [_as_data(person) for person in people],
    }


def _as_data(person: Person) -> dict[str, Any]:
    return {
        "coalition": person.coalition.name,
        "name": person.name,
        "other_name": person.other_name,
        "language": person.language,
        "phone": person.phone,
        "entered_at": person.created_at.isoformat(),
        "addresses": [{"address": one.address, "for": one.organisation.name if one.organisation else None} for one in person.addresses.all()],
        "mandates": [_mandate(one) for one in person.mandates.all()],
    }


def _mandate(mandate: Mandate) -> dict[str, Any]:
    return {
        "role": mandate.role,
        "for": mandate.organisation.name if mandate.organisation else None,
        "function": mandate.function,
        "topics": mandate.topics,
        "from": mandate.starts_at.isoformat(),
        "until": mandate.ends_at.isoformat() if mandate.ends_at else None,
    }


@transaction.atomic
def close(account: Account, *, also_end_mandates: bool, by: Actor) -> None:
    """Close one's account, and perhaps end all that one may do for organisations and coalitions.

    Without that, organisations go on listing the person and may write to them; and whoever reads the address may come in again.
    Who may: the owner. Refused: what ``accounts.close`` refuses; ending the mandate of a coalition's last coordinator.
    """
    if also_end_mandates:
        for hat in parties.hats(account):
            as_person = parties.actor_wearing(hat, by.proof)
            for mandate in parties.mandates_in_force().filter(person=hat.person, organisation=hat.organisation):
                mandates.end(mandate, by=as_person)
    accounts.close(account, by=by)
