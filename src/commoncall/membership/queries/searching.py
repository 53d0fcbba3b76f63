"""What can be found of organisations, of the people who act for them, and of what was written about them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from commoncall.kernel.authority import Actor, Role
from commoncall.kernel.parties import queries as parties
from commoncall.kernel.parties.models import Address, Mandate, Organisation, Person
from commoncall.kernel.search.kinds import NAMES_ALONE, Part, Text, itself, search_kind
from commoncall.membership.models import Application, Membership, Note
from commoncall.membership.queries import applications
from commoncall.membership.queries.visibility import notes_visible_to, visible_to


def _names(organisation: Organisation) -> tuple[str, ...]:
    return tuple(filter(None, (organisation.acronym, *(name.get("text", "") for name in organisation.other_names))))


# Organisations: their names, and what only they and the coordinators read of them ---------------------------------------------


def _organisations(coalition: UUID) -> QuerySet[Organisation]:
    return Organisation.objects.filter(coalition_id=coalition)


def _named(rows: Collection[UUID]) -> Iterable[Text]:
    for one in Organisation.objects.filter(pk__in=rows):
        yield Text(one.pk, one.pk, one.coalition_id, one.created_at, one.name, _names(one), language=one.name_language)


def _memberships(coalition: UUID) -> QuerySet[Membership]:
    return Membership.objects.filter(coalition_id=coalition).exclude(about="")


def _described(rows: Collection[UUID]) -> Iterable[Text]:
    for one in Membership.objects.filter(pk__in=rows).exclude(about="").select_related("organisation"):
        of = one.organisation
        yield Text(of.pk, of.pk, of.coalition_id, of.created_at, of.name, _names(of), one.about)


def _described_to(actor: Actor) -> QuerySet[Membership]:
    known = visible_to(actor)
    return known if actor.is_coordinator else known.filter(pk=actor.organisation_id) if actor.organisation_id else known.none()


ORGANISATIONS = search_kind(
    "organisations",
    _("Organisations"),
    address="member",
    parts=[
        Part("organisation", _organisations, _named, parties.organisations_visible_to, {"organisation": itself}),
        Part("organisation.about", _memberships, _described, _described_to, {"organisation": itself}),
    ],
)


# People: their names, what they do for whom, and where they read mail ---------------------------------------------------------


def _people(coalition: UUID) -> QuerySet[Person]:
    return Person.objects.filter(coalition_id=coalition)


def _called(rows: Collection[UUID]) -> Iterable[Text]:
    for one in Person.objects.filter(pk__in=rows):
        yield Text(one.pk, one.pk, one.coalition_id, one.created_at, one.name, _other(one), language=NAMES_ALONE)


def _other(person: Person) -> tuple[str, ...]:
    return (person.other_name,) if person.other_name else ()


def _mandates(coalition: UUID) -> QuerySet[Mandate]:
    return parties.mandates_in_force().filter(coalition_id=coalition)


def _acting(rows: Collection[UUID]) -> Iterable[Text]:
    for one in parties.mandates_in_force().filter(pk__in=rows).select_related("person", "organisation"):
        said = [one.function, *((one.organisation.name, *_names(one.organisation)) if one.organisation else ())]
        if body := " · ".join(filter(None, said)):
            yield Text(one.pk, one.person_id, one.coalition_id, one.starts_at, one.person.name, _other(one.person), body)


def _acting_known_to(actor: Actor) -> QuerySet[Mandate]:
    """Return the mandates of which the actor may know: for an organisation that it may know, and the coordinators'.

    Whom somebody also acts for would tell of an organisation that is not named, so that each mandate is a part of its own.
    """
    if actor.coalition_id is None or not actor.is_inside:
        return Mandate.objects.none()
    known = parties.may_be_known(actor, "organisation__") & Q(organisation__isnull=False) | Q(organisation=None, role=Role.COORDINATOR)
    return parties.mandates_in_force().filter(known, coalition_id=actor.coalition_id)


def _mandates_of_people(people: Collection[UUID]) -> Iterable[UUID]:
    return Mandate.objects.filter(person__in=people).values_list("pk", flat=True)


def _mandates_of_organisations(organisations: Collection[UUID]) -> Iterable[UUID]:
    return Mandate.objects.filter(organisation__in=organisations).values_list("pk", flat=True)


def _addresses(coalition: UUID) -> QuerySet[Address]:
    return Address.objects.filter(coalition_id=coalition)


def _reached(rows: Collection[UUID]) -> Iterable[Text]:
    for one in Address.objects.filter(pk__in=rows).select_related("person"):
        of = one.person
        yield Text(one.pk, of.pk, of.coalition_id, of.created_at, of.name, _other(of), one.address, language=NAMES_ALONE)


def _addresses_of_people(people: Collection[UUID]) -> Iterable[UUID]:
    return Address.objects.filter(person__in=people).values_list("pk", flat=True)


PEOPLE = search_kind(
    "people",
    _("People"),
    address="person",
    parts=[
        Part("person", _people, _called, parties.people_visible_to, {"person": itself}),
        Part(
            "person.mandate",
            _mandates,
            _acting,
            _acting_known_to,
            {"mandate": itself, "person": _mandates_of_people, "organisation": _mandates_of_organisations},
        ),
        Part("person.address", _addresses, _reached, parties.addresses_visible_to, {"person": _addresses_of_people}),
    ],
)


# Notes on organisations, each for those who may read its label -----------------------------------------------------------------


def _notes(coalition: UUID) -> QuerySet[Note]:
    return Note.objects.filter(membership__coalition_id=coalition)


def _written(rows: Collection[UUID]) -> Iterable[Text]:
    for one in Note.objects.filter(pk__in=rows).select_related("membership__organisation"):
        on = one.membership.organisation
        yield Text(
            row=one.pk,
            subject=one.pk,
            coalition=on.coalition_id,
            at=one.written_at,
            title=on.name,
            body=one.text,
            borrowed=True,
            where=(on.pk,),
            anchor="notes",
            label=one.label,
        )


def _notes_of_organisations(organisations: Collection[UUID]) -> Iterable[UUID]:
    return Note.objects.filter(membership__in=organisations).values_list("pk", flat=True)


NOTES = search_kind(
    "notes",
    _("Notes"),
    address="member",
    parts=[Part("note", _notes, _written, notes_visible_to, {"note": itself, "organisation": _notes_of_organisations})],
)


# Applications: for the coordinators, once they are handed in --------------------------------------------------------------------


def _applications(coalition: UUID) -> QuerySet[Application]:
    return Application.objects.filter(coalition_id=coalition, submitted_at__isnull=False)


def _applied(rows: Collection[UUID]) -> Iterable[Text]:
    for one in Application.objects.filter(pk__in=rows, submitted_at__isnull=False):
        names = (one.acronym, *(other.get("text", "") for other in one.other_names), one.contact_name)
        told = " ".join([applications.profile_of(one).about, *map(str, one.answers.values())])
        yield Text(
            one.pk,
            one.pk,
            one.coalition_id,
            one.submitted_at or one.started_at,
            one.name,
            tuple(filter(None, names)),
            told,
            language=one.name_language,
        )


def _handled_by(actor: Actor) -> QuerySet[Application]:
    known = applications.visible_to(actor)
    return known if actor.is_coordinator else known.none()


APPLICATIONS = search_kind(
    "applications",
    _("Applications"),
    address="application",
    parts=[Part("application", _applications, _applied, _handled_by, {"application": itself})],
)
