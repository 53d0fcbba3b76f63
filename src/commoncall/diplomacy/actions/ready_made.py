"""Bringing the treaties that come with the program up to date with their file. This is a step of installing, not the deed of a person."""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from commoncall.diplomacy.models import Instrument
from commoncall.diplomacy.rules import terms

_FILE = Path(__file__).resolve().parents[1] / "data" / "instruments.json"
_DEPOSITARY = "Secretary-General of the United Nations"
_PUBLISHED = "United Nations Treaty Collection, status of the treaty, 3 February 2026"
_KEPT = (
    *("names", "titles", "depositary", "reference", "status_url", "adopted_on", "adopted_in", "terms"),
    *("published_entry_on", "published_entry_source", "why_it_differs", "is_ready_made"),
)


@cache
def _listed() -> tuple[dict[str, Any], ...]:
    return tuple(json.loads(_FILE.read_text(encoding="utf-8")))


def load() -> int:
    """Make the installation's treaties say what ``data/instruments.json`` says, and return how many were added or changed.

    To be called after every migration; calling it again changes nothing and costs one query. What states did, and the source of
    it, stays as it is. No history is written: nobody decides anything, and the file is part of the program.
    """
    there = {row.code: row for row in Instrument.objects.filter(coalition=None)}
    added, changed = [], []
    for facts in _listed():
        row = _row(facts)
        old = there.get(row.code)
        if old is None:
            added.append(row)
        elif any(getattr(old, name) != getattr(row, name) for name in _KEPT):
            row.pk = old.pk
            changed.append(row)
    if added:
        Instrument.objects.bulk_create(added)
    if changed:
        Instrument.objects.bulk_update(changed, _KEPT)
    return len(added) + len(changed)


def _row(facts: dict[str, Any]) -> Instrument:
    entry = facts["published_entry_on"]
    return Instrument(
        code=facts["code"],
        names=facts["names"],
        titles=facts["titles"],
        depositary=_DEPOSITARY,
        reference=facts["reference"],
        status_url=facts["status_url"],
        adopted_on=date.fromisoformat(facts["adopted_on"]),
        adopted_in=facts["adopted_in"],
        terms=terms.written(terms.read(facts["terms"])),
        published_entry_on=date.fromisoformat(entry) if entry else None,
        published_entry_source=_PUBLISHED if entry else "",
        why_it_differs=facts["why_it_differs"],
        is_ready_made=True,
    )
