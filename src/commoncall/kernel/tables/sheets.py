"""What openpyxl's streaming reader leaves out of a sheet: merged cells, and formulas without a value."""

import re
import zipfile
from dataclasses import dataclass

from openpyxl.utils.cell import range_boundaries

_MERGED = re.compile(rb"<(?:\w{1,20}:)?mergeCell\s[^>]{0,200}?ref=\"([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})\"")
#: A value that says nothing: some programs write it as one tag, some as two.
_NO_VALUE = rb"(?:<(?:\w{1,20}:)?v\s?(?:/>|></(?:\w{1,20}:)?v>))?"
_VALUELESS = re.compile(rb"<(?:\w{1,20}:)?f(?:\s[^<>]{0,500})?(?:/>|>[^<]{0,9000}</(?:\w{1,20}:)?f>)\s?" + _NO_VALUE + rb"</(?:\w{1,20}:)?c>")
_CHUNK = 1024 * 1024
_OVERLAP = 10_000
_MOST_MERGED = 20_000


@dataclass(frozen=True)
class Merged:
    """A cell that reaches down over several rows, counted from 1."""

    column: int
    first_row: int
    last_row: int


@dataclass(frozen=True)
class Extras:
    """The merged cells of a sheet by the row in which they begin, the rows with one over several columns, and whether formulas lack values."""

    merged: dict[int, list[Merged]]
    has_valueless_formulas: bool
    merged_rows: frozenset[int] = frozenset()


def extras(archive: zipfile.ZipFile, path: str) -> Extras:
    """Look through the XML of one sheet in pieces, without building it."""
    merged: dict[int, list[Merged]] = {}
    across: set[int] = set()
    count = 0
    valueless = False
    tail = b""
    with archive.open(path) as content:
        while chunk := content.read(_CHUNK):
            piece = tail + chunk
            valueless = valueless or _VALUELESS.search(piece) is not None
            for found in _MERGED.finditer(piece):
                if found.end() > len(tail) and count < _MOST_MERGED:
                    count += _remember(merged, across, found.group(1).decode())
            tail = piece[-_OVERLAP:]
    return Extras(merged, valueless, frozenset(across))


def _remember(merged: dict[int, list[Merged]], across: set[int], reference: str) -> int:
    """Keep a range that reaches over rows; of one that reaches over columns alone, such as a title, only its row."""
    left, top, right, bottom = range_boundaries(reference)
    if left is None or top is None or right is None or bottom is None:
        return 0
    if right > left and len(across) < _MOST_MERGED:
        across.update(range(top, min(bottom, top + _MOST_MERGED) + 1))
    if bottom <= top:
        return 0
    merged.setdefault(top, []).append(Merged(left, top, bottom))
    return 1
