"""A file of names: which column holds what, and which name is whose, told from the organisations that are known and from the file itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from commoncall.kernel.countries.rules import recognise_several
from commoncall.kernel.tables.shapes import Table
from commoncall.membership.rules.columns import guessing
from commoncall.membership.rules.columns.fields import Field
from commoncall.membership.rules.importing.addresses import UnsafeAddressError, read_website, website_domain
from commoncall.membership.rules.matching.index import Index
from commoncall.membership.rules.matching.shapes import Candidate, Known, Verdict

#: As many rows as one file may have, and as long as a name can be kept.
MOST_ROWS, LONGEST_NAME = 2_000, 300

_WORLD = "001"
#: A longer cell describes an organisation and does not say where it is.
_PROSE = 60


class Choice(StrEnum):
    """What becomes of a name, besides being an organisation of the coalition, which its id says. Empty: not decided."""

    OUTSIDE = "outside"
    LEAVE = "leave"
    UNDECIDED = ""


@dataclass(frozen=True)
class Columns:
    """Which column holds the name, and which the country and the website, counted from 0; nothing where none does."""

    name: int
    country: int | None = None
    website: int | None = None

    def fits(self, width: int) -> bool:
        """Whether a table of so many columns has these, each for one thing only."""
        used = [one for one in (self.name, self.country, self.website) if one is not None]
        return len(set(used)) == len(used) and all(0 <= one < width for one in used)


@dataclass(frozen=True)
class Line:
    """One name of the file, in the row in which a person sees it; ``country`` is a code, or empty."""

    row: int
    name: str
    country: str = ""
    website: str = ""
    is_international: bool = False


@dataclass(frozen=True)
class Found:
    """What a name of the file was found to be.

    ``verdict`` and ``candidates`` tell of the organisations that are known. ``repeats`` is the earlier row with the same name,
    and ``near`` are earlier rows whose name may be the same, where it is not certain whose it is.
    """

    line: Line
    verdict: Verdict
    candidates: tuple[Candidate, ...] = ()
    repeats: int = 0
    near: tuple[Candidate, ...] = ()

    @property
    def name(self) -> str:
        """The name as the file has it."""
        return self.line.name

    @property
    def known(self) -> str:
        """The id of the organisation that it is for certain; empty otherwise."""
        return self.candidates[0].id if self.verdict is Verdict.SAME else ""

    @property
    def suggestion(self) -> str:
        """What becomes of it where nobody chooses: the organisation that it is; nothing further for a repetition; a doubt is decided by a person."""
        if self.repeats:
            return Choice.LEAVE
        if self.verdict is Verdict.NONE:
            return Choice.UNDECIDED if self.near else Choice.OUTSIDE
        return self.known


def guess(table: Table) -> Columns | None:
    """Return which columns most likely hold what, by their headings or by what stands in them; nothing where no column can hold names."""
    fields = [column.field for column in guessing.guess(table, recognise_several).columns]
    if Field.NAME not in fields:
        return None
    place = {field: fields.index(field) for field in (Field.COUNTRY, Field.WEBSITE) if field in fields}
    return Columns(fields.index(Field.NAME), place.get(Field.COUNTRY), place.get(Field.WEBSITE))


def lines(table: Table, columns: Columns) -> list[Line]:
    """Return the names of a table, without the rows that have none."""
    found = (_line(row.number, row.cells, columns) for row in table.rows)
    return [line for line in found if any(map(str.isalnum, line.name))]


def _line(number: int, cells: Sequence[str], columns: Columns) -> Line:
    country, is_international = _place(cells[columns.country] if columns.country is not None else "")
    website = _website(cells[columns.website] if columns.website is not None else "")
    return Line(number, " ".join(cells[columns.name].split())[:LONGEST_NAME], country, website, is_international)


def _place(cell: str) -> tuple[str, bool]:
    """The one country that a cell names for sure, and whether it says that it is at home everywhere."""
    parts = recognise_several(cell) if cell and len(cell) <= _PROSE else ()
    codes = {part.country for part in parts if part.country}
    return (codes.pop() if len(codes) == 1 else ""), any(part.region == _WORLD for part in parts)


def _website(cell: str) -> str:
    try:
        return read_website(cell)[0] or "" if cell else ""
    except UnsafeAddressError:
        return ""


def known_as(line: Line) -> Known:
    """Return a name of the file as it is compared."""
    countries = frozenset({line.country} - {""})
    return Known(str(line.row), (line.name,), countries=countries, international=line.is_international, domain=website_domain(line.website))


def compare(named: Iterable[Line], organisations: Iterable[Known]) -> list[Found]:
    """Tell of each name whether it is one of the organisations for certain, may be, or is not, and whether it stood in the file before."""
    known, before = Index(organisations), Index()
    found: list[Found] = []
    rows_of: dict[str, int] = {}
    for line in named:
        asked = known_as(line)
        match, earlier = known.find(asked), before.find(asked)
        certain = [candidate for candidate in earlier.candidates if candidate.certain]
        repeats = rows_of.get(match.id, 0) if match.id else 0
        repeats = repeats or (min(int(one.id) for one in certain) if certain else 0)
        near = () if repeats or match.id else earlier.candidates
        found.append(Found(line, match.verdict, match.candidates, repeats, near))
        if match.id:
            rows_of.setdefault(match.id, line.row)
        if not repeats:
            before.add(asked)
    return found
