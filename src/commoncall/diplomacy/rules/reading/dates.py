"""Days as depositaries and spreadsheets write them, in English, French and Spanish."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from commoncall.kernel.text.folding import fold

_MONTHS = {
    "en": "january february march april may june july august september october november december",
    "fr": "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
}
#: Spellings that are no beginning of one month alone, or of none.
_OTHERWISE = {"sept": 9, "setiembre": 9, "set": 9, "jul": 7, "jun": 6}
_SHORTEST = 3

_WORD = r"[^\W\d_]{3,12}"
DAY = (
    rf"(?:(?P<y1>\d{{4}})-(?P<m1>\d{{1,2}})-(?P<d1>\d{{1,2}})(?:[T ]00:00(?::00)?)?"
    rf"|(?P<d2>\d{{1,2}})(?:er|st|nd|rd|th|º|°)?[\s.\-]{{1,3}}(?:de\s)?(?P<w2>{_WORD})[\s.,\-]{{1,3}}(?:del?\s)?(?P<y2>\d{{4}})"
    rf"|(?P<w3>{_WORD})\.?\s(?P<d3>\d{{1,2}})(?:st|nd|rd|th)?,?\s(?P<y3>\d{{4}})"
    rf"|(?P<a4>\d{{1,2}})[./\-](?P<b4>\d{{1,2}})[./\-](?P<y4>\d{{4}}))(?!\d)"
)
_DAY = re.compile(DAY)
_NUMERIC = re.compile(r"(?<!\d)(\d{1,2})[./\-](\d{1,2})[./\-]\d{4}(?!\d)")


def _numbers() -> dict[str, int]:
    """Return the number of a month by its name, and by every beginning of it that could be no other's."""
    found: dict[str, set[int]] = {}
    for names in _MONTHS.values():
        for number, name in enumerate(names.split(), start=1):
            for length in range(_SHORTEST, len(name) + 1):
                found.setdefault(name[:length], set()).add(number)
    return {word: numbers.pop() for word, numbers in found.items() if len(numbers) == 1} | _OTHERWISE


_NUMBER_OF = _numbers()


def day_first(texts: Iterable[str]) -> bool | None:
    """Tell from all dates of a file in figures whether the day comes before the month; nothing where they do not show it."""
    orders = set()
    for text in texts:
        for first, second in _NUMERIC.findall(text):
            if int(first) > 12:
                orders.add(True)
            elif int(second) > 12:
                orders.add(False)
    return orders.pop() if len(orders) == 1 else None


def read(text: str, days_first: bool | None = None) -> date | None:
    """Return the day that a text is, or nothing."""
    found = _DAY.fullmatch(" ".join(text.split()))
    return of(found, days_first) if found else None


def first_in(text: str) -> date | None:
    """Return the first day that stands in a text."""
    return next(all_in(text), None)


def all_in(text: str) -> Iterator[date]:
    """Yield the days that stand in a text."""
    return (day for found in _DAY.finditer(text) if (day := of(found)))


def of(found: re.Match[str], days_first: bool | None = None) -> date | None:
    """Return the day that a match of ``DAY`` means; nothing where there is no such day, or day and month could be either."""
    part = found.groupdict()
    if part["y1"]:
        return _day(part["y1"], part["m1"], part["d1"])
    if part["y2"] or part["y3"]:
        number = _NUMBER_OF.get(fold(part["w2"] or part["w3"]))
        return _day(part["y2"] or part["y3"], number, part["d2"] or part["d3"]) if number else None
    first, second = int(part["a4"]), int(part["b4"])
    if first <= 12 and second <= 12 and first != second and days_first is None:
        return None
    day, month = (first, second) if first > 12 or (second <= 12 and days_first is not False) else (second, first)
    return _day(part["y4"], month, day)


def _day(year: str, month: str | int, day: str | int) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
