"""What a status table would change of what is known, as data with a stable key for each difference."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Any

from commoncall.diplomacy.rules.acts import Act, ActKind


class What(StrEnum):
    """What would happen to an act: it is new, it reads otherwise, or the table does not have it any more."""

    ADDED = "added"
    CHANGED = "changed"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference. ``old`` is the known act, ``new`` the one of the table, ``line`` its number there."""

    what: What
    old: Act | None
    new: Act | None
    line: int = 0

    @property
    def act(self) -> Act:
        """The act that it is about: as it would be, else as it was."""
        act = self.new or self.old
        if act is None:
            raise ValueError("a difference is about an act")
        return act

    @property
    def key(self) -> str:
        """The same for the same difference, whenever it is found."""
        old, new = self.old or self.new, self.act
        parts = [self.what.value, new.participant, new.kind.value, new.on.isoformat()]
        if self.what is What.CHANGED and old is not None and old.key != new.key:
            parts += [old.kind.value, old.on.isoformat()]
        return ":".join(parts)


@dataclass(frozen=True, slots=True)
class Reach:
    """How far the silence of a table counts.

    ``covers`` are the kinds of act for which it has columns; of the participants in ``silent`` it says nothing that could be
    taken. What was done after its day it cannot know, and a table that is older than what is known only adds.
    """

    covers: frozenset[ActKind]
    silent: Collection[str] = field(default_factory=frozenset)
    as_of: date = date.max
    is_older: bool = False


def differences(known: Iterable[Act], told: Mapping[Act, int], reach: Reach) -> list[Difference]:
    """Return what the acts of a table, each with the number of its line, would change. The same table a second time changes nothing."""
    by_participant: dict[str, tuple[list[Act], list[Act]]] = {}
    for act in sorted(known):
        by_participant.setdefault(act.participant, ([], []))[0].append(act)
    for act in sorted(told):
        by_participant.setdefault(act.participant, ([], []))[1].append(act)
    found: list[Difference] = []
    for participant in sorted(by_participant):
        for old, new in _pairs(*by_participant[participant]):
            what = _what(old, new, reach)
            if what is not None:
                found.append(Difference(what, old, _with_effect(old, new), told[new] if new else 0))
    return found


def _pairs(known: list[Act], told: list[Act]) -> Iterator[tuple[Act | None, Act | None]]:
    """Yield the acts of one participant two by two: what is the same act, even where its date or its kind was corrected; then all others alone."""
    old, new = {act.key: act for act in known}, {act.key: act for act in told}
    for key in [key for key in old if key in new]:
        yield old.pop(key), new.pop(key)
    for kind in ActKind:
        same = [key for key in old if key[1] is kind], [key for key in new if key[1] is kind]
        for left, right in list(zip(*same, strict=False)):
            yield old.pop(left), new.pop(right)
    for left in list(old):
        for right in [key for key in new if key[2] == left[2] and new[key].binds and old[left].binds][:1]:
            yield old.pop(left), new.pop(right)
    yield from ((act, None) for act in old.values())
    yield from ((None, act) for act in new.values())


def _with_effect(old: Act | None, new: Act | None) -> Act | None:
    """Return the act as the table tells it; tables without a column for the day on which it took effect leave that as it is known."""
    if old and new and old.kind is new.kind and new.effective_on is None:
        return replace(new, effective_on=old.effective_on)
    return new


def _what(old: Act | None, new: Act | None, reach: Reach) -> What | None:
    if old is None:
        return What.ADDED
    if reach.is_older:
        return None
    if new is not None:
        otherwise = old.key != new.key or old.revoked != new.revoked or (new.effective_on and new.effective_on != old.effective_on)
        return What.CHANGED if otherwise else None
    # Tables do not show withdrawals: they put brackets around what one undid.
    unseen = old.kind is ActKind.WITHDRAWAL or old.kind not in reach.covers or old.participant in reach.silent or old.on > reach.as_of
    return None if unseen else What.GONE


def corrects(difference: Difference) -> bool:
    """Whether what was shown had been wrong: a date, a kind, an act that never was. That a withdrawal undid an act since is news."""
    old, new = difference.old, difference.new
    if old is None or new is None:
        return old is not None
    return old.key != new.key or (old.revoked and not new.revoked) or (old.effective_on not in {None, new.effective_on})


def applied(known: Iterable[Act], several: Iterable[Difference]) -> list[Act]:
    """Return the acts as they would be with these differences."""
    acts = {act.key: act for act in known}
    chosen = list(several)
    for one in chosen:
        if one.old is not None:
            acts.pop(one.old.key, None)
    return [*acts.values(), *(one.new for one in chosen if one.new is not None)]


def written(difference: Difference) -> dict[str, Any]:
    """Return a difference as JSON data: key, what, participant, old, new (each kind, done_on, effective_on, is_revoked) and line."""
    return {
        "key": difference.key,
        "what": difference.what.value,
        "participant": difference.act.participant,
        "old": difference.old and written_act(difference.old),
        "new": difference.new and written_act(difference.new),
        "line": difference.line,
    }


def written_act(act: Act) -> dict[str, Any]:
    """Return an act as JSON data, as corrections keep it."""
    return {
        "kind": act.kind.value,
        "done_on": act.on.isoformat(),
        "effective_on": act.effective_on.isoformat() if act.effective_on else None,
        "is_revoked": act.revoked,
    }


def read_act(participant: str, data: dict[str, Any]) -> Act:
    """Return the act of one participant that ``written_act`` wrote."""
    effective = data.get("effective_on")
    return Act(
        date.fromisoformat(data["done_on"]),
        participant,
        ActKind(data["kind"]),
        bool(data.get("is_revoked")),
        date.fromisoformat(effective) if effective else None,
    )
