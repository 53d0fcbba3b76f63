"""The mails of admission: to those who are asked, to the applicant, and to all members once somebody has joined."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy

from commoncall.kernel.asks.models import Ask
from commoncall.kernel.authority import Actor, Role, system
from commoncall.kernel.countries import queries as countries
from commoncall.kernel.labels import Naming
from commoncall.kernel.outbox import actions as outbox
from commoncall.kernel.outbox.actions import Envelope
from commoncall.kernel.outbox.kinds import mail_kind
from commoncall.kernel.parties import queries as parties
from commoncall.kernel.parties.models import Coalition, Mandate, Organisation, Person
from commoncall.leadership import queries as leadership
from commoncall.leadership.models import Seat
from commoncall.membership import kinds
from commoncall.membership.actions.applying.deciding import Outcome, Seated
from commoncall.membership.models import Application, Standing
from commoncall.membership.queries import applications
from commoncall.procedures import applying, letters

ARRIVED = mail_kind("membership.application_arrived", gettext_lazy("Somebody has applied"))
CONSULTED = mail_kind("membership.consulted", gettext_lazy("Asked about an applicant"))
REMINDER = mail_kind("membership.application_reminder", gettext_lazy("An answer about an applicant is due"))
LATE = mail_kind("membership.decision_late", gettext_lazy("A decision on an applicant is late"))
ADMITTED = mail_kind("membership.admitted", gettext_lazy("Admitted"))
DECLINED = mail_kind("membership.declined", gettext_lazy("Declined"))
NEW_CONTACT = mail_kind("membership.application_contact", gettext_lazy("You speak for an applicant"))
JOINED = mail_kind("membership.joined", gettext_lazy("A new member"))


@dataclass(frozen=True)
class Reader:
    """Somebody who reads mail for an organisation, or for the coalition as such."""

    person: Person
    address: str
    language: str
    organisation: Organisation | None = None


def _reader(person: Person, coalition: Coalition, organisation: Organisation | None = None) -> Reader:
    language = letters.language_for(person.language, coalition.language)
    return Reader(person, parties.address_for(person, organisation), language, organisation)


def readers(coalition: Coalition, mandates: QuerySet[Mandate]) -> list[Reader]:
    """Return who reads what is written to the organisations of some mandates: their main contacts, else all who act for them."""
    rows = mandates.filter(coalition=coalition, organisation__isnull=False).select_related("person", "organisation")
    found: dict[UUID, dict[UUID, tuple[bool, Reader]]] = {}
    for one in rows.prefetch_related("person__addresses").order_by("starts_at", "id"):
        reader = _reader(one.person, coalition, one.organisation)
        if reader.address and one.organisation_id:
            before = found.setdefault(one.organisation_id, {}).get(one.person_id)
            found[one.organisation_id][one.person_id] = (one.is_main_contact or bool(before and before[0]), reader)
    chosen = []
    for people in found.values():
        main = [reader for is_main, reader in people.values() if is_main]
        chosen += main or [reader for _is_main, reader in people.values()]
    return chosen


def _representatives(organisations: Sequence[Organisation]) -> QuerySet[Mandate]:
    return parties.mandates_in_force().filter(organisation__in=organisations, role=Role.REPRESENTATIVE)


def _coordinators(coalition: Coalition) -> list[Reader]:
    people = parties.coordinators(coalition).prefetch_related("addresses")
    return [reader for person in people if (reader := _reader(person, coalition)).address]


def _post(kind: str, template: str, application: Application, to: Iterable[Reader], told: Any, *, by: Actor) -> int:
    """Write one mail to each reader, with ``told`` of their language; return how many were written."""
    made: list[Envelope] = []
    for one in to:
        with translation.override(one.language):
            facts = {"name": application.name, "person": one.person.name, "country": _country(application)} | told(one)
        made.append(
            letters.enveloped(
                kind,
                template,
                facts,
                to=one.address,
                language=one.language,
                coalition=application.coalition,
                organisation=one.organisation,
                person=one.person,
            )
        )
    return len(outbox.post_all(made, coalition=application.coalition, by=by)) if made else 0


def _country(application: Application) -> str:
    profile = applications.profile_of(application)
    return countries.name(profile.country, form="plain") if profile.country else ""


def _page(name: str, application: Application) -> str:
    return settings.ADDRESS + reverse(name, args=[application.coalition.slug, application.pk])


def until(instant: datetime) -> str:
    """Return an instant as a mail tells it: day and time in UTC, in the language that is set."""
    here = instant.astimezone(UTC)
    return f"{date_format(here, 'DATE_FORMAT')}, {here:%H:%M} UTC"


def tell_of_arrival(application: Application, *, by: Actor) -> None:
    """Write to the coordinators that somebody has applied."""
    link = _page("application", application)
    _post(ARRIVED, "application_arrived", application, _coordinators(application.coalition), lambda _one: {"link": link}, by=by)


def tell_consulted(application: Application, organisations: Sequence[Organisation], ends_at: datetime, *, by: Actor) -> None:
    """Write to those who act for the members that are consulted."""
    _tell_asked("consultation", application, organisations, ends_at, by)


def tell_in_writing(application: Application, organisations: Sequence[Organisation], due_at: datetime, *, by: Actor) -> None:
    """Write to those who act for the members that decide in writing: silence is consent."""
    _tell_asked("objection", application, organisations, due_at, by)


def _tell_asked(template: str, application: Application, organisations: Sequence[Organisation], due_at: datetime, by: Actor) -> None:
    link = _page("application-say", application)
    to = readers(application.coalition, _representatives(organisations))
    _post(CONSULTED, template, application, to, lambda one: {"until": until(due_at), "link": link, "organisation": _named(one)}, by=by)


def _named(one: Reader) -> str:
    return one.organisation.name if one.organisation else ""


def tell_seats(application: Application, seats: Sequence[Seated], due_at: datetime, *, by: Actor) -> None:
    """Write to those who sit for the seats that are asked."""
    link, to = _page("application-vote", application), _sitting(application.coalition, [one.seat for one in seats])
    _post(CONSULTED, "seat", application, to, lambda one: {"until": until(due_at), "link": link, "organisation": _named(one)}, by=by)


def _sitting(coalition: Coalition, seats: Sequence[UUID]) -> list[Reader]:
    rows = leadership.sitting_now().filter(seat__in=seats, is_alternate=False)
    found = [
        _reader(one.person, coalition, one.seat.organisation)
        for one in rows.select_related("seat__organisation").prefetch_related("person__addresses")
    ]
    return [one for one in found if one.address]


def remind(ask: Ask, application: Application, *, by: Actor) -> None:
    """Write to those who have been asked about an application and have not answered, that their time is nearly over."""
    if ask.due_at is None:
        return
    due_at, page = ask.due_at, "application-decide"
    if ask.kind == kinds.DECIDE.name:
        to = _coordinators(application.coalition)
    elif ask.kind == kinds.VOTE.name:
        to, page = _sitting(application.coalition, [UUID(ask.facts["seat"])]), "application-vote"
    else:
        to, page = readers(application.coalition, _representatives([ask.organisation] if ask.organisation else [])), "application-say"
    link = _page(page, application)
    _post(REMINDER, "application_reminder", application, to, lambda one: {"until": until(due_at), "link": link, "organisation": _named(one)}, by=by)


def tell_of_lateness(application: Application, *, by: Actor) -> None:
    """Write to the coordinators, and to whoever chairs the committee where it was asked, that a decision is late."""
    body = leadership.committee(application.coalition)
    asked = [one for one in application.opinions.values_list("seat", flat=True) if one]
    chairs = Seat.objects.filter(pk__in=asked, body=body, office__in=[Seat.Office.CHAIR, Seat.Office.CO_CHAIR]).values_list("pk", flat=True)
    due_at = application.decision_due_at
    link = _page("application-decide", application)
    to = {one.person.pk: one for one in [*_sitting(application.coalition, list(chairs)), *_coordinators(application.coalition)]}
    _post(LATE, "decision_late", application, to.values(), lambda _one: {"until": until(due_at) if due_at else "", "link": link}, by=by)


def _applicant(application: Application) -> Reader:
    person = Person(coalition=application.coalition, name=application.contact_name or application.name)
    return Reader(person, application.contact_address, letters.language_outside(application.language, application.coalition.language))


def _write_to_applicant(kind: str, template: str, application: Application, told: dict[str, Any], *, by: Actor, **more: Any) -> None:
    one = _applicant(application)
    facts = {"name": application.name, "person": one.person.name, "reasons": application.reasons} | told
    letters.send(kind, template, facts, to=one.address, language=one.language, coalition=application.coalition, asked_for=True, by=by, **more)


def tell_admitted(application: Application, organisation: Organisation, person: Person, *, by: Actor) -> None:
    """Write to whoever applied that they are admitted, and how to come in: the invitation is part of it."""
    first = reverse("welcome", args=[application.coalition.slug])
    arrival = urlencode({"address": application.contact_address, "next": first})
    told = {"link": f"{settings.ADDRESS}{reverse('sign-in')}?{arrival}", "address": application.contact_address}
    told |= {"where": application.decided_where, "other_name": organisation.name if organisation.name != application.name else ""}
    _write_to_applicant(ADMITTED, "admitted", application, told, by=by, organisation=organisation, person=person)


def tell_declined(application: Application, outcome: Outcome, *, by: Actor) -> None:
    """Write to whoever applied that they are declined: why, by whom, and whether and when they may apply again."""
    day = outcome.again.from_day
    with translation.override(letters.language_outside(application.language, application.coalition.language)):
        told = {"where": application.decided_where, "again": outcome.again.allowed, "from_day": date_format(day, "DATE_FORMAT") if day else ""}
    _write_to_applicant(DECLINED, "declined", application, told, by=by)


def tell_new_contact(application: Application, *, by: Actor) -> None:
    """Write to whoever now speaks for an applicant, with a link that opens the application and is good once."""
    told = {"link": applying.again_address(application)}
    _write_to_applicant(NEW_CONTACT, "application_contact", application, told, by=by, is_secret=True)


@transaction.atomic
def tell_members(application: str) -> int:
    """Write once to those who act for each member that somebody has joined, as far as the name may be known to them.

    The clock does this after the admission. Whoever has left meanwhile, or is named to nobody any more, is not told of.
    """
    found = Application.objects.select_related("coalition", "organisation").get(pk=UUID(application))
    organisation = found.organisation
    if organisation is None or organisation.naming == Naming.COORDINATORS:
        return 0
    mandates = parties.mandates_in_force().filter(role=Role.REPRESENTATIVE, organisation__membership__standing=Standing.GOOD)
    to = {one.address: one for one in readers(found.coalition, mandates.exclude(organisation=organisation))}
    link = settings.ADDRESS + reverse("member", args=[found.coalition.slug, organisation.pk])
    by = system().within(found.coalition_id, found.coalition.chain_id)
    return _post(JOINED, "joined", found, to.values(), lambda _one: {"link": link, "about": applications.profile_of(found).about[:600]}, by=by)
