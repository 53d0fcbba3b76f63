"""What is to be made of a status table: whose acts it tells of, which lines cannot be true, what it would change, what is odd."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from commoncall.diplomacy.rules import participants
from commoncall.diplomacy.rules.acts import Act, ActKind
from commoncall.diplomacy.rules.differences import Difference, Reach, applied, differences
from commoncall.diplomacy.rules.entry import entry_into_force
from commoncall.diplomacy.rules.participants import Question
from commoncall.diplomacy.rules.plausible import IMPOSSIBLE, Finding, Oddity, findings
from commoncall.diplomacy.rules.reading.shapes import Line, Said, Table
from commoncall.diplomacy.rules.terms import Terms

# So many participants may be missing from a table that is whole; where more are, it is a part, such as one region.
_MISSING, _MISSING_SHARE = 3, 0.1


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a treaty: its rules, the acts that stand, the day of their source, and its entry into force as published."""

    terms: Terms
    acts: Sequence[Act] = ()
    as_of: date | None = None
    entry_on: date | None = None
    began: Mapping[str, date] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Noticed:
    """Something to say about a participant or a line."""

    said: Said
    participant: str = ""
    line: int = 0
    name: str = ""


@dataclass(frozen=True, slots=True)
class Judged:
    """What came of a table. Lines in ``refused`` are taken in no part."""

    differences: tuple[Difference, ...]
    questions: tuple[Question, ...]
    notices: tuple[Noticed, ...]
    refused: tuple[Noticed, ...]


def judge(table: Table, known: Known, *, as_of: date, today: date, answers: Mapping[str, str]) -> Judged:
    """Return what a table would change and what is to be said of it. ``as_of`` is its day, ``answers`` those given to its questions."""
    placed = participants.placed(table.lines, answers, table.language)
    told, refused = _told(table.lines, placed.participants)
    names = {line.number: line.name for line in table.lines}
    refused += [Noticed(_said(one), one.act.participant, told[one.act], names[told[one.act]]) for one in _impossible(known, told, today)]
    broken = {one.line for one in refused}
    told = {act: number for act, number in told.items() if number not in broken}
    named = {placed.participants[line.number] for line in table.lines if line.number in placed.participants}
    missing = sorted({act.participant for act in known.acts if act.kind is not ActKind.WITHDRAWAL} - named)
    is_part = len(missing) > max(_MISSING, _MISSING_SHARE * len({act.participant for act in known.acts}))
    is_older = known.as_of is not None and as_of < known.as_of
    silent = {placed.participants.get(number, "") for number in broken} | (set(missing) if is_part or placed.questions else set())
    found = differences(known.acts, told, Reach(table.covers, silent, as_of, is_older))
    notices = [*(Noticed(said) for said in table.notices), *_odd(known, found, today), *_miscounted(table, known, told)]
    if is_older and known.as_of:
        notices.append(Noticed(Said("older", {"on": as_of.isoformat(), "since": known.as_of.isoformat()})))
    elif is_part:
        notices.append(Noticed(Said("part", {"missing": len(missing)})))
    return Judged(tuple(found), placed.questions, tuple(notices), tuple(sorted(refused, key=lambda one: one.line)))


def _told(lines: Iterable[Line], places: Mapping[int, str]) -> tuple[dict[Act, int], list[Noticed]]:
    """Return the acts of the lines that can be read, and why the others cannot. The same act twice is one, unless its lines disagree."""
    told: dict[Any, tuple[Act, int]] = {}
    refused: list[Noticed] = []
    for line in lines:
        code = places.get(line.number, "")
        refused += [Noticed(problem, code, line.number, line.name) for problem in line.problems]
        for one in line.acts if code else ():
            act = Act(one.on, code, one.kind, one.revoked, one.effective_on)
            first, number = told.setdefault(act.key, (act, line.number))
            if (first.revoked, first.effective_on) != (act.revoked, act.effective_on):
                refused.append(Noticed(Said("twice", {"other": number}), code, line.number, line.name))
    return dict(told.values()), refused


def _impossible(known: Known, told: Iterable[Act], today: date) -> list[Finding]:
    return [one for one in findings(known.terms, told, today, known.began) if one.oddity in IMPOSSIBLE]


def _odd(known: Known, found: Sequence[Difference], today: date) -> list[Noticed]:
    """Return what is odd about the acts that would be new or other; what is known was looked at when it was accepted."""
    new = {one.new.key: one.line for one in found if one.new is not None}
    touched = {one.act.participant for one in found}
    several = findings(known.terms, applied(known.acts, found), today, known.began)
    odd = [one for one in several if one.act.key in new or (one.oddity is Oddity.LEFT_UNDATED and one.act.participant in touched)]
    return [Noticed(_said(one), one.act.participant, new.get(one.act.key, 0)) for one in odd if one.oddity not in IMPOSSIBLE]


def _said(finding: Finding) -> Said:
    since = {"since": finding.since.isoformat()} if finding.since else {}
    return Said(finding.oddity.value, {"on": finding.act.on.isoformat(), **since})


def _miscounted(table: Table, known: Known, told: Iterable[Act]) -> Iterable[Noticed]:
    """Yield where a page's own counts differ from what its table says."""
    standing = [act for act in told if not act.revoked]
    counted = {
        "other_parties": (table.totals.parties, len({act.participant for act in standing if act.binds})),
        "other_signatories": (table.totals.signatories, len({act.participant for act in standing if act.kind is ActKind.SIGNATURE})),
    }
    for code, (said, found) in counted.items():
        if said is not None and said != found:
            yield Noticed(Said(code, {"said": said, "counted": found}))
    entry = known.entry_on or entry_into_force(known.terms, told).on
    if table.totals.entry_on and entry and entry != table.totals.entry_on:
        yield Noticed(Said("other_entry", {"said": table.totals.entry_on.isoformat(), "counted": entry.isoformat()}))
