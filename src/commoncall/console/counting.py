"""Counting a file of ballots on the command line: reading it, drawing the lot, telling people and programs what came out."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from commoncall.console.answers import Answer
from commoncall.decisions.rules.elections import RULES, Count, Deed, Election, Lot, Stage, Tie, blt, by_order, by_seed
from commoncall.installation.trouble import Trouble, with_file

_MOST_BYTES = 200 * 1024 * 1024
_FORM = "write it as counting programs exchange ballots (BLT); docs/reference/counting.md describes the form."
_NAMES = {"scottish": "Scottish rules of 2011 (weighted inclusive Gregory)", "meek": "Meek’s method", "irv": "instant run-off"}


@dataclass(frozen=True)
class File:
    """A file that was read: the election in it, as it is to be counted."""

    path: Path
    sha256: str
    election: Election


def read(path: Path, seats: int | None, rule: str) -> File:
    """Read a file of ballots, and see that it can be counted by the rule."""
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise Trouble(f"“{path}” is larger than {_MOST_BYTES:,} bytes.", "give like papers once, with how many voters gave them.")
        content = path.read_bytes()
    except IsADirectoryError:
        raise Trouble(f"“{path}” is a folder.", "name a file in it.") from None
    except OSError as error:
        raise with_file(error, path) from error
    try:
        election = blt.read(content.decode())
    except UnicodeDecodeError as error:
        raise Trouble(f"“{path}” is no text in UTF-8: byte {error.start:,} does not fit.", "save it as UTF-8.") from error
    except blt.BltFault as fault:
        raise Trouble(f"“{path}” cannot be counted. {fault}", _FORM) from fault
    return File(path, hashlib.sha256(content).hexdigest(), _countable(election, seats, rule))


def _countable(election: Election, seats: int | None, rule: str) -> Election:
    if seats is not None:
        if not 1 <= seats <= blt.MOST_CANDIDATES:
            raise Trouble(f"There are between 1 and {blt.MOST_CANDIDATES:,} seats, not {seats:,}.", "give another number with --seats.")
        election = replace(election, seats=seats)
    if rule == "irv" and election.seats != 1:
        raise Trouble(f"Instant run-off fills one seat; here are {election.seats:,}.", "say --seats 1, or take the rule scottish or meek.")
    if not election.valid and len(election.standing) > election.seats:
        raise Trouble("No paper names a candidate who stands, so there is nothing to count.", "see that the papers are in the file.")
    return election


def lot(file: File, order: str | None, seed: str | None) -> Lot:
    """Return the lot that was drawn, or one that settles nothing."""
    candidates = len(file.election.candidates)
    if seed is not None:
        return by_seed(seed, candidates)
    if order is None:
        return Lot()
    try:
        return by_order([int(number) - 1 for number in order.replace(",", " ").split()], candidates)
    except ValueError:
        what = f"“{order[:80]}” is no order of candidates."
        raise Trouble(what, f"give their numbers in the file, from 1 to {candidates}, each once, such as 3,1,2.") from None


def counted(file: File, rule: str, drawn: Lot) -> Count:
    """Count. Raise ``Tied`` where the rule leaves it to lot, and the lot was not drawn between those."""
    return RULES[rule](file.election, drawn)


def stopped(file: File, tie: Tie) -> Answer:
    """Answer that the count stopped at a tie, between whom, and how it goes on."""
    names = _named(file, tie.candidates)
    what = "whose surplus is transferred first" if tie.what == "surplus" else "who is excluded"
    told = {"stage": tie.stage, "for": tie.what, "candidates": names, "numbers": [one + 1 for one in tie.candidates]}
    reason = f"A tie at stage {tie.stage}: the rule leaves to lot {what}: {', '.join(names)}."
    remedy = f"draw lots and give the order with --lot, such as --lot {','.join(str(one + 1) for one in tie.candidates)}, or give --seed."
    return Answer((), {"reason": reason, "remedy": remedy, "tie": told}, done=False)


def facts(file: File, count: Count, drawn: Lot, seed: str | None) -> dict[str, Any]:
    """Return everything that there is to know of a count."""
    election = file.election
    order = {"order": [one + 1 for one in drawn.order]} if drawn.order is not None else None
    return {
        "rule": count.rule,
        "title": election.title,
        "winners": _named(file, count.winners),
        "quota": _number(count.quota, count.unit),
        "seats": count.seats,
        "open_seats": count.open_seats,
        "valid": count.valid,
        "blank": election.blank,
        "withdrawn": _named(file, sorted(election.withdrawn)),
        "stages": [_stage(file, one, count.unit) for one in count.stages],
        "ties": [
            {"stage": tie.stage, "for": tie.what, "candidates": _named(file, tie.candidates), "chosen": _named(file, (tie.chosen or 0,))[0]}
            for tie in count.ties
        ],
        "lot": order | ({"seed": seed} if seed is not None else {}) if order else None,
        "file": str(file.path),
        "sha256": file.sha256,
    }


def _stage(file: File, stage: Stage, unit: int) -> dict[str, Any]:
    names = file.election.candidates
    told: dict[str, Any] = {
        "stage": stage.number,
        "deed": stage.deed.value,
        "of": None if stage.whose is None else names[stage.whose],
        "votes": {names[one]: _number(stage.votes[one], unit) for one in file.election.standing},
        "quota": _number(stage.quota, unit),
        "untransferable": _number(stage.untransferable, unit),
        "lost": _number(stage.lost, unit),
        "elected": _named(file, stage.elected),
        "excluded": _named(file, stage.excluded),
    }
    return told | ({"keep": {names[one]: _number(stage.keep[one], unit) for one in file.election.standing}} if stage.keep else {})


def _number(parts: int, unit: int) -> float | int:
    # Fifteen digits at most: what JSON shows of it is exact.
    return parts // unit if parts % unit == 0 else parts / unit


def _named(file: File, candidates: Iterable[int]) -> list[str]:
    return [file.election.candidates[one] for one in candidates]


def lines(file: File, count: Count, told: Mapping[str, Any]) -> Iterator[str]:
    """Yield a count for people: what came out, then stage by stage who had how many votes."""
    election = file.election
    if election.title:
        yield election.title
    blank = f", {election.blank:,} blank" if election.blank else ""
    yield f"{_NAMES[count.rule]}: {_many(count.seats, 'seat')}, {_many(count.valid, 'valid paper')}{blank}; quota {_votes(count.quota, count.unit)}."
    yield f"Elected: {', '.join(told['winners']) or 'nobody'}."
    if count.open_seats:
        yield f"{_many(count.open_seats, 'seat')} stayed open: nobody else stood."
    if told["withdrawn"]:
        yield f"Withdrawn, and passed over: {', '.join(told['withdrawn'])}."
    for tie in told["ties"]:
        yield f"Tie at stage {tie['stage']}, {tie['for']}, between {', '.join(tie['candidates'])}: the lot fell on {tie['chosen']}."
    widest = max(len(name) for name in election.candidates)
    for stage in count.stages:
        yield ""
        yield f"Stage {stage.number}: {_deed(file, stage)}"
        ranked = sorted(election.standing, key=lambda one: (-stage.votes[one], one))
        for one in (one for one in ranked if stage.votes[one] or one in stage.excluded):
            mark = " elected" if one in stage.elected else " excluded" if one in stage.excluded else ""
            yield f"  {election.candidates[one]:<{widest}}  {_votes(stage.votes[one], count.unit):>18}{mark}".rstrip()
        if stage.untransferable or stage.lost:
            yield f"  {'not transferable':<{widest}}  {_votes(stage.untransferable + stage.lost, count.unit):>18}"


def _deed(file: File, stage: Stage) -> str:
    name = "" if stage.whose is None else file.election.candidates[stage.whose]
    match stage.deed:
        case Deed.FIRST:
            return "first preferences"
        case Deed.SURPLUS:
            return f"surplus of {name}"
        case Deed.EXCLUSION:
            return f"exclusion of {name}"
        case Deed.REST:
            return "as many are left as there are seats"
    return f"{name} has the fewest and is excluded" if name else "votes kept and passed on"


def _votes(parts: int, unit: int) -> str:
    decimals = len(str(unit)) - 1
    whole, rest = divmod(parts, unit)
    return f"{whole:,}.{rest:0{decimals}}" if decimals else f"{whole:,}"


def _many(number: int, what: str) -> str:
    return f"{number:,} {what}" if number == 1 else f"{number:,} {what}s"
