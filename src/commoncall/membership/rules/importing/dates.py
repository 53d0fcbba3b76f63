"""Read dates as people write them in spreadsheets: in full, as a month, as a year, or as a serial number."""

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from babel import Locale

from commoncall.kernel.text.folding import fold
from commoncall.kernel.text.vocabulary import word_set

_LANGUAGES = ("en", "fr", "es", "pt", "de", "it", "ru", "ar", "ar_LB", "ar_MA", "ar_DZ", "nl", "tr")
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[ t].*)?")
_SLASHED = re.compile(r"(\d{1,2})\s*[/-]\s*(\d{1,2})\s*[/-]\s*(\d{4}|\d{2})(?:[ ,].*)?")
_DOTTED = re.compile(r"(\d{1,2})\.\s*(\d{1,2})\.\s*(\d{4}|\d{2})(?:[ ,].*)?")
_CHINESE = re.compile(r"(\d{4})\s*年\s*(?:(\d{1,2})\s*月\s*(?:(\d{1,2})\s*[日号])?)?")
_YEAR = re.compile(r"(?:19|20)\d\d")
_YEAR_MONTH = re.compile(r"((?:19|20)\d\d)[-/.](\d{1,2})")
_MONTH_YEAR = re.compile(r"(\d{1,2})[-/.]((?:19|20)\d\d)")
_SERIAL = re.compile(r"[2-6]\d{4}(?:\.\d+)?")
_WORD = re.compile(r"[^\W\d_]+|\d+")
_SHORT_MONTH = re.compile(r"[^\W\d_]+\.?\s?[-'’/]\s?\d\d")
_SERIAL_START = datetime.date(1899, 12, 30)
_FILLERS = word_set("de del of the er st nd rd th do da di du den le el г года year من سنه عام")
_PIVOT = 50


@dataclass(frozen=True)
class DateRead:
    """A date with how exactly it is known: day, month or year."""

    day: datetime.date
    precision: str = "day"


class AmbiguousDateError(ValueError):
    """A date of which either number may be the day."""


def read(text: str, order: str = "") -> DateRead | None:
    """The date that a cell means; None where it means none. Raises AmbiguousDateError without an order."""
    folded = fold(text).strip(" .")
    if slashed := _SLASHED.fullmatch(folded):
        return _slashed(slashed, order)
    for pattern, parts in ((_ISO, "ymd"), (_DOTTED, "dmy"), (_YEAR_MONTH, "ym"), (_MONTH_YEAR, "my")):
        if found := pattern.fullmatch(folded):
            return _made(dict(zip(parts, map(int, found.groups()), strict=True)))
    if found := _CHINESE.fullmatch(folded):
        return _made({part: int(digits) for part, digits in zip("ymd", found.groups(), strict=True) if digits})
    if _YEAR.fullmatch(folded):
        return _made({"y": int(folded)})
    if _SERIAL.fullmatch(folded):
        return DateRead(_SERIAL_START + datetime.timedelta(days=int(float(folded))))
    return _worded(folded)


def order_of(cells: Iterable[str]) -> str:
    """The order that a column proves, by a number above 12: dmy, mdy, or neither."""
    orders: set[str] = set()
    for cell in cells:
        if slashed := _SLASHED.fullmatch(fold(cell).strip(" .")):
            first, second = int(slashed.group(1)), int(slashed.group(2))
            if first > 12 >= second:
                orders.add("dmy")
            if second > 12 >= first:
                orders.add("mdy")
    return orders.pop() if len(orders) == 1 else ""


def _slashed(found: re.Match[str], order: str) -> DateRead | None:
    first, second, year = map(int, found.groups())
    if first > 12 or first == second:
        order = "dmy"
    elif second > 12:
        order = "mdy"
    if not order:
        raise AmbiguousDateError(found.group())
    day, month = (first, second) if order == "dmy" else (second, first)
    return _made({"y": year, "m": month, "d": day})


def _made(parts: dict[str, int]) -> DateRead | None:
    """A date of the parts that are known, two digits of a year in the nearer century; None where no calendar has it."""
    year = parts["y"]
    if year < 100:
        year += 2000 if year < _PIVOT else 1900
    if not 1900 <= year <= 2100:
        return None
    try:
        day = datetime.date(year, parts.get("m", 1), parts.get("d", 1))
    except ValueError:
        return None
    return DateRead(day, "day" if "d" in parts else "month" if "m" in parts else "year")


def _worded(folded: str) -> DateRead | None:
    """A date with the month as a word: "12 March 2019", "March 12th, 2019", "mars 2019", "Mar-19"."""
    parts: dict[str, int] = {}
    numbers: list[str] = []
    for word in _WORD.findall(folded):
        month = _months().get(word)
        if month and "m" not in parts:
            parts["m"] = month
        elif word.isdigit():
            numbers.append(word)
        elif word not in _FILLERS:
            return None
    years = [number for number in numbers if len(number) == 4] or numbers[1:2]
    if not years and _SHORT_MONTH.fullmatch(folded):
        years = numbers[:1]
    if "m" not in parts or not years or len(numbers) > 2 or len(years[0]) not in (2, 4):
        return None
    numbers.remove(years[0])
    parts["y"] = int(years[0])
    if numbers:
        parts["d"] = int(numbers[0])
    return _made(parts)


@cache
def _months() -> dict[str, int]:
    """The names of the months and their short forms, folded, in every language that we read."""
    found: dict[str, int] = {"sept": 9}
    for language in _LANGUAGES:
        for context in Locale.parse(language).months.values():
            for width in ("wide", "abbreviated"):
                for number, name in context[width].items():
                    for word in _WORD.findall(fold(name)):
                        if not word.isdigit() and len(word) > 2:
                            found.setdefault(word, number)
    return found
