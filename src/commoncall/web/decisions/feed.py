"""What was decided and made public, to be followed by a program."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from commoncall.decisions.queries import public
from commoncall.web.atom import Entry, Feed, written
from commoncall.web.decisions import words

if TYPE_CHECKING:
    from commoncall.web.site.whole import Site

LONGEST = 40


def feed_of(site: Site) -> bytes:
    """Return the feed in the language that is set, the latest first; a constant number of queries."""
    places, coalition = site.decisions, site.coalition
    entries = []
    for one in public.whole(coalition, LONGEST):
        decision = one.decision
        at = decision.closed_at or decision.entered_at or coalition.created_at
        told = " ".join(filter(None, [words.outcome(decision), words.counted(one)]))
        entries.append(Entry(f"decision-{decision.pk}", at, decision.title, told, places.decision(decision.pk)))
    entries.sort(key=lambda entry: (entry.at, entry.key), reverse=True)
    title = _("Decisions of %(name)s") % {"name": site.name}
    return written(Feed(coalition, "decisions", title, site.name, places.file("feed"), places.register(), coalition.created_at, entries))
