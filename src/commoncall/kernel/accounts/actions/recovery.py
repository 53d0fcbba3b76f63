"""Recovery codes, for whoever has lost a second factor; and taking it off an account whose owner has lost those too."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from commoncall.kernel import time
from commoncall.kernel.accounts import history as kinds
from commoncall.kernel.accounts import permissions, queries, rules, secrets
from commoncall.kernel.accounts.actions.recording import record
from commoncall.kernel.accounts.models import Account, Authenticator, Passkey, RecoveryCode
from commoncall.kernel.authority import Actor
from commoncall.kernel.refusals import NotAllowed, Refusal


@transaction.atomic
def make_anew(account: Account, *, by: Actor) -> list[str]:
    """Make ten new recovery codes and return them, for the only time; old ones are no longer good.

    Who may: the owner, with the second factor. Refused: where there is none that could be lost.
    """
    permissions.may_change_sign_in(by, account).require()
    if not queries.second_factor(account):
        raise Refusal(_("Recovery codes stand in for a second factor. Set one up first."))
    return _make(account, by)


def make_first(account: Account, *, by: Actor) -> list[str]:
    """Make recovery codes together with the first second factor, and return them; part of that deed."""
    return [] if RecoveryCode.objects.filter(account=account).exists() else _make(account, by)


def _make(account: Account, by: Actor) -> list[str]:
    codes = [secrets.new_recovery_code() for _number in range(rules.RECOVERY_CODES)]
    RecoveryCode.objects.filter(account=account).delete()
    RecoveryCode.objects.bulk_create(RecoveryCode(account=account, code_hash=secrets.code_hash(code, account.pk)) for code in codes)
    record(kinds.RECOVERY_CODES_MADE, account, by=by)
    return [rules.grouped_recovery_code(code) for code in codes]


@transaction.atomic
def use(account: Account, typed: str, *, by: Actor) -> None:
    """Use a recovery code up instead of a second factor. Refused: a wrong one, and one that was used."""
    kept = secrets.code_hashes(rules.plain_recovery_code(typed), account.pk)
    if not RecoveryCode.objects.filter(account=account, code_hash__in=kept, used_at__isnull=True).update(used_at=time.now()):
        raise Refusal(_("This is not one of your recovery codes, or it was used before."), field="code")
    record(kinds.RECOVERY_CODE_USED, account, by=by)


def remove_if_last(account: Account) -> None:
    """Remove the recovery codes where nothing is left that they could stand in for; part of the deed that removed it."""
    if not queries.second_factor(account):
        RecoveryCode.objects.filter(account=account).delete()


@transaction.atomic
def take_off(account: Account, *, by: Actor) -> None:
    """Take every second factor off the account of somebody who has lost them all.

    Who may: the operator alone, who has made sure by other means who asks.
    """
    if not by.is_operator:
        raise NotAllowed(_("Only the operator of this installation does this."))
    Passkey.objects.filter(account=account).delete()
    Authenticator.objects.filter(account=account).delete()
    RecoveryCode.objects.filter(account=account).delete()
    record(kinds.SECOND_FACTOR_TAKEN_OFF, account, by=by)
