"""The copies themselves: how long one is good, how many there is room for, and who makes the next one. No Django."""

from __future__ import annotations

import math
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass

#: How long somebody waits for a page that somebody else is making, in seconds.
PATIENCE = 10.0

#: How many addresses are remembered whose answers may not be kept.
REMEMBERED = 1024


@dataclass(frozen=True, slots=True)
class Copy:
    """An answer as it was sent, and when its making began: whatever changed after that may be missing from it.

    After ``lasts`` seconds nobody gets it any longer, not even while the next one is made: then something opens or closes.
    """

    status: str
    headers: list[tuple[str, str]]
    headers_unchanged: list[tuple[str, str]]
    body: bytes
    tag: str
    begun_at: float
    lasts: float = math.inf


class Copies:
    """A bounded number of copies. Whoever finds none makes one; meanwhile others get the old one for a while, or wait.

    A copy is never given away when it is older than twice ``seconds``, however long the making of the next one takes.
    """

    def __init__(self, seconds: float, *, room: int = 32 * 1024 * 1024, clock: Callable[[], float] = time.monotonic) -> None:
        self.seconds = seconds
        self.clock = clock
        self._room = room
        self._filled = 0
        self._kept: OrderedDict[Hashable, Copy] = OrderedDict()
        self._making: dict[Hashable, threading.Event] = {}
        self._never: OrderedDict[Hashable, None] = OrderedDict()
        self._lock = threading.Lock()

    def find(self, key: Hashable) -> Copy | None:
        """Return a copy that may be given away; none where the asker is to make one, and then to ``keep`` or to ``pass_over`` it."""
        copy = self._kept.get(key)
        age = self.clock() - copy.begun_at if copy is not None else 0.0
        if copy is not None and age < min(self.seconds, copy.lasts):
            return copy
        with self._lock:
            if key in self._never:
                return None
            made = self._making.get(key)
            if made is None:
                self._making[key] = threading.Event()
                return None
        if copy is not None and age < min(2 * self.seconds, copy.lasts):
            return copy
        made.wait(PATIENCE)
        newer = self._kept.get(key)
        return newer if newer is not None and self.clock() - newer.begun_at < min(self.seconds, newer.lasts) else None

    def keep(self, key: Hashable, copy: Copy) -> None:
        """Keep what was made, and let those who wait for it go on."""
        with self._lock:
            self._drop(key)
            self._never.pop(key, None)
            if len(copy.body) <= self._room:
                self._kept[key] = copy
                self._filled += len(copy.body)
            self._make_room()
            self._done(key)

    def pass_over(self, key: Hashable) -> None:
        """Let those who wait go on: what was made may not be kept, and so nobody need wait for its like again."""
        with self._lock:
            self._drop(key)
            self._never[key] = None
            while len(self._never) > REMEMBERED:
                self._never.popitem(last=False)
            self._done(key)

    def _done(self, key: Hashable) -> None:
        if made := self._making.pop(key, None):
            made.set()

    def _drop(self, key: Hashable) -> None:
        if old := self._kept.pop(key, None):
            self._filled -= len(old.body)

    def _make_room(self) -> None:
        """Let go of what is too old to be given away, then of the oldest, until the rest fits."""
        end = self.clock() - 2 * self.seconds
        while self._kept:
            key, oldest = next(iter(self._kept.items()))
            if oldest.begun_at > end and self._filled <= self._room:
                return
            self._drop(key)
