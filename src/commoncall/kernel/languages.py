"""The languages of the interface and of what people write, and text that exists in several of them."""

from collections.abc import Iterable, Mapping
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.localedata import locale_identifiers
from django.conf import settings
from django.utils import translation

RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur", "ps", "ckb", "dv", "sd", "ug", "yi"})

#: What stands between the parts of a list, where it is not a comma and a blank.
_COMMAS = {**dict.fromkeys(("ar", "fa", "ur", "ps", "sd", "ug", "ckb"), "، "), "zh": "、", "ja": "、"}

#: Languages whose readers write numbers with these digits, from nought to nine.
_DIGITS = {"ar": "٠١٢٣٤٥٦٧٨٩", "fa": "۰۱۲۳۴۵۶۷۸۹"}

#: What a text is called in each language: {"en": "Quiet Fields Coalition", "ar": "…"}.
Translated = Mapping[str, str]


def current() -> str:
    """Return the code of the language in which this reader is being answered, such as ``ar``."""
    return translation.get_language() or settings.LANGUAGE_CODE


def direction(code: str) -> str:
    """Return ``rtl`` or ``ltr`` for a language code."""
    return "rtl" if code.split("-")[0] in RIGHT_TO_LEFT else "ltr"


def listed(words: Iterable[object]) -> str:
    """Return words one after another with the comma of this reader's script between them."""
    return _COMMAS.get(current().split("-")[0], ", ").join(map(str, words))


def in_digits(text: str) -> str:
    """Return a text with its digits as the reader's language writes them."""
    own = _DIGITS.get(current().split("-")[0])
    return text.translate(str.maketrans("0123456789", own)) if own else text


def offered() -> list[tuple[str, str]]:
    """Return the languages of the workspace, and so of accounts, as (code, name in itself)."""
    return [(code, endonym(code)) for code, _name in settings.LANGUAGES]


def offered_in_public() -> list[tuple[str, str]]:
    """Return the languages of the public pages, and of mails to whoever endorses or applies, as (code, name in itself)."""
    return [(code, endonym(code)) for code, _name in settings.PUBLIC_LANGUAGES]


def is_public(code: str) -> bool:
    """Tell whether there are public pages in the language with exactly this code."""
    return code in dict(settings.PUBLIC_LANGUAGES)


def in_public(code: str) -> str:
    """Return the code of the public pages that a reader of the language ``code`` understands, such as ``zh-hans`` for ``zh``, or nothing."""
    plain = code.lower()
    offered_codes = [one for one, _name in settings.PUBLIC_LANGUAGES]
    if plain in offered_codes:
        return plain
    base = plain.split("-")[0]
    return next((one for one in offered_codes if one.split("-")[0] == base), "")


def endonym(code: str) -> str:
    """Return a language's name in itself, such as ``français``."""
    return name_of(code, code)


@lru_cache(maxsize=4096)
def name_of(code: str, language: str) -> str:
    """Return the name of the language ``code`` in ``language``, or the code where none is known."""
    try:
        locale = Locale.parse(_babel_code(language))
        return str(locale.languages.get(code) or Locale.parse(_babel_code(code)).get_language_name(_babel_code(language)) or code)
    except (UnknownLocaleError, ValueError):
        return code


@lru_cache(maxsize=16)
def all_named(language: str) -> tuple[tuple[str, str], ...]:
    """Return every language that has locale data as (code, name in ``language``), sorted by name, for choosing from."""
    codes = {identifier.split("_")[0] for identifier in locale_identifiers()}
    named = ((code, name_of(code, language)) for code in codes if code not in {"root", "und"})
    return tuple(sorted((pair for pair in named if pair[0] != pair[1]), key=lambda pair: pair[1].casefold()))


def pick(text: Translated, language: str | None = None, *, fallback: str = "en") -> str:
    """Return the version of ``text`` in ``language`` (else the reader's), else in ``fallback``, else any, else ``''``."""
    code = language or current()
    for wanted in (code, code.split("-")[0], fallback):
        if text.get(wanted):
            return text[wanted]
    return next((value for value in text.values() if value), "")


def picked_language(text: Translated, language: str | None = None, *, fallback: str = "en") -> str:
    """Return the code of the version that ``pick`` returns, so that a page can mark it with ``lang``."""
    chosen = pick(text, language, fallback=fallback)
    return next((code for code, value in text.items() if value == chosen), fallback)


def _babel_code(code: str) -> str:
    return {"zh-hans": "zh_Hans", "zh-hant": "zh_Hant"}.get(code, code.replace("-", "_"))
