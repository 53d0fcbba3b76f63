"""Whoever comes first starts the database, whoever leaves last stops it, and nobody stops it under another one."""

import signal
from collections.abc import Callable

import psycopg
import pytest

from commoncall.installation.folder import Folder
from commoncall.installation.postgres.server import Server
from commoncall.installation.postgres.sharing import joined_or_started
from tests.installation.conftest import Other, until

COMMAND = """
import sys
from pathlib import Path
import psycopg
from commoncall.installation.folder import Folder
from commoncall.installation.postgres.server import Server
from commoncall.installation.postgres.sharing import joined_or_started
from commoncall.installation.processes.orphans import terminate_politely

terminate_politely()
with joined_or_started(Server(Folder(Path(sys.argv[1])), say=print, lasting=False)) as server:
    with psycopg.connect(server.url) as connection:
        print("answers", connection.execute("SELECT 1").fetchone()[0])
    input()
    with psycopg.connect(server.url) as connection:
        print("still", connection.execute("SELECT 1").fetchone()[0])
print("left")
"""


@pytest.fixture
def server(data: Folder) -> Server:
    return Server(data, lasting=False)


def test_one_that_starts_it_stops_it_again(data: Folder, server: Server) -> None:
    with joined_or_started(server):
        assert server.is_running()
    assert not server.is_running()


def test_the_first_may_leave_before_the_second(data: Folder, server: Server, another: Callable[..., Other]) -> None:
    first = another(COMMAND, data.path)
    first.until("answers 1")
    second = another(COMMAND, data.path)
    second.until("answers 1")
    first.tell("")
    first.until("left")
    assert first.end() == 0
    assert server.is_running()
    second.tell("")
    second.until("still 1")
    assert second.end() == 0
    assert not server.is_running()


@pytest.mark.slow
def test_two_that_start_at_once_share_one_database(data: Folder, server: Server, another: Callable[..., Other]) -> None:
    commands = [another(COMMAND, data.path) for _ in range(4)]
    for each in commands:
        each.until("answers 1")
    for each in commands:
        each.tell("")
    assert [each.end() for each in commands] == [0, 0, 0, 0]
    assert [each.said.count("Making the database") for each in commands].count(1) == 1
    assert not server.is_running()


def test_a_command_that_is_told_to_end_leaves_no_database_behind(data: Folder, server: Server, another: Callable[..., Other]) -> None:
    command = another(COMMAND, data.path)
    command.until("answers 1")
    command.process.send_signal(signal.SIGTERM)
    assert command.end() == 128 + signal.SIGTERM
    assert not server.is_running()


@pytest.mark.slow
def test_after_a_kill_the_next_one_joins_and_puts_it_in_order(data: Folder, server: Server, another: Callable[..., Other]) -> None:
    killed = another(COMMAND, data.path)
    killed.until("answers 1")
    killed.process.kill()
    killed.process.wait()
    assert server.is_running(), "the database does not depend on who started it"
    with joined_or_started(server), psycopg.connect(server.url) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
    until(lambda: not server.is_running())
