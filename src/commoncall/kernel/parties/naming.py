"""The one way in which a list of organisations leaves the workspace.

Unlisted organisations become a number, never broken down by country, region, category or position. A group of fewer
than three unlisted ones is not counted at all: who knows two of three would know the third. Where several lists stand side
by side, no count is given that would tell of fewer than three by taking one from another.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commoncall.kernel.labels import Naming

#: No public count of unlisted organisations is given below this number.
SMALLEST_COUNT = 3


class Nameable(Protocol):
    """What chose how far it is named: an organisation, or an endorser from outside."""

    @property
    def id(self) -> Any:
        """What tells it from all others."""

    @property
    def name(self) -> Any:
        """What it is called."""

    @property
    def naming(self) -> Any:
        """How far it lets its name be known."""

    @property
    def searchable(self) -> Any:
        """Its folded names, by which lists are sorted."""


One = TypeVar("One", bound=Nameable)


@dataclass(frozen=True)
class Listing(Generic[One]):
    """Organisations as they may be named to a certain audience: the named ones in order, and how many are not named."""

    named: tuple[One, ...]
    unnamed: int

    @property
    def count(self) -> int:
        """How many organisations may be said to stand behind it: the named, and the unnamed where they are counted."""
        return len(self.named) + self.unnamed

    @property
    def remainder(self) -> str:
        """The words for those who are not named, or nothing."""
        if not self.unnamed:
            return ""
        return ngettext("and %(n)s organisation that is not named", "and %(n)s organisations that are not named", self.unnamed) % {"n": self.unnamed}

    @property
    def sentence(self) -> str:
        """The whole list as running text."""
        names = [organisation.name for organisation in self.named]
        return _("; ").join([*names, self.remainder] if self.unnamed else names)


def listed_in_public(organisations: Iterable[One]) -> Listing[One]:
    """Return organisations as the public may read of them, in the order of their names."""
    return listed_together([organisations])[0]


def listed_together(groups: Sequence[Iterable[One]]) -> list[Listing[One]]:
    """Return several lists that the public reads side by side, the most important first: all members, then parts of them.

    A later list goes without its count of the unlisted where that count, taken together with those before it, would tell of
    fewer than three: every set that the counts together single out has none or at least three.
    """
    kept = [list(group) for group in groups]
    hidden = [frozenset(one.id for one in group if one.naming != Naming.PUBLIC) for group in kept]
    may_count = counted_together(hidden)
    return [Listing(_named(group), len(unnamed) if told else 0) for group, unnamed, told in zip(kept, hidden, may_count, strict=True)]


def counted_together(hidden: Iterable[frozenset[UUID]]) -> list[bool]:
    """Tell of several sets of the unlisted, the most important first, whether the size of each may be told beside those before it.

    Whatever can be worked out from sizes that are told is a sum of the parts into which the sets divide each other: none of them
    may be smaller than three.
    """
    parts: list[frozenset[UUID]] = []
    told = []
    for one in hidden:
        divided = [piece for part in (*parts, one.difference(*parts)) for piece in (part & one, part - one) if piece]
        told.append(all(len(piece) >= SMALLEST_COUNT for piece in divided))
        if told[-1]:
            parts = divided
    return told


def _named(organisations: Iterable[One]) -> tuple[One, ...]:
    return tuple(sorted((one for one in organisations if one.naming == Naming.PUBLIC), key=_order))


def _order(organisation: Nameable) -> tuple[str, UUID]:
    # By the folded name, never by when it joined: founders are not set above latecomers.
    return organisation.searchable or organisation.name.casefold(), organisation.id
