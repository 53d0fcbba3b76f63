"""The one way in which a list of organisations leaves the workspace.

Unlisted organisations become a number, never broken down by country, region, category or position. A group of fewer
than three unlisted ones is not counted at all: who knows two of three would know the third.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commoncall.kernel.labels import Naming
from commoncall.kernel.parties.models import Organisation

#: No public count of unlisted organisations is given below this number.
SMALLEST_COUNT = 3


@dataclass(frozen=True)
class Listing:
    """Organisations as they may be named to a certain audience: the named ones in order, and how many are not named."""

    named: tuple[Organisation, ...]
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


def listed_in_public(organisations: Iterable[Organisation]) -> Listing:
    """Return organisations as the public may read of them, in the order of their names."""
    kept = list(organisations)
    named = sorted((one for one in kept if one.naming == Naming.PUBLIC), key=lambda one: one.name.casefold())
    unnamed = len(kept) - len(named)
    return Listing(tuple(named), unnamed if unnamed >= SMALLEST_COUNT else 0)
