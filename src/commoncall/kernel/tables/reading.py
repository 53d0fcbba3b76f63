"""Read a spreadsheet that somebody sent, CSV or XLSX, as one plain table."""

import io
from pathlib import Path
from typing import BinaryIO

from commoncall.kernel.tables import delimited, workbook
from commoncall.kernel.tables.headings import FirstRow, IsHeading, arrange
from commoncall.kernel.tables.kinds import refuse_other_kinds
from commoncall.kernel.tables.refusals import TableRefused
from commoncall.kernel.tables.shapes import Limits, Table

_MEGABYTE = 1024 * 1024


def read(
    source: bytes | Path | BinaryIO,
    *,
    filename: str = "",
    limits: Limits | None = None,
    sheet: str | None = None,
    encoding: str | None = None,
    delimiter: str | None = None,
    first_row: FirstRow = "guess",
    is_heading: IsHeading | None = None,
) -> Table:
    """Read a file by what it holds, whatever it is called; raises TableRefused.

    Sheet, encoding, delimiter and the meaning of the first row are found out unless given.
    `is_heading` tells words that head a column; with it, a missing first row is seen more surely.
    """
    limits = limits or Limits()
    if isinstance(source, Path):
        with source.open("rb") as opened:
            content = _content(opened, limits)
    else:
        content = _content(io.BytesIO(source) if isinstance(source, bytes) else source, limits)
    if refuse_other_kinds(io.BytesIO(content)):
        grid = workbook.read(io.BytesIO(content), limits, sheet=sheet)
    else:
        delimiter = delimiter or ("\t" if filename.lower().endswith(".tsv") else None)
        grid = delimited.read(content, limits, encoding=encoding, delimiter=delimiter)
    table = arrange(grid, first_row, is_heading)
    if len(table.rows) > limits.rows:
        raise TableRefused("too_many_rows", limit=limits.rows)
    return table


def _content(stream: BinaryIO, limits: Limits) -> bytes:
    """All the bytes of a file, as long as they are not too many to hold."""
    content = stream.read(limits.file_size + 1)
    if len(content) > limits.file_size:
        stream.seek(0, io.SEEK_END)
        size = -(-stream.tell() // _MEGABYTE)
        raise TableRefused("too_large", size=size, limit=limits.file_size // _MEGABYTE)
    if not content.strip():
        raise TableRefused("empty")
    return content
