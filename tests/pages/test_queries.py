"""A page asks the database as often with a thousand rows as with ten, and is not much longer."""

from __future__ import annotations

from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.addresses import ADDRESSES, Gives
from tests.pages.crowd import crowd
from tests.pages.visits import visit
from tests.scene import Scene

SHOWN = [address for address in ADDRESSES if address.gives in {Gives.PAGE, Gives.LIST, Gives.FILE}]
#: What depends on how quickly this test runs: when a session was last seen is noted once a minute.
PASSING = ("SAVEPOINT", 'SET "seen_at"')
#: No page holds a thousand rows: what is long is parted.
LONGEST = 150_000


def asked(scene: Scene) -> dict[str, list[str]]:
    """Return what each page asks the database."""
    found = {}
    for address in SHOWN:
        visit(scene, address)
        with CaptureQueriesContext(connection) as captured:
            visit(scene, address)
        found[address.name] = [query["sql"] for query in captured.captured_queries if not any(word in query["sql"] for word in PASSING)]
    return found


def test_a_page_asks_as_often_with_a_thousand_rows_as_with_ten(scene: Scene) -> None:
    crowd(scene, 0, 10)
    few = asked(scene)
    crowd(scene, 10, 1_000)
    many = asked(scene)
    differing = {name: (len(few[name]), len(many[name]), extra(few[name], many[name])) for name in few if len(few[name]) != len(many[name])}
    assert not differing, "\n".join(f"{name}: {one} and then {other}, as in {sql[:300]}" for name, (one, other, sql) in differing.items())


def extra(few: list[str], many: list[str]) -> str:
    """Return a query of the longer list that the shorter has not as often."""
    shapes = [query[:60] for query in few]
    for query in many:
        if query[:60] in shapes:
            shapes.remove(query[:60])
        else:
            return query
    return many[-1]


def test_no_page_shows_a_thousand_rows(scene: Scene) -> None:
    crowd(scene, 0, 1_000)
    long = {address.name: size for address in SHOWN if address.gives is not Gives.FILE and (size := len(visit(scene, address).content)) > LONGEST}
    assert not long
