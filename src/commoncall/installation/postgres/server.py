"""One server on one data folder: started, joined, tended and stopped."""

import contextlib
import enum
import fcntl
import os
import signal
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path
from typing import BinaryIO

from commoncall.installation import folder as folders
from commoncall.installation import identity, sockets
from commoncall.installation.folder import Folder, Say
from commoncall.installation.postgres import address, binaries, cluster, pidfile
from commoncall.installation.postgres.binaries import Binaries
from commoncall.installation.trouble import Trouble, with_file

PORT = 5432
PATIENCE = 900.0
# What passes by itself: the last processes of a server that was killed are still going.
_PASSING = ("pre-existing shared memory block", "already exists", "is still in use", "the database system is")


class State(enum.Enum):
    """What a server is doing."""

    STOPPED = "stopped"
    STARTING = "starting"
    RUNNING = "running"
    STOPPING = "stopping"
    LEAVING = "killed, and its last processes are still going"


class Server:
    """The embedded database of a data folder.

    Each process of the server holds a lock that it inherited (`postgres-alive.lock`), so that the kernel itself tells
    when the last one is gone; numbers of processes in files, which others may have been given since, prove nothing.
    """

    def __init__(
        self,
        data: Folder,
        *,
        choice: str = "auto",
        say: Say = folders.quiet,
        settings: Mapping[str, str] | None = None,
        lasting: bool = True,
        programs: Binaries | None = None,
    ) -> None:
        self.data = data
        self.choice = choice
        self.say = say
        self.settings = dict(settings or {})
        self.lasting = lasting
        self.programs = programs
        self.account = identity.servant()
        self.cluster = cluster.place(data)
        self._child: subprocess.Popen[bytes] | None = None
        self._was_ready = False
        self._log_before = 0
        self._not_before = 0.0

    @property
    def major(self) -> int | None:
        """The major version that made the data; None before the first start."""
        return cluster.major_of(self.cluster)

    @property
    def binaries(self) -> Binaries:
        """The programs that open this data, or that will make it."""
        if self.programs:
            return self.programs
        major = self.major
        return binaries.for_new(self.choice) if major is None else binaries.for_existing(major, self.choice)

    @property
    def log(self) -> Path:
        """Where the server writes what it has to say."""
        return self.data.log / "postgres.log"

    def url_of(self, name: str = cluster.NAME, user: str = cluster.USER) -> str:
        """The address of one database of this server."""
        running = pidfile.read(self.cluster)
        place = running.sockets if running and running.sockets else sockets.folder_for(self.data, self.account)
        return address.of_socket(place, name=name, user=user, port=PORT)

    @property
    def url(self) -> str:
        """The address of the application's database."""
        return self.url_of()

    def is_running(self) -> bool:
        """Whether it answers."""
        return self.state() is State.RUNNING

    def state(self) -> State:
        """What it is doing now."""
        if self._child is not None:
            self._child.poll()
        running = pidfile.read(self.cluster)
        if running:
            told = {"ready": State.RUNNING, "standby": State.RUNNING, "stopping": State.STOPPING}
            state = told.get(running.status, State.STARTING)
            self._was_ready = self._was_ready or state is State.RUNNING
            return state
        if self._child is not None and self._child.returncode is None:
            return State.STARTING
        return State.LEAVING if self._is_alive() else State.STOPPED

    def _is_alive(self) -> bool:
        try:
            with folders.held(self.data.lock("postgres-alive"), shared=True, wait=False):
                return False
        except BlockingIOError:
            return True

    def start(self, patience: float = PATIENCE) -> None:
        """Start it, or join it where it runs; recovery after a crash may take minutes and is waited for."""
        asked = spoken = time.monotonic()
        while (state := self.tend()) is not State.RUNNING:
            now = time.monotonic()
            if now - asked > patience:
                raise Trouble(
                    f"The database is not ready after {patience:.0f} seconds (it is {state.value}).",
                    f"read {self.log}; if the machine is slow, start again and it goes on where it was.",
                )
            if now - spoken > 5:
                self.say(f"Waiting for the database: it is {state.value} …")
                spoken = now
            time.sleep(0.05)

    def tend(self) -> State:
        """Do what is next towards a running server, without waiting, and tell what it is doing."""
        state = self.state()
        if state is State.LEAVING:
            # Without their first process they are to go; one that is busy is asked.
            self._signal_left_over(signal.SIGTERM)
        if state is not State.STOPPED:
            return state
        ended, self._child = self._child, None
        if ended is not None and ended.returncode and not self._was_ready:
            self._judge_failure(ended.returncode)
        if self.major is None:
            cluster.make(self.data, self.binaries, self.account, self.say, lasting=self.lasting)
        if time.monotonic() >= self._not_before:
            self._launch()
        return self.state()

    def _judge_failure(self, status: int) -> None:
        """A start that was killed, or failed over what passes by itself, is tried again; any other is told."""
        said = self.last_words()
        if status < 0 or any(words in said for words in _PASSING):
            self._not_before = time.monotonic() + 0.5
            return
        if "No space left on device" in said:
            raise Trouble(f"The disk is full: the database in “{self.cluster}” cannot start.", "free some space there and start again.")
        raise Trouble(f"The database does not start. Its last words:\n{said}", f"see to what it says; more is in {self.log}.")

    def last_words(self) -> str:
        """What it wrote in its log since it was last started here, as far as one can take in."""
        try:
            with self.log.open("rb") as log:
                log.seek(max(self._log_before, self.log.stat().st_size - 20_000))
                return "\n".join(log.read().decode("utf-8", "replace").splitlines()[-6:])
        except OSError:
            return ""

    def _launch(self) -> None:
        programs = self.binaries
        place = sockets.folder_for(self.data, self.account)
        descriptor = os.open(self.data.lock("postgres-alive"), os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            self._was_ready = False
            pidfile.clear(self.cluster, place, PORT)
            self._write_access_rules()
            with self._open_log() as log:
                self._child = subprocess.Popen(
                    [programs.program("postgres"), "-D", str(self.cluster), *self._arguments(place)],
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=log,
                    cwd=self.cluster,
                    env=cluster.bare_environment(),
                    start_new_session=True,
                    pass_fds=(descriptor,),
                    **identity.for_child(self.account),
                )
        except BlockingIOError:
            return
        except OSError as error:
            raise with_file(error, error.filename or self.cluster) from error
        finally:
            # Only our own hold on the file ends here; the server and its children keep theirs.
            os.close(descriptor)

    def _arguments(self, place: Path) -> list[str]:
        quoted = str(place).replace('"', '""')
        vital = {
            "listen_addresses": "",
            "port": str(PORT),
            "unix_socket_directories": f'"{quoted}"',
            "unix_socket_permissions": "0700",
            "hba_file": str(self.data.run / "pg_hba.conf"),
            "ident_file": str(self.data.run / "pg_ident.conf"),
            "logging_collector": "off",
            "fsync": "on" if self.lasting else "off",
        }
        return [word for name, value in {**self.settings, **vital}.items() for word in ("-c", f"{name}={value}")]

    def _write_access_rules(self) -> None:
        for name, text in cluster.access_rules(self.account).items():
            path = self.data.run / name
            path.write_text(text, encoding="utf-8")
            identity.give(path, self.account)

    def _open_log(self) -> BinaryIO:
        if self.log.exists() and self.log.stat().st_size > 5_000_000:
            self.log.replace(self.log.with_suffix(".log.1"))
        log = self.log.open("ab")
        self._log_before = log.tell()
        return log

    def stop(self, patience: float = 60.0) -> None:
        """End every connection, write everything down and stop; a server that does not is told to drop all and recover later."""
        for how, limit in ((signal.SIGINT, patience), (signal.SIGQUIT, 30.0), (signal.SIGKILL, 30.0)):
            self._signal(how)
            if self._is_gone_within(limit):
                sockets.forget(self.data)
                return
        raise Trouble("The database does not stop.", f"end its processes by hand; the file {self.cluster}/postmaster.pid names the first.")

    def _signal(self, how: signal.Signals) -> None:
        running = pidfile.read(self.cluster)
        try:
            if running:
                os.kill(running.pid, how)
            elif self._child is not None and self._child.returncode is None:
                self._child.send_signal(how)
            else:
                self._signal_left_over(signal.SIGTERM if how is signal.SIGINT else how)
        except ProcessLookupError:
            return
        except PermissionError as error:
            raise Trouble("The database runs as another user and cannot be stopped from here.", "stop it as that user.") from error

    def _signal_left_over(self, how: signal.Signals) -> None:
        for pid in pidfile.left_over(self.cluster):
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.kill(pid, how)

    def _is_gone_within(self, limit: float) -> bool:
        end = time.monotonic() + limit
        while self.state() is not State.STOPPED:
            if time.monotonic() > end:
                return False
            time.sleep(0.02)
        self._child = None
        return True
