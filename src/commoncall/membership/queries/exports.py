"""The list of members and of their people as tables to take along: what the reader sees of each, and not a column more."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from commoncall.kernel import languages
from commoncall.kernel.authority import ROLE_NAMES, Actor, Role
from commoncall.kernel.countries import queries as countries
from commoncall.kernel.labels import Label, Naming
from commoncall.kernel.parties import queries as parties
from commoncall.kernel.parties.models import Address, Mandate
from commoncall.membership.models import Category, Kind, Membership, OwnColumn, Standing, Tag
from commoncall.membership.queries import directory
from commoncall.membership.queries.records import own_columns
from commoncall.membership.queries.rows import language_names
from commoncall.membership.queries.visibility import label_of_list
from commoncall.membership.rules.cards import Card
from commoncall.membership.rules.filters import Filters

Cell = Callable[[Membership], str]


@dataclass(frozen=True)
class Selection:
    """What the directory would show under some filters, with the people, as far as the reader sees them."""

    label: Label
    memberships: list[Membership]
    mandates: dict[UUID, list[Mandate]]
    addresses: dict[UUID, list[Address]]
    columns: list[OwnColumn]
    sees_all: bool
    organisation_ids: list[str] = field(default_factory=list)


def selection(actor: Actor, filters: Filters) -> Selection:
    """Return all that the directory shows to ``actor`` under ``filters``: six queries, whatever there is."""
    found = directory.selection(actor, filters).prefetch_related("works_in", Prefetch("tags", Tag.objects.order_by("name")))
    memberships = list(found)
    identifiers = [one.pk for one in memberships]
    mandates: dict[UUID, list[Mandate]] = {}
    acting = parties.mandates_in_force().filter(organisation__in=identifiers).select_related("person")
    for mandate in acting.order_by("-is_main_contact", "starts_at", "id"):
        mandates.setdefault(mandate.organisation_id, []).append(mandate)  # type: ignore[arg-type]
    addresses: dict[UUID, list[Address]] = {}
    for address in parties.addresses_visible_to(actor).order_by("organisation", "address"):
        addresses.setdefault(address.person_id, []).append(address)
    return Selection(
        label=label_of_list(actor),
        memberships=memberships,
        mandates=mandates,
        addresses=addresses,
        columns=own_columns(actor),
        sees_all=actor.is_coordinator,
        organisation_ids=[str(one) for one in identifiers],
    )


def organisations_table(chosen: Selection) -> tuple[list[str], Iterator[list[str]]]:
    """Return the headings and the rows of a table with one line for each organisation. The label is a column of it."""
    columns = _columns(chosen)
    rows = ([cell(membership) for _heading, cell in columns] for membership in chosen.memberships)
    return [heading for heading, _cell in columns], rows


def _columns(chosen: Selection) -> list[tuple[str, Cell]]:
    everyone: list[tuple[str, Cell]] = [
        (_("Organisation"), lambda one: one.organisation.name),
        (_("Acronym"), lambda one: one.organisation.acronym),
        (_("Other names"), lambda one: "; ".join(other["text"] for other in one.organisation.other_names)),
        (_("Network"), _network),
        (_("Country"), lambda one: countries.name(one.country_id, form="plain") if one.country_id else ""),
        (_("Category"), lambda one: str(Category(one.category).label)),
        (_("Languages"), lambda one: language_names(one.languages)),
        (_("Website"), lambda one: one.website),
        (_("People"), lambda one: "; ".join(_with_function(mandate) for mandate in chosen.mandates.get(one.pk, []))),
    ]
    own: list[tuple[str, Cell]] = [(column.name, _own_value(str(column.pk))) for column in chosen.columns]
    audience: list[tuple[str, Cell]] = [(_("Audience"), lambda _one: str(chosen.label.label))]
    return [*everyone, *(_kept_columns() if chosen.sees_all else []), *own, *audience]


def _kept_columns() -> list[tuple[str, Cell]]:
    return [
        (_("Standing"), lambda one: str(Standing(one.standing).label)),
        (_("Joined"), lambda one: day_as_known(one.joined_on, one.joined_precision)),
        (_("Named"), lambda one: str(Naming(one.organisation.naming).label)),
        (_("Kind"), lambda one: str(Kind(one.kind).label) if one.kind else ""),
        (_("Works in"), lambda one: ", ".join(sorted(countries.name(country.pk, form="plain") for country in one.works_in.all()))),
        (_("Size"), lambda one: one.size),
        (_("Led by affected people"), lambda one: {True: _("yes"), False: _("no")}.get(one.led_by_affected, "")),
        (_("Registration"), lambda one: one.registration),
        (_("Tags"), lambda one: ", ".join(tag.name for tag in one.tags.all())),
        (_("Last heard"), lambda one: one.heard_at.date().isoformat() if one.heard_at else ""),
    ]


def _network(membership: Membership) -> str:
    return membership.network.organisation.name if membership.network and membership.shown_under else ""  # type: ignore[attr-defined]


def _own_value(key: str) -> Cell:
    return lambda one: one.own_values.get(key, "")


def _with_function(mandate: Mandate) -> str:
    return f"{mandate.person.name} ({mandate.function})" if mandate.function else mandate.person.name


def day_as_known(day: date | None, precision: str) -> str:
    """Return a day as exactly as it is known: ``2019``, ``2019-04`` or ``2019-04-08``."""
    return day.isoformat()[: {"year": 4, "month": 7}.get(precision, 10)] if day else ""


def people_table(chosen: Selection) -> tuple[list[str], Iterator[list[str]]]:
    """Return the headings and the rows of a table with one line for each person and organisation."""
    headings = [_("Organisation"), _("Acronym"), _("Country"), _("Name"), _("Function"), _("Role"), _("Topics"), _("Until"), _("Language")]
    return [*headings, _("E-mail"), _("Telephone"), _("Audience")], _people_rows(chosen)


def _people_rows(chosen: Selection) -> Iterator[list[str]]:
    for membership, mandate in _acting(chosen):
        person, organisation = mandate.person, membership.organisation
        addresses = _addresses(chosen, mandate)
        yield [
            organisation.name,
            organisation.acronym,
            countries.name(membership.country_id, form="plain") if membership.country_id else "",
            person.name,
            mandate.function,
            str(ROLE_NAMES[Role(mandate.role)]),
            ", ".join(mandate.topics),
            mandate.ends_at.date().isoformat() if mandate.ends_at else "",
            languages.name_of(person.language, languages.current()) if person.language else "",
            addresses[0] if addresses else "",
            person.phone if addresses else "",
            str(chosen.label.label),
        ]


def _acting(chosen: Selection) -> Iterator[tuple[Membership, Mandate]]:
    for membership in chosen.memberships:
        for mandate in chosen.mandates.get(membership.pk, []):
            yield membership, mandate


def _addresses(chosen: Selection, mandate: Mandate) -> list[str]:
    """Return where to write to a person about this organisation: its own address for them first, never another's."""
    known = chosen.addresses.get(mandate.person_id, [])
    fitting = [one for one in known if one.organisation_id in {None, mandate.organisation_id}]
    return [one.address for one in sorted(fitting, key=lambda one: one.organisation_id is None)]


def cards(chosen: Selection) -> Iterator[Card]:
    """Return the cards of those people whose addresses the reader may read."""
    for membership, mandate in _acting(chosen):
        addresses = _addresses(chosen, mandate)
        if addresses:
            person = mandate.person
            label = str(chosen.label.label)
            yield Card(str(person.pk), person.name, membership.organisation.name, mandate.function, tuple(addresses), person.phone, label)
