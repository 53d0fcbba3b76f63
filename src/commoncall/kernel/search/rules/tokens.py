"""The words of a text as they are found: cut and folded by the same code for what is kept and for what is looked for."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from commoncall.kernel.text.folding import APOSTROPHES, cut, fold, is_cjk, words
from commoncall.kernel.text.vocabulary import ELISIONS

#: A word is not told from another by what stands after so many letters.
LONGEST = 60

_ARABIC = re.compile("[\u0621-\u064a]+")
_ARTICLES = ("وال", "بال", "كال", "فال", "لل", "ال")
#: What is left of an Arabic word without what is joined to it has at least so many letters.
_LEAST = 3


def terms(text: str, *, loosely: bool = False) -> list[tuple[str, ...]]:
    """Return each word of a text as the forms under which it is found, the way it is written first.

    The other forms leave out what is joined to it: the Arabic article, the elided one in "l'eau", the English "'s". With
    ``loosely``, as the index has it, there are also forms that would find too much if they were looked for.
    """
    found: list[tuple[str, ...]] = []
    for chunk in _chunks(fold(text)):
        pieces = cut("".join(words(chunk)))
        if len(pieces) == 1 and not is_cjk(pieces[0]):
            found.append(_forms(pieces[0], chunk, loosely=loosely))
            continue
        for place, piece in enumerate(pieces):
            following = pieces[place + 1] if place + 1 < len(pieces) else ""
            found.append(_pair(piece, following, loosely=loosely))
    return found


def plain(text: str) -> list[str]:
    """Return the words of a text, each as it is written."""
    return [forms[0] for forms in terms(text)]


def _chunks(folded: str) -> list[str]:
    """Return the words of a folded text with the apostrophes within them."""
    return [chunk for chunk in "".join(map(_kept, folded)).split() if chunk.strip(APOSTROPHES)]


@lru_cache(maxsize=65536)
def _kept(character: str) -> str:
    return character if character in APOSTROPHES or unicodedata.category(character)[0] in "LMN" else " "


def _forms(word: str, chunk: str, *, loosely: bool) -> tuple[str, ...]:
    others = [*_apart(chunk), *_bare(word, loosely=loosely)]
    return tuple(dict.fromkeys(form[:LONGEST] for form in (word, *others)))


def _apart(chunk: str) -> list[str]:
    """Return what remains of a word without what an apostrophe joins to it."""
    parts = [part for part in re.split(f"[{APOSTROPHES}]", chunk) if part]
    if len(parts) < 2:
        return []
    if parts[0] in ELISIONS:
        return ["".join(parts[1:])]
    return ["".join(parts[:-1])] if parts[-1] == "s" else []


def _bare(word: str, *, loosely: bool) -> list[str]:
    """Return an Arabic word without its article and what is joined before that; loosely, also without a joined "and"."""
    if not _ARABIC.fullmatch(word):
        return []
    found = [word[len(prefix) :] for prefix in _ARTICLES if word.startswith(prefix) and len(word) - len(prefix) >= _LEAST][:1]
    if loosely and word.startswith("و") and len(word) > _LEAST:
        found.append(word[1:])
    return found


def _pair(piece: str, following: str, *, loosely: bool) -> tuple[str, ...]:
    """Return two characters of a Chinese or Japanese run as a form; the last one of a run can also be found by itself."""
    ends_run = len(piece) == 2 and is_cjk(piece) and not (is_cjk(following) and following[0] == piece[1])
    return (piece[:LONGEST], piece[1]) if loosely and ends_run else (piece[:LONGEST],)
