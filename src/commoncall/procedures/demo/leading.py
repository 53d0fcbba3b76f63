"""Who leads the demonstration's coalition: its committee, its secretariat, and a working group."""

from __future__ import annotations

from commoncall.kernel import time
from commoncall.kernel.parties.models import Mandate
from commoncall.leadership import queries
from commoncall.leadership.actions import bodies, seats, sittings
from commoncall.leadership.models import Body
from commoncall.procedures.demo.telling import Telling

#: Who holds a seat in the committee, in which office, and for which region.
COMMITTEE = (
    ("Centre for Open Ground", "chair", {"en": "Southern Africa"}),
    ("Al-Amal Survivors’ Network", "co_chair", {"en": "Survivors"}),
    ("Collectif Terres Libres", "member", {"en": "Europe"}),
    ("Law Against Weapons Clinic", "member", {"en": "Law"}),
    ("Mekong Clear Path", "member", {"en": "South-East Asia"}),
    ("Red Tierra Segura", "member", {"en": "Latin America"}),
    ("Southern Cross Lawyers", "member", {"en": "Oceania"}),
)
MEDIA_GROUP = ("Studio for Public Evidence", "Shared Soil Society", "Third River Youth", "Voces del Surco")


def lead(story: Telling) -> None:
    """Set up the bodies, give seats in them, and say who sits there; one seat has changed hands since."""
    by = story.coordinator
    committee = queries.committee(story.coalition) or bodies.form(
        story.coalition, bodies.Description(kind=Body.Kind.COMMITTEE, formed=Body.Formed.ELECTED), by=by
    )
    purposes = {
        "en": "It decides between assemblies, admits applicants, and answers to all organisations.",
        "fr": "Il décide entre les assemblées, admet les candidats et répond devant toutes les organisations.",
        "ar": "تقرر بين الجمعيات العامة، وتقبل المتقدمين، وتُسأل أمام جميع المنظمات.",
    }
    described = bodies.Description(purposes=purposes, formed=Body.Formed.ELECTED, planned_seats=9, is_public=True, formed_on=time.now().date())
    committee = bodies.describe(committee, described, by=by)
    for name, office, label in COMMITTEE:
        _seat(story, committee, name, office, label["en"])
    staff = bodies.form(story.coalition, bodies.Description(kind=Body.Kind.SECRETARIAT, formed=Body.Formed.APPOINTED), by=by)
    for name in ("Leila Haddad", "Samuel Okoro"):
        seat = seats.give(staff, None, seats.Terms("staff", has_vote=False), by=by)
        sittings.seat_person(seat, story.person(name), by=by)


def gather_media_group(story: Telling) -> None:
    """Let a working group form itself."""
    names = {"en": "Media group", "fr": "Groupe médias", "ar": "فريق الإعلام"}
    purposes = {"en": "Prepares what goes out to the press, and answers it.", "fr": "Prépare ce qui va à la presse, et lui répond."}
    group = bodies.form(story.coalition, bodies.Description(names=names, purposes=purposes, formed=Body.Formed.SELF_CHOSEN), by=story.coordinator)
    for name in MEDIA_GROUP:
        _seat(story, group, name, "member", "")


def hand_over_a_seat(story: Telling) -> None:
    """Let a seat end with its term, and another organisation take it."""
    committee = queries.committee(story.coalition)
    if committee is None:
        raise LookupError("there is no committee")
    old = queries.seats_now(committee).get(organisation=story.organisations["Southern Cross Lawyers"])
    seats.end(old, reason="The term of two years is over.", by=story.coordinator)
    _seat(story, committee, "Tides of Peace", "member", "Asia and Oceania")


def _seat(story: Telling, body: Body, name: str, office: str, label: str) -> None:
    organisation = story.organisations[name]
    seat = seats.give(body, organisation, seats.Terms(office, label=label), by=story.coordinator)
    mandate = Mandate.objects.filter(organisation=organisation).select_related("person").order_by("starts_at").first()
    if mandate is not None:
        sittings.seat_person(seat, mandate.person, by=story.coordinator)
