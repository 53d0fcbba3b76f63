"""Read plain text: paragraphs parted by blank lines, or by every line where there are none."""

from __future__ import annotations

import re

from commoncall.kernel.documents import emphasis, numbering
from commoncall.kernel.documents.blocks import BlockStyle
from commoncall.kernel.documents.emphasis import Run
from commoncall.kernel.documents.gathering import Gathering

_BLANK = re.compile(r"\n[ \t]*\n\s*")


def read(text: str, gathered: Gathering) -> None:
    """Gather the paragraphs of a plain text; numbers and bullets that were typed before them are told."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    parted = _BLANK.split(lines) if _BLANK.search(lines) else lines.split("\n")
    for paragraph in parted:
        for part in _parts(paragraph):
            add(part, gathered)


def _parts(paragraph: str) -> list[str]:
    """Cut a paragraph before each line that begins with a number or a bullet: these are lists without blank lines."""
    parts: list[str] = []
    for line in paragraph.split("\n"):
        if not parts or numbering.typed(line.lstrip(), bullets=True):
            parts.append(line)
        else:
            parts[-1] += f" {line}"
    return parts


def add(text: str, gathered: Gathering) -> None:
    """Add one paragraph of plain words, in which an asterisk is an asterisk."""
    found = numbering.typed(text.lstrip(), bullets=True)
    words = emphasis.marked([Run(gathered.clean(found.rest if found else text))])
    last = gathered.blocks[-1] if gathered.blocks else None
    if found is None:
        gathered.add(words)
    elif found.style is BlockStyle.PARAGRAPH:
        gathered.add(words, BlockStyle.PARAGRAPH, 1, found.number)
    else:
        level = numbering.level(found.number, last.number, last.level) if last and last.style is BlockStyle.ITEM else 1
        gathered.add(words, BlockStyle.ITEM, level, found.number)
