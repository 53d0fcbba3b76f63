"""What a coalition said, and what became of its letters, for the feed of its site."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from commoncall.drafting.queries import texts
from commoncall.kernel import languages
from commoncall.voice.queries import public
from commoncall.web.atom import Entry
from commoncall.web.moments import exactly, full_date
from commoncall.web.voice.places import VoicePlaces

if TYPE_CHECKING:
    from commoncall.voice.models import Letter, Statement
    from commoncall.web.site.whole import Site

#: So many of each at most.
LONGEST = 40


def spoken(site: Site) -> Iterator[Entry]:
    """Yield what is new about statements and letters: three queries. Nobody who signs is named in it, nor counted."""
    if not any(site.voice):
        return
    statements, letters = list(public.statements(site.coalition)[:LONGEST]), list(public.letters(site.coalition)[:LONGEST])
    titles = texts.titles([*(one.version for one in statements), *(one.version for one in letters)], languages.current())
    places = VoicePlaces(site.coalition)
    for statement in statements:
        yield from _of_statement(statement, titles[statement.version_id][0], places)
    for letter in letters:
        yield from _of_letter(letter, titles[letter.version_id][0], places)


def _of_statement(statement: Statement, title: str, places: VoicePlaces) -> Iterator[Entry]:
    address, key = places.statement(statement.number), f"statement-{statement.number}"
    words = _("A statement in the name of all, published on %(date)s.") % {"date": full_date(statement.published_at.date())}
    yield Entry(key, statement.published_at, title, words, address)
    if statement.retracted_at is not None:
        yield Entry(f"{key}-retracted", statement.retracted_at, _("Retracted: %(title)s") % {"title": title}, statement.retracted_why, address)


def _of_letter(letter: Letter, title: str, places: VoicePlaces) -> Iterator[Entry]:
    address, key, told = places.letter(letter.number), f"letter-{letter.number}", {"title": title, "addressee": letter.addressee}
    if letter.opened_at is not None:
        words = _("To %(addressee)s.") % told
        if letter.closes_at is not None:
            words = _("To %(addressee)s. It can be signed until %(instant)s.") % (told | {"instant": exactly(letter.closes_at)})
        yield Entry(key, letter.opened_at, _("Opened to signatures: %(title)s") % told, words, address)
    if letter.replied_on is not None:
        # Told at the end of that day: then it is over wherever on earth it was.
        yield Entry(f"{key}-answered", _midnight(letter.replied_on), _("Answered: %(title)s") % told, _("By %(addressee)s.") % told, address)


def _midnight(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), clock.min, tzinfo=UTC)
