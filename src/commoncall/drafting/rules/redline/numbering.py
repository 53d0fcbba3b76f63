"""The number that a paragraph carries in its own words: "3.", "(a)", "Article 4", "§ 5", "第三条"."""

from __future__ import annotations

import re

_ROMAN = r"[ivxlcdm]{1,7}|[IVXLCDM]{1,7}"
_COUNT = rf"(?:\d{{1,4}}(?:\.\d{{1,4}}){{0,5}}|{_ROMAN}|[^\W\d_])(?:bis|ter|quater)?"
_NUMBER = re.compile(
    r"(?:\#{1,6}[ \t]+)?(?:"
    rf"\({_COUNT}\)|{_COUNT}[.)](?=\s|$)|\[\d{{1,4}}\]"
    r"|§+[ \t]*\d{1,4}[a-z]?"
    r"|第[\d〇零一二三四五六七八九十百千]{1,8}[条條章节節項项款]"
    r"|[（(][\d〇零一二三四五六七八九十百]{1,6}[）)]|[〇零一二三四五六七八九十百]{1,6}、"
    rf")|\#{{1,6}}[ \t]+[^\W\d_]{{2,20}}[ \t]+(?:\d{{1,4}}(?:bis|ter|quater)?|{_ROMAN})(?![\w])"
    r"|(?:Article|Artículo|Artikel|Artigo|Статья|المادة|ماده)[ \t]+\d{1,4}(?:bis|ter|quater)?(?![\w])"
)


def split(text: str) -> tuple[str, str]:
    """Return the number with which a paragraph begins (empty where there is none), and the rest without the space before it."""
    found = _NUMBER.match(text)
    return (found[0], text[found.end() :].lstrip()) if found else ("", text)
