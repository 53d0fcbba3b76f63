"""Applicants for tests: an application as it stands once it was handed in, and a committee to decide on it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from commoncall.kernel import time
from commoncall.kernel.authority import Actor
from commoncall.kernel.labels import Naming
from commoncall.kernel.parties.models import Coalition, Organisation, Person
from commoncall.kernel.text.folding import fold
from commoncall.leadership.actions import bodies, seats, sittings
from commoncall.leadership.models import Body, Seat
from commoncall.membership.models import Application, Category
from commoncall.membership.rules.profiles import Profile


def applied(
    coalition: Coalition,
    name: str = "Association Tiléwa",
    country: str = "ML",
    *,
    category: Category = Category.ORDINARY,
    naming: Naming = Naming.PUBLIC,
    state: str = Application.State.CHECKING,
    **more: Any,
) -> Application:
    """Return an application that was handed in an hour ago."""
    now = time.now()
    values: dict[str, Any] = {
        "acronym": "",
        "contact_name": "Fanta Keïta",
        "contact_function": "Director",
        "contact_address": "fanta@tilewa.example",
        "contact_phone": "+223 20 00 00 00",
        "head": "Modibo Sangaré",
        "authority": "The board decided it in May.",
        "language": "fr",
        "profile": Profile(country=country, about="Works with farmers on the river.", website="https://tilewa.example").as_stored(),
        "confirmed_at": now,
        "started_at": now - timedelta(hours=2),
        "saved_at": now - timedelta(hours=1),
        "submitted_at": now - timedelta(hours=1),
        "pledged_at": now - timedelta(hours=1),
    }
    return Application.objects.create(
        coalition=coalition, name=name, searchable=fold(name), category=category, naming=naming, state=state, **(values | more)
    )


def committee_of(coalition: Coalition, held: dict[Organisation, Person], *, chair: Organisation | None = None, by: Actor) -> Body:
    """Return a committee in which each of these organisations has a seat, with its person on it."""
    body = bodies.form(coalition, bodies.Description(kind=Body.Kind.COMMITTEE), by=by)
    for organisation, person in held.items():
        office = Seat.Office.CHAIR if organisation == chair else Seat.Office.MEMBER
        seat = seats.give(body, organisation, seats.Terms(office=office), by=by)
        sittings.seat_person(seat, person, by=by)
    return body
