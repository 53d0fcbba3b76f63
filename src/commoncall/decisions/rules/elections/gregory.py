"""The weighted inclusive Gregory method, as the Scottish rules of 2011 (SSI 2011/399, Schedule 1, rules 46 to 53) have it."""

from __future__ import annotations

from commoncall.decisions.rules.elections.ballots import Election
from commoncall.decisions.rules.elections.lots import Lot
from commoncall.decisions.rules.elections.stages import Count, Deed, Stage

#: Votes are counted in parts of a hundred thousandth: five decimals, and the remainder is ignored.
UNIT = 100_000

# Papers that were received at one value: their rankings, how many each stands for, and where the next preference begins.
_Parcel = list[tuple[tuple[int, ...], int, int]]


def scottish(election: Election, lot: Lot | None = None) -> Count:
    """Count by the Scottish Local Government Elections Order 2011 (SSI 2011/399), Schedule 1: weighted inclusive Gregory.

    The quota is the Droop quota; values have five decimals. Raise ``lots.Tied`` where a tie is left to lot and none was drawn.
    """
    return _Gregory(election, lot or Lot()).count()


class _Gregory:
    """One count: what each candidate holds, and what was recorded so far."""

    def __init__(self, election: Election, lot: Lot) -> None:
        papers = election.usable()
        self.election, self.lot = election, lot
        self.valid = sum(times for _, times in papers)
        self.quota = (self.valid // (election.seats + 1) + 1) * UNIT
        self.continuing = set(election.standing)
        self.votes = [0] * len(election.candidates)
        self.held: list[list[tuple[int, _Parcel]]] = [[] for _ in election.candidates]
        self.winners: list[int] = []
        self.with_surplus: set[int] = set()
        self.untransferable = self.lost = 0
        self.stages: list[Stage] = []
        parcels: dict[int, _Parcel] = {}
        for ranking, times in papers:
            parcels.setdefault(ranking[0], []).append((ranking, times, 1))
        for candidate, parcel in parcels.items():
            self._credit(candidate, UNIT, parcel)

    @property
    def vacancies(self) -> int:
        """How many seats are still to be filled."""
        return self.election.seats - len(self.winners)

    def count(self) -> Count:
        """Count to the end, and return everything that was recorded."""
        self._end_stage(Deed.FIRST, None)
        while self.vacancies and self.continuing:
            if self.with_surplus:
                self._transfer_surplus()
            else:
                self._exclude()
        return Count(
            "scottish",
            UNIT,
            self.election.seats,
            self.valid,
            self.quota,
            tuple(self.winners),
            tuple(self.stages),
            tuple(self.lot.ties),
        )

    def _credit(self, candidate: int, value: int, parcel: _Parcel) -> None:
        self.held[candidate].append((value, parcel))
        self.votes[candidate] += value * sum(times for _, times, _ in parcel)

    def _transfer_surplus(self) -> None:
        # Rules 48 and 49: the highest surplus first, and all papers of the candidate, each at its own value.
        highest = max(self.votes[one] for one in self.with_surplus)
        whose = self._one_of([one for one in self.with_surplus if self.votes[one] == highest], most=True)
        self.with_surplus.discard(whose)
        surplus, total = highest - self.quota, highest
        before = sum(self.votes) + self.untransferable
        parcels, self.held[whose], self.votes[whose] = self.held[whose], [], self.quota
        for value, parcel in parcels:
            self._transfer(parcel, value * surplus // total)
        self.lost += before - sum(self.votes) - self.untransferable
        self._end_stage(Deed.SURPLUS, whose)

    def _exclude(self) -> None:
        # Rules 51 and 52: the candidate with the fewest votes, whose papers go on at the value at which they came.
        lowest = min(self.votes[one] for one in self.continuing)
        whose = self._one_of([one for one in self.continuing if self.votes[one] == lowest], most=False)
        self.continuing.discard(whose)
        parcels, self.held[whose], self.votes[whose] = self.held[whose], [], 0
        for value, parcel in parcels:
            self._transfer(parcel, value)
        self._end_stage(Deed.EXCLUSION, whose, (whose,))

    def _transfer(self, parcel: _Parcel, value: int) -> None:
        sorted_out: dict[int, _Parcel] = {}
        continuing, spent = self.continuing, 0
        for ranking, times, at in parcel:
            while at < len(ranking) and ranking[at] not in continuing:
                at += 1
            if at == len(ranking):
                spent += times
            else:
                sorted_out.setdefault(ranking[at], []).append((ranking, times, at + 1))
        self.untransferable += value * spent
        for candidate, papers in sorted_out.items():
            self._credit(candidate, value, papers)

    def _one_of(self, tied: list[int], *, most: bool) -> int:
        """Settle a tie by the most recent stage at which the tied had unequal votes, and by lot where there was none."""
        for stage in reversed(self.stages[:-1]):
            if len(tied) == 1:
                break
            wanted = (max if most else min)(stage.votes[one] for one in tied)
            tied = [one for one in tied if stage.votes[one] == wanted]
        if len(tied) == 1:
            return tied[0]
        number = len(self.stages) + 1
        return self.lot.favoured(tied, number, "surplus") if most else self.lot.excluded(tied, number)

    def _end_stage(self, deed: Deed, whose: int | None, excluded: tuple[int, ...] = ()) -> None:
        votes = tuple(self.votes)
        elected = sorted((one for one in self.continuing if votes[one] >= self.quota), key=lambda one: (-votes[one], one))
        self._elect(elected)
        # Rule 53: where as many are left as there are vacancies, they are elected, and nothing more is transferred.
        if len(self.continuing) <= self.vacancies:
            rest = sorted(self.continuing, key=lambda one: (-votes[one], one))
            self._elect(rest)
            elected += rest
        self.stages.append(Stage(len(self.stages) + 1, deed, whose, votes, self.quota, self.untransferable, self.lost, tuple(elected), excluded))

    def _elect(self, those: list[int]) -> None:
        self.winners += those
        self.continuing.difference_update(those)
        self.with_surplus |= {one for one in those if self.votes[one] > self.quota}
