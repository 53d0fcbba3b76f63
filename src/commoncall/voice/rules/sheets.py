"""What was found in a file of names, as it is kept between two looks at it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from commoncall.membership.rules.matching.shapes import Candidate, Reason, Verdict
from commoncall.voice.rules.bringing_in import Columns, Found, Line


def kept(found: Sequence[Found]) -> list[dict[str, Any]]:
    """Return what was found as JSON holds it."""
    return [asdict(one) for one in found]


def read(kept: Sequence[Mapping[str, Any]]) -> list[Found]:
    """Return what was found, from how it was kept."""
    return [
        Found(
            line=Line(**one["line"]),
            verdict=Verdict(one["verdict"]),
            candidates=_candidates(one["candidates"]),
            repeats=one["repeats"],
            near=_candidates(one["near"]),
        )
        for one in kept
    ]


def _candidates(kept: Sequence[Mapping[str, Any]]) -> tuple[Candidate, ...]:
    return tuple(Candidate(one["id"], one["name"], one["certain"], tuple(map(Reason, one["reasons"]))) for one in kept)


def columns(kept: Mapping[str, Any]) -> Columns | None:
    """Return the columns, from how they were kept; nothing where none could be guessed."""
    return Columns(**kept) if kept else None
