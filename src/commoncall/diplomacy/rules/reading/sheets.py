"""Status tables in CSV files and workbooks: one treaty, or several by the code in a column."""

from __future__ import annotations

from commoncall.diplomacy.rules.reading import lines
from commoncall.diplomacy.rules.reading.columns import is_heading, language_of
from commoncall.diplomacy.rules.reading.shapes import Said, Table, Unreadable
from commoncall.kernel.tables import reading

_LEFT_UNSAID = frozenset(("no_headings", "invisible_characters", "ragged_short"))


def tables(content: bytes, name: str) -> list[Table]:
    """Return the status tables of a file, by the code of their treaty. Raises ``Unreadable`` and the kernel's ``TableRefused``."""
    grid = reading.read(content, filename=name, is_heading=is_heading)
    if not grid.has_headings:
        raise Unreadable("no_headings")
    merged = frozenset(grid.merged_rows)
    rows = [lines.Raw(row.number, row.cells, row.number in merged) for row in grid.rows]
    found = lines.found(grid.headers, rows)
    notices = tuple(Said(one.code, one.params) for one in grid.warnings if one.code not in _LEFT_UNSAID)
    language = language_of(grid.headers)
    return [
        Table(lines=several, covers=found.covers, treaty=treaty, language=language, notices=notices)
        for treaty, several in sorted(found.lines.items())
    ]
