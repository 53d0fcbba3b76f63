"""A statement that is kept answers each reader for themselves, however often and for whomever it was asked before."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext

from commoncall.call.models import Text, Version
from commoncall.kernel import statements
from commoncall.kernel.authority import Actor
from commoncall.kernel.parties import queries as parties
from commoncall.kernel.parties.models import Coalition, Mandate, Organisation
from commoncall.kernel.time import now
from tests.cast import Cast

built: list[Actor] = []


def known(actor: Actor) -> QuerySet[Organisation, tuple[Any, ...]]:
    built.append(actor)
    return parties.organisations_visible_to(actor).order_by("name").values_list("name", "other_names")


def begun(actor: Actor, before: datetime, called: str) -> QuerySet[Mandate, tuple[Any, ...]]:
    return Mandate.objects.filter(starts_at__lt=before, person__name=called).values_list("person__name").distinct()


def nobody(actor: Actor) -> QuerySet[Organisation, tuple[Any, ...]]:
    return Organisation.objects.none().values_list("name")


def test_each_reader_is_answered_as_if_nobody_had_asked_before(cast: Cast) -> None:
    for _again in range(2):
        for account in (cast.leila, cast.amina, cast.deniz, cast.eva, cast.viktor, cast.oumar):
            actor = cast.actor(account, cast.open_water) if account == cast.viktor else cast.actor(account)
            assert statements.ask(known, actor) == list(known(actor))


def test_a_statement_is_put_together_once_for_all_of_a_kind(cast: Cast) -> None:
    amina, oumar = cast.actor(cast.amina), cast.actor(cast.oumar)
    statements.ask(known, amina)
    built.clear()
    assert statements.ask(known, amina) == statements.ask(known, oumar)
    assert built == []


def test_nothing_of_a_reader_stays_in_what_is_kept(cast: Cast) -> None:
    statements._kept.clear()
    built.clear()
    statements.ask(known, cast.actor(cast.amina))
    assert [one.person_name + one.organisation_name for one in built] == [""]
    assert all(isinstance(value, statements.Slot) for name in statements._IDENTIFIERS if (value := getattr(built[0], name)) is not None)
    for kept in statements._kept.values():
        assert str(cast.sahel.pk) not in repr(kept.parameters)


def test_values_stand_in_their_places(cast: Cast) -> None:
    tomorrow, never = now() + timedelta(days=1), now() - timedelta(days=90000)
    assert statements.ask(begun, before=tomorrow, called="Amina Diallo") == [("Amina Diallo",)]
    assert statements.ask(begun, before=never, called="Amina Diallo") == []
    assert statements.ask(begun, before=tomorrow, called="' OR true --") == []


def test_whoever_may_know_of_nothing_costs_no_question(cast: Cast) -> None:
    leila = cast.actor(cast.leila)
    with CaptureQueriesContext(connection) as asked:
        assert statements.ask(nobody, leila) == []
        assert statements.ask_for_one(nobody) == {}
    assert len(asked) == 0


def test_a_thing_is_made_of_its_columns(cast: Cast) -> None:
    def rows(actor: Actor) -> QuerySet[Coalition, tuple[Any, ...]]:
        return Coalition.objects.filter(pk=actor.coalition_id).values_list(*statements.columns(Coalition))

    made = statements.made(Coalition, statements.ask(rows, cast.actor(cast.leila))[0])
    assert made == cast.quiet_fields
    assert (made.names, made.arrangements, made.created_at) == (cast.quiet_fields.names, cast.quiet_fields.arrangements, cast.quiet_fields.created_at)
    assert not made._state.adding


def test_rows_of_several_tables_are_written_by_one_statement_with_all_that_is_in_them(cast: Cast) -> None:
    kept = [Text(coalition=cast.quiet_fields, kind="call", open_to=["expert", 'it\'s "o" %s {}']), Text(coalition=cast.open_water)]
    notes = [{"en": "what’s “new”: 100 %", "ar": "جديد\n"}, {}]
    versions = [
        Version(coalition=one.coalition, text=one, change_note=note, begun_at=now(), number=number)
        for one, note, number in zip(kept, notes, (3, None), strict=True)
    ]
    with CaptureQueriesContext(connection) as asked:
        statements.insert(kept, versions)
    assert len(asked) == 1
    for made in (*kept, *versions):
        found = type(made)._default_manager.get(pk=made.pk)
        for one in made._meta.concrete_fields:
            assert getattr(found, one.attname) == getattr(made, one.attname), one.attname
    kept[0].is_closed = True
    kept[0].save()
    assert Text.objects.get(pk=kept[0].pk).is_closed, "what was inserted is saved as a change"


def test_where_there_is_no_row_nothing_is_written() -> None:
    statements.insert([], [])


def test_things_come_with_what_they_refer_to_in_one_question(cast: Cast) -> None:
    paths = ("coalition", "organisation", "organisation__coalition", "deputy_for", "granted_by")
    query = Mandate.objects.filter(organisation=cast.sahel).order_by("pk").values_list(*statements.columns_with(Mandate, *paths))
    with CaptureQueriesContext(connection) as asked:
        made = [statements.made_with(Mandate, row, *paths) for row in query]
        told = [(one.coalition.name, one.organisation and one.organisation.coalition.name, one.deputy_for, one.granted_by) for one in made]
    assert len(asked) == 1
    read = Mandate.objects.filter(organisation=cast.sahel).order_by("pk")
    assert made == list(read)
    assert told == [("Quiet Fields Coalition", "Quiet Fields Coalition", one.deputy_for, one.granted_by) for one in read]
