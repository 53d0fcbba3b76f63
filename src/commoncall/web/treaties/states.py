"""What one state did about every treaty that a coalition shows, and how its neighbours stand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from commoncall.diplomacy.queries import status
from commoncall.diplomacy.queries.instruments import participant_name
from commoncall.diplomacy.rules.status import Standing
from commoncall.kernel.countries import queries as countries
from commoncall.web.site.pages import Page
from commoncall.web.treaties import events
from commoncall.web.treaties.rows import Row, row, rows, written
from commoncall.web.treaties.treaty import Treaty

if TYPE_CHECKING:
    from uuid import UUID

    from commoncall.diplomacy.models import DepositaryAct


@dataclass(frozen=True)
class Record:
    """What a state did about one treaty: how it stands, in sentences, and each act and its effect with the day."""

    treaty: Treaty
    row: Row
    told: list[str]
    events: list[events.Event]


def state_page(treaty: Treaty, code: str) -> Page | None:
    """Return the page of one state, or of another participant; nothing where there is none by that code. Two queries more than the frame's."""
    known = status.statuses(treaty.site.treaties)
    several = [Treaty(treaty.site, one, known[one.pk]) for one in treaty.site.treaties]
    several.sort(key=lambda one: one.instrument.pk != treaty.instrument.pk)
    treaty = several[0]
    if code not in countries.states() and code not in treaty.timeline.courses:
        return None
    acts: dict[UUID, list[DepositaryAct]] = {}
    for act in status.acts_of_state(treaty.site.treaties, code):
        acts.setdefault(act.instrument_id, []).append(act)
    records = [_record(one, code, acts.get(one.instrument.pk, [])) for one in several]
    name = participant_name(code)
    return Page(
        "web/treaties/state.html",
        treaty.page(
            _("%(state)s and the treaty “%(treaty)s”") % {"state": name, "treaty": treaty.name},
            " ".join(records[0].told),
            lambda language: treaty.places.state(code, language=language),
        )
        | {"state": name, "records": records}
        | _about(treaty, code),
    )


def _record(treaty: Treaty, code: str, acts: list[DepositaryAct]) -> Record:
    own = row(treaty, code, treaty.today)
    found = [events.of_act(None, act) for act in acts] + events.of_course(own.course)
    return Record(treaty, own, _told(treaty, own), sorted(found, key=lambda event: event.on))


def _told(treaty: Treaty, own: Row) -> list[str]:
    """Return how a participant stands, in sentences."""
    about = {"name": own.name, "date": written(own.since) if own.since else "", "in_force": own.in_force}
    if own.kind == Standing.PARTY:
        return [_("%(name)s has been a state party since %(date)s.") % about, *_in_force(treaty, own.course.in_force_on), *filter(None, [own.note])]
    if own.kind == Standing.SIGNATORY:
        return [_("%(name)s signed on %(date)s and is not bound yet.") % about]
    if own.kind == Standing.LEFT and own.since:
        return [_("%(name)s withdrew; this took effect on %(date)s.") % about]
    if own.kind == Standing.LEFT:
        return [_("%(name)s withdrew.") % about, own.note]
    return [_("%(name)s has neither signed nor joined.") % about]


def _in_force(treaty: Treaty, on: date | None) -> list[str]:
    if on is None:
        return []
    words = _("The treaty has been in force for it since %(date)s.") if on <= treaty.today else _("The treaty enters into force for it on %(date)s.")
    return [words % {"date": written(on)}]


def _about(treaty: Treaty, code: str) -> dict[str, Any]:
    """Return where a state lies, its neighbours, and who comes before and after it in the list."""
    if code not in countries.states():
        return {"neighbours": [], "region": None, "continent": None}
    known = countries.facts_of(code)
    ordered = [one for one in countries.all_named() if one.code in countries.states()]
    place = next(at for at, one in enumerate(ordered) if one.code == code)
    formal = countries.name(code, form="formal")
    return {
        "formal": "" if formal == participant_name(code) else formal,
        "group": countries.group_name(known.group),
        "region": _region(treaty, known.subregion),
        "continent": _region(treaty, known.region),
        "neighbours": [one for one in rows(treaty, treaty.today, countries.in_region(known.subregion) & countries.states()) if one.code != code],
        "before": _link(treaty, ordered[place - 1]) if place else None,
        "after": _link(treaty, ordered[place + 1]) if place + 1 < len(ordered) else None,
    }


def _region(treaty: Treaty, code: str) -> dict[str, str]:
    return {"code": code, "name": countries.region_name(code), "address": treaty.places.region(code)}


def _link(treaty: Treaty, one: Any) -> dict[str, str]:
    return {"words": one.name, "address": treaty.places.state(one.code)}
