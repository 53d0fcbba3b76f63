"""Reading the texts of a coalition: which version is in force, what it says in a language, what was before."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Max, QuerySet
from django.utils.translation import gettext as _

from commoncall.call import rules
from commoncall.call.models import Text, Version, Wording
from commoncall.kernel.authority import Actor, Role
from commoncall.kernel.parties.models import Coalition
from commoncall.kernel.refusals import NotVisible

State = Version.State


def text(coalition: Coalition, kind: str) -> Text | None:
    """Return the coalition's text of a kind, if it was ever begun."""
    return Text.objects.filter(coalition=coalition, kind=kind).first()


def _versions(coalition: Coalition, kind: str) -> QuerySet[Version]:
    return Version.objects.filter(coalition=coalition, text__kind=kind).select_related("text", "coalition", "begun_by")


def in_force(coalition: Coalition, kind: str) -> Version | None:
    """Return the version of a text that is in force, if one was ever adopted."""
    return _versions(coalition, kind).filter(state=State.ADOPTED).first()


def draft(coalition: Coalition, kind: str) -> Version | None:
    """Return the draft of a text's next version, if one was begun."""
    return _versions(coalition, kind).filter(state=State.DRAFT).first()


def is_begun(coalition: Coalition, kind: str) -> bool:
    """Tell whether a text has a version at all, be it a draft."""
    return _versions(coalition, kind).exists()


def adopted(coalition: Coalition, kind: str) -> list[Version]:
    """Return the versions of a text that were ever in force, the present one first."""
    return list(_versions(coalition, kind).filter(number__isnull=False).order_by("-number"))


def numbered(coalition: Coalition, kind: str, number: int) -> Version | None:
    """Return a version of a text by its number."""
    return _versions(coalition, kind).filter(number=number).first()


def wordings(version: Version) -> dict[str, Wording]:
    """Return a version in each of its languages, the authoritative one first, in one query."""
    found = sorted(version.wordings.select_related("changed_by"), key=lambda one: (one.language != version.language, one.language))
    return {one.language: one for one in found}


def chosen(version: Version, among: dict[str, Wording], language: str) -> Wording:
    """Return the wording in a language, if it is ready, else the authoritative one, which may still be empty."""
    wording = among.get(language) or among.get(language.split("-")[0])
    if wording is not None and (wording.is_ready or wording.language == version.language):
        return wording
    return among.get(version.language) or Wording(version=version, language=version.language)


def wording_for(version: Version, language: str) -> Wording:
    """Return a version in a language, if that wording is ready, else in the authoritative one."""
    return chosen(version, wordings(version), language)


def alike(version: Version) -> list[Version]:
    """Return the versions that ask for the same: this one and those before it back to the last material change, newest first.

    Whoever endorsed one of them stands behind this version.
    """
    if version.number is None:
        return [version]
    before = Version.objects.filter(text_id=version.text_id, number__lte=version.number).order_by("-number")
    return list(rules.alike(list(before), lambda one: one.is_material))


def next_number(text: Text) -> int:
    """Return the number that the next version of a text gets when it is adopted."""
    highest: int | None = text.versions.aggregate(highest=Max("number"))["highest"]
    return (highest or 0) + 1


def visible_to(actor: Actor) -> QuerySet[Version]:
    """Return the versions that ``actor`` may read in the workspace: what was adopted everybody inside, drafts the members' people."""
    versions = Version.objects.select_related("text", "coalition", "begun_by")
    if actor.coalition_id is None or not actor.is_inside:
        return versions.none()
    versions = versions.filter(coalition_id=actor.coalition_id)
    if actor.is_coordinator or Role.REPRESENTATIVE in actor.roles:
        return versions
    return versions.filter(number__isnull=False)


def found(actor: Actor, version_id: UUID | None) -> Version:
    """Return a version that the actor may read; raise ``NotVisible`` where there is none."""
    version = visible_to(actor).filter(pk=version_id).first()
    if version is None:
        raise NotVisible(_("There is no such text here."))
    return version
