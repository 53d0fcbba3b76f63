"""Bring the spellings of a country's name down to one: without case, accents, articles and punctuation."""

import re

from commoncall.kernel.text import folding

_ELISION = re.compile(r"^[ld]['’](?=\w)", re.IGNORECASE)
_AMPERSAND = re.compile(r"(?<=[^\W_]{2})\s*&\s*|\s+&\s+|\s+\+\s+")
_GLUED = re.compile(r"(?<=[^\W\d_])[.](?=[^\W\d_]{2})")
_ARABIC_ARTICLE = re.compile("^ال(?=[\u0621-\u064a]{3})")
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})

_WRITTEN_OUT = {"st": "saint", "ste": "sainte", "sta": "santa", "rep": "republic", "dem": "democratic", "isl": "islands"}
_LEADING = frozenset(("the", "la", "le", "les", "el", "los", "las", "lo", "il", "gli", "der", "die", "das", "den", "het", "o", "os", "as"))
_TRAILING = frozenset(("the", "la", "le", "les", "el", "los", "las", "l"))
_SMALL = frozenset(
    ("of", "the", "and", "de", "del", "di", "do", "da", "dos", "das", "la", "le", "les", "los", "las", "du", "des", "d", "y", "e", "et", "und")
)


def key(text: str) -> str:
    """Return the one spelling for all spellings that differ only in dress; empty where the text has no letters."""
    return " ".join(_tokens(text))


def keys(text: str) -> set[str]:
    """Return the keys under which a listed name is found: its own, and the one of ``ae`` for ``ä`` where it has umlauts."""
    return {key(text), key(text.translate(_UMLAUTS))}


def bag(one_spelling: str) -> tuple[str, ...]:
    """Return the words of a key without their order and small words, for names turned around: ``Korea, Republic of``."""
    words = sorted(word for word in one_spelling.split() if word not in _SMALL)
    return tuple(words) if len(words) > 1 else ()


def _tokens(text: str) -> list[str]:
    text = _AMPERSAND.sub(" and ", _GLUED.sub(". ", _ELISION.sub("", text.strip())))
    words = _joined_initials(folding.words(folding.fold(text)))
    if len(words) > 1:
        words = [_WRITTEN_OUT.get(word, word) for word in words]
        words = _without_articles(words)
    words = [_ARABIC_ARTICLE.sub("", word) for word in words]
    return ["".join(words)] if words and all(map(folding.is_cjk, words)) else words


def _joined_initials(words: list[str]) -> list[str]:
    """Return the words with runs of single letters put together: ``u s a`` becomes ``usa``."""
    joined: list[str] = []
    open_run = False
    for word in words:
        single = len(word) == 1 and word.isalpha() and not folding.is_cjk(word)
        if single and open_run:
            joined[-1] += word
        else:
            joined.append(word)
        open_run = single
    return joined


def _without_articles(words: list[str]) -> list[str]:
    """Return the words without the articles at either end, as long as one word remains."""
    while len(words) > 1 and words[0] in _LEADING:
        words = words[1:]
    while len(words) > 1 and words[-1] in _TRAILING:
        words = words[:-1]
    return words
