"""Where the members are: a map and a table of those of whom the reader may know."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commoncall.kernel.countries import queries as countries
from commoncall.kernel.labels import LABEL_SENTENCES
from commoncall.membership.queries import places
from commoncall.membership.queries.visibility import label_of_list
from commoncall.web.atlas import draw, kinds
from commoncall.web.atlas.geometry import world
from commoncall.web.moments import numeral
from commoncall.workspace.members.standing import actor_of


@dataclass(frozen=True)
class Row:
    """A country with how many are at home there, and the directory of these."""

    name: str
    number: int
    address: str


def members_map(request: HttpRequest, coalition: str) -> HttpResponse:
    """Show how many organisations are at home where; each country leads to the directory of them. One query."""
    return render(request, "workspace/members/map.html", shown(request, reverse("members", args=[coalition])))


def shown(request: HttpRequest, directory: str) -> dict[str, Any]:
    """Return what the template ``workspace/members/map.html`` names."""
    actor = actor_of(request)
    counted = places.counted(actor)
    nowhere = counted.pop(None, 0)
    numbers = {country: number for country, number in counted.items() if country}
    steps, keys = draw.scale(numbers)
    rows = {one.code: Row(one.name, numbers[one.code], f"{directory}?place={one.code}") for one in countries.all_named() if one.code in numbers}
    marks = [draw.Place(code, row.name, steps[code], label=_words(row), address=row.address) for code, row in rows.items()]
    nobody = draw.Key(kinds.NONE, _("Nobody of whom you may know"))
    return {
        "map": draw.map_of([*marks, *_others(numbers)], title=_("Where organisations are at home"), keys=[*keys, nobody]) if rows else None,
        "rows": sorted(rows.values(), key=lambda row: -row.number),
        "lede": _lede(sum(numbers.values()), len(numbers), nowhere),
        "label": label_of_list(actor).value,
        "who_may_read": LABEL_SENTENCES[label_of_list(actor)],
        "boundaries": kinds.note_on_boundaries(),
    }


def _others(numbers: dict[str, int]) -> list[draw.Place]:
    """Return the countries without anybody: they are drawn, and lead nowhere. So many dots would only hide those that mean somebody."""
    seen = [one for one in countries.all_named() if one.code not in numbers and one.code not in world().reach]
    return [draw.Place(one.code, one.name, kinds.NONE, label=one.name) for one in seen]


def _words(row: Row) -> str:
    told = ngettext("%(country)s: %(n)s organisation", "%(country)s: %(n)s organisations", row.number)
    return told % {"country": row.name, "n": numeral(row.number)}


def _lede(number: int, lands: int, nowhere: int) -> str:
    organisations = ngettext("%(n)s organisation", "%(n)s organisations", number) % {"n": numeral(number)}
    places_ = ngettext("%(n)s country", "%(n)s countries", lands) % {"n": numeral(lands)}
    told = _("%(organisations)s in %(countries)s.") % {"organisations": organisations, "countries": places_}
    if not nowhere:
        return told
    rest = ngettext("%(n)s more is at home in no one country.", "%(n)s more are at home in no one country.", nowhere) % {"n": numeral(nowhere)}
    return _("%(first)s %(second)s") % {"first": told, "second": rest}
