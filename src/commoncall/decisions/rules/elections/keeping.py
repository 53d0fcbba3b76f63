"""Meek's method, by the reference rule of the Proportional Representation Foundation.

Every elected candidate keeps of each paper no more than brings a quota, and passes the rest on. How much of a paper is left
depends on those before alone; so papers that begin alike are held together, in a tree of the elected through whom they go,
and what a hopeful candidate holds whole is looked at again only when that candidate is elected or defeated.
"""

from __future__ import annotations

from commoncall.decisions.rules.elections.ballots import Election
from commoncall.decisions.rules.elections.lots import Lot
from commoncall.decisions.rules.elections.stages import Count, Deed, Stage

#: Nine decimals; the iteration ends when less than a millionth of a vote is over.
UNIT, OMEGA = 1_000_000_000, 1_000

_Papers = list[tuple[tuple[int, ...], int, int]]


def meek(election: Election, lot: Lot | None = None) -> Count:
    """Count by the reference rule for Meek's method of the Proportional Representation Foundation, with nine decimals.

    ``Count.quota`` is the last one. Raise ``lots.Tied`` where who is to be defeated is tied and no lot was drawn.
    """
    return _Keeping(election, lot or Lot()).count()


class _Node:
    """Papers that go the same way so far: how many, and where they go on; those of a hopeful candidate lie here undivided."""

    __slots__ = ("children", "papers", "times")

    def __init__(self) -> None:
        self.times = 0
        self.papers: _Papers = []
        self.children: dict[int, _Node] = {}


class _Keeping:
    """One count: who is hopeful, what each elected candidate keeps, and what was recorded so far."""

    def __init__(self, election: Election, lot: Lot) -> None:
        papers = election.usable()
        self.election, self.lot = election, lot
        self.valid = sum(times for _, times in papers)
        self.hopeful = set(election.standing)
        self.winners: list[int] = []
        self.keep = [UNIT if one in self.hopeful else 0 for one in range(len(election.candidates))]
        self.votes = [0] * len(election.candidates)
        self.quota = self.surplus = 0
        self.stages: list[Stage] = []
        self.root = _Node()
        for ranking, times in papers:
            self._put(self.root, ranking, times, 0)

    def count(self) -> Count:
        """Count to the end, and return everything that was recorded."""
        seats = self.election.seats
        self._distribute()
        while len(self.winners) < seats and len(self.winners) + len(self.hopeful) > seats:
            elected = self._iterate()
            if elected:
                self._record(elected)
                for one in elected:
                    self._divide(self.root, one)
            else:
                self._defeat()
        rest = tuple(sorted(self.hopeful, key=lambda one: (-self.votes[one], one))) if len(self.winners) < seats else ()
        if rest:
            self.winners += rest
            self._record(rest, deed=Deed.REST)
        return Count("meek", UNIT, seats, self.valid, self.quota, tuple(self.winners), tuple(self.stages), tuple(self.lot.ties))

    def _iterate(self) -> tuple[int, ...]:
        """Distribute again and again until somebody is elected or nothing is over; return who was elected."""
        before: int | None = None
        while True:
            self._distribute()
            elected = tuple(sorted((one for one in self.hopeful if self.votes[one] >= self.quota), key=lambda one: (-self.votes[one], one)))
            self.winners += elected
            self.hopeful.difference_update(elected)
            self.surplus = max(sum(self.votes[one] - self.quota for one in self.winners), 0)
            if elected or self.surplus < OMEGA or (before is not None and self.surplus >= before):
                return elected
            before = self.surplus
            for one in self.winners:
                kept = -(-self.keep[one] * self.quota // UNIT)
                self.keep[one] = -(-kept * UNIT // self.votes[one])

    def _distribute(self) -> None:
        votes = [0] * len(self.votes)
        self._pass_on(self.root, UNIT, votes)
        self.votes = votes
        self.quota = sum(votes) // (self.election.seats + 1) + 1

    def _pass_on(self, node: _Node, weight: int, votes: list[int]) -> None:
        keep = self.keep
        for candidate, child in node.children.items():
            kept = -(-weight * keep[candidate] // UNIT)
            votes[candidate] += kept * child.times
            if child.children and weight > kept:
                self._pass_on(child, weight - kept, votes)

    def _defeat(self) -> None:
        # Whoever could be reached by the surplus that is left is tied with the lowest.
        lowest = min(self.votes[one] for one in self.hopeful)
        tied = [one for one in self.hopeful if self.votes[one] <= lowest + self.surplus]
        whose = tied[0] if len(tied) == 1 else self.lot.excluded(tied, len(self.stages) + 1)
        self.hopeful.discard(whose)
        self._record((), whose)
        self.keep[whose] = 0
        self._take_out(self.root, whose)

    def _put(self, node: _Node, ranking: tuple[int, ...], times: int, at: int) -> None:
        """Put a paper below a node: through the elected whom it names next, to the first hopeful candidate."""
        keep, hopeful = self.keep, self.hopeful
        while True:
            while at < len(ranking) and not keep[ranking[at]]:
                at += 1
            if at == len(ranking):
                return
            candidate = ranking[at]
            child = node.children.get(candidate)
            if child is None:
                child = node.children[candidate] = _Node()
            child.times += times
            at += 1
            if candidate in hopeful:
                child.papers.append((ranking, times, at))
                return
            node = child

    def _divide(self, node: _Node, candidate: int) -> None:
        """Let the papers of a candidate who was elected go on to whom they name next, wherever they lie."""
        for one, child in node.children.items():
            if one != candidate:
                self._divide(child, candidate)
                continue
            papers, child.papers = child.papers, []
            for ranking, times, at in papers:
                self._put(child, ranking, times, at)

    def _take_out(self, node: _Node, candidate: int) -> None:
        """Let the papers of a candidate who was defeated go on to whom they name next, wherever they lie."""
        gone = node.children.pop(candidate, None)
        for child in node.children.values():
            self._take_out(child, candidate)
        for ranking, times, at in gone.papers if gone is not None else ():
            self._put(node, ranking, times, at)

    def _record(self, elected: tuple[int, ...], defeated: int | None = None, deed: Deed = Deed.ROUND) -> None:
        over = self.valid * UNIT - sum(self.votes)
        excluded = () if defeated is None else (defeated,)
        number = len(self.stages) + 1
        self.stages.append(Stage(number, deed, defeated, tuple(self.votes), self.quota, over, 0, elected, excluded, tuple(self.keep)))
