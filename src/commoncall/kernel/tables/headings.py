"""Find the headings of a table, or see that it has none, and make every row as wide as they are."""

import re
import statistics
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Literal

from commoncall.kernel.tables.measure import filled_width
from commoncall.kernel.tables.refusals import TableRefused
from commoncall.kernel.tables.shapes import Grid, Row, Table, Warned, column_letter

FirstRow = Literal["guess", "headings", "data"]
IsHeading = Callable[[str], bool]

_DATA = re.compile(
    r"""
    [^@\s]+@[^@\s]+\.[^@\s]+                          # an e-mail address
    | (?:https?://|www\.)\S+                          # an address on the web
    | [+(]?[\d][\d\s.,:/()+-]*%?                      # a number, a date, a telephone number
    """,
    re.VERBOSE,
)
_LONG = 70
_MOST_LINES_ABOVE = 10
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff\ufffe\uffff]")
_DEFUSED = re.compile(r"'(?=[=+\-@\t\r])")
_NUMBERS_SHOWN = 10
# Wide gaps inside a cell say nothing, and patterns that pass over spaces would take long for them.
_GAP = 20
_GAPS = re.compile(rf"\s{{{_GAP},}}")


def arrange(grid: Grid, first_row: FirstRow, is_heading: IsHeading | None) -> Table:
    """The table that a grid holds, with headings found or made from the letters of the columns."""
    rows = [Row(row.number, tuple(map(clean, row.cells))) for row in grid.rows]
    rows = [row for row in rows if filled_width(row.cells)]
    if not rows:
        raise TableRefused("empty")
    warnings = list(grid.warnings)
    above = 0 if first_row == "data" else _lines_above(rows, is_heading)
    warnings += [_left_out(row) for row in rows[:above]]
    rows = rows[above:]
    has_headings = first_row == "headings" or (first_row == "guess" and _is_headings(rows[0].cells, rows[1:200], is_heading))
    if has_headings and len(rows) == 1:
        raise TableRefused("no_rows")
    if not has_headings:
        warnings.append(Warned("no_headings"))
    return _table(grid, rows, warnings, has_headings)


def clean(cell: str) -> str:
    """A cell without what cannot be seen, and without the apostrophe that our own exports put before formulas."""
    cell = _CONTROLS.sub("", cell.replace("\r\n", "\n").replace("\r", "\n")).strip()
    if len(cell) > _GAP:
        cell = _GAPS.sub(lambda gap: "\n\n" if "\n" in gap.group() else " ", cell)
    return _DEFUSED.sub("", cell, count=1) if cell.startswith("'") else cell


def _table(grid: Grid, rows: list[Row], warnings: list[Warned], has_headings: bool) -> Table:
    """Rows cut and filled to the columns that hold anything."""
    body = rows[1:] if has_headings else rows
    top = rows[0].cells if has_headings else ()
    warnings += _ragged(body, filled_width(top)) if has_headings and grid.delimiter else []
    kept = _kept_columns(rows)
    return Table(
        headers=_headers(top, kept),
        rows=tuple(Row(row.number, _cells(row.cells, kept)) for row in body),
        encoding=grid.encoding,
        delimiter=grid.delimiter,
        sheet=grid.sheet,
        sheets=grid.sheets,
        warnings=tuple(warnings),
        has_headings=has_headings,
        merged_rows=grid.merged_rows,
    )


def _cells(cells: Sequence[str], kept: Iterable[int]) -> tuple[str, ...]:
    return tuple(cells[index] if index < len(cells) else "" for index in kept)


def _kept_columns(rows: Iterable[Row]) -> list[int]:
    """The columns in which any cell, heading or not, holds something."""
    filled: set[int] = set()
    for row in rows:
        if len(row.cells) > len(filled) or not all(row.cells):
            filled.update(index for index, cell in enumerate(row.cells) if cell)
        else:
            filled.update(range(len(row.cells)))
    return sorted(filled)


def _headers(top: Sequence[str], kept: Sequence[int]) -> tuple[str, ...]:
    """A heading for every column, no two alike; a letter, as in a spreadsheet, where there is none."""
    found: list[str] = []
    seen: Counter[str] = Counter()
    for index in kept:
        heading = " ".join(top[index].split()) if index < len(top) and top[index] else ""
        heading = heading or f"Column {column_letter(index)}"
        seen[heading.casefold()] += 1
        times = seen[heading.casefold()]
        found.append(heading if times == 1 else f"{heading} ({times})")
    return tuple(found)


def _lines_above(rows: Sequence[Row], is_heading: IsHeading | None) -> int:
    """How many rows stand above the headings: titles and notes with one filled cell over a wider table."""
    filled = [sum(map(bool, row.cells)) for row in rows[:50]]
    usual = statistics.median(filled)
    above = 0
    while above < min(len(filled) - 2, _MOST_LINES_ABOVE) and filled[above] == 1:
        above += 1
    if not above or usual < 2 or _counts_as_heading(rows[0].cells, is_heading):
        return 0
    certain = usual >= 3 and filled[above] >= 3
    return above if certain or _counts_as_heading(rows[above].cells, is_heading) else 0


def _counts_as_heading(cells: Sequence[str], is_heading: IsHeading | None) -> bool:
    return is_heading is not None and any(cell and is_heading(cell) for cell in cells)


def _left_out(row: Row) -> Warned:
    text = " ".join(cell for cell in row.cells if cell)
    return Warned("lines_above", {"rows": str(row.number), "text": text[:120]})


def _is_headings(top: Sequence[str], body: Sequence[Row], is_heading: IsHeading | None) -> bool:
    """Whether the first row names the columns rather than being one of the rows."""
    filled = [cell for cell in top if cell]
    data = sum(len(cell) > _LONG or bool(_DATA.fullmatch(cell)) for cell in filled)
    if is_heading is not None:
        known = sum(is_heading(cell) for cell in filled)
        return known > 0 and known >= data
    return not data and not _repeated_below(top, body)


def _repeated_below(top: Sequence[str], body: Sequence[Row]) -> bool:
    """Whether a cell of the first row comes back in its own column, as countries do."""
    for index, cell in enumerate(top):
        wanted = cell.casefold()
        if wanted and any(index < len(row.cells) and row.cells[index].casefold() == wanted for row in body):
            return True
    return False


def _ragged(body: Sequence[Row], width: int) -> list[Warned]:
    """A word about rows that are wider than the headings, or shorter than the whole of the others."""
    longer = [row.number for row in body if filled_width(row.cells) > width]
    shorter = [row.number for row in body if len(row.cells) < width]
    found = [("ragged_long", longer), ("ragged_short", shorter)]
    return [Warned(code, {"rows": shown(numbers)}) for code, numbers in found if numbers]


def shown(numbers: Sequence[int]) -> str:
    """Row numbers as a short list for a sentence."""
    listed = ", ".join(map(str, numbers[:_NUMBERS_SHOWN]))
    return f"{listed} …" if len(numbers) > _NUMBERS_SHOWN else listed
