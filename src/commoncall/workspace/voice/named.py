"""The names of a file as they are looked through: the doubtful ones a page at a time, the others in their parts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.core.paginator import Paginator

from commoncall.kernel.countries import queries as countries
from commoncall.voice.queries.sheets import Review, Reviewed
from commoncall.web.moments import numeral

#: So many doubtful names stand on one page, and so many of those that are clear.
DOUBTFUL, CLEAR = 20, 200


@dataclass(frozen=True)
class Name:
    """A name that is clear: as the file has it, its country, and the organisation that it is."""

    name: str
    country: str
    known: str


@dataclass(frozen=True)
class Page:
    """What is looked at together."""

    doubtful: Sequence[Reviewed]
    certain: Sequence[Name]
    unknown: Sequence[Name]
    repeated: Sequence[Name]
    more: dict[str, str]
    first: str
    last: str
    total: str
    previous: str
    next: str

    @property
    def is_long(self) -> bool:
        """Whether the doubtful names take more than one page."""
        return bool(self.previous or self.next)


def page(review: Review, asked: str) -> Page:
    """Return one page of a file's names."""
    found = Paginator(review.doubtful, DOUBTFUL).get_page(int(asked) if asked.isdecimal() and len(asked) < 6 else 1)
    parts = {"certain": review.certain, "unknown": review.unknown, "repeated": review.repeated}
    return Page(
        list(found.object_list),
        **{name: _names(part) for name, part in parts.items()},
        more={name: numeral(len(part) - CLEAR) for name, part in parts.items() if len(part) > CLEAR},
        first=numeral(found.start_index()),
        last=numeral(found.end_index()),
        total=numeral(len(review.doubtful)),
        previous=f"?page={found.previous_page_number()}" if found.has_previous() else "",
        next=f"?page={found.next_page_number()}" if found.has_next() else "",
    )


def _names(found: Iterable[Reviewed]) -> list[Name]:
    return [_name(one) for one in list(found)[:CLEAR]]


def _name(one: Reviewed) -> Name:
    country = one.found.line.country
    known = one.found.candidates[0].name if one.found.known else ""
    return Name(one.found.name, countries.name(country, form="plain") if country else "", known if known != one.found.name else "")
