"""What words have in common with their other forms: by which stemmer of the database, and for Arabic by a light one of our own."""

from __future__ import annotations

import re

#: The stemmers of the database that are used, by language.
DICTIONARIES = {
    "en": "english_stem",
    "fr": "french_stem",
    "es": "spanish_stem",
    "pt": "portuguese_stem",
    "ru": "russian_stem",
}
#: For words in Latin letters of which nobody said the language; what is looked for may be in any of them.
_LATIN_UNKNOWN = ("en", "fr", "es")
_LATIN = ("en", "fr", "es", "pt")

#: Stemmers know endings with their accents, which folding took away.
_ENDINGS = {
    "french_stem": ((re.compile(r"ee(s?)$"), r"ée\1"),),
    "spanish_stem": ((re.compile(r"([cs])ion$"), r"\1ión"),),
    "portuguese_stem": ((re.compile(r"cao$"), "ção"), (re.compile(r"coes$"), "ções")),
    "russian_stem": ((re.compile(r"(?<=[аеиоуыэюя])и$"), "й"),),
}

_LATIN_WORD = re.compile(r"[a-z]{3,}")
_CYRILLIC_WORD = re.compile("[\u0430-\u045f]{3,}")
_ARABIC_WORD = re.compile("[\u0621-\u064a]{3,}")
_ARABIC_ENDINGS = ("ات", "ون", "ين", "ان", "ها", "يه", "وا", "ه", "ي")


def dictionaries(word: str, language: str = "", *, sought: bool = False) -> tuple[str, ...]:
    """Return the stemmers for a folded word: by its script, and by the language of its text where that is known.

    What is looked for (``sought``) may be meant in any language of its script.
    """
    if _CYRILLIC_WORD.fullmatch(word):
        known = language.split("-")[0]
        return (DICTIONARIES["ru"],) if sought or known in {"", "ru"} or known in DICTIONARIES else ()
    if not _LATIN_WORD.fullmatch(word):
        return ()
    if sought:
        return tuple(DICTIONARIES[code] for code in _LATIN)
    known = language.split("-")[0]
    if known in _LATIN:
        return (DICTIONARIES[known],)
    return tuple(DICTIONARIES[code] for code in _LATIN_UNKNOWN) if not known else ()


def as_spelt(word: str, dictionary: str) -> str:
    """Return a folded word with the accents back by which a stemmer knows its ending."""
    for ending, spelt in _ENDINGS.get(dictionary, ()):
        word = ending.sub(spelt, word)
    return word


def light(word: str) -> str:
    """Return what an Arabic word has in common with its plural, its feminine and its dual; the word itself where it has no ending."""
    if not _ARABIC_WORD.fullmatch(word):
        return ""
    for ending in _ARABIC_ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word
