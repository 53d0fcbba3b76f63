"""What was found as its page shows it: in groups by kind, or one kind page by page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from commoncall.design.frames import Link
from commoncall.kernel import languages
from commoncall.kernel.search import kinds
from commoncall.kernel.search.queries.finding import FEW, MOST, PAGE, Found, Group, Result, find
from commoncall.kernel.search.rules.snippets import Piece
from commoncall.web.lists import joined
from commoncall.web.moments import numeral

#: Nobody types more than this; whatever follows is not looked at.
LONGEST = 200


@dataclass(frozen=True)
class Line:
    """A result with the address that its page has, and how its name runs."""

    address: str
    title: tuple[Piece, ...]
    language: str
    direction: str
    others: tuple[Piece, ...]
    snippet: tuple[Piece, ...]
    label: str


@dataclass(frozen=True)
class Section:
    """What was found of one kind, and where the rest of it is."""

    name: str
    title: str
    lines: tuple[Line, ...]
    more: str
    more_address: str


def shown(request: HttpRequest, coalition: str) -> dict[str, Any]:
    """Return what the template ``workspace/search/search.html`` names, in a constant number of queries."""
    text = " ".join(request.GET.get("q", "")[:LONGEST].split())
    only = kind.name if (kind := kinds.find(request.GET.get("kind", ""))) else ""
    page = _page(request.GET.get("page", ""))
    found = find(request.actor, text, only=only, page=page)  # type: ignore[attr-defined]
    sections = [_section(group, coalition, text, only) for group in found.groups if group.results]
    return {
        "text": text,
        "only": only,
        "found": _found(found, text),
        "is_asked": bool(text),
        "sections": sections,
        "choices": _choices(found, text, only),
        "pager": _pager(found.group(only), text, page) if only else None,
        "kinds": joined(one.title for one in kinds.kinds()),
    }


def _page(asked: str) -> int:
    return min(max(int(asked), 1), MOST // PAGE) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 1


def _address(**asked: str | int) -> str:
    return "?" + urlencode({name: value for name, value in asked.items() if value})


def _section(group: Group, coalition: str, text: str, only: str) -> Section:
    rest = "" if only or (group.count <= FEW and not group.more) else _("All %(n)s") % {"n": _count(group.count, more=group.more)}
    return Section(
        name=group.kind.name,
        title=str(group.kind.title),
        lines=tuple(_line(result, coalition) for result in group.results),
        more=rest,
        more_address=_address(q=text, kind=group.kind.name),
    )


def _line(result: Result, coalition: str) -> Line:
    address = reverse(result.kind.address, args=[coalition, *result.where])
    return Line(
        address=f"{address}#{result.anchor}" if result.anchor else address,
        title=result.title,
        language=result.language,
        direction=languages.direction(result.language) if result.language else "auto",
        others=result.others,
        snippet=result.snippet,
        label=result.label,
    )


def _count(number: int, *, more: bool) -> str:
    """Write how many there are; where there are more than were looked at, say so."""
    return _("%(n)s and more") % {"n": numeral(number)} if more else numeral(number)


def _found(found: Found, text: str) -> str:
    """Return how many things answer, in a sentence."""
    if not found.count:
        return ""
    # Words may run against the sentence around them.
    words = f"\u2068{text}\u2069"
    if found.more:
        return _("More answers to “%(words)s” than can be looked through. Another word narrows it down.") % {"words": words}
    sentence = ngettext("%(n)s result for “%(words)s”", "%(n)s results for “%(words)s”", found.count)
    return sentence % {"n": numeral(found.count), "words": words}


def _choices(found: Found, text: str, only: str) -> list[Link]:
    """Return the kinds of which something was found, each with how many, to look at one of them alone."""
    if len(found.groups) < 2 and not only:
        return []
    everything = Link(pgettext("results", "Everything"), _address(q=text), current=not only)
    return [everything, *(_choice(group, text, only) for group in _in_order(found.groups))]


def _in_order(groups: Iterable[Group]) -> list[Group]:
    order = {kind.name: place for place, kind in enumerate(kinds.kinds())}
    return sorted(groups, key=lambda group: order[group.kind.name])


def _choice(group: Group, text: str, only: str) -> Link:
    words = _("%(kind)s (%(n)s)") % {"kind": group.kind.title, "n": _count(group.count, more=group.more)}
    return Link(words, _address(q=text, kind=group.kind.name), current=group.kind.name == only)


@dataclass(frozen=True)
class Pager:
    """Where one is among the results of one kind."""

    first: int
    last: int
    total: int
    previous: str
    next: str


def _pager(group: Group | None, text: str, page: int) -> Pager | None:
    if group is None or group.count <= PAGE:
        return None
    first = (page - 1) * PAGE + 1
    last = min(page * PAGE, group.count)
    beside = {number: _address(q=text, kind=group.kind.name, page=number) for number in (page - 1, page + 1)}
    return Pager(min(first, last), last, group.count, beside[page - 1] if page > 1 else "", beside[page + 1] if last < group.count else "")
