"""Reading texts and their versions: who may read which, what each says in a language, how far its translations are."""

from __future__ import annotations

import enum
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from commoncall.drafting.models import Text, Version, Wording
from commoncall.drafting.queries.groups import sits_in
from commoncall.kernel.authority import Actor
from commoncall.kernel.history.kinds import narrow
from commoncall.kernel.labels import readable_by
from commoncall.kernel.parties.models import Person
from commoncall.kernel.refusals import NotVisible

State = Version.State

_RELATED = ("text__coalition", "text__group", "coalition", "former", "begun_by")

#: A version that others than its drafters have been shown. What is unlocked is no longer among what was locked; what was locked and
#: gave way to a later version still is: those who decided on it go on reading it.
_SHOWN = Q(opened_at__isnull=False) | Q(locked_at__isnull=False) | Q(published_at__isnull=False)


def visible_to(actor: Actor) -> QuerySet[Text]:
    """Return the texts that ``actor`` may read, the latest first, given-up ones included.

    Coordinators and the drafting group read all of theirs; others what their labels let them read, once a version was shown.
    """
    if actor.coalition_id is None or not actor.is_inside:
        return Text.objects.none()
    texts = Text.objects.filter(coalition_id=actor.coalition_id).select_related("coalition", "group", "begun_by").order_by("-begun_at", "-id")
    if actor.is_coordinator:
        return texts
    shown = Version.objects.filter(_SHOWN, text=OuterRef("pk"))
    return texts.filter(Q(group__in=sits_in(actor)) | (Q(label__in=readable_by(actor)) & Exists(shown)))


def one(actor: Actor, text_id: UUID | None) -> Text:
    """Return a text that the actor may read; raise ``NotVisible`` where there is none."""
    found = visible_to(actor).filter(pk=text_id).first()
    if found is None:
        raise NotVisible(_("There is no such text here."))
    return found


def versions_visible_to(actor: Actor) -> QuerySet[Version]:
    """Return the versions that ``actor`` may read. What was never shown is for coordinators and the drafting group alone."""
    if actor.coalition_id is None or not actor.is_inside:
        return Version.objects.none()
    versions = Version.objects.filter(coalition_id=actor.coalition_id).select_related(*_RELATED)
    if actor.is_coordinator:
        return versions
    return versions.filter(Q(text__group__in=sits_in(actor)) | (Q(text__label__in=readable_by(actor)) & _SHOWN))


def _of_readable_label(actor: Actor) -> QuerySet[Version, tuple[UUID]]:
    return Version.objects.filter(text__label__in=sorted(readable_by(actor))).order_by().values_list("pk")


# Of its stages everybody inside may have read, under a wide label; under a narrower one that would tell that there is such a text.
narrow("draft_version", _of_readable_label)


def version(actor: Actor, version_id: UUID | None) -> Version:
    """Return a version that the actor may read; raise ``NotVisible`` where there is none."""
    found = versions_visible_to(actor).filter(pk=version_id).first()
    if found is None:
        raise NotVisible(_("There is no such text here."))
    return found


def versions(text: Text, actor: Actor | None = None) -> list[Version]:
    """Return the versions of a text, the latest first: all, or those that an actor may read."""
    found = Version.objects.all() if actor is None else versions_visible_to(actor)
    return list(found.filter(text=text).select_related(*_RELATED).order_by("-number"))


def latest(text: Text, actor: Actor | None = None) -> Version | None:
    """Return the latest version of a text, or the latest that an actor may read."""
    return next(iter(versions(text, actor)), None)


def draft(text: Text) -> Version | None:
    """Return the version of a text that is being written, if there is one."""
    return Version.objects.filter(text=text, state=State.DRAFT).select_related("text", "coalition").first()


def open_now(actor: Actor) -> QuerySet[Version]:
    """Return the versions that take amendments and that the actor may read, those that close first first."""
    return versions_visible_to(actor).filter(state=State.OPEN, text__closed_at=None).order_by("amendments_until", "id")


def wordings(version: Version) -> dict[str, Wording]:
    """Return a version in each of its languages, the authoritative one first, in one query."""
    found = version.wordings.select_related("changed_by", "checked_by")
    return {one.language: one for one in sorted(found, key=lambda one: (one.language != version.text.language, one.language))}


def wording_for(version: Version, language: str) -> Wording:
    """Return a version in a language where it says something there, else in the authoritative one, which may still be empty."""
    found = wordings(version)
    for code in (language, language.split("-")[0]):
        if code in found and found[code].paragraphs:
            return found[code]
    return found.get(version.text.language) or Wording(version=version, language=version.text.language)


def titles(versions: Iterable[Version], language: str) -> dict[UUID, tuple[str, str]]:
    """Return what versions are called, each with the language of its title: in ``language`` where they say something there, else in their own."""
    among = {one.pk: one for one in versions}
    found = Wording.objects.filter(version__in=among, language=language).exclude(title="").exclude(paragraphs=[]).values_list("version", "title")
    own = {key: (one.text.title, one.text.language) for key, one in among.items()}
    return own | {key: (title, language) for key, title in found}


class TranslationState(enum.StrEnum):
    """How far a translation is, against the authoritative words as they are now."""

    MISSING = "missing"
    OUT_OF_DATE = "out_of_date"
    UNCHECKED = "unchecked"
    CHECKED = "checked"


@dataclass(frozen=True)
class Translation:
    """A translation, or a language of the coalition in which there is none. ``wording`` is there unless it is missing."""

    language: str
    state: TranslationState
    checked_by: Person | None = None
    checked_at: datetime | None = None
    wording: Wording | None = None


def translations(version: Version) -> list[Translation]:
    """Return how far each translation of a version is, those into the coalition's languages that are missing too; in one query."""
    found = wordings(version)
    authoritative = found.pop(version.text.language, None)
    present = authoritative.digest if authoritative else ""
    wanted = dict.fromkeys([*version.coalition.languages, *found])
    wanted.pop(version.text.language, None)
    return [_translation(code, found.get(code), present) for code in wanted]


def _translation(language: str, wording: Wording | None, present: str) -> Translation:
    if wording is None or not wording.paragraphs:
        return Translation(language, TranslationState.MISSING)
    if wording.translates != present:
        return Translation(language, TranslationState.OUT_OF_DATE, wording.checked_by, wording.checked_at, wording)
    state = TranslationState.UNCHECKED if wording.checked_at is None else TranslationState.CHECKED
    return Translation(language, state, wording.checked_by, wording.checked_at, wording)
