"""Taking a list in: all of it in one transaction, so that a machine that stops in the midst has taken in nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from commoncall.kernel import time
from commoncall.kernel.authority import Actor
from commoncall.kernel.history import actions as book
from commoncall.kernel.parties import queries as parties
from commoncall.kernel.parties.actions import mandates
from commoncall.kernel.parties.actions import people as persons
from commoncall.kernel.parties.actions.organisations import Names
from commoncall.kernel.parties.models import Organisation, Person
from commoncall.kernel.refusals import Conflict
from commoncall.membership import history as kinds
from commoncall.membership import permissions
from commoncall.membership.actions import columns, notes, organisations
from commoncall.membership.actions.importing import updating
from commoncall.membership.actions.importing.planning import keep, locked, planned
from commoncall.membership.models import Batch, BatchRow, Membership, OwnColumn
from commoncall.membership.rules.importing.shapes import PersonPlan, Plan, RowPlan, Verdict
from commoncall.membership.rules.profiles import Belonging, Profile
from commoncall.membership.rules.roles import role_for

TAKEN = frozenset({Verdict.NEW, Verdict.CHANGED})


@transaction.atomic
def apply(batch: Batch, *, by: Actor) -> Batch:
    """Do what the preview showed. Rows with open questions or errors are left out, and can be brought again.

    Who may: ``membership.import``. Recorded: each organisation, person and mandate as if entered by hand, and the import
    itself; all of it can be undone together. Refused: where the directory changed since the preview, so that other rows would
    change than were shown; the new preview is then kept to be looked at.
    """
    permissions.IMPORT.verdict(by).require()
    batch = locked(batch)
    if batch.state not in {Batch.State.READY, Batch.State.APPLYING}:
        raise Conflict(_("This list has been taken in already."))
    _take_turns(batch)
    plan = planned(batch)
    shown = dict(batch.counts)
    if plan.counts | plan.totals != shown:
        raise _Moved(plan)
    by = by.together(batch.pk)
    _take_in(batch, plan, by)
    batch.state, batch.finished_at = Batch.State.DONE, time.now()
    batch.save(update_fields=["state", "finished_at"])
    book.record(
        kinds.IMPORTED, by=by, subject=batch.pk, subject_kind="import", facts=plan.counts | plan.totals, particulars={"file": batch.file_name}
    )
    return batch


class _Moved(Conflict):
    """The directory has changed since the preview was made."""

    def __init__(self, plan: Plan) -> None:
        super().__init__(_("The directory has changed meanwhile, and so has what this list would do. Look through it again."))
        self.plan = plan


def look_again(batch: Batch) -> None:
    """Keep the preview as things stand now, after an ``apply`` that was refused because they had changed."""
    with transaction.atomic():
        batch = locked(batch)
        if batch.state == Batch.State.READY:
            keep(batch, planned(batch))


def _take_turns(batch: Batch) -> None:
    # Two lists that bring the same organisation at once would otherwise both find it missing.
    type(batch.coalition).objects.select_for_update(no_key=True).get(pk=batch.coalition_id)


@dataclass(frozen=True)
class _Taking:
    """What the parts of taking in have in common."""

    batch: Batch
    by: Actor
    own: Mapping[str, OwnColumn]
    known: Mapping[str, Organisation]


def _take_in(batch: Batch, plan: Plan, by: Actor) -> None:
    rows = [row for row in plan.rows if row.verdict in TAKEN]
    taking = _Taking(batch, by, _own_columns(batch, rows, by), _known(rows))
    found = _enter(taking, rows) | {row.group: taking.known[row.organisation] for row in rows if row.organisation}
    updating.update(rows, taking.known, taking.own, by=by)
    _bring_people(taking, rows, found)
    _note_rows(batch, plan, found)


def _known(rows: Sequence[RowPlan]) -> dict[str, Organisation]:
    wanted = {row.organisation for row in rows if row.organisation}
    return {str(one.pk): one for one in Organisation.objects.filter(pk__in=wanted)}


def _own_columns(batch: Batch, rows: Sequence[RowPlan], by: Actor) -> dict[str, OwnColumn]:
    """Return the coalition's own columns by name, with those that the list brings."""
    own = {column.name: column for column in batch.coalition.own_columns.all()}
    named = dict.fromkeys(label for row in rows for label in row.values.get("own", {}))
    named |= dict.fromkeys(change.field.removeprefix("own:") for row in rows for change in row.changes if change.field.startswith("own:"))
    for name in named:
        if name not in own:
            own[name] = columns.add(batch.coalition, name, by=by)
    return own


def _enter(taking: _Taking, rows: Sequence[RowPlan]) -> dict[int, Organisation]:
    """Enter the organisations that are new; return them by the row in which each stands first."""
    firsts = [row for row in rows if row.verdict is Verdict.NEW and row.number == row.group and not row.organisation]
    entered = [_entered(row.values, taking.own) for row in firsts]
    made: list[Membership] = organisations.enter_all(taking.batch.coalition, entered, by=taking.by)
    for membership, row in zip(made, firsts, strict=True):
        for text in row.values.get("notes", ()):
            notes.write(membership.organisation, text, by=taking.by)
    return {row.number: membership.organisation for row, membership in zip(firsts, made, strict=True)}


def _entered(values: Mapping[str, Any], own: Mapping[str, OwnColumn]) -> organisations.Entered:
    return organisations.Entered(
        names=Names(values["name"], values.get("acronym", ""), "", values.get("other_names", ())),
        profile=profile_from(values),
        belonging=belonging_from(values),
        tags=values.get("tags", ()),
        own_values={str(own[label].pk): text for label, text in values.get("own", {}).items()},
    )


def profile_from(values: Mapping[str, Any]) -> Profile:
    """Return what a row says of an organisation itself; the first country is its seat."""
    countries = list(values.get("countries", ()))
    return Profile(
        kind=values.get("kind", ""),
        country=countries[0] if countries else "",
        is_international=bool(values.get("international")),
        works_in=tuple(countries[1:]),
        languages=tuple(values.get("languages", ())),
        website=values.get("website", ""),
        size=values.get("size", ""),
        led_by_affected=values.get("led_by_affected"),
        registration=values.get("registration", ""),
        about=values.get("about", ""),
    )


def belonging_from(values: Mapping[str, Any]) -> Belonging:
    """Return what a row says of how an organisation belongs."""
    endorsed = values.get("endorsed_what", "") or (_("the call") if values.get("endorsed") else "")
    return Belonging(
        category=values.get("category", "ordinary"),
        joined_on=day(values.get("joined_on")),
        joined_precision=values.get("joined_precision", ""),
        endorsed_on=day(values.get("endorsed_on")),
        endorsed_what=endorsed,
    )


def day(written: str | None) -> date | None:
    """Return a date as the plan writes it."""
    return date.fromisoformat(written) if written else None


def _bring_people(taking: _Taking, rows: Sequence[RowPlan], found: Mapping[int, Organisation]) -> None:
    """Enter the people who are new, and let those who are new to an organisation act for it."""
    planned_people = [(row, person) for row in rows for person in row.people]
    made = _enter_people(taking, planned_people)
    known = {str(one.pk): one for one in Person.objects.filter(pk__in=[person.id for _row, person in planned_people if person.id])}
    updating.correct_people(planned_people, known, by=taking.by)
    if not taking.batch.options.get("acting", True):
        return
    categories = dict(Membership.objects.filter(coalition=taking.batch.coalition).values_list("pk", "category"))
    acting: set[tuple[UUID, UUID]] = set()
    grants = []
    for row, person in planned_people:
        organisation, holder = found[row.group], known.get(person.id) or made[person.key]
        if person.is_new_here and (organisation.pk, holder.pk) not in acting:
            acting.add((organisation.pk, holder.pk))
            function = str(person.values.get("function", ""))[:120]
            grants.append(mandates.Grant(holder, organisation, role_for(categories[organisation.pk]), function))
    mandates.grant_all(grants, by=taking.by)


def _enter_people(taking: _Taking, planned_people: Sequence[tuple[RowPlan, PersonPlan]]) -> dict[str, Person]:
    """Enter the people who are new. Whoever is reached at one of the addresses already, as coordinators are, is that person."""
    fresh = {person.key: _particulars(person.values) for _row, person in planned_people if not person.id}
    there = parties.people_at(taking.batch.coalition, [one.address for one in fresh.values()])
    known = {key: there[one.address.lower()] for key, one in fresh.items() if one.address.lower() in there}
    unknown = {key: one for key, one in fresh.items() if key not in known}
    made = persons.enter_all(taking.batch.coalition, list(unknown.values()), by=taking.by)
    return known | dict(zip(unknown, made, strict=True))


def _particulars(values: Mapping[str, Any]) -> persons.Particulars:
    emails = values.get("emails", ())
    address = emails[0] if emails else ""
    name = values.get("name") or address.split("@")[0]
    return persons.Particulars(str(name)[:200], address, "", values.get("language", ""), str(values.get("phone", ""))[:60])


def _note_rows(batch: Batch, plan: Plan, found: Mapping[int, Organisation]) -> None:
    """Keep with each row which organisation it brought or changed."""
    groups = {row.number: row.group for row in plan.rows}
    touched = []
    for row in BatchRow.objects.filter(batch=batch, verdict__in=[Verdict.NEW.value, Verdict.CHANGED.value]).defer("cells", "plan"):
        organisation = found.get(groups[row.number])
        if organisation is not None:
            row.organisation = organisation
            touched.append(row)
    BatchRow.objects.bulk_update(touched, ["organisation"], batch_size=1000)
