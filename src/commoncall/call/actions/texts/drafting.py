"""Writing a draft, language by language; and adding translations to what was adopted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from commoncall.call import history as kinds
from commoncall.call import permissions, rules
from commoncall.call.actions.texts.recording import locked, locked_draft, locked_text, record
from commoncall.call.models import Text, Version, Wording
from commoncall.call.queries import texts
from commoncall.kernel import languages, time
from commoncall.kernel.authority import Actor
from commoncall.kernel.history.kinds import undoes
from commoncall.kernel.history.models import Entry
from commoncall.kernel.parties.models import Coalition
from commoncall.kernel.refusals import Conflict, NotVisible, Refusal

#: How many characters a title has at most, and how many demands a text, and how long the code of a language is.
LONGEST_TITLE = 300
MOST_DEMANDS = 99
LONGEST_CODE = 10


@dataclass(frozen=True)
class Words:
    """What a text says in one language: its title, what comes before the demands, the demands in order, what comes after."""

    title: str
    preamble: str = ""
    demands: Sequence[str] = ()
    closing: str = ""

    def tidy(self) -> Words:
        """Return the same without spaces at the ends and without empty demands."""
        demands = tuple(plain for demand in self.demands if (plain := " ".join(demand.split())))
        return Words(" ".join(self.title.split()), _lines(self.preamble), demands, _lines(self.closing))

    @classmethod
    def of(cls, wording: Wording) -> Words:
        """Return what a wording says."""
        return cls(wording.title, wording.preamble, tuple(wording.demands), wording.closing)

    def as_stored(self) -> dict[str, Any]:
        """Return the words as plain values for JSON."""
        return asdict(self) | {"demands": list(self.demands)}


def _lines(text: str) -> str:
    return "\n".join(line.strip() for line in text.strip().splitlines())


@transaction.atomic
def begin(coalition: Coalition, kind: str, *, by: Actor) -> Version:
    """Begin the draft of a text's next version, with the words of the one in force; where there is a draft, return it.

    Who may: ``call.draft``. Recorded for members. Refused: a text that there is none of.
    """
    permissions.DRAFT.verdict(by).require()
    if coalition.pk != by.coalition_id:
        raise NotVisible(_("There is no such coalition here."))
    if kind not in Text.Kind.values:
        raise Refusal(_("There is no such text."), field="kind")
    text, _made = Text.objects.get_or_create(coalition=coalition, kind=kind)
    # Two who begin at once get the same draft.
    locked_text(text.pk, by)
    if (draft := texts.draft(coalition, kind)) is not None:
        return draft
    former = texts.in_force(coalition, kind)
    language = former.language if former else coalition.language
    version = Version.objects.create(
        coalition=coalition, text=text, language=language, begun_at=time.now(), begun_by_id=by.person_id, is_material=former is None
    )
    if former is not None:
        _copy(former, version)
    record(kinds.DRAFT_BEGUN, version, by, former=former.number if former else None)
    return version


def _copy(former: Version, version: Version) -> None:
    # A translation of what is about to change is not ready: somebody looks at it first.
    copies = [
        Wording(
            version=version,
            language=one.language,
            title=one.title,
            preamble=one.preamble,
            demands=list(one.demands),
            closing=one.closing,
            is_ready=False,
            changed_at=version.begun_at,
            changed_by_id=version.begun_by_id,
        )
        for one in former.wordings.all()
    ]
    Wording.objects.bulk_create(copies)


@transaction.atomic
def word(version: Version, language: str, words: Words, *, is_ready: bool = False, unchanged_since: datetime | None = None, by: Actor) -> Wording:
    """Say what a version says in one language. Nothing is written where nothing changed.

    A draft can be worded in every language; of the version in force, its translations alone can be added and corrected.
    Who may: ``call.draft``. Recorded, of what was adopted with the words before. Refused: the authoritative wording of what was
    adopted; a version that is superseded or discarded; a translation said to be ready that lacks a title, or has another
    number of demands than the authoritative wording; with ``unchanged_since``, where somebody else wrote meanwhile.
    """
    permissions.DRAFT.verdict(by).require()
    held = locked(version, by)
    _refuse_frozen(held, language)
    kept = words.tidy()
    _check(held, language, kept, is_ready)
    before = held.wordings.select_related("changed_by").filter(language=language).first()
    _refuse_overwriting(before, unchanged_since)
    if before is not None and Words.of(before) == kept and before.is_ready == is_ready:
        return before
    wording = before or Wording(version=held, language=language)
    former = Words.of(wording).as_stored() if before else None
    wording.title, wording.preamble, wording.closing = kept.title, kept.preamble, kept.closing
    wording.demands, wording.is_ready = list(kept.demands), is_ready
    wording.changed_at, wording.changed_by_id = time.now(), by.person_id
    wording.save()
    kind = kinds.WORDED if held.number is None else kinds.TRANSLATION_CORRECTED if before else kinds.TRANSLATION_ADDED
    particulars = {"before": former, "now": kept.as_stored()} if held.number is not None else None
    record(kind, held, by, particulars=particulars, language=language, is_ready=is_ready)
    return wording


def _refuse_frozen(version: Version, language: str) -> None:
    if version.state == Version.State.DRAFT:
        return
    if version.state != Version.State.ADOPTED:
        raise Conflict(_("This version is no longer in force; its words stay as they are."))
    if language == version.language:
        raise Conflict(_("The authoritative wording of what was adopted cannot be changed. Begin a new version."))


def _refuse_overwriting(wording: Wording | None, unchanged_since: datetime | None) -> None:
    if wording is None or unchanged_since is None or wording.changed_at <= unchanged_since:
        return
    who = wording.changed_by.name if wording.changed_by else _("Somebody else")
    raise Conflict(_("%(person)s changed this meanwhile. What you wrote is kept below; compare before you save it.") % {"person": who})


def is_language(code: str) -> bool:
    """Tell whether a code names a language in which a text can be kept."""
    return len(code) <= LONGEST_CODE and languages.name_of(code, "en") != code


def _check(version: Version, language: str, words: Words, is_ready: bool) -> None:
    if not is_language(language):
        raise Refusal(_("%(code)s is not the code of a language.") % {"code": language}, field="language")
    if len(words.title) > LONGEST_TITLE:
        raise Refusal(_("This is longer than the %(most)s characters that can be kept.") % {"most": LONGEST_TITLE}, field="title")
    if len(words.demands) > MOST_DEMANDS:
        raise Refusal(_("A text has at most %(most)s demands.") % {"most": MOST_DEMANDS}, field="demands")
    if is_ready and language != version.language:
        refuse_unready(version, language, words.title, words.demands)


def refuse_unready(version: Version, language: str, title: str, demands: Sequence[str]) -> None:
    """Refuse a translation that cannot be read in public yet, and say what it lacks."""
    authoritative = version.wordings.filter(language=version.language).first()
    theirs = authoritative.demands if authoritative else []
    named = {"language": languages.name_of(language, languages.current())}
    match rules.what_is_missing(title, demands, theirs):
        case "title":
            raise Refusal(_("It has no title in this language yet: %(language)s.") % named, field="title")
        case "demands":
            raise Refusal(_("It has no demands in this language yet: %(language)s.") % named, field="demands")
        case "number":
            numbers = {"theirs": len(demands), "ours": len(theirs)}
            reason = _("The authoritative text has %(ours)s demands, and this translation %(theirs)s (%(language)s). They have to be as many.")
            raise Refusal(reason % (named | numbers), field="demands")


@transaction.atomic
def remove_wording(version: Version, language: str, *, by: Actor) -> None:
    """Take a language out of a draft. Who may: ``call.draft``. Recorded. Refused: the authoritative one; once it was adopted."""
    permissions.DRAFT.verdict(by).require()
    held = locked_draft(version, by)
    if language == held.language:
        raise Refusal(_("This is the authoritative language. Choose another one as authoritative first."), field="language")
    removed, _by_model = held.wordings.filter(language=language).delete()
    if not removed:
        raise NotVisible(_("There is no such translation."))
    record(kinds.WORDING_REMOVED, held, by, language=language)


@transaction.atomic
def choose_authoritative(version: Version, language: str, *, by: Actor) -> Version:
    """Make the wording in another language the authoritative one of a draft.

    Who may: ``call.draft``. Recorded. Refused: a language in which the draft says nothing yet; once it was adopted.
    """
    permissions.DRAFT.verdict(by).require()
    held = locked_draft(version, by)
    if held.language == language:
        return held
    if held.wordings.exists() and not held.wordings.filter(language=language).exists():
        raise Refusal(_("The draft says nothing in this language yet: write it first."), field="language")
    held.language = language
    held.save(update_fields=["language"])
    record(kinds.AUTHORITATIVE_CHOSEN, held, by, language=language)
    return held


@transaction.atomic
def discard(version: Version, *, by: Actor) -> Version:
    """Put a draft away. Who may: ``call.draft``. Recorded; can be undone, as long as no other draft was begun."""
    permissions.DRAFT.verdict(by).require()
    held = locked_draft(version, by)
    held.state = Version.State.DISCARDED
    held.save(update_fields=["state"])
    record(kinds.DRAFT_DISCARDED, held, by)
    return held


@undoes(kinds.DRAFT_DISCARDED)
@transaction.atomic
def _take_up_again(entry: Entry, by: Actor) -> Version:
    permissions.DRAFT.verdict(by).require()
    held = locked(_subject(entry, by), by)
    refuse_second_draft(held)
    if held.state != Version.State.DISCARDED:
        raise Conflict(_("This draft is no longer discarded."))
    held.state = Version.State.DRAFT
    held.save(update_fields=["state"])
    record(kinds.DRAFT_RESTORED, held, by, undoes=entry.id)
    return held


def refuse_second_draft(version: Version) -> None:
    """Refuse to make a version a draft where another was begun meanwhile."""
    if texts.draft(version.coalition, version.text.kind) is not None:
        raise Conflict(_("Another draft was begun meanwhile. Discard that one first."))


def _subject(entry: Entry, by: Actor) -> Version:
    return subject_of(entry.subject, by)


def subject_of(version_id: UUID | None, by: Actor) -> Version:
    """Return the version that an entry is about."""
    version = Version.objects.filter(pk=version_id, coalition_id=by.coalition_id).first()
    if version is None:
        raise NotVisible(_("There is no such text here."))
    return version
