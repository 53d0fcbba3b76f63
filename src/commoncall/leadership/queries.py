"""Reading the leadership: which bodies there are, who holds their seats, and who sits there today."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet

from commoncall.kernel import statements, time
from commoncall.kernel.authority import Actor
from commoncall.kernel.parties import queries as parties
from commoncall.kernel.parties.models import Coalition, Organisation, Person
from commoncall.leadership.models import Body, Seat, Sitting

#: The vote of a seat rests while its organisation is suspended or dormant.
_IN_FORCE = Q(organisation=None) | Q(organisation__membership__standing="good")


def bodies(coalition: Coalition) -> QuerySet[Body]:
    """Return the bodies that a coalition has now: its committee first, its secretariat, then the others in their order."""
    return Body.objects.filter(coalition=coalition, closed_at=None).order_by("position", "id")


def visible_to(actor: Actor) -> QuerySet[Body]:
    """Return the bodies of which ``actor`` may know: everybody inside knows of all, closed ones included."""
    return Body.objects.filter(coalition_id=actor.coalition_id) if actor.coalition_id and actor.is_inside else Body.objects.none()


def committee(coalition: Coalition) -> Body | None:
    """Return the body that leads the coalition, of which its arrangements speak."""
    return bodies(coalition).filter(kind=Body.Kind.COMMITTEE).first()


def _held(path: str, day: date) -> Q:
    return Q(**{f"{path}starts_on__lte": day}) & (Q(**{f"{path}ends_on": None}) | Q(**{f"{path}ends_on__gt": day}))


def seats_now(body: Body, on: date | None = None) -> QuerySet[Seat]:
    """Return the seats of a body that are held on a day (in UTC; today, unless another is given), offices first."""
    held = Seat.objects.filter(_held("", on or time.now().date()), body=body).select_related("organisation")
    return held.order_by(F("organisation__searchable").asc(nulls_last=True), "id")


def sitting_now(at: datetime | None = None) -> QuerySet[Sitting]:
    """Return the sittings that are good now: whoever no longer acts for the seat's organisation no longer sits for it."""
    now = at or time.now()
    acting = parties.mandates_in_force(now).filter(person=OuterRef("person"), organisation=OuterRef("seat__organisation"))
    current = Sitting.objects.filter(Q(ends_at=None) | Q(ends_at__gt=now), starts_at__lte=now)
    return current.filter(Q(seat__organisation=None) | Exists(acting)).select_related("person").order_by("is_alternate", "starts_at", "id")


def seats_visible_to(actor: Actor) -> QuerySet[Seat]:
    """Return the seats, held now or before, of which the actor may know: those of organisations that it may know, and of staff."""
    if actor.coalition_id is None or not actor.is_inside:
        return Seat.objects.none()
    known = Q(organisation=None) | parties.may_be_known(actor, "organisation__")
    return Seat.objects.filter(known, coalition_id=actor.coalition_id).select_related("organisation", "body")


def sittings_visible_to(actor: Actor) -> QuerySet[Sitting]:
    """Return the sittings in the seats of which the actor may know."""
    return Sitting.objects.filter(seat__in=seats_visible_to(actor)).select_related("person", "seat__organisation", "seat__body")


def seat_of(actor: Actor, body: Body) -> Seat | None:
    """Return the seat with a vote in ``body`` for which this actor sits today, alternates included; nothing where there is none.

    An actor who wears another hat than the seat's organisation does not sit there: the seat is the organisation's.
    """
    if actor.person_id is None or actor.preview or actor.coalition_id != body.coalition_id:
        return None
    seats = seats_now(body).filter(_IN_FORCE, has_vote=True, organisation_id=actor.organisation_id)
    return seats.filter(Exists(sitting_now().filter(seat=OuterRef("pk"), person_id=actor.person_id))).first()


def chairs(actor: Actor, body: Body) -> bool:
    """Tell whether the actor sits as chair or co-chair of a body today."""
    seat = seat_of(actor, body)
    return seat is not None and seat.office in {Seat.Office.CHAIR, Seat.Office.CO_CHAIR}


def seats_held(organisation: Organisation) -> QuerySet[Seat]:
    """Return the seats that an organisation holds today, with their bodies."""
    return Seat.objects.filter(_held("", time.now().date()), organisation=organisation, body__closed_at=None).select_related("body")


def bodies_of(actor: Actor) -> QuerySet[Body]:
    """Return the bodies in which the actor has a seat with a vote today."""
    held = seats_held_by(actor)
    return Body.objects.filter(closed_at=None, pk__in=held.values("body"))


def seats_held_by(actor: Actor, at: datetime | None = None, today: date | None = None) -> QuerySet[Seat]:
    """Return the seats with a vote for which the actor sits today."""
    if actor.person_id is None or actor.preview:
        return Seat.objects.none()
    day = today or time.now().date()
    own = Seat.objects.filter(_IN_FORCE, _held("", day), coalition_id=actor.coalition_id, organisation_id=actor.organisation_id, has_vote=True)
    return own.filter(Exists(sitting_now(at).filter(seat=OuterRef("pk"), person_id=actor.person_id)))


def keys_of_seats_held_by(actor: Actor) -> frozenset[UUID]:
    """Return which seats with a vote the actor sits for today; many pages ask it."""
    now = time.now()
    return frozenset(key for (key,) in statements.ask(_keys_held, actor, at=now, today=now.date()))


def _keys_held(actor: Actor, at: datetime, today: date) -> QuerySet[Seat, tuple[Any, ...]]:
    return seats_held_by(actor, at, today).values_list("pk")


def people_who_sit(seat: Seat) -> list[Person]:
    """Return the people who sit for a seat today, the alternates last."""
    return [one.person for one in sitting_now().filter(seat=seat)]


@dataclass(frozen=True)
class Held:
    """A seat as it is shown: whose it is, who sits there, and who stands in."""

    seat: Seat
    organisation: Organisation | None
    sitting: tuple[Sitting, ...]
    alternates: tuple[Sitting, ...]


@dataclass(frozen=True)
class Bench:
    """A body as it is shown, with the seats of which the reader may know."""

    body: Body
    seats: tuple[Held, ...]
    former: tuple[Held, ...] = ()

    @property
    def people(self) -> int:
        """How many people sit there, alternates not counted."""
        return len({one.person_id for held in self.seats for one in held.sitting})


_OFFICES = {office: place for place, office in enumerate(("chair", "co_chair", "member", "observer", "staff"))}


def benches(actor: Actor, only: Iterable[UUID] | None = None, *, with_former: bool = False) -> list[Bench]:
    """Return the bodies with their seats as ``actor`` may know them, in three queries.

    A seat whose organisation the actor may not know is not there at all.
    """
    found = visible_to(actor).filter(closed_at=None) if only is None else visible_to(actor).filter(pk__in=list(only))
    today = time.now().date()
    seats = Seat.objects.filter(Q(organisation=None) | parties.may_be_known(actor, "organisation__")).select_related("organisation__membership")
    if not with_former:
        seats = seats.filter(_held("", today))
    shown = Prefetch("seats", seats.prefetch_related(Prefetch("sittings", sitting_now(), to_attr="now")), to_attr="known")
    return [_bench(body, today) for body in found.prefetch_related(shown).order_by("position", "id")]


def _bench(body: Body, today: date) -> Bench:
    known: list[Seat] = body.known  # type: ignore[attr-defined]
    held = sorted((_shown(one) for one in known if _is_current(one, today)), key=_order)
    former = sorted(
        (_shown(one) for one in known if not _is_current(one, today)), key=lambda one: (one.seat.ends_on or today, one.seat.id), reverse=True
    )
    return Bench(body, tuple(held), tuple(former))


def _is_current(seat: Seat, today: date) -> bool:
    return seat.starts_on <= today and (seat.ends_on is None or seat.ends_on > today)


def _shown(seat: Seat) -> Held:
    now: list[Sitting] = seat.now  # type: ignore[attr-defined]
    return Held(seat, seat.organisation, tuple(one for one in now if not one.is_alternate), tuple(one for one in now if one.is_alternate))


def _order(held: Held) -> tuple[int, str, UUID]:
    name = held.organisation.searchable if held.organisation else held.sitting[0].person.searchable if held.sitting else ""
    return _OFFICES.get(held.seat.office, 9), name, held.seat.id


def public_bodies(coalition: Coalition) -> list[tuple[Body, list[Organisation]]]:
    """Return the bodies that the public page shows, each with the organisations that hold a seat in it now; in two queries.

    They are not yet ready to be shown: every list of them goes through ``parties.naming``.
    """
    held = Prefetch(
        "seats", Seat.objects.filter(_held("", time.now().date()), organisation__isnull=False).select_related("organisation"), to_attr="held"
    )
    found = bodies(coalition).filter(is_public=True).prefetch_related(held)
    return [(body, _holders(body.held)) for body in found]


def _holders(seats: Iterable[Seat]) -> list[Organisation]:
    return list({seat.organisation.pk: seat.organisation for seat in seats if seat.organisation is not None}.values())


def may_sit(seat: Seat) -> QuerySet[Person]:
    """Return the people who could sit for a seat: those who act for its organisation, or for the coalition where it has none."""
    acting = parties.mandates_in_force().filter(person=OuterRef("pk"), organisation=seat.organisation, coalition_id=seat.coalition_id)
    people = Person.objects.filter(coalition_id=seat.coalition_id)
    return people.filter(Exists(acting)).order_by("name", "id")
