"""What is kept runs until it is told to stop, stops in order, and leaves nothing behind however its keeper ends."""

import os
import signal
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from commoncall.installation.folder import Folder
from commoncall.installation.postgres.server import Server
from commoncall.installation.processes.logs import LARGEST, Log
from tests.installation.conftest import Other, until

# Each program tells its number and that it was asked to end; `web` starts a second process, as servers do.
PROGRAM = """
import os, signal, subprocess, sys, time
name = sys.argv[1]
def leave(*_):
    print(name, 'asked to end', flush=True)
    if name != 'stubborn':
        sys.exit(0)
signal.signal(signal.SIGTERM, leave)
if name == 'web':
    second = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)'])
    print('second', second.pid, flush=True)
print(name, 'pid', os.getpid(), flush=True)
if name == 'broken':
    sys.exit('it lacks something')
while True:
    time.sleep(600)
"""
KEEPER = """
import os, sys
from functools import partial
from pathlib import Path
from commoncall.installation.folder import Folder
from commoncall.installation.postgres.server import Server
from commoncall.installation.postgres.sharing import joined_or_started
from commoncall.installation.processes.child import Program
from commoncall.installation.processes.keeper import keep

data, program, *names = sys.argv[1:]
data = Folder(Path(data))
programs = [Program(name, (sys.executable, '-c', program, name), patience=1.0 if name == 'stubborn' else 20.0) for name in names]
if os.environ.get('WITH_DATABASE'):
    with joined_or_started(Server(data, lasting=False)) as server:
        sys.exit(keep(programs, log=data.log, database=server, when_ready=lambda: print('all ready')))
sys.exit(keep(programs, log=data.log, when_ready=lambda: print('all ready')))
"""


def number(line: str) -> int:
    return int(line.rsplit(maxsplit=1)[1])


def is_gone(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] == "Z"
    except (FileNotFoundError, ProcessLookupError):
        return True


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_all_stop_one_after_the_other(data: Folder, another: Callable[..., Other], how: signal.Signals) -> None:
    keeper = another(KEEPER, data.path, PROGRAM, "web", "worker")
    second = number(keeper.until("second"))
    keeper.until("worker pid")
    keeper.process.send_signal(how)
    assert keeper.end() == 0
    assert keeper.said.index("web asked to end") < keeper.said.index("worker asked to end")
    until(lambda: is_gone(second))
    assert "web asked to end" in (data.log / "web.log").read_text()


def test_each_line_bears_the_name_of_who_said_it(data: Folder, another: Callable[..., Other]) -> None:
    keeper = another(KEEPER, data.path, PROGRAM, "web", "worker")
    assert keeper.until("worker pid").startswith("worker   │ worker pid")


def test_one_that_ends_by_itself_is_started_again_with_all_it_had_started_ended(data: Folder, another: Callable[..., Other]) -> None:
    keeper = another(KEEPER, data.path, PROGRAM, "web")
    second, first = number(keeper.until("second")), number(keeper.until("web pid"))
    os.kill(first, signal.SIGKILL)
    keeper.until("starting it again")
    assert number(keeper.until("web pid")) != first
    until(lambda: is_gone(second))
    keeper.process.terminate()
    assert keeper.end() == 0


def test_one_that_never_starts_is_given_up_with_its_last_words(data: Folder, another: Callable[..., Other]) -> None:
    keeper = another(KEEPER, data.path, PROGRAM, "worker", "broken")
    assert keeper.end() == 1
    assert keeper.said.count("it lacks something") == 3
    assert "broken does not start" in keeper.said
    assert "worker asked to end" in keeper.said


@pytest.mark.slow
def test_one_that_does_not_end_is_ended(data: Folder, another: Callable[..., Other]) -> None:
    keeper = another(KEEPER, data.path, PROGRAM, "stubborn", "worker")
    pid = number(keeper.until("stubborn pid"))
    keeper.until("worker pid")
    keeper.process.terminate()
    assert keeper.end() == 0
    assert "ending it now" in keeper.said
    assert "worker asked to end" in keeper.said
    assert is_gone(pid)


@pytest.mark.slow
def test_when_the_keeper_is_killed_its_programs_end_and_the_database_waits_to_be_joined(data: Folder, another: Callable[..., Other]) -> None:
    keeper = another(KEEPER, data.path, PROGRAM, "web", "worker", WITH_DATABASE="yes")
    pids = [number(keeper.until("web pid")), number(keeper.until("worker pid"))]
    keeper.process.kill()
    keeper.process.wait()
    for pid in pids:
        until(partial(is_gone, pid))
    server = Server(data, lasting=False)
    assert server.is_running()
    again = another(KEEPER, data.path, PROGRAM, "web", WITH_DATABASE="yes")
    again.until("web pid")
    again.process.terminate()
    assert again.end() == 0
    assert not server.is_running()


@pytest.mark.slow
def test_the_database_is_started_again_when_it_is_killed_and_stops_last(data: Folder, another: Callable[..., Other]) -> None:
    keeper = another(KEEPER, data.path, PROGRAM, "web", WITH_DATABASE="yes")
    keeper.until("all ready")
    first = int((data.postgres / "cluster" / "postmaster.pid").read_text().split()[0])
    os.kill(first, signal.SIGKILL)
    keeper.until("the database is running")
    server = Server(data, lasting=False)
    assert server.is_running()
    keeper.process.terminate()
    assert keeper.end() == 0
    assert not server.is_running()


def test_logs_do_not_grow_for_ever(tmp_path: Path) -> None:
    log = Log("web", tmp_path, None)
    for _ in range(5):
        log.hear(b"x" * (LARGEST // 2) + b"\n")
        log.hear(b"y" * (LARGEST // 2) + b"\n")
    log.hear(b"not finished")
    log.close()
    sizes = {path.name: path.stat().st_size for path in tmp_path.iterdir()}
    assert sorted(sizes) == ["web.log", "web.log.1", "web.log.2", "web.log.3"]
    assert (tmp_path / "web.log").read_bytes() == b"not finished\n"
