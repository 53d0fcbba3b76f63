"""Read the words of one paragraph of a Word document, with their emphasis; tracked changes are taken as accepted."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from lxml import etree

from commoncall.kernel.documents.emphasis import Run
from commoncall.kernel.documents.gathering import Gathering
from commoncall.kernel.documents.word.names import child, is_on, name, number, value
from commoncall.kernel.documents.word.styles import Styles

_WRAPPERS = {"w:smartTag", "w:sdt", "w:sdtContent", "w:fldSimple", "w:customXml", "w:dir", "w:bdo", "w:ruby", "w:rubyBase"}
_THROUGH = frozenset({"w:ins", "w:moveTo", "w:hyperlink", *_WRAPPERS})
_REMOVED = frozenset({"w:del", "w:moveFrom"})
_BREAKS = {"w:tab": "\t", "w:ptab": "\t", "w:br": " ", "w:cr": " ", "w:noBreakHyphen": "\u2011"}
_COUNTED = {"w:commentReference": "comments", "w:object": "objects", "w:control": "objects"}
_SYMBOLS = {"F0B7": "•", "F0A7": "▪", "F0E0": "→", "F0DE": "⇒", "F0FC": "✓", "F0FE": "☑", "F0A8": "☐"}
_DEEPEST = 200


class Words:
    """Reads paragraphs, counting what is left out and keeping the text boxes found in them."""

    def __init__(self, styles: Styles, gathered: Gathering, notes: Mapping[str, etree._Element | None]) -> None:
        self._styles = styles
        self._gathered = gathered
        self._counted = gathered.counted
        self._notes = {kind: _by_identifier(root) for kind, root in notes.items()}
        self._boxes: list[etree._Element] = []
        self._runs: list[Run] = []
        self._in_note = False
        self._readers: dict[str, Callable[[etree._Element], None]] = {
            "w:drawing": self._picture,
            "w:pict": self._picture,
            "mc:AlternateContent": self._alternate,
            "w:footnoteReference": self._called,
            "w:endnoteReference": self._called,
        }

    def read(self, paragraph: etree._Element) -> list[Run]:
        """Return the runs of a paragraph."""
        self._runs = []
        self._go_through(paragraph, 0)
        return self._runs

    def take_boxes(self) -> list[etree._Element]:
        """Return the text boxes that were met since this was last asked."""
        found, self._boxes = self._boxes, []
        return found

    def _go_through(self, parent: etree._Element, depth: int) -> None:
        if depth > _DEEPEST:
            return
        for element in parent:
            kind = name(element)
            if kind == "w:r":
                self._run(element)
            elif kind in _REMOVED:
                self._counted["tracked_changes"] += 1
            elif kind in _THROUGH:
                self._counted["tracked_changes"] += kind in ("w:ins", "w:moveTo")
                self._counted["links"] += kind == "w:hyperlink"
                self._go_through(element, depth + 1)
            elif kind in ("m:oMath", "m:oMathPara"):
                self._counted["formulas"] += 1
                self._say("".join(one.text or "" for one in element.iter() if name(one) == "m:t"), None)
            elif kind in self._readers:
                self._readers[kind](element)

    def _run(self, run: etree._Element) -> None:
        properties = child(run, "w:rPr")
        if self._is_hidden(properties):
            self._counted["hidden_text"] += any(name(one) == "w:t" for one in run)
            return
        for element in run:
            kind = name(element)
            if kind == "w:t":
                self._say(element.text or "", properties)
            elif kind in _BREAKS:
                self._say(_BREAKS[kind], properties)
            elif kind == "w:sym":
                self._say(_SYMBOLS.get((value(element, "char") or "").upper(), ""), properties)
            elif kind in _COUNTED:
                self._counted[_COUNTED[kind]] += 1
            elif kind in self._readers:
                self._readers[kind](element)

    def _say(self, text: str, properties: etree._Element | None) -> None:
        if text:
            self._gathered.meet(text)
            self._runs.append(Run(text, self._looks(properties, "w:i", "is_emphasis"), self._looks(properties, "w:b", "is_strong")))

    def _looks(self, properties: etree._Element | None, direct: str, by_style: str) -> bool:
        """Tell whether words are emphasised, by themselves or by a style of words; the style of a paragraph emphasises nothing."""
        # Words of scripts written from right to left have properties of their own.
        told = [is_on(properties, direct), is_on(properties, f"{direct}Cs") if is_on(properties, "w:rtl") else None]
        if any(one is not None for one in told):
            return any(told)
        named = child(properties, "w:rStyle")
        return named is not None and bool(getattr(self._styles.of(value(named), "character"), by_style))

    def _is_hidden(self, properties: etree._Element | None) -> bool:
        told = is_on(properties, "w:vanish")
        if told is None and (named := child(properties, "w:rStyle")) is not None:
            return self._styles.of(value(named), "character").is_hidden
        return bool(told)

    def _picture(self, element: etree._Element) -> None:
        """Keep the text of a text box; of a picture, only that there was one."""
        found = [one for one in element.iter() if name(one) == "w:txbxContent"]
        self._boxes += found
        self._counted["text_boxes" if found else "pictures"] += 1

    def _alternate(self, element: etree._Element) -> None:
        """Take the first of several forms of one thing; the others say the same for older programs."""
        chosen = child(element, "mc:Choice")
        for one in chosen if chosen is not None else ():
            if name(one) in self._readers:
                self._readers[name(one)](one)

    def _called(self, reference: etree._Element) -> None:
        """Put a footnote in round brackets where it is called; square ones hold what is not agreed."""
        note = self._notes[name(reference)].get(number(reference, "id") or 0)
        if note is None or self._in_note:
            return
        self._counted["footnotes"] += 1
        before, self._runs, self._in_note = self._runs, [], True
        for paragraph in note.iter():
            if name(paragraph) == "w:p":
                self._go_through(paragraph, 1)
                self._runs.append(Run(" "))
        words = " ".join("".join(one.text for one in self._runs).split())
        self._runs, self._in_note = before, False
        if words:
            self._runs.append(Run(f" ({words})"))


def _by_identifier(root: etree._Element | None) -> dict[int, etree._Element]:
    return {number(one, "id") or 0: one for one in root if name(one) in ("w:footnote", "w:endnote")} if root is not None else {}
