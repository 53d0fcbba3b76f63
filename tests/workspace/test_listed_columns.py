"""Columns of the coalition's own in the list of organisations: for whoever may read them, and for nobody else."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from commoncall.kernel.accounts.models import Account
from commoncall.kernel.history import queries as history
from commoncall.kernel.labels import Label
from commoncall.kernel.refusals import NotAllowed, Refusal
from commoncall.membership.actions import columns
from commoncall.membership.models import OwnColumn
from commoncall.membership.queries import directory
from commoncall.membership.rules.filters import Filters
from tests.cast import Cast

SignIn = Callable[[Account], Client]
MEMBERS = "/quiet-fields/members/"


@pytest.fixture
def stove(cast: Cast) -> OwnColumn:
    """A column for members, filled for three of those that each of them knows."""
    leila = cast.actor(cast.leila)
    column = columns.add(cast.quiet_fields, "Stove", Label.AMBER, by=leila)
    for organisation, value in ((cast.sahel, "wood"), (cast.demir, "Gas"), (cast.lantern, "peat")):
        columns.set_values(organisation, {column.pk: value}, by=leila)
    return columns.put_in_list(column, True, by=leila)


def text_of(page: Any) -> str:
    return re.sub(r"\s+", " ", page.content.decode())


def test_a_column_stands_in_the_list_for_whoever_may_read_it(cast: Cast, as_account: SignIn, stove: OwnColumn) -> None:
    leila, amina, deniz = (text_of(as_account(account).get(MEMBERS)) for account in (cast.leila, cast.amina, cast.deniz))
    for page in (leila, amina):
        assert "Stove</a></th>" in page
        assert '<td class="quiet"><bdi>wood</bdi></td>' in page
    assert "peat" in leila
    assert "peat" not in amina
    assert "Stove" not in deniz
    assert "wood" not in deniz
    columns.rename(stove, "Stove", Label.AMBER_STRICT, by=cast.actor(cast.leila))
    assert "Stove" not in text_of(as_account(cast.amina).get(MEMBERS))


def test_the_list_is_ordered_by_it_only_for_whoever_may_read_it(cast: Cast, as_account: SignIn, stove: OwnColumn) -> None:
    sort = f"own.{stove.pk.hex}"
    assert directory.page(cast.actor(cast.leila), Filters(sort="")).columns[0].order == sort

    def values(account: Account, wanted: str) -> list[str]:
        return [row.own[0] for row in directory.page(cast.actor(account), Filters(sort=wanted)).rows if row.own and row.own[0]]

    assert values(cast.leila, sort) == ["Gas", "peat", "wood"]
    assert values(cast.leila, f"-{sort}") == ["wood", "peat", "Gas"]
    refused = directory.page(cast.actor(cast.deniz), Filters(sort=sort))
    assert refused.filters.sort == ""
    assert [row.name for row in refused.rows] == [row.name for row in directory.page(cast.actor(cast.deniz), Filters()).rows]
    assert f"sort={sort}" in text_of(as_account(cast.amina).get(MEMBERS))
    assert "by “Stove”" in text_of(as_account(cast.amina).get(MEMBERS, {"sort": sort}))


@pytest.mark.parametrize("sort", ["own.", "own.1", "own.00000000000000000000000000000007", "-own.x", "own." + "f" * 33])
def test_an_order_that_there_is_not_is_the_usual_one(cast: Cast, as_account: SignIn, stove: OwnColumn, sort: str) -> None:
    assert as_account(cast.leila).get(MEMBERS, {"sort": sort}).status_code == 200
    assert directory.page(cast.actor(cast.leila), Filters.read({"sort": sort})).filters.order == "name"


def test_who_keeps_the_list_puts_a_column_into_it_and_takes_it_out_again(cast: Cast, as_account: SignIn) -> None:
    leila, actor = as_account(cast.leila), cast.actor(cast.leila)
    column = columns.add(cast.quiet_fields, "Stove", by=actor)
    address = reverse("members-column-list", args=["quiet-fields", column.pk])
    assert "Stove" not in text_of(leila.get(MEMBERS))
    page = text_of(leila.post(address, {"shown": "1"}, follow=True))
    assert "It stands in the list of organisations." in page
    assert "Take out of the list" in text_of(leila.get(reverse("members-column", args=["quiet-fields", column.pk])))
    undo = re.search(r'action="(/quiet-fields/undo/[0-9a-f-]+/)"', page)
    assert undo is not None
    leila.post(undo[1])
    assert not OwnColumn.objects.get(pk=column.pk).is_listed
    leila.post(address, {"shown": "1"})
    leila.post(address)
    assert not OwnColumn.objects.get(pk=column.pk).is_listed
    told = [line.sentence for line in history.told(history.visible_to(actor).filter(subject=column.pk))]
    assert sum("into the list" in sentence for sentence in told) == 2
    assert sum("out of the list" in sentence for sentence in told) == 2
    with pytest.raises(NotAllowed):
        columns.put_in_list(column, True, by=cast.actor(cast.amina))


def test_no_more_columns_stand_in_the_list_than_it_has_room_for(cast: Cast) -> None:
    leila = cast.actor(cast.leila)
    made = [columns.add(cast.quiet_fields, f"Column {number}", by=leila) for number in range(4)]
    for column in made[:3]:
        columns.put_in_list(column, True, by=leila)
    with pytest.raises(Refusal, match="Three columns"):
        columns.put_in_list(made[3], True, by=leila)
    columns.put_in_list(made[0], False, by=leila)
    columns.put_in_list(made[3], True, by=leila)


def test_columns_cost_the_list_no_further_question(cast: Cast, stove: OwnColumn) -> None:
    leila = cast.actor(cast.leila)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            directory.page(leila, Filters())
        return len(queries)

    before = asked()
    for number in range(2):
        columns.put_in_list(columns.add(cast.quiet_fields, f"Column {number}", by=leila), True, by=leila)
    assert asked() == before
