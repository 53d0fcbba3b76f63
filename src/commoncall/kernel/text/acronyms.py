"""Find the acronym inside the name of an organisation, and tell whether letters stand for a name."""

import re
from dataclasses import dataclass

from commoncall.kernel.text import folding, names
from commoncall.kernel.text.vocabulary import SMALL_WORDS, word_set

_BRACKETS = re.compile(r"\s*[(\[]([^()\[\]]+)[)\]]\s*")
_DIVIDED = re.compile(r"\s+[-–—|]\s+|\s*[:–—/]\s*|,\s+|(?<=[A-Z]{2})-(?=[A-Z][a-z])")
_LOOK = re.compile(r"[^\W\d_a-z][^\W_]*(?:[.&+/-]?[^\W_]+){0,4}[+.]?")
# Letters in brackets that usually say where an organisation is, not what it is called.
_PLACES = word_set("UK USA US UAE DRC RDC EU UE NZ PNG CAR RCA UN ONU RSA SA")


@dataclass(frozen=True)
class Acronym:
    """An acronym found in a name, and the name without it."""

    letters: str
    rest: str


def acronym_in(name: str) -> Acronym | None:
    """The acronym that a name carries in brackets, before or after it; None when it has none."""
    text = " ".join(name.split())
    return _in_brackets(text) or _divided(text) or _leading(text) or _trailing(text)


def looks_like_acronym(text: str) -> bool:
    """Whether a text is one short word of which at least half the letters are capitals."""
    letters = [character for character in text if character.isalpha()]
    capitals = sum(character.isupper() for character in letters)
    if not 2 <= len(letters) <= 14 or not _LOOK.fullmatch(text):
        return False
    return capitals >= 2 and capitals * 2 >= len(letters)


def is_spelt_by(letters: str, name: str) -> bool:
    """Whether an acronym can be read out of a name: by beginnings of its words, in their order."""
    wanted = _plain(letters)
    found = names.plain_words(name)
    if len(wanted) < 2 or any(word.startswith(wanted) for word in found):
        return False
    return _spells(wanted, found)


def _plain(letters: str) -> str:
    """The letters of an acronym, folded, without dots and spaces."""
    return "".join(folding.words(folding.fold(letters)))


def _spells(wanted: str, found: list[str]) -> bool:
    """Whether beginnings of the words, at most two words left out, put together give the letters."""
    reached = {0: 0}  # how many letters are explained: how many words were left out for it
    for word in found:
        ahead: dict[int, int] = {}
        for position, missed in reached.items():
            missed_now = missed + (word not in SMALL_WORDS)
            if missed_now <= 2:
                ahead[position] = min(ahead.get(position, 9), missed_now)
            for length in range(1, 5):
                if word[:length] != wanted[position : position + length] or len(word) < length:
                    break
                ahead[position + length] = min(ahead.get(position + length, 9), missed)
        reached = ahead
    return len(wanted) in reached


def _in_brackets(text: str) -> Acronym | None:
    """As in "Arab NGO Network for Development (ANND)"; what else stands in the brackets stays."""
    for brackets in _BRACKETS.finditer(text):
        letters, _, remainder = re.sub(r"\s*[,;:–—-]\s*", "\0", brackets.group(1).strip()).partition("\0")
        outside = f"{text[: brackets.start()]} {text[brackets.end() :]}".strip()
        if not outside or not all(map(looks_like_acronym, letters.split()[:2] or [""])):
            continue
        if len(letters.split()) > 2 or not _trusted(letters, outside):
            continue
        kept = f" ({brackets.group(1).strip()[len(letters) :].strip(' ,;:–—-')})" if remainder else ""
        rest = f"{text[: brackets.start()]}{kept} {text[brackets.end() :]}".strip()
        return Acronym(letters, rest)
    return None


def _trusted(letters: str, outside: str) -> bool:
    """Whether capitals in brackets are an acronym: not a place, not one more word of a shouted name."""
    if letters.replace(".", "") in _PLACES or outside.upper() == outside:
        return is_spelt_by(letters, outside)
    return True


def _divided(text: str) -> Acronym | None:
    """As in "FEMNET - African Women's Development and Communication Network", in either order."""
    divider = _DIVIDED.search(text)
    if divider is None:
        return None
    before, after = text[: divider.start()].strip(), text[divider.end() :].strip()
    for letters, rest in ((before, after), (after, before)):
        if not looks_like_acronym(letters) or len(letters) < 3:
            continue
        dashed = divider.group().strip() in "-–—:|" and len(rest.split()) >= 3
        if is_spelt_by(letters, rest) or (dashed and letters == before):
            return Acronym(letters, rest)
    return None


def _leading(text: str) -> Acronym | None:
    """As in "CEO Corporate Europe Observatory", when the capitals equal the initials of what follows."""
    letters, _, rest = text.partition(" ")
    return Acronym(letters, rest) if _equals_initials(letters, rest) else None


def _trailing(text: str) -> Acronym | None:
    """As in "Corporate Europe Observatory CEO", when the capitals equal the initials of what precedes."""
    rest, _, letters = text.rpartition(" ")
    return Acronym(letters, rest) if _equals_initials(letters, rest) else None


def _equals_initials(letters: str, rest: str) -> bool:
    """Whether letters are exactly the initials of at least two words, with or without small words."""
    if not looks_like_acronym(letters) or len(rest.split()) < 2:
        return False
    every = "".join(word[0] for word in names.plain_words(rest))
    return _plain(letters) in (every, names.initials(rest).lower())
