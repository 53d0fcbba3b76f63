"""What all deeds of drafting share: taking hold of a text and its versions, and writing what was done to them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from commoncall.drafting.models import Amendment, Comment, Text, Version
from commoncall.drafting.queries import texts
from commoncall.kernel.authority import Actor
from commoncall.kernel.history import actions as book
from commoncall.kernel.history.kinds import Audience, Kind
from commoncall.kernel.history.models import Entry
from commoncall.kernel.labels import Label
from commoncall.kernel.refusals import Conflict, NotVisible, Refusal

State = Version.State


def held_text(text_id: UUID | None, by: Actor) -> Text:
    """Take hold of a text that the actor may read, so that all who change it or its versions take turns."""
    if not texts.visible_to(by).filter(pk=text_id).exists():
        raise NotVisible(_("There is no such text here."))
    return _held_text(text_id)


def _held_text(text_id: UUID | None) -> Text:
    return Text.objects.select_for_update(no_key=True, of=("self",)).select_related("coalition", "group").get(pk=text_id)


def held(version: Version, by: Actor) -> Version:
    """Take hold of a version that the actor may read, and of its text. Refused: a text that was given up."""
    if not texts.versions_visible_to(by).filter(pk=version.pk).exists():
        raise NotVisible(_("There is no such text here."))
    text = _held_text(version.text_id)
    refuse_given_up(text)
    # What was read before the lock may have changed while we waited for it.
    found = Version.objects.select_for_update(of=("self",)).select_related("coalition").filter(pk=version.pk).first()
    if found is None:
        raise Conflict(_("This version was taken back meanwhile."))
    found.text = text
    return found


def held_amendment(amendment: Amendment, by: Actor) -> Amendment:
    """Take hold of an amendment that the actor may read, with its version and text."""
    version = held(_version_of(amendment.version_id), by)
    found = Amendment.objects.select_for_update(of=("self",)).select_related("organisation", "amends", "coalition").get(pk=amendment.pk)
    found.version = version
    return found


def held_comment(comment: Comment, by: Actor) -> Comment:
    """Take hold of a comment that the actor may read, with its version and text."""
    version = held(_version_of(comment.version_id), by)
    found = Comment.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=comment.pk)
    found.version = version
    return found


def _version_of(version_id: UUID) -> Version:
    found = Version.objects.filter(pk=version_id).first()
    if found is None:
        raise NotVisible(_("There is no such text here."))
    return found


def refuse_given_up(text: Text) -> None:
    """Refuse to work on a text that was given up."""
    if text.closed_at is not None:
        raise Conflict(_("This text was given up. Take it up again first."))


def require_state(version: Version, *states: str) -> None:
    """Refuse what is not in one of these states, and say in which it is."""
    if version.state in states:
        return
    words = {
        State.DRAFT: _("This version is still being written."),
        State.OPEN: _("This version is open to amendments. Close it first."),
        State.CLOSED: _("Amendments to this version are over already."),
        State.LOCKED: _("This version is locked."),
        State.PUBLISHED: _("This version is published."),
        State.SUPERSEDED: _("This version was superseded by a later one meanwhile."),
    }
    raise Conflict(words[State(version.state)], code="state", facts={"state": version.state})


def require_reason(reason: str, field: str = "reason", *, most: int = 5000) -> str:
    """Return a reason without spaces at its ends. Refused: none, and one that is longer than can be kept."""
    if not reason.strip():
        raise Refusal(_("Give a reason. Others read it."), field=field)
    return tidy_reason(reason, field, most=most)


def tidy_reason(reason: str, field: str = "reason", *, most: int = 5000) -> str:
    """Return a reason without spaces at its ends and without what no database keeps. Refused: one that is too long."""
    kept = reason.replace("\x00", "").strip()
    if len(kept) > most:
        raise Refusal(_("This is longer than the %(most)s characters that can be kept.") % {"most": most}, field=field)
    return kept


def record_text(kind: Kind, text: Text, by: Actor, *, undoes: UUID | None = None, particulars: dict[str, Any] | None = None, **facts: Any) -> Entry:
    """Write what was done to a text."""
    return book.record(
        kind,
        by=by,
        subject=text.pk,
        subject_kind="drafted_text",
        facts={"kind": text.kind, "label": text.label} | facts,
        particulars={"title": text.title} | (particulars or {}),
        undoes=undoes,
    )


def record(kind: Kind, version: Version, by: Actor, *, undoes: UUID | None = None, particulars: dict[str, Any] | None = None, **facts: Any) -> Entry:
    """Write what was done to a version.

    Everybody inside reads of its stages where the label lets everybody inside read the text; else the coordinators alone, since
    an entry would tell others that there is such a text.
    """
    narrow = version.text.label not in {Label.GREEN, Label.CLEAR} and kind.audience is Audience.MEMBERS
    return book.record(
        replace(kind, audience=Audience.COORDINATORS) if narrow else kind,
        by=by,
        subject=version.pk,
        subject_kind="draft_version",
        facts={"kind": version.text.kind, "text": str(version.text_id), "number": version.number} | facts,
        particulars={"title": version.text.title} | (particulars or {}),
        undoes=undoes,
    )


def record_said(
    kind: Kind, said: Amendment | Comment, by: Actor, *, undoes: UUID | None = None, particulars: dict[str, Any] | None = None, **facts: Any
) -> Entry:
    """Write what was done to an amendment or a comment, for its organisation and those who treat it."""
    version = said.version
    known: dict[str, Any] = {"kind": version.text.kind, "text": str(version.text_id), "version": str(version.pk), "number": version.number}
    if isinstance(said, Amendment):
        known["amendment"] = said.number
    return book.record(
        kind,
        by=by,
        subject=said.pk,
        subject_kind="amendment" if isinstance(said, Amendment) else "draft_comment",
        concerns=said.organisation_id,
        facts=known | facts,
        particulars={"title": version.text.title, "organisation": said.organisation.name} | (particulars or {}),
        undoes=undoes,
    )
