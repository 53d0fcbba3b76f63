"""The embedded database keeps what it was told: through kills, second starts, odd paths and other majors."""

import contextlib
import os
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from commoncall.installation import folder as folders
from commoncall.installation import identity, sockets
from commoncall.installation.folder import Folder
from commoncall.installation.postgres import binaries, cluster, pidfile
from commoncall.installation.postgres.binaries import Binaries
from commoncall.installation.postgres.server import Server, State
from commoncall.installation.trouble import Trouble
from tests.installation.conftest import own, until


def rows(server: Server) -> list[str]:
    with psycopg.connect(server.url) as connection:
        return [name for (name,) in connection.execute("SELECT name FROM kept ORDER BY name")]


def kill(server: Server) -> None:
    """Kill the first process of the server, and wait until it is gone."""
    running = pidfile.read(server.cluster)
    assert running
    os.kill(running.pid, signal.SIGKILL)
    until(lambda: not server.is_running())


def keep(server: Server, name: str) -> None:
    with psycopg.connect(server.url) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS kept (name text)")
        connection.execute("INSERT INTO kept VALUES (%s)", [name])


def test_it_starts_and_stops_and_keeps_what_it_was_told(server: Server) -> None:
    server.start()
    keep(server, "ÉTÉ")
    with psycopg.connect(server.url) as connection:
        told = connection.execute(
            "SELECT current_user, (SELECT rolsuper FROM pg_roles WHERE rolname = current_user), lower('ÉTÉ'),"
            " current_setting('server_encoding'), current_setting('data_checksums'), current_setting('listen_addresses')"
        ).fetchone()
    assert told == ("commoncall", False, "été", "UTF8", "on", "")
    server.stop()
    assert server.state() is State.STOPPED
    server.start()
    assert rows(server) == ["ÉTÉ"]


def test_a_second_start_joins_the_running_one(server: Server) -> None:
    server.start()
    first = pidfile.read(server.cluster)
    second = Server(server.data, programs=server.programs, lasting=False)
    second.start()
    assert pidfile.read(server.cluster) == first
    assert second.url == server.url
    second.stop()
    assert not server.is_running()


def test_it_runs_as_an_unprivileged_user_and_only_that_user_reaches_it(server: Server) -> None:
    server.start()
    running = pidfile.read(server.cluster)
    assert running
    assert os.stat(f"/proc/{running.pid}").st_uid == server.account.uid != 0
    assert stat.S_IMODE(server.cluster.stat().st_mode) == 0o700
    assert stat.S_IMODE((server.data.run / ".s.PGSQL.5432").stat().st_mode) == 0o700


def test_what_was_committed_survives_kill(data: Folder, programs: Binaries) -> None:
    server = Server(data, programs=programs, lasting=True)
    server.start()
    keep(server, "before")
    with contextlib.closing(psycopg.connect(server.url)) as busy:
        busy.execute("INSERT INTO kept VALUES ('never committed')")
        kill(server)
        server.start()
    assert rows(server) == ["before"]
    server.stop()


@pytest.mark.slow
def test_a_start_waits_for_the_last_processes_of_a_killed_server(server: Server) -> None:
    """A backend that does not notice at once goes on for a while; until then its files are not touched."""
    server.start()
    with contextlib.closing(psycopg.connect(server.url)) as connection:
        backend = connection.info.backend_pid
        os.kill(backend, signal.SIGSTOP)
        kill(server)
        until(lambda: server.state() is State.LEAVING)
        assert server.tend() is State.LEAVING
        os.kill(backend, signal.SIGCONT)
        server.start()
    assert server.is_running()


def test_a_number_that_was_given_to_another_process_since_does_not_stop_the_start(server: Server) -> None:
    """After a restart of a container the number in postmaster.pid is often that of our own web server."""
    server.start()
    keep(server, "kept")
    running = pidfile.read(server.cluster)
    assert running
    left = (server.cluster / "postmaster.pid").read_text()
    server.stop()
    with subprocess.Popen(["sleep", "600"], **identity.for_child(server.account)) as stranger:
        for path in (server.cluster / "postmaster.pid", server.data.run / ".s.PGSQL.5432.lock"):
            path.write_text(left.replace(str(running.pid), str(stranger.pid), 1))
        identity.give(server.data.path, server.account)
        server.start()
        assert rows(server) == ["kept"]
        stranger.kill()


@pytest.mark.slow
def test_a_making_that_was_cut_off_is_made_anew(server: Server) -> None:
    half = server.data.postgres / "making-half"
    half.mkdir()
    (half / "PG_VERSION").write_text("15\n")
    server.start()
    assert server.is_running()
    assert [path.name for path in server.data.postgres.iterdir()] == ["cluster"]


@pytest.mark.parametrize("name", ["with 'quotes' \"both\", donnée, العربية 中文", "long " + "x" * 90], ids=["odd", "long"])
def test_odd_paths_do(place: Path, programs: Binaries, name: str) -> None:
    data = own(folders.prepare(place / name))
    server = Server(data, programs=programs, lasting=False)
    server.start()
    keep(server, "kept")
    assert Server(data, programs=programs).url == server.url
    assert rows(server) == ["kept"]
    server.stop()


def test_where_the_path_is_too_long_the_socket_lies_in_a_private_folder(place: Path) -> None:
    data = own(folders.prepare(place / ("x" * 100)))
    account = identity.servant()
    chosen = sockets.folder_for(data, account)
    about = chosen.stat()
    assert (about.st_uid, stat.S_IMODE(about.st_mode)) == (account.uid, 0o700)
    assert len(os.fsencode(chosen)) <= sockets.LONGEST
    assert sockets.folder_for(data, account) == chosen
    chosen.chmod(0o755)
    again = sockets.folder_for(data, account)
    assert again != chosen, "a folder that others could enter is not trusted again"
    for each in (chosen, again):
        each.rmdir()


def test_data_is_only_opened_by_the_major_that_made_it(server: Server) -> None:
    server.start()
    server.stop()
    opened = Server(server.data)
    assert opened.binaries.major == cluster.major_of(server.cluster)
    (server.cluster / "PG_VERSION").write_text("9\n")
    with pytest.raises(Trouble, match="postgresql-9"):
        opened.start()


def test_one_origin_can_be_forced() -> None:
    for choice in {each.origin for each in binaries.found()}:
        assert binaries.for_new(choice).origin == choice
    others = {each.major for each in binaries.found() if each.origin == "wheel"} - {
        each.major for each in binaries.found() if each.origin == "system"
    }
    for major in others:
        with pytest.raises(Trouble, match="COMMONCALL_POSTGRES=system"):
            binaries.for_existing(major, "system")


def test_the_package_of_the_wheel_is_never_imported() -> None:
    asked = "import sys; from commoncall.installation.postgres import binaries; binaries.found(); print(binaries.WHEEL in sys.modules)"
    said = subprocess.run(
        [sys.executable, "-c", asked], capture_output=True, text=True, check=True, env={**os.environ, "PYTHONPATH": str(folders.of_clone() / "src")}
    )
    assert said.stdout.strip() == "False"


@pytest.mark.slow
def test_a_server_that_cannot_start_says_why(server: Server) -> None:
    server.start()
    server.stop()
    with (server.cluster / "postgresql.conf").open("a") as settings:
        settings.write("shared_buffers = 'a lot'\n")
    with pytest.raises(Trouble, match="shared_buffers"):
        server.start()


def test_nothing_personal_is_written_to_its_log(server: Server) -> None:
    server.start()
    with psycopg.connect(server.url) as connection:
        connection.execute("CREATE TABLE person (email text UNIQUE)")
        connection.execute("INSERT INTO person VALUES ('amina@example.org')")
        connection.commit()
        with pytest.raises(psycopg.errors.UniqueViolation):
            connection.execute("INSERT INTO person VALUES ('amina@example.org')")
    server.stop()
    assert "duplicate key" in server.log.read_text()
    assert "amina" not in server.log.read_text()


@pytest.fixture
def small_disk(place: Path) -> Iterator[Path]:
    mounted = place / "small"
    mounted.mkdir()
    made = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=250m", "tmpfs", mounted], capture_output=True, check=False)
    if made.returncode != 0:
        pytest.skip("a small disk can be mounted by root only")
    yield mounted
    subprocess.run(["umount", "-l", mounted], check=True)


def fill_up(filler: Path) -> None:
    with contextlib.suppress(OSError), filler.open("wb", buffering=0) as file:
        while True:
            file.write(b"\0" * 65536)


@pytest.mark.slow
def test_a_full_disk_is_told_and_leaves_no_half_of_a_database(small_disk: Path, programs: Binaries) -> None:
    data = own(folders.prepare(small_disk / "data"))
    server = Server(data, programs=programs, lasting=False)
    filler = small_disk / "filler"
    with filler.open("wb") as file:
        file.write(b"\0" * 100 * 2**20)
    with pytest.raises(Trouble, match="nearly full"):
        server.start()
    filler.unlink()
    server.start()
    keep(server, "kept")
    server.stop()
    fill_up(filler)
    with pytest.raises(Trouble, match="disk is full"):
        server.start()
    filler.unlink()
    server.start()
    assert rows(server) == ["kept"]
    server.stop()
