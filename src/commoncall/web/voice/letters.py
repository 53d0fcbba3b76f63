"""One letter and the list of letters, as the public reads them: the words, to whom, until when, who signed, what was answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commoncall.kernel import languages
from commoncall.kernel.countries import queries as countries
from commoncall.voice import words
from commoncall.voice.queries import deliveries, documents, public, reading
from commoncall.web.moments import full_date, numeral
from commoncall.web.site.endorsers import Named
from commoncall.web.site.pages import Page
from commoncall.web.voice.places import FORMS, VoicePlaces
from commoncall.web.voice.rows import is_open, rows, signed_by
from commoncall.web.voice.shown import shown

if TYPE_CHECKING:
    from commoncall.voice.models import Letter
    from commoncall.voice.queries.public import Part, Signatories, Signatory
    from commoncall.web.site.whole import Site

#: So many stand on the page by name; of more, the rest stands in the files beside it.
MOST_NAMED = 240


def list_page(site: Site) -> Page | None:
    """Return the list of letters; nothing where there is none."""
    found = rows(site)
    if not found:
        return None
    places = VoicePlaces(site.coalition)
    description = _("Letters that were written together at %(name)s, and who signs them.") % {"name": site.name}
    about = site.page("letters", title=_("Letters"), description=description, at=lambda code: places.letters(language=code))
    instants = tuple(one.until for one in found)
    return Page("web/voice/letters.html", about | {"rows": found, "others": others(site, "letters")}, instants)


def others(site: Site, current: str) -> dict[str, str]:
    """Return the addresses of the lists of statements and letters, where there are some."""
    has_statements, has_letters = site.voice
    places = VoicePlaces(site.coalition)
    found = {"statements": places.statements() if has_statements else "", "letters": places.letters() if has_letters else ""}
    return {name: address for name, address in found.items() if name != current and address}


@dataclass(frozen=True)
class Country:
    """The organisations of one country that are named; a name to stand over them."""

    name: str
    named: tuple[Named, ...]


@dataclass(frozen=True)
class Under:
    """Those under a letter, as far as they are named on its page; ``more`` says how many stand in the files alone."""

    countries: tuple[Country, ...]
    people: tuple[Named, ...]
    more: str = ""


def under(part: Part, letter: Letter, most: int = MOST_NAMED) -> Under:
    """Return a part of the signatories as the page names them: by country in the order of the language, then people."""
    left = most
    found = []
    for _code, name, named in documents.by_country(part, languages.current()):
        if left > 0:
            found.append(Country(name, tuple(_organisation(one, letter) for one in named[:left])))
        left -= len(named)
    people = tuple(map(_person, part.people[: max(left, 0)])) if left > 0 else ()
    more = part.count - sum(len(one.named) for one in found) - len(people)
    return Under(tuple(found), people, _and_more(more))


def _and_more(number: int) -> str:
    return ngettext("and %(n)s more, in the file", "and %(n)s more, in the file", number) % {"n": numeral(number)} if number else ""


def _organisation(one: Signatory, letter: Letter) -> Named:
    told = (one.authoriser, one.capacity) if letter.shows_people else ()
    return Named(one.name, one.name_language, note=", ".join(filter(None, told)), website=one.website)


def _person(one: Signatory) -> Named:
    place = countries.name(one.country, form="plain") if one.country else ""
    return Named(one.name, note=" · ".join(filter(None, (one.capacity, one.affiliation, place))), website=one.website)


def letter_page(site: Site, number: int) -> Page | None:
    """Return the page of a letter; nothing where the public reads of none with this number. A constant number of queries."""
    letter = public.letters(site.coalition).filter(number=number).first()
    if letter is None:
        return None
    places = VoicePlaces(site.coalition)
    text, found = shown(reading.read(letter.version, languages.current())), public.signatories(letter)
    description = _("A letter to %(addressee)s.") % {"addressee": letter.addressee}
    page = site.page("letters", title=text.title, description=description, at=lambda code: places.letter(number, language=code))
    told = {
        "letter": letter,
        "text": text,
        "copies": [line.strip() for line in letter.copies.splitlines() if line.strip()],
        "is_open": is_open(letter),
        "over_at": letter.closed_at or letter.closes_at,
        "sign": places.sign(number) if is_open(letter) else "",
        "asked": asked(letter),
        "files": [(name, places.letter_file(number, form)) for form, name in FORMS.items()],
        "markup": places.letter_file(number, "jsonld"),
        "others": others(site, ""),
    }
    return Page("web/voice/letter.html", page | told | _signed(found, letter) | _after(site, letter), (letter.closes_at,))


def _signed(found: Signatories, letter: Letter) -> dict[str, Any]:
    first = under(found.first, letter)
    return {
        "signed": signed_by(found.total),
        "first": first,
        "added": under(found.added, letter, max(MOST_NAMED - found.first.count, 0)),
        "has_added": bool(found.added.count),
        "remainder": documents.remainder(found.unnamed) if found.unnamed else "",
    }


def _after(site: Site, letter: Letter) -> dict[str, Any]:
    """Return what became of a letter: its deliveries, the answer, and the letters with other words before and after it."""
    places = VoicePlaces(site.coalition)
    made = [
        {"words": delivered(one.number, one.made_up_at, one.delivered_on), "address": places.delivered(letter.number, one.number)}
        for one in deliveries.of_letter(letter)
    ]
    renewal = public.letters(site.coalition).filter(former=letter).first()
    former = letter.former if letter.former and letter.former.is_public and letter.former.state in {"open", "closed"} else None
    return {
        "deliveries": made,
        "renewal": places.letter(renewal.number) if renewal else "",
        "former": places.letter(former.number) if former else "",
    }


def delivered(number: int, made_up_at: datetime, on: Any) -> str:
    """Return in a sentence what was delivered when."""
    told = {"n": numeral(number), "cut_off": full_date(made_up_at.date()), "day": full_date(on) if on else ""}
    if on:
        return _("Delivered on %(day)s, with the signatures until %(cut_off)s (batch %(n)s)") % told
    return _("Made up for delivery, with the signatures until %(cut_off)s (batch %(n)s)") % told


def asked(letter: Letter) -> list[str]:
    """Return in sentences whom a letter asks for a signature."""
    found = [_("It is signed by: %(who)s.") % {"who": words.who(letter)}]
    if letter.regions:
        named = languages.listed(countries.region_name(code) for code in letter.regions)
        found.append(_("From these parts of the world: %(regions)s.") % {"regions": named})
    if letter.status:
        found.append(_("Organisations need this status: %(status)s.") % {"status": letter.status})
    return found
