"""Saying on which topics one's organisation signs every letter of the coalition, and ending that."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from commoncall.kernel import time
from commoncall.kernel.authority import Actor
from commoncall.kernel.history import actions as book
from commoncall.kernel.history.kinds import Kind
from commoncall.kernel.parties import queries as parties
from commoncall.kernel.parties.models import Organisation, Person
from commoncall.kernel.refusals import Conflict, NotVisible, Refusal
from commoncall.voice import permissions
from commoncall.voice.actions.holding import tidy
from commoncall.voice.actions.signing.recording import locked_organisation
from commoncall.voice.history import signatures as kinds
from commoncall.voice.models import PreApproval


@transaction.atomic
def pre_approve(organisation: Organisation, topic: str, until: date | None = None, capacity: str = "", *, by: Actor) -> PreApproval:
    """Let an organisation sign every letter on a topic that is opened from now on, until a day or until that is ended.

    Who may: ``voice.pre_approve``, by a mandate that covers the topic or signing. Recorded for the organisation. Refused: without a
    topic; a day that is past; a topic that it has pre-approved already.
    """
    permissions.may_pre_approve(by, organisation, topic.strip()).require()
    organisation = locked_organisation(organisation, by)
    named = tidy(topic, "topic", 80)
    if not named:
        raise Refusal(_("Say on which topic."), field="topic")
    now = time.database_now()
    if until is not None and until < now.date():
        raise Refusal(_("This day is past."), field="until")
    _refuse_twice(organisation, named, now.date(), by)
    approval = PreApproval.objects.create(
        coalition_id=organisation.coalition_id,
        organisation=organisation,
        topic=named,
        person_id=by.person_id,
        mandate=_mandate(organisation, named, by),
        authoriser=by.person_name[:200],
        capacity=tidy(capacity, "capacity", 200),
        given_at=now,
        until=until,
    )
    _record(kinds.PRE_APPROVED, approval, by)
    return approval


def _refuse_twice(organisation: Organisation, topic: str, today: date, by: Actor) -> None:
    """Refuse a topic that is pre-approved; one whose day is past is ended, so that it can be given anew."""
    for one in PreApproval.objects.filter(organisation=organisation, topic__iexact=topic, ended_at=None).select_related("organisation"):
        if one.until is None or one.until >= today:
            raise Conflict(_("This topic is pre-approved already."), field="topic", code="already")
        _ended(one, by)


def _mandate(organisation: Organisation, topic: str, by: Actor) -> object:
    if by.person_id is None:
        return None
    person = Person(pk=by.person_id, name=by.person_name)
    found = [parties.authority_of(person, organisation, one) for one in (topic, *permissions.SIGNING)]
    mandate = next((one.mandate for one in found if one.mandate), None)
    return mandate.pk if mandate else None


@transaction.atomic
def end(pre_approval: PreApproval, *, by: Actor) -> PreApproval:
    """End a pre-approval: letters that are opened from now on are not signed by it; what was signed stays until it is withdrawn.

    Who may: as in ``pre_approve``. Recorded for the organisation. Refused: what was ended already.
    """
    permissions.may_pre_approve(by, pre_approval.organisation, pre_approval.topic).require()
    locked = PreApproval.objects.select_for_update(of=("self",)).select_related("organisation")
    found = locked.filter(pk=pre_approval.pk, coalition_id=by.coalition_id).first()
    if found is None:
        raise NotVisible(_("There is no such pre-approval here."))
    if found.ended_at is not None:
        raise Conflict(_("This has been ended already."))
    return _ended(found, by)


@transaction.atomic
def end_all(organisation: Organisation, *, by: Actor) -> int:
    """End all pre-approvals of an organisation that leaves; part of the end of its membership, which judges who may."""
    found = list(PreApproval.objects.select_for_update(of=("self",)).select_related("organisation").filter(organisation=organisation, ended_at=None))
    for one in found:
        _ended(one, by)
    return len(found)


def _ended(approval: PreApproval, by: Actor) -> PreApproval:
    approval.ended_at = time.now()
    approval.save(update_fields=["ended_at"])
    _record(kinds.PRE_APPROVAL_ENDED, approval, by)
    return approval


def _record(kind: Kind, approval: PreApproval, by: Actor) -> None:
    book.record(
        kind,
        by=by,
        subject=approval.pk,
        subject_kind="pre_approval",
        concerns=approval.organisation_id,
        facts={"until": approval.until.isoformat() if approval.until else None},
        particulars={"organisation": approval.organisation.name, "topic": approval.topic},
    )
