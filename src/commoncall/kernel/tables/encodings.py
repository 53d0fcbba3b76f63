"""Tell in which encoding the bytes of a text file are written."""

import codecs
import unicodedata
from dataclasses import dataclass

from charset_normalizer import from_bytes

from commoncall.kernel.tables.refusals import TableRefused

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_OLDER = ("cp1252", "cp1256", "cp1251", "gb18030", "mac-roman")
_SAMPLE = 200_000
_GOOD_ENOUGH = 0.55
_FEW_ZEROS = 30  # one byte in as many; spaces and separators alone make more in any script
_MANY_MORE = 8


@dataclass(frozen=True)
class Decoded:
    """A text, the encoding it was in, and whether that is certain."""

    text: str
    encoding: str
    certain: bool


def decode(content: bytes, encoding: str | None = None) -> Decoded:
    """The text of a file, in the encoding given or else in the one that it is most likely in."""
    if encoding:
        return _decoded_as(content, encoding)
    for mark, name in _MARKS:
        if content.startswith(mark):
            return _decoded_as(content, name)
    if wide := _without_mark(content):
        return _decoded_as(content, wide)
    try:
        return Decoded(content.decode("utf-8"), "utf-8", certain=True)
    except UnicodeDecodeError:
        return _guessed(content)


def _decoded_as(content: bytes, encoding: str) -> Decoded:
    try:
        text = content.decode(encoding)
    except (UnicodeDecodeError, LookupError) as error:
        raise TableRefused("wrong_encoding", encoding=encoding) from error
    return Decoded(text.removeprefix("\ufeff"), encoding, certain=True)


def _without_mark(content: bytes) -> str | None:
    """UTF-16 without its mark shows in zeros at every other place; many zeros at all places are no text."""
    sample = content[:4000]
    odd, even = sample[1::2].count(0), sample[::2].count(0)
    if (odd + even) * _FEW_ZEROS < len(sample):
        return None
    if odd > _MANY_MORE * even:
        return "utf-16-le"
    if even > _MANY_MORE * odd:
        return "utf-16-be"
    if (odd + even) * 5 < len(sample):
        return None
    raise TableRefused("not_a_table")


def _guessed(content: bytes) -> Decoded:
    """The older encoding in which the letters beside one another make the most sense."""
    sample = _telling(content)
    scores = {name: _plausibility(sample, name) for name in _OLDER}
    best = max(scores, key=lambda name: scores[name])
    if scores[best] < _GOOD_ENOUGH:
        best = _second_opinion(sample) or best
    try:
        return Decoded(content.decode(best), best, certain=False)
    except UnicodeDecodeError:
        return _leniently(content, best)


def _leniently(content: bytes, encoding: str) -> Decoded:
    """A text with a few bytes that no encoding explains is kept; with many of them it is refused."""
    text = content.decode(encoding, errors="replace")
    if text.count("\ufffd") * 200 > len(text):
        raise TableRefused("unknown_encoding")
    return Decoded(text, encoding, certain=False)


def _second_opinion(sample: bytes) -> str | None:
    best = from_bytes(sample).best()
    return best.encoding if best and best.encoding not in ("ascii", "utf_8") else None


def _telling(content: bytes) -> bytes:
    """The lines that hold bytes beyond ASCII, as far as a sample needs."""
    kept: list[bytes] = []
    size = 0
    for line in content.splitlines():
        if not line.isascii():
            kept.append(line)
            size += len(line)
            if size > _SAMPLE:
                break
    return b"\n".join(kept)


def _plausibility(sample: bytes, encoding: str) -> float:
    """How much sense the characters beyond ASCII make, from below 0 to 1, for every byte they take."""
    text = sample.decode(encoding, errors="replace")
    foreign = sum(byte > 127 for byte in sample)
    width = 2 if encoding == "gb18030" else 1
    total = 0.0
    for position, character in enumerate(text):
        if character > "\x7f":
            before = text[position - 1] if position else " "
            after = text[position + 1] if position + 1 < len(text) else " "
            total += width * _sense(before, character, after)
    return total / max(foreign, 1)


def _sense(before: str, character: str, after: str) -> float:
    """How well one character stands between its neighbours: 1 as in a word, below 0 as in garbage."""
    kind = unicodedata.category(character)
    if character == "\ufffd" or kind in ("Cc", "Cn", "Co"):
        return -3.0
    if character == "\xa0" or kind in ("Pi", "Pf", "Pd"):
        return _punctuation_sense(character, before, after)
    if not kind.startswith("L"):
        return _symbol_sense(kind, before, after)
    return _letter_sense(before, character, after)


def _punctuation_sense(character: str, before: str, after: str) -> float:
    """Dashes and quotes stand at the edge of a word; only the apostrophe stands inside."""
    inside = before.isalpha() and after.isalpha()
    return 0.5 if not inside or character == "’" else -1.0


def _symbol_sense(kind: str, before: str, after: str) -> float:
    if kind in ("Mn", "Mc"):
        return 0.3
    return -1.0 if before.isalpha() or after.isalpha() else -0.2


def _letter_sense(before: str, character: str, after: str) -> float:
    """A letter beside letters of its script makes sense; a capital inside a word does not."""
    script = _script(character)
    if script == "han":
        return 1.0 if _is_common_han(character) else -0.2
    neighbours = [letter for letter in (before, after) if letter.isalpha()]
    if any(_script(letter) != script for letter in neighbours):
        return -1.0
    if before.islower() and character.isupper():
        return -1.0
    if script == "latin":
        return _latin_sense(before, character, after)
    if script == "other":
        return -0.5
    return 0.9 if neighbours else 0.1


def _latin_sense(before: str, character: str, after: str) -> float:
    """Accented letters stand among plain ones; a row of nothing but accents is another script."""
    if character in "ªº":
        return 0.5 if before.isdigit() else -0.5
    accented = (before > "\x7f" and before.isalpha()) + (after > "\x7f" and after.isalpha())
    plain = (before < "\x7f" and before.isalpha()) + (after < "\x7f" and after.isalpha())
    if character.isupper() and after.islower() and not before.isalpha():
        return 0.9
    if accented:
        return 0.4 if plain else -0.8
    rare = character in "ƒˆþðÞÐ¥"
    return (1.0 if plain else 0.1) - (0.8 if rare else 0.0)


def _script(character: str) -> str:
    point = ord(character)
    if point < 0x250 or 0x1E00 <= point < 0x1F00:
        return "latin"
    if 0x400 <= point < 0x530:
        return "cyrillic"
    if 0x600 <= point < 0x780:
        return "arabic"
    if 0x4E00 <= point < 0xA000:
        return "han"
    return "other"


def _is_common_han(character: str) -> bool:
    """The 3,755 characters of everyday Chinese lie together in the older national standard."""
    try:
        lead = character.encode("gb2312")[0]
    except UnicodeEncodeError:
        return False
    return 0xB0 <= lead <= 0xD7
