"""Merging what was accepted into the next version, in one step that somebody has reviewed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commoncall.drafting import history as kinds
from commoncall.drafting import permissions
from commoncall.drafting.actions.recording import held, record, require_state
from commoncall.drafting.actions.texts import digests, make_next, unmake
from commoncall.drafting.actions.wordings import tidied
from commoncall.drafting.models import Amendment, Version, Wording
from commoncall.drafting.queries import amendments, texts
from commoncall.drafting.rules import amending, merging
from commoncall.drafting.rules.collisions import Proposed
from commoncall.drafting.rules.merging import Merge
from commoncall.drafting.rules.paragraphs import Paragraph, digest, read, stored
from commoncall.kernel.authority import Actor
from commoncall.kernel.history.kinds import undoes
from commoncall.kernel.history.models import Entry
from commoncall.kernel.refusals import Conflict, Refusal

State = Version.State
Treatment = Amendment.Treatment


def prepare(version: Version, chosen: Mapping[str, Sequence[Paragraph]] | None = None, *, by: Actor) -> Merge:
    """Return what the authoritative words become with everything that merges by itself, and where somebody has to choose.

    With ``chosen`` it is what ``merge`` would make of these choices. Nothing is changed. ``reviewed`` is handed to ``merge``.
    Who may: who may draft the text. Refused: as by ``merge``.
    """
    found = texts.version(by, version.pk)
    permissions.may_draft(by, found.text).require()
    every = _every(found)
    _refuse_unready(found, every)
    words = _words(found)
    kept = {key: tidied(those) for key, those in (chosen or {}).items()}
    return replace(merging.merge(words, _proposed(found, every), kept), reviewed=_reviewed(found, every))


@transaction.atomic
def merge(version: Version, chosen: Mapping[str, Sequence[Paragraph]], *, of_amendments: str, change_note: str = "", by: Actor) -> Version:
    """Make the next version, a draft, of a version with all that was accepted; the former is superseded.

    ``chosen`` says for each open paragraph (and, where it should be otherwise, for any that an amendment touches) what stands in its
    place. Translations take over what was accepted in their language, and lose what is gone. Who may: who may draft the text.
    Recorded; can be undone while the new draft is untouched. Refused: where the amendments are no longer as they were reviewed, or
    somebody else merged meanwhile; while one is not finished; where nothing was accepted; a paragraph for which nothing was chosen.
    """
    found = held(version, by)
    permissions.may_draft(by, found.text).require()
    every = _every(found)
    require_state(found, State.CLOSED)
    if of_amendments != _reviewed(found, every):
        raise Conflict(_("The amendments were changed after you reviewed them. Look at them again; nothing was merged."), code="changed")
    _refuse_unready(found, every)
    accepted = _proposed(found, every)
    kept = {key: tidied(those) for key, those in chosen.items()}
    merged = merging.merge(_words(found), accepted, kept)
    _refuse_unchosen(merged, kept)
    made = make_next(found, by, change_note)
    _reword(made, tidied(merged.paragraphs), every)
    taken = [one.pk for one in _accepted(every)]
    Amendment.objects.filter(pk__in=taken).update(merged_into=made)
    record(kinds.MERGED, made, by, former=str(found.pk), former_state=State.CLOSED.value, digests=digests(made), merged=len(taken), chosen=len(kept))
    return made


def _every(version: Version) -> list[Amendment]:
    return list(Amendment.objects.filter(version=version).order_by("number", "id"))


def _accepted(every: Iterable[Amendment]) -> list[Amendment]:
    kept = list(every)
    apart = amendments.fallen(kept)
    return [one for one in kept if one.withdrawn_at is None and one.merged_into_id is None and one.pk not in apart and amendments.is_accepted(one)]


def _refuse_unready(version: Version, every: Sequence[Amendment]) -> None:
    require_state(version, State.CLOSED)
    left = amendments.untreated(version)
    if left.amendments or left.insisted or left.to_vote:
        raise Refusal(_("There are amendments to this version of which it is not said yet what becomes of them."), code="untreated")
    if not _accepted(every):
        raise Refusal(_("No amendment was accepted, so there is nothing to merge. Lock this version, or begin the next one."), code="nothing")


def _refuse_unchosen(merged: Merge, chosen: Mapping[str, Sequence[Paragraph]]) -> None:
    if merged.open:
        words = ngettext(
            "For %(n)s paragraph it is not chosen yet what it says.", "For %(n)s paragraphs it is not chosen yet what they say.", len(merged.open)
        )
        raise Refusal(words % {"n": len(merged.open)}, field="chosen", code="open", facts={"paragraphs": [one.paragraph for one in merged.open]})
    if set(chosen) - merged.touched:
        raise Refusal(_("Only what an amendment touches is chosen here. Change the rest in the new draft."), field="chosen", code="untouched")


def _words(version: Version) -> tuple[Paragraph, ...]:
    wording = version.wordings.filter(language=version.text.language).first()
    return read(wording.paragraphs) if wording else ()


def _proposed(version: Version, every: Sequence[Amendment]) -> list[Proposed]:
    """Return what was accepted, as it changes the authoritative words."""
    return [_one(one, version.text.language) for one in _accepted(every)]


def _one(amendment: Amendment, authoritative: str) -> Proposed:
    if amendment.language == authoritative:
        changes = amendment.treated_changes if amendment.treatment == Treatment.MODIFY else amendment.changes
        return Proposed(amendment.pk, amending.read(changes), amendment.amends_id)
    # What was said in another language is merged as the drafting group worded it, or has to be worded while it is merged.
    if amendment.treated_changes:
        return Proposed(amendment.pk, amending.read(amendment.treated_changes))
    return Proposed(amendment.pk, amending.read(amendment.changes), is_foreign=True)


def _reviewed(version: Version, every: Iterable[Amendment]) -> str:
    """Return what tells the amendments and the words as they are now from how they ever were."""
    words = list(version.wordings.order_by("language").values_list("language", "digest"))
    known = [[str(one.pk), one.withdrawn_at is None, one.treatment, one.treated_changes, amendments.is_insisted(one)] for one in every]
    return hashlib.sha256(json.dumps([words, known], sort_keys=True).encode()).hexdigest()


def _reword(made: Version, paragraphs: Sequence[Paragraph], every: Sequence[Amendment]) -> None:
    """Give a new version the merged words, and its translations what was accepted in their own language."""
    authoritative = made.text.language
    still = {one.key for one in paragraphs}
    gone = {one.key for one in _words(made)} - still
    for wording in made.wordings.all():
        if wording.language == authoritative:
            said: Sequence[Paragraph] = paragraphs
        else:
            own = [
                Proposed(one.pk, amending.read(one.changes), one.amends_id)
                for one in _accepted(every)
                if one.language == wording.language and one.treatment == Treatment.ACCEPT
            ]
            said = [one for one in merging.merge(read(wording.paragraphs), own).paragraphs if one.key not in gone]
        _save(wording, said)


def _save(wording: Wording, paragraphs: Sequence[Paragraph]) -> None:
    if wording.paragraphs == stored(paragraphs):
        return
    wording.paragraphs, wording.digest = stored(paragraphs), digest(wording.title, paragraphs)
    wording.checked_by, wording.checked_at = None, None
    wording.save(update_fields=["paragraphs", "digest", "checked_by", "checked_at"])


@undoes(kinds.MERGED)
@transaction.atomic
def _take_back(entry: Entry, by: Actor) -> Version:
    former = unmake(entry, by)
    record(kinds.MERGE_TAKEN_BACK, former, by, undoes=entry.id, number=entry.facts["number"])
    return former
