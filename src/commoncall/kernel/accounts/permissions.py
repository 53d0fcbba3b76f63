"""What people may do to accounts: their owner nearly all, the operator what its owner can no longer do."""

from django.utils.translation import gettext_lazy as _

from commoncall.kernel.accounts import queries
from commoncall.kernel.accounts.models import Account
from commoncall.kernel.authority import ALLOWED, Actor, Capacity, Proof, Verdict

NOT_YOURS = Verdict(False, _("Only its owner can do this with an account."))


def may_change(actor: Actor, account: Account) -> Verdict:
    """Whether the actor may change an account: its owner, and the operator."""
    return ALLOWED if actor.is_operator or (actor.account_id == account.pk and not actor.preview) else NOT_YOURS


def may_change_sign_in(actor: Actor, account: Account) -> Verdict:
    """Whether the actor may change what an account signs in with.

    Where there is a second factor, it has to be shown first: whoever has got hold of a mailbox or of an open browser must not
    be able to take it off.
    """
    verdict = may_change(actor, account)
    if not verdict or actor.is_operator or actor.proof >= Proof.SECOND_FACTOR or not queries.second_factor(account):
        return verdict
    return Verdict(False, _("Show your second factor first. It guards the way you sign in."), Proof.SECOND_FACTOR)


def may_bar(actor: Actor, account: Account) -> Verdict:
    """Whether the actor may keep an account out, or let it in again: the operator, or a steward, who cannot bar themselves."""
    if actor.is_operator:
        return ALLOWED
    if actor.capacity is not Capacity.STEWARD or actor.account_id == account.pk:
        return Verdict(False, _("Only the stewards of this installation do this, and not to themselves."))
    if actor.proof < Proof.SECOND_FACTOR:
        return Verdict(False, _("Show your second factor first."), Proof.SECOND_FACTOR)
    return ALLOWED


def may_make_links(actor: Actor) -> Verdict:
    """Whether the actor may make one-time links that let others in: only the operator, who holds the machine."""
    return ALLOWED if actor.is_operator else Verdict(False, _("Only the operator of this installation does this."))
