"""Tags, notes, own columns and saved filters: what coordinators note to find things again, and who may read it."""

from uuid import uuid4

import pytest

from commoncall.kernel.history import kinds
from commoncall.kernel.history.models import Entry
from commoncall.kernel.labels import Attribution, Label
from commoncall.kernel.refusals import Conflict, NotAllowed, Refusal
from commoncall.membership.actions import columns, filters, notes, presence, tags
from commoncall.membership.models import Membership, Note, OwnColumn, SavedFilter, Tag
from commoncall.membership.queries import records
from commoncall.membership.rules.filters import Filters
from tests.cast import Cast


def undo_last(cast: Cast, kind: str, account: object) -> object:
    entry = Entry.objects.filter(chain=cast.quiet_fields.chain, kind=kind).order_by("id").last()
    assert entry is not None
    return kinds.undo_of(kind)(entry, cast.actor(account))  # type: ignore[misc, arg-type]


def test_a_tag_is_one_however_it_is_written(cast: Cast) -> None:
    leila = cast.actor(cast.leila)
    tags.put(cast.sahel, "River  work", by=leila)
    tags.put(cast.amal, "river work", by=leila)
    assert Tag.objects.filter(coalition=cast.quiet_fields).count() == 1
    undo_last(cast, "membership.tag_put", cast.leila)
    tags.remove(cast.sahel, Tag.objects.get(), by=leila)
    undo_last(cast, "membership.tag_removed", cast.leila)
    assert [one.pk for one in Tag.objects.get().memberships.all()] == [cast.sahel.pk]
    with pytest.raises(NotAllowed):
        tags.put(cast.sahel, "ours", by=cast.actor(cast.amina))


@pytest.mark.parametrize(
    ("label", "readers"),
    [
        (Label.AMBER_STRICT, {"leila"}),
        (Label.AMBER, {"leila", "amina"}),
        (Label.GREEN, {"leila", "amina", "deniz", "eva"}),
    ],
)
def test_a_note_is_read_by_those_whom_its_label_names(cast: Cast, label: Label, readers: set[str]) -> None:
    notes.write(cast.amal, "Met them in May.", label, by=cast.actor(cast.leila))
    reading = {
        name
        for name in ("leila", "amina", "deniz", "eva")
        if records.record(cast.actor(getattr(cast, name)), cast.amal.pk).notes  # type: ignore[union-attr]
    }
    assert reading == readers


def test_nobody_but_coordinators_learns_who_said_what_is_not_to_be_attributed(cast: Cast) -> None:
    notes.write(cast.amal, "Short of staff.", Label.AMBER, Attribution.CHATHAM_HOUSE, by=cast.actor(cast.leila))
    assert records.record(cast.actor(cast.amina), cast.amal.pk).notes[0].written_by == ""  # type: ignore[union-attr]
    assert records.record(cast.actor(cast.leila), cast.amal.pk).notes[0].written_by == "Leila Haddad"  # type: ignore[union-attr]


def test_the_words_of_a_note_never_stand_in_the_chain_and_come_back_when_asked(cast: Cast) -> None:
    leila = cast.actor(cast.leila)
    note = notes.write(cast.amal, "Met them in May.", by=leila)
    notes.correct(note, "Met them in June.", Label.AMBER, by=leila)
    undo_last(cast, "membership.note_corrected", cast.leila)
    note.refresh_from_db()
    assert (note.text, note.label) == ("Met them in May.", Label.AMBER_STRICT)
    notes.remove(note, by=leila)
    assert not any("May" in str(entry.facts) for entry in Entry.objects.filter(chain=cast.quiet_fields.chain))
    undo_last(cast, "membership.note_removed", cast.leila)
    again = Note.objects.get(membership=cast.amal.pk)
    assert (again.text, again.written_at, again.written_by) == ("Met them in May.", note.written_at, cast.person(cast.leila))


def test_a_note_can_neither_be_empty_nor_for_everyone(cast: Cast) -> None:
    for text, label, field in ((" ", Label.AMBER, "text"), ("x", Label.CLEAR, "label"), ("x", Label.RED, "label")):
        with pytest.raises(Refusal) as refusal:
            notes.write(cast.amal, text, label, by=cast.actor(cast.leila))
        assert refusal.value.field == field


def test_a_column_goes_with_what_stood_in_it_and_comes_back_with_it(cast: Cast) -> None:
    leila = cast.actor(cast.leila)
    stove = columns.add(cast.quiet_fields, "Stove", by=leila)
    columns.set_values(cast.sahel, {stove.pk: "  two  stoves "}, by=leila)
    columns.set_values(cast.amal, {stove.pk: "one"}, by=leila)
    assert columns.remove(stove, by=leila) == 2
    assert Membership.objects.get(pk=cast.sahel.pk).own_values == {}
    undo_last(cast, "membership.column_removed", cast.leila)
    assert OwnColumn.objects.get().name == "Stove"
    assert Membership.objects.get(pk=cast.sahel.pk).own_values == {str(stove.pk): "two stoves"}


def test_columns_have_one_name_each_and_an_order(cast: Cast) -> None:
    leila = cast.actor(cast.leila)
    stove, boat = columns.add(cast.quiet_fields, "Stove", by=leila), columns.add(cast.quiet_fields, "Boat", by=leila)
    with pytest.raises(Conflict):
        columns.add(cast.quiet_fields, "stove", by=leila)
    with pytest.raises(Conflict):
        columns.rename(boat, "STOVE", Label.AMBER, by=leila)
    columns.rename(stove, "stove", Label.GREEN, by=leila)
    columns.order(cast.quiet_fields, [boat.pk, uuid4()], by=leila)
    assert [column.name for column in records.own_columns(leila)] == ["Boat", "stove"]
    assert [column.name for column in records.own_columns(cast.actor(cast.deniz))] == ["stove"]


def test_what_stood_in_a_column_is_put_back(cast: Cast) -> None:
    leila = cast.actor(cast.leila)
    stove = columns.add(cast.quiet_fields, "Stove", by=leila)
    columns.set_values(cast.sahel, {stove.pk: "two"}, by=leila)
    columns.set_values(cast.sahel, {stove.pk: ""}, by=leila)
    undo_last(cast, "membership.values_set", cast.leila)
    assert Membership.objects.get(pk=cast.sahel.pk).own_values == {str(stove.pk): "two"}


def test_another_coalitions_column_is_never_written_to(cast: Cast) -> None:
    theirs = columns.add(cast.open_water, "Depth", by=cast.actor(cast.viktor, cast.open_water))
    columns.set_values(cast.sahel, {theirs.pk: "9 m"}, by=cast.actor(cast.leila))
    assert Membership.objects.get(pk=cast.sahel.pk).own_values == {}


def test_a_filter_is_ones_own_or_everyones(cast: Cast) -> None:
    amina, leila = cast.actor(cast.amina), cast.actor(cast.leila)
    own = filters.save(cast.quiet_fields, "In Mali", Filters(place="ML", page=3), by=amina)
    assert own.query == "place=ML"
    with pytest.raises(NotAllowed):
        filters.save(cast.quiet_fields, "In Mali", Filters(place="ML"), shared=True, by=amina)
    shared = filters.save(cast.quiet_fields, "In Mali", Filters(place="ML"), shared=True, by=leila)
    with pytest.raises(NotAllowed):
        filters.remove(shared, by=amina)
    with pytest.raises(Refusal):
        filters.save(cast.quiet_fields, "Everything", Filters(), by=amina)
    filters.remove(own, by=amina)
    assert list(SavedFilter.objects.all()) == [shared]


def test_an_organisation_is_heard_from_once_an_hour_and_not_through_a_preview(cast: Cast) -> None:
    amina = cast.actor(cast.amina)
    assert presence.heard_from(amina)
    assert not presence.heard_from(amina)
    assert not presence.heard_from(cast.actor(cast.leila))
    assert Membership.objects.get(pk=cast.sahel.pk).heard_at is not None
