"""Who stands behind a coalition and its call, in numbers and names: the one count that all public pages tell."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commoncall.call.queries import public as calls
from commoncall.call.queries.public import PublicText
from commoncall.decisions.queries import unlisted
from commoncall.design.gathering import Group
from commoncall.kernel.labels import Naming
from commoncall.kernel.parties.naming import Listing, counted_together, listed_in_public
from commoncall.leadership.queries import public_bodies
from commoncall.membership.queries import roll as rolls
from commoncall.membership.queries.roll import Roll, Row
from commoncall.web import gatherings
from commoncall.web.gatherings import Label
from commoncall.web.moments import numeral
from commoncall.web.site.endorsers import Endorsers, endorsers_of

if TYPE_CHECKING:
    from commoncall.kernel.parties.models import Coalition, Organisation
    from commoncall.leadership.models import Body


@dataclass(frozen=True)
class Behind:
    """Those who stand behind a coalition: the roll, the endorsers from outside, and those who sit in its public bodies.

    ``voices`` counts the members that stand behind the call, as far as that may be told.
    """

    roll: Roll
    endorsers: Endorsers
    bodies: tuple[tuple[Body, Listing[Organisation]], ...] = ()
    voices: int = 0

    @cached_property
    def groups(self) -> list[Group]:
        """The lines of the gathering."""
        return gatherings.groups(self._drawn)

    @cached_property
    def labels(self) -> list[Label]:
        """What stands beside the lines: each part of the world with its number, made from those alone who are named."""
        return gatherings.labels(self.roll.countries, self.roll.unnamed)

    @property
    def line(self) -> str:
        """What one line stands for, where that is not simply one organisation."""
        return gatherings.what_a_line_is(len(self._drawn))

    @cached_property
    def _drawn(self) -> list[str]:
        return [*self.roll.countries, *[""] * self.roll.unnamed]

    @property
    def sentences(self) -> list[str]:
        """Who is named and who is not, in sentences; what would single out fewer than three is not told."""
        return _how_many(self.roll)


def behind(coalition: Coalition, call: PublicText | None, *, with_bodies: bool = False, with_voices: bool = False) -> Behind:
    """Return who stands behind a coalition, in a constant number of queries. Every name and every count comes through ``parties.naming``.

    All pages tell these same counts, so that no two of them, one taken from the other, tell more than either. Of those who are
    not named, none is counted among the holders of seats: they are few.
    """
    rows = rolls.rows(coalition)
    roll = rolls.roll_of(listed_in_public(rows))
    bodies = [(body, listed_in_public(organisations)) for body, organisations in public_bodies(coalition)] if with_bodies else []
    return Behind(roll, endorsers_of(coalition, roll.endorsers, call), tuple(bodies), _voices(coalition, rows, call) if with_voices and call else 0)


def _voices(coalition: Coalition, rows: list[Row], call: PublicText) -> int:
    """Return how many members may be said to stand behind the call, beside what the public register tells of the same people."""
    keys = calls.behind_call(call.version.text_id, call.since, call.asked_until)
    speaking = [row for row in rows if row.category in rolls.MEMBERS and row.id in keys]
    hidden = frozenset(row.id for row in speaking if row.naming != Naming.PUBLIC)
    is_told = bool(hidden) and counted_together([*unlisted.sets(coalition), hidden])[-1]
    return len(speaking) if is_told else len(speaking) - len(hidden)


def _how_many(roll: Roll) -> list[str]:
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
    return told or [_("The organisations that take part will be named here, as each of them chooses.")]
