"""The endorsers, as the public reads of them: apart from members, each kind by itself, and nobody dropped silently."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, ngettext_lazy

from commoncall.call.queries import endorsers as outside
from commoncall.call.queries.public import OUTSIDE, PublicText
from commoncall.kernel.countries import queries as countries
from commoncall.kernel.refusals import Words
from commoncall.kernel.text.folding import fold
from commoncall.membership.queries.roll import Listed
from commoncall.web.lists import joined
from commoncall.web.moments import numeral

if TYPE_CHECKING:
    from commoncall.kernel.parties.models import Coalition

#: What several of a kind are called, as a heading; in this order.
HEADINGS: dict[str, Words] = {
    OUTSIDE.ORGANISATION: gettext_lazy("Organisations"),
    OUTSIDE.COMPANY: gettext_lazy("Companies"),
    OUTSIDE.LOCAL_AUTHORITY: gettext_lazy("Cities and other local authorities"),
    OUTSIDE.PARLIAMENTARIAN: gettext_lazy("Parliamentarians"),
    OUTSIDE.EXPERT: gettext_lazy("Scientists and other experts"),
    OUTSIDE.INDIVIDUAL: gettext_lazy("Individuals"),
}
#: How many of each kind, as part of a sentence.
COUNTED = {
    OUTSIDE.ORGANISATION: ngettext_lazy("%(n)s organisation", "%(n)s organisations", "count"),
    OUTSIDE.COMPANY: ngettext_lazy("%(n)s company", "%(n)s companies", "count"),
    OUTSIDE.LOCAL_AUTHORITY: ngettext_lazy("%(n)s local authority", "%(n)s local authorities", "count"),
    OUTSIDE.PARLIAMENTARIAN: ngettext_lazy("%(n)s member of parliament", "%(n)s members of parliament", "count"),
    OUTSIDE.EXPERT: ngettext_lazy("%(n)s expert", "%(n)s experts", "count"),
    OUTSIDE.INDIVIDUAL: ngettext_lazy("%(n)s individual", "%(n)s individuals", "count"),
}


@dataclass(frozen=True)
class Named:
    """Somebody as a public list names them: the name, in another script too, a line under it, and where they can be found."""

    name: str
    language: str = ""
    other_name: str = ""
    other_language: str = ""
    note: str = ""
    website: str = ""
    within: tuple[Named, ...] = ()


@dataclass(frozen=True)
class Kind:
    """The endorsers of one kind who stand behind the version in force and are named; of very many, the first, and how many more."""

    title: str
    counted: str
    named: tuple[Named, ...]
    more: str = ""


@dataclass(frozen=True)
class Endorsers:
    """All endorsers: by kind, those of an earlier version that asked for something else, and how many are not named."""

    kinds: tuple[Kind, ...] = ()
    earlier: Kind | None = None
    unnamed: int = 0

    @property
    def sentence(self) -> str:
        """Who they are in numbers, in one sentence, or nothing."""
        parts = [kind.counted for kind in self.kinds]
        if self.unnamed:
            others = ngettext("%(n)s more who chose not to be named", "%(n)s more who chose not to be named", self.unnamed)
            parts.append(others % {"n": numeral(self.unnamed)})
        return _("It is also endorsed by %(endorsers)s.") % {"endorsers": joined(parts)} if parts else ""


def endorsers_of(coalition: Coalition, inside: Sequence[Listed], call: PublicText | None) -> Endorsers:
    """Return the endorsers as they may be read of: those from outside, and organisations that only endorse, from the roll."""
    found = outside.public_endorsers(coalition, call.version) if call else outside.Endorsers((), 0)
    groups = {group.kind: group for group in found.groups}
    kinds = []
    for code in HEADINGS:
        group = groups.get(code, outside.Group(code, (), 0))
        own = [organisation(one) for one in inside] if code == OUTSIDE.ORGANISATION else []
        if group.count or own:
            kinds.append(_kind(group, own))
    return Endorsers(tuple(kinds), _earlier(groups[""], call) if call and "" in groups else None, found.unnamed)


def organisation(one: Listed) -> Named:
    """Return an organisation of the roll as lists name it, with those within it."""
    within = tuple(organisation(inner) for inner in one.within)
    return Named(one.name, one.name_language, one.other_name, one.other_language, country_name(one.country), one.website, within)


def country_name(code: str | None) -> str:
    """Return the name by which people call a country, if there is one."""
    return countries.name(code, form="plain") if code else ""


def _outsider(one: outside.Named) -> Named:
    return Named(one.name, note=" · ".join(filter(None, (one.affiliation, country_name(one.country)))), website=one.website)


def _kind(group: outside.Group, own: list[Named]) -> Kind:
    # Those of the roll and those from outside are one list, in the order of their names.
    named = sorted([*map(_outsider, group.named), *own], key=lambda one: fold(one.name)) if own else map(_outsider, group.named)
    count = group.count + len(own)
    counted = COUNTED[OUTSIDE(group.kind)] % {"count": count, "n": numeral(count)}
    return Kind(str(HEADINGS[group.kind]), str(counted), tuple(named), _and_more(group.more))


def _earlier(group: outside.Group, call: PublicText) -> Kind:
    words = ngettext(
        "%(n)s endorsed an earlier version and has not said yet whether they stand behind version %(number)s too.",
        "%(n)s endorsed an earlier version and have not said yet whether they stand behind version %(number)s too.",
        group.count,
    )
    counted = words % {"n": numeral(group.count), "number": numeral(call.latest.number)}
    return Kind(_("Behind an earlier version"), counted, tuple(map(_outsider, group.named)), _and_more(group.more))


def _and_more(number: int) -> str:
    return ngettext("and %(n)s more", "and %(n)s more", number) % {"n": numeral(number)} if number else ""
