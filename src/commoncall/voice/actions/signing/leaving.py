"""What becomes of an organisation's signatures and pre-approvals when its membership ends."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from commoncall.kernel.authority import Actor
from commoncall.kernel.parties.models import Organisation
from commoncall.voice.actions.signing.correcting import withdraw
from commoncall.voice.models import Letter, Signature


@transaction.atomic
def withdraw_all(organisation: Organisation, *, by: Actor) -> int:
    """Withdraw the signatures of an organisation that leaves, as far as they are in no batch that was delivered; return how many.

    What went to an addressee went with its name, and stays in what is kept of that. Who may: the machine, for a membership that ended.
    Recorded for each.
    """
    standing = Signature.objects.filter(organisation=organisation, withdrawn_at=None, removed_at=None, delivery__delivered_on=None)
    found = list(standing.exclude(letter__state=Letter.State.GIVEN_UP).select_related("organisation", "letter").order_by("letter_id"))
    for one in found:
        withdraw(one, _("Its membership ended."), by=by)
    return len(found)
