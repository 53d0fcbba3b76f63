"""Write a document as a tagged PDF, typeset with fonts of our own: nothing is fetched and no font of the system is needed."""

from __future__ import annotations

import itertools
import json
import re
from functools import cache
from pathlib import Path
from typing import Any, Literal

import typst

from commoncall.kernel.documents import emphasis, printable
from commoncall.kernel.documents.blocks import Block, BlockStyle, Document, Signatories
from commoncall.kernel.documents.directions import is_right_to_left, runs_right_to_left
from commoncall.kernel.documents.pdf import coverage

_FOLDER = Path(__file__).parent
_FIRST = ("Commoncall Serif", "Amiri", "Noto Serif CJK SC")
_LANGUAGE = re.compile(r"([a-z]{2,3})(?:[-_][a-z]{4})?(?:[-_]([a-z]{2}))?\b", re.IGNORECASE)
_REGIONS = {"zh-hans": "cn", "zh-hant": "tw", "zh": "cn"}
_CHINESE = re.compile(r"([\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef]+)")


def write(document: Document) -> bytes:
    """Return a document as PDF, tagged for those who hear it (PDF/UA-1), with its title and language.

    Where letters of several scripts are put together so that no font has them all, the standard cannot be met; then the
    document is tagged all the same, and shows what it can.
    """
    data = json.dumps(_Data(document).whole(), ensure_ascii=False)
    try:
        return _typeset(data, "ua-1")
    except typst.TypstError as error:
        if "could not be displayed" not in error.message:
            raise
        return _typeset(data, None)


def _typeset(data: str, standard: Literal["ua-1"] | None) -> bytes:
    compiler = typst.Compiler(_source(), root=str(_FOLDER), font_paths=_fonts(), sys_inputs={"document": data})
    written = compiler.compile(format="pdf", pdf_standards=standard)
    return written if isinstance(written, bytes) else b""


def _line(text: str) -> str:
    """Return a text on one line, as far as our fonts can show it."""
    return coverage.shown(printable.line(text))


@cache
def _source() -> bytes:
    return (_FOLDER / "document.typ").read_bytes()


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(_FOLDER / "fonts")])


@cache
def _scripts() -> list[str]:
    """Return the names of the fonts for all other scripts."""
    return [name for name in _fonts().families() if name not in _FIRST]


class _Data:
    """A document as plain values, all that the typesetter is told."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._turned = is_right_to_left(document.language)

    def whole(self) -> dict[str, Any]:
        """Return all of it."""
        document = self._document
        found = _LANGUAGE.match(document.language)
        language = found[1].lower() if found else "en"
        region = found[2] if found and found[2] else _REGIONS.get(document.language.lower().replace("_", "-"))
        title = _line(document.title) or _line(document.heading) or "—"
        return {
            "title": title,
            "authors": [_line(document.heading)] if document.heading else [],
            "lang": language,
            "region": region,
            "turned": self._turned,
            "chinese": language in ("zh", "ja"),
            "scripts": _scripts(),
            **_measures(language, is_turned=self._turned),
            "heading": self._line(document.heading),
            "under_title": self._line(document.under_title),
            "footer": self._line(document.footer),
            "has-frame": bool(document.title or document.heading or document.under_title),
            "groups": self._groups(),
            "lists": [self._list(one) for one in document.lists],
            "list_title": _line(document.list_title),
            "columns": 3 if self._lines_are_short() else 2,
        }

    def _line(self, text: str) -> dict[str, Any]:
        shown = _line(text)
        return {"text": shown, "turned": runs_right_to_left(shown, otherwise=self._turned)}

    def _groups(self) -> list[dict[str, Any]]:
        """Return the blocks, with items that follow one another as one list, each with those below it."""
        grouped = itertools.groupby(self._document.blocks, key=lambda block: block.style is BlockStyle.ITEM)
        groups: list[dict[str, Any]] = []
        for is_list, group in grouped:
            blocks = [self._block(one) for one in group]
            groups.append({"is-list": is_list, "blocks": _nested(blocks) if is_list else blocks})
        deepest = 0
        for one in (block for group in groups for block in group["blocks"] if block["style"] == "heading"):
            # No level is left out: those who hear a document find their way by them.
            deepest = one["level"] = min(one["level"], deepest + 1)
        return groups

    def _block(self, block: Block) -> dict[str, Any]:
        return {
            "style": str(block.style),
            "level": max(block.level, 1),
            "number": _line(block.number),
            "note": self._line(block.note),
            "runs": [part for run in emphasis.shown(block.pieces) for part in _parts(run)],
        }

    def _list(self, signatories: Signatories) -> dict[str, Any]:
        return {"heading": self._line(signatories.heading), "lines": [self._line(one) for one in signatories.lines]}

    def _lines_are_short(self) -> bool:
        lengths = sorted(len(line) for one in self._document.lists for line in one.lines)
        return bool(lengths) and lengths[len(lengths) * 9 // 10] <= 24


def _nested(items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the outermost items of a list, each with those below it."""
    outermost: list[dict[str, Any]] = []
    above: list[dict[str, Any]] = []
    for one in items:
        one["children"] = []
        while above and above[-1]["level"] >= one["level"]:
            above.pop()
        (above[-1]["children"] if above else outermost).append(one)
        above.append(one)
    return outermost


def _measures(language: str, *, is_turned: bool) -> dict[str, float]:
    """Return sizes that suit the script: the letters of each fill another share of the line."""
    if is_turned:
        return {"size": 13, "leading": 0.62, "spacing": 1.1, "below": 0.32}
    if language in ("zh", "ja"):
        return {"size": 10.5, "leading": 0.95, "spacing": 1.35, "below": 0.2}
    return {"size": 11, "leading": 0.72, "spacing": 1.25, "below": 0.18}


def _parts(run: emphasis.Run) -> list[dict[str, Any]]:
    """Return a run cut, where it is emphasised, between Chinese and other letters, which show it in other ways."""
    text = _line(run.text)
    parts = [part for part in _CHINESE.split(text) if part] if run.emphasis or run.strong else [text]
    return [
        {"text": part, "mark": str(run.mark), "strong": run.strong, "emphasis": run.emphasis, "chinese": bool(_CHINESE.match(part))} for part in parts
    ]
