"""Common words that only disturb are given up, so that people can read what changed.

Between two changes, a lone "of" or a comma that happens to be common is no help: a reader wants to see what was struck and what
was written in its place, not a word here and a word there. Exactness is not touched: what is given up is removed and added again.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from commoncall.drafting.rules.redline.aligning import Run
from commoncall.drafting.rules.redline.tokens import Token

#: What a sentence must have in common with what it became, that it is shown word by word: under this, whole sentences are shown.
_LEAST_SHARED = 0.3
#: It is enough that so much of the shorter one is common: what was added around words that were kept is easy to read.
_LEAST_OF_SHORTER = 0.5
#: So much in a row is common for a reason: it stays whatever is around it, and divides what is looked at together.
_FIRM = 7
_SENTENCE_ENDS = frozenset(".?!;:。?!;:؟؛۔।။។…")
#: No change is slid further than this.
_FURTHEST = 200


class Cleaning:
    """Two texts in words, and the runs that they have in common, which become fewer and better."""

    def __init__(self, old: Sequence[Token], new: Sequence[Token], runs: Sequence[Run]) -> None:
        self.old, self.new, self.runs = old, new, list(runs)
        self._old_weights = list(accumulate((token.weight for token in old), initial=0))
        self._new_weights = list(accumulate((token.weight for token in new), initial=0))

    def done(self) -> list[Run]:
        """Return the runs that are worth showing."""
        self._without_islands()
        self._whole_sentences()
        self._slid()
        self._with_their_words()
        return self.runs

    def _weight(self, run: Run) -> int:
        return self._old_weights[run.old + run.size] - self._old_weights[run.old]

    def _between(self, one: Run, other: Run) -> tuple[int, int]:
        """Return how much was removed, and how much was added, between two runs."""
        gone = self._old_weights[other.old] - self._old_weights[one.old + one.size]
        come = self._new_weights[other.new] - self._new_weights[one.new + one.size]
        return gone, come

    def _without_islands(self) -> None:
        """Give up every run that is small beside the changes before and after it; giving one up can make the one before it small."""
        start, end = Run(0, 0, 0), Run(len(self.old), len(self.new), 0)
        kept = [start]
        for run in [*self.runs, end]:
            while len(kept) > 1 and self._is_island(kept[-2], kept[-1], run):
                kept.pop()
            kept.append(run)
        # A run can have been kept for what then followed it and was given up later: from the end, once more.
        last = [end]
        for run in reversed(kept[:-1]):
            while len(last) > 1 and self._is_island(run, last[-1], last[-2]):
                last.pop()
            last.append(run)
        self.runs = [run for run in reversed(last) if run.size]

    def _is_island(self, before: Run, run: Run, after: Run) -> bool:
        if not run.size:
            return False
        gone, come = self._between(before, run)
        later_gone, later_come = self._between(run, after)
        first, second, weight = max(gone, come), max(later_gone, later_come), self._weight(run)
        if not (gone + later_gone) or not (come + later_come):
            # Only added, or only removed: what stands between is read on, unless it is a crumb in a long addition.
            return weight <= 1 and first >= 8 and second >= 8
        return self._are_apart(before, run) and self._are_apart(run, after) and weight <= min(first, second, _FIRM - 1)

    def _are_apart(self, one: Run, other: Run) -> bool:
        """Tell whether anything was changed between two runs; at the very beginning or end of a text nothing need be."""
        return one.old + one.size < other.old or one.new + one.size < other.new

    def _whole_sentences(self) -> None:
        """Give up the runs of a stretch in which little is common, between words that are common for a reason."""
        kept: list[Run] = []
        stretch: list[Run] = []
        before = Run(0, 0, 0)
        for run in [*self.runs, Run(len(self.old), len(self.new), 0)]:
            if run.size and not self._is_firm(run) and not self._is_full_stop(run):
                stretch.append(run)
                continue
            gone, come = self._between(before, run)
            shared = sum(map(self._weight, stretch))
            if shared >= min(_LEAST_SHARED * max(gone, come), _LEAST_OF_SHORTER * min(gone, come)):
                kept += stretch
            if run.size:
                kept.append(run)
            stretch, before = [], run
        self.runs = kept

    def _is_firm(self, run: Run) -> bool:
        return self._weight(run) >= _FIRM

    def _is_full_stop(self, run: Run) -> bool:
        """Tell whether a run is only the punctuation with which both texts end."""
        return run.old + run.size == len(self.old) and run.new + run.size == len(self.new) and not self._weight(run)

    def _slid(self) -> None:
        """Let what was only added, or only removed, begin and end where a reader expects it, if the same words stand on both sides."""
        for place in range(len(self.runs) - 1):
            before, after = self.runs[place], self.runs[place + 1]
            gone, come = after.old - before.old - before.size, after.new - before.new - before.size
            if gone and come:
                continue
            words, start, size = (self.old, before.old + before.size, gone) if gone else (self.new, before.new + before.size, come)
            by = _best_slide(words, start, size, before.size, after.size)
            self.runs[place] = Run(before.old, before.new, before.size + by)
            self.runs[place + 1] = Run(after.old + by, after.new + by, after.size - by)
        self.runs = [run for run in self.runs if run.size]

    def _with_their_words(self) -> None:
        """Let marks of emphasis go with the changed words at which they stand, so that none is left open in what is shown."""
        found = []
        for run in self.runs:
            old, new, size = run.old, run.new, run.size
            while size and _is_mark_at(self.old, old, old - 1) and _is_mark_at(self.new, new, new - 1):
                old, new, size = old + 1, new + 1, size - 1
            while size and _is_mark_at(self.old, old + size - 1, old + size) and _is_mark_at(self.new, new + size - 1, new + size):
                size -= 1
            found.append(Run(old, new, size))
        self.runs = [run for run in found if run.size]


def _is_mark_at(words: Sequence[Token], place: int, beside: int) -> bool:
    """Tell whether a mark of emphasis stands right beside another word, without white space between."""
    if words[place].text.strip("*") or not 0 <= beside < len(words):
        return False
    first, last = sorted((place, beside))
    return words[first].end == words[last].start


def _best_slide(words: Sequence[Token], start: int, size: int, room_before: int, room_after: int) -> int:
    """Return by how many words a change should be moved forward (or back, where less than 0)."""
    lowest = 0
    while lowest > -min(room_before, _FURTHEST) and words[start + lowest - 1].text == words[start + size + lowest - 1].text:
        lowest -= 1
    highest = 0
    while highest < min(room_after, _FURTHEST) and words[start + highest].text == words[start + size + highest].text:
        highest += 1
    return max(range(lowest, highest + 1), key=lambda by: (_fit(words, start + by, size), -abs(by)))


def _fit(words: Sequence[Token], start: int, size: int) -> int:
    """Tell how well a change stands: best as whole sentences, then as what lies between two marks of punctuation."""
    last, before = words[start + size - 1], words[start - 1] if start else None
    if before is None or before.text in _SENTENCE_ENDS:
        return 4 if last.text in _SENTENCE_ENDS else 2
    if not before.weight and not last.weight:
        return 3 if before.text == last.text else 1
    return 1 if words[start].text in {",", "،", "、", "，"} else 0
