"""Checking an application: what was found on each condition, who speaks for the applicant, and whether it is known here already."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from commoncall.kernel import time
from commoncall.kernel.authority import Actor
from commoncall.kernel.parties import queries as parties
from commoncall.kernel.parties.actions.people import checked_address
from commoncall.kernel.parties.models import Organisation
from commoncall.kernel.refusals import Conflict, NotVisible, Refusal
from commoncall.membership import permissions
from commoncall.membership.actions.applying.stages import UNDER_WAY, held, record
from commoncall.membership.history import admitting as kinds
from commoncall.membership.models import Application, Finding, Membership, Standing


@dataclass(frozen=True)
class Found:
    """What was found on one condition: ``met`` is one of ``Finding.Met``, or empty where nobody has looked yet."""

    met: str
    note: str = ""


@dataclass(frozen=True)
class Contact:
    """Who speaks for an applicant, and where they read mail."""

    name: str
    address: str
    function: str = ""
    phone: str = ""


@transaction.atomic
def find(application: Application, criterion: str, met: str, note: str = "", *, by: Actor) -> Application:
    """Note what was found on one of the coalition's conditions; see ``find_all``."""
    return find_all(application, {criterion: Found(met, note)}, by=by)


@transaction.atomic
def find_all(application: Application, found: Mapping[str, Found], *, by: Actor) -> Application:
    """Note what was found on some of the coalition's conditions; an empty ``met`` takes back what was noted.

    Who may: ``membership.handle_applications``, until it is decided. Recorded once, with what each is. Refused: a condition
    that the coalition has not; “not met” or “not clear” without a note.
    """
    permissions.HANDLE.verdict(by).require()
    application = held(application, *UNDER_WAY, by=by)
    known = {one.key for one in parties.arrangements(application.coalition).criteria}
    before = {one.criterion: one for one in application.findings.all()}
    changed = {key: one for key, one in found.items() if _differs(before.get(key), one)}
    for key, one in changed.items():
        _check(key, one, known)
        _keep(application, key, one, by)
    if changed:
        record(kinds.CHECKED, application, by, facts={"findings": {key: one.met for key, one in changed.items()}})
    return application


def _differs(before: Finding | None, now: Found) -> bool:
    return (before.met, before.note) != (now.met, now.note.strip()) if before else bool(now.met)


def _check(key: str, found: Found, known: set[str]) -> None:
    if key not in known:
        raise Refusal(_("This is not among the coalition’s conditions."), field=f"met_{key}")
    if found.met and found.met not in Finding.Met.values:
        raise Refusal(_("Choose one of the answers."), field=f"met_{key}")
    if found.met in {Finding.Met.NO, Finding.Met.UNCLEAR} and not found.note.strip():
        raise Refusal(_("Say what stands against it, or what is not clear."), field=f"note_{key}")


def _keep(application: Application, key: str, found: Found, by: Actor) -> None:
    if not found.met:
        application.findings.filter(criterion=key).delete()
        return
    values = {"met": found.met, "note": found.note.strip(), "found_by_id": by.person_id, "found_at": time.now()}
    Finding.objects.update_or_create(application=application, criterion=key, defaults=values)


@transaction.atomic
def replace_contact(application: Application, contact: Contact, reason: str, *, by: Actor) -> Application:
    """Note that somebody else speaks for the applicant from now on; the former link to the application works no longer.

    Who may: ``membership.handle_applications``, until it is decided. Recorded, with the names and the reason. Refused: without
    a name, an address that can be written to, or a reason.
    """
    permissions.HANDLE.verdict(by).require()
    application = held(application, *UNDER_WAY, by=by)
    if not contact.name.strip():
        raise Refusal(_("A person needs a name."), field="name")
    if not reason.strip():
        raise Refusal(_("Say why, and who told you."), field="reason")
    before = application.contact_name
    application.contact_name, application.contact_function = contact.name.strip(), contact.function.strip()
    application.contact_address, application.contact_phone = checked_address(contact.address), contact.phone.strip()
    # Whoever was the contact before has the key in their mail; it opens nothing any more.
    application.key_hash, application.confirmed_at = None, None
    application.save(update_fields=["contact_name", "contact_function", "contact_address", "contact_phone", "key_hash", "confirmed_at"])
    record(kinds.CONTACT_REPLACED, application, by, before=before, now=application.contact_name, reason=reason.strip())
    return application


@transaction.atomic
def attach(application: Application, organisation: Organisation | None, *, by: Actor, undoing: UUID | None = None) -> Application:
    """Note that the applicant is an organisation that has a record here already, or (``None``) that it is new after all.

    An admission then changes that record instead of making a second one. Who may: ``membership.handle_applications``, until
    it is decided. Recorded. Refused: an organisation of another coalition; one that
    belongs in that category already; one to which another application was attached. Can
    be undone. Part of ``procedures.admission``, which sees to the decision on it.
    """
    permissions.HANDLE.verdict(by).require()
    application = held(application, *UNDER_WAY, by=by)
    if organisation is not None and organisation.coalition_id != application.coalition_id:
        raise NotVisible(_("There is no such organisation here."))
    before, now = application.organisation_id, organisation.pk if organisation else None
    if before == now:
        return application
    if now and Membership.objects.filter(pk=now, category=application.category, standing=Standing.GOOD).exists():
        raise Conflict(_("%(name)s belongs already in this category.") % {"name": organisation.name if organisation else ""})
    if now and Application.objects.filter(organisation_id=now).exclude(pk=application.pk).exists():
        raise Conflict(_("Another application was noted as that of %(name)s.") % {"name": organisation.name if organisation else ""})
    application.organisation = organisation
    application.save(update_fields=["organisation"])
    facts = {"organisation_id": str(now or ""), "before": str(before or "")}
    name: dict[str, Any] = {"organisation": organisation.name} if organisation else {}
    record(kinds.ATTACHED if organisation else kinds.DETACHED, application, by, facts=facts, undoes=undoing, **name)
    return application
