"""Settling by lot what a rule leaves to lot: an order that was drawn beforehand, and which can be told and checked."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

from commoncall.decisions.rules.elections.stages import Tie


class Tied(Exception):
    """The rule leaves it to lot, and no lot was drawn: ``tie`` says between whom, and for what."""

    def __init__(self, tie: Tie) -> None:
        super().__init__(f"a tie at stage {tie.stage}")
        self.tie = tie


class Lot:
    """An order of candidates, drawn before the count: whoever stands earlier in it is favoured in every tie between them."""

    def __init__(self, order: Sequence[int] | None = None) -> None:
        self.order = tuple(order) if order is not None else None
        self.ties: list[Tie] = []

    def favoured(self, tied: Iterable[int], stage: int, what: str) -> int:
        """Return whoever of the tied is favoured, and note it. Raise ``Tied`` where no lot was drawn between them."""
        return self._settled(tied, stage, what, first=True)

    def excluded(self, tied: Iterable[int], stage: int) -> int:
        """Return whoever of the tied is excluded: the one who stands last in the order."""
        return self._settled(tied, stage, "exclusion", first=False)

    def _settled(self, tied: Iterable[int], stage: int, what: str, *, first: bool) -> int:
        among = tuple(sorted(tied))
        if self.order is None or not set(among) <= set(self.order):
            raise Tied(Tie(stage, what, among, None))
        ranked = sorted(among, key=self.order.index)
        chosen = ranked[0] if first else ranked[-1]
        self.ties.append(Tie(stage, what, among, chosen))
        return chosen


def by_order(order: Sequence[int], candidates: int) -> Lot:
    """Return the lot of an order that was drawn, of all candidates (from 0) or of those between whom it was drawn.

    Raise ValueError where there is no such candidate, or one stands in it twice.
    """
    if len(set(order)) < len(order) or not set(order) <= set(range(candidates)):
        raise ValueError("a lot names candidates by their numbers, each once")
    return Lot(order)


def by_seed(seed: str, candidates: int) -> Lot:
    """Return the lot that a text settles, which was fixed before anybody knew the ballots, such as numbers drawn in public.

    The candidates are ordered by the SHA-256 of the text in UTF-8, a line feed, and their number from 1 in decimal digits.
    """
    drawn = {number: hashlib.sha256(f"{seed}\n{number + 1}".encode()).digest() for number in range(candidates)}
    return Lot(sorted(drawn, key=drawn.__getitem__))
