"""One's own addresses: proving a new one, and choosing which one each coalition and organisation writes to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commoncall.kernel import languages, time
from commoncall.kernel.accounts import permissions, queries, rules
from commoncall.kernel.accounts.actions import addresses, limits, tokens
from commoncall.kernel.accounts.models import Account, EmailAddress
from commoncall.kernel.accounts.rules import Purpose, Rate
from commoncall.kernel.authority import Actor
from commoncall.kernel.outbox import actions as outbox
from commoncall.kernel.outbox.kinds import mail_kind
from commoncall.kernel.parties import queries as parties
from commoncall.kernel.parties.actions import people
from commoncall.kernel.parties.models import Address, Coalition, Organisation
from commoncall.kernel.refusals import NotVisible, Refusal
from commoncall.procedures import letters, signing_in

MAIL = mail_kind("accounts.new_address", gettext_lazy("Proof of a new address"))

_ASKED = Rate(5, timedelta(hours=1))


def ask_to_add(account: Account, address: str, *, by: Actor) -> None:
    """Write to an address that an account wants to add, whatever is known of it. Who may: the owner. Refused: too often."""
    permissions.may_change_sign_in(by, account).require()
    plain = people.checked_address(address)
    limits.allow(f"address added to {account.pk}", _ASKED)
    limits.allow(f"asked for {plain}", signing_in.ASKED_FOR_ADDRESS)
    with transaction.atomic():
        secret = tokens.make(Purpose.ADDRESS, rules.ADDRESS_LINK_LASTS, account=account, address=plain)
        _write(account, plain, secret, by)


def _write(account: Account, address: str, secret: tokens.Secret, by: Actor) -> None:
    language = languages.current()
    link = settings.ADDRESS + reverse("you-address-proof", args=[secret.link])
    letter = letters.compose("new_address", {"name": str(account), "link": link}, language=language)
    outbox.post(
        MAIL,
        address,
        subject=letter.subject,
        text=letter.text,
        html=letter.html,
        language=language,
        is_secret=True,
        expires_at=time.now() + rules.ADDRESS_LINK_LASTS,
        by=by,
    )


def proved_by(link: str, account: Account) -> str | None:
    """Return the address that a link proves for an account; nothing where the link is no longer good, or is another's."""
    token = queries.good_link(link, Purpose.ADDRESS)
    return token.address if token is not None and token.account_id == account.pk else None


@transaction.atomic
def add(link: str, account: Account, *, by: Actor) -> EmailAddress:
    """Add the address that a link proves; the people noted with it in the coalitions are joined to the account.

    Who may: the owner. Refused: a link that is no longer good or is another account's; an address of another account.
    """
    token = queries.good_link(link, Purpose.ADDRESS)
    if token is None or token.account_id != account.pk:
        raise NotVisible(_("This link is no longer good."))
    tokens.spend(token)
    row = addresses.add(account, token.address, by=by)
    signing_in.come_in(account, token.address)
    return row


@dataclass(frozen=True)
class Place:
    """Where a coalition writes to somebody, in general or about one organisation for which they act.

    ``address`` is the one noted there, empty where the general one holds.
    """

    coalition: Coalition
    organisation: Organisation | None
    person_id: UUID
    address: str
    hat: parties.Hat

    @property
    def key(self) -> UUID | None:
        """The organisation's identifier; nothing for the general place."""
        return self.organisation.pk if self.organisation else None


def places(account: Account) -> list[Place]:
    """Return every place from which an account's owner is written to, in general first, in two queries."""
    hats = parties.hats(account)
    noted = {(one.person_id, one.organisation_id): one.address for one in Address.objects.filter(person__account=account)}
    found: dict[tuple[UUID, UUID | None], Place] = {}
    for hat in hats:
        for organisation in dict.fromkeys([None, hat.organisation]):
            key = (hat.person.pk, organisation.pk if organisation else None)
            found.setdefault(key, Place(hat.coalition, organisation, hat.person.pk, noted.get(key, ""), hat))
    return list(found.values())


@transaction.atomic
def choose(account: Account, person_id: UUID, wanted: Mapping[UUID | None, str], *, by: Actor) -> None:
    """Choose which of one's own proved addresses a coalition writes to: in general (``None``) and about each organisation.

    An empty address stands for the general one. Who may: the owner. Refused: an address that is not proved; none in general;
    one for two organisations, because an address stands once in a coalition.
    """
    own = [place for place in places(account) if place.person_id == person_id]
    if not own:
        raise NotVisible(_("There is no such place."))
    general = rules.plain_address(wanted.get(None, own[0].address))
    chosen = {place.key: rules.plain_address(wanted.get(place.key, place.address)) for place in own} | {None: general}
    # What is the general address need not be noted again for an organisation.
    chosen |= {key: "" for key, address in chosen.items() if key is not None and address == general}
    changed = [place for place in own if chosen[place.key] != rules.plain_address(place.address)]
    if changed:
        _check(account, chosen, changed)
        _note(changed, chosen, by)


def _check(account: Account, chosen: Mapping[UUID | None, str], changed: Sequence[Place]) -> None:
    if not chosen[None]:
        raise Refusal(_("Choose a general address: you have to be reachable."))
    proved = {rules.plain_address(one.address) for one in queries.addresses(account)}
    if any(chosen[place.key] and chosen[place.key] not in proved for place in changed):
        raise Refusal(_("Add this address to your own first, and prove that you read it."))
    used = [address for address in chosen.values() if address]
    if len(used) != len(set(used)):
        raise Refusal(_("In one coalition an address stands for one organisation. Use it for one of them, or as the general address."))


def _note(changed: Sequence[Place], chosen: Mapping[UUID | None, str], by: Actor) -> None:
    person = changed[0].hat.person
    # Cleared first, so that two addresses can change places.
    for place in changed:
        people.set_address(person, "", organisation=place.organisation)
    noted = people.Particulars(person.name, other_name=person.other_name, language=person.language, phone=person.phone)
    addresses_noted = {place.organisation: chosen[place.key] for place in changed}
    people.correct(person, noted, addresses=addresses_noted, by=parties.actor_wearing(changed[0].hat, by.proof))


@transaction.atomic
def remove(account: Account, address_id: UUID, *, by: Actor) -> None:
    """Remove one of one's addresses. Who may: the owner. Refused: the main one; one to which a coalition still writes."""
    row = next((one for one in queries.addresses(account) if one.pk == address_id), None)
    used = [place for place in places(account) if row and rules.plain_address(place.address) == rules.plain_address(row.address)]
    if used:
        raise Refusal(_("%(coalition)s writes to this address. Choose another one there first.") % {"coalition": used[0].coalition.name})
    addresses.remove(account, address_id, by=by)
