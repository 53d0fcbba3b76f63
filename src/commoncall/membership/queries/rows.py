"""An organisation as one line of a list, with no more than the reader may see of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit
from uuid import UUID

from django.utils.translation import pgettext

from commoncall.kernel import languages
from commoncall.kernel.authority import Actor
from commoncall.kernel.countries import queries as countries
from commoncall.kernel.labels import Naming
from commoncall.kernel.parties.models import Organisation
from commoncall.membership.models import Category, Membership, Standing
from commoncall.membership.rules.profiles import is_web_address


@dataclass(frozen=True)
class Row:
    """An organisation as one line of the directory; what the reader may not see is empty."""

    id: UUID
    name: str
    name_language: str
    acronym: str
    other_name: str
    other_language: str
    through: str
    country: str
    category: str
    languages: str
    website: str
    named_in_public: bool
    heard_at: datetime | None
    standing: str
    standing_words: str

    @property
    def website_words(self) -> str:
        """The web address as people say it: the host alone."""
        return host(self.website)


def row(membership: Membership, actor: Actor) -> Row:
    """Return a membership as a line of the directory, with no more than ``actor`` sees of every organisation."""
    organisation = membership.organisation
    other = organisation.other_names[0] if organisation.other_names else {}
    keeps = actor.is_coordinator
    return Row(
        id=organisation.id,
        name=organisation.name,
        name_language=organisation.name_language,
        acronym=organisation.acronym,
        other_name=other.get("text", ""),
        other_language=other.get("language", ""),
        through=_network_name(membership),
        country=countries.name(membership.country_id, form="plain") if membership.country_id else "",
        category=str(Category(membership.category).label),
        languages=language_names(membership.languages),
        website=membership.website if is_web_address(membership.website) else "",
        named_in_public=organisation.naming == Naming.PUBLIC,
        heard_at=membership.heard_at if keeps else None,
        standing=membership.standing if keeps else "",
        standing_words=str(Standing(membership.standing).label) if keeps else "",
    )


def _network_name(membership: Membership) -> str:
    shown: bool = getattr(membership, "shown_under", False)
    network: Membership | None = membership.network if shown else None
    return network.organisation.name if network else ""


def host(website: str) -> str:
    """Return the host of a web address, without what most of them begin with."""
    return (urlsplit(website).hostname or website).removeprefix("www.")


def language_names(codes: Sequence[str]) -> str:
    """Return the names of languages, in the reader's language, as one line."""
    here = languages.current()
    return side_by_side(languages.name_of(code, here) for code in codes)


def side_by_side(words: Iterable[str]) -> str:
    """Return words one after another, parted as the reader's language parts them."""
    return pgettext("between the parts of a list", ", ").join(words)


def named(organisation: Organisation) -> str:
    """Return an organisation's name with its acronym, for choosing from."""
    return f"{organisation.name} ({organisation.acronym})" if organisation.acronym else organisation.name
