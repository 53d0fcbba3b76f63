"""A status table as JSON data, so that a proposal can compare it again when what is known has changed."""

from __future__ import annotations

from datetime import date
from typing import Any

from commoncall.diplomacy.rules.acts import ActKind
from commoncall.diplomacy.rules.reading.shapes import Line, Said, Table, Told, Totals


def written(table: Table) -> dict[str, Any]:
    """Return what a table says; its file, source and day are kept beside it."""
    totals = table.totals
    return {
        "lines": [
            [line.number, line.name, line.code, [_act(act) for act in line.acts], [_said(one) for one in line.problems]] for line in table.lines
        ],
        "covers": sorted(kind.value for kind in table.covers),
        "treaty": table.treaty,
        "title": table.title,
        "language": table.language,
        "totals": [totals.signatories, totals.parties, _iso(totals.entry_on)],
        "notices": [_said(one) for one in table.notices],
    }


def read(data: dict[str, Any]) -> Table:
    """Return the table that ``written`` wrote."""
    signatories, parties, entry = data["totals"]
    return Table(
        lines=tuple(
            Line(number, name, code, tuple(map(_told, acts)), tuple(Said(*one) for one in problems))
            for number, name, code, acts, problems in data["lines"]
        ),
        covers=frozenset(map(ActKind, data["covers"])),
        treaty=data["treaty"],
        title=data["title"],
        language=data["language"],
        totals=Totals(signatories, parties, _day(entry)),
        notices=tuple(Said(*one) for one in data["notices"]),
    )


def _said(said: Said) -> list[Any]:
    return [said.code, dict(said.params)]


def _act(act: Told) -> list[Any]:
    return [act.kind.value, act.on.isoformat(), act.revoked, _iso(act.effective_on)]


def _told(data: list[Any]) -> Told:
    kind, on, revoked, effective = data
    return Told(ActKind(kind), date.fromisoformat(on), revoked, _day(effective))


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
