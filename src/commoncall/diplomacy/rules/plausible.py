"""What is odd about the acts of a treaty. Nothing of it is refused by itself: a person looks, and decides."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import groupby

from commoncall.diplomacy.rules.acts import Act, ActKind
from commoncall.diplomacy.rules.entry import entry_into_force
from commoncall.diplomacy.rules.terms import Accession, Closing, Terms


class Oddity(StrEnum):
    """What may be wrong with an act. The first two cannot be true; the others can."""

    IN_THE_FUTURE = "in_the_future"
    BEFORE_OPENING = "before_opening"
    SIGNED_TWICE = "signed_twice"
    BOUND_TWICE = "bound_twice"
    SIGNED_AFTER_CLOSING = "signed_after_closing"
    ACCEDED_AFTER_SIGNING = "acceded_after_signing"
    ACCEDED_TOO_EARLY = "acceded_too_early"
    REJOINED = "rejoined"
    LEFT_UNBOUND = "left_unbound"
    BEFORE_IT_EXISTED = "before_it_existed"
    LEFT_UNDATED = "left_undated"


#: What stops an act from being taken.
IMPOSSIBLE = frozenset({Oddity.IN_THE_FUTURE, Oddity.BEFORE_OPENING})


@dataclass(frozen=True, slots=True)
class Finding:
    """An oddity of one act. ``since`` is the day that matters: of opening, of closing, of the state's beginning."""

    oddity: Oddity
    act: Act
    since: date | None = None


def findings(terms: Terms, acts: Iterable[Act], today: date, began: Mapping[str, date]) -> list[Finding]:
    """Return what is odd, by participant and date. ``began`` says since when younger states exist."""
    ordered = sorted(acts, key=lambda act: (act.participant, act.on, act.kind))
    entry = entry_into_force(terms, ordered).on
    found: list[Finding] = []
    for _code, own in groupby(ordered, key=lambda act: act.participant):
        several = list(own)
        for place, act in enumerate(several):
            found += _dates(terms, act, today, began.get(act.participant), entry)
            found += _order(several[:place], act)
        found += [Finding(Oddity.LEFT_UNDATED, act) for act in _undated(several)]
    return found


def _dates(terms: Terms, act: Act, today: date, began: date | None, entry: date | None) -> Iterable[Finding]:
    if act.on > today:
        yield Finding(Oddity.IN_THE_FUTURE, act, today)
    if terms.opened_on and act.on < terms.opened_on:
        yield Finding(Oddity.BEFORE_OPENING, act, terms.opened_on)
    elif began and act.on < began:
        yield Finding(Oddity.BEFORE_IT_EXISTED, act, began)
    closed = {Closing.AT_ENTRY: entry, Closing.ON_DATE: terms.closed_on, Closing.NEVER: None}[terms.closing]
    if act.kind is ActKind.SIGNATURE and closed and act.on > closed:
        yield Finding(Oddity.SIGNED_AFTER_CLOSING, act, closed)
    opens = {Accession.AFTER_ENTRY: entry or date.max, Accession.AFTER_CLOSING: closed or date.max}.get(terms.accession)
    if act.kind is ActKind.ACCESSION and opens and act.on < opens:
        yield Finding(Oddity.ACCEDED_TOO_EARLY, act, None if opens == date.max else opens)


def _order(before: list[Act], act: Act) -> Iterable[Finding]:
    kinds = {one.kind for one in before} | {ActKind.SIGNATURE for one in before if one.on == act.on and one.kind is ActKind.SIGNATURE}
    bound = next((one for one in reversed(before) if one.binds or one.kind is ActKind.WITHDRAWAL), None)
    if act.kind is ActKind.SIGNATURE and ActKind.SIGNATURE in kinds:
        yield Finding(Oddity.SIGNED_TWICE, act)
    if act.binds and bound is not None:
        yield Finding(Oddity.REJOINED if bound.kind is ActKind.WITHDRAWAL else Oddity.BOUND_TWICE, act, bound.on)
    if act.kind is ActKind.ACCESSION and ActKind.SIGNATURE in kinds and bound is None:
        yield Finding(Oddity.ACCEDED_AFTER_SIGNING, act)
    if act.kind is ActKind.WITHDRAWAL and (bound is None or bound.kind is ActKind.WITHDRAWAL) and ActKind.SIGNATURE not in kinds:
        yield Finding(Oddity.LEFT_UNBOUND, act)


def _undated(acts: list[Act]) -> list[Act]:
    if any(act.kind is ActKind.WITHDRAWAL or (act.binds and not act.revoked) for act in acts):
        return []
    return [act for act in acts if act.revoked][:1]
