"""The columns that a coalition adds to its directory, and what stands in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F, Func, JSONField, Value
from django.utils.translation import gettext as _

from commoncall.kernel.authority import Actor
from commoncall.kernel.history import actions as book
from commoncall.kernel.history.kinds import Kind, undoes
from commoncall.kernel.history.models import Entry
from commoncall.kernel.labels import Label
from commoncall.kernel.parties.models import Coalition, Organisation
from commoncall.kernel.refusals import Conflict, Refusal
from commoncall.membership import history as kinds
from commoncall.membership import permissions
from commoncall.membership.models import Membership, OwnColumn
from commoncall.membership.queries.visibility import found

MOST = 30
#: More would leave no room for the names of the organisations.
MOST_LISTED = 3
LONGEST_VALUE = 500


@transaction.atomic
def add(coalition: Coalition, name: str, label: Label = Label.AMBER, *, by: Actor) -> OwnColumn:
    """Add a column to the directory, at its end. Who may: ``membership.keep``.

    Refused: without a name, with one that is there already, or beyond thirty columns.
    """
    permissions.may_keep(by).require()
    columns = _locked(coalition.pk)
    if len(columns) >= MOST:
        raise Refusal(_("There are thirty columns already. Remove one first."), field="name")
    plain = _free_name(columns, name)
    position = max((column.position for column in columns), default=0) + 1
    column = OwnColumn.objects.create(coalition=coalition, name=plain, label=label.value, position=position)
    _record(kinds.COLUMN_ADDED, column, by)
    return column


def _locked(coalition_id: UUID) -> list[OwnColumn]:
    return list(OwnColumn.objects.select_for_update().filter(coalition_id=coalition_id).order_by("position", "name"))


def _free_name(columns: Sequence[OwnColumn], name: str, besides: OwnColumn | None = None) -> str:
    plain = " ".join(name.split())
    if not plain:
        raise Refusal(_("A column needs a name."), field="name")
    if any(column.name.casefold() == plain.casefold() and column != besides for column in columns):
        raise Conflict(_("There is a column of this name already."), field="name")
    return plain


def _record(kind: Kind, column: OwnColumn, by: Actor, undoing: UUID | None = None, **particulars: Any) -> None:
    book.record(
        kind,
        by=by,
        subject=column.pk,
        subject_kind="own_column",
        facts={"label": column.label, "position": column.position},
        particulars={"column": column.name} | particulars,
        undoes=undoing,
    )


@transaction.atomic
def rename(column: OwnColumn, name: str, label: Label, *, by: Actor, undoing: UUID | None = None) -> OwnColumn:
    """Change a column's name, or who may read it. Who may: ``membership.keep``. Refused: as in ``add``. Can be undone."""
    permissions.may_keep(by).require()
    columns = _locked(column.coalition_id)
    column = next(one for one in columns if one == column)
    before, label_before = column.name, column.label
    column.name, column.label = _free_name(columns, name, besides=column), label.value
    if (column.name, column.label) != (before, label_before):
        column.save(update_fields=["name", "label"])
        _record(kinds.COLUMN_CHANGED, column, by, undoing, before=before, label_before=label_before)
    return column


@undoes(kinds.COLUMN_CHANGED)
def _rename_back(entry: Entry, by: Actor) -> OwnColumn:
    before = entry.particulars.data
    return rename(_still_there(entry, by), before["before"], Label(before["label_before"]), by=by, undoing=entry.id)


@transaction.atomic
def put_in_list(column: OwnColumn, is_listed: bool, *, by: Actor, undoing: UUID | None = None) -> OwnColumn:
    """Let a column stand in the list of organisations, for all who may read it, or no longer. Who may: ``membership.keep``.

    Refused: beyond three. Can be undone.
    """
    permissions.may_keep(by).require()
    columns = _locked(column.coalition_id)
    column = next(one for one in columns if one == column)
    if column.is_listed == is_listed:
        return column
    if is_listed and sum(one.is_listed for one in columns) >= MOST_LISTED:
        raise Refusal(_("Three columns stand in the list already. Take one out of it first."))
    column.is_listed = is_listed
    column.save(update_fields=["is_listed"])
    _record(kinds.COLUMN_LISTED if is_listed else kinds.COLUMN_UNLISTED, column, by, undoing)
    return column


@undoes(kinds.COLUMN_LISTED)
def _take_out_again(entry: Entry, by: Actor) -> OwnColumn:
    return put_in_list(_still_there(entry, by), False, by=by, undoing=entry.id)


@undoes(kinds.COLUMN_UNLISTED)
def _put_in_again(entry: Entry, by: Actor) -> OwnColumn:
    return put_in_list(_still_there(entry, by), True, by=by, undoing=entry.id)


def _still_there(entry: Entry, by: Actor) -> OwnColumn:
    column = OwnColumn.objects.filter(pk=entry.subject, coalition_id=by.coalition_id).first()
    if column is None:
        raise Conflict(_("This column has been removed since."))
    return column


@transaction.atomic
def order(coalition: Coalition, wanted: Sequence[UUID], *, by: Actor) -> list[OwnColumn]:
    """Put the columns into another order; what ``wanted`` leaves out comes last. Who may: ``membership.keep``."""
    permissions.may_keep(by).require()
    columns = _locked(coalition.pk)
    places = {identifier: place for place, identifier in enumerate(wanted)}
    ordered = sorted(columns, key=lambda column: places.get(column.pk, len(places)))
    if ordered == columns:
        return columns
    for position, column in enumerate(ordered, start=1):
        column.position = position
    OwnColumn.objects.bulk_update(ordered, ["position"])
    facts = {"order": [str(column.pk) for column in ordered]}
    book.record(kinds.COLUMNS_ORDERED, by=by, subject=coalition.pk, subject_kind="coalition", facts=facts)
    return ordered


@transaction.atomic
def remove(column: OwnColumn, *, by: Actor) -> int:
    """Remove a column with what stands in it. Who may: ``membership.keep``. Returns for how many organisations something stood there.

    Can be undone: what stood there is kept beside the history's chain.
    """
    permissions.may_keep(by).require()
    column = OwnColumn.objects.select_for_update().get(pk=column.pk)
    key = str(column.pk)
    filled = Membership.objects.select_for_update().filter(coalition_id=column.coalition_id, own_values__has_key=key)
    values = {str(one.pk): one.own_values[key] for one in filled}
    Membership.objects.filter(pk__in=list(values)).update(own_values=_without(key))
    _record(kinds.COLUMN_REMOVED, column, by, values=values)
    column.delete()
    return len(values)


def _without(key: str) -> Func:
    return Func(F("own_values"), Value(key), template="(%(expressions)s)", arg_joiner=" - ", output_field=JSONField())


@undoes(kinds.COLUMN_REMOVED)
@transaction.atomic
def _bring_back(entry: Entry, by: Actor) -> OwnColumn:
    permissions.may_keep(by).require()
    told = entry.particulars.data
    name = _free_name(_locked(by.coalition_id), told["column"])  # type: ignore[arg-type]
    column = OwnColumn.objects.create(
        pk=entry.subject, coalition_id=by.coalition_id, name=name, label=entry.facts["label"], position=entry.facts["position"]
    )
    filled = list(Membership.objects.select_for_update().filter(coalition_id=by.coalition_id, pk__in=list(told["values"])))
    for membership in filled:
        membership.own_values[str(column.pk)] = told["values"][str(membership.pk)]
    Membership.objects.bulk_update(filled, ["own_values"])
    _record(kinds.COLUMN_ADDED, column, by, entry.id)
    return column


@transaction.atomic
def set_values(organisation: Organisation, values: Mapping[UUID, str], *, by: Actor, undoing: UUID | None = None) -> Membership:
    """Set what stands for an organisation in some of the coalition's columns; an empty text empties.

    Who may: ``membership.keep``. Refused: a column of another coalition, or more than five hundred characters. Can be undone.
    """
    permissions.may_keep(by).require()
    membership = Membership.objects.select_for_update().get(pk=organisation.pk)
    columns = {column.pk: column for column in OwnColumn.objects.filter(coalition_id=membership.coalition_id, pk__in=list(values))}
    now = {str(column): " ".join(values[column].split()) for column in columns}
    if any(len(text) > LONGEST_VALUE for text in now.values()):
        raise Refusal(_("A column holds at most five hundred characters."))
    before = {key: membership.own_values.get(key, "") for key in now}
    changed = [key for key in now if now[key] != before[key]]
    if not changed:
        return membership
    membership.own_values = {key: text for key, text in (membership.own_values | now).items() if text}
    membership.save(update_fields=["own_values"])
    book.record(
        kinds.VALUES_SET,
        by=by,
        subject=organisation.pk,
        subject_kind="organisation",
        concerns=organisation.pk,
        facts={"columns": changed},
        particulars={"organisation": organisation.name, "before": {key: before[key] for key in changed}},
        undoes=undoing,
    )
    return membership


@undoes(kinds.VALUES_SET)
def _set_former_values(entry: Entry, by: Actor) -> Membership:
    membership = found(by, entry.subject)
    before = {UUID(key): text for key, text in entry.particulars.data["before"].items()}
    return set_values(membership.organisation, before, by=by, undoing=entry.id)
