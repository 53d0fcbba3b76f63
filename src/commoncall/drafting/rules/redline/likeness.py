"""How much two paragraphs are alike: how many of their words and pairs of words they share, rare ones counting for more."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from heapq import nlargest, nsmallest
from itertools import islice, pairwise
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


def says_enough(text: str, words: int) -> bool:
    """Tell whether a text has so many words."""
    return sum(1 for _word in islice((one for one in tokens(text) if one.weight), words)) == words


class Likeness:
    """Paragraphs of two texts, each by the place where it stands, ready to be compared."""

    def __init__(self, old: Mapping[int, str], new: Mapping[int, str]) -> None:
        words = {place: said(text) for place, text in old.items()}, {place: said(text) for place, text in new.items()}
        self.lengths = tuple({place: len(each) for place, each in side.items()} for side in words)
        self.old, self.new = ({place: _features(each) for place, each in side.items()} for side in words)
        self._held = Counter(feature for side in (self.old, self.new) for one in side.values() for feature in one)
        self._worth = {feature: log(1 + (len(old) + len(new)) / times) for feature, times in self._held.items()}
        self._old_worth, self._new_worth = self._sums(self.old), self._sums(self.new)

    def _sums(self, side: Mapping[int, Counter[str]]) -> dict[int, float]:
        return {place: sum(self._worth[feature] * times for feature, times in one.items()) for place, one in side.items()}

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

    def candidates(self) -> dict[int, list[int]]:
        """Return for old paragraphs the new ones that may be what became of them."""
        where: defaultdict[str, list[int]] = defaultdict(list)
        for place, features in self.new.items():
            for feature in features:
                where[feature].append(place)
        few = max(_VERY_FEW, min(_FEW, _MOST_STEPS // (_RAREST * (len(self.old) + 1))))
        most = _CANDIDATES if sum(self.lengths[0].values()) < _MANY_WORDS else _FEWER_CANDIDATES
        found = {}
        for place, features in self.old.items():
            known = (feature for feature in features if 0 < len(where.get(feature, ())) <= few)
            score: defaultdict[int, float] = defaultdict(float)
            for feature in nsmallest(_RAREST, known, key=lambda one: (self._held[one], one)):
                for other in where[feature]:
                    score[other] += self._worth[feature]
            found[place] = nlargest(most, score, key=lambda other: (score[other], -other))
        return found


def _features(words: Sequence[str]) -> Counter[str]:
    return Counter([*words, *(f"{one} {other}" for one, other in pairwise(words))])
