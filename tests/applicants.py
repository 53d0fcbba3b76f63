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
from commoncall.membership.actions.applying import arranging, consulting, deciding
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


def of_the_scene(coalition: Coalition, member: Organisation, person: Person, by: Actor) -> dict[str, Any]:
    """Return one application at each stage, about which a member and the person who sits for it are asked; and what is arranged."""
    body = bodies.form(coalition, bodies.Description(names={"en": "Heron council"}), by=by)
    seat = seats.give(body, member, seats.Terms(), by=by)
    sittings.seat_person(seat, person, by=by)
    ends_at = time.now() + timedelta(days=9)
    consulting_, deciding_ = (
        applied(coalition, name, "KE", contact_address=f"{name[:4].lower()}@applicant.example") for name in ("Sandpiper", "Curlew")
    )
    consulting.ask_members(consulting_, [member], ends_at, by=by)
    deciding.put_to(deciding_, seats=[deciding.Seated(seat.pk, member, person)], due_at=ends_at, by=by)
    deciding_.opinions.update(answer="yes", person=person, answered_at=time.now())
    asked = arranging.Asked("choice", {"en": "Where did you hear of us?"}, options=[{"text": {"en": "On the shore"}}, {"text": {"en": "In town"}}])
    return {
        "application": applied(coalition, "Godwit Union", "KE", contact_address="godwit@applicant.example"),
        "application_consulting": consulting_,
        "application_deciding": deciding_,
        "admission_question": arranging.add_question(coalition, asked, by=by),
        "admission_window": arranging.add_window(coalition, time.now() - timedelta(days=1), ends_at, by=by),
    }
