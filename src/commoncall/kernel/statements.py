"""Statements that are put together once and then asked again with other values.

The database answers most questions of a page in less time than it takes to put them together. What every page of a kind asks
alike is therefore kept as SQL, with a slot in the place of each value.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from functools import cache
from typing import Any, TypeVar
from uuid import UUID

import psycopg
from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connection
from django.db.backends.utils import CursorWrapper
from django.db.models import DateField, DateTimeField, Expression, Field, Model, QuerySet, TextField, UUIDField

from commoncall.kernel.authority import VISITOR, Actor

#: Gives the question, with ``values_list``, for an actor and for further values by their names.
Builder = Callable[..., QuerySet[Any, tuple[Any, ...]]]
Value = UUID | datetime | date | str
Row = tuple[Any, ...]
M = TypeVar("M", bound=Model)

#: What an actor is known by: these differ from one to the next, all else is shared by many.
_IDENTIFIERS = tuple(one.name for one in fields(Actor) if one.name.endswith("_id"))
_NAMES: dict[str, Any] = {"person_name": "", "organisation_name": ""}
_ANYBODY = UUID(int=0)


class Slot(Expression):
    """The place of a value in a statement; what kind of value it is says the field."""

    def __init__(self, name: str, field: Field[Any, Any]) -> None:
        super().__init__(output_field=field)
        self.name = name

    def as_sql(self, compiler: object, connection: object, *args: object, **more: object) -> tuple[str, Any]:
        """Stand as one parameter, which is exchanged for the value when the statement is asked."""
        return "%s", [self]


@dataclass(frozen=True)
class _Kept:
    sql: str
    parameters: Row
    converters: dict[int, Any]

    def ask(self, values: dict[str, Any]) -> tuple[list[str], Iterable[Row]]:
        """Return the names of the columns, and the rows."""
        if not self.sql:
            return [], ()
        filled = [values[one.name] if isinstance(one, Slot) else one for one in self.parameters]
        with prepared() as cursor:
            cursor.execute(self.sql, filled)
            names, rows = [column.name for column in cursor.description or ()], cursor.fetchall()
        return names, map(self._read, rows) if self.converters else rows

    def _read(self, row: Row) -> Row:
        read = list(row)
        for place, (converters, column) in self.converters.items():
            for converter in converters:
                read[place] = converter(read[place], column, connection)
        return tuple(read)


_kept: dict[Hashable, _Kept] = {}


def ask(build: Builder, actor: Actor = VISITOR, **values: Value) -> list[Row]:
    """Return the rows that ``build(actor, **values)`` asks for, putting its statement together only the first time.

    A statement is kept for each builder and each kind of actor: the same capacity, proof and roles, with the same identifiers
    present. The builder is given slots instead of identifiers and values, and no names, so that nothing of one reader can stay
    in what is kept. It must depend on nothing else, such as the reader's language.
    """
    kept, filling = _found(build, actor, values)
    return list(kept.ask(filling)[1])


def ask_for_one(build: Builder, actor: Actor = VISITOR, **values: Value) -> dict[str, Any]:
    """Return the first row that ``ask`` would return, by the names of its columns; nothing where there is none."""
    kept, filling = _found(build, actor, values)
    names, rows = kept.ask(filling)
    first = next(iter(rows), None)
    return dict(zip(names, first, strict=True)) if first is not None else {}


def insert(*tables: Sequence[Model]) -> None:
    """Insert new rows of one table, or of several, in one statement; as ``bulk_create``, without putting it together each time.

    The rows of each table are of one kind, and bring their identifiers. Where a row refers to one of another table here, that is
    found when the transaction ends, as with every reference.
    """
    given = [rows for rows in tables if rows]
    if not given:
        return
    parts, values = [], []
    for rows in given:
        head, row = _inserting(type(rows[0]))
        parts.append(head + ", ".join([row] * len(rows)))
        values += [one.get_db_prep_save(getattr(thing, one.attname), connection) for thing in rows for one in thing._meta.concrete_fields]
    before = ", ".join(f"part_{number} AS ({part})" for number, part in enumerate(parts[:-1]))
    with prepared() as cursor:
        cursor.execute(f"WITH {before} {parts[-1]}" if before else parts[-1], values)
    for rows in given:
        for thing in rows:
            thing._state.adding, thing._state.db = False, DEFAULT_DB_ALIAS


def insert_unless_there(row: Model) -> bool:
    """Insert a new row unless there is one in its place already, as its constraints say; tell whether it was inserted.

    Of two who do so at once the second waits for the first, and then knows.
    """
    head, slots = _inserting(type(row))
    values = [one.get_db_prep_save(getattr(row, one.attname), connection) for one in row._meta.concrete_fields]
    with prepared() as cursor:
        cursor.execute(f"{head}{slots} ON CONFLICT DO NOTHING", values)
        is_new = bool(cursor.rowcount)
    if is_new:
        row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS
    return is_new


def prepared() -> CursorWrapper:
    """Return a cursor whose statements the database keeps ready from one time to the next, so that it plans each only once or a few times.

    Its values go beside the statement instead of in it: each has to be of a type that the database can tell from its place.
    """
    connection.ensure_connection()
    # Where statements are noted for somebody who looks for what is slow, they are noted with their values in them.
    if connection.queries_logged:
        return connection.cursor()
    cursor: Any = psycopg.Cursor(connection.connection)
    return connection.make_cursor(cursor)


@cache
def _inserting(of: type[Model]) -> tuple[str, str]:
    named = [connection.ops.quote_name(str(one.column)) for one in of._meta.concrete_fields]
    slots = ", ".join(one.get_placeholder(None, None, connection) if hasattr(one, "get_placeholder") else "%s" for one in of._meta.concrete_fields)
    return f"INSERT INTO {connection.ops.quote_name(of._meta.db_table)} ({', '.join(named)}) VALUES ", f"({slots})"


def columns(of: type[Model], path: str = "") -> list[str]:
    """Return the columns of a table as paths for ``values_list``."""
    return [path + one.attname for one in of._meta.concrete_fields]


def made(of: type[M], row: Row) -> M:
    """Return a thing made of its columns."""
    return of.from_db(DEFAULT_DB_ALIAS, [one.attname for one in of._meta.concrete_fields], row)


def columns_with(of: type[Model], *paths: str) -> list[str]:
    """Return the columns of a table and of those it refers to, as paths for ``values_list``; ``made_with`` takes them in this order."""
    return columns(of) + [column for path in paths for column in columns(_referred(of, path), f"{path}__")]


def made_with(of: type[M], row: Row, *paths: str) -> M:
    """Return a thing made of its columns, with the things that it refers to by these paths; one comes after the one it hangs on."""
    width = len(of._meta.concrete_fields)
    thing, rest = made(of, row[:width]), row[width:]
    known: dict[str, Model | None] = {"": thing}
    for path in paths:
        before, _, name = path.rpartition("__")
        model = _referred(of, path)
        width, holder = len(model._meta.concrete_fields), known[before]
        key = next(place for place, one in enumerate(model._meta.concrete_fields) if one.primary_key)
        known[path] = made(model, rest[:width]) if rest[key] is not None else None
        if holder is not None:
            holder._state.fields_cache[name] = known[path]
        rest = rest[width:]
    return thing


def _referred(of: type[Model], path: str) -> type[Model]:
    for name in path.split("__"):
        of = of._meta.get_field(name).related_model  # type: ignore[assignment]
    return of


def _found(build: Builder, actor: Actor, values: dict[str, Value]) -> tuple[_Kept, dict[str, Any]]:
    known: dict[str, Value] = {name: value for name in _IDENTIFIERS if (value := getattr(actor, name)) is not None}
    anybody: dict[str, Any] = dict.fromkeys(known, _ANYBODY)
    shape = (build, replace(actor, **anybody, **_NAMES), *values)
    if shape not in _kept:
        slots: dict[str, Any] = {name: _slot(name, value) for name, value in (known | values).items()}
        unknown = replace(actor, **{name: slots[name] for name in known}, **_NAMES)
        _kept[shape] = _put_together(build(unknown, **{name: slots[name] for name in values}))
    return _kept[shape], known | values


def _slot(name: str, value: Value) -> Slot:
    if isinstance(value, UUID):
        return Slot(name, UUIDField())
    if isinstance(value, datetime):
        return Slot(name, DateTimeField())
    return Slot(name, DateField() if isinstance(value, date) else TextField())


def _put_together(asked: QuerySet[Any, Row]) -> _Kept:
    compiler = asked.query.get_compiler(connection=connection)
    try:
        sql, parameters = compiler.as_sql()
    except EmptyResultSet:
        # Nothing can answer, whatever the values.
        return _Kept("", (), {})
    return _Kept(sql, tuple(parameters), compiler.get_converters([column for column, _, _ in compiler.select]))
