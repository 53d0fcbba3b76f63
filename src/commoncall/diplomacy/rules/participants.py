"""Whose acts a status table tells of: names as depositaries write them, and questions about all others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from commoncall.diplomacy.rules.acts import EUROPEAN_UNION
from commoncall.diplomacy.rules.reading.shapes import Line, Unreadable
from commoncall.kernel.countries.rules import STATES, Outcome, facts, recognise, spelling
from commoncall.kernel.countries.rules.index import Reason

#: The answer to a question that leaves its lines out.
LEAVE_OUT = "-"

_MOST_QUESTIONS = 60
_SURE = frozenset((Reason.CODE, Reason.NAME, Reason.USUAL, Reason.FORMER))
_UNION = frozenset(
    spelling.key(name)
    for name in (
        *("European Union", "European Union (EU)", "European Community", "European Communities", "European Economic Community"),
        *("Union européenne", "Communauté européenne", "Unión Europea", "Comunidad Europea", "Comunidad Económica Europea", "EU", "UE"),
    )
)
_UNION_CODES = frozenset(("EU", "EUE", "EUU", "EUN"))


@dataclass(frozen=True, slots=True)
class Question:
    """A name that could not be placed: on which lines it stands, and which states it might mean, the likeliest first."""

    key: str
    name: str
    lines: tuple[int, ...]
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Placed:
    """The participant of each line, by its number; lines that a person left out are in neither part."""

    participants: Mapping[int, str] = field(default_factory=dict)
    questions: tuple[Question, ...] = ()


@dataclass(frozen=True, slots=True)
class _Guess:
    code: str = ""
    candidates: tuple[str, ...] = ()
    is_former: bool = False


def is_participant(code: str) -> bool:
    """Whether a code is that of a state that may join treaties, or of the European Union."""
    return code == EUROPEAN_UNION or (code in facts.countries() and facts.countries()[code].kind in STATES)


def key_of(line: Line) -> str:
    """Return under which key a line's name is asked about: the same for the same name, however it is dressed."""
    return f"{spelling.key(line.name) or line.name.casefold()[:80]}|{line.code}".strip("|")


def placed(lines: Iterable[Line], answers: Mapping[str, str], language: str = "") -> Placed:
    """Return whose each line is. Raises ``Unreadable`` where so many names mean nothing that they cannot be participants."""
    several = list(lines)
    guesses = {(line.name, line.code): _guess(line.name, line.code, language) for line in several}
    plainly = Counter(guess.code for guess in guesses.values() if guess.code and not guess.is_former)
    participants: dict[int, str] = {}
    asked: dict[str, list[Line]] = {}
    for line in several:
        guess, key = guesses[line.name, line.code], key_of(line)
        answer = answers.get(key, "")
        # A former name beside the present one, such as that of a second German state, is another participant's.
        doubtful = guess.is_former and plainly[guess.code]
        if answer or (guess.code and not doubtful):
            participants[line.number] = answer or guess.code
        elif line.acts or line.problems:
            asked.setdefault(key, []).append(line)
    if len(asked) > _MOST_QUESTIONS:
        raise Unreadable("too_many_names", names=len(asked))
    questions = tuple(_question(key, found, guesses[found[0].name, found[0].code]) for key, found in asked.items())
    return Placed({number: code for number, code in participants.items() if code != LEAVE_OUT}, questions)


def _question(key: str, found: list[Line], guess: _Guess) -> Question:
    candidates = (guess.code, *guess.candidates) if guess.code else guess.candidates
    return Question(key, found[0].name or found[0].code, tuple(line.number for line in found), candidates)


def _guess(name: str, code: str, language: str) -> _Guess:
    """Return the participant that a name and the code beside it mean together; candidates where they disagree or say too little."""
    named, coded = _named(name[:301], language), _coded(code)
    if coded and not named.code:
        return _Guess(coded) if not named.candidates or coded in named.candidates else _Guess("", (coded, *named.candidates))
    if coded and coded != named.code:
        return _Guess("", (named.code, coded))
    return named


@lru_cache(maxsize=4096)
def _named(name: str, language: str) -> _Guess:
    if spelling.key(name) in _UNION:
        return _Guess(EUROPEAN_UNION)
    found = recognise(name, language or None, official=True)
    if found.outcome is not Outcome.COUNTRY or found.country is None:
        return _Guess("", tuple(code for code in found.candidates if is_participant(code)))
    # Names of the United Nations come without a reason of their own: they are the surest.
    if is_participant(found.country) and (found.reason is None or found.reason in _SURE):
        return _Guess(found.country, is_former=found.reason is Reason.FORMER)
    return _Guess("", (found.country,) if is_participant(found.country) else ())


@lru_cache(maxsize=1024)
def _coded(code: str) -> str:
    if code in _UNION_CODES:
        return EUROPEAN_UNION
    found = recognise(code) if 2 <= len(code) <= 3 else None
    if found is None or found.reason is not Reason.CODE or found.country is None:
        return ""
    return found.country if is_participant(found.country) else ""
