"""Acknowledging what was adopted, where the rule asks each organisation that decided to do so, or to leave."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from commoncall.decisions import kinds as asked
from commoncall.decisions import permissions
from commoncall.decisions.actions.holding import deed, held
from commoncall.decisions.actions.settling import settle_ask
from commoncall.decisions.history import deciding as kinds
from commoncall.decisions.models import Acknowledgement, Decision
from commoncall.kernel import statements, time
from commoncall.kernel.authority import Actor
from commoncall.kernel.parties.models import Organisation
from commoncall.kernel.refusals import Conflict


@transaction.atomic
def acknowledge(decision: Decision, organisation: Organisation, *, by: Actor) -> Acknowledgement:
    """Acknowledge what was adopted for an organisation; what it was asked about that is answered.

    Who may: its own people whose mandate covers the topic. Recorded for it: who did, and under which mandate. Refused: what was not
    adopted; where the rule asks nobody; for an organisation that was not on the roll or is suspended; a second time.
    """
    kept = held(decision, by)
    permissions.may_acknowledge(by, kept, organisation).require()
    authority = permissions.authority_for(by, organisation, kept.topic)
    mandate = authority.mandate.pk if authority.mandate else None
    said = Acknowledgement(decision=kept, organisation=organisation, person_id=by.person_id, mandate=mandate, said_at=time.now())
    if not statements.insert_unless_there(said):
        raise Conflict(_("%(organisation)s has acknowledged this already.") % {"organisation": organisation.name}, code="already")
    told = deed(kinds.ACKNOWLEDGED, kept, organisation=organisation, facts={"mandate": str(mandate) if mandate else None})
    settle_ask(kept, organisation, by, told, asked.ACKNOWLEDGE)
    return said
