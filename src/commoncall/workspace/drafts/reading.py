"""A version as its page shows it: paragraph by paragraph, with what is proposed woven in, and what is said beside it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from uuid import UUID

from commoncall.drafting.rules import amending, paragraphs
from commoncall.drafting.rules.amending import Change, Do
from commoncall.drafting.rules.paragraphs import Paragraph
from commoncall.kernel.documents.blocks import Mark
from commoncall.kernel.refusals import Words
from commoncall.workspace.drafts import weaving, words
from commoncall.workspace.drafts.weaving import Bit

if TYPE_CHECKING:
    from commoncall.drafting.models import Amendment, Comment

#: So many amendments are shown inside one paragraph; the list has the others.
IN_ONE_PLACE = 10
#: So many comments on the whole text are shown under it.
ON_THE_WHOLE = 20
#: A page of a long text ends once it has shown so many paragraphs and notes.
ON_ONE_PAGE = 110


@dataclass(frozen=True)
class Note:
    """An amendment as it stands beside a paragraph: whose it is, why, what became of it; ``bits`` where it is not woven in."""

    amendment: Amendment
    name: str
    kind: str
    status: Words
    reply_kind: str
    reply: Words
    bits: Sequence[Bit] = ()
    on: str = ""
    in_language: str = ""
    on_others: Sequence[Note] = ()
    treated: Sequence[Bit] = ()

    @property
    def strength(self) -> Words:
        """How much it means to its proposer."""
        return words.STRENGTH[self.amendment.strength]


@dataclass(frozen=True)
class Remark:
    """A comment as it stands beside a paragraph."""

    comment: Comment
    kind: str
    status: Words


@dataclass
class Row:
    """A paragraph as it is shown. ``key`` is empty for one that an amendment would insert."""

    paragraph: Paragraph
    number: str
    bits: Sequence[Bit]
    notes: list[Note] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    colliding: list[Note] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    more: int = 0
    more_remarks: int = 0
    is_inserted: bool = False

    @property
    def weight(self) -> int:
        """How much room it takes on a page."""
        return 1 + len(self.notes) + 2 * len(self.colliding) + len(self.remarks)

    @property
    def collision(self) -> str:
        """The words for what collides here."""
        return words.colliding([one.amendment.number for one in self.colliding]) if self.colliding else ""


@dataclass(frozen=True)
class Given:
    """What there is to be shown of a wording, as it was read from the database."""

    language: str
    paragraphs: Sequence[Paragraph]
    amendments: Sequence[Amendment] = ()
    comments: Sequence[Comment] = ()
    collisions: Mapping[str, frozenset[UUID]] = field(default_factory=dict)
    warnings: Mapping[str, Sequence[str]] = field(default_factory=dict)


def note(
    one: Amendment, *, bits: Sequence[Bit] = (), on: str = "", language: str = "", on_others: Sequence[Note] = (), treated: Sequence[Bit] = ()
) -> Note:
    """Return an amendment as it stands beside the words that it would change."""
    kind, status = words.treatment(one)
    reply_kind, reply = words.REPLIED.get(one.reply, ("", ""))
    told = words.in_language(one.language) if language and one.language != language else ""
    return Note(one, words.name_of(one.number), kind, status, reply_kind, reply, bits, on, told, on_others, treated)


def rows(given: Given) -> list[Row]:
    """Return every paragraph of a wording with what is proposed and said about it."""
    numbers = dict(zip((one.key for one in given.paragraphs), paragraphs.numbers(given.paragraphs), strict=True))
    touching, on_others = _by_paragraph(given.amendments)
    by_paragraph = _remarks(given.comments)
    found = _inserted("", touching, numbers, given, on_others)
    for paragraph in given.paragraphs:
        found.append(_row(paragraph, touching.get(paragraph.key, ()), numbers, given, on_others))
        said = by_paragraph.get(paragraph.key, [])
        found[-1].remarks, found[-1].more_remarks = said[:IN_ONE_PLACE], max(len(said) - IN_ONE_PLACE, 0)
        found += _inserted(paragraph.key, touching, numbers, given, on_others)
    return found


def remarks(comments: Iterable[Comment]) -> list[Remark]:
    """Return comments as they stand in a list."""
    return [Remark(one, *words.comment_treatment(one)) for one in comments]


def general_remarks(comments: Iterable[Comment]) -> list[Remark]:
    """Return the comments on the whole text."""
    return _remarks(comments).get("", [])[:ON_THE_WHOLE]


def _remarks(comments: Iterable[Comment]) -> dict[str, list[Remark]]:
    found: dict[str, list[Remark]] = defaultdict(list)
    for one in comments:
        found[one.paragraph].append(Remark(one, *words.comment_treatment(one)))
    return found


Touching = Mapping[str, Sequence[tuple["Amendment", Change, bool]]]


def _by_paragraph(amendments: Iterable[Amendment]) -> tuple[Touching, Mapping[UUID, Sequence[Amendment]]]:
    """Return what each paragraph is touched by (and whether that is the amendment's first place), and what amends other amendments."""
    touching: dict[str, list[tuple[Amendment, Change, bool]]] = defaultdict(list)
    on_others: dict[UUID, list[Amendment]] = defaultdict(list)
    for one in amendments:
        if one.amends_id is not None:
            on_others[one.amends_id].append(one)
            continue
        for place, change in enumerate(amending.read(one.changes)):
            touching[change.paragraph].append((one, change, place == 0))
    return touching, on_others


def _row(
    paragraph: Paragraph,
    touching: Sequence[tuple[Amendment, Change, bool]],
    numbers: Mapping[str, str],
    given: Given,
    on_others: Mapping[UUID, Sequence[Amendment]],
) -> Row:
    here = [one for one in touching if one[1].do is not Do.INSERT]
    shown, colliding = here[:IN_ONE_PLACE], given.collisions.get(paragraph.key, frozenset())
    own = [(one, change) for one, change, _first in shown if one.language == given.language]
    contested = {one.number for one, _change in own if one.pk in colliding}
    edits = [edit for one, change in own for edit in weaving.edits(paragraph.text, after(change), one.number)]
    row = Row(paragraph, numbers[paragraph.key], weaving.weave(paragraph.text, edits, contested), more=len(here) - len(shown))
    for one, change, is_first in shown:
        apart = one.language != given.language or one.number in contested
        bits = changed(change, paragraph.text if one.language == given.language else "") if apart else ()
        shared = {"on": _elsewhere(one, is_first, numbers), "language": given.language, "on_others": _on(one, on_others, given.language)}
        told = note(one, bits=bits, treated=_treated(one, paragraph) if one.number in contested else (), **shared)  # type: ignore[arg-type]
        (row.colliding if one.number in contested else row.notes).append(told)
    row.warnings = list(given.warnings.get(paragraph.key, ()))
    return row


def _treated(one: Amendment, paragraph: Paragraph) -> list[Bit]:
    """Return what the drafting group would make of an amendment at a paragraph, where it accepts it with changes."""
    return [bit for change in amending.read(one.treated_changes) if change.paragraph == paragraph.key for bit in changed(change, paragraph.text)]


def _inserted(key: str, touching: Touching, numbers: Mapping[str, str], given: Given, on_others: Mapping[UUID, Sequence[Amendment]]) -> list[Row]:
    """Return the paragraphs that amendments would insert after the one with this key, each a row of its own."""
    found = []
    for one, change, is_first in [one for one in touching.get(key, ()) if one[1].do is Do.INSERT][:IN_ONE_PLACE]:
        paragraph = Paragraph("", change.text, change.style, change.level, change.numbered)
        told = note(one, on=_elsewhere(one, is_first, numbers), language=given.language, on_others=_on(one, on_others, given.language))
        found.append(Row(paragraph, "+", [Bit(change.text, Mark.ADDED, (one.number,))], [told], is_inserted=True))
    return found


def after(change: Change) -> str:
    """Return what a paragraph would say after a change to it."""
    return "" if change.do is Do.DELETE else change.text


def changed(change: Change, text: str = "") -> list[Bit]:
    """Return what a change does to the words of its paragraph, cut short where nothing changes."""
    if change.do is Do.INSERT:
        return [Bit(change.text, Mark.ADDED)]
    return weaving.excerpt(weaving.compared(text or change.before, after(change)))


def _on(one: Amendment, on_others: Mapping[UUID, Sequence[Amendment]], language: str) -> list[Note]:
    """Return the amendments to an amendment, each with what it changes in it."""
    found = []
    for other in on_others.get(one.pk, ()):
        mine, theirs = amending.read(one.changes), {change.paragraph: change for change in amending.read(other.changes)}
        bits = [bit for change in mine if (new := theirs.get(change.paragraph)) for bit in weaving.excerpt(weaving.compared(change.text, after(new)))]
        found.append(note(other, bits=bits, language=language))
    return found


def _elsewhere(one: Amendment, is_first: bool, numbers: Mapping[str, str]) -> str:
    """Return in which other paragraphs an amendment does something, by their numbers."""
    if len(one.changes) < 2:
        return ""
    return words.in_paragraphs([numbers.get(change["paragraph"], "") for change in one.changes])


def part(found: Sequence[Row], page: int) -> tuple[Sequence[Row], int]:
    """Return the rows of one page, and how many pages there are. A paragraph is never parted from what is inserted after it."""
    pages: list[list[Row]] = [[]]
    weight = 0
    for row in found:
        if weight + row.weight > ON_ONE_PAGE and not row.is_inserted and pages[-1]:
            pages.append([])
            weight = 0
        pages[-1].append(row)
        weight += row.weight
    return pages[min(max(page, 1), len(pages)) - 1], len(pages)
