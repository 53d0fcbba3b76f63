"""An organisation as one line of a list, with no more than the reader may see of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit
from uuid import UUID

from django.db.models import QuerySet

from commoncall.kernel import languages
from commoncall.kernel.authority import Actor
from commoncall.kernel.countries import queries as countries
from commoncall.kernel.labels import Naming
from commoncall.kernel.parties.rules import names_now
from commoncall.membership.models import Category, Membership, Standing
from commoncall.membership.queries.listed import ListedColumn
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
    own: tuple[str, ...] = ()

    @property
    def website_words(self) -> str:
        """The web address as people say it: the host alone."""
        return host(self.website)


@dataclass(frozen=True, slots=True)
class Columns:
    """What a line is made of, as it is noted; ``COLUMNS`` are the same as paths from a membership that is placed."""

    id: UUID
    name: str
    name_language: str
    acronym: str
    other_names: list[dict[str, str]]
    naming: str
    category: str
    country: str | None
    languages: list[str]
    website: str
    heard_at: datetime | None
    standing: str
    network: str | None
    shown_under: bool
    own_values: Mapping[str, str]


COLUMNS = (
    "organisation_id",
    "organisation__name",
    "organisation__name_language",
    "organisation__acronym",
    "organisation__other_names",
    "organisation__naming",
    "category",
    "country_id",
    "languages",
    "website",
    "heard_at",
    "standing",
    "network__organisation__name",
    "shown_under",
    "own_values",
)


def rows(placed: QuerySet[Membership], actor: Actor, own: Sequence[ListedColumn] = ()) -> tuple[Row, ...]:
    """Return memberships that are placed as lines, with no more than ``actor`` sees of every organisation; one query.

    ``own`` are the columns of the coalition's own that the lines are to show; the actor may read these.
    """
    keys = [str(column.id) for column in own]
    # No membership is made of what is only read: that costs more than the question itself.
    return tuple(_row(Columns(*values), actor, keys) for values in placed.values_list(*COLUMNS))


def _row(noted: Columns, actor: Actor, own: Sequence[str]) -> Row:
    other = next(iter(names_now(noted.other_names)), {})
    keeps = actor.is_coordinator
    return Row(
        id=noted.id,
        name=noted.name,
        name_language=noted.name_language,
        acronym=noted.acronym,
        other_name=other.get("text", ""),
        other_language=other.get("language", ""),
        through=(noted.network or "") if noted.shown_under else "",
        country=countries.name(noted.country, form="plain") if noted.country else "",
        category=str(Category(noted.category).label),
        languages=language_names(noted.languages),
        website=noted.website if is_web_address(noted.website) else "",
        named_in_public=noted.naming == Naming.PUBLIC,
        heard_at=noted.heard_at if keeps else None,
        standing=noted.standing if keeps else "",
        standing_words=str(Standing(noted.standing).label) if keeps else "",
        own=tuple(noted.own_values.get(key, "") for key in own),
    )


def host(website: str) -> str:
    """Return the host of a web address, without what most of them begin with."""
    return (urlsplit(website).hostname or website).removeprefix("www.")


def language_names(codes: Sequence[str]) -> str:
    """Return the names of languages, in the reader's language, as one line."""
    here = languages.current()
    return side_by_side(languages.name_of(code, here) for code in codes)


def side_by_side(words: Iterable[str]) -> str:
    """Return words one after another, parted as the reader's language parts them."""
    return languages.listed(words)
