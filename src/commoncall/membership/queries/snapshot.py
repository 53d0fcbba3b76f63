"""What a coalition knows of its organisations, as an import compares it with what a list says."""

from __future__ import annotations

from collections import defaultdict
from typing import Any
from uuid import UUID

from commoncall.kernel.parties.models import Address, Coalition, Mandate, Organisation
from commoncall.kernel.parties.queries import mandates_in_force
from commoncall.membership.models import Membership, Note
from commoncall.membership.rules.importing.shapes import KnownOrganisation, KnownPerson


def snapshot(coalition: Coalition) -> list[KnownOrganisation]:
    """Return every organisation of a coalition with what is filled, and its people, in a constant number of queries."""
    memberships = Membership.objects.filter(coalition=coalition).select_related("organisation").prefetch_related("works_in", "tags")
    people, notes, labels = _people(coalition), _notes(coalition), _labels(coalition)
    return [
        KnownOrganisation(
            id=str(one.pk),
            names=_names(one.organisation),
            values=_filled(_values(one, labels) | {"notes": notes[one.pk]}),
            people=tuple(people[one.pk]),
        )
        for one in memberships.order_by("organisation__name", "pk")
    ]


def _names(organisation: Organisation) -> tuple[str, ...]:
    others = [other["text"] for other in organisation.other_names]
    return tuple(dict.fromkeys(name for name in [organisation.name, organisation.acronym, *others] if name))


def _values(one: Membership, labels: dict[str, str]) -> dict[str, Any]:
    organisation = one.organisation
    works_in = [country.pk for country in one.works_in.all() if country.pk != one.country_id]
    return {
        "name": organisation.name,
        "acronym": organisation.acronym,
        "other_names": list(organisation.other_names),
        "kind": one.kind,
        "website": one.website,
        "size": one.size,
        "registration": one.registration,
        "category": one.category,
        "joined_on": one.joined_on.isoformat() if one.joined_on else "",
        "joined_precision": one.joined_precision,
        "endorsed": True if one.endorsed_on or one.endorsed_what else None,
        "endorsed_on": one.endorsed_on.isoformat() if one.endorsed_on else "",
        "endorsed_what": one.endorsed_what,
        "about": one.about,
        "countries": [*([one.country_id] if one.country_id else []), *works_in],
        "international": one.is_international or None,
        "languages": list(one.languages),
        "led_by_affected": one.led_by_affected,
        "tags": [tag.name for tag in one.tags.all()],
        "own": {labels[key]: value for key, value in one.own_values.items() if key in labels},
    }


def _filled(values: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value not in ("", None, [], {})}


def _labels(coalition: Coalition) -> dict[str, str]:
    return {str(key): name for key, name in coalition.own_columns.values_list("id", "name")}


def _notes(coalition: Coalition) -> dict[UUID, list[str]]:
    found: dict[UUID, list[str]] = defaultdict(list)
    for membership, text in Note.objects.filter(membership__coalition=coalition).order_by("written_at").values_list("membership_id", "text"):
        found[membership].append(text)
    return found


def _people(coalition: Coalition) -> dict[UUID, list[KnownPerson]]:
    addresses: dict[UUID, list[str]] = defaultdict(list)
    for person, address in Address.objects.filter(coalition=coalition).order_by("organisation_id").values_list("person_id", "address"):
        addresses[person].append(address)
    found: dict[UUID, list[KnownPerson]] = defaultdict(list)
    mandates = mandates_in_force().filter(coalition=coalition, organisation__isnull=False, deputy_for=None).select_related("person")
    for mandate in mandates.order_by("starts_at", "id"):
        found[_of(mandate)].append(_known(mandate, addresses))
    return found


def _of(mandate: Mandate) -> UUID:
    assert mandate.organisation_id is not None  # noqa: S101 - the query asked for those alone
    return mandate.organisation_id


def _known(mandate: Mandate, addresses: dict[UUID, list[str]]) -> KnownPerson:
    person = mandate.person
    return KnownPerson(str(person.pk), person.name, tuple(addresses[person.pk]), person.phone, mandate.function, person.language)
