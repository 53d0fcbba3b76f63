"""People as members see them: what they may do for which organisation, and, for those who may read it, where they read mail."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from commoncall.kernel import languages, time
from commoncall.kernel.authority import ROLE_NAMES, Actor, Role
from commoncall.kernel.parties import queries as parties
from commoncall.kernel.parties.models import Address, Invitation, Mandate, Person


@dataclass(frozen=True)
class Part:
    """One mandate, as it is read: what a person may do, for whom, on what, until when, and in whose absence."""

    id: UUID
    role: Role
    role_words: str
    organisation_id: UUID | None
    organisation: str
    function: str
    topics: tuple[str, ...]
    is_main_contact: bool
    deputises_for: str
    starts_at: datetime
    ends_at: datetime | None
    has_ended: bool


@dataclass(frozen=True)
class PersonLine:
    """A person of an organisation. Addresses and telephone are there only for those who may read them."""

    id: UUID
    name: str
    other_name: str
    language: str
    parts: tuple[Part, ...]
    addresses: tuple[str, ...]
    phone: str
    has_come_in: bool
    invited_at: datetime | None
    reachable: bool

    @property
    def functions(self) -> str:
        """What the person is called there."""
        return ", ".join(dict.fromkeys(part.function for part in self.parts if part.function))


@dataclass(frozen=True)
class PersonRecord:
    """A person with all that they may do in this coalition; what is past is there for coordinators and for themselves."""

    line: PersonLine
    language_code: str
    past: tuple[Part, ...]
    addresses: tuple[tuple[str, str, UUID | None], ...]
    is_self: bool
    is_coordinator: bool


def of_organisation(actor: Actor, organisation_id: UUID) -> tuple[PersonLine, ...]:
    """Return the people who act for an organisation now, the main contact first: three queries, four for coordinators.

    The caller has made sure that the actor may know of the organisation.
    """
    mandates = parties.mandates_in_force().filter(organisation=organisation_id, coalition_id=actor.coalition_id)
    kept = list(_read(mandates).order_by("-is_main_contact", "starts_at", "id"))
    return _lines(kept, actor, organisation_id)


def coordinators(actor: Actor) -> tuple[PersonLine, ...]:
    """Return the people who coordinate the coalition now."""
    mandates = parties.mandates_in_force().filter(organisation=None, role=Role.COORDINATOR, coalition_id=actor.coalition_id)
    return _lines(list(_read(mandates).order_by("starts_at", "id")), actor, None) if actor.is_inside else ()


def _read(mandates: QuerySet[Mandate]) -> QuerySet[Mandate]:
    return mandates.select_related("person", "organisation", "coalition", "deputy_for__person")


def _lines(mandates: Sequence[Mandate], actor: Actor, organisation_id: UUID | None) -> tuple[PersonLine, ...]:
    people = {mandate.person_id: mandate.person for mandate in mandates}
    readable = _readable(actor, people)
    invited = dict(_invitations(actor, people))
    return tuple(
        _line(person, [one for one in mandates if one.person_id == person.id], readable.get(person.id, []), invited.get(person.id), organisation_id)
        for person in people.values()
    )


def _readable(actor: Actor, people: Iterable[UUID]) -> dict[UUID, list[Address]]:
    found: dict[UUID, list[Address]] = {}
    for address in parties.addresses_visible_to(actor).filter(person__in=list(people)).order_by("organisation", "address"):
        found.setdefault(address.person_id, []).append(address)
    return found


def _invitations(actor: Actor, people: Iterable[UUID]) -> Iterable[tuple[UUID, datetime]]:
    """Return when each was invited last, for coordinators: whether somebody was asked in is nobody else's concern."""
    if not actor.is_coordinator:
        return ()
    return Invitation.objects.filter(person__in=list(people)).order_by("sent_at").values_list("person", "sent_at")


def _line(person: Person, mandates: Sequence[Mandate], addresses: Sequence[Address], invited_at: datetime | None, about: UUID | None) -> PersonLine:
    own_first = sorted(addresses, key=lambda one: (one.organisation_id != about, one.organisation_id is not None))
    return PersonLine(
        id=person.id,
        name=person.name,
        other_name=person.other_name,
        language=languages.name_of(person.language, languages.current()) if person.language else "",
        parts=tuple(part(mandate) for mandate in mandates),
        addresses=tuple(one.address for one in own_first),
        phone=person.phone if addresses else "",
        has_come_in=person.account_id is not None,
        invited_at=invited_at,
        reachable=bool(addresses),
    )


def part(mandate: Mandate, now: datetime | None = None) -> Part:
    """Return a mandate as it is read."""
    return Part(
        id=mandate.id,
        role=Role(mandate.role),
        role_words=str(ROLE_NAMES[Role(mandate.role)]),
        organisation_id=mandate.organisation_id,
        organisation=mandate.organisation.name if mandate.organisation else "",
        function=mandate.function,
        topics=tuple(mandate.topics),
        is_main_contact=mandate.is_main_contact,
        deputises_for=mandate.deputy_for.person.name if mandate.deputy_for else "",
        starts_at=mandate.starts_at,
        ends_at=mandate.ends_at,
        has_ended=mandate.ends_at is not None and mandate.ends_at <= (now or time.now()),
    )


def person(actor: Actor, person_id: UUID) -> PersonRecord | None:
    """Return a person of whom the actor may know, with what they may do for organisations of which it may know."""
    found = parties.people_visible_to(actor).filter(pk=person_id).first()
    if found is None:
        return None
    is_self = actor.person_id == found.id
    mandates = _read(Mandate.objects.filter(person=found).order_by("-starts_at", "-id"))
    if not (actor.is_coordinator or is_self):
        known = parties.organisations_visible_to(actor).order_by().values("pk")
        mandates = mandates.filter(Q(organisation__in=known) | Q(organisation=None), pk__in=parties.mandates_in_force().values("pk"))
    now = time.now()
    kept = [mandate for mandate in mandates if mandate.starts_at <= now]
    current = [mandate for mandate in kept if mandate.ends_at is None or mandate.ends_at > now]
    readable = _readable(actor, [found.id]).get(found.id, [])
    invited = dict(_invitations(actor, [found.id]))
    names = dict(
        parties.organisations_visible_to(actor)
        .filter(pk__in=[one.organisation_id for one in readable if one.organisation_id])
        .values_list("pk", "name")
    )
    return PersonRecord(
        line=_line(found, current, readable, invited.get(found.id), None),
        language_code=found.language,
        past=tuple(part(mandate, now) for mandate in kept if mandate not in current),
        addresses=tuple((one.address, names.get(one.organisation_id, "") if one.organisation_id else "", one.organisation_id) for one in readable),
        is_self=is_self,
        is_coordinator=any(mandate.organisation_id is None and mandate.role == Role.COORDINATOR for mandate in current),
    )


def mandate(actor: Actor, mandate_id: UUID) -> Mandate | None:
    """Return a mandate in force of a person, and for an organisation, of whom the actor may know."""
    known = parties.mandates_in_force().filter(pk=mandate_id, person__in=parties.people_visible_to(actor).values("pk"))
    return _read(known.filter(parties.may_be_known(actor, "organisation__") | Q(organisation=None))).first()


def deputies(of: Mandate) -> list[str]:
    """Return the names of those who stand in for the holder of a mandate now."""
    return list(parties.mandates_in_force().filter(deputy_for=of).order_by("person__name").values_list("person__name", flat=True))
