"""Tell which languages a cell names, by name or code, in the languages of the coalition's lists."""

import re
from functools import cache

from babel import Locale
from babel.localedata import locale_identifiers

from commoncall.kernel.text.names import plain_words

_NAMED_IN = ("en", "fr", "es", "ar", "ru", "zh", "pt", "de", "it", "tr")
_JOINED = re.compile(r"\s*(?:[,;/|+&、，؛،\n]|\s(?:and|et|y|e|und|и|en|og|ve)\s|\sو)\s*", re.IGNORECASE)
_USUAL = {
    "castellano": "es", "castilian": "es", "castellana": "es", "mandarin": "zh", "putonghua": "zh", "中文": "zh", "汉语": "zh",
    "farsi": "fa", "dari": "fa", "persian": "fa", "kiswahili": "sw", "bahasa": "id", "bahasa indonesia": "id",
    "bahasa melayu": "ms", "filipino": "fil", "tagalog": "fil", "kreyol": "ht", "creole": "ht", "flemish": "nl",
    "serbo croatian": "sr", "bosnian croatian serbian": "sr", "brazilian portuguese": "pt", "isizulu": "zu", "isixhosa": "xh",
    "kurdish": "ku", "moldovan": "ro", "eng": "en", "fra": "fr", "fre": "fr", "spa": "es", "ara": "ar", "rus": "ru",
    "zho": "zh", "chi": "zh", "por": "pt", "deu": "de", "ger": "de", "ita": "it", "esp": "es", "ang": "en", "ing": "en",
    "язык": "", "русском": "ru", "англ": "en", "рус": "ru", "انكليزي": "en", "انجليزي": "en", "عربي": "ar", "فرنسي": "fr",
    "اسباني": "es", "روسي": "ru", "انجليزيه": "en", "عربيه": "ar", "فرنسيه": "fr",
}  # fmt: skip


def read(text: str) -> tuple[list[str], list[str]]:
    """The codes of the languages that a cell names, each once, and the words that name none that is known."""
    codes: dict[str, None] = {}
    unknown: list[str] = []
    for part in _JOINED.split(text.strip()):
        if not part.strip():
            continue
        if code := code_of(part):
            codes[code] = None
        elif code is None:
            unknown.append(part.strip())
    return list(codes), unknown


def code_of(word: str) -> str | None:
    """The code of one language; None where the word names none."""
    plain = " ".join(plain_words(word))
    if plain in _USUAL:
        return _USUAL[plain]
    known = _names()
    for form in (plain, plain.removeprefix("ال"), plain.partition(" ")[0]):
        if form in known:
            return known[form]
    return None


@cache
def _names() -> dict[str, str]:
    """Names and codes of the languages, folded; a name in itself wins over one in another language."""
    codes = {identifier.split("_")[0] for identifier in locale_identifiers()} - {"root"}
    found: dict[str, str] = {code: code for code in codes}
    for code in codes:
        if own := Locale.parse(code).get_display_name(code):
            found.setdefault(_plain(own.partition(" (")[0]), code)
    for language in _NAMED_IN:
        for code, name in Locale(language).languages.items():
            if code in codes or len(code) == 2:
                found.setdefault(_plain(name), code)
                found.setdefault(_plain(name).removeprefix("ال"), code)
    return found


def _plain(name: str) -> str:
    return " ".join(plain_words(name))
