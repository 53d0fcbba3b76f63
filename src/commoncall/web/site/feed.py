"""What is new about a coalition, to be followed by a program: an Atom feed (RFC 4287).

It tells of versions that were adopted, of statements and letters, of the pages that were opened, and day by day of members who let
themselves be named. A day's members are told once that day is over in every zone, together, and in the order of their names, so that nobody can be
told from when a line was added; whoever is not named leaves no trace in it, not even in when it was last changed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock
from typing import TYPE_CHECKING

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from commoncall.call.queries.public import KIND
from commoncall.kernel import languages, time
from commoncall.kernel.parties.queries import opened_at
from commoncall.membership.queries.arrivals import arrivals
from commoncall.web.atom import Entry, Feed, written
from commoncall.web.lists import joined
from commoncall.web.moments import full_date, numeral
from commoncall.web.voice.feed import spoken

if TYPE_CHECKING:
    from commoncall.web.site.whole import Site

LONGEST = 40
GOES_BACK = timedelta(days=366)


def feed_of(site: Site) -> bytes:
    """Return the feed in the language that is set, the latest first."""
    entries = sorted(_entries(site), key=lambda one: (one.at, one.key), reverse=True)[:LONGEST]
    own, page = site.places.file("feed"), site.places.page()
    return written(Feed(site.coalition, "feed", site.name, site.name, own, page, site.coalition.created_at, entries))


def _entries(site: Site) -> Iterator[Entry]:
    places, opened = site.places, opened_at(site.coalition)
    if opened is not None:
        yield Entry("opened", opened, _("%(name)s opened its pages") % {"name": site.name}, site.articles["kind"].sentence, places.page())
    for text, name in ((site.call, "call"), (site.text(KIND.CHARTER), "charter")):
        for one in text.editions if text else ():
            if one.adopted_on is not None:
                title = _("Version %(n)s of the %(text)s was adopted") % {"n": numeral(one.number), "text": site.called[name]}
                words = languages.pick(one.change_note) or _("Adopted on %(date)s.") % {"date": full_date(one.adopted_on)}
                yield Entry(f"{name}-{one.number}", _midnight(one.adopted_on), capfirst(title), words, places.page(name, one.number))
    yield from spoken(site)
    yield from _newcomers(site)


def _newcomers(site: Site) -> Iterator[Entry]:
    days: dict[date, list[str]] = defaultdict(list)
    today = time.now().astimezone(UTC).date()
    for day, name in arrivals(site.coalition, since=today - GOES_BACK, until=today - timedelta(days=2)):
        days[day].append(name)
    for day, names in days.items():
        # Told at the end of the next day: then it is over wherever on earth it was.
        at = _midnight(day + timedelta(days=2))
        title = _("Now named among the %(members)s: %(names)s") % {"members": site.called["members"], "names": joined(names)}
        yield Entry(f"members-{day.isoformat()}", at, title, _("Since %(date)s.") % {"date": full_date(day)}, site.places.page("who"))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, clock.min, tzinfo=UTC)
