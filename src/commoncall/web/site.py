"""What stands on a coalition's public page, in one language: for the public, and for those who look at it beforehand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commoncall.design.frames import Frame, Link
from commoncall.kernel import languages
from commoncall.kernel.countries import queries as countries
from commoncall.kernel.parties import queries as parties
from commoncall.membership.queries.roll import Listed, Roll, public_roll
from commoncall.web import gatherings
from commoncall.web.arrangements.sentences import articles
from commoncall.web.moments import numeral
from commoncall.web.words import name_of, words_of

if TYPE_CHECKING:
    from commoncall.kernel.parties.models import Coalition


def page_of(coalition: Coalition) -> dict[str, Any]:
    """Return all that the template ``web/site.html`` names, in the language that is set: two queries."""
    roll = public_roll(coalition)
    name = name_of(coalition)
    told = {article.question: article for article in articles(parties.arrangements(coalition), name)}
    return {
        "frame": _frame(coalition, name),
        "site": {
            "name": name,
            "language": languages.picked_language(coalition.names, fallback=coalition.language),
            "lede": told["kind"].sentence,
            "articles": [told[question] for question in ("voice", "joining", "admission", "bodies")],
            "contact": coalition.contact,
            "addresses": [(code, reverse("site", args=[code, coalition.slug])) for code, _name in languages.offered()],
        },
        "groups": gatherings.groups([*roll.countries, *[""] * roll.unnamed]),
        "line": gatherings.what_a_line_is(len(roll.countries) + roll.unnamed),
        "members": [_shown(one) for one in roll.members],
        "endorsers": [_shown(one) for one in roll.endorsers],
        "roll": roll,
        "standing": _how_many(roll),
        "called": words_of(coalition),
    }


def _frame(coalition: Coalition, name: str) -> Frame:
    code = languages.current()
    links = [Link(own, reverse("site", args=[one, coalition.slug]), one == code, lang=one) for one, own in languages.offered()]
    return Frame(name=name, home=reverse("site", args=[code, coalition.slug]), languages=links, imprint=_imprint(coalition))


def _imprint(coalition: Coalition) -> str:
    if coalition.is_demo:
        return _("A fictional coalition, made to look around in: its organisations and people do not exist. Runs on Commoncall.")
    return _("Runs on Commoncall.")


def _shown(listed: Listed) -> dict[str, Any]:
    country = countries.name(listed.country, form="plain") if listed.country else ""
    return {"one": listed, "country": country, "within": [_shown(inner) for inner in listed.within]}


def _how_many(roll: Roll) -> list[str]:
    """Return who is named and who is not, in sentences; what would single out fewer than three is not told."""
    told = []
    named, lands = len(roll.members), len({one.country for one in roll.members if one.country})
    if named and lands:
        places = ngettext("%(n)s country", "%(n)s countries", lands) % {"n": numeral(lands)}
        words = ngettext("%(n)s organisation in %(countries)s is named here.", "%(n)s organisations in %(countries)s are named here.", named)
        told.append(words % {"n": numeral(named), "countries": places})
    if roll.through_networks:
        words = ngettext("%(n)s more belongs through a network.", "%(n)s more belong through networks.", roll.through_networks)
        told.append(words % {"n": numeral(roll.through_networks)})
    if roll.unnamed:
        words = ngettext("%(n)s other chose not to be named in public.", "%(n)s others chose not to be named in public.", roll.unnamed)
        told.append(words % {"n": numeral(roll.unnamed)})
    return told
