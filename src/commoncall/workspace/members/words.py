"""Sentences about organisations and lists of them, whole in each language."""

from __future__ import annotations

from datetime import date, datetime

from babel import dates
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commoncall.kernel.labels import LABEL_SENTENCES, Naming
from commoncall.membership.queries.directory import Page
from commoncall.membership.queries.overview import Tally
from commoncall.membership.queries.records import Record
from commoncall.membership.queries.rows import side_by_side
from commoncall.membership.rules.filters import Question
from commoncall.web.moments import full_date, in_digits, locale_of_reader, numeral
from commoncall.web.words import Words


def organisations(number: int) -> str:
    """Return how many organisations, in words."""
    return ngettext("%(n)s organisation", "%(n)s organisations", number) % {"n": numeral(number)}


def how_it_stands(tally: Tally) -> str:
    """Return how many organisations there are, in how many countries, and how many through networks."""
    if not tally.total:
        return _("No organisation is noted here yet.")
    number, lands = organisations(tally.own), tally.countries
    where = ngettext("%(n)s country", "%(n)s countries", lands) % {"n": numeral(lands)}
    if tally.through_networks:
        more = numeral(tally.through_networks)
        told = (
            _("%(organisations)s, and %(more)s more through networks, in %(countries)s.")
            if lands
            else _("%(organisations)s, and %(more)s more through networks.")
        )
        return told % {"organisations": number, "more": more, "countries": where}
    told = _("%(organisations)s in %(countries)s.") if lands else _("%(organisations)s.")
    return told % {"organisations": number, "countries": where}


def who_may_read(page: Page) -> str:
    """Return what the label of the list means, and how many of those on it are not named in public."""
    sentence, number = str(LABEL_SENTENCES[page.label]), page.not_named_in_public
    if not number:
        return sentence
    told = ngettext("%(n)s organisation is not named in public.", "%(n)s organisations are not named in public.", number)
    return _("%(first)s %(second)s") % {"first": sentence, "second": told % {"n": numeral(number)}}


def question(asked: Question) -> str:
    """Return a ready-made question as a link says it."""
    return {
        Question.AFFECTED: _("Led by affected people"),
        Question.NOBODY: _("Without anybody who may act"),
        Question.SILENT: _("Not heard from for 90 days"),
        Question.NO_COUNTRY: _("Without a country"),
        Question.UNNAMED: _("Not named in public"),
    }[asked]


def order(page: Page) -> str:
    """Return in which order a list stands."""
    filters = page.filters
    if filters.q and not filters.sort:
        return _("the likeliest first")
    for column in page.columns:
        if filters.order == column.order:
            return _("by “%(column)s”") % {"column": column.name}
    return {
        "name": _("by name"),
        "country": _("by country"),
        "category": _("by category"),
        "heard": _("by when they were last heard from"),
        "standing": _("by standing"),
        "joined": _("by when they joined"),
    }[filters.order]


def without(name: str) -> str:
    """Return what leaving out one filter would do, as a link says it."""
    return {
        "q": _("Look without these words"),
        "place": _("Look in all countries"),
        "category": _("Look in all categories"),
        "language": _("Look in all languages"),
        "standing": _("Look in every standing"),
        "kind": _("Look at all kinds"),
        "tag": _("Look at all tags"),
        "network": _("Look in and outside all networks"),
        "naming": _("Look at all, however they are named"),
        "question": _("Leave the question out"),
    }[name]


def last_heard(instant: datetime | None) -> str:
    """Return when somebody of an organisation was last here, as near as a list needs it."""
    if instant is None:
        return _("Not yet")
    days = (timezone.localtime().date() - timezone.localtime(instant).date()).days
    if days <= 0:
        return _("Today")
    if days == 1:
        return _("Yesterday")
    if days < 7:
        return in_digits(dates.format_date(timezone.localtime(instant), "EEEE", locale=locale_of_reader()))
    here = timezone.localtime(instant)
    pattern = "d MMM" if here.year == timezone.localtime().year else "d MMM y"
    return in_digits(dates.format_date(here, pattern, locale=locale_of_reader()))


def day_as_known(day: date, precision: str) -> str:
    """Return a day as exactly as it is known, such as ``April 2019``."""
    pattern = {"year": "y", "month": "LLLL y"}.get(precision)
    return in_digits(dates.format_date(day, pattern, locale=locale_of_reader())) if pattern else full_date(day)


def belongs_as(category: str, called: Words) -> str:
    """Return as what an organisation belongs, with the coalition's own word for a member."""
    words = {
        "ordinary": _("Ordinary %(member)s"),
        "extraordinary": _("Extraordinary %(member)s"),
        "affiliated": _("Affiliated %(member)s"),
        "observer": _("Observer"),
        "endorser": _("Endorser"),
    }
    # Where the word for a member comes first, as in French, it begins the sentence.
    return capfirst(words[category] % {"member": called["member"]})


def what_it_is(record: Record, called: Words) -> str:
    """Return in a sentence or two what an organisation is: its acronym, where it is, how and since when it belongs."""
    belonging = record.belonging
    where = _("international") if record.profile.is_international and not record.country else record.country
    first = side_by_side(filter(None, [record.organisation.acronym, where]))
    second = belongs_as(belonging.category, called)
    if belonging.joined_on is not None:
        since = {"what": second, "day": day_as_known(belonging.joined_on, belonging.joined_precision)}
        second = _("%(what)s since %(day)s") % since
    return _("%(first)s. %(second)s.") % {"first": first, "second": second} if first else _("%(second)s.") % {"second": second}


def naming(chosen: Naming) -> str:
    """Return what a choice of naming brings about, in a sentence."""
    return {
        Naming.PUBLIC: _("Its name may stand on public pages and under what the coalition publishes."),
        Naming.MEMBERS: _("Members see its name in here. In public it is counted at most, among those who are not named."),
        Naming.COORDINATORS: _("The coordinators see its name, and those whom it chooses. To everybody else it is not here at all."),
    }[chosen]
