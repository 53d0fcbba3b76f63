"""The amendments to a version as a list, and those that the drafting group has still to treat."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from commoncall.drafting.queries import amendments as proposed
from commoncall.drafting.queries import comments, texts
from commoncall.drafting.rules import paragraphs
from commoncall.kernel.authority import Actor
from commoncall.web.moments import numeral
from commoncall.workspace.drafts import one_amendment, pages, reading
from commoncall.workspace.drafts.forms.treating import CommentTreatmentForm, TreatmentForm
from commoncall.workspace.drafts.one_amendment import Piece
from commoncall.workspace.drafts.reaching import version_of
from commoncall.workspace.drafts.reading import Note
from commoncall.workspace.members.standing import actor_of

if TYPE_CHECKING:
    from commoncall.drafting.models import Amendment, Comment, Version
    from commoncall.drafting.rules.paragraphs import Paragraph

STEP = 25


@dataclass(frozen=True)
class Row:
    """An amendment in a list, with all that it changes, and the form that treats it where that is asked for."""

    note: Note
    pieces: Sequence[Piece]
    form: TreatmentForm | None = None


def amendments(request: HttpRequest, coalition: str, version: UUID) -> HttpResponse:
    """Show the amendments to a version, to one of its paragraphs if that is asked for, page by page."""
    actor, one = actor_of(request), version_of(request, version)
    read = pages.in_language(one, request.GET.get("language", ""))
    found, asked = proposed.of_version(actor, one), request.GET
    if key := asked.get("paragraph", ""):
        found = [each for each in found if any(change["paragraph"] == key for change in each.changes)]
    found = pages.narrowed([each for each in found if each.withdrawn_at is None], {}, actor, asked.get("show", ""))
    at = int(asked["from"]) if asked.get("from", "").isdecimal() and len(asked["from"]) < 6 else 0
    bases = _bases(one)
    rows = [_row(each, bases) for each in found[at : at + STEP]]
    said = [each for each in comments.of_version(actor, one) if not key or each.paragraph == key]
    told = {"read": read, "rows": rows, "paragraph": key, "number": len(found), "remarks": reading.remarks(said[at : at + STEP]), "state": one.state}
    told |= pages.head(actor, one) | _around(at, max(len(found), len(said)), request)
    return render(request, "workspace/drafts/amendments.html", told)


def _bases(version: Version) -> dict[str, Sequence[Paragraph]]:
    return {code: paragraphs.read(one.paragraphs) for code, one in texts.wordings(version).items()}


def _row(one: Amendment, bases: dict[str, Sequence[Paragraph]], form: TreatmentForm | None = None) -> Row:
    base = one_amendment.base_in(bases, one)
    return Row(reading.note(one), one_amendment.pieces(one, base, bases.get(one.version.text.language, ())), form)


def to_be_treated(actor: Actor, version: Version, waiting: Sequence[Amendment]) -> list[Row]:
    """Return amendments with the form by which each is treated; their words are changed on a page of their own."""
    bases = _bases(version)
    wanted = {one.pk for one in waiting}
    # With all amendments to the version at hand, it costs no query to read what amends another one.
    named = [one for one in proposed.of_version(actor, version) if one.pk in wanted]
    return [
        _row(one, bases, TreatmentForm(amendment=one, language=version.text.language, texts={}, with_words=False, auto_id=f"t{one.number}_%s"))
        for one in named
    ]


def remarks_to_be_treated(actor: Actor, version: Version, waiting: Sequence[Comment]) -> list[tuple[Comment, str, CommentTreatmentForm]]:
    """Return comments with the number of their paragraph, and the form by which each is treated."""
    named = proposed.hidden(comments.visible_to(actor).filter(pk__in=[one.pk for one in waiting]))
    wording = texts.wordings(version).get(version.text.language)
    found = paragraphs.read(wording.paragraphs) if wording else ()
    numbers = dict(zip((each.key for each in found), paragraphs.numbers(found), strict=True))
    return [(one, numbers.get(one.paragraph, ""), CommentTreatmentForm(auto_id=f"c{place}_%s")) for place, one in enumerate(named)]


def _around(at: int, total: int, request: HttpRequest) -> dict[str, Any]:
    if total <= STEP:
        return {}
    kept = {name: asked for name in ("paragraph", "show", "language") if (asked := request.GET.get(name, "")[:80])}
    return {
        "first": numeral(at + 1),
        "last": numeral(min(at + STEP, total)),
        "all": numeral(total),
        "previous": f"?{urlencode({'from': max(at - STEP, 0)} | kept)}" if at else "",
        "next": f"?{urlencode({'from': at + STEP} | kept)}" if at + STEP < total else "",
    }
