"""What all deeds on endorsements share: what a signature is, the version in force held still, and writing what was done."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from commoncall.call import kinds as asked
from commoncall.call.models import Endorsement, Text, Version
from commoncall.call.queries import endorsements, reaffirming, texts
from commoncall.kernel import time
from commoncall.kernel.asks import actions as asking
from commoncall.kernel.asks import permissions as asks_permissions
from commoncall.kernel.asks import queries as asks
from commoncall.kernel.asks.models import Ask
from commoncall.kernel.authority import Actor, system
from commoncall.kernel.history import actions as book
from commoncall.kernel.history.kinds import Kind
from commoncall.kernel.parties.models import Organisation, Person
from commoncall.kernel.refusals import Conflict, NotVisible, Refusal
from commoncall.membership.actions import charter
from commoncall.membership.models import Membership, Standing


@dataclass(frozen=True)
class Signature:
    """Who signs, as what, by what right in words, and with which reservations. ``person`` and ``mandate`` where they are known here."""

    signatory: str = ""
    function: str = ""
    authority: str = ""
    reservations: str = ""
    person: Person | None = None
    mandate: UUID | None = None

    def tidy(self) -> Signature:
        """Return the same without spaces at the ends. Refused: what is longer than can be kept."""
        kept = {name: " ".join(getattr(self, name).split()) for name in ("signatory", "function", "authority")}
        for name, most in {"signatory": 200, "function": 200, "authority": 300}.items():
            if len(kept[name]) > most:
                raise Refusal(_("This is longer than the %(most)s characters that can be kept.") % {"most": most}, field=name)
        signatory, function, authority = kept.values()
        return replace(self, signatory=signatory, function=function, authority=authority, reservations=self.reservations.strip())


def held_in_force(version: Version) -> Version:
    """Hold a version so that no other comes into force before the present deed is done; others may endorse it meanwhile.

    Refused: what is a draft, and, with the number of the present version, what is superseded.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT state FROM call_version WHERE id = %s FOR SHARE", [version.pk])
        row: tuple[str] | None = cursor.fetchone()
    if row is None or row[0] in {Version.State.DRAFT, Version.State.DISCARDED}:
        raise NotVisible(_("There is no such text here."))
    held = Version.objects.select_related("text", "coalition").get(pk=version.pk)
    if row[0] == Version.State.SUPERSEDED:
        refuse_superseded(held)
    return held


def refuse_superseded(version: Version) -> None:
    """Refuse to endorse what is no longer in force, and say which version is."""
    present = texts.in_force(version.coalition, version.text.kind)
    numbers = {"number": version.number, "present": present.number if present else "–"}
    reason = _("Version %(number)s is no longer in force: version %(present)s is. Read that one, and endorse it.")
    raise Conflict(reason % numbers, code="superseded", facts={"present": str(present.pk) if present else None})


def locked_organisation(organisation: Organisation, by: Actor) -> Organisation:
    """Take hold of an organisation of the actor's coalition, so that two of its people who endorse at once take turns."""
    held = Organisation.objects.select_for_update(no_key=True, of=("self",)).filter(pk=organisation.pk, coalition_id=by.coalition_id).first()
    if held is None:
        raise NotVisible(_("There is no such organisation here."))
    return held


def refuse_left(organisation: Organisation) -> None:
    """Refuse to let an organisation that has left stand behind anything as one that belongs."""
    if Membership.objects.filter(pk=organisation.pk, standing=Standing.LEFT).exists():
        raise Conflict(_("%(organisation)s has left. It can endorse from outside, on the public page.") % {"organisation": organisation.name})


def refuse_twice(standing: Endorsement | None) -> None:
    """Refuse to endorse what an organisation stands behind already."""
    if standing is None:
        return
    parts = {"organisation": standing.organisation, "day": date_format(standing.endorsed_at.date(), "DATE_FORMAT"), "number": standing.version.number}
    raise Conflict(_("%(organisation)s stands behind it already: it endorsed version %(number)s on %(day)s.") % parts, code="already")


def answer_asks(version: Version, organisation: Organisation, by: Actor) -> None:
    """Answer what was asked of an organisation about a version, or take it back where it was asked of somebody else there."""
    subjects = [one.pk for one in texts.alike(version)]
    for kind in (asked.REAFFIRM, asked.SIGN, asked.ENDORSE_HERE):
        for one in asks.open_about(version.coalition, kind, subjects).filter(organisation=organisation):
            settle(one, by)


def note_charter(endorsement: Endorsement) -> None:
    """Keep with the membership which version of the charter was accepted, where it is the charter that was endorsed."""
    if endorsement.version.text.kind == Text.Kind.CHARTER and endorsement.organisation is not None:
        charter.note_accepted(endorsement.organisation, endorsement.version_id, endorsement.came_on or endorsement.endorsed_at.date())


def settle(ask: Ask, by: Actor) -> None:
    """Close an ask: who was asked has answered it; where somebody else did it, nothing is left to ask."""
    if asks_permissions.is_asked(by, ask):
        asking.answer(ask, by=by)
    else:
        asking.withdraw(ask, by=system().within(ask.coalition_id, ask.coalition.chain_id))


def ask_to_reaffirm(version: Version, organisation: Organisation, by: Actor) -> None:
    """Ask an organisation to re-affirm where it stands behind an earlier version and something material has changed since."""
    present = texts.in_force(version.coalition, version.text.kind)
    if present is None or not reaffirming.to_be_asked(present).filter(pk=organisation.pk).exists():
        return
    if endorsements.stands_behind(organisation, present) is not None:
        return
    since = texts.alike(present)[-1]
    if asks.open_about(version.coalition, asked.REAFFIRM, [since.pk]).filter(organisation=organisation).exists():
        return
    due_at = since.reaffirm_by if since.reaffirm_by and since.reaffirm_by > time.now() else None
    asking.ask(asked.REAFFIRM, version.coalition, organisation=organisation, subject=since.pk, facts={"number": since.number}, due_at=due_at, by=by)


def record(kind: Kind, endorsement: Endorsement, by: Actor, *, undoes: UUID | None = None, particulars: dict[str, Any] | None = None) -> None:
    """Write what was done to an endorsement, for its organisation and the coordinators."""
    organisation, version = endorsement.organisation, endorsement.version
    book.record(
        kind,
        by=by,
        subject=endorsement.id,
        subject_kind="endorsement",
        concerns=endorsement.organisation_id,
        facts={"text": version.text.kind, "number": version.number, "version": str(version.pk), "came": endorsement.came},
        particulars={"organisation": organisation.name if organisation else ""} | (particulars or {}),
        undoes=undoes,
    )
