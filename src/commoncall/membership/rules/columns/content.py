"""What the cells of a column look like: addresses, countries, dates, words."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from commoncall.kernel.countries.rules import Outcome, Recognition

_EMAIL = re.compile(r"[^\s@<>;,]+@[^\s@<>;,]+\.[^\s@<>;,]{2,}")
_EMAILS = re.compile(rf"\s*{_EMAIL.pattern}(?:[\s,;/|]+{_EMAIL.pattern})*[\s,;.]*")
_WEBSITE = re.compile(r"(?:https?://|www\.)\S+|(?:[a-z0-9-]+\.)+[a-z]{2,10}(?:/\S*)?", re.IGNORECASE)
_DATE = re.compile(r"\d{4}-\d{1,2}-\d{1,2}(?:[ T].*)?|\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d{2})|\d{4}/\d{1,2}/\d{1,2}")
_PHONE = re.compile(r"[+(]?\d[\d\s().\-/]{6,}\d")
_NUMBER = re.compile(r"\d[\d\s.]*")
_SAMPLE = 300
_LONGEST = 200


class Recogniser(Protocol):
    """Tells which countries a text names; kernel.countries.rules.recognise_several does."""

    def __call__(self, text: str, language: str | None = None) -> tuple[Recognition, ...]:
        """What each part of the text means, in order."""
        ...


@dataclass(frozen=True)
class Content:
    """The share of a column's filled cells, from 0 to 1, that look like something, and their usual length."""

    filled: int
    distinct: float
    length: float
    emails: float
    with_emails: float
    websites: float
    dates: float
    phones: float
    numbers: float
    countries: float


def examine(cells: Sequence[str], recognise: Recogniser) -> Content:
    """What a column holds, judged by some hundred of its cells."""
    filled = [cell for cell in cells if cell]
    sample = [cell[:_LONGEST] for cell in filled[:_SAMPLE]]
    count = max(len(sample), 1)

    def share(pattern: re.Pattern[str]) -> float:
        return sum(bool(pattern.fullmatch(cell)) for cell in sample) / count

    return Content(
        filled=len(filled),
        distinct=len(set(sample)) / count,
        length=sum(map(len, sample)) / count,
        emails=share(_EMAILS),
        with_emails=sum(bool(_EMAIL.search(cell)) for cell in sample) / count,
        websites=share(_WEBSITE),
        dates=share(_DATE),
        phones=share(_PHONE),
        numbers=share(_NUMBER),
        countries=_share_of_countries(sample, recognise),
    )


def _share_of_countries(sample: Sequence[str], recognise: Recogniser) -> float:
    """The share of cells that name nothing but countries or wider areas."""
    known: dict[str, bool] = {}
    for cell in sample:
        if cell not in known:
            known[cell] = len(cell) <= 80 and _names_countries(cell, recognise)
    return sum(known[cell] for cell in sample) / max(len(sample), 1)


def _names_countries(cell: str, recognise: Recogniser) -> bool:
    if cell.isdigit():
        return False
    found = recognise(cell)
    return bool(found) and all(part.outcome in (Outcome.COUNTRY, Outcome.WIDER) for part in found)
