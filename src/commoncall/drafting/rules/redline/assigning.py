"""Who gets whom where each can have one only: the sum of what all gain is the greatest, to within a very little."""

from __future__ import annotations

from collections.abc import Mapping

#: How much the gain of each may be less than the best. The smaller it is, the longer the bidding goes on.
_STEP = 0.004


def assigned(gains: Mapping[int, Mapping[int, float]]) -> dict[int, int]:
    """Return for ones the others that they get, by an auction; a gain of 0 or less is no gain, and whoever gains nothing gets nothing."""
    prices: dict[int, float] = {}
    holders: dict[int, int] = {}
    waiting = list(gains)[::-1]
    while waiting:
        one = waiting.pop()
        best, place, second = 0.0, None, 0.0
        for other, gain in gains[one].items():
            left = gain - prices.get(other, 0.0)
            if left > best:
                best, place, second = left, other, best
            elif left > second:
                second = left
        if place is None:
            continue
        prices[place] = prices.get(place, 0.0) + best - second + _STEP
        if place in holders:
            waiting.append(holders[place])
        holders[place] = one
    return {one: other for other, one in holders.items()}
