"""Changing what is there already, as a list says; each change is the deed that it would be by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from commoncall.kernel.authority import Actor
from commoncall.kernel.parties import queries as parties
from commoncall.kernel.parties.actions import organisations as identities
from commoncall.kernel.parties.actions import people as persons
from commoncall.kernel.parties.models import Organisation, Person
from commoncall.membership.actions import belonging, columns, notes, organisations, tags
from commoncall.membership.models import Category, Membership, OwnColumn
from commoncall.membership.queries.records import profile_of
from commoncall.membership.rules.importing.shapes import PersonPlan, RowPlan
from commoncall.membership.rules.profiles import Profile

_NAMES = {"name", "acronym", "other_names"}
_PLAIN = {"kind", "website", "size", "registration", "about", "led_by_affected"}
_DATES = {"joined_on", "joined_precision", "endorsed_on", "endorsed_what", "endorsed"}


def update(rows: Sequence[RowPlan], known: Mapping[str, Organisation], own: Mapping[str, OwnColumn], *, by: Actor) -> None:
    """Make every change that the rows plan of organisations that are there already."""
    planned: dict[str, dict[str, Any]] = {}
    for row in rows:
        for change in row.changes:
            if row.organisation and not change.person:
                planned.setdefault(row.organisation, {})[change.field] = change.new
    for identifier, changes in planned.items():
        _update_one(known[identifier], changes, own, by=by)


def _update_one(organisation: Organisation, changes: Mapping[str, Any], own: Mapping[str, OwnColumn], *, by: Actor) -> None:
    if _NAMES & set(changes):
        identities.rename(organisation, _names(organisation, changes), by=by)
    membership = Membership.objects.prefetch_related("works_in").get(pk=organisation.pk)
    profile = _profile(profile_of(membership), changes)
    if profile != profile_of(membership):
        organisations.describe(organisation, profile, by=by)
    _belong(organisation, membership, changes, by=by)
    for name in changes.get("tags", ()):
        tags.put(organisation, name, by=by)
    for text in _fresh_notes(organisation, changes.get("notes", ())):
        notes.write(organisation, text, by=by)
    values = {own[key.removeprefix("own:")].pk: value for key, value in changes.items() if key.startswith("own:")}
    if values:
        columns.set_values(organisation, values, by=by)


def _names(organisation: Organisation, changes: Mapping[str, Any]) -> identities.Names:
    return identities.Names(
        changes.get("name", organisation.name),
        changes.get("acronym", organisation.acronym),
        organisation.name_language,
        changes.get("other_names", organisation.other_names),
    )


def _profile(before: Profile, changes: Mapping[str, Any]) -> Profile:
    after = replace(before, **{key: value for key, value in changes.items() if key in _PLAIN})
    if "languages" in changes:
        after = replace(after, languages=tuple(changes["languages"]))
    if "international" in changes:
        after = replace(after, is_international=bool(changes["international"]))
    if "countries" in changes:
        countries = list(changes["countries"])
        after = replace(after, country=countries[0] if countries else "", works_in=tuple(countries[1:]))
    return after


def _belong(organisation: Organisation, membership: Membership, changes: Mapping[str, Any], *, by: Actor) -> None:
    if "category" in changes:
        belonging.set_category(organisation, Category(changes["category"]), by=by)
    if _DATES & set(changes):
        belonging.set_dates(
            organisation,
            joined_on=_day(changes, "joined_on", membership.joined_on),
            joined_precision=changes.get("joined_precision", membership.joined_precision),
            endorsed_on=_day(changes, "endorsed_on", membership.endorsed_on),
            endorsed_what=changes.get("endorsed_what", membership.endorsed_what) or (_("the call") if changes.get("endorsed") else ""),
            by=by,
        )


def _day(changes: Mapping[str, Any], field: str, before: date | None) -> date | None:
    return date.fromisoformat(changes[field]) if changes.get(field) else before


def _fresh_notes(organisation: Organisation, texts: Sequence[str]) -> list[str]:
    there = set(organisation.membership.notes.values_list("text", flat=True))
    return [text for text in texts if text not in there]


def correct_people(planned: Sequence[tuple[RowPlan, PersonPlan]], known: Mapping[str, Person], *, by: Actor) -> None:
    """Correct what is noted of people who are known already. Their addresses are added, never taken away."""
    for _row, person in planned:
        changed = {change.field: change.new for change in person.changes}
        if person.id and changed:
            _correct_one(known[person.id], changed, by)


def _correct_one(person: Person, changed: Mapping[str, Any], by: Actor) -> None:
    emails = list(changed.get("emails", ()))
    addresses: dict[Organisation | None, str] = {None: emails[0]} if emails and not parties.address_for(person) else {}
    particulars = persons.Particulars(
        changed.get("name", person.name),
        "",
        person.other_name,
        changed.get("language", person.language),
        str(changed.get("phone", person.phone))[:60],
    )
    persons.correct(person, particulars, addresses=addresses, by=by)
