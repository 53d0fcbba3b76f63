"""Where the words of a text are, in any script.

A word is a run of letters and digits with whatever belongs to them: combining signs (so that an Arabic word stays whole with its
vowels), soft hyphens, joiners, an apostrophe between letters, a point or comma between digits. Scripts that are written without
spaces are read sign by sign, each with what combines with it. Every other sign stands alone; an emoji stays whole, however many
characters it is made of. White space is not a word: it is what lies between.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

#: Han, kana, Thai, Lao, Burmese, Khmer and their neighbours: written without spaces between the words.
_WITHOUT_SPACES = (
    *((0x0E00, 0x0EFF), (0x1000, 0x109F), (0x1780, 0x17FF), (0x1950, 0x19DF), (0x1A20, 0x1AAF), (0x3005, 0x3007), (0x3040, 0x30FF)),
    *((0x31F0, 0x31FF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xA9E0, 0xA9FF), (0xAA60, 0xAA7F), (0xF900, 0xFAFF), (0xFF66, 0xFF9D)),
    *((0x1B000, 0x1B16F), (0x20000, 0x3FFFF)),
)
#: What belongs to the sign before it though it is no combining sign: the am of Thai and Lao, half-width voice marks, the soft
#: hyphen, the non-joiner, the word joiner.
_CLINGING = frozenset("\u0e33\u0eb3\uff9e\uff9f\u00ad\u200c\u2060")
#: What sets the next consonant under the one before, in Burmese and Khmer, and in Tai Tham.
_STACKING = frozenset("\u1039\u17d2\u1a60")
_APOSTROPHES = frozenset("'’׳״·")
_SPACE, _WORD, _DIGIT, _SIGN, _CLING, _STACK, _JOIN, _FLAG, _APOSTROPHE, _POINT, _STAR, _OTHER = "swdimvjratkp"

_SHAPE = re.compile(
    r"(?P<word>[wd](?:[wdmj]|a(?=[wd])|(?<=d)t(?=d))*)"
    r"|(?P<sign>i[mj]*(?:vi[mj]*|v)*)"
    r"|k+m*|rrm*|[^s]m*(?:j+[^swi]m*)*"
)


class _Kinds(dict[int, str]):
    """The kind of each character, found out once."""

    def __missing__(self, point: int) -> str:
        kind = self[point] = _kind(chr(point), point)
        return kind


def _kind(sign: str, point: int) -> str:
    for kind, signs in ((_CLING, _CLINGING), (_STACK, _STACKING), (_APOSTROPHE, _APOSTROPHES), (_POINT, ".,"), (_STAR, "*#"), (_JOIN, "\u200d")):
        if sign in signs:
            return kind
    if sign.isspace() or point == 0x200B:
        return _SPACE
    category = unicodedata.category(sign)
    if category[0] == "M" or 0x1F3FB <= point <= 0x1F3FF or 0xE0020 <= point <= 0xE007F:
        return _CLING
    if 0x1F1E6 <= point <= 0x1F1FF:
        return _FLAG
    if category[0] == "N":
        return _DIGIT
    if category[0] == "L":
        return _SIGN if any(first <= point <= last for first, last in _WITHOUT_SPACES) else _WORD
    return _OTHER


_kinds = _Kinds()


class Token(NamedTuple):
    """A word, or a sign that stands alone: from where to where it goes, and how much it says.

    ``weight`` is 0 for a mark of punctuation, 1 for a short word or for one sign of a script without spaces, 2 for any other word.
    """

    text: str
    start: int
    end: int
    weight: int


def tokens(text: str) -> Iterator[Token]:
    """Yield the words of a text in order; all that lies between them is white space."""
    for shape in _SHAPE.finditer(text.translate(_kinds)):
        start, end = shape.span()
        kind = shape.lastgroup
        yield Token(text[start:end], start, end, 0 if kind is None else 1 if kind == "sign" or end - start <= 3 else 2)
