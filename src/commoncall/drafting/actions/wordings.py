"""Writing what a version says, language by language: by hand or from a file; and checking its translations."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from difflib import SequenceMatcher

from django.db import transaction
from django.utils.translation import gettext as _

from commoncall.drafting import history as kinds
from commoncall.drafting import permissions
from commoncall.drafting.actions.recording import held, record, record_text, require_state
from commoncall.drafting.actions.texts import is_language, title_of
from commoncall.drafting.models import Amendment, Version, Wording
from commoncall.drafting.queries import texts
from commoncall.drafting.rules import redline
from commoncall.drafting.rules.applying import DEEPEST, LONGEST_PARAGRAPH, MOST_PARAGRAPHS, tidy
from commoncall.drafting.rules.paragraphs import Paragraph, Style, digest, new_key, read, stored
from commoncall.kernel import time
from commoncall.kernel.authority import Actor
from commoncall.kernel.documents.blocks import Block
from commoncall.kernel.refusals import Conflict, NotVisible, Refusal

State = Version.State

_KEY = re.compile(r"[\w-]{1,40}", re.ASCII)


@transaction.atomic
def word(
    version: Version, language: str, title: str, paragraphs: Sequence[Paragraph], *, unchanged_since: datetime | None = None, by: Actor
) -> Wording:
    """Say what a version says in one language. Nothing is written where nothing changed.

    A draft can be worded in every language. Later the authoritative words stay as they are, and translations alone can be added and
    corrected; of these the words before stay in the history. Who may: who may draft the text. Recorded. Refused: frozen words; a
    translation in whose words amendments were proposed; two paragraphs of one key; what is too long; with ``unchanged_since``,
    where somebody else wrote after that instant. Whoever saw that there was no such wording yet hands in any instant before.
    """
    found = held(version, by)
    permissions.may_draft(by, found.text).require()
    _refuse_frozen(found, language)
    if not is_language(language):
        raise Refusal(_("There is no such language."), field="language")
    before = found.wordings.select_related("changed_by").filter(language=language).first()
    _refuse_overwriting(before, unchanged_since)
    kept, called = tidied(paragraphs), title_of(title)
    said = digest(called, kept)
    if before is not None and before.paragraphs == stored(kept) and before.title == called:
        return before
    wording = before or Wording(version=found, language=language)
    former = {"title": wording.title, "paragraphs": wording.paragraphs} if before and found.state != State.DRAFT else None
    wording.title, wording.paragraphs, wording.digest = called, stored(kept), said
    wording.changed_at, wording.changed_by_id = time.now(), by.person_id
    # Whoever writes a translation has the present words before their eyes; whether it is right, somebody checks.
    wording.translates = "" if language == found.text.language else _present(found)
    wording.checked_by, wording.checked_at = None, None
    wording.save()
    kind = kinds.WORDED if found.state == State.DRAFT else kinds.TRANSLATION_CORRECTED if before else kinds.TRANSLATION_ADDED
    record(kind, found, by, language=language, digest=said, particulars={"before": former} if former else None)
    return wording


def _present(version: Version) -> str:
    return version.wordings.filter(language=version.text.language).values_list("digest", flat=True).first() or ""


def _refuse_frozen(version: Version, language: str) -> None:
    if version.state == State.DRAFT:
        return
    if language == version.text.language:
        raise Conflict(_("The words of this version can no longer be changed. Begin the next version."), code="frozen")
    if version.state == State.SUPERSEDED:
        raise Conflict(_("This version was superseded; it stays as it is."), code="frozen")
    if version.state in {State.OPEN, State.CLOSED} and Amendment.objects.filter(version=version, language=language, withdrawn_at=None).exists():
        raise Conflict(_("Amendments were proposed to the words of this translation. Correct it in the next version."), code="frozen")


def _was_overtaken(wording: Wording | None, unchanged_since: datetime | None) -> bool:
    return wording is not None and unchanged_since is not None and wording.changed_at > unchanged_since


def _refuse_replacing(wording: Wording | None, unchanged_since: datetime | None) -> None:
    if wording is None or not _was_overtaken(wording, unchanged_since):
        return
    who = wording.changed_by.name if wording.changed_by else _("Somebody else")
    raise Conflict(
        _("%(person)s changed the draft meanwhile, and nothing was replaced. Read it, then choose the file again.") % {"person": who},
        code="overwriting",
    )


def _refuse_overwriting(wording: Wording | None, unchanged_since: datetime | None) -> None:
    if wording is None or not _was_overtaken(wording, unchanged_since):
        return
    who = wording.changed_by.name if wording.changed_by else _("Somebody else")
    raise Conflict(
        _("%(person)s changed this meanwhile. What you wrote is kept below; compare before you save it.") % {"person": who}, code="overwriting"
    )


@transaction.atomic
def reword(version: Version, language: str, key: str, text: str, *, before: str, by: Actor) -> Wording:
    """Say one paragraph of a draft in other words, whatever happens meanwhile to all others; how it stands and its key stay.

    ``before`` is what the writer saw there. Who may, and what is recorded: as in ``word``. Refused, beside what ``word`` refuses: no
    words; a paragraph that is gone; one that somebody else has worded since.
    """
    found = held(version, by)
    permissions.may_draft(by, found.text).require()
    require_state(found, State.DRAFT)
    wording = found.wordings.filter(language=language).first()
    known = read(wording.paragraphs) if wording else ()
    there = next((one for one in known if one.key == key), None)
    if wording is None or there is None:
        raise Conflict(_("This paragraph was taken out meanwhile. What you wrote is kept below; add it to the whole text."), code="gone")
    said = tidy(text)
    if not said:
        raise Refusal(_("Write what it says. To take a paragraph out, write the whole text."), field="words")
    if there.text not in {before, said}:
        raise Conflict(
            _("Somebody else worded this paragraph meanwhile. What you wrote is kept below; compare before you save it."), code="overwriting"
        )
    return word(found, language, wording.title, [replace(one, text=said) if one.key == key else one for one in known], by=by)


def tidied(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """Return paragraphs as they are kept: without empty ones, each with a key of its own."""
    if len(paragraphs) > MOST_PARAGRAPHS:
        raise Refusal(_("A text has at most %(most)s paragraphs.") % {"most": MOST_PARAGRAPHS}, field="paragraphs")
    found, taken = [], set[str]()
    for one in paragraphs:
        text = tidy(one.text)
        if not text:
            continue
        if len(text) > LONGEST_PARAGRAPH:
            raise Refusal(_("A paragraph has at most %(most)s characters. Divide this one.") % {"most": LONGEST_PARAGRAPH}, field="paragraphs")
        key = one.key or new_key()
        if key in taken or not _KEY.fullmatch(key):
            raise Refusal(_("Two paragraphs are marked as the same one."), field="paragraphs", code="keys")
        taken.add(key)
        level = min(max(one.level, 1), DEEPEST)
        found.append(replace(one, key=key, text=text, style=Style(one.style), level=level))
    return found


@transaction.atomic
def bring_in(
    version: Version, language: str, blocks: Sequence[Block], *, title: str = "", unchanged_since: datetime | None = None, by: Actor
) -> Wording:
    """Say what a version says in one language by what a file holds. Paragraphs that can be recognised keep their keys.

    They are found by their words, wherever they stand now; those of a first translation by their order. Who may, what is recorded
    and what is refused: as in ``word``.
    """
    found = held(version, by)
    permissions.may_draft(by, found.text).require()
    known = texts.wordings(found)
    own, authoritative = known.get(language), known.get(found.text.language)
    fresh = _paragraphs(blocks)
    if own is not None and own.paragraphs:
        keys = _matched(read(own.paragraphs), fresh)
    elif authoritative is not None and authoritative.paragraphs and language != found.text.language:
        keys = _in_order(read(authoritative.paragraphs), fresh)
    else:
        keys = [new_key() for _one in fresh]
    _refuse_replacing(own, unchanged_since)
    called = title or (own.title if own else "")
    words = [replace(one, key=key) for one, key in zip(fresh, keys, strict=True)]
    return word(found, language, called, words, unchanged_since=unchanged_since, by=by)


def _paragraphs(blocks: Sequence[Block]) -> list[Paragraph]:
    """Return the blocks of a file as paragraphs. Where the file numbers some, those without a number stand without one."""
    are_numbered = any(one.number for one in blocks)
    said = [(tidy(one.text), one) for one in blocks]
    found = [Paragraph("", text, Style(str(one.style)), one.level, bool(one.number) or not are_numbered) for text, one in said if text]
    if len(found) > MOST_PARAGRAPHS:
        raise Refusal(_("A text has at most %(most)s paragraphs.") % {"most": MOST_PARAGRAPHS}, field="paragraphs")
    return found


def _matched(former: Sequence[Paragraph], fresh: Sequence[Paragraph]) -> list[str]:
    keys = ["" for _one in fresh]
    for pair in redline.match([one.text for one in former], [one.text for one in fresh]):
        if pair.old is not None and pair.new is not None:
            keys[pair.new] = former[pair.old].key
    return [key or new_key() for key in keys]


def _in_order(authoritative: Sequence[Paragraph], fresh: Sequence[Paragraph]) -> list[str]:
    """Give a translation the keys of what it translates: paragraph by paragraph, or by how they stand where they are not as many."""
    if len(authoritative) == len(fresh):
        return [one.key for one in authoritative]
    keys = ["" for _one in fresh]
    shapes = [[f"{one.style} {one.level}" for one in those] for those in (authoritative, fresh)]
    for block in SequenceMatcher(None, shapes[0], shapes[1], autojunk=False).get_matching_blocks():
        for place in range(block.size):
            keys[block.b + place] = authoritative[block.a + place].key
    return [key or new_key() for key in keys]


@transaction.atomic
def remove_wording(version: Version, language: str, *, by: Actor) -> None:
    """Take a language out of a draft. Who may: who may draft it. Recorded. Refused: the authoritative one; once its words are frozen."""
    found = held(version, by)
    permissions.may_draft(by, found.text).require()
    if language == found.text.language:
        raise Refusal(_("This is the authoritative language. Choose another one as authoritative first."), field="language")
    if found.state != State.DRAFT:
        raise Conflict(_("The words of this version can no longer be changed. Begin the next version."), code="frozen")
    removed, _by_model = found.wordings.filter(language=language).delete()
    if not removed:
        raise NotVisible(_("There is no such translation."))
    record(kinds.WORDING_REMOVED, found, by, language=language)


@transaction.atomic
def check(wording: Wording, *, by: Actor) -> Wording:
    """Note that a translation says what the authoritative words say now. Who may: who may draft the text. Recorded.

    Refused: the authoritative wording itself; one that says nothing yet; of a version that was superseded.
    """
    version = Version.objects.filter(pk=wording.version_id).first()
    if version is None:
        raise NotVisible(_("There is no such translation."))
    found = held(version, by)
    permissions.may_draft(by, found.text).require()
    kept = found.wordings.filter(pk=wording.pk).first()
    if kept is None or not kept.paragraphs:
        raise NotVisible(_("There is no such translation."))
    if kept.language == found.text.language:
        raise Refusal(_("This is the authoritative wording, by which translations are checked."))
    if found.state == State.SUPERSEDED:
        raise Conflict(_("This version was superseded; it stays as it is."), code="frozen")
    if kept.digest != wording.digest:
        raise Conflict(_("This translation was changed while you read it. Look at it again."), code="overwriting")
    kept.translates, kept.checked_by_id, kept.checked_at = _present(found), by.person_id, time.now()
    kept.save(update_fields=["translates", "checked_by", "checked_at"])
    record(kinds.TRANSLATION_CHECKED, found, by, language=kept.language, digest=kept.digest, translates=kept.translates)
    return kept


@transaction.atomic
def choose_authoritative(version: Version, language: str, *, by: Actor) -> Version:
    """Make the wording in another language the authoritative one of a text that is still in its first draft.

    Who may: who may draft it. Recorded. Refused: a language in which the draft says nothing yet; once words of the text were frozen.
    """
    found = held(version, by)
    permissions.may_draft(by, found.text).require()
    if found.text.language == language:
        return found
    if found.text.versions.exclude(digest="").exists():
        raise Conflict(_("The words of a version were frozen in the authoritative language already, so it stays."), code="frozen")
    if not found.wordings.filter(language=language).exclude(paragraphs=[]).exists():
        raise Refusal(_("The draft says nothing in this language yet: write it first."), field="language")
    found.text.language = language
    found.text.save(update_fields=["language"])
    found.wordings.filter(language=language).update(translates="", checked_by=None, checked_at=None)
    record_text(kinds.AUTHORITATIVE_CHOSEN, found.text, by, language=language)
    return found
