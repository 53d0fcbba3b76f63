"""Tell which country a written word means, or what to ask about it. Nothing doubtful is ever taken silently."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz import fuzz, process

from commoncall.kernel.countries.rules import spelling
from commoncall.kernel.countries.rules.index import Meaning, Reason, index

#: A longer text is not the name of a country; nothing is looked for in it.
LONGEST = 300

_FEW = 5
# One wrong letter in a word of four leaves it three quarters alike; longer words must be more so.
_SHORT_WORD = 5
_ALIKE_SHORT, _ALIKE = 74.0, 78.0
_NEARLY_AS_ALIKE = 9.0
_LONGEST_NAME = 12
_SEGMENTS = re.compile(r"[()\[\]/;,|]|\s[-–—]\s|[（）、，]")
_CODE = re.compile(r"[A-Za-z]{2,3}|\d{3}", re.ASCII)
_FLAG = re.compile("[\U0001f1e6-\U0001f1ff]{2}")
_WORD_AND_CODE = frozenset({"no"})
_QUESTIONABLE = frozenset({Reason.PLACE, Reason.SEVERAL})
_NOT_WITHIN = frozenset({Reason.ADJECTIVE, Reason.PLACE})


class Outcome(StrEnum):
    """What came of a text: a country, a question between candidates, an area wider than a country, or nothing."""

    COUNTRY = "country"
    QUESTION = "question"
    WIDER = "wider"
    EMPTY = "empty"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Recognition:
    """The answer for one text.

    ``country`` is set for ``COUNTRY`` alone; ``candidates`` are what a ``QUESTION`` offers, the likeliest first; ``region``
    is the M49 region of ``WIDER``, empty where M49 has none (the European Union). ``reason`` says why.
    """

    text: str
    outcome: Outcome
    country: str | None = None
    reason: Reason | None = None
    candidates: tuple[str, ...] = ()
    region: str | None = None


def recognise(text: str, language: str | None = None, *, official: bool = False) -> Recognition:
    """Return which country ``text`` means, or the question to ask.

    ``language`` is the language of the text where it is known; it settles a word that means different countries in
    different languages. ``official`` says that the text comes from the United Nations or a depositary, whose "Congo" is
    one country and no question. A code in capitals, a name, a usual or a former spelling, a part of a country and an adjective are
    answers; a city, a word for several countries, a misspelling and a longer text with a country in it are questions.
    """
    stripped = " ".join(text[: LONGEST + 1].split())
    if len(stripped) > LONGEST:
        return Recognition(text, Outcome.UNKNOWN)
    one_spelling = spelling.key(stripped)
    return (
        _code(text, stripped)
        or _empty(text, stripped, one_spelling)
        or (_official(text, one_spelling, language) if official else None)
        or listed(text, one_spelling, language)
        or _wider(text, one_spelling)
        or _small_code(text, stripped)
        or _segments(text, stripped, language)
        or _within(text, one_spelling, language)
        or _close(text, one_spelling)
        or Recognition(text, Outcome.UNKNOWN)
    )


def _code(text: str, stripped: str) -> Recognition | None:
    """Return the country of a code in capitals, of an M49 number or of a flag."""
    if _FLAG.fullmatch(stripped):
        stripped = "".join(chr(ord(letter) - 0x1F1E6 + ord("A")) for letter in stripped)
    if stripped == stripped.upper() and _CODE.fullmatch(stripped) and (code := index().codes.get(stripped)):
        return Recognition(text, Outcome.COUNTRY, code, Reason.CODE)
    return None


def _empty(text: str, stripped: str, one_spelling: str) -> Recognition | None:
    """Return that there is nothing, for marks without letters and the usual words for 'none'."""
    if not one_spelling or stripped.casefold() in index().empty:
        return Recognition(text, Outcome.EMPTY)
    return None


def _official(text: str, one_spelling: str, language: str | None) -> Recognition | None:
    """Return the country that the United Nations so call."""
    meaning = index().official.get(one_spelling)
    return _answer(text, meaning, language) if meaning else None


def listed(text: str, one_spelling: str, language: str | None = None) -> Recognition | None:
    """Return what a listed spelling means, its words in order or turned around; None where it is not listed."""
    known = index()
    meaning = known.meanings.get(one_spelling)
    if meaning is None and one_spelling not in known.wider:
        meaning = known.bags.get(spelling.bag(one_spelling))
    return _answer(text, meaning, language) if meaning else None


def _answer(text: str, meaning: Meaning, language: str | None) -> Recognition:
    codes = meaning.codes(language)
    if len(codes) == 1 and meaning.reason not in _QUESTIONABLE:
        return Recognition(text, Outcome.COUNTRY, codes[0], meaning.reason)
    reason = Reason.SEVERAL if len(codes) > 1 else meaning.reason
    return Recognition(text, Outcome.QUESTION, reason=reason, candidates=codes)


def _wider(text: str, one_spelling: str) -> Recognition | None:
    """Return the area wider than a country that the text names."""
    region = index().wider.get(one_spelling)
    return None if region is None else Recognition(text, Outcome.WIDER, region=region)


def _small_code(text: str, stripped: str) -> Recognition | None:
    """Return the country of a code in small letters; a question where it is also a word."""
    code = index().codes.get(stripped.upper()) if _CODE.fullmatch(stripped) else None
    if code and stripped.lower() in _WORD_AND_CODE:
        return Recognition(text, Outcome.QUESTION, reason=Reason.CODE, candidates=(code,))
    return Recognition(text, Outcome.COUNTRY, code, Reason.CODE) if code else None


def _segments(text: str, stripped: str, language: str | None) -> Recognition | None:
    """Return the one country on which all parts agree, such as ``Burma/Myanmar`` or ``Nairobi, Kenya``."""
    parts = [key for segment in _SEGMENTS.split(stripped) if (key := spelling.key(segment))]
    found = [listed(text, part, language) for part in parts]
    if len(parts) < 2 or None in found:
        return None
    answers = [part for part in found if part]
    named = [part.country for part in answers if part.country]
    if len(set(named)) == 1 and all(named[0] in (part.country, *part.candidates) for part in answers):
        return next(part for part in answers if part.country)
    candidates = dict.fromkeys(code for part in answers for code in ((part.country,) if part.country else part.candidates))
    return Recognition(text, Outcome.QUESTION, reason=Reason.SEVERAL, candidates=tuple(candidates))


def _within(text: str, one_spelling: str, language: str | None) -> Recognition | None:
    """Return the question about the countries that are named inside a longer text."""
    candidates = dict.fromkeys(_named_within(one_spelling.split(), language))
    if not candidates:
        return None
    return Recognition(text, Outcome.QUESTION, reason=Reason.WITHIN, candidates=tuple(candidates))


def _named_within(words: list[str], language: str | None) -> Iterator[str]:
    """Yield the countries named by runs of words, the longest run first at each place."""
    start = 0
    while start < len(words):
        for end in range(min(len(words), start + _LONGEST_NAME), start, -1):
            run = " ".join(words[start:end])
            meaning = index().meanings.get(run) if len(run) > 3 else None
            if meaning and meaning.reason not in _NOT_WITHIN:
                yield from meaning.codes(language)
                start = end - 1
                break
        start += 1


def _close(text: str, one_spelling: str) -> Recognition | None:
    """Return the question about the countries that are spelt nearly so."""
    if len(one_spelling) < 4:
        return None
    alike = _ALIKE if len(one_spelling) > _SHORT_WORD else _ALIKE_SHORT
    found = process.extract(one_spelling, index().comparable, scorer=fuzz.ratio, score_cutoff=alike, limit=3 * _FEW)
    near = [key for key, score, _place in found if score >= found[0][1] - _NEARLY_AS_ALIKE]
    candidates = list(dict.fromkeys(code for key in near for code in index().meanings[key].codes(None)))[:_FEW]
    return Recognition(text, Outcome.QUESTION, reason=Reason.CLOSE, candidates=tuple(candidates)) if candidates else None
