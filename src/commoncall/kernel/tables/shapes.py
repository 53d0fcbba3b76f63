"""What a table is once it has been read, and how large it may be."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Limits:
    """How large a file may be before it is refused; sizes in bytes and characters."""

    file_size: int = 20 * 1024 * 1024
    uncompressed_size: int = 200 * 1024 * 1024
    compression_ratio: int = 250
    entries: int = 2_000
    rows: int = 50_000
    columns: int = 200
    cells: int = 2_000_000
    cell_length: int = 32_000
    text_length: int = 60_000_000


@dataclass(frozen=True)
class Row:
    """One row of data; its number is the one that the person sees in the spreadsheet."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Warned:
    """Something that the reader should know about how the file was read; see refusals.WARNINGS."""

    code: str
    params: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Table:
    """A table as it was read: as many cells in every row as there are headers.

    ``merged_rows`` are the rows in which a cell reaches over several columns, as titles do: whose its value is, nobody can tell.
    """

    headers: tuple[str, ...]
    rows: tuple[Row, ...]
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    warnings: tuple[Warned, ...] = ()
    has_headings: bool = True
    merged_rows: tuple[int, ...] = ()

    def column(self, index: int) -> list[str]:
        """The cells of one column, from top to bottom."""
        return [row.cells[index] for row in self.rows]


@dataclass(frozen=True)
class Grid:
    """What a reader of one format hands on: numbered rows of unequal length, and how it read them."""

    rows: list[Row]
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    warnings: tuple[Warned, ...] = ()
    merged_rows: tuple[int, ...] = ()


def column_letter(index: int) -> str:
    """The letter or letters above a column in a spreadsheet, counted from 0."""
    letters = ""
    index += 1
    while index:
        index, digit = divmod(index - 1, 26)
        letters = chr(65 + digit) + letters
    return letters
