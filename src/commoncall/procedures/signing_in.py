"""Signing in: by e-mailed code or link, by passkey, by one-time link; and joining an account to its people in the coalitions.

Nothing here tells, by what it answers or by how long it takes, whether an address has an account.
"""

from __future__ import annotations

import enum
from datetime import timedelta
from urllib.parse import quote
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commoncall.kernel import languages, time
from commoncall.kernel.accounts import history as kinds
from commoncall.kernel.accounts import permissions, queries, rules
from commoncall.kernel.accounts.actions import accounts, authenticator, limits, passkeys, recovery, sessions, tokens
from commoncall.kernel.accounts.actions.recording import record
from commoncall.kernel.accounts.models import Account, Token
from commoncall.kernel.accounts.rules import Device, Purpose, Rate
from commoncall.kernel.authority import VISITOR, Actor, Proof, operator
from commoncall.kernel.outbox import actions as outbox
from commoncall.kernel.outbox.kinds import mail_kind
from commoncall.kernel.parties import queries as parties
from commoncall.kernel.parties.actions import people
from commoncall.kernel.refusals import Conflict, NotVisible, Refusal
from commoncall.procedures import letters, own_sign_in

MAIL = mail_kind("accounts.sign_in", gettext_lazy("Code for signing in"))

_QUARTER = timedelta(minutes=15)
ASKED_FOR_ADDRESS = Rate(5, _QUARTER)
# A whole office, or a conference, may share one network address.
ASKED_FROM_NETWORK = Rate(60, _QUARTER)
TRIED_FROM_NETWORK = Rate(120, _QUARTER)
SECOND_FACTORS_TRIED = Rate(6, 2 * _QUARTER)


class Way(enum.Enum):
    """How whoever reads an address comes in."""

    NONE = 0
    HERE = 1
    OTHERWISE = 2


# Nobody gets the letter of ``NONE``: it is written so that it takes the same time.
_LETTERS = {Way.NONE: "sign_in", Way.HERE: "sign_in", Way.OTHERWISE: "sign_in_otherwise"}


def way_in(address: str) -> Way:
    """Tell how whoever reads an address comes in: it is an account's, or noted for somebody with a mandate in force.

    Somebody who signs in with another address already comes in with that one only: what a coalition notes of a person must
    not open an account that is good in other coalitions too.
    """
    holder = queries.holder(address)
    noted = parties.mandates_in_force().filter(person__in=parties.people_reading(address)).values_list("person__account_id", flat=True)
    accounts_noted = set(noted)
    if holder is not None:
        return Way.HERE if holder.is_active else Way.NONE
    if None in accounts_noted:
        return Way.HERE
    return Way.OTHERWISE if accounts_noted else Way.NONE


def is_known(address: str) -> bool:
    """Tell whether whoever reads an address may come in with it."""
    return way_in(address) is Way.HERE


def ask(address: str, *, goes_on_to: str = "/", network: str) -> UUID:
    """Write a code and a link to an address that is known, and return what binds the code to the browser that asked.

    For an address that is not known the same is done, and taken back, except for the token: it is good for nothing. Refused:
    too often for one address or from one network.
    """
    plain = rules.plain_address(address)
    limits.allow(f"asked from {network}", ASKED_FROM_NETWORK)
    limits.allow(f"asked for {plain}", ASKED_FOR_ADDRESS)
    way = way_in(plain)
    with transaction.atomic():
        secret = tokens.make(Purpose.SIGN_IN, rules.CODE_LASTS, address=plain)
        with transaction.atomic():
            _write(_LETTERS[way], plain, secret, goes_on_to)
            transaction.set_rollback(way is Way.NONE)
    return secret.id


def _write(template: str, address: str, secret: tokens.Secret, goes_on_to: str) -> None:
    language = languages.current()
    link = settings.ADDRESS + reverse("sign-in-link", args=[secret.link])
    if goes_on_to != "/":
        link += f"?next={quote(goes_on_to, safe='/')}"
    letter = letters.compose(template, {"code": rules.spaced(secret.code), "link": link}, language=language)
    outbox.post(
        MAIL,
        address,
        subject=letter.subject,
        text=letter.text,
        html=letter.html,
        language=language,
        is_secret=True,
        expires_at=time.now() + rules.CODE_LASTS,
        by=VISITOR,
    )


def with_code(token_id: UUID, typed: str, *, network: str) -> Account:
    """Return the account of whoever types the code in the browser that asked for it. Refused alike: any code that is not good."""
    limits.allow(f"tried from {network}", TRIED_FROM_NETWORK)
    token = tokens.try_code(token_id, typed)
    if not is_known(token.address):
        raise tokens.wrong_code()
    return _account_of(token)


def with_link(link: str, *, on_this_machine: bool) -> Account:
    """Return the account of whoever presses the button behind a link. Refused: a link that is no longer good."""
    token = queries.good_link(link, Purpose.SIGN_IN, Purpose.ONE_TIME, on_this_machine=on_this_machine)
    if token is None or not (token.account.is_active if token.account else is_known(token.address)):
        raise Conflict(_("This link has been used already, or has run out. Ask for a new one."))
    return _account_of(token)


@transaction.atomic
def _account_of(token: Token) -> Account:
    tokens.spend(token)
    return token.account or accounts.reading(token.address, _description(token.address))


def _description(address: str) -> accounts.Description:
    person = parties.people_reading(address).order_by("id").first()
    return accounts.Description(person.name if person else "", languages.current())


def with_passkey(token_id: UUID, answer: str, *, network: str) -> Account:
    """Return the account whose passkey answers a challenge. Refused: what ``passkeys.use`` refuses; too often from one network."""
    limits.allow(f"tried from {network}", TRIED_FROM_NETWORK)
    return passkeys.use(token_id, answer)


def show_second_factor(account: Account, typed: str) -> Account:
    """Return the account once a code of its application or a recovery code was given. Refused: a wrong one; too often."""
    key = f"second factor of {account.pk}"
    limits.allow(key, SECOND_FACTORS_TRIED)
    if len(typed_digits := rules.digits(typed)) == rules.APPLICATION_CODE_LENGTH and typed_digits.isdecimal():
        authenticator.check(account, typed)
    else:
        recovery.use(account, typed, by=parties.account_actor(account, Proof.SIGNED_IN))
    limits.forgive(key)
    return account


def show_passkey(account: Account, token_id: UUID, answer: str) -> Account:
    """Return the account once one of its own passkeys has answered. Refused: what ``passkeys.use`` refuses; too often."""
    key = f"second factor of {account.pk}"
    limits.allow(key, SECOND_FACTORS_TRIED)
    passkeys.use(token_id, answer, account)
    limits.forgive(key)
    return account


@transaction.atomic
def arrive(account: Account, device: Device, *, proof: Proof) -> None:
    """Let an account in that has shown all it must: its people in the coalitions are joined to it, and a new device is noted."""
    for own in queries.addresses(account):
        come_in(account, own.address)
    sessions.note_sign_in(account, device, by=parties.account_actor(account, proof))


def come_in(account: Account, address: str) -> None:
    """Join the people who are noted with an address, and with no account yet, to the account that has proved to read it."""
    for person in parties.people_reading(address).filter(account__isnull=True):
        people.come_in(person, account)


def one_time_link(
    whose: Account | str, *, by: Actor, minutes: int = 15, same_machine: bool = False, lasting: bool = False, lost_second_factor: bool = False
) -> str:
    """Return the path of a link on which one account, or the reader of one known address, signs in once.

    With ``same_machine`` it is good only from the machine itself; only then it may be ``lasting``, and be used again until it
    runs out. With ``lost_second_factor``, passkeys, application and recovery codes are taken off the account, so that its owner
    can come in again. Who may: the operator. Refused: an address that nobody here is known by.
    """
    permissions.may_make_links(by).require()
    account = whose if isinstance(whose, Account) else queries.holder(whose)
    address = queries.main_address(account) if account else str(whose)
    if not (account.is_active if account else is_known(address)):
        raise NotVisible(_("Nobody who may come in here is known by the address %(address)s.") % {"address": address})
    with transaction.atomic():
        lasts = timedelta(minutes=minutes)
        secret = tokens.make(Purpose.ONE_TIME, lasts, account=account, address=address, is_local=same_machine, is_lasting=lasting and same_machine)
        record(kinds.LINK_MADE, account, by=by, address=address)
        if account is not None and lost_second_factor:
            own_sign_in.take_second_factor_off(account, by=by)
    return reverse("sign-in-link", args=[secret.link])


def first_link(*, by: Actor, hours: int = 24) -> str:
    """Return the path of the link with which the first steward of an empty installation begins. Who may: the operator.

    Refused: where there is a steward already.
    """
    permissions.may_make_links(by).require()
    _require_empty()
    return reverse("first", args=[tokens.make(Purpose.FIRST, timedelta(hours=hours)).link])


def first_link_is_good(link: str) -> bool:
    """Tell whether a first steward can still begin with this link."""
    return queries.good_link(link, Purpose.FIRST) is not None and not queries.stewards().exists()


@transaction.atomic
def first_steward(link: str, *, name: str, address: str) -> Account:
    """Make whoever holds the first link a steward with an account, under the name and address that they give.

    It is the operator's deed: whoever holds the link got it from the operator, and so the address is taken on trust.
    Refused: a link that is no longer good; an installation that has a steward; no name or no address.
    """
    token = queries.good_link(link, Purpose.FIRST)
    if token is None:
        raise Conflict(_("This link has been used already, or has run out. Start Commoncall again to get a new one."))
    _require_empty()
    tokens.spend(token)
    return accounts.make_steward(people.checked_address(address), accounts.Description(name.strip(), languages.current()), by=operator())


def _require_empty() -> None:
    if queries.stewards().exists():
        raise Refusal(_("This installation has a steward already. Sign in, or ask them."))
