"""Having a draft adopted: it gets its number and is frozen, the version before gives way, and those behind it are asked again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from commoncall.call import history as kinds
from commoncall.call import kinds as asked
from commoncall.call import permissions, rules
from commoncall.call.actions.texts.drafting import refuse_second_draft, refuse_unready, subject_of
from commoncall.call.actions.texts.recording import locked, locked_draft, record
from commoncall.call.models import Endorsement, Version
from commoncall.call.queries import reaffirming, texts
from commoncall.kernel import events, time
from commoncall.kernel.asks import actions as asking
from commoncall.kernel.asks import queries as asks
from commoncall.kernel.authority import Actor
from commoncall.kernel.history.kinds import undoes
from commoncall.kernel.history.models import Entry
from commoncall.kernel.refusals import Conflict, Refusal

#: A day has begun somewhere on Earth this long before it begins in UTC.
_FIRST_PLACE = timedelta(hours=14)


@dataclass(frozen=True)
class VersionAdopted(events.Event):
    """A version came into force. ``is_material`` where those behind an earlier one are asked to re-affirm."""

    version_id: UUID
    is_material: bool


@dataclass(frozen=True)
class Adoption:
    """On which day a version was adopted and by whom or where, and how it differs from the version before.

    ``change_note`` says by language what is different. ``reaffirm_by`` ends the time to re-affirm; only a material change has one.
    """

    adopted_on: date
    adopted_how: str
    is_material: bool = True
    change_note: Mapping[str, str] = field(default_factory=dict)
    reaffirm_by: datetime | None = None


@transaction.atomic
def adopt(version: Version, adoption: Adoption, *, by: Actor) -> Version:
    """Note that a draft was adopted: it gets its number, comes into force, and its words can no longer be changed.

    The version before is superseded. After a material change every organisation that stands behind an earlier version is asked
    to re-affirm; after an editorial one its endorsement stands. Who may: ``call.adopt``. Recorded, and announced as
    ``VersionAdopted``. Can be undone while nobody has endorsed it. Refused: without the authoritative wording, with a title and
    demands; a translation said to be ready that is not; without day and body, or a day to come; a material change without an
    instant to come by which to re-affirm; what was adopted or discarded meanwhile.
    """
    permissions.ADOPT.verdict(by).require()
    held = locked_draft(version, by)
    former = texts.in_force(held.coalition, held.text.kind)
    _refuse_incomplete(held)
    _refuse_unsaid(adoption, former)
    if former is not None:
        former = locked(former, by)
        former.state, former.superseded_at = Version.State.SUPERSEDED, time.now()
        former.save(update_fields=["state", "superseded_at"])
    _come_into_force(held, adoption, former)
    record(
        kinds.VERSION_ADOPTED,
        held,
        by,
        particulars={"how": held.adopted_how},
        former=str(former.pk) if former else None,
        is_material=held.is_material,
        adopted_on=held.adopted_on.isoformat() if held.adopted_on else None,
        reaffirm_by=held.reaffirm_by.isoformat() if held.reaffirm_by else None,
    )
    if held.is_material and former is not None:
        _ask_again(held, by)
    events.announce(VersionAdopted(held.pk, held.is_material and former is not None))
    return held


def _refuse_incomplete(version: Version) -> None:
    wordings = texts.wordings(version)
    authoritative = wordings.get(version.language)
    missing = rules.what_is_missing(authoritative.title, authoritative.demands) if authoritative else "text"
    if missing in {"text", "title"}:
        raise Refusal(_("The authoritative text is not written yet, or has no title. It cannot be adopted without."), code="no_authoritative")
    if missing == "demands":
        raise Refusal(_("The authoritative text has no demands yet."), code="no_authoritative")
    for one in wordings.values():
        if one.is_ready and one.language != version.language:
            refuse_unready(version, one.language, one.title, one.demands)


def _refuse_unsaid(adoption: Adoption, former: Version | None) -> None:
    if adoption.adopted_on > (time.now() + _FIRST_PLACE).date():
        raise Refusal(_("This day is yet to come. Note it when it has been adopted."), field="adopted_on")
    if not adoption.adopted_how.strip():
        raise Refusal(_("Say who adopted it, and where or how."), field="adopted_how")
    if former is None or not adoption.is_material:
        return
    if adoption.reaffirm_by is None:
        raise Refusal(_("Say until when those who stand behind it are asked to re-affirm."), field="reaffirm_by")
    if adoption.reaffirm_by <= time.now():
        raise Refusal(_("The time to re-affirm would be over already."), field="reaffirm_by")


def _come_into_force(version: Version, adoption: Adoption, former: Version | None) -> None:
    version.number = texts.next_number(version.text)
    version.state = Version.State.ADOPTED
    version.is_material = former is None or adoption.is_material
    version.change_note = {code: text.strip() for code, text in adoption.change_note.items() if text.strip()}
    version.adopted_on, version.adopted_how = adoption.adopted_on, adoption.adopted_how.strip()[:300]
    version.adopted_at = time.now()
    version.reaffirm_by = adoption.reaffirm_by if former is not None and adoption.is_material else None
    version.save()
    version.wordings.filter(language=version.language).update(is_ready=True)


def _ask_again(version: Version, by: Actor) -> None:
    asking.withdraw_all(asks.open_about(version.coalition, asked.REAFFIRM, reaffirming.earlier(version)), by=by)
    asking.ask_all(
        asked.REAFFIRM,
        version.coalition,
        reaffirming.to_be_asked(version),
        subject=version.pk,
        facts={"number": version.number},
        due_at=version.reaffirm_by,
        by=by,
    )


@undoes(kinds.VERSION_ADOPTED)
@transaction.atomic
def _take_back(entry: Entry, by: Actor) -> Version:
    """Make what was adopted a draft again, and the version before the one in force; while nobody has endorsed it."""
    permissions.ADOPT.verdict(by).require()
    held = locked(subject_of(entry.subject, by), by)
    if held.state != Version.State.ADOPTED:
        raise Conflict(_("This version is no longer in force."))
    if Endorsement.objects.filter(version=held).exists():
        raise Conflict(_("Somebody has endorsed this version already, so its adoption stands. Adopt a new version instead."))
    refuse_second_draft(held)
    number = held.number
    asking.withdraw_all(asks.open_about(held.coalition, asked.REAFFIRM, [held.pk]), by=by)
    held.state, held.number, held.adopted_at, held.reaffirm_by = Version.State.DRAFT, None, None, None
    held.save(update_fields=["state", "number", "adopted_at", "reaffirm_by"])
    if entry.facts.get("former"):
        Version.objects.filter(pk=entry.facts["former"]).update(state=Version.State.ADOPTED, superseded_at=None)
    record(kinds.ADOPTION_TAKEN_BACK, held, by, undoes=entry.id, number=number)
    return held
