"""Read a sheet of an XLSX workbook row by row, after its archive was looked over."""

import zipfile
from collections.abc import Iterator
from contextlib import closing
from typing import Any, BinaryIO
from xml.etree.ElementTree import ParseError

import openpyxl
from defusedxml.common import DefusedXmlException  # type: ignore[import-untyped]
from openpyxl.utils.exceptions import InvalidFileException

from commoncall.kernel.tables import archive, sheets
from commoncall.kernel.tables.cells import as_text
from commoncall.kernel.tables.headings import shown
from commoncall.kernel.tables.measure import Measure
from commoncall.kernel.tables.refusals import TableRefused
from commoncall.kernel.tables.shapes import Grid, Limits, Row, Warned

_LAST_ROW = 1_048_576
_MOST_PADDING = 20_000_000
_DAMAGE = (
    InvalidFileException,
    zipfile.BadZipFile,
    ParseError,
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    IndexError,
    OverflowError,
    EOFError,
    OSError,
    NotImplementedError,
)


def read(stream: BinaryIO, limits: Limits, *, sheet: str | None) -> Grid:
    """The rows of the sheet asked for, else of the first visible one that holds data."""
    try:
        with zipfile.ZipFile(stream) as zipped:
            archive.inspect(zipped, limits)
            with closing(openpyxl.load_workbook(stream, read_only=True, data_only=True)) as book:
                return _read_book(book, zipped, limits, sheet)
    except DefusedXmlException as error:
        raise TableRefused("unsafe") from error
    except _DAMAGE as error:
        unsafe = isinstance(error.__cause__, DefusedXmlException)
        raise TableRefused("unsafe" if unsafe else "damaged") from error


def _read_book(book: Any, zipped: zipfile.ZipFile, limits: Limits, wanted: str | None) -> Grid:
    filled = [sheet for sheet in book.worksheets if _holds_data(sheet)]
    chosen = _chosen(book, filled, wanted)
    extras = sheets.extras(zipped, _path(chosen))
    reader = _SheetReader(chosen, extras, limits)
    rows = list(reader.rows())
    titles = tuple(sheet.title for sheet in filled)
    warnings = reader.warnings()
    if wanted is None and len(titles) > 1:
        others = ", ".join(title for title in titles if title != chosen.title)
        warnings.append(Warned("other_sheets", {"sheet": chosen.title, "sheets": others}))
    return Grid(rows, sheet=chosen.title, sheets=titles, warnings=tuple(warnings), merged_rows=tuple(sorted(extras.merged_rows)))


def _path(sheet: Any) -> str:
    """Where the sheet lies in the archive; openpyxl keeps it under a private name."""
    return str(sheet._worksheet_path).removeprefix("/")


def _chosen(book: Any, filled: list[Any], wanted: str | None) -> Any:
    """The sheet by its name, or the first visible one with data, or any with data."""
    if wanted is not None:
        for sheet in book.worksheets:
            if sheet.title == wanted:
                return sheet
        raise TableRefused("no_sheet", sheet=wanted)
    visible = [sheet for sheet in filled if sheet.sheet_state == "visible"]
    if not filled:
        raise TableRefused("no_data")
    return (visible or filled)[0]


def _holds_data(sheet: Any) -> bool:
    """Whether any of the first rows of a sheet holds a value."""
    sheet.reset_dimensions()
    rows = sheet.iter_rows(max_row=1000, max_col=50, values_only=True)
    return any(value not in (None, "") for row in rows for value in row)


class _SheetReader:
    """Reads one sheet and notes what should be said about it."""

    def __init__(self, sheet: Any, extras: sheets.Extras, limits: Limits) -> None:
        self._sheet = sheet
        self._extras = extras
        self._measure = Measure(limits)
        self._padding = 0
        self._error_rows: list[int] = []
        self._open: dict[int, tuple[int, str]] = {}  # column: last row of the merged cell, its text

    def rows(self) -> Iterator[Row]:
        """Every row that is not blank, as text, under the limits."""
        self._sheet.reset_dimensions()
        for number, cells in enumerate(self._sheet.iter_rows(max_row=_LAST_ROW), start=1):
            self._count_padding(len(cells))
            texts = self._with_merged(number, [self._text(number, cell) for cell in cells])
            if self._measure.counts(number, texts):
                yield Row(number, tuple(texts))

    def warnings(self) -> list[Warned]:
        """What was noticed, once all rows were read."""
        found: list[Warned] = []
        if self._extras.has_valueless_formulas:
            found.append(Warned("formulas_without_values"))
        if self._error_rows:
            found.append(Warned("errors_in_cells", {"rows": shown(self._error_rows)}))
        return found

    def _count_padding(self, width: int) -> None:
        """Refuse a sheet whose empty cells reach so far out that reading it would take minutes."""
        self._padding += width
        if self._padding > _MOST_PADDING:
            raise TableRefused("too_many_cells", limit=_MOST_PADDING)

    def _text(self, number: int, cell: Any) -> str:
        if cell.value is None:
            return ""
        if cell.data_type == "e":
            if number not in self._error_rows[-1:]:
                self._error_rows.append(number)
            return ""
        return as_text(cell.value, cell.number_format if cell.data_type == "n" else "General")

    def _with_merged(self, number: int, texts: list[str]) -> list[str]:
        """The row with the text of cells that reach down into it from above."""
        for column, (last_row, text) in list(self._open.items()):
            if number > last_row:
                del self._open[column]
            elif any(texts):
                # A row ends with its last cell of its own, which may stand before the merged one.
                texts += [""] * (column - len(texts))
                texts[column - 1] = texts[column - 1] or text
        for merged in self._extras.merged.get(number, ()):
            if len(texts) >= merged.column and texts[merged.column - 1]:
                self._open[merged.column] = (merged.last_row, texts[merged.column - 1])
        return texts
