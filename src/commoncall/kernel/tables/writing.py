"""Write tables as CSV and XLSX so that no cell is ever taken for a formula."""

import csv
import io
import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils.cell import get_column_letter

Value = str | int | float | None

_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r\n]")
_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?")
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_FORBIDDEN_IN_TITLE = re.compile(r"[\[\]:*?/\\]")
_LONGEST_CELL = 32_000  # as long as we read again; the format itself ends at 32,767
_WIDTH_SAMPLE = 200


def defused(value: Value) -> str:
    """A cell that a spreadsheet program shows and does not run; numbers are left alone."""
    if value is None:
        return ""
    text = _UNPRINTABLE.sub("", str(value))
    if not isinstance(value, str) or _NUMBER.fullmatch(text):
        return text
    return f"'{text}" if _FORMULA.match(text) else text


def csv_chunks(headers: Sequence[str], rows: Iterable[Sequence[Value]]) -> Iterator[bytes]:
    """The lines of a CSV file in UTF-8 with its mark, one after another."""
    line = io.StringIO(newline="")
    writer = csv.writer(line)
    yield b"\xef\xbb\xbf"
    for row in itertools.chain([headers], rows):
        writer.writerow([defused(value) for value in row])
        yield line.getvalue().encode("utf-8", errors="replace")
        line.seek(0)
        line.truncate()


def write_csv(headers: Sequence[str], rows: Iterable[Sequence[Value]]) -> bytes:
    """A whole CSV file."""
    return b"".join(csv_chunks(headers, rows))


def write_xlsx(
    headers: Sequence[str],
    rows: Iterable[Sequence[Value]],
    *,
    sheet: str = "Sheet",
    right_to_left: bool = False,
) -> bytes:
    """A workbook of one sheet: bold headings that stay in view, text as text, numbers as numbers."""
    kept = [tuple(row) for row in rows]
    book = Workbook(write_only=True)
    page = book.create_sheet(_FORBIDDEN_IN_TITLE.sub(" ", sheet).strip("' ")[:31] or "Sheet")
    page.sheet_view.rightToLeft = right_to_left
    page.freeze_panes = "A2"
    for index, width in enumerate(_widths(headers, kept), start=1):
        page.column_dimensions[get_column_letter(index)].width = width
    page.append([_cell(page, heading, bold=True) for heading in headers])
    for row in kept:
        page.append([_cell(page, value) for value in row])
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _cell(page: Any, value: Value, *, bold: bool = False) -> Any:
    """One cell; a text stays a text even where it begins like a formula."""
    if isinstance(value, str):
        value = _UNPRINTABLE.sub("", value)[:_LONGEST_CELL]
    cell = WriteOnlyCell(page, value=value)
    if isinstance(value, str):
        cell.data_type = "s"
        cell.number_format = "@"
    if bold:
        cell.font = Font(bold=True)
        cell.alignment = Alignment(vertical="top", wrap_text=True)
    return cell


def _widths(headers: Sequence[str], rows: Sequence[Sequence[Value]]) -> Iterator[float]:
    """A width for every column that fits most of its cells, within reason."""
    for index, heading in enumerate(headers):
        cells = [str(row[index] or "") for row in rows[:_WIDTH_SAMPLE] if index < len(row)]
        lengths = sorted(len(cell) for cell in cells) or [0]
        usual = lengths[int(len(lengths) * 0.9) if len(lengths) > 1 else 0]
        yield float(min(max(usual, len(heading), 8) + 2, 60))
