"""Two versions of a text side by side in one: what was taken out, put in and moved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from commoncall.drafting.queries import texts
from commoncall.drafting.rules import paragraphs, redline
from commoncall.drafting.rules.paragraphs import Paragraph
from commoncall.drafting.rules.redline import Redline, Status
from commoncall.workspace.drafts import pages, words
from commoncall.workspace.drafts.pages import Read
from commoncall.workspace.drafts.reaching import version_of
from commoncall.workspace.drafts.weaving import Bit
from commoncall.workspace.members.standing import actor_of

if TYPE_CHECKING:
    from commoncall.drafting.models import Version


@dataclass(frozen=True)
class Line:
    """A paragraph of the comparison: its number now and before, its pieces, and what became of it."""

    paragraph: Paragraph
    number: str
    before: str
    bits: Sequence[Bit]
    status: Status

    @property
    def is_moved(self) -> bool:
        """Whether it stands elsewhere than before."""
        return self.status in {Status.MOVED, Status.MOVED_AND_CHANGED}


@dataclass(frozen=True)
class Comparison:
    """Two versions in one language, compared."""

    then: Read
    now: Read
    redline: Redline
    lines: Sequence[Line]
    title: Sequence[Bit] = ()


def compared(before: Version, now: Version, language: str) -> Comparison:
    """Compare two versions in a language; where one of them is not in it, in the authoritative one."""
    then, told = pages.in_language(before, language), pages.in_language(now, language)
    if then.code != told.code:
        then, told = pages.in_language(before, before.text.language), pages.in_language(now, now.text.language)
    found = redline.compare([one.text for one in then.paragraphs], [one.text for one in told.paragraphs])
    old, new = paragraphs.numbers(then.paragraphs), paragraphs.numbers(told.paragraphs)
    lines = []
    for row in found.rows:
        paragraph = told.paragraphs[row.new_index] if row.new_index is not None else then.paragraphs[row.old_index or 0]
        number = new[row.new_index] if row.new_index is not None else ""
        former = old[row.old_index] if row.old_index is not None else ""
        lines.append(Line(paragraph, number, former, [Bit(piece.text, piece.mark) for piece in row.pieces], row.status))
    return Comparison(then, told, found, lines, _titles(then, told))


def _titles(then: Read, now: Read) -> Sequence[Bit]:
    """Return how the title changed, or nothing where it is the same."""
    return [Bit(piece.text, piece.mark) for piece in redline.words(then.title, now.title)] if then.title != now.title else ()


def other_of(request: HttpRequest, version: Version, versions: Sequence[Version]) -> Version:
    """Return the version to compare with: that of the number that is asked for, else the one before, else the one after."""
    wanted = request.GET.get("with", "")
    if wanted:
        found = [one for one in versions if str(one.number) == wanted]
    else:
        found = [one for one in versions if one.number < version.number] or [one for one in reversed(versions) if one.number > version.number]
    if not found:
        raise Http404
    return found[0]


def compare(request: HttpRequest, coalition: str, version: UUID) -> HttpResponse:
    """Show what is different from another version, which is the one before unless a number is asked for."""
    actor, one = actor_of(request), version_of(request, version)
    versions = texts.versions(one.text, actor)
    other = other_of(request, one, versions) if len(versions) > 1 else one
    before, now = sorted((one, other), key=lambda each: each.number)
    found = compared(before, now, request.GET.get("language", ""))
    told = pages.head(actor, one) | {
        "before": before,
        "now": now,
        "others": [each for each in versions if each.pk != one.pk],
        "other": other,
        "found": found,
        "read": found.now,
        "counts": words.counted(found.redline.counts, has_other_title=bool(found.title)),
        # What was written of each step from the one to the other.
        "notes": [each for each in reversed(versions) if before.number < each.number <= now.number and each.change_note],
        "is_alone": len(versions) < 2,
    }
    return render(request, "workspace/drafts/compare.html", told)
