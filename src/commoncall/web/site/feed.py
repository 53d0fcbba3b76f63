"""What is new about a coalition, to be followed by a program: an Atom feed (RFC 4287).

It tells of versions that were adopted, of the pages that were opened, and day by day of members who let themselves be named.
A day's members are told once that day is over in every zone, together, and in the order of their names, so that nobody can be
told from when a line was added; whoever is not named leaves no trace in it, not even in when it was last changed.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as Tree
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from commoncall.call.queries.public import KIND
from commoncall.kernel import languages, time
from commoncall.kernel.parties.queries import opened_at
from commoncall.membership.queries.arrivals import arrivals
from commoncall.web.lists import joined
from commoncall.web.moments import full_date, numeral
from commoncall.web.site.places import whole

if TYPE_CHECKING:
    from commoncall.kernel.parties.models import Coalition
    from commoncall.web.site.whole import Site

ATOM = "http://www.w3.org/2005/Atom"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
LONGEST = 40
#: What XML cannot hold, whoever typed it.
_UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
GOES_BACK = timedelta(days=366)


@dataclass(frozen=True)
class Entry:
    """One piece of news. ``key`` tells it from all others of the coalition for good."""

    key: str
    at: datetime
    title: str
    words: str
    address: str


def feed_of(site: Site) -> bytes:
    """Return the feed in the language that is set, the latest first."""
    entries = sorted(_entries(site), key=lambda one: (one.at, one.key), reverse=True)[:LONGEST]
    root = Tree.Element("feed", {"xmlns": ATOM, LANG: languages.current()})
    _put(root, "id", _identifier(site.coalition, f"feed-{languages.current()}"))
    _put(root, "title", site.name)
    _put(root, "updated", _written(entries[0].at if entries else site.coalition.created_at))
    Tree.SubElement(root, "link", {"rel": "self", "href": whole(site.places.file("feed"))})
    Tree.SubElement(root, "link", {"rel": "alternate", "type": "text/html", "href": whole(site.places.page())})
    _put(Tree.SubElement(root, "author"), "name", site.name)
    for entry in entries:
        element = Tree.SubElement(root, "entry")
        _put(element, "id", _identifier(site.coalition, entry.key))
        _put(element, "title", entry.title)
        _put(element, "updated", _written(entry.at))
        _put(element, "summary", entry.words)
        Tree.SubElement(element, "link", {"rel": "alternate", "type": "text/html", "href": whole(entry.address)})
    written: str = Tree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{written}\n'.encode()


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


def _written(instant: datetime) -> str:
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _identifier(coalition: Coalition, key: str) -> str:
    """Return a name that stays when titles, languages and addresses change (RFC 4151)."""
    return f"tag:{urlsplit(settings.ADDRESS).hostname},{coalition.created_at:%Y-%m-%d}:{coalition.pk}:{key}"


def _put(parent: Tree.Element, tag: str, words: str) -> None:
    Tree.SubElement(parent, tag).text = _UNWRITABLE.sub("", words)
