"""An application that shows codes (RFC 6238) as a second factor."""

from __future__ import annotations

from dataclasses import dataclass

import pyotp
from django.conf import settings
from django.db import transaction
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _

from commoncall.kernel import time
from commoncall.kernel.accounts import history as kinds
from commoncall.kernel.accounts import permissions, queries, rules, secrets
from commoncall.kernel.accounts.actions import recovery
from commoncall.kernel.accounts.actions.recording import record
from commoncall.kernel.accounts.models import Account, Authenticator
from commoncall.kernel.authority import Actor
from commoncall.kernel.refusals import Conflict, Refusal


@dataclass(frozen=True)
class Setup:
    """What an application has to be told: the secret in words, and the address that its camera reads."""

    secret: str
    address: str


def begin(account: Account, *, by: Actor) -> Setup:
    """Return what to tell an application; the same until it is confirmed. Who may: the owner, with the second factor.

    Refused: where one is set up already.
    """
    permissions.may_change_sign_in(by, account).require()
    row, _made = Authenticator.objects.get_or_create(account=account, defaults={"secret": "", "made_at": time.now()})
    if row.confirmed_at is not None:
        raise Conflict(_("An application is set up already. Remove it first."))
    secret = secrets.decrypted(row.secret)
    if secret is None:
        secret = pyotp.random_base32()
        Authenticator.objects.filter(pk=row.pk).update(secret=secrets.encrypted(secret))
    address = pyotp.TOTP(secret).provisioning_uri(name=queries.main_address(account), issuer_name="Commoncall")
    return Setup(secret, address)


@transaction.atomic
def confirm(account: Account, typed: str, *, by: Actor) -> list[str]:
    """Set the application up, once it has shown a right code; return recovery codes if these are the first.

    Who may: the owner, with the second factor where there is one. Refused: a wrong code.
    """
    permissions.may_change_sign_in(by, account).require()
    row = Authenticator.objects.select_for_update().filter(account=account, confirmed_at__isnull=True).first()
    if row is None:
        raise Conflict(_("An application is set up already. Remove it first."))
    _take(row, typed)
    row.confirmed_at = time.now()
    row.save(update_fields=["confirmed_at"])
    record(kinds.AUTHENTICATOR_ADDED, account, by=by)
    return recovery.make_first(account, by=by)


@transaction.atomic
def check(account: Account, typed: str) -> None:
    """Accept the code that the application shows now, once. Refused: a wrong code, and one that was taken before."""
    row = Authenticator.objects.select_for_update().filter(account=account, confirmed_at__isnull=False).first()
    if row is None:
        raise _wrong()
    _take(row, typed)


def _take(row: Authenticator, typed: str) -> None:
    secret = secrets.decrypted(row.secret)
    if secret is None:
        raise Refusal(
            _("The key of this installation was changed, so that codes of applications cannot be checked. Use a recovery code."), field="code"
        )
    step = _step_of(pyotp.TOTP(secret, interval=rules.STEP), rules.digits(typed))
    if step is None or step <= row.last_step:
        raise _wrong()
    row.last_step = step
    row.save(update_fields=["last_step"])


def _step_of(clock: pyotp.TOTP, code: str) -> int | None:
    """Return the half minute, near the present one, whose code this is; every candidate is compared, right or not."""
    now = int(time.now().timestamp()) // rules.STEP
    steps = range(now - rules.STEPS_ASIDE, now + rules.STEPS_ASIDE + 1)
    matching = [step for step in steps if constant_time_compare(clock.generate_otp(step), code)]
    return max(matching, default=None)


def _wrong() -> Refusal:
    return Refusal(_("This code is not right, or was used before. Wait for the next one that the application shows."), field="code")


@transaction.atomic
def encrypt_anew() -> int:
    """Encrypt under the present key what a former one has encrypted, and return how many. By the clock alone: nobody's will changes.

    Nothing is recorded. What no key opens stays as it is, in case its key is put back.
    """
    if not settings.SECRET_KEY_FALLBACKS:
        return 0
    renewed = []
    for row in Authenticator.objects.select_for_update().exclude(secret=""):
        if anew := secrets.encrypted_anew(row.secret):
            row.secret = anew
            renewed.append(row)
    return Authenticator.objects.bulk_update(renewed, ["secret"], batch_size=500)


@transaction.atomic
def remove(account: Account, *, by: Actor) -> None:
    """Remove the application; with the last second factor the recovery codes go too. Who may: the owner, with the second factor."""
    permissions.may_change_sign_in(by, account).require()
    removed, _by_model = Authenticator.objects.filter(account=account).delete()
    if removed:
        record(kinds.AUTHENTICATOR_REMOVED, account, by=by)
    recovery.remove_if_last(account)
