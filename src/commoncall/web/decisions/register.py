"""The public register, page by page, and what is looked for in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commoncall.decisions import sentences
from commoncall.decisions.queries import public
from commoncall.web.decisions import seals, words
from commoncall.web.decisions.forms import SearchForm
from commoncall.web.decisions.places import FILES, DecisionPlaces
from commoncall.web.moments import full_date, numeral
from commoncall.web.site.pages import Page

if TYPE_CHECKING:
    from commoncall.web.site.whole import Site


@dataclass(frozen=True)
class Row:
    """A decision as a row of the register."""

    address: str
    title: str
    language: str
    on: str
    machine: str
    kind: str
    status: str
    status_kind: str
    how: str
    counted: str
    note: str


def register_page(site: Site, number: int = 1) -> Page | None:
    """Return a page of the register; nothing where it has no such page."""
    found = public.page(site.coalition, number=number)
    if found.number != number:
        return None
    places = site.decisions
    shown = _shown(site, found, SearchForm(None, years=found.years, kinds=_kinds(site, found)), places.register)
    title = _("Decisions") if number == 1 else _("Decisions, page %(n)s") % {"n": numeral(number)}
    here = site.page("decisions", title=title, description=_lede(site), at=lambda code: places.register(number, language=code))
    return Page("web/decisions/register.html", here | shown | {"seal": seals.newest(site.coalition) if number == 1 else None})


def search_page(site: Site, told: Mapping[str, Any]) -> Page:
    """Return what was looked for: ``told`` is what the form sent, as text."""
    asked = _asked(told)
    found, places = public.page(site.coalition, **asked), site.decisions

    def at(number: int) -> str:
        kept = {name: str(told.get(name, "")) for name in ("q", "kind", "year") if told.get(name)}
        return f"{places.search()}?{urlencode({**kept, 'page': number})}"

    form = SearchForm(told, years=found.years, kinds=_kinds(site, found))
    here = site.page("decisions", title=_("Decisions"), description=_lede(site), at=lambda code: places.search(language=code))
    return Page("web/decisions/register.html", here | _shown(site, found, form, at) | {"is_search": True})


def _asked(told: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "words": str(told.get("q", ""))[:200].replace("\x00", ""),
        "kind": str(told.get("kind", ""))[:40].replace("\x00", ""),
        "year": _number(str(told.get("year", ""))),
        "number": _number(str(told.get("page", ""))) or 1,
    }


def _number(written: str) -> int | None:
    return int(written) if written.isascii() and written.isdigit() and len(written) < 7 else None


def _lede(site: Site) -> str:
    return _("What %(name)s decided and made public: by which rule, what came of it, and what remained open.") % {"name": site.name}


def _kinds(site: Site, found: public.Page) -> list[tuple[str, str]]:
    return [(code, words.kind(code, site.rungs, site.called)) for code in found.kinds]


def _shown(site: Site, found: public.Page, form: SearchForm, at: Callable[[int], str]) -> dict[str, Any]:
    places = site.decisions
    return {
        "rows": [_row(site, one, places) for one in found.entries],
        "form": form,
        "has_others": any(form.data.get(name) for name in ("kind", "year")),
        "found": ngettext("%(n)s decision", "%(n)s decisions", found.total) % {"n": numeral(found.total)},
        "pager": _pager(found, at),
        "search": places.search(),
        "register": places.register(),
        "ladder": places.ladder() if site.shows_ladder else "",
        "links": {name: places.file(name) for name in FILES},
    }


def _row(site: Site, entry: public.Entry, places: DecisionPlaces) -> Row:
    one = entry.decision
    return Row(
        address=places.decision(one.pk),
        title=one.title,
        language=one.language,
        on=full_date(one.on),  # type: ignore[attr-defined]
        machine=one.on.isoformat(),  # type: ignore[attr-defined]
        kind=words.kind(one.rung_code, site.rungs, site.called),
        status=str(one.get_state_display()),
        status_kind=words.STATUS[one.state],
        how=sentences.sentence(entry.rule) if entry.rule else one.decided_how,
        counted=words.counted(entry),
        note=_("Entered later, from this source: %(source)s") % {"source": one.source} if one.entered_at else "",
    )


def _pager(found: public.Page, at: Callable[[int], str]) -> dict[str, str]:
    first = (found.number - 1) * public.ON_A_PAGE
    return {
        "first": numeral(first + 1 if found.total else 0),
        "last": numeral(first + len(found.entries)),
        "total": numeral(found.total),
        "previous": at(found.number - 1) if found.number > 1 else "",
        "next": at(found.number + 1) if found.number < found.pages else "",
    }
