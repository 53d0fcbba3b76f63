"""When a treaty enters into force, and when for one state."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from commoncall.diplomacy.rules.acts import EUROPEAN_UNION, Act, ActKind
from commoncall.diplomacy.rules.terms import Late, Terms, Threshold


@dataclass(frozen=True, slots=True)
class Entry:
    """How far a treaty is on its way into force.

    ``on`` is the day of its entry into force, ``reached_on`` the day of the deposit that met the threshold and ``reached_by``
    whose it was, several where they came on the same day; all three are empty where it was not met. ``counted`` is how many
    count towards it, of ``needed``; ``lacking`` are those of the states it needs that have not joined.
    """

    on: date | None = None
    reached_on: date | None = None
    reached_by: tuple[str, ...] = ()
    counted: int = 0
    needed: int = 0
    lacking: tuple[str, ...] = ()


def entry_into_force(terms: Terms, acts: Iterable[Act]) -> Entry:
    """Compute a treaty's entry into force from the acts, by its own rule.

    An act that a later withdrawal undid counts: it stood when it was deposited. Each state counts once, and an organisation
    of states not beside its members, as treaties that admit such organisations say.
    """
    threshold = terms.threshold
    if threshold is None:
        return Entry()
    counting = _counting(threshold, acts)
    needed = len(threshold.states) or threshold.count
    reached = counting[needed - 1] if len(counting) >= needed else None
    lacking = tuple(sorted(set(threshold.states) - {act.participant for act in counting}))
    if reached is None:
        return Entry(counted=len(counting), needed=needed, lacking=lacking)
    on = terms.delay.after(reached.on)
    if threshold.not_before:
        on = max(on, threshold.not_before)
    together = tuple(act.participant for act in counting if act.on == reached.on)
    return Entry(on, reached.on, together, len(counting), needed)


def _counting(threshold: Threshold, acts: Iterable[Act]) -> list[Act]:
    first: dict[str, Act] = {}
    for act in sorted(acts):
        if act.kind not in threshold.kinds or act.participant == EUROPEAN_UNION:
            continue
        if not threshold.states or act.participant in threshold.states:
            first.setdefault(act.participant, act)
    return list(first.values())


def in_force_for(terms: Terms, entry: date | None, act: Act) -> date | None:
    """Return the day on which a treaty enters into force for the state that did this act; nothing while the treaty is not in force.

    ``entry`` is the day of the treaty's own entry into force. A successor is bound from the day that the depositary states,
    else from the day of its notification: the succession itself is mostly older.
    """
    if entry is None:
        return None
    if act.effective_on:
        return max(entry, act.effective_on)
    if act.kind is ActKind.SUCCESSION:
        return max(entry, act.on)
    if terms.late is Late.AFTER_ENTRY and act.on < entry:
        return entry
    return max(entry, terms.later_delay.after(act.on))


def withdrawal_takes_effect(terms: Terms, notified_on: date) -> date | None:
    """Return the earliest day on which a withdrawal takes effect; nothing where the treaty cannot be left by its own rule.

    A treaty that ties a state until the end of an armed conflict may hold it longer: that is no date to compute.
    """
    return terms.leaving.delay.after(notified_on) if terms.leaving else None
