"""A question to the directory, as it stands in an address: what is looked for, in which order, and which page."""

from __future__ import annotations

import enum
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, Self
from urllib.parse import urlencode


class Question(enum.StrEnum):
    """The questions that coordinators ask again and again, ready-made."""

    AFFECTED = "affected"
    NOBODY = "nobody"
    SILENT = "silent"
    NO_COUNTRY = "no-country"
    UNNAMED = "unnamed"


#: After how many days without a sign an organisation counts as not heard from.
SILENT_DAYS = 90

#: By what the directory can be ordered; a hyphen before the word turns the order round.
ORDERS = ("name", "country", "category", "heard", "standing", "joined")

#: The order by a column of the coalition's own, with its identifier; who may read it decides who may ask for it.
OWN = re.compile(r"own\.([0-9a-f]{32})")

#: What only those may ask who may see the answer: by a filter, too, one would learn it.
FOR_COORDINATORS = ("standing", "kind", "tag", "naming", "question")
ORDERS_FOR_COORDINATORS = ("heard", "standing", "joined")

_LONGEST = 200


@dataclass(frozen=True)
class Filters:
    """What is asked of the directory. Empty words ask for nothing in particular."""

    q: str = ""
    place: str = ""
    category: str = ""
    language: str = ""
    standing: str = ""
    kind: str = ""
    tag: str = ""
    network: str = ""
    naming: str = ""
    question: str = ""
    sort: str = ""
    page: int = 1
    whole: bool = False

    @classmethod
    def read(cls, asked: Mapping[str, str]) -> Self:
        """Return the filters from the parts of an address; what is not understood is left out."""
        words = {one.name: _plain(asked.get(one.name, "")) for one in fields(cls) if one.name not in {"page", "whole"}}
        number = asked.get("page", "")
        page = int(number) if number.isascii() and number.isdigit() and len(number) < 7 else 1
        asked_for = cls(**words, page=max(page, 1), whole=asked.get("whole", "") == "1")
        return asked_for._known()

    def _known(self) -> Self:
        question = self.question if self.question in set(Question) else ""
        sort = self.sort if self.order in ORDERS or OWN.fullmatch(self.order) else ""
        return replace(self, question=question, sort=sort)

    def for_all(self) -> Filters:
        """Return what of this anybody inside may ask, coordinator or not."""
        sort = "" if self.order in ORDERS_FOR_COORDINATORS else self.sort
        nothing: dict[str, Any] = dict.fromkeys(FOR_COORDINATORS, "")
        return replace(self, sort=sort, **nothing)

    @property
    def order(self) -> str:
        """By what the directory is ordered."""
        return self.sort.removeprefix("-") or "name"

    @property
    def turned(self) -> bool:
        """Whether the order runs from the last to the first."""
        return self.sort.startswith("-")

    @property
    def own_column(self) -> str:
        """The identifier of the coalition's own column by which the directory is ordered, if it is one."""
        found = OWN.fullmatch(self.order)
        return found[1] if found else ""

    @property
    def set_fields(self) -> tuple[str, ...]:
        """The names of the filters that ask for something."""
        return tuple(name for name in _ASKING if getattr(self, name))

    def without(self, *names: str) -> Filters:
        """Return the same question, from its first page, without some of its filters."""
        empty: dict[str, Any] = dict.fromkeys(names, "")
        return replace(self, page=1, whole=False, **empty)

    def as_query(self) -> str:
        """Return the filters as the query of an address, without what is empty: equal questions have equal addresses."""
        parts = {name: getattr(self, name) for name in (*_ASKING, "sort") if getattr(self, name)}
        if self.page > 1:
            parts["page"] = str(self.page)
        if self.whole:
            parts["whole"] = "1"
        return urlencode(parts)


def _plain(text: str) -> str:
    return "".join(character for character in text if character.isprintable()).strip()[:_LONGEST]


_ASKING = ("q", "place", "category", "language", "standing", "kind", "tag", "network", "naming", "question")
