"""Passkeys (Web Authentication, level 2): adding, using, renaming and removing them.

The owner has to prove to the device that it is them (by finger, face or number), so that a passkey is two factors in one.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit
from uuid import UUID

import webauthn
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from webauthn.helpers import parse_authentication_credential_json
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticationCredential,
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from commoncall.kernel import time
from commoncall.kernel.accounts import history as kinds
from commoncall.kernel.accounts import permissions, queries, secrets
from commoncall.kernel.accounts.actions import recovery, tokens
from commoncall.kernel.accounts.actions.recording import record
from commoncall.kernel.accounts.models import Account, Passkey, Token
from commoncall.kernel.accounts.rules import CHALLENGE_LASTS, Purpose
from commoncall.kernel.authority import Actor
from commoncall.kernel.refusals import NotVisible, Refusal

#: More than anybody needs, and few enough to look through.
MOST = 20


@dataclass(frozen=True)
class Challenge:
    """What a browser has to answer: its token, and the options that it is given as JSON."""

    token_id: UUID
    options: str


def challenge_to_add(account: Account, *, by: Actor) -> Challenge:
    """Begin adding a passkey. Who may: the owner, with the second factor where there is one."""
    permissions.may_change_sign_in(by, account).require()
    if queries.second_factor(account).passkeys >= MOST:
        raise Refusal(_("This account has %(n)s passkeys. Remove one that is no longer used.") % {"n": MOST})
    secret = tokens.make(Purpose.PASSKEY, CHALLENGE_LASTS, account=account)
    options = webauthn.generate_registration_options(
        rp_id=_host(),
        rp_name="Commoncall",
        user_id=account.id.bytes,
        user_name=queries.main_address(account),
        user_display_name=str(account),
        challenge=secrets.challenge(secret.id),
        exclude_credentials=[PublicKeyCredentialDescriptor(bytes(one.credential)) for one in queries.passkeys(account)],
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED, user_verification=UserVerificationRequirement.REQUIRED
        ),
    )
    return Challenge(secret.id, webauthn.options_to_json(options))


@transaction.atomic
def add(account: Account, name: str, token_id: UUID, answer: str, *, by: Actor) -> list[str]:
    """Add the passkey with which a browser has answered a challenge; return recovery codes if these are the first.

    Who may: the owner, with the second factor where there is one. Refused: an answer that does not fit the challenge.
    """
    permissions.may_change_sign_in(by, account).require()
    token = _challenged(token_id, account)
    tokens.spend(token)
    try:
        verified = webauthn.verify_registration_response(
            credential=answer,
            expected_challenge=secrets.challenge(token.id),
            expected_rp_id=_host(),
            expected_origin=_origin(),
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError, KeyError, TypeError):
        raise Refusal(_("The passkey could not be added: the answer of the device does not fit. Begin again.")) from None
    passkey, made = Passkey.objects.get_or_create(
        credential=verified.credential_id,
        defaults={
            "account": account,
            "name": name.strip()[:80] or _("Passkey"),
            "public_key": verified.credential_public_key,
            "uses": verified.sign_count,
            "made_at": time.now(),
        },
    )
    if not made:
        raise Refusal(_("This passkey is known here already."))
    record(kinds.PASSKEY_ADDED, account, by=by, name=passkey.name)
    return recovery.make_first(account, by=by)


def challenge_to_use(account: Account | None = None) -> Challenge:
    """Begin proving by passkey who one is: any that is known here, or one of ``account``."""
    secret = tokens.make(Purpose.PASSKEY, CHALLENGE_LASTS, account=account)
    own = [] if account is None else [PublicKeyCredentialDescriptor(bytes(one.credential)) for one in queries.passkeys(account)]
    options = webauthn.generate_authentication_options(
        rp_id=_host(), challenge=secrets.challenge(secret.id), allow_credentials=own, user_verification=UserVerificationRequirement.REQUIRED
    )
    return Challenge(secret.id, webauthn.options_to_json(options))


@transaction.atomic
def use(token_id: UUID, answer: str, account: Account | None = None) -> Account:
    """Return the account whose passkey has answered a challenge, which is then used up.

    Refused alike: an unknown passkey, another account's, a wrong or repeated answer, an account that was barred.
    """
    token = _challenged(token_id, account)
    tokens.spend(token)
    credential = _parsed(answer)
    passkey = Passkey.objects.select_for_update(of=("self",)).select_related("account").filter(credential=credential.raw_id).first()
    if passkey is None or not passkey.account.is_active or (account is not None and passkey.account_id != account.pk):
        raise _not_recognised()
    passkey.uses = _verified_uses(passkey, credential, token)
    passkey.used_at = time.now()
    passkey.save(update_fields=["uses", "used_at"])
    return passkey.account


def _challenged(token_id: UUID, account: Account | None) -> Token:
    token = Token.objects.filter(pk=token_id, purpose=Purpose.PASSKEY, account=account).first()
    if token is None:
        raise _not_recognised()
    return token


def _parsed(answer: str) -> AuthenticationCredential:
    try:
        return parse_authentication_credential_json(answer)
    except (WebAuthnException, ValueError, KeyError, TypeError):
        raise _not_recognised() from None


def _verified_uses(passkey: Passkey, credential: AuthenticationCredential, token: Token) -> int:
    handle = credential.response.user_handle
    if handle and bytes(handle) != passkey.account_id.bytes:
        raise _not_recognised()
    try:
        verified = webauthn.verify_authentication_response(
            credential=credential,
            expected_challenge=secrets.challenge(token.id),
            expected_rp_id=_host(),
            expected_origin=_origin(),
            credential_public_key=bytes(passkey.public_key),
            credential_current_sign_count=passkey.uses,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError, KeyError, TypeError):
        raise _not_recognised() from None
    return int(verified.new_sign_count)


def _not_recognised() -> Refusal:
    return Refusal(_("This passkey was not recognised. Try again, or sign in by mail."))


@transaction.atomic
def rename(account: Account, passkey_id: UUID, name: str, *, by: Actor) -> Passkey:
    """Call a passkey something else. Who may: the owner. Refused: without a name."""
    permissions.may_change(by, account).require()
    passkey = _own(account, passkey_id)
    if not name.strip():
        raise Refusal(_("Give the passkey a name by which you know it again."), field="name")
    before, passkey.name = passkey.name, name.strip()[:80]
    if passkey.name != before:
        passkey.save(update_fields=["name"])
        record(kinds.PASSKEY_RENAMED, account, by=by, name=passkey.name, before=before)
    return passkey


@transaction.atomic
def remove(account: Account, passkey_id: UUID, *, by: Actor) -> None:
    """Remove a passkey; with the last second factor the recovery codes go too. Who may: the owner, with the second factor."""
    permissions.may_change_sign_in(by, account).require()
    passkey = _own(account, passkey_id)
    passkey.delete()
    record(kinds.PASSKEY_REMOVED, account, by=by, name=passkey.name)
    recovery.remove_if_last(account)


def _own(account: Account, passkey_id: UUID) -> Passkey:
    passkey = Passkey.objects.filter(account=account, pk=passkey_id).first()
    if passkey is None:
        raise NotVisible(_("There is no such passkey."))
    return passkey


def _host() -> str:
    return urlsplit(settings.ADDRESS).hostname or "localhost"


def _origin() -> str:
    parts = urlsplit(settings.ADDRESS)
    return f"{parts.scheme}://{parts.netloc}"
