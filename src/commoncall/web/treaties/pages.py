"""The pages of a treaty, each with its template and all that the template names."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from commoncall.kernel.countries import queries as countries
from commoncall.kernel.countries.rules import facts
from commoncall.kernel.parties import queries as parties
from commoncall.web.atlas import kinds
from commoncall.web.atlas.draw import map_of
from commoncall.web.moments import full_date
from commoncall.web.site.pages import Page
from commoncall.web.site.places import Places
from commoncall.web.site.whole import Site
from commoncall.web.treaties import events, figures, growth, rule
from commoncall.web.treaties.rows import places, row, rows
from commoncall.web.treaties.states import state_page
from commoncall.web.treaties.treaty import Treaty

if TYPE_CHECKING:
    from commoncall.web.treaties.rows import Row

__all__ = ["changes_page", "date_page", "region_page", "state_page", "treaty_of", "treaty_page"]

#: So many of the latest events stand on the treaty's own page.
LATEST = 5


def treaty_of(slug: str, code: str) -> Treaty | None:
    """Return a treaty that a coalition shows on open pages; else nothing. Two queries."""
    coalition = parties.coalition(slug)
    if coalition is None or not coalition.is_public:
        return None
    site = Site(coalition, Places(coalition))
    instrument = next((one for one in site.treaties if one.code == code), None)
    return Treaty(site, instrument) if instrument else None


def treaty_page(treaty: Treaty, day: date | None = None) -> Page:
    """Return how everybody stands to the treaty: today, or as it was on an earlier day."""
    on = day or treaty.today
    table = rows(treaty, on)
    counted = figures.counted(table)
    told = figures.sentences(treaty, counted, on)
    title = treaty.name if day is None else _("%(treaty)s on %(date)s") % {"treaty": treaty.name, "date": full_date(on)}
    return Page(
        "web/treaties/treaty.html",
        treaty.page(title, " ".join(told), _at(treaty, day))
        | {
            "day": on,
            "is_today": day is None,
            "told": told,
            "entry": figures.entry(treaty, on),
            "map": _map(treaty, table, on),
            "notes": [kinds.note_on_boundaries(), kinds.note_on_projection(), kinds.source_of_shapes()],
            "rows": table,
            "others": [row(treaty, code, on) for code in treaty.participants],
            "bars": figures.bars(treaty, table, [(one.code, one.name) for one in countries.regions()]),
        }
        | (_standing_facts(treaty) if day is None else {}),
    )


def _standing_facts(treaty: Treaty) -> dict[str, Any]:
    """Return what only the page of today tells: what happened lately, and the treaty's own rules."""
    months = events.months(treaty)
    latest = months[-1] if months else None
    return {
        "chart": growth.chart(treaty),
        "years": growth.years(treaty),
        "latest": events.between(treaty, months[-LATEST:][0], treaty.today)[:LATEST] if latest else [],
        "month": events.month_named(latest) if latest else "",
        "is_this_month": latest == events.first_of(treaty.today),
        "changes": treaty.places.changes(latest) if latest else "",
        "rules": rule.sentences(treaty.timeline.terms),
        "computed": rule.computed(treaty),
    }


def _map(treaty: Treaty, table: list[Row], day: date) -> Any:
    title = _("How the states of the world stand to the treaty “%(treaty)s” on %(date)s") % {"treaty": treaty.name, "date": full_date(day)}
    return map_of(places(table), title=title)


def _at(treaty: Treaty, day: date | None) -> Any:
    return lambda code: treaty.places.treaty(language=code) if day is None else treaty.places.on(day, language=code)


def date_page(treaty: Treaty, form: Any) -> Page:
    """Return the page that asks for a day, and that says what is wrong with the one that was asked for."""
    title = _("%(treaty)s on any date") % {"treaty": treaty.name}
    return Page("web/treaties/date.html", treaty.page(title, "", lambda code: treaty.places.any_date(language=code)) | {"form": form})


def region_page(treaty: Treaty, region: str) -> Page | None:
    """Return how the states of one part of the world stand to the treaty; nothing where there is no such part."""
    known = facts.regions().get(region)
    if known is None or known.level == "world":
        return None
    name = countries.region_name(region)
    table = rows(treaty, treaty.today, countries.in_region(region) & countries.states())
    counted = figures.counted(table)
    inside = [
        (one.code, countries.region_name(one.code))
        for one in facts.regions().values()
        if one.level == "subregion" and region in facts.ancestors(one.code)[1:]
    ]
    return Page(
        "web/treaties/region.html",
        treaty.page(
            _("%(region)s and the treaty “%(treaty)s”") % {"region": name, "treaty": treaty.name},
            " ".join(figures.sentences(treaty, counted, treaty.today, of_all=False)),
            lambda code: treaty.places.region(region, language=code),
        )
        | {
            "region": name,
            "told": figures.sentences(treaty, counted, treaty.today, of_all=False),
            "rows": table,
            "bars": figures.bars(treaty, table, inside if len(inside) > 1 else []),
            "around": _around(treaty, region),
        },
    )


def _around(treaty: Treaty, region: str) -> list[dict[str, str]]:
    """Return the parts of the world in which a region lies."""
    return [
        {"name": countries.region_name(code), "address": treaty.places.region(code)}
        for code in facts.ancestors(region)[1:]
        if facts.regions()[code].level != "world"
    ]


def changes_page(treaty: Treaty, month: date) -> Page:
    """Return what happened about the treaty in one month."""
    months = events.months(treaty)
    before = [one for one in months if one < month]
    after = [one for one in months if one > month]
    title = _("%(treaty)s: %(month)s") % {"treaty": treaty.name, "month": events.month_named(month)}
    return Page(
        "web/treaties/changes.html",
        treaty.page(title, _("What states did about the treaty in this month."), lambda code: treaty.places.changes(month, language=code))
        | {
            "month": events.month_named(month),
            "events": events.between(treaty, month, events.last_of(month)),
            "before": _month_link(treaty, before[-1]) if before else None,
            "after": _month_link(treaty, after[0]) if after else None,
        },
    )


def _month_link(treaty: Treaty, month: date) -> dict[str, str]:
    return {"words": events.month_named(month), "address": treaty.places.changes(month)}
