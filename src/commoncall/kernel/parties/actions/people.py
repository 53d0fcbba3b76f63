"""Entering people and their addresses, inviting them, and their coming in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from commoncall.kernel import time
from commoncall.kernel.accounts.models import Account
from commoncall.kernel.accounts.rules import plain_address
from commoncall.kernel.authority import Actor, Capacity
from commoncall.kernel.history import actions as book
from commoncall.kernel.parties import history as kinds
from commoncall.kernel.parties import permissions
from commoncall.kernel.parties.models import Address, Coalition, Invitation, Organisation, Person
from commoncall.kernel.parties.rules import joined_names
from commoncall.kernel.refusals import Conflict, NotAllowed, Refusal
from commoncall.kernel.text.folding import fold


@dataclass(frozen=True)
class Particulars:
    """What is noted of a person; ``address`` is where they read mail about ``organisation``, or in general where that is empty."""

    name: str
    address: str = ""
    other_name: str = ""
    language: str = ""
    phone: str = ""


def noted(person: Person, particulars: Particulars) -> Person:
    """Set a person's particulars on the row, with the folded column by which they are found; saves nothing."""
    if not particulars.name.strip():
        raise Refusal(_("A person needs a name."), field="name")
    person.name = particulars.name.strip()
    person.other_name = particulars.other_name.strip()
    person.language = particulars.language
    person.phone = particulars.phone.strip()
    person.searchable = fold(joined_names([person.name, person.other_name]))
    return person


def checked_address(address: str, *, field: str = "address") -> str:
    """Return an address as it is kept; refuse one that cannot be written to, at the field that it came from."""
    plain = plain_address(address)
    try:
        validate_email(plain)
    except ValidationError:
        raise Refusal(_("%(address)s is not an e-mail address.") % {"address": address.strip()}, field=field) from None
    return plain


@transaction.atomic
def enter(
    coalition: Coalition, particulars: Particulars, *, organisation: Organisation | None = None, by: Actor, batch: UUID | None = None
) -> Person:
    """Enter one person. Who may: ``parties.enter``, or who speaks for ``organisation``. Nobody is written to.

    Refused: without a name; with an address that already belongs to somebody else in this coalition.
    """
    if organisation is not None:
        permissions.may_correct(by, organisation).require()
    else:
        permissions.ENTER.verdict(by).require()
    person = noted(Person(coalition=coalition), particulars)
    person.save(force_insert=True)
    if particulars.address.strip():
        set_address(person, particulars.address, organisation=None)
    book.record(
        kinds.PERSON_ENTERED,
        by=by,
        subject=person.id,
        subject_kind="person",
        concerns=organisation.id if organisation else None,
        particulars={"person": person.name},
        batch=batch,
    )
    return person


def set_address(person: Person, address: str, *, organisation: Organisation | None) -> None:
    """Note where a person reads mail; part of a deed, which records it. Refused: an address that is somebody else's here."""
    if not address.strip():
        Address.objects.filter(person=person, organisation=organisation).delete()
        return
    plain = checked_address(address)
    held = Address.objects.filter(coalition_id=person.coalition_id, address__iexact=plain).exclude(person=person, organisation=organisation)
    if held.exists():
        # Whose it is may be what nobody but the coordinators knows.
        raise Conflict(_("%(address)s is noted here already.") % {"address": plain}, field="address")
    Address.objects.update_or_create(person=person, organisation=organisation, defaults={"address": plain, "coalition_id": person.coalition_id})


@transaction.atomic
def enter_all(coalition: Coalition, entered: Sequence[Particulars], *, by: Actor, batch: UUID | None = None) -> list[Person]:
    """Enter many people, with addresses that the caller knows to be free, in a constant number of statements."""
    permissions.ENTER.verdict(by).require()
    people = [noted(Person(coalition=coalition), particulars) for particulars in entered]
    Person.objects.bulk_create(people)
    pairs = [(person, particulars) for person, particulars in zip(people, entered, strict=True) if particulars.address.strip()]
    Address.objects.bulk_create(Address(person=person, coalition=coalition, address=checked_address(noted_.address)) for person, noted_ in pairs)
    deeds = [
        book.Deed(kinds.PERSON_ENTERED, subject=person.id, subject_kind="person", particulars={"person": person.name}, batch=batch)
        for person in people
    ]
    book.record_all(deeds, by=by)
    return people


@transaction.atomic
def correct(person: Person, particulars: Particulars, *, addresses: Mapping[Organisation | None, str] | None = None, by: Actor) -> Person:
    """Correct what is noted of a person, and where they read mail. Who may: a coordinator, or the person."""
    if by.person_id != person.id or by.preview:
        permissions.ENTER.verdict(by).require()
    person = Person.objects.select_for_update().get(pk=person.pk)
    noted(person, particulars)
    person.save(update_fields=["name", "other_name", "language", "phone", "searchable"])
    for organisation, address in (addresses or {}).items():
        set_address(person, address, organisation=organisation)
    book.record(kinds.PERSON_CORRECTED, by=by, subject=person.id, subject_kind="person", particulars={"person": person.name})
    return person


@transaction.atomic
def take_out(people: Sequence[Person], *, by: Actor, batch: UUID | None = None) -> int:
    """Remove people who were entered by mistake. Who may: ``parties.enter``. Refused: for one who has come in already."""
    permissions.ENTER.verdict(by).require()
    if any(person.account_id is not None for person in people):
        raise NotAllowed(_("Somebody who has come into the workspace cannot be taken out as if entered by mistake. End their mandates instead."))
    deeds = [book.Deed(kinds.PERSON_REMOVED, subject=one.id, subject_kind="person", particulars={"person": one.name}, batch=batch) for one in people]
    book.record_all(deeds, by=by)
    Person.objects.filter(pk__in=[one.pk for one in people]).delete()
    return len(people)


@transaction.atomic
def note_invitations(coalition: Coalition, people: Sequence[Person], *, by: Actor) -> list[Invitation]:
    """Note that people were invited; ``procedures.invitations`` writes to them in the same transaction."""
    permissions.INVITE.verdict(by).require()
    now = time.now()
    invitations = [Invitation(coalition=coalition, person=person, sent_by_id=by.person_id, sent_at=now) for person in people]
    Invitation.objects.bulk_create(invitations)
    book.record_all(
        [book.Deed(kinds.PERSON_INVITED, subject=one.id, subject_kind="person", particulars={"person": one.name}) for one in people], by=by
    )
    return invitations


@transaction.atomic
def come_in(person: Person, account: Account) -> Person:
    """Join a person to the account that has just proved to read one of the person's addresses.

    An account has one person in each coalition; where it has one there already, this one is left as it is.
    """
    person = Person.objects.select_for_update(of=("self",)).select_related("coalition").get(pk=person.pk)
    taken = Person.objects.filter(coalition=person.coalition, account=account).exists()
    if person.account_id is not None or taken:
        return person
    person.account = account
    person.save(update_fields=["account"])
    Invitation.objects.filter(person=person, accepted_at__isnull=True).update(accepted_at=time.now())
    by = Actor(
        capacity=Capacity.PERSON,
        coalition_id=person.coalition_id,
        chain_id=person.coalition.chain_id,
        account_id=account.id,
        person_id=person.id,
        person_name=person.name,
    )
    book.record(kinds.PERSON_JOINED, by=by, subject=person.id, subject_kind="person")
    return person
