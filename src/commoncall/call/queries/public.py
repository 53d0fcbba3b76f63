"""What the public reads of a coalition's texts: versions that were adopted, in the languages in which they are ready."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from commoncall.call import rules
from commoncall.call.models import EndorserKind, Text, Version
from commoncall.call.queries import texts
from commoncall.call.queries.endorsements import keys_behind
from commoncall.kernel import languages, time
from commoncall.kernel.labels import Naming
from commoncall.kernel.languages import Translated
from commoncall.kernel.parties.models import Coalition
from commoncall.membership.models import Membership, Standing
from commoncall.membership.queries.roll import MEMBERS

KIND = Text.Kind
OUTSIDE = EndorserKind


@dataclass(frozen=True)
class Edition:
    """One version, as a list of versions shows it."""

    number: int
    adopted_on: date | None
    adopted_how: str
    superseded_at: datetime | None
    is_material: bool
    change_note: Translated


@dataclass(frozen=True)
class PublicText:
    """A version in one language, with what is to be known of it and of those before and after it.

    ``language`` is that of the words; ``languages`` are all in which it can be read, the authoritative one first. ``since`` is the
    number of the version from which on all ask for the same as this one, and ``asked_until`` when those who endorsed one
    before that have been asked for long enough.
    """

    version: Version
    edition: Edition
    editions: tuple[Edition, ...]
    title: str
    preamble: str
    demands: tuple[str, ...]
    closing: str
    language: str
    languages: tuple[str, ...]
    open_to: tuple[str, ...]
    since: int
    asked_until: datetime | None

    @property
    def authoritative(self) -> str:
        """The language of the wording that counts where two differ."""
        return self.languages[0]

    @property
    def latest(self) -> Edition:
        """The version that is in force."""
        return self.editions[0]

    @property
    def is_latest(self) -> bool:
        """Whether this is the version in force."""
        return self.edition == self.latest


Adopted = dict[str, list[Version]]


def adopted(coalition: Coalition) -> Adopted:
    """Return, by the kind of each text of which a version is in force, all its versions that ever were, that one first: one query."""
    kept: Adopted = {}
    for version in Version.objects.filter(coalition=coalition, number__isnull=False).select_related("text").order_by("-number"):
        kept.setdefault(version.text.kind, []).append(version)
    return {kind: versions for kind, versions in kept.items() if versions[0].state == Version.State.ADOPTED}


def public_text(known: Adopted, kind: str, number: int | None = None) -> PublicText | None:
    """Return a version in the reader's language, else in the authoritative one: that in force, unless a number is given. One query."""
    versions = known.get(kind, [])
    version = next((one for one in versions if number in (None, one.number)), None)
    if version is None:
        return None
    wordings = texts.wordings(version)
    chosen = texts.chosen(version, wordings, languages.current())
    text, first = version.text, _first_alike(versions, version)
    return PublicText(
        version=version,
        edition=_edition(version),
        editions=tuple(_edition(one) for one in versions),
        title=chosen.title,
        preamble=chosen.preamble,
        demands=tuple(chosen.demands),
        closing=chosen.closing,
        language=chosen.language,
        languages=(version.language, *(code for code, one in wordings.items() if one.is_ready and code != version.language)),
        open_to=() if text.is_closed else tuple(text.open_to),
        since=first.number or 0,
        asked_until=first.reaffirm_by,
    )


def _first_alike(versions: list[Version], version: Version) -> Version:
    """Return the earliest version that asks for the same as one of them does, all in between included."""
    return list(rules.alike(versions[versions.index(version) :], lambda one: one.is_material))[-1]


def unnamed_voices(coalition: Coalition) -> frozenset[UUID]:
    """Return which of the members that stand behind the call in force are not named in public: their number stands on its page. Three queries."""
    versions = adopted(coalition).get(KIND.CALL, [])
    if not versions:
        return frozenset()
    first = _first_alike(versions, versions[0])
    keys = behind_call(versions[0].text_id, first.number or 0, first.reaffirm_by)
    belonging = Membership.objects.filter(coalition=coalition, category__in=MEMBERS, standing__in=[Standing.GOOD, Standing.DORMANT])
    unnamed = belonging.filter(organisation__in=keys).exclude(organisation__naming=Naming.PUBLIC)
    return frozenset(unnamed.values_list("organisation_id", flat=True))


def behind_call(text_id: UUID, since: int, asked_until: datetime | None) -> set[UUID]:
    """Return which organisations stand behind the call. While those behind an earlier version are asked about it, they count too.

    That they are asked is said beside it. Once the time for that is over, only those count who said yes to what it asks for now.
    """
    return keys_behind(text_id, since, or_before=asked_until is not None and asked_until > time.now())


def _edition(version: Version) -> Edition:
    return Edition(
        version.number or 0, version.adopted_on, version.adopted_how, version.superseded_at, version.is_material, version.change_note or {}
    )
