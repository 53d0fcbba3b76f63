"""What the pages of a draft show, gathered before a template is drawn."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from commoncall.decisions import permissions as decisions
from commoncall.drafting import permissions
from commoncall.drafting.queries import amendments as proposed
from commoncall.drafting.queries import bottom_lines, comments, texts
from commoncall.drafting.rules import amending, paragraphs
from commoncall.drafting.rules.paragraphs import Paragraph
from commoncall.kernel import languages
from commoncall.kernel.authority import Actor
from commoncall.kernel.documents import writing
from commoncall.kernel.history import queries as book
from commoncall.kernel.labels import LABEL_SENTENCES, Label
from commoncall.kernel.refusals import Words
from commoncall.voice import permissions as voice
from commoncall.voice.queries.eligible import SENT
from commoncall.web.moments import numeral
from commoncall.workspace.drafts import reading, words
from commoncall.workspace.drafts.reading import Given

if TYPE_CHECKING:
    from commoncall.drafting.models import Amendment, Text, Version, Wording

ENTRIES = 8
#: The files in which a version is handed out, by what they are called in an address.
EXPORTS = tuple((one.extension, one.name) for one in writing.FORMATS.values())
#: What of the amendments a reader may ask to see.
ALL, UNTREATED, COLLIDING, OURS = "", "untreated", "colliding", "ours"


@dataclass(frozen=True)
class Spoken:
    """A language in which a version can be read, named in itself."""

    code: str
    name: str
    is_current: bool
    is_authoritative: bool
    kind: str
    state: Words


@dataclass(frozen=True)
class Read:
    """A version in the language in which it is read."""

    version: Version
    code: str
    title: str
    paragraphs: Sequence[Paragraph]
    spoken: Sequence[Spoken]

    @property
    def direction(self) -> str:
        """How the language runs."""
        return languages.direction(self.code)

    @property
    def is_authoritative(self) -> bool:
        """Whether these are the authoritative words."""
        return self.code == self.version.text.language

    @property
    def authoritative(self) -> str:
        """The name of the authoritative language, in the reader's."""
        return languages.name_of(self.version.text.language, languages.current())


def in_language(version: Version, wanted: str = "") -> Read:
    """Return a version in the language that is wanted, else the reader's, else the authoritative one."""
    among = texts.wordings(version)
    code = next((one for one in (wanted, languages.current()) if one in among and among[one].paragraphs), version.text.language)
    wording: Wording | None = among.get(code)
    present = among[version.text.language].digest if version.text.language in among else ""
    spoken = [_spoken(one, code, present) for one in among.values() if one.paragraphs]
    found = paragraphs.read(wording.paragraphs) if wording else ()
    return Read(version, code, (wording.title if wording else "") or version.text.title, found, spoken)


def _spoken(wording: Wording, code: str, present: str) -> Spoken:
    is_authoritative = wording.language == wording.version.text.language
    state = "" if is_authoritative else "out_of_date" if wording.translates != present else "checked" if wording.checked_at else "unchecked"
    return Spoken(
        wording.language, languages.endonym(wording.language), wording.language == code, is_authoritative, *words.TRANSLATED.get(state, ("", ""))
    )


def head(actor: Actor, version: Version) -> dict[str, Any]:
    """Return what each page of a version names at its top."""
    text = version.text
    return {
        "version": version,
        "text": text,
        "edition": words.edition(version),
        "stands": words.how_it_stands(version),
        "label": Label(text.label),
        "label_words": LABEL_SENTENCES[Label(text.label)],
        "may_draft": permissions.may_draft(actor, text).allowed,
        "may_amend": permissions.may_amend(actor, version).allowed,
        "may_comment": permissions.may_comment(actor, version).allowed,
        "export_forms": EXPORTS,
        "may_arrange": permissions.may_arrange(actor, text).allowed,
        "may_decide": version.state == "locked" and decisions.may_prepare(actor, text.coalition).allowed,
        "may_collect": version.state in {"locked", "published"} and text.kind in SENT and voice.may_prepare(actor, text.coalition).allowed,
        "may_publish": permissions.may_publish(actor, version).allowed,
    }


def draft(actor: Actor, version: Version, asked: Mapping[str, str]) -> dict[str, Any]:
    """Return the page of a version with all that is proposed and said about it."""
    read, told = in_language(version, asked.get("language", "")), head(actor, version)
    all_, said = proposed.of_version(actor, version), comments.of_version(actor, version)
    live = [one for one in all_ if one.withdrawn_at is None]
    colliding = collisions(read, live)
    show = asked.get("show", "")
    shown = narrowed(live, colliding, actor, show)
    given = Given(
        read.code,
        read.paragraphs,
        shown,
        said,
        colliding,
        _warnings(version) if told["may_draft"] else {},
    )
    rows = reading.rows(given)
    page = _page(asked.get("page", ""))
    part, last = reading.part(rows, page)
    versions = texts.versions(version.text, actor)
    return told | {
        "read": read,
        "rows": part,
        "remarks": reading.general_remarks(given.comments),
        "page": min(page, last),
        "pages": range(1, last + 1) if last > 1 else (),
        "show": show,
        "filters": _filters(live, colliding, actor),
        "number": len(live),
        "how_many": words.how_many(len(live), len({one.organisation_id for one in live})) if live or version.state == "open" else "",
        "versions": versions,
        "latest": versions[0],
        "before": _before(versions, version),
        "lines": book.told(book.visible_to(actor).filter(subject__in=[version.pk, version.text_id])[:ENTRIES]),
        "warnings": given.warnings.get("", ()),
        "state": version.state,
    }


def collisions(read: Read, live: Sequence[Amendment]) -> dict[str, frozenset[UUID]]:
    """Return which amendments exclude each other, by the key of their paragraph."""
    told = [(one.pk, one.language, amending.read(one.changes)) for one in live if one.amends_id is None]
    found: dict[str, frozenset[UUID]] = defaultdict(frozenset)
    for collision in proposed.collisions_among(tuple(read.paragraphs), read.code, told):
        if collision.overlapping:
            found[collision.paragraph] |= {one for one in collision.ids if isinstance(one, UUID)}
    return dict(found)


def narrowed(live: Sequence[Amendment], colliding: Mapping[str, frozenset[UUID]], actor: Actor, show: str) -> list[Amendment]:
    """Return the amendments that a reader asks to see."""
    if show == UNTREATED:
        return [one for one in live if not one.treatment]
    if show == COLLIDING:
        ids = frozenset[UUID]().union(*colliding.values())
        return [one for one in live if one.pk in ids]
    if show == OURS:
        return [one for one in live if one.organisation_id == actor.organisation_id]
    return list(live)


def _filters(live: Sequence[Amendment], colliding: Mapping[str, frozenset[UUID]], actor: Actor) -> list[tuple[str, str]]:
    """Return what can be asked for where there is any of it, as (value, number)."""
    numbers = {
        UNTREATED: len(narrowed(live, colliding, actor, UNTREATED)),
        COLLIDING: sum(1 for ids in colliding.values() if ids),
        OURS: len(narrowed(live, colliding, actor, OURS)) if actor.organisation_id else 0,
    }
    return [(value, numeral(number)) for value, number in numbers.items() if number]


def _warnings(version: Version) -> dict[str, list[str]]:
    """Return what drafters are warned of, by the key of the paragraph; it never says whom they would lose."""
    found: dict[str, list[str]] = defaultdict(list)
    # Of each paragraph once, however many words it holds: how often a warning stands there says nothing that drafters may know.
    for paragraph, told in dict.fromkeys((one.paragraph, one.text) for one in bottom_lines.warnings(version)):
        found[paragraph].append(told)
    return found


def _before(versions: Sequence[Version], version: Version) -> Version | None:
    return next((one for one in versions if one.number < version.number), None)


def _page(asked: str) -> int:
    return int(asked) if asked.isdecimal() and len(asked) < 5 else 1


@dataclass(frozen=True)
class Group:
    """Texts of the list that have something in common: the heading, and the texts with what is told of each."""

    title: Words
    code: str
    rows: Sequence[Listed]


@dataclass(frozen=True)
class Listed:
    """A text in the list."""

    text: Text
    version: Version
    kind: Words
    stands: str
    asks: str
