"""What all public pages of one treaty share: whose site it is, how everybody stands, where the figures come from, and where else to go."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from commoncall.diplomacy.queries import instruments
from commoncall.diplomacy.queries.status import Status, status
from commoncall.kernel import languages, time
from commoncall.kernel.countries import queries as countries
from commoncall.web.moments import full_date
from commoncall.web.site.places import whole
from commoncall.web.treaties.places import FILES, TreatyPlaces

if TYPE_CHECKING:
    from commoncall.diplomacy.models import Instrument
    from commoncall.diplomacy.rules.status import Timeline
    from commoncall.web.site.whole import At, Site


class Treaty:
    """One treaty on a coalition's site, in the language that is set. What a page does not ask for is not read."""

    def __init__(self, site: Site, instrument: Instrument, known: Status | None = None) -> None:
        self.site = site
        self.instrument = instrument
        self.places = TreatyPlaces(site.coalition, instrument.code)
        self.today = time.now().date()
        self._known = known

    @property
    def name(self) -> str:
        """What the treaty is called for short."""
        return instruments.name_of(self.instrument)

    @property
    def title(self) -> str:
        """Its full title, where that is another one; else nothing."""
        title = instruments.title_of(self.instrument)
        return "" if title == self.name else title

    @property
    def name_language(self) -> str:
        """The language in which its name is known, where that is not the reader's; else nothing."""
        return _other_language(self.instrument.names)

    @property
    def title_language(self) -> str:
        """The same of its full title."""
        return _other_language(self.instrument.titles)

    @property
    def adopted_in(self) -> str:
        """The place of its adoption."""
        return languages.pick(self.instrument.adopted_in)

    @cached_property
    def status(self) -> Status:
        """How everybody stands to it. One query, unless it was known beforehand."""
        return self._known or status(self.instrument)

    @property
    def timeline(self) -> Timeline:
        """The courses of all participants."""
        return self.status.timeline

    @cached_property
    def participants(self) -> list[str]:
        """The codes of those of its participants that are not in the list of states, such as the European Union."""
        return [code for code in self.timeline.courses if code not in countries.states()]

    @property
    def source(self) -> dict[str, str]:
        """Where the figures come from, in words, with the address there."""
        kept = self.instrument
        if kept.as_of is None:
            words = _("No status table has been taken in yet.")
        else:
            words = _("Status on %(date)s, as recorded by the depositary.") % {"date": full_date(kept.as_of)}
        address = kept.source_url or kept.status_url
        return {"words": words, "name": kept.source or urlsplit(address).netloc, "address": address}

    @property
    def links(self) -> dict[str, str]:
        """The addresses of what stands beside the pages."""
        pages = {name: self.places.page(name) for name in ("corrections", "embed", "report", "use")}
        return pages | {name: self.places.file(name) for name in FILES} | {"treaty": self.places.treaty(), "any_date": self.places.any_date()}

    @property
    def others(self) -> list[dict[str, str]]:
        """The other treaties that the coalition shows."""
        several = [one for one in self.site.treaties if one.pk != self.instrument.pk]
        return [
            {
                "name": instruments.name_of(one),
                "language": _other_language(one.names),
                "address": TreatyPlaces(self.site.coalition, one.code).treaty(),
            }
            for one in several
        ]

    def page(self, title: str, description: str, at: At) -> dict[str, Any]:
        """Return what every page of the treaty names, for the page with that title; ``at`` says where it is in a language."""
        return self.site.page("treaty", title=title, description=description, at=at) | {
            "treaty": self,
            "links": self.links,
            "picture": whole(self.places.file("picture")),
        }


def _other_language(names: dict[str, str]) -> str:
    known = languages.picked_language(names) if names else ""
    return "" if known.split("-")[0] == languages.current().split("-")[0] else known
