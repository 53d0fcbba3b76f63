"""Which paragraph of one text became which paragraph of another, wherever it stands now and whatever its number is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from commoncall.drafting.rules.redline import aligning, numbering
from commoncall.drafting.rules.redline.assigning import assigned
from commoncall.drafting.rules.redline.gaps import Gap, filled
from commoncall.drafting.rules.redline.likeness import Likeness, says_enough
from commoncall.drafting.rules.redline.order import stayed

#: Paragraphs less alike than this are two paragraphs, of which one went and another came.
_AKIN = 0.3
#: What would have moved far must be more alike than what stands near to where it is expected.
_AKIN_ELSEWHERE, _NEAR = 0.45, 0.3
#: Of a paragraph that was divided, or joined to another, so much must be in the other one; then it counts for so much.
_PART, _PART_COUNTS = 0.8, 0.6
#: Where several paragraphs are alike, the one that stands where it is expected gains so much.
_IN_PLACE = 0.1
#: Fewer words than this say too little to be recognised elsewhere in a text, and fewer than that to be recognised as a part.
_TELLING, _TELLING_PART = 4, 8


@dataclass(frozen=True, slots=True)
class Pair:
    """A paragraph of the old text and what became of it in the new one; none where it is gone, or is new."""

    old: int | None
    new: int | None


def match(old: Sequence[str], new: Sequence[str]) -> tuple[Pair, ...]:
    """Return every paragraph of both texts in one pair: in the order of the new text, then those of the old one that are gone."""
    found = Matching(old, new).done()
    came_from = {place: origin for origin, place in found.items()}
    kept = (Pair(came_from.get(place), place) for place in range(len(new)))
    return (*kept, *(Pair(place, None) for place in range(len(old)) if place not in found))


class Matching:
    """The paragraphs of two texts, and what of them is known to belong together."""

    def __init__(self, old: Sequence[str], new: Sequence[str]) -> None:
        self.texts = list(old), list(new)
        self.old, self.new = [numbering.split(one)[1] for one in old], [numbering.split(one)[1] for one in new]
        self.found: dict[int, int] = {}
        self._origins: dict[int, int] = {}

    def done(self) -> dict[int, int]:
        """Return for old paragraphs the new ones: first what is the same and stands once, then its neighbours, then what is alike."""
        self._the_same_once(*self.texts)
        self._the_same_once(self.old, self.new)
        self._neighbours()
        self._the_same_in_order()
        self._neighbours()
        likeness = self._of_the_rest()
        self._alike(likeness)
        self._neighbours()
        self._in_place(likeness)
        self._the_same_again()
        return self.found

    def _put(self, old: int, new: int) -> bool:
        if old in self.found or new in self._origins:
            return False
        self.found[old], self._origins[new] = new, old
        return True

    def _left(self) -> tuple[list[int], list[int]]:
        old = [place for place in range(len(self.old)) if place not in self.found]
        return old, [place for place in range(len(self.new)) if place not in self._origins]

    def _the_same_once(self, old: Sequence[str], new: Sequence[str]) -> None:
        """Put together what says the same, stands once in each text, and says enough to be recognised."""
        places, others = _once(old), _once(new)
        for text, place in places.items():
            if text in others and says_enough(text, _TELLING):
                self._put(place, others[text])

    def _neighbours(self) -> None:
        """Put together what says the same and stands next to what belongs together."""
        for step in (1, -1):
            for old, new in sorted(self.found.items(), reverse=step < 0):
                one, other = old + step, new + step
                while self._both_are(one, other) and self.old[one] == self.new[other] and self._put(one, other):
                    one, other = one + step, other + step

    def _both_are(self, old: int, new: int) -> bool:
        return 0 <= old < len(self.old) and 0 <= new < len(self.new)

    def _the_same_in_order(self) -> None:
        """Put together what says the same between two neighbours in order that belong together."""
        pairs = sorted(self.found.items())
        rising = [pairs[place] for place in aligning.longest_rising([new for _old, new in pairs])]
        before = (-1, -1)
        for after in [*rising, (len(self.old), len(self.new))]:
            self._between(range(before[0] + 1, after[0]), range(before[1] + 1, after[1]))
            before = after

    def _between(self, old: Iterable[int], new: Iterable[int]) -> None:
        ones, others = [one for one in old if one not in self.found], [one for one in new if one not in self._origins]
        for run in aligning.runs([self.old[one] for one in ones], [self.new[one] for one in others]):
            for place in range(run.size):
                self._put(ones[run.old + place], others[run.new + place])

    def _of_the_rest(self) -> Likeness:
        old, new = self._left()
        return Likeness({place: self.old[place] for place in old}, {place: self.new[place] for place in new})

    def _alike(self, likeness: Likeness) -> None:
        """Put together what is most alike, so that all together are as alike as can be."""
        expected = self._expected()
        likenesses: dict[tuple[int, int], float] = {}
        gains: dict[int, dict[int, float]] = {}
        for one, others in likeness.candidates().items():
            likenesses |= {(one, other): _alikeness(likeness, one, other, _nearness(expected[one], other) >= _NEAR) for other in others}
            gains[one] = {
                other: likenesses[one, other] - _AKIN + _IN_PLACE * _nearness(expected[one], other)
                for other in others
                if likenesses[one, other] >= _AKIN
            }
        chosen = assigned(gains)
        stays = stayed(self.found | chosen, self.texts[0])
        for one, other in chosen.items():
            is_near = one in stays or _nearness(expected[one], other) >= _NEAR
            if is_near or likenesses[one, other] >= _AKIN_ELSEWHERE:
                self._put(one, other)

    def _in_place(self, likeness: Likeness) -> None:
        """Put together what is somewhat alike, and headings, between what belongs together and stayed where it was."""
        stays = stayed(self.found, self.texts[0])
        before = (-1, -1)
        for after in [*((old, self.found[old]) for old in sorted(stays)), (len(self.old), len(self.new))]:
            old = [one for one in range(before[0] + 1, after[0]) if one not in self.found]
            new = [one for one in range(before[1] + 1, after[1]) if one not in self._origins]
            for one, other in filled(Gap(*self.texts, old, new), likeness):
                self._put(one, other)
            before = after

    def _expected(self) -> list[int]:
        """Return where in the new text each old paragraph would stand, had nothing moved: as far on as the one before it."""
        expected: list[int] = []
        last = (-1, -1)
        for place in range(len(self.old)):
            if place in self.found:
                last = (place, self.found[place])
            expected.append(last[1] + place - last[0])
        return expected

    def _the_same_again(self) -> None:
        """Put together what says the same several times, in order."""
        waiting: defaultdict[str, list[int]] = defaultdict(list)
        old, new = self._left()
        for place in reversed(new):
            waiting[self.new[place]].append(place)
        for place in old:
            if waiting[self.old[place]] and says_enough(self.old[place], _TELLING):
                self._put(place, waiting[self.old[place]].pop())


def _alikeness(likeness: Likeness, old: int, new: int, is_near: bool) -> float:
    """Return how much two paragraphs are alike, or how much one near by is a part of the other; 0 where one says too little."""
    shorter = min(likeness.lengths[0][old], likeness.lengths[1][new])
    if shorter < _TELLING:
        return 0.0
    alike = likeness.of(old, new)
    part = max(likeness.parts(old, new)) if is_near and shorter >= _TELLING_PART else 0.0
    return max(alike, _PART_COUNTS * part) if part >= _PART else alike


def _nearness(expected: float, new: int) -> float:
    return 1 / (1 + abs(expected - new) / 4)


def _once(texts: Sequence[str]) -> dict[str, int]:
    """Return where each text is that stands once."""
    places: dict[str, int] = {}
    twice = set()
    for place, text in enumerate(texts):
        if text in places:
            twice.add(text)
        places[text] = place
    return {text: place for text, place in places.items() if text not in twice}
