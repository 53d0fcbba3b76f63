"""What is tried too often has to wait, whatever process it came to."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from django.db import connection, transaction

from commoncall.kernel import time
from commoncall.kernel.accounts.actions import limits
from commoncall.kernel.accounts.models import Limit
from commoncall.kernel.accounts.rules import Rate
from commoncall.kernel.refusals import TooMany

RATE = Rate(5, timedelta(minutes=15))


def taken(key: str, rate: Rate = RATE) -> bool:
    try:
        limits.allow(key, rate)
    except TooMany:
        return False
    return True


@pytest.mark.django_db
def test_so_many_at_once_and_then_one_by_one() -> None:
    start = time.now()
    with time_machine.travel(start, tick=False):
        assert [taken("a") for _time in range(6)] == [True] * 5 + [False]
    with time_machine.travel(start + timedelta(minutes=2, seconds=59), tick=False):
        assert not taken("a")
    with time_machine.travel(start + timedelta(minutes=3), tick=False):
        assert [taken("a"), taken("a")] == [True, False]
    with time_machine.travel(start + timedelta(hours=2), tick=False):
        assert [taken("a") for _time in range(6)] == [True] * 5 + [False]


@pytest.mark.django_db
@pytest.mark.parametrize("times", [1, 3, 6, 7, 60, 120])
def test_exactly_as_many_as_the_rate_says(times: int) -> None:
    with time_machine.travel(time.now(), tick=False):
        assert [taken("a", Rate(times, timedelta(minutes=15))) for _time in range(times + 1)] == [True] * times + [False]


@pytest.mark.django_db
def test_a_refusal_says_when_to_try_again_and_that_is_true() -> None:
    start = time.now()
    with time_machine.travel(start, tick=False):
        for _time in range(5):
            limits.allow("a", RATE)
        with pytest.raises(TooMany) as refusal:
            limits.allow("a", RATE)
    assert refusal.value.again_at == start + timedelta(minutes=3)
    with time_machine.travel(refusal.value.again_at, tick=False):
        assert taken("a")


@pytest.mark.django_db
def test_each_key_is_counted_by_itself_and_none_is_kept_in_the_clear() -> None:
    for _time in range(5):
        limits.allow("asked for amina@amina.example", RATE)
    assert taken("asked for oumar@oumar.example")
    assert "amina" not in str(list(Limit.objects.values()))


@pytest.mark.django_db
def test_what_was_forgiven_or_is_long_past_is_forgotten() -> None:
    start = time.now()
    with time_machine.travel(start, tick=False):
        for _time in range(5):
            limits.allow("a", RATE)
        limits.forgive("a")
        assert taken("a")
        assert limits.forget_old() == 0
    with time_machine.travel(start + timedelta(minutes=4), tick=False):
        assert limits.forget_old() == 1


@pytest.mark.django_db(transaction=True)
def test_processes_that_try_at_the_same_moment_are_counted_together() -> None:
    def one(_number: int) -> bool:
        try:
            return taken("a")
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(one, range(24))) == 5


def taken_all(*keys: str) -> bool:
    try:
        limits.allow_all(dict.fromkeys(keys, RATE))
    except TooMany:
        return False
    return True


@pytest.mark.django_db
def test_several_are_counted_together_or_not_at_all() -> None:
    with time_machine.travel(time.now(), tick=False):
        assert [taken_all("a", "all") for _time in range(5)] == [True] * 5
        limits.forgive("all")
        assert [taken_all("a", "all") for _time in range(20)] == [False] * 20
        assert [taken_all("b", "all") for _time in range(6)] == [True] * 5 + [False], "what one may not do used up what others share"


@pytest.mark.django_db
def test_whether_something_is_used_up_is_seen_without_counting_and_can_be_given_back() -> None:
    start = time.now()
    with time_machine.travel(start, tick=False):
        assert limits.used_up("a", RATE) is None
        assert [taken_all("a") for _time in range(4)] == [True] * 4
        assert [limits.used_up("a", RATE) for _time in range(3)] == [None] * 3
        assert taken_all("a")
        assert limits.used_up("a", RATE) == start + timedelta(minutes=3)
        limits.give_back("a", RATE)
        assert limits.used_up("a", RATE) is None
        assert [taken_all("a"), taken_all("a")] == [True, False]


@pytest.mark.django_db(transaction=True)
def test_processes_that_try_several_at_the_same_moment_are_counted_together() -> None:
    def one(number: int) -> bool:
        try:
            return taken_all(f"own {number}", "all", f"group {number % 2}")
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(one, range(24))) == 5


@pytest.mark.django_db(transaction=True)
def test_a_crash_of_the_deed_does_not_take_the_count_back() -> None:
    for _time in range(5):
        limits.allow("a", RATE)
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            raise ZeroDivisionError
    assert not taken("a")


@pytest.mark.django_db
def test_the_table_is_not_logged() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT relpersistence FROM pg_class WHERE relname = 'accounts_limit'")
        assert cursor.fetchone() == ("u",)
