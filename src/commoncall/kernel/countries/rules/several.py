"""Tell which countries a text names that may name several, such as ``Kenya, Uganda and Tanzania``."""

import re
from collections.abc import Iterator

from commoncall.kernel.countries.rules import spelling
from commoncall.kernel.countries.rules.index import Reason
from commoncall.kernel.countries.rules.recognition import LONGEST, Outcome, Recognition, listed, recognise

#: A text with more parts than this, or longer, is prose and not a list of countries.
MOST = 260
_LONGEST_LIST = 20_000

_SEPARATORS = re.compile(
    r"[,;/|+&、，；؛،·•\n\r\t]|\s[-–—]\s|\s(?:and|et|y|e|und|en|og|och|ve|i|и)\s|\sو(?=\w)|[和及与與]",
    re.IGNORECASE,
)
_LONGEST_JOIN = 5


def recognise_several(text: str, language: str | None = None) -> tuple[Recognition, ...]:
    """Return what each part of ``text`` means, in order, each country once; a name that contains "and" stays whole.

    A text that as a whole is one country, one wider area or nothing gives that one answer. A city beside its country is
    left out. Every other part that is no country stays in the answer as a question, so that nothing is lost.
    """
    whole = recognise(text, language)
    if whole.outcome in (Outcome.COUNTRY, Outcome.WIDER, Outcome.EMPTY):
        return (whole,)
    bounds = _bounds(text) if len(text) <= _LONGEST_LIST else []
    if not 1 < len(bounds) <= MOST:
        return (whole,)
    parts = tuple(_each_once(_without_places(list(_parts(text, bounds, language)))))
    named_as_a_whole = len(text) <= LONGEST and listed(text, spelling.key(text), language) is not None
    if not parts or (named_as_a_whole and any(part.outcome is not Outcome.COUNTRY for part in parts)):
        return (whole,)
    return parts


def _bounds(text: str) -> list[tuple[int, int]]:
    """Return where the smallest parts of the text begin and end."""
    bounds, start = [], 0
    for separator in _SEPARATORS.finditer(text):
        bounds.append((start, separator.start()))
        start = separator.end()
    bounds.append((start, len(text)))
    return [(begin, end) for begin, end in bounds if text[begin:end].strip()]


def _parts(text: str, bounds: list[tuple[int, int]], language: str | None) -> Iterator[Recognition]:
    """Yield the answer for each part, joining neighbours that together are one name (Trinidad *and* Tobago)."""
    place = 0
    while place < len(bounds):
        joined = _longest_name(text, bounds, place, language)
        if joined:
            recognition, count = joined
            yield recognition
            place += count
        else:
            yield recognise(text[slice(*bounds[place])].strip(), language)
            place += 1


def _longest_name(text: str, bounds: list[tuple[int, int]], place: int, language: str | None) -> tuple[Recognition, int] | None:
    """Return the longest run of parts from ``place`` on that is the name of one country, and how many parts it has."""
    for count in range(min(_LONGEST_JOIN, len(bounds) - place), 1, -1):
        run = text[bounds[place][0] : bounds[place + count - 1][1]].strip()
        found = listed(run, spelling.key(run), language) if len(run) <= LONGEST else None
        if found and found.country and not _is_a_list(text, bounds[place : place + count], language):
            return found, count
    return None


def _is_a_list(text: str, bounds: list[tuple[int, int]], language: str | None) -> bool:
    """Return whether each part alone is a country, so that ``China, Hong Kong`` in a list is two and not one."""
    found = [listed("", spelling.key(text[begin:end]), language) for begin, end in bounds]
    countries = {part.country if part else None for part in found}
    return None not in countries and len(countries) > 1


def _without_places(parts: list[Recognition]) -> Iterator[Recognition]:
    """Yield the parts without the cities that lie in a country which is named beside them."""
    named = {part.country for part in parts if part.country}
    for part in parts:
        if part.reason is not Reason.PLACE or not named.intersection(part.candidates):
            yield part


def _each_once(parts: Iterator[Recognition]) -> Iterator[Recognition]:
    """Yield the parts, each country only where it is first named, and no empty ones."""
    seen: set[str] = set()
    for part in parts:
        if part.outcome is Outcome.EMPTY or part.country in seen:
            continue
        if part.country:
            seen.add(part.country)
        yield part
