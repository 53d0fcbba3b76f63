"""Since when younger states exist: an older act under such a name was done by another state before it."""

from __future__ import annotations

import csv
from datetime import date
from functools import cache
from pathlib import Path

_FILE = Path(__file__).resolve().parents[1] / "data" / "beginnings.csv"


@cache
def beginnings() -> dict[str, date]:
    """Return the day of independence, or of beginning, of the states that came about after 1979, by alpha-2 code."""
    with _FILE.open(encoding="utf-8", newline="") as file:
        return {row["code"]: date.fromisoformat(row["on"]) for row in csv.DictReader(file)}
