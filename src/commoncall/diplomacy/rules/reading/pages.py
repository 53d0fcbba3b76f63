"""The depositary's status page of a treaty, as a browser saves it: its table, its footnotes, its day and its own counts."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from commoncall.diplomacy.rules.acts import ActKind
from commoncall.diplomacy.rules.reading import dates, lines, markup, withdrawals
from commoncall.diplomacy.rules.reading.columns import Role, column, language_of
from commoncall.diplomacy.rules.reading.shapes import Line, Said, Table, Totals, Unreadable
from commoncall.kernel.tables import encodings
from commoncall.kernel.text.folding import fold

LARGEST = 8 * 1024 * 1024

_BEGINS = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|!--|html|head|body|table|meta|\?xml)", re.IGNORECASE)
#: The encodings in which pages are written. Python knows others too, some of which take hours for a page made for that.
_CHARSET = re.compile(
    rb"charset\s*=\s*[\"']?(utf-?8|us-ascii|windows-125\d|iso-8859-\d{1,2}|koi8-[ru]|gb2312|gbk|gb18030|big5|euc-(?:jp|kr)|shift_jis)(?![\w-])",
    re.IGNORECASE,
)
#: What no page shows and no database keeps.
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")
_AS_OF = re.compile(r"\b(\d{2}-\d{2}-\d{4})\s\d{1,2}:\d{2}(?::\d{2})?\b")
_SIGNATORIES = re.compile(r"\b(?:signatories|signataires|signatarios)\s?:\s?(\d{1,3})\b")
_PARTIES = re.compile(r"\b(?:parties|parties contractantes|partes)\s?:\s?(\d{1,3})\b")
_IN_FORCE = frozenset(("entry into force", "entree en vigueur", "entrada en vigor"))
_NUMBER = re.compile(r"^\s*\d{1,3}\s?\.?\s?[a-z]?\s?[.)]\s+")
_COLLECTIONS = ("United Nations Treaty Collection", "Collection des traités des Nations Unies")


def is_page(content: bytes) -> bool:
    """Whether a file is a web page rather than a table."""
    return _BEGINS.match(content[:4096].lstrip()) is not None


def table(content: bytes) -> Table:
    """Return the status table of a page. Raises ``Unreadable`` for a page without one, one cut off in the middle, and one too large."""
    if len(content) > LARGEST:
        raise Unreadable("page_too_large", limit=LARGEST // 1024 // 1024)
    text = _UNSEEN.sub("", _text(content))
    page = markup.read(text)
    grid = _status_grid(page)
    headings = [cell.text for cell in grid.rows[0]]
    found = lines.found(headings, _raw(grid))
    several = next(iter(found.lines.values()), ())
    totals = _totals(page.lines)
    if not page.is_whole or not grid.is_closed or len(several) < max(totals.parties or 0, totals.signatories or 0):
        raise Unreadable("cut_off" if several else "cut_short", lines=len(several))
    several, notices = _with_withdrawals(several, grid, page.notes)
    return Table(
        lines=several,
        covers=found.covers | {ActKind.WITHDRAWAL},
        title=_title(page.named),
        as_of=_as_of(page.lines),
        language=language_of(headings),
        totals=totals,
        notices=notices,
        source=next((name for name in _COLLECTIONS if name in text), ""),
        source_url=page.saved_from,
    )


def _text(content: bytes) -> str:
    stated = _CHARSET.search(content[:8192])
    if stated is not None:
        try:
            return content.decode(stated.group(1).decode("ascii"))
        except (LookupError, UnicodeDecodeError):
            pass
    return encodings.decode(content).text


def _status_grid(page: markup.Page) -> markup.Grid:
    """Return the longest table of the page that names participants and what they did."""
    fitting = [grid for grid in page.grids if grid.rows and _heads({found.role for cell in grid.rows[0] if (found := column(0, cell.text))})]
    if not fitting:
        raise Unreadable("no_table" if page.is_whole else "cut_short")
    return max(fitting, key=lambda grid: len(grid.rows))


def _heads(roles: set[Role]) -> bool:
    return {Role.NAME, Role.ACTS} <= roles


def _raw(grid: markup.Grid) -> list[lines.Raw]:
    """Return the rows under the headings; one whose cells cannot stand under them counts as merged."""
    width = len(grid.rows[0])
    return [
        lines.Raw(number, [cell.text for cell in row], len(row) != width or any(cell.is_merged for cell in row))
        for number, row in enumerate(grid.rows[1:], start=1)
        if row
    ]


def _with_withdrawals(several: Sequence[Line], grid: markup.Grid, notes: Mapping[str, Sequence[str]]) -> tuple[tuple[Line, ...], tuple[Said, ...]]:
    """Return the lines with the withdrawals of which their footnotes tell, and what a person should read there."""
    referring = {number: [one for cell in row for one in cell.references] for number, row in enumerate(grid.rows[1:], start=1)}
    read = {name: withdrawals.told("".join(pieces)) for name, pieces in notes.items()}
    notices: list[Said] = []
    whole: list[Line] = []
    for line in several:
        found = [read[name] for name in dict.fromkeys(referring.get(line.number, ())) if name in read]
        if any(unclear for _act, unclear in found):
            notices.append(Said("unclear_withdrawal", {"name": line.name}))
        left = tuple(act for act, _unclear in found if act is not None)
        whole.append(replace(line, acts=(*line.acts, *left)) if left and not line.problems else line)
    return tuple(whole), tuple(notices)


def _totals(texts: Sequence[str]) -> Totals:
    signatories = parties = None
    for text in texts:
        said = fold(text[:300])
        signatories = signatories or _SIGNATORIES.search(said)
        parties = parties or _PARTIES.search(said)
    return Totals(int(signatories.group(1)) if signatories else None, int(parties.group(1)) if parties else None, _entry(texts))


def _entry(texts: Sequence[str]) -> date | None:
    for place, text in enumerate(texts):
        if fold(text).strip(" :") in _IN_FORCE:
            return next((day for near in texts[place + 1 : place + 4] if (day := dates.first_in(near))), None)
    return None


def _as_of(texts: Sequence[str]) -> date | None:
    """Return the day of the page: it stands there with its hour, the day before the month."""
    return next((dates.read(found.group(1), True) for text in texts if (found := _AS_OF.search(text))), None)


def _title(named: Mapping[str, Sequence[str]]) -> str:
    texts = next((pieces for name, pieces in named.items() if name.endswith("tcTreaty")), ())
    return _NUMBER.sub("", " ".join("".join(texts).split()))[:300]
