"""Opening a version to amendments, closing and locking it, publishing it. From the first opening its words stay as they are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commoncall.drafting import history as kinds
from commoncall.drafting import permissions
from commoncall.drafting.actions.inviting import ask_no_more_to_amend, ask_to_amend
from commoncall.drafting.actions.recording import held, record, require_reason, require_state
from commoncall.drafting.actions.texts import freeze
from commoncall.drafting.models import Version
from commoncall.drafting.queries import amendments
from commoncall.drafting.queries.amendments import Untreated
from commoncall.kernel import events, languages, time
from commoncall.kernel.authority import Actor, system
from commoncall.kernel.refusals import Conflict, Refusal

State = Version.State


@dataclass(frozen=True)
class VersionOpened(events.Event):
    """A version takes amendments."""

    version_id: UUID


@dataclass(frozen=True)
class VersionClosed(events.Event):
    """Amendments to a version are over."""

    version_id: UUID


@dataclass(frozen=True)
class VersionLocked(events.Event):
    """A version is as it is to be decided on."""

    version_id: UUID


@dataclass(frozen=True)
class VersionPublished(events.Event):
    """A version was published."""

    version_id: UUID


@transaction.atomic
def open_to_amendments(version: Version, until: datetime | None, *, by: Actor) -> Version:
    """Open a draft to amendments and comments until an exact instant, or (none) until it is closed by hand; its words are frozen.

    Those who may amend are asked what they would have changed. Who may: who may draft it. Recorded, and announced as
    ``VersionOpened``. Refused: without a title and words in the authoritative
    language; an instant that is not to come; what is no draft.
    """
    found = held(version, by)
    permissions.may_draft(by, found.text).require()
    require_state(found, State.DRAFT)
    _refuse_wordless(found)
    _refuse_past(until)
    freeze(found)
    found.state, found.amendments_until, found.opened_at = State.OPEN, until, time.database_now()
    found.save(update_fields=["state", "amendments_until", "opened_at", "digest"])
    record(kinds.OPENED, found, by, until=until.isoformat() if until else None, digest=found.digest)
    ask_to_amend(found, by)
    events.announce(VersionOpened(found.pk))
    return found


def _refuse_wordless(version: Version) -> None:
    authoritative = version.wordings.filter(language=version.text.language).first()
    if authoritative is None or not authoritative.paragraphs:
        named = {"language": languages.name_of(version.text.language, languages.current())}
        raise Refusal(_("The text says nothing yet in its authoritative language: %(language)s.") % named, code="wordless")
    if not authoritative.title:
        raise Refusal(_("The text has no title yet in its authoritative language."), field="title", code="wordless")


def _refuse_past(until: datetime | None) -> None:
    if until is not None and until <= time.database_now():
        raise Refusal(_("This instant has passed already. Choose one to come."), field="until")


@transaction.atomic
def close(version: Version, *, by: Actor) -> Version:
    """End amendments and comments before their time, or where none was set. Who may: who may draft it. Recorded and announced.

    Refused: what is not open.
    """
    found = held(version, by)
    permissions.may_draft(by, found.text).require()
    require_state(found, State.OPEN)
    return _close(found, time.database_now(), by)


def _close(version: Version, at: datetime, by: Actor) -> Version:
    version.state, version.closed_at = State.CLOSED, at
    version.save(update_fields=["state", "closed_at"])
    record(kinds.CLOSED, version, by, at=at.isoformat())
    ask_no_more_to_amend(version)
    events.announce(VersionClosed(version.pk))
    return version


def close_due(at: datetime | None = None) -> int:
    """Close every version whose instant has come, by the database's clock, and return how many; each in a transaction of its own.

    Part of the clock. One that a killed worker left behind is closed by the next, as of its instant; nothing came in meanwhile, since
    whoever proposes is judged by the same clock.
    """
    now = at or time.database_now()
    due = Version.objects.filter(state=State.OPEN, amendments_until__lte=now).order_by("amendments_until", "id")
    return sum(_close_one(key, now) for key in list(due.values_list("pk", flat=True)))


@transaction.atomic
def _close_one(version_id: UUID, now: datetime) -> int:
    waiting = Version.objects.select_for_update(of=("self",), skip_locked=True).select_related("text", "coalition")
    found = waiting.filter(pk=version_id, state=State.OPEN, amendments_until__lte=now).first()
    if found is None or found.amendments_until is None:
        return 0
    _close(found, found.amendments_until, system().within(found.coalition_id, found.coalition.chain_id))
    return 1


@transaction.atomic
def reopen(version: Version, until: datetime | None, *, by: Actor) -> Version:
    """Open a closed version to amendments again, or give one that is open another instant. What was treated stays so.

    Who may: who may draft it. Recorded and announced. Refused: an instant that is not to come; what is neither open nor closed.
    """
    found = held(version, by)
    permissions.may_draft(by, found.text).require()
    require_state(found, State.CLOSED, State.OPEN)
    _refuse_past(until)
    before = found.amendments_until
    found.state, found.amendments_until, found.closed_at = State.OPEN, until, None
    # Another instant is told to all of them anew.
    found.opening_told_at = found.closing_told_at = None
    found.save(update_fields=["state", "amendments_until", "closed_at", "opening_told_at", "closing_told_at"])
    record(kinds.REOPENED, found, by, until=until.isoformat() if until else None, before=before.isoformat() if before else None)
    ask_to_amend(found, by)
    events.announce(VersionOpened(found.pk))
    return found


@transaction.atomic
def lock(version: Version, *, by: Actor) -> Version:
    """Lock a version: as it is now it can be decided on. Who may: who may draft it. Recorded, and announced as ``VersionLocked``.

    Refused, with what is left: while an amendment or a comment is untreated, referred to a vote without a result, insisted on and not
    answered, or accepted and not merged; while alternatives are in brackets; without words; what is open.
    """
    found = held(version, by)
    permissions.may_draft(by, found.text).require()
    require_state(found, State.DRAFT, State.CLOSED)
    _refuse_wordless(found)
    left = amendments.untreated(found)
    if left:
        raise Refusal(_("It cannot be locked yet. %(left)s") % {"left": " ".join(sentences(left))}, code="untreated", facts=counts(left))
    freeze(found)
    found.state, found.locked_at = State.LOCKED, time.now()
    found.save(update_fields=["state", "locked_at", "digest"])
    record(kinds.LOCKED, found, by, digest=found.digest)
    events.announce(VersionLocked(found.pk))
    return found


def counts(left: Untreated) -> dict[str, object]:
    """Return how much is left of each sort."""
    names = ("amendments", "comments", "insisted", "to_vote", "unmerged", "brackets")
    return {name: len(getattr(left, name)) for name in names if getattr(left, name)}


def sentences(left: Untreated) -> list[str]:
    """Return what is left to be done before a version can be locked, a sentence for each sort, with the amendments' numbers."""
    found = []
    if left.amendments:
        words = ngettext("This amendment is not treated yet: %(which)s.", "These amendments are not treated yet: %(which)s.", len(left.amendments))
        found.append(words % {"which": _named(left.amendments)})
    if left.insisted:
        words = ngettext(
            "This amendment is insisted on and needs a vote’s result, or a reason since: %(which)s.",
            "These amendments are insisted on and need a vote’s result, or a reason since: %(which)s.",
            len(left.insisted),
        )
        found.append(words % {"which": _named(left.insisted)})
    if left.to_vote:
        words = ngettext(
            "This amendment was referred to a vote without a result yet: %(which)s.",
            "These amendments were referred to a vote without a result yet: %(which)s.",
            len(left.to_vote),
        )
        found.append(words % {"which": _named(left.to_vote)})
    if left.unmerged:
        words = ngettext(
            "This amendment is accepted and not merged yet: %(which)s.",
            "These amendments are accepted and not merged yet: %(which)s.",
            len(left.unmerged),
        )
        found.append(words % {"which": _named(left.unmerged)})
    if left.comments:
        words = ngettext("%(n)s comment is not treated yet.", "%(n)s comments are not treated yet.", len(left.comments))
        found.append(words % {"n": len(left.comments)})
    if left.brackets:
        words = ngettext(
            "%(n)s paragraph still holds alternatives in brackets.", "%(n)s paragraphs still hold alternatives in brackets.", len(left.brackets)
        )
        found.append(words % {"n": len(left.brackets)})
    return found


def _named(those: tuple[object, ...]) -> str:
    return languages.listed(f"A{getattr(one, 'number', '')}" for one in those)


@transaction.atomic
def unlock(version: Version, why: str, *, keeps_words: bool = False, by: Actor) -> Version:
    """Let a locked version be worked on again: a draft as it was, or one whose amendments are over. Who may: who may draft it.

    With ``keeps_words`` its words stay as they are, since others have decided on them: whoever changes them begins the next version.
    Recorded. Refused: without a reason; what is not locked; what is published. Whether it is being decided on, a floor above knows
    and refuses before it comes here.
    """
    found = held(version, by)
    permissions.may_draft(by, found.text).require()
    reason = require_reason(why, "why")
    require_state(found, State.LOCKED)
    if Version.objects.filter(text=found.text, number__gt=found.number).exists():
        raise Conflict(_("There is a later version of this text already, so this one stays as it is."))
    stays = keeps_words or found.opened_at is not None
    found.state = State.CLOSED if stays else State.DRAFT
    found.digest = found.digest if stays else ""
    found.locked_at = None
    found.save(update_fields=["state", "digest", "locked_at"])
    record(kinds.UNLOCKED, found, by, particulars={"reason": reason})
    return found


@transaction.atomic
def publish(version: Version, *, by: Actor) -> Version:
    """Publish a locked version; those before it are superseded. Who may: ``drafting.publish``. Recorded and announced.

    Refused: what is not locked. Under which label it may be read does not change by this.
    """
    found = held(version, by)
    permissions.may_publish(by, found).require()
    require_state(found, State.LOCKED)
    earlier = Version.objects.filter(text=found.text, number__lt=found.number, state__in=[State.LOCKED, State.PUBLISHED])
    earlier.update(state=State.SUPERSEDED)
    found.state, found.published_at = State.PUBLISHED, time.now()
    found.save(update_fields=["state", "published_at"])
    record(kinds.PUBLISHED, found, by, digest=found.digest)
    events.announce(VersionPublished(found.pk))
    return found
