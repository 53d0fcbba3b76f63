"""Count what a file holds while it is read, and refuse it as soon as it is too much."""

from collections.abc import Sequence

from commoncall.kernel.tables.refusals import TableRefused
from commoncall.kernel.tables.shapes import Limits

# Headings and lines above them are no rows of data; reading counts exactly once it knows which they are.
_NOT_DATA = 11


class Measure:
    """The running totals of one file against its limits."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._rows = 0
        self._cells = 0
        self._text = 0
        self.lines_in_cell = 0

    def counts(self, number: int, cells: Sequence[str]) -> bool:
        """Count one row; False for a blank one, which counts for nothing. Refuse what is too much."""
        width = filled_width(cells)
        if not width:
            return False
        self._rows += 1
        self._cells += width
        if self._rows > self._limits.rows + _NOT_DATA:
            raise TableRefused("too_many_rows", limit=self._limits.rows)
        self._refuse_more_than("too_many_columns", width, self._limits.columns)
        self._refuse_more_than("too_many_cells", self._cells, self._limits.cells)
        self._count_text(number, cells)
        return True

    def _count_text(self, number: int, cells: Sequence[str]) -> None:
        for cell in cells:
            if len(cell) > self._limits.cell_length:
                self.lines_in_cell = cell.count("\n")
                raise TableRefused("cell_too_long", row=number, limit=self._limits.cell_length)
            self._text += len(cell)
        if self._text > self._limits.text_length:
            raise TableRefused("too_much_text")

    def _refuse_more_than(self, code: str, count: int, limit: int) -> None:
        if count > limit:
            raise TableRefused(code, limit=limit)


def filled_width(cells: Sequence[str]) -> int:
    """The number of cells up to the last one that is not blank."""
    width = len(cells)
    while width and not cells[width - 1].strip():
        width -= 1
    return width
