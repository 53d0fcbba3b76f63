"""What becomes of the voice of an organisation whose membership ends."""

from __future__ import annotations

from commoncall.kernel.authority import Actor
from commoncall.kernel.parties.models import Organisation
from commoncall.voice.actions import pre_approving, signing


def let_go(organisation: Organisation, *, keeps: bool, by: Actor) -> None:
    """Withdraw the signatures of an organisation that leaves, unless it keeps standing behind what it signed; end its pre-approvals.

    Part of the end of its membership, which judges who may. What was delivered with its name stays. Under the other letters another
    organisation has to speak for itself.
    """
    if not keeps:
        signing.withdraw_all(organisation, by=by)
    pre_approving.end_all(organisation, by=by)
