"""How names are sorted in each language, without a collation library: keys that compare as readers expect."""

import re

from commoncall.kernel.text import folding

# Characters of country names that GB 2312 keeps in its second part, which is not in the order of their sounds; each sorts
# as a character of the first part with the same sound (fei, nao, wen).
_SAME_SOUND = str.maketrans({"斐": "飞", "瑙": "闹", "汶": "文"})
# Letters of their own, each after the one from which folding would not tell it.
_OWN_LETTERS = {"es": str.maketrans({"ñ": "n\uffff", "Ñ": "N\uffff"}), "ru": str.maketrans({"й": "и\uffff", "Й": "И\uffff"})}
_ARABIC_ARTICLE = re.compile(r"(?<![^\W_])ال(?=\w{2})")


def sort_key(name: str, language: str) -> tuple[str, str]:
    """Return what to compare so that names come in the order of a dictionary of ``language``.

    Accents count for nothing; in Spanish ñ follows n, in Russian й follows и; in Arabic the article and the forms of alif count for nothing; in
    Chinese names come by their sound. The name itself follows, so that the order is always the same.
    """
    return _primary(name, language), name


def _primary(name: str, language: str) -> str:
    if language == "zh":
        return name.translate(_SAME_SOUND).encode("gb2312", "replace").hex()
    folded = folding.fold(name.translate(_OWN_LETTERS.get(language, {})))
    if language == "ar":
        folded = _ARABIC_ARTICLE.sub("", folded)
    return " ".join(_letters(folded).split())


def _letters(folded: str) -> str:
    """Return a folded name without apostrophes and with spaces for all other marks."""
    return "".join(c if c.isalnum() or c == "\uffff" else "" if c in "'’" else " " for c in folded)
