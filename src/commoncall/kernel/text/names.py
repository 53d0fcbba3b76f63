"""Compare names of organisations across spellings: what a name says when its dress is taken off."""

import re

from commoncall.kernel.text import folding
from commoncall.kernel.text.vocabulary import ELISIONS, LEGAL_FORMS, ONE_SPELLING, SMALL_WORDS

_ELIDED = re.compile(r"(?<![^\W_])(" + "|".join(sorted(ELISIONS)) + r")['’‘ʼ`´]\s?(?=[^\W\d_]{2})")
_DOTTED = re.compile(r"(?<![^\W_])(?:[^\W\d_]\.\s?){1,}[^\W\d_](?:\.|(?![^\W_]))")
_ARABIC_WORD = re.compile("[\u0621-\u064a]+")
_IZE = re.compile(r"iz(e|ed|es|er|ers|ing|ation|ations|acion)$")


def normalise(name: str) -> str:
    """The words of a name as they are compared: folded, without small words and forms of law."""
    return " ".join(significant_words(name))


def significant_words(name: str) -> list[str]:
    """The words that make out a name, in order; all of its words when none would be left."""
    found = plain_words(name)
    kept = [word for word in without_legal_form(found) if word not in SMALL_WORDS]
    return [one_spelling(word) for word in kept or found]


def plain_words(name: str) -> list[str]:
    """The folded words of a name: elisions parted, apostrophes dropped, dotted capitals joined."""
    text = _DOTTED.sub(lambda dotted: re.sub(r"[.\s]", "", dotted.group()) + " ", name)
    return folding.words(_ELIDED.sub(" ", folding.fold(text.replace("´", "'"))))


def without_legal_form(found: list[str]) -> list[str]:
    """The words without forms of incorporation at either end, as long as something remains."""
    start, end = 0, len(found)
    while end - start > 1 and found[end - 1] in LEGAL_FORMS:
        end -= 1
    while end - start > 1 and found[start] in LEGAL_FORMS:
        start += 1
    return found[start:end]


def one_spelling(word: str) -> str:
    """A word in the spelling that stands for all: British, without the Arabic article."""
    if _ARABIC_WORD.fullmatch(word):
        return _without_article(word)
    word = ONE_SPELLING.get(word, word)
    return ONE_SPELLING.get(british := _IZE.sub(r"is\1", word), british)


def _without_article(word: str) -> str:
    """An Arabic word without its article, also after the joined words for 'and', 'for' and 'by'."""
    for prefix in ("وال", "بال", "لل", "ال"):
        if word.startswith(prefix) and len(word) - len(prefix) >= 3:
            return word[len(prefix) :]
    return word


def initials(name: str) -> str:
    """The first letters of the significant words, in capitals."""
    found = without_legal_form(plain_words(name))
    kept = [word for word in found if word not in SMALL_WORDS] or found
    return "".join(word[0] for word in kept).upper()
