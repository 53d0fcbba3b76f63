"""Read delimited text: commas, semicolons, tabs or bars between the cells, told by what fits."""

import csv
import io
import itertools
from collections import Counter
from collections.abc import Iterator

from commoncall.kernel.tables.encodings import decode
from commoncall.kernel.tables.measure import Measure
from commoncall.kernel.tables.refusals import TableRefused
from commoncall.kernel.tables.shapes import Grid, Limits, Row, Warned

_DELIMITERS = (",", ";", "\t", "|")
_SAMPLE_ROWS = 200
_SAMPLE_LENGTH = 200_000


def read(content: bytes, limits: Limits, *, encoding: str | None, delimiter: str | None) -> Grid:
    """The rows of a delimited text, with the encoding and the delimiter that were found or given."""
    decoded = decode(content, encoding)
    text, warnings = _clean(decoded.text)
    if not decoded.certain:
        warnings.append(Warned("encoding_guessed", {"encoding": decoded.encoding}))
    declared, text, first = _declared(text)
    delimiter = delimiter or declared or detect_delimiter(text)
    rows = list(_rows(text, delimiter, limits, first))
    return Grid(rows, decoded.encoding, delimiter, warnings=tuple(warnings))


def _clean(text: str) -> tuple[str, list[Warned]]:
    """The text without NULs, which programs leave behind and no cell can hold."""
    if "\0" not in text:
        return text, []
    return text.replace("\0", ""), [Warned("invisible_characters")]


def _declared(text: str) -> tuple[str | None, str, int]:
    """Excel's own first line "sep=;", if there: the delimiter, the rest, the number of its first row."""
    line, _, rest = text.partition("\n")
    line = line.strip("\r")
    if line.lower().startswith("sep=") and len(line) == 5:
        return line[4], rest, 2
    return None, text, 1


def detect_delimiter(text: str) -> str:
    """The delimiter that cuts the first rows into the same number of cells, more than one."""
    sample = text[:_SAMPLE_LENGTH]
    evenness = {delimiter: _evenness(sample, delimiter) for delimiter in _DELIMITERS}
    return max(_DELIMITERS, key=lambda delimiter: evenness[delimiter])


def _evenness(sample: str, delimiter: str) -> float:
    """How evenly a delimiter cuts the rows: the share of rows of the commonest width, then that width.

    When no delimiter cuts anything, all are equal and the first, the comma, is taken.
    """
    widths = Counter(len(row) for row in _sampled(sample, delimiter) if any(row))
    wide = {width: count for width, count in widths.items() if width > 1}
    if not wide:
        return 0.0
    width = max(wide, key=lambda each: (wide[each], each))
    return round(wide[width] / widths.total(), 1) + min(width, 50) / 1000


def _sampled(sample: str, delimiter: str) -> Iterator[list[str]]:
    reader = csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter)
    try:
        for count, row in enumerate(reader):
            if count == _SAMPLE_ROWS:
                return
            yield row
    except csv.Error:
        return


def _rows(text: str, delimiter: str, limits: Limits, first: int) -> Iterator[Row]:
    """Every row that is not blank, under the limits."""
    measure = Measure(limits)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, skipinitialspace=True)
    number = first - 1
    lines_before = lines_after = 0
    try:
        for number, cells in enumerate(reader, start=first):
            lines_before, lines_after = lines_after, reader.line_num
            if measure.counts(number, cells):
                yield Row(number, tuple(cells))
        if lines_after - lines_before > 1:
            _refuse_open_end(text, delimiter, lines_before, number)
    except TableRefused as refusal:
        raise _explained(refusal, measure, number) from refusal
    except csv.Error as error:
        raise TableRefused("unclosed_quote", row=number + 1) from error


def _refuse_open_end(text: str, delimiter: str, lines_before: int, number: int) -> None:
    """Refuse a last row whose quotation mark is never closed: it has swallowed the rows after it."""
    lines = itertools.islice(io.StringIO(text, newline=""), lines_before, None)
    try:
        list(csv.reader(lines, delimiter=delimiter, skipinitialspace=True, strict=True))
    except csv.Error as error:
        if "unexpected end of data" in str(error):
            raise TableRefused("unclosed_quote", row=number) from error


def _explained(refusal: TableRefused, measure: Measure, number: int) -> TableRefused:
    """A cell that swallows many lines comes from a quotation mark that nobody closed."""
    if refusal.code == "cell_too_long" and measure.lines_in_cell > 20:
        return TableRefused("unclosed_quote", row=number)
    return refusal
