"""What the styles of a Word document say of a paragraph: headings, lists, quotes, and the look of words."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from commoncall.kernel.documents.word.names import child, is_on, name, number, value

_HEADING = re.compile(r"heading (\d)$")
_LIST = re.compile(r"(?:list paragraph|list(?: bullet| number| continue)?)(?: (\d))?$")
_QUOTES = frozenset({"quote", "intense quote", "block text", "quotations"})
_LONGEST_CHAIN = 20

#: The name of the style of numbered paragraphs in documents that we write.
NUMBERED = "Numbered Paragraph"
#: That of what stands above the title there.
ABOVE_TITLE = "Document Heading"
_FRAME = frozenset({"title", "subtitle", NUMBERED.lower(), ABOVE_TITLE.lower()})


@dataclass(frozen=True)
class Style:
    """What a style says, with what it takes over from those that it is based on."""

    name: str = ""
    heading: int = 0
    list_id: int | None = None
    list_level: int | None = None
    is_emphasis: bool = False
    is_strong: bool = False
    is_hidden: bool = False

    @property
    def is_quote(self) -> bool:
        """Tell whether paragraphs of this style are quoted."""
        return self.name in _QUOTES

    @property
    def item_level(self) -> int:
        """Return the level of an item in a list by the style's own name, 0 where it is none."""
        found = _LIST.match(self.name)
        return int(found[1] or 1) if found else 0


class Styles:
    """The styles of a document by their identifiers."""

    def __init__(self, root: etree._Element | None) -> None:
        self._elements: dict[str, etree._Element] = {}
        self._known: dict[str, Style] = {}
        self._defaults: dict[str, str] = {}
        for element in root if root is not None else ():
            if name(element) == "w:style":
                identifier = value(element, "styleId") or ""
                self._elements.setdefault(identifier, element)
                if value(element, "default") in ("1", "true", "on"):
                    self._defaults[value(element, "type") or ""] = identifier
        self.are_ours = any(self.of(identifier).name == NUMBERED.lower() for identifier in self._elements)

    def of(self, identifier: str | None, kind: str = "paragraph") -> Style:
        """Return a style, or the default one of its kind."""
        wanted = identifier if identifier in self._elements else self._defaults.get(kind, "")
        if wanted not in self._known:
            self._known[wanted] = self._put_together(wanted)
        return self._known[wanted]

    def _put_together(self, identifier: str) -> Style:
        """Look through a style and those that it is based on, the nearest first."""
        chain: list[etree._Element] = []
        while identifier in self._elements and len(chain) < _LONGEST_CHAIN:
            chain.append(self._elements[identifier])
            based_on = child(chain[-1], "w:basedOn")
            identifier = (value(based_on) or "") if based_on is not None else ""
        if not chain:
            return Style()
        names = [(value(found) or "").lower() for one in chain if (found := child(one, "w:name")) is not None]
        lists = [found for one in chain if (found := child(one, "w:pPr", "w:numPr")) is not None]
        return Style(
            name=next((one for one in names if _is_telling(one)), names[0] if names else ""),
            heading=next((level for one in chain if (level := _heading(one))), 0),
            list_id=next((found for one in lists if (found := number(child(one, "w:numId"))) is not None), None),
            list_level=next((found for one in lists if (found := number(child(one, "w:ilvl"))) is not None), None),
            is_emphasis=_looks(chain, "w:i"),
            is_strong=_looks(chain, "w:b"),
            is_hidden=_looks(chain, "w:vanish"),
        )


def _is_telling(name_of_style: str) -> bool:
    """Tell whether a style's name says what its paragraphs are."""
    return (
        name_of_style in _QUOTES or name_of_style in ("title", "subtitle", NUMBERED.lower(), ABOVE_TITLE.lower()) or bool(_LIST.match(name_of_style))
    )


def _heading(style: etree._Element) -> int:
    """Return the level of a heading by a style's outline or its name; 0 where it is none."""
    outline = number(child(style, "w:pPr", "w:outlineLvl"))
    if outline is not None and 0 <= outline <= 8:
        return outline + 1
    named = child(style, "w:name")
    found = _HEADING.match((value(named) or "").lower()) if named is not None else None
    return int(found[1]) if found else 0


def _looks(chain: list[etree._Element], property_name: str) -> bool:
    return next((found for one in chain if (found := is_on(child(one, "w:rPr"), property_name)) is not None), False)
