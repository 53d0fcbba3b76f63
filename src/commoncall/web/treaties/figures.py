"""How many states have joined a treaty, in sentences that a newspaper can print, and region by region."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commoncall.diplomacy.queries.instruments import participant_name
from commoncall.diplomacy.rules.entry import entry_into_force
from commoncall.diplomacy.rules.status import Standing
from commoncall.kernel.countries import queries as countries
from commoncall.web.atlas import kinds
from commoncall.web.lists import joined
from commoncall.web.moments import full_date, numeral

if TYPE_CHECKING:
    from commoncall.web.treaties.rows import Row
    from commoncall.web.treaties.treaty import Treaty

#: How wide the bar of the region with the most states is drawn, and how high, in pixels.
WIDEST, HIGH = 440, 14


@dataclass(frozen=True, slots=True)
class Figures:
    """How many of the listed states stand in which way. Counted from the rows of the table, so that the two always agree."""

    every: int
    party: int
    signatory: int
    left: int
    none: int


def counted(several: Iterable[Row]) -> Figures:
    """Count rows."""
    kinds_of = Counter(one.kind for one in several)
    party, signatory, left, none = (kinds_of[kind.value] for kind in (Standing.PARTY, Standing.SIGNATORY, Standing.LEFT, Standing.NONE))
    return Figures(party + signatory + left + none, party, signatory, left, none)


def finding(figures: Figures) -> str:
    """Return the one figure that everybody asks for, as a sentence."""
    words = ngettext("%(n)s of %(all)s states has joined.", "%(n)s of %(all)s states have joined.", figures.party)
    return words % {"n": numeral(figures.party), "all": numeral(figures.every)}


def sentences(treaty: Treaty, figures: Figures, day: date, *, of_all: bool = True) -> list[str]:
    """Return how things stand, or stood on an earlier day, each figure in a sentence of its own; of all states, or of a region."""
    opened = treaty.timeline.terms.opened_on
    if opened and day < opened:
        return [_("Nobody could join yet: it was opened for signature on %(date)s.") % {"date": full_date(opened)}]
    told = [finding(figures)] if day == treaty.today else [_finding_on(figures, day)]
    if figures.signatory:
        words = ngettext("%(n)s more has signed and is not bound yet.", "%(n)s more have signed and are not bound yet.", figures.signatory)
        past = ngettext("%(n)s more had signed and was not bound yet.", "%(n)s more had signed and were not bound yet.", figures.signatory)
        told.append((words if day == treaty.today else past) % {"n": numeral(figures.signatory)})
    if figures.left:
        words = ngettext("%(n)s has withdrawn.", "%(n)s have withdrawn.", figures.left)
        past = ngettext("%(n)s had withdrawn.", "%(n)s had withdrawn.", figures.left)
        told.append((words if day == treaty.today else past) % {"n": numeral(figures.left)})
    return [*told, *_rest(figures, is_today=day == treaty.today), *(_unlisted(treaty, day) if of_all else ())]


def _rest(figures: Figures, *, is_today: bool) -> list[str]:
    if not figures.none:
        return []
    words = ngettext("The other %(n)s has not joined.", "The other %(n)s have not joined.", figures.none)
    past = ngettext("The other %(n)s had not.", "The other %(n)s had not.", figures.none)
    return [(words if is_today else past) % {"n": numeral(figures.none)}]


def _finding_on(figures: Figures, day: date) -> str:
    words = ngettext("By %(date)s, %(n)s of %(all)s states had joined.", "By %(date)s, %(n)s of %(all)s states had joined.", figures.party)
    return words % {"date": full_date(day), "n": numeral(figures.party), "all": numeral(figures.every)}


def _unlisted(treaty: Treaty, day: date) -> list[str]:
    """Return who else is a party, besides the states of the list."""
    parties = [code for code in treaty.participants if treaty.timeline.courses[code].bound(day)]
    if not parties:
        return []
    names = joined(participant_name(code) for code in parties)
    return [_("Also a party, and not among these states: %(names)s.") % {"names": names}]


def entry(treaty: Treaty, day: date) -> str:
    """Return whether the treaty was in force on a day, in a sentence; nothing where its rules do not say."""
    on, counting = treaty.status.entry_on, treaty.timeline.entry
    if day < treaty.today:
        done = [act for course in treaty.timeline.courses.values() for act in course.acts if act.on <= day]
        counting = entry_into_force(treaty.timeline.terms, done)
    if on and on <= day:
        return _("In force since %(date)s.") % {"date": full_date(on)}
    if on and on > treaty.today:
        return _("It enters into force on %(date)s.") % {"date": full_date(on)}
    if on:
        return _("It was not in force yet: that came on %(date)s.") % {"date": full_date(on)}
    if not counting.needed:
        return ""
    words = ngettext(
        "Not in force yet: %(n)s of the %(needed)s instrument that it needs has been deposited.",
        "Not in force yet: %(n)s of the %(needed)s instruments that it needs have been deposited.",
        counting.needed,
    )
    return words % {"n": numeral(counting.counted), "needed": numeral(counting.needed)}


@dataclass(frozen=True, slots=True)
class Bar:
    """One region: its figures, and the parts of its bar as (kind, place, width)."""

    name: str
    address: str
    figures: Figures
    parts: Sequence[tuple[str, int, int]]


def bars(treaty: Treaty, several: Sequence[Row], regions: Iterable[tuple[str, str]]) -> list[Bar]:
    """Return the bars of these regions (code and name). The region with the most states has the widest."""
    by_region = [(code, name, counted([one for one in several if one.code in countries.in_region(code)])) for code, name in regions]
    most = max((figures.every for _code, _name, figures in by_region), default=1) or 1
    return [Bar(name, treaty.places.region(code), figures, _parts(figures, most)) for code, name, figures in by_region if figures.every]


def _parts(figures: Figures, most: int) -> list[tuple[str, int, int]]:
    found, place = [], 0
    for kind in kinds.STATUSES:
        wide = round(getattr(figures, kind) * WIDEST / most)
        if wide:
            found.append((kind, place, wide))
        place += wide
    return found
