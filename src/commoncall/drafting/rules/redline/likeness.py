"""How much two paragraphs are alike: how many of their words and pairs of words they share, rare ones counting for more."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from heapq import nlargest, nsmallest
from itertools import pairwise
from math import log

from commoncall.drafting.rules.redline.tokens import tokens

#: By so many of its rarest words a paragraph is looked for, among the paragraphs that have them if they are few enough.
_RAREST = 24
_FEW, _VERY_FEW = 40, 4
_MOST_STEPS = 20_000_000
#: With so many paragraphs a paragraph is compared, the most promising ones; with fewer where texts are very long.
_CANDIDATES, _FEWER_CANDIDATES = 12, 4
_MANY_WORDS = 200_000


def said(text: str) -> list[str]:
    """Return the words of a text, without punctuation and without regard to capitals."""
    return [one.text.casefold() for one in tokens(text) if one.weight]


class Likeness:
    """The paragraphs of two texts, ready to be compared."""

    def __init__(self, old: Sequence[str], new: Sequence[str]) -> None:
        self.old, self.new = [_features(one) for one in old], [_features(one) for one in new]
        held = Counter(feature for one in (*self.old, *self.new) for feature in one)
        count = len(old) + len(new)
        self._worth = {feature: log(1 + count / times) for feature, times in held.items()}
        self._held = held
        self._old_worth, self._new_worth = [self._sum(one) for one in self.old], [self._sum(one) for one in self.new]

    def _sum(self, features: Counter[str]) -> float:
        return sum(self._worth[feature] * times for feature, times in features.items())

    def shared(self, old: int, new: int) -> float:
        """Return how much of worth both say."""
        fewer, more = sorted((self.old[old], self.new[new]), key=len)
        return sum(self._worth[feature] * min(times, more[feature]) for feature, times in fewer.items() if feature in more)

    def of(self, old: int, new: int) -> float:
        """Return 1 for paragraphs of the same words, 0 for those that have none in common."""
        both = self._old_worth[old] + self._new_worth[new]
        return 2 * self.shared(old, new) / both if both else 1.0

    def parts(self, old: int, new: int) -> tuple[float, float]:
        """Return how much of the old paragraph is in the new one, and how much of the new one was in the old one."""
        shared = self.shared(old, new)
        return shared / (self._old_worth[old] or 1), shared / (self._new_worth[new] or 1)

    def candidates(self, old: Sequence[int], new: Sequence[int]) -> dict[int, list[int]]:
        """Return for old paragraphs the new ones that may be what became of them."""
        where: defaultdict[str, list[int]] = defaultdict(list)
        for place in new:
            for feature in self.new[place]:
                where[feature].append(place)
        few = max(_VERY_FEW, min(_FEW, _MOST_STEPS // (_RAREST * (len(old) + 1))))
        words = sum(len(self.old[place]) for place in old)
        most = _CANDIDATES if words < _MANY_WORDS else _FEWER_CANDIDATES
        found = {}
        for place in old:
            known = (feature for feature in self.old[place] if 0 < len(where.get(feature, ())) <= few)
            score: defaultdict[int, float] = defaultdict(float)
            for feature in nsmallest(_RAREST, known, key=lambda one: (self._held[one], one)):
                for other in where[feature]:
                    score[other] += self._worth[feature]
            found[place] = nlargest(most, score, key=lambda other: (score[other], -other))
        return found


def _features(text: str) -> Counter[str]:
    words = said(text)
    return Counter([*words, *(f"{one} {other}" for one, other in pairwise(words))])
