"""Giving people the right to act for an organisation or the coalition, and ending it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from commoncall.kernel import events, time
from commoncall.kernel.authority import Actor, Role
from commoncall.kernel.history import actions as book
from commoncall.kernel.history.kinds import Kind, undoes
from commoncall.kernel.history.models import Entry
from commoncall.kernel.parties import history as kinds
from commoncall.kernel.parties import permissions, queries
from commoncall.kernel.parties.models import Mandate, Organisation, Person
from commoncall.kernel.refusals import Conflict, NotVisible, Refusal


@dataclass(frozen=True)
class MandateEnded(events.Event):
    """Somebody may no longer act for an organisation or the coalition."""

    mandate_id: UUID


@dataclass(frozen=True)
class Grant:
    """What is granted: a role for an organisation (or for the coalition, where that is empty), on some topics or all, until when."""

    person: Person
    organisation: Organisation | None
    role: Role
    function: str = ""
    topics: Sequence[str] = field(default_factory=tuple)
    is_main_contact: bool = False
    ends_at: datetime | None = None


@transaction.atomic
def grant(given: Grant, *, by: Actor, batch: UUID | None = None, undoing: UUID | None = None) -> Mandate:
    """Give a person a mandate from now on. Who may: ``permissions.may_grant``. Can be undone, which ends it.

    Refused: across coalitions; an end in the past; the role of coordinator for an organisation, or another for the coalition.
    """
    permissions.may_grant(by, given.organisation).require()
    return _grant_all([given], by=by, batch=batch, undoing=undoing)[0]


@transaction.atomic
def grant_all(given: Sequence[Grant], *, by: Actor, batch: UUID | None = None) -> list[Mandate]:
    """Give many mandates for organisations in a constant number of statements. Who may: ``parties.enter``."""
    permissions.ENTER.verdict(by).require()
    if any(one.organisation is None for one in given):
        permissions.COORDINATE.verdict(by).require()
    return _grant_all(given, by=by, batch=batch)


def _grant_all(given: Sequence[Grant], *, by: Actor, batch: UUID | None = None, undoing: UUID | None = None) -> list[Mandate]:
    now = time.now()
    mandates = [_mandate(one, now, by) for one in given]
    Mandate.objects.bulk_create(mandates)
    book.record_all([_deed(kinds.MANDATE_GRANTED, one, batch, undoing) for one in mandates], by=by)
    return mandates


def _mandate(given: Grant, now: datetime, by: Actor) -> Mandate:
    if given.person.coalition_id != by.coalition_id or (given.organisation and given.organisation.coalition_id != by.coalition_id):
        raise NotVisible(_("There is no such person or organisation here."))
    if (given.organisation is None) != (given.role is Role.COORDINATOR):
        raise Refusal(_("Coordinators act for the coalition, everyone else for an organisation."), field="role")
    if given.ends_at is not None and given.ends_at <= now:
        raise Refusal(_("The end lies in the past."), field="ends_at")
    return Mandate(
        coalition_id=by.coalition_id,
        person=given.person,
        organisation=given.organisation,
        role=given.role.value,
        function=given.function.strip(),
        topics=list(given.topics),
        is_main_contact=given.is_main_contact,
        granted_by_id=by.person_id,
        starts_at=now,
        ends_at=given.ends_at,
    )


def _deed(kind: Kind, mandate: Mandate, batch: UUID | None = None, undoing: UUID | None = None) -> book.Deed:
    organisation = mandate.organisation
    return book.Deed(
        kind,
        subject=mandate.id,
        subject_kind="mandate",
        concerns=organisation.id if organisation else None,
        facts={"role": mandate.role, "topics": mandate.topics, "until": mandate.ends_at.isoformat() if mandate.ends_at else None},
        particulars={"person": mandate.person.name, "organisation": organisation.name if organisation else _("the coalition")},
        batch=batch,
        undoes=undoing,
    )


@transaction.atomic
def end(mandate: Mandate, *, by: Actor, batch: UUID | None = None, undoing: UUID | None = None) -> Mandate:
    """End a mandate now, with those of its deputies. Who may: ``permissions.may_end``. What was done under it stands.

    Refused: the last coordinator's; a coalition is never left without one.
    """
    permissions.may_end(by, mandate).require()
    mandate = Mandate.objects.select_for_update(of=("self",)).select_related("person", "organisation").get(pk=mandate.pk)
    now = time.now()
    if mandate.ends_at is not None and mandate.ends_at <= now:
        raise Conflict(_("This mandate has ended already."))
    if mandate.organisation_id is None and not _others_coordinate(mandate):
        raise Refusal(_("This is the last coordinator. Make somebody else a coordinator first."))
    mandate.ends_at = max(now, mandate.starts_at)
    mandate.save(update_fields=["ends_at"])
    mandate.deputies.filter(ends_at__gt=now).update(ends_at=now)
    book.record_all([_deed(kinds.MANDATE_ENDED, mandate, batch, undoing)], by=by)
    events.announce(MandateEnded(mandate.id))
    return mandate


def _others_coordinate(mandate: Mandate) -> bool:
    # Two coordinators who end each other's mandate at once would otherwise both find the other still there.
    others = queries.mandates_in_force().filter(coalition_id=mandate.coalition_id, organisation=None, role=Role.COORDINATOR, deputy_for=None)
    return any(one.pk != mandate.pk for one in others.select_for_update().order_by("id"))


@transaction.atomic
def change_roles(organisation: Organisation, role: Role, *, by: Actor, batch: UUID | None = None) -> int:
    """Let all who act for an organisation go on under another role, because of how the organisation belongs now.

    Each mandate in force ends and a like one begins, with its deputies; the entry of the deed that calls for it tells why.
    Who may: ``parties.enter``. Returns how many mandates changed; a constant number of statements.
    """
    permissions.ENTER.verdict(by).require()
    now = time.now()
    other = queries.mandates_in_force(now).filter(organisation=organisation).exclude(role=role).select_related("person", "organisation")
    old = list(other.select_for_update(of=("self",)).order_by("id"))
    successors = {one.pk: _successor(one, role, now, by) for one in old}
    for one in old:
        successors[one.pk].deputy_for = successors.get(one.deputy_for_id, one.deputy_for) if one.deputy_for_id else None
    firsts = [one for one in successors.values() if one.deputy_for_id is None]
    Mandate.objects.bulk_create(firsts)
    Mandate.objects.bulk_create(one for one in successors.values() if one.deputy_for_id is not None)
    Mandate.objects.filter(pk__in=list(successors)).update(ends_at=now)
    deeds = [_deed(kinds.MANDATE_CHANGED, one, batch) for one in successors.values()]
    book.record_all(deeds, by=by)
    return len(old)


def _successor(mandate: Mandate, role: Role, now: datetime, by: Actor) -> Mandate:
    return Mandate(
        coalition_id=mandate.coalition_id,
        person=mandate.person,
        organisation=mandate.organisation,
        role=role.value,
        function=mandate.function,
        topics=mandate.topics,
        is_main_contact=mandate.is_main_contact,
        granted_by_id=by.person_id,
        starts_at=now,
        ends_at=mandate.ends_at,
    )


@transaction.atomic
def choose_main_contact(mandate: Mandate, *, by: Actor) -> Mandate:
    """Make one of an organisation's people its main contact, instead of whoever was. Who may: ``permissions.may_grant``."""
    permissions.may_grant(by, mandate.organisation).require()
    siblings = Mandate.objects.select_for_update(of=("self",)).filter(organisation=mandate.organisation, coalition_id=mandate.coalition_id)
    mandate = siblings.select_related("person", "organisation").get(pk=mandate.pk)
    if not mandate.is_main_contact:
        siblings.filter(is_main_contact=True).update(is_main_contact=False)
        mandate.is_main_contact = True
        mandate.save(update_fields=["is_main_contact"])
        book.record_all([_deed(kinds.MAIN_CONTACT_CHOSEN, mandate)], by=by)
    return mandate


@undoes(kinds.MANDATE_GRANTED)
def _end_granted(entry: Entry, by: Actor) -> Mandate:
    return end(Mandate.objects.get(pk=entry.subject, coalition_id=by.coalition_id), by=by, undoing=entry.id)


@undoes(kinds.MANDATE_ENDED)
def _grant_again(entry: Entry, by: Actor) -> Mandate:
    old = Mandate.objects.select_related("person", "organisation").get(pk=entry.subject, coalition_id=by.coalition_id)
    return grant(Grant(old.person, old.organisation, Role(old.role), old.function, old.topics, old.is_main_contact), by=by, undoing=entry.id)


@transaction.atomic
def appoint_deputy(mandate: Mandate, person: Person, *, until: datetime, by: Actor) -> Mandate:
    """Let another person use a mandate while its holder is absent, until an instant at most three months away.

    Who may: the holder, or whoever may grant the mandate. Refused: to the holder; for a mandate that is itself a deputy's.
    """
    permissions.may_end(by, mandate).require()
    now = time.now()
    if person.coalition_id != mandate.coalition_id:
        raise NotVisible(_("There is no such person here."))
    if person.pk == mandate.person_id or mandate.deputy_for_id is not None:
        raise Refusal(_("Choose somebody else: a deputy cannot be the holder, nor deputise for a deputy."), field="person")
    if until <= now or (until - now).days > 92:
        raise Refusal(_("Say until when: at most three months from today."), field="until")
    deputy = Mandate.objects.create(
        coalition_id=mandate.coalition_id,
        person=person,
        organisation=mandate.organisation,
        role=mandate.role,
        function=mandate.function,
        topics=mandate.topics,
        deputy_for=mandate,
        granted_by_id=by.person_id,
        starts_at=now,
        ends_at=min(until, mandate.ends_at) if mandate.ends_at else until,
    )
    book.record(
        kinds.DEPUTY_APPOINTED,
        by=by,
        subject=deputy.id,
        subject_kind="mandate",
        concerns=mandate.organisation_id,
        facts={"role": mandate.role, "until": until.isoformat()},
        particulars={
            "person": person.name,
            "absent": mandate.person.name,
            "organisation": mandate.organisation.name if mandate.organisation else _("the coalition"),
        },
    )
    return deputy
