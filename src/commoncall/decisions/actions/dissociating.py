"""Dissociating an organisation from what was adopted, where the rule lets it, and taking that back."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from commoncall.decisions import permissions
from commoncall.decisions.actions.holding import held, record
from commoncall.decisions.history import deciding as kinds
from commoncall.decisions.models import Decision, Dissociation
from commoncall.kernel import time
from commoncall.kernel.authority import Actor
from commoncall.kernel.history.kinds import undoes
from commoncall.kernel.history.models import Entry
from commoncall.kernel.parties.models import Organisation
from commoncall.kernel.refusals import Conflict, NotVisible


@transaction.atomic
def dissociate(decision: Decision, organisation: Organisation, reason: str = "", *, by: Actor) -> Dissociation:
    """Say that an organisation is not bound by, or listed under, what was adopted; how that shows says the rule.

    Who may: its own people whose mandate covers the topic. Recorded for it. Refused: what was not adopted; where the rule lets
    nobody; a second time. Can be undone, and taken back.
    """
    permissions.may_dissociate(by, decision, organisation).require()
    kept = held(decision, by)
    permissions.may_dissociate(by, kept, organisation).require()
    if Dissociation.objects.filter(decision=kept, organisation=organisation, withdrawn_at=None).exists():
        raise Conflict(_("%(organisation)s has dissociated itself already.") % {"organisation": organisation.name}, code="already")
    authority = permissions.authority_for(by, organisation, kept.topic)
    said = Dissociation.objects.create(
        decision=kept,
        organisation=organisation,
        person_id=by.person_id,
        mandate=authority.mandate.pk if authority.mandate else None,
        reason=reason.strip(),
        said_at=time.now(),
    )
    facts = {"dissociation": str(said.pk), "mandate": str(said.mandate) if said.mandate else None}
    record(kinds.DISSOCIATED, kept, by, organisation=organisation, facts=facts, particulars={"reason": said.reason or "–"})
    return said


@transaction.atomic
def take_back_dissociation(dissociation: Dissociation, *, by: Actor, undoing: Entry | None = None) -> Dissociation:
    """Take back that an organisation dissociated itself: it stands behind what was adopted again.

    Who may: its own people whose mandate covers the topic. Recorded for it. Refused: once it was taken back.
    """
    permissions.may_dissociate(by, dissociation.decision, dissociation.organisation).require()
    kept = held(dissociation.decision, by)
    found = Dissociation.objects.select_related("organisation").get(pk=dissociation.pk)
    if found.withdrawn_at is not None:
        raise Conflict(_("This was taken back already."))
    found.withdrawn_at = time.now()
    found.save(update_fields=["withdrawn_at"])
    record(kinds.DISSOCIATION_TAKEN_BACK, kept, by, organisation=found.organisation, undoes=undoing.id if undoing else None)
    return found


@undoes(kinds.DISSOCIATED)
def _undo(entry: Entry, by: Actor) -> Dissociation:
    said = Dissociation.objects.select_related("decision", "organisation").filter(pk=entry.facts.get("dissociation"))
    found = said.filter(decision__coalition_id=by.coalition_id).first()
    if found is None:
        raise NotVisible(_("There is no such thing here."))
    return take_back_dissociation(found, by=by, undoing=entry)
