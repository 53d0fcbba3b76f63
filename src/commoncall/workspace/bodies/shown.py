"""Bodies and seats in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commoncall.kernel import languages
from commoncall.kernel.authority import Actor
from commoncall.leadership import permissions
from commoncall.leadership.queries import Bench, Held
from commoncall.web.arrangements.choices import LEADERS
from commoncall.web.moments import full_date, numeral

if TYPE_CHECKING:
    from commoncall.leadership.models import Body


def title(body: Body, called: Mapping[str, str]) -> str:
    """Return what a body is called: its own name, or the coalition's word for its committee and secretariat."""
    own = languages.pick(body.names)
    return own or capfirst(called.get(body.kind, "")) or str(body.get_kind_display())


@dataclass(frozen=True)
class Row:
    """A seat as a row: whose it is, its office, who sits there, since when, and what the reader may do."""

    held: Held
    title: str
    note: str
    people: tuple[str, ...]
    alternates: tuple[str, ...]
    since: str
    may_send: bool
    may_arrange: bool

    @property
    def is_empty(self) -> bool:
        """Whether nobody sits there."""
        return not self.people and not self.alternates


@dataclass(frozen=True)
class Shown:
    """A body as it stands on a page."""

    body: Body
    title: str
    purpose: str
    how: str
    rows: tuple[Row, ...]
    former: tuple[Row, ...]


def shown(bench: Bench, actor: Actor, called: Mapping[str, str]) -> Shown:
    """Return a body with its seats in words."""
    return Shown(
        body=bench.body,
        title=title(bench.body, called),
        purpose=languages.pick(bench.body.purposes),
        how=how_it_stands(bench),
        rows=tuple(_row(held, actor) for held in bench.seats),
        former=tuple(_row(held, actor) for held in bench.former),
    )


def how_it_stands(bench: Bench) -> str:
    """Return how a body is formed and how many seats in it are held."""
    formed = str(LEADERS[bench.body.formed].title)
    number, planned = len(bench.seats), bench.body.planned_seats
    if planned and planned > number:
        held = _("seats held: %(n)s of %(planned)s") % {"n": numeral(number), "planned": numeral(planned)}
    elif number:
        held = ngettext("%(n)s seat", "%(n)s seats", number) % {"n": numeral(number)}
    else:
        held = _("no seats yet")
    return _("%(formed)s; %(seats)s") % {"formed": formed, "seats": held}


def _row(held: Held, actor: Actor) -> Row:
    seat = held.seat
    name = held.organisation.name if held.organisation else _("Staff")
    office = "" if seat.office in {"member", "staff"} else str(seat.get_office_display())
    vote = "" if seat.has_vote or seat.office in {"staff", "observer"} else _("without a vote")
    return Row(
        held=held,
        title=name,
        note=", ".join(filter(None, (office, seat.label, vote))),
        people=tuple(one.person.name for one in held.sitting),
        alternates=tuple(one.person.name for one in held.alternates),
        since=_when(held),
        may_send=permissions.may_send(actor, seat).allowed,
        may_arrange=permissions.ARRANGE.verdict(actor).allowed,
    )


def _when(held: Held) -> str:
    seat = held.seat
    if seat.ends_on is None:
        return _("since %(day)s") % {"day": full_date(seat.starts_on)}
    return _("%(first)s to %(last)s") % {"first": full_date(seat.starts_on), "last": full_date(seat.ends_on)}
