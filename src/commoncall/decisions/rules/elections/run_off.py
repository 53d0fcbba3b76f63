"""Instant run-off: one seat, and whoever has the fewest votes is excluded until somebody has more than half."""

from __future__ import annotations

from commoncall.decisions.rules.elections.ballots import Election
from commoncall.decisions.rules.elections.lots import Lot
from commoncall.decisions.rules.elections.stages import Count, Deed, Stage


def irv(election: Election, lot: Lot | None = None) -> Count:
    """Count by instant run-off, also called the alternative vote.

    Elected is who has more than half of the votes that still count; ``Count.quota`` is that number at the last stage. A tie for
    exclusion is settled by the most recent stage at which the tied had unequal votes, and by lot where there was none: then
    ``Tied`` is raised if none was drawn. Raise ValueError where there is more than one seat.
    """
    if election.seats != 1:
        raise ValueError("instant run-off fills one seat")
    lot = lot or Lot()
    papers, standing = election.usable(), set(election.standing)
    valid = sum(times for _, times in papers)
    stages: list[Stage] = []
    deed = Deed.FIRST
    excluded: tuple[int, ...] = ()
    while True:
        votes = _votes(papers, standing, len(election.candidates))
        quota = sum(votes) // 2 + 1
        leading = [one for one in sorted(standing) if votes[one] >= quota or len(standing) == 1]
        number = len(stages) + 1
        whose = excluded[0] if excluded else None
        stages.append(Stage(number, deed, whose, votes, quota, valid - sum(votes), 0, tuple(leading), excluded))
        if leading or not standing:
            return Count("irv", 1, 1, valid, quota, tuple(leading), tuple(stages), tuple(lot.ties))
        lowest = _lowest(standing, stages, lot)
        standing.discard(lowest)
        deed, excluded = Deed.EXCLUSION, (lowest,)


def _votes(papers: list[tuple[tuple[int, ...], int]], standing: set[int], candidates: int) -> tuple[int, ...]:
    votes = [0] * candidates
    for ranking, times in papers:
        first = next((one for one in ranking if one in standing), None)
        if first is not None:
            votes[first] += times
    return tuple(votes)


def _lowest(standing: set[int], stages: list[Stage], lot: Lot) -> int:
    tied = sorted(standing)
    for stage in reversed(stages):
        fewest = min(stage.votes[one] for one in tied)
        tied = [one for one in tied if stage.votes[one] == fewest]
        if len(tied) == 1:
            return tied[0]
    return lot.excluded(tied, len(stages) + 1)
