"""What all deeds on texts share: taking hold of a version, and writing what was done to it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from commoncall.call.models import Text, Version
from commoncall.kernel.authority import Actor
from commoncall.kernel.history import actions as book
from commoncall.kernel.history.kinds import Kind
from commoncall.kernel.history.models import Entry
from commoncall.kernel.refusals import Conflict, NotVisible


def locked_text(text_id: UUID | None, by: Actor) -> Text:
    """Take hold of a text, so that those who change its versions take turns."""
    text = Text.objects.select_for_update(no_key=True).filter(pk=text_id, coalition_id=by.coalition_id).first()
    if text is None:
        raise NotVisible(_("There is no such text here."))
    return text


def locked(version: Version, by: Actor) -> Version:
    """Take hold of a version and its text."""
    locked_text(version.text_id, by)
    # The full lock keeps those waiting who would endorse this version meanwhile (see ``endorsing.held_in_force``).
    return Version.objects.select_for_update(of=("self",)).select_related("text", "coalition").get(pk=version.pk)


def locked_draft(version: Version, by: Actor) -> Version:
    """Take hold of a draft. Refused: what was adopted or discarded meanwhile."""
    held = locked(version, by)
    if held.state == Version.State.DISCARDED:
        raise Conflict(_("This draft was discarded meanwhile."))
    if held.state != Version.State.DRAFT:
        raise Conflict(_("Version %(number)s has been adopted meanwhile and can no longer be changed.") % {"number": held.number})
    return held


def record(kind: Kind, version: Version, by: Actor, *, undoes: UUID | None = None, particulars: dict[str, Any] | None = None, **facts: Any) -> Entry:
    """Write what was done to a version."""
    return book.record(
        kind,
        by=by,
        subject=version.id,
        subject_kind="text",
        facts={"text": version.text.kind, "number": version.number} | facts,
        particulars=particulars,
        undoes=undoes,
    )
