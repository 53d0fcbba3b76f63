"""What counting ranked ballots costs, beside a counting library where one is at hand."""

from __future__ import annotations

import importlib.util
import random
import time
import tracemalloc
from collections.abc import Callable

from benchmarks.figures import Rounds, Story, rounds, times
from benchmarks.place import Sizes
from commoncall.decisions.rules.elections import Election, blt, by_order, meek, scottish

BALLOTS, CANDIDATES, SEATS = 100_000, 15, 7


def measure(sizes: Sizes) -> list[Story]:
    """Count one large election that was made, by each rule; reading its file is told apart."""
    story = Story("Counting ranked ballots", ["counted", "took, ms of CPU", "in times reading the file", "memory at its height, MB"])
    text = made()
    one = blt.read(text)
    read = _took(sizes.rounds, lambda: blt.read(text))
    story.add("floor: reading the file", read, "1.00 ×", _memory(lambda: blt.read(text)))
    order = list(range(CANDIDATES))
    for name, rule in (("by the Scottish rules", scottish), ("by Meek’s method", meek)):
        took = _took(sizes.rounds, lambda rule=rule: rule(one, by_order(order, CANDIDATES)))
        story.add(name, took, times(took, read), _memory(lambda rule=rule: rule(one, by_order(order, CANDIDATES))))
    if importlib.util.find_spec("pyrankvote") is None:
        story.words.append("The library pyrankvote, which was compared, is not installed here, and so was not measured in this run.")
    else:
        took = _took(1, lambda: _by_library(one))
        story.add("pyrankvote (other rounding, ties by chance)", took, times(took, read), "not measured")
    story.words.append(
        f"{BALLOTS:,} ballots, of which {len(one.papers):,} are distinct, {CANDIDATES} candidates, {SEATS} seats; the same in every run."
    )
    return [story]


def made() -> str:
    """Return a file of ballots: some candidates are liked by many, and most voters rank a few."""
    chance = random.Random("ballots")
    liked = [chance.random() ** 2 + 0.05 for _ in range(CANDIDATES)]
    lines = [f"{CANDIDATES} {SEATS}"]
    for _ in range(BALLOTS):
        ranked = sorted(range(CANDIDATES), key=lambda one: chance.random() ** (1 / liked[one]), reverse=True)
        lines.append(f"1 {' '.join(str(one + 1) for one in ranked[: chance.choice((1, 2, 3, 4, 5, 6, 7, 8, 10, 15))])} 0")
    return "\n".join([*lines, "0", *(f"Candidate {number + 1}" for number in range(CANDIDATES)), "A made election"])


def _by_library(one: Election) -> None:
    import pyrankvote  # noqa: PLC0415 - measured where it is at hand, and no dependency

    named = [pyrankvote.Candidate(name) for name in one.candidates]
    ballots = [pyrankvote.Ballot([named[number] for number in ranking]) for ranking, many in one.papers for _ in range(many)]
    pyrankvote.single_transferable_vote(named, ballots, one.seats)


def _took(many: int, deed: Callable[[], object]) -> Rounds:
    taken = []
    for _ in range(many):
        began = time.process_time()
        deed()
        taken.append((time.process_time() - began) * 1000)
    return rounds(taken)


def _memory(deed: Callable[[], object]) -> str:
    tracemalloc.start()
    deed()
    height = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return f"{height / 1_000_000:.0f}"
