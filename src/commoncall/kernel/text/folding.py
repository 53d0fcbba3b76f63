"""Fold text so that a search finds it however accents, vowel signs and letter forms were typed."""

import re
import unicodedata

# Letters that Unicode does not take apart, though people type them without their stroke.
_LATIN = str.maketrans(
    {
        "ł": "l",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "æ": "ae",
        "œ": "oe",
        "ı": "i",
        "ħ": "h",
        "ŧ": "t",
        "ɓ": "b",
        "ɗ": "d",
        "ƙ": "k",
        "ŋ": "n",
        "ɛ": "e",
        "ɔ": "o",
    }
)
# Writers of Arabic differ in these letters within the same word; Persian keyboards add their own.
_ARABIC = str.maketrans(
    {
        "ى": "ي",
        "ی": "ي",
        "ې": "ي",
        "ک": "ك",
        "ڪ": "ك",
        "ة": "ه",
        "ۀ": "ه",
        "ہ": "ه",
        "ە": "ه",
        "ٱ": "ا",
        "ـ": None,
        "٬": None,
    }
)
# Marks that may fall away. Marks of other scripts (Devanagari, Thai, kana) are parts of the word.
_MARKS = re.compile(
    "[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"
    "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed"
    "\u08d3-\u08ff\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]"
)
_CJK = "\u3005\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u3040-\u30ff\u31f0-\u31ff\U00020000-\U0003134f"
_CJK_RUN = re.compile(f"[{_CJK}]+")
#: Of what somebody looks for, so many letters and so many words are looked at.
_ENOUGH, _MOST_WORDS = 1_000, 24

APOSTROPHES = "'’‘ʼ`´"


def fold(text: str) -> str:
    """The text in lower case, without accents, vowel signs, invisible characters or doubled spaces."""
    text = unicodedata.normalize("NFKC", text).casefold()
    text = "".join(_folded(character) for character in text)
    text = _MARKS.sub("", unicodedata.normalize("NFKD", text))
    text = unicodedata.normalize("NFC", text).translate(_LATIN).translate(_ARABIC)
    return " ".join(text.split())


def _folded(character: str) -> str:
    """One character, with every script's digits made plain and invisible ones dropped."""
    if character < "\u0080":
        return character
    category = unicodedata.category(character)
    if category == "Cf":
        return ""
    if category == "Nd":
        return str(unicodedata.digit(character))
    return character


def search_words(text: str) -> list[str]:
    """The folded words of a text; runs of Chinese or Japanese as overlapping pairs of characters.

    The same function serves the index and the query, so that both cut alike.
    """
    found: list[str] = []
    for word in words(fold(text)):
        found.extend(cut(word))
    return found


def words_to_find(text: str) -> list[str]:
    """The first of the folded words of what somebody looks for, each once: each of them makes the question to the database longer."""
    return list(dict.fromkeys(search_words(text[:_ENOUGH])))[:_MOST_WORDS]


def words(text: str) -> list[str]:
    """The words of a text: letters, their marks and digits; an apostrophe inside a word is dropped."""
    kept = (character for character in text if character not in APOSTROPHES)
    return "".join(c if unicodedata.category(c)[0] in "LMN" else " " for c in kept).split()


def cut(word: str) -> list[str]:
    """One folded word, or the pieces into which its Chinese and Japanese runs divide it."""
    pieces: list[str] = []
    end = 0
    for run in _CJK_RUN.finditer(word):
        pieces.append(word[end : run.start()])
        pieces.extend(_pairs(run.group()))
        end = run.end()
    pieces.append(word[end:])
    return [piece for piece in pieces if piece]


def _pairs(run: str) -> list[str]:
    """Overlapping pairs of the characters of a run; a single character stays alone."""
    if len(run) < 2:
        return [run]
    return [run[start : start + 2] for start in range(len(run) - 1)]


def is_cjk(text: str) -> bool:
    """Whether the text holds Chinese or Japanese characters."""
    return _CJK_RUN.search(text) is not None
