"""Which words of one text are which words of another, in bounded time however long or hostile the texts are."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import LCSseq

#: So many pairs of words are compared at once at the most: 64 of them at a time, in a table of one bit for each pair.
_MOST_PAIRS = 64_000_000
#: Where texts are longer, words that stand once in both divide them; so many times a part may be divided again.
_DEPTH = 12


@dataclass(frozen=True, slots=True)
class Run:
    """Words that follow each other in both texts: from which place on in each, and how many."""

    old: int
    new: int
    size: int


def runs(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[Run]:
    """Return what both sequences have in common in the same order, as runs that follow each other in both."""
    numbers: dict[Hashable, int] = {}
    ones = [numbers.setdefault(each, len(numbers)) for each in old]
    others = [numbers.setdefault(each, len(numbers)) for each in new]
    return list(_joined(_common(ones, others, 0, 0, _DEPTH)))


def _common(old: list[int], new: list[int], at_old: int, at_new: int, depth: int) -> Iterator[Run]:
    """Yield the common runs of two parts that begin at these places."""
    shorter = min(len(old), len(new))
    start = next((place for place in range(shorter) if old[place] != new[place]), shorter)
    rest = shorter - start
    end = next((place for place in range(rest) if old[-1 - place] != new[-1 - place]), rest)
    if start:
        yield Run(at_old, at_new, start)
    middle, other = old[start : len(old) - end], new[start : len(new) - end]
    if middle and other:
        yield from _middle(middle, other, at_old + start, at_new + start, depth)
    if end:
        yield Run(at_old + len(old) - end, at_new + len(new) - end, end)


def _middle(old: list[int], new: list[int], at_old: int, at_new: int, depth: int) -> Iterator[Run]:
    if len(old) * len(new) <= _MOST_PAIRS:
        for block in LCSseq.opcodes(old, new):
            if block.tag == "equal":
                yield Run(at_old + block.src_start, at_new + block.dest_start, block.src_end - block.src_start)
        return
    # What is too long for that is divided at what stands once in both. Where nothing does, nothing is called common.
    anchors = _anchors(old, new) if depth else []
    done_old = done_new = 0
    for place, other in anchors:
        yield from _common(old[done_old:place], new[done_new:other], at_old + done_old, at_new + done_new, depth - 1)
        yield Run(at_old + place, at_new + other, 1)
        done_old, done_new = place + 1, other + 1
    if anchors:
        yield from _common(old[done_old:], new[done_new:], at_old + done_old, at_new + done_new, depth - 1)


def _anchors(old: list[int], new: list[int]) -> list[tuple[int, int]]:
    """Return the places of what stands once in both, as many as are in the same order."""
    once, twice = Counter(old), Counter(new)
    places = {one: place for place, one in enumerate(old) if once[one] == 1 and twice[one] == 1}
    pairs = [(places[one], place) for place, one in enumerate(new) if one in places]
    return [pairs[place] for place in longest_rising([first for first, _second in pairs])]


def longest_rising(values: Sequence[int]) -> list[int]:
    """Return the places of the longest rising subsequence."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for place, value in enumerate(values):
        length = bisect_left(tails, value)
        before.append(ends[length - 1] if length else -1)
        tails[length : length + 1] = [value]
        ends[length : length + 1] = [place]
    found = []
    place = ends[-1] if ends else -1
    while place >= 0:
        found.append(place)
        place = before[place]
    return found[::-1]


def _joined(parts: Iterator[Run]) -> Iterator[Run]:
    """Yield runs that touch in both texts as one."""
    last = Run(0, 0, 0)
    for part in parts:
        if last.old + last.size == part.old and last.new + last.size == part.new:
            last = Run(last.old, last.new, last.size + part.size)
            continue
        if last.size:
            yield last
        last = part
    if last.size:
        yield last
