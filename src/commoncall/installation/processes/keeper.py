"""Keep programs running until told to stop: the one loop of `run` and `serve`."""

import contextlib
import selectors
import signal
import socket
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TextIO

from commoncall.installation.postgres.server import Server, State
from commoncall.installation.processes.child import Child, Program
from commoncall.installation.processes.logs import Log
from commoncall.installation.trouble import Trouble

# So often may a program fail before it has ever lived well; then something is wrong that trying again does not mend.
TRIES = 3
_STOPS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def keep(
    programs: Sequence[Program],
    *,
    log: Path,
    database: Server | None = None,
    show: TextIO | None = None,
    when_ready: Callable[[], None] | None = None,
) -> int:
    """Run the programs until this process is told to stop; then end them one after the other, in the order given.

    A program that ends by itself is started again, after a pause that grows. The embedded database is watched too,
    and started again where it was killed; stopping it is left to whoever holds it (`joined_or_started`), so that it
    goes last. Returns 0 when told to stop, 1 when a program could not be started at all.
    """
    keeper = _Keeper(programs, log, database, show or sys.stdout, when_ready)
    with keeper.hearing_signals():
        return keeper.run()


class _Keeper:
    def __init__(self, programs: Sequence[Program], log: Path, database: Server | None, show: TextIO, when_ready: Callable[[], None] | None) -> None:
        self.own_log = Log("commoncall", log, show)
        self.children = [Child(program, Log(program.name, log, show)) for program in programs]
        self.database = database
        self.when_ready = when_ready
        self.selector = selectors.DefaultSelector()
        self.asked_to_stop = 0
        self._database_due = 0.0
        self._database_was = State.RUNNING

    @contextlib.contextmanager
    def hearing_signals(self) -> Iterator[None]:
        """Be woken by signals instead of being torn out of what is being done."""
        waker, woken = socket.socketpair()
        for end in (waker, woken):
            end.setblocking(False)
        self.selector.register(woken, selectors.EVENT_READ, None)
        # What was to be ignored (nohup) is ignored on.
        heard = [number for number in _STOPS if signal.getsignal(number) is not signal.SIG_IGN]
        before = {number: signal.signal(number, self._count) for number in heard}
        previous = signal.set_wakeup_fd(waker.fileno(), warn_on_full_buffer=False)
        try:
            yield
        finally:
            signal.set_wakeup_fd(previous)
            for number, handler in before.items():
                signal.signal(number, handler)
            self.selector.close()
            for end in (waker, woken):
                end.close()
            for each in (*(child.log for child in self.children), self.own_log):
                each.close()

    def _count(self, number: int, frame: object) -> None:
        self.asked_to_stop += 1

    def say(self, message: str) -> None:
        self.own_log.hear(message.encode() + b"\n")

    def run(self) -> int:
        try:
            while not self.asked_to_stop:
                self._tend_database()
                for child in self.children:
                    if child.process is None and not child.has_lived_well and child.failures >= TRIES:
                        self.say(f"{child.program.name} does not start; its last words are above and in {child.log.path}.")
                        return 1
                    if child.is_due:
                        self._start(child)
                self._wait(self._pause())
                self._bury_the_ended()
                self._tell_when_ready()
            self.say("stopping …")
            return 0
        finally:
            self._end_all()

    def _pause(self) -> float:
        """Look often while something is under way, and seldom when all is well: an idle installation costs nothing."""
        under_way = self.when_ready or any(child.process is None for child in self.children)
        return 0.1 if under_way or self._database_was is not State.RUNNING else 1.0

    def _start(self, child: Child) -> None:
        try:
            child.start()
        except OSError as error:
            child.failures = TRIES
            self.say(f"{child.program.name} cannot be started: {error}")
            return
        if child.output is not None:
            self.selector.register(child.output, selectors.EVENT_READ, child)

    def _wait(self, pause: float) -> None:
        for key, _ in self.selector.select(pause):
            if key.data is None:
                with contextlib.suppress(BlockingIOError):
                    key.fileobj.recv(64)  # type: ignore[union-attr]
            elif not key.data.hear():
                self.selector.unregister(key.fileobj)

    def _bury_the_ended(self) -> None:
        for child in self.children:
            if child.process is not None and child.has_ended():
                self._bury(child)
                self.say(f"{child.program.name} ended by itself; starting it again …")

    def _bury(self, child: Child) -> None:
        if child.output is not None and child.output in self.selector.get_map():
            self.selector.unregister(child.output)
        child.bury()

    def _tell_when_ready(self) -> None:
        if self.when_ready and all(child.process is not None and child.answers() for child in self.children):
            tell, self.when_ready = self.when_ready, None
            tell()

    def _tend_database(self) -> None:
        if self.database is None or time.monotonic() < self._database_due:
            return
        self._database_due = time.monotonic() + (1.0 if self._database_was is State.RUNNING else 0.1)
        try:
            state = self.database.tend()
        except Trouble as trouble:
            self.say(str(trouble))
            self._database_due = time.monotonic() + 10
            return
        if state is not self._database_was:
            self.say(f"the database is {state.value}.")
            self._database_was = state

    def _end_all(self) -> None:
        hurried = self.asked_to_stop > 1
        for child in self.children:
            if child.process is None:
                continue
            child.ask_to_end()
            end = time.monotonic() + child.program.patience
            while not child.has_ended():
                if time.monotonic() > end or hurried:
                    self.say(f"{child.program.name} does not end; ending it now.")
                    child.end_now()
                    end = float("inf")
                self._wait(0.1)
                hurried = self.asked_to_stop > 1
            self._bury(child)
