"""What is new about a treaty, to be followed by a program: what states did as soon as it is known here, and what was corrected."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from commoncall.diplomacy.queries.instruments import participant_name
from commoncall.diplomacy.queries.status import acts, as_act, corrections
from commoncall.web.atom import Entry, Feed, written
from commoncall.web.moments import full_date
from commoncall.web.treaties import corrected
from commoncall.web.treaties.words import sentence

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from commoncall.diplomacy.models import Correction, DepositaryAct
    from commoncall.web.treaties.treaty import Treaty

LONGEST = 50


def feed_of(treaty: Treaty) -> bytes:
    """Return the feed in the language that is set: the latest fifty. Two queries."""
    corrected_lately = list(corrections([treaty.instrument])[:LONGEST])
    # What a correction put in the place of something is told with it, and not once more as if it were new.
    told = {(one.participant, one.made_at, one.new["kind"], one.new["done_on"]) for one in corrected_lately if one.new}
    rows = [row for row in _latest(treaty) if (row.participant, row.accepted_at, row.kind, row.done_on.isoformat()) not in told]
    newest = sorted([*_acts(treaty, rows), *_corrections(treaty, corrected_lately)], key=lambda pair: pair[0], reverse=True)[:LONGEST]
    entries = [entry for _order, entry in newest]
    site, kept = treaty.site, treaty.instrument
    title = _("%(treaty)s: what is new") % {"treaty": treaty.name}
    begun = entries[0].at if entries else site.coalition.created_at
    return written(Feed(site.coalition, f"treaty-{kept.pk}", title, site.name, treaty.places.file("feed"), treaty.places.treaty(), begun, entries))


#: What comes first among entries of one instant: on the day of an import, the latest acts.
_Order = tuple[str, str, str]


def _latest(treaty: Treaty) -> QuerySet[DepositaryAct]:
    return acts(treaty.instrument).order_by("-accepted_at", "-done_on", "participant")[: 2 * LONGEST]


def _acts(treaty: Treaty, rows: Iterable[DepositaryAct]) -> Iterator[tuple[_Order, Entry]]:
    for row in rows:
        told = [_("Done on %(date)s.") % {"date": full_date(row.done_on)}, _from(row)]
        entry = Entry(f"act-{row.pk}", row.accepted_at, sentence(as_act(row)), " ".join(filter(None, told)), treaty.places.state(row.participant))
        yield (row.accepted_at.isoformat(), row.done_on.isoformat(), row.participant), entry


def _from(row: DepositaryAct) -> str:
    if not row.source:
        return ""
    if row.as_of is None:
        return _("Source: %(source)s.") % {"source": row.source}
    return _("Source: %(source)s, %(date)s.") % {"source": row.source, "date": full_date(row.as_of)}


def _corrections(treaty: Treaty, rows: Iterable[Correction]) -> Iterator[tuple[_Order, Entry]]:
    address = treaty.places.page("corrections")
    for row in rows:
        told = corrected.told_of(row)
        title = _("Corrected: %(name)s") % {"name": participant_name(row.participant)}
        entry = Entry(f"correction-{row.pk}", row.made_at, title, " ".join(filter(None, [told.sentence, told.why])), address)
        yield (row.made_at.isoformat(), "", row.participant), entry
