"""The pages of a site by name, each with its template and all that the template names."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commoncall.call.queries.public import KIND, Edition, PublicText
from commoncall.kernel import languages, time
from commoncall.kernel.parties import queries as parties
from commoncall.web.lists import joined
from commoncall.web.moments import full_date, numeral
from commoncall.web.site import joining
from commoncall.web.site.behind import Behind, behind
from commoncall.web.site.endorsers import Named, organisation
from commoncall.web.site.places import Places
from commoncall.web.site.sharing import code, text_of
from commoncall.web.site.whole import Site
from commoncall.web.treaties.line import line_of_figures
from commoncall.web.voice.rows import open_letters

if TYPE_CHECKING:
    from commoncall.kernel.parties.models import Coalition

#: Up to so many members stand on the first page by name; of more, this many.
ALL_NAMED, SOME_NAMED = 30, 24


@dataclass(frozen=True)
class Page:
    """A page that is ready to be drawn. ``changes_at`` are the instants at which it will be another one, though nobody does anything."""

    template: str
    context: dict[str, Any]
    changes_at: tuple[datetime | None, ...] = ()


def page_of(coalition: Coalition, name: str = "", number: int | None = None, *, in_preview: bool = False) -> Page | None:
    """Return a page in the language that is set, or nothing where there is no such page."""
    make = _PAGES.get((name, number is not None))
    return make(Site(coalition, Places(coalition, in_preview)), number) if make else None


def _first(site: Site, _number: int | None) -> Page:
    if site.call is None:
        opening = joining.opening_of(site)
        told = {"opening": opening, "states": line_of_figures(site), "open_letters": open_letters(site)}
        return Page("web/site/coalition.html", site.page("") | _everybody(site) | told, opening.changes_at)
    return _call(site, site.call, behind(site.coalition, site.call, with_voices=True))


def _call(site: Site, text: PublicText, found: Behind) -> Page:
    opening = joining.opening_of(site)
    return Page(
        "web/site/call.html",
        site.page("", title=text.title, description=Truncator(text_of(site, text, with_links=False)).chars(200))
        | _members(found)
        | {
            "text": text,
            "line": _adopted(site, text.edition, KIND.CALL),
            "behind": found,
            "lede": _voice(site, found),
            "asked": _asked(site, text),
            "read_in": _read_in(site, text),
            "opening": joining.opening_of(site),
            "states": line_of_figures(site),
            "open_letters": open_letters(site),
            "versions": _versions(site, text, KIND.CALL),
            "code": code(site.places.short),
            "plain": site.places.file("text"),
            "code_address": site.places.file("code"),
            "who": site.places.page("who"),
        },
        (*opening.changes_at, text.asked_until),
    )


def _members(found: Behind) -> dict[str, Any]:
    """Return those who stand on the first page by name: all, or some who are taken evenly from the alphabet, so that none is set above others."""
    members, everybody = found.roll.members, len(found.roll.countries)
    if everybody <= ALL_NAMED:
        return {"members": [organisation(one) for one in members], "more": ""}
    step = max(len(members) / SOME_NAMED, 1)
    some = [members[int(place * step)] for place in range(min(SOME_NAMED, len(members)))]
    return {"members": [organisation(replace(one, within=())) for one in some], "more": _all_of(everybody)}


def _all_of(number: int) -> str:
    return ngettext("All %(n)s who are named", "All %(n)s who are named", number) % {"n": numeral(number)}


def _version(site: Site, number: int | None) -> Page | None:
    text = site.text(KIND.CALL, number)
    return _reading_page(site, text, KIND.CALL, "call", number) if text else None


def _charter(site: Site, number: int | None) -> Page | None:
    text = site.text(KIND.CHARTER, number)
    return _reading_page(site, text, KIND.CHARTER, "charter", number) if text else None


def _reading_page(site: Site, text: PublicText, kind: str, current: str, number: int | None) -> Page:
    """A text to be read by itself: a charter, or a version of the call that may no longer stand."""
    return Page(
        "web/site/text.html",
        site.page(current, number, title=text.title)
        | {
            "text": text,
            "line": _adopted(site, text.edition, kind),
            "read_in": _read_in(site, text),
            "note": languages.pick(text.edition.change_note),
            "latest": site.places.page("" if kind == KIND.CALL else "charter"),
            "latest_words": _("Version %(n)s is in force.") % {"n": numeral(text.latest.number)},
            "versions": _versions(site, text, kind),
        },
    )


def _who(site: Site, _number: int | None) -> Page:
    everybody = _everybody(site)
    title, description = _("Who stands behind %(name)s") % {"name": site.name}, " ".join(everybody["behind"].sentences)
    return Page("web/site/who.html", site.page("who", title=title, description=description) | everybody)


def _everybody(site: Site) -> dict[str, Any]:
    """Return everybody who is named, and how the coalition works."""
    found = behind(site.coalition, site.call, with_bodies=True)
    return {
        "behind": found,
        "members": [organisation(one) for one in found.roll.members],
        "individuals": [organisation(one) for one in found.roll.individuals],
        "bodies": [_body(site, body, [Named(one.name, one.name_language) for one in listing.named]) for body, listing in found.bodies],
        "told": [site.articles[question] for question in ("voice", "joining", "admission", "bodies")],
        "charter": site.places.page("charter") if site.has_charter else "",
    }


def _body(site: Site, body: Any, named: list[Named]) -> dict[str, Any]:
    title = languages.pick(body.names) or site.called.get(body.kind) or str(body.get_kind_display())
    return {"title": title, "purpose": languages.pick(body.purposes), "named": named}


def _join(site: Site, _number: int | None) -> Page:
    opening = joining.opening_of(site)
    return Page(
        "web/site/join.html",
        site.page("join", title=_("Join or endorse") if site.call else _("Join"))
        | {"opening": opening, "checklist": site.places.form("checklist")}
        | joining.words_for(site, parties.arrangements(site.coalition)),
        opening.changes_at,
    )


def _adopted(site: Site, edition: Edition, kind: str) -> str:
    """Return over the title which text it is, which version, and when it was adopted."""
    word = site.called["call" if kind == KIND.CALL else "charter"]
    about: dict[str, str] = {"text": word, "n": numeral(edition.number)}
    if edition.adopted_on is None:
        return _("The common %(text)s, version %(n)s") % about
    return _("The common %(text)s, version %(n)s, adopted on %(date)s") % (about | {"date": full_date(edition.adopted_on)})


def _voice(site: Site, found: Behind) -> str:
    if parties.arrangements(site.coalition).voice != "one":
        # Where each speaks for itself, belonging says nothing of who stands behind this text.
        return site.articles["kind"].sentence if found.roll.countries or found.roll.unnamed else ""
    number = found.voices
    words = ngettext("%(n)s organisation speaks here with one voice.", "%(n)s organisations speak here with one voice.", number)
    return words % {"n": numeral(number)} if number else ""


def _asked(site: Site, text: PublicText) -> str:
    """Return, while those behind an earlier version are asked to re-affirm, that they are: not all have said yes to this one yet."""
    until = text.asked_until
    if until is None or until <= time.now():
        return ""
    words = _("Until %(date)s, all who endorsed an earlier version are asked whether they stand behind this one too.")
    return words % {"date": full_date(until)}


def _read_in(site: Site, text: PublicText) -> list[str]:
    """Return which wording counts, and in which languages there are others, in sentences."""
    own = languages.current()
    told = [_("The wording that counts is the one in %(language)s.") % {"language": languages.name_of(text.authoritative, own)}]
    if text.languages[1:]:
        names = joined(languages.name_of(one, own) for one in text.languages[1:])
        told.append(_("It has been translated into %(languages)s.") % {"languages": names})
    return told


def _versions(site: Site, text: PublicText, kind: str) -> list[dict[str, Any]]:
    """Return every version with its address, the latest first; nothing where there is only one."""
    name = "call" if kind == KIND.CALL else "charter"
    if len(text.editions) == 1:
        return []
    return [
        {
            "edition": one,
            "title": _("Version %(n)s") % {"n": numeral(one.number)},
            "address": site.places.page(name, one.number),
            "note": languages.pick(one.change_note),
        }
        for one in text.editions
    ]


_PAGES: dict[tuple[str, bool], Callable[[Site, int | None], Page | None]] = {
    ("", False): _first,
    ("who", False): _who,
    ("join", False): _join,
    ("call", True): _version,
    ("charter", False): _charter,
    ("charter", True): _charter,
}
