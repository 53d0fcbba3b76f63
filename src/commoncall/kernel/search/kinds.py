"""The kinds of thing that can be found: each concept declares its own, with who may know of them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from commoncall.kernel.authority import Actor
from commoncall.kernel.refusals import Words

#: From the things that an entry of the history was about to the rows of a part that have to be read again.
Finder = Callable[[Collection[UUID]], Iterable[UUID]]


def itself(touched: Collection[UUID]) -> Iterable[UUID]:
    """Return the rows that an entry names as its subject, where these are the rows of the part themselves."""
    return touched


#: Instead of the language of a text that holds nothing but names and addresses: its words are found as they are, and have no stems.
NAMES_ALONE = "und"


@dataclass(frozen=True)
class Text:
    """What one row says, in one language.

    ``row`` is the row that decides who may read all of this; ``subject`` is what is found, once, whichever of its rows holds
    the words. ``title`` is shown first, ``also`` are its other names. ``borrowed`` says that the title is that of something
    else, such as the organisation that a note is on: then it counts no more than any word of the ``body``. ``where`` are the
    parts of the address after the coalition's. ``at`` puts the later before the earlier.
    """

    row: UUID
    subject: UUID
    coalition: UUID
    at: datetime
    title: str
    also: tuple[str, ...] = ()
    body: str = ""
    language: str = ""
    borrowed: bool = False
    where: tuple[Any, ...] = ()
    anchor: str = ""
    label: str = ""


@dataclass(frozen=True)
class Part:
    """Rows of one table that say something of what is found, all of which the same people may read.

    What members read of an organisation and what only its own people read are two parts of it. ``rows`` gives all rows of a
    coalition, for making the index anew. ``texts`` reads some rows, in a constant number of statements, and leaves out what
    is gone. ``visible`` is the concept's own definition of who may know: rows that it does not contain are neither found nor
    counted. ``touched_by`` tells, by what an entry of the history calls its subject, which rows to read again after it.
    """

    name: str
    rows: Callable[[UUID], QuerySet[Any]]
    texts: Callable[[Collection[UUID]], Iterable[Text]]
    visible: Callable[[Actor], QuerySet[Any]]
    touched_by: Mapping[str, Finder] = field(default_factory=dict)


@dataclass(frozen=True)
class SearchKind:
    """A kind of thing that is found: its name in addresses, its title over a list, the page that shows one, its parts."""

    name: str
    title: Words
    address: str
    parts: tuple[Part, ...]


_kinds: dict[str, SearchKind] = {}


def search_kind(name: str, title: Words, *, address: str, parts: Iterable[Part]) -> SearchKind:
    """Declare a kind of thing that can be found. Results stand in the order in which kinds are declared where nothing else tells."""
    if name in _kinds:
        raise ValueError(f"kind of thing to search {name} is declared twice")
    kept = tuple(parts)
    taken = {part.name for _kind, part in all_parts()}
    if twice := taken & {part.name for part in kept}:
        raise ValueError(f"parts to search are declared twice: {sorted(twice)}")
    _kinds[name] = SearchKind(name, title, address, kept)
    return _kinds[name]


def kinds() -> list[SearchKind]:
    """Return every declared kind, in the order of declaration."""
    return list(_kinds.values())


def find(name: str) -> SearchKind | None:
    """Return the kind of that name, or nothing where there is none."""
    return _kinds.get(name)


def all_parts() -> Iterator[tuple[SearchKind, Part]]:
    """Return every part with its kind."""
    for kind in _kinds.values():
        for part in kind.parts:
            yield kind, part


def part_named(name: str) -> tuple[SearchKind, Part] | None:
    """Return the part of that name with its kind, or nothing where it is gone."""
    return next(((kind, part) for kind, part in all_parts() if part.name == name), None)
