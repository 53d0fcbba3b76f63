"""How the Word documents that we write look: page, fonts, styles."""

from __future__ import annotations

import io
from functools import lru_cache
from typing import Any

import docx
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from commoncall.kernel.documents.directions import is_right_to_left
from commoncall.kernel.documents.word.styles import ABOVE_TITLE, NUMBERED

SIGNATORY = "Signatory"
_INK = RGBColor(0x19, 0x1C, 0x1F)
_QUIET = RGBColor(0x45, 0x4B, 0x50)
# Fonts that Word and LibreOffice have, or stand in for, for Latin and its kin, for Arabic and its kin, and for Chinese.
_FONTS = {"ascii": "Georgia", "hAnsi": "Georgia", "cs": "Times New Roman", "eastAsia": "SimSun"}
_DEEPEST_ITEM = 9
_STEP = Cm(0.9)


@lru_cache(maxsize=32)
def dressed(language: str) -> bytes:
    """Return an empty document with its page, its fonts and its styles, which takes longer to make than most texts to write."""
    document = docx.Document()
    _dress(document, language, right_to_left=is_right_to_left(language))
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


def _dress(document: WordDocument, language: str, *, right_to_left: bool) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(3.2)
    section.top_margin, section.bottom_margin = Cm(2.8), Cm(2.8)
    _defaults(document, language)
    _style(document, "Normal", size=11.5, after=7, line=1.32, right_to_left=right_to_left)
    _style(document, "Body Text", size=11.5, after=7, line=1.32)
    _style(document, "Title", size=24, after=6, before=6)
    _style(document, "Subtitle", size=10.5, after=22, colour=_QUIET)
    _style(document, ABOVE_TITLE, size=10.5, after=2, colour=_QUIET)
    for level in range(1, 10):
        _style(document, f"Heading {level}", size=max(16 - 2 * level, 11.5), after=5, before=max(20 - 4 * level, 8), keep=True)
    _style(document, "Quote", size=11.5, after=7, start=Cm(1), end=Cm(1))
    _style(document, NUMBERED, size=11.5, after=7, start=_STEP, hanging=_STEP)
    for level in range(1, _DEEPEST_ITEM + 1):
        _style(document, item_style(level), size=11.5, after=4, start=_STEP * (level + 1), hanging=_STEP)
        _style(document, bullet_style(level), size=11.5, after=4, start=_STEP * (level + 1), hanging=_STEP)
    _style(document, SIGNATORY, size=10, after=2)
    _style(document, "Footer", size=9, after=0, colour=_QUIET)


def item_style(level: int) -> str:
    """Return the name of the style of items with a number."""
    return "List" if level <= 1 else f"List {min(level, _DEEPEST_ITEM)}"


def bullet_style(level: int) -> str:
    """Return the name of the style of items with a bullet."""
    return "List Bullet" if level <= 1 else f"List Bullet {min(level, _DEEPEST_ITEM)}"


def _defaults(document: WordDocument, language: str) -> None:
    """Set the language and the fonts of all that says nothing of its own."""
    defaults = document.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    for told in list(defaults):
        if told.tag in (qn("w:lang"), qn("w:rFonts")):
            defaults.remove(told)
    fonts, languages = OxmlElement("w:rFonts"), OxmlElement("w:lang")
    for slot, font in _FONTS.items():
        fonts.set(qn(f"w:{slot}"), font)
    for slot in ("val", "eastAsia", "bidi"):
        languages.set(qn(f"w:{slot}"), language or "en")
    defaults.insert(0, fonts)
    defaults.append(languages)


def _style(
    document: WordDocument,
    name: str,
    *,
    size: float,
    after: float,
    before: float = 0,
    line: float = 0,
    start: Any = None,
    end: Any = None,
    hanging: Any = None,
    colour: RGBColor = _INK,
    keep: bool = False,
    right_to_left: bool = False,
) -> None:
    """Set one style, or make it."""
    known = name in [one.name for one in document.styles]
    style: Any = document.styles[name] if known else document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    if not known:
        style.base_style = document.styles["Normal"]
    _clear(style.element)
    style.font.size, style.font.color.rgb = Pt(size), colour
    style.font.bold = name.startswith("Heading") or None
    layout = style.paragraph_format
    layout.space_after, layout.space_before = Pt(after), Pt(before)
    layout.keep_with_next = keep or None
    layout.alignment = WD_ALIGN_PARAGRAPH.LEFT
    if line:
        layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.MULTIPLE, line
    if start is not None:
        layout.left_indent = start
    if end is not None:
        layout.right_indent = end
    if hanging is not None:
        layout.first_line_indent = -hanging
        layout.tab_stops.add_tab_stop(start)
    if right_to_left:
        style.element.get_or_add_pPr().insert_element_before(OxmlElement("w:bidi"), "w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind", "w:jc")
    _complex(style.element, size)


def _clear(element: Any) -> None:
    """Take out what the frame's own template says of a style, but for its numbering."""
    properties = element.pPr
    numbering = properties.find(qn("w:numPr")) if properties is not None else None
    outline = properties.find(qn("w:outlineLvl")) if properties is not None else None
    for part in (element.pPr, element.rPr):
        if part is not None:
            element.remove(part)
    if numbering is not None:
        element.get_or_add_pPr().append(numbering)
    if outline is not None:
        element.get_or_add_pPr().append(outline)


def _complex(element: Any, size: float) -> None:
    """Say the size, and whether it is bold, for scripts that Word calls complex, which otherwise keep their own."""
    properties = element.get_or_add_rPr()
    if properties.find(qn("w:b")) is not None:
        properties.find(qn("w:b")).addnext(OxmlElement("w:bCs"))
    sized = OxmlElement("w:szCs")
    sized.set(qn("w:val"), str(int(size * 2)))
    properties.find(qn("w:sz")).addnext(sized)
