"""The lines of a status table: who is named in each, and what they did."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from commoncall.diplomacy.rules.acts import MARKS, ActKind
from commoncall.diplomacy.rules.reading import cells, dates
from commoncall.diplomacy.rules.reading.columns import Column, Role, kinds_in, plain, understood
from commoncall.diplomacy.rules.reading.shapes import Line, Said, Told, Unreadable

#: No treaty has so many participants; a longer table is another kind of list.
MOST_LINES = 1000

_YES = frozenset(("true", "yes", "y", "1", "x", "oui", "vrai", "si", "verdadero"))
_NO = frozenset(("", "false", "no", "n", "0", "non", "faux", "falso"))
_SUMS = frozenset(("total", "totals", "totaux", "totales", "sum"))


@dataclass(frozen=True, slots=True)
class Raw:
    """A row as it was found. ``is_merged`` says that a cell of it reaches over several columns, so that nobody can tell whose it is."""

    number: int
    cells: Sequence[str]
    is_merged: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """The lines of a file by the code of their treaty, and the kinds of act that it tells of."""

    lines: Mapping[str, tuple[Line, ...]]
    covers: frozenset[ActKind]


def found(headings: Sequence[str], rows: Sequence[Raw]) -> Found:
    """Return what rows say under these headings. Raises ``Unreadable`` for headings of another kind of table, and for too many lines."""
    reader = _Reader(understood(headings), rows)
    named = Counter(reader.treaty(row) for row in rows if reader.said(row, Role.NAME).strip())
    for treaty, count in named.most_common(1):
        if count > MOST_LINES:
            raise Unreadable("too_many_lines", lines=count, limit=MOST_LINES, treaty=treaty)
    by_treaty: dict[str, list[Line]] = {}
    for row in rows:
        line = reader.line(row)
        if line is not None:
            by_treaty.setdefault(reader.treaty(row), []).append(line)
    covers = {kind for one in reader.acts for kind in one.kinds}
    covers |= {act.kind for several in by_treaty.values() for line in several for act in line.acts}
    return Found({treaty: tuple(several) for treaty, several in by_treaty.items()}, frozenset(covers))


class _Reader:
    """Reads rows under headings that are understood."""

    def __init__(self, columns: Sequence[Column], rows: Iterable[Raw]) -> None:
        self._one = {column.role: column.index for column in reversed(columns)}
        self.acts = [column for column in columns if column.role is Role.ACTS]
        groups: dict[frozenset[ActKind], list[Column]] = {}
        for column in sorted(self.acts, key=lambda one: one.is_bare):
            groups.setdefault(column.kinds, []).append(column)
        self._groups = sorted(groups.values(), key=lambda several: min(one.index for one in several))
        self._days_first: bool | None = dates.day_first(
            row.cells[column.index] for row in rows for column in self.acts if column.index < len(row.cells)
        )

    def said(self, row: Raw, role: Role) -> str:
        """Return what a row has in the column of that role."""
        index = self._one.get(role)
        return row.cells[index] if index is not None and index < len(row.cells) else ""

    def treaty(self, row: Raw) -> str:
        """Return the code of the treaty of which a row tells."""
        return self.said(row, Role.TREATY).strip().lower()[:40]

    def line(self, row: Raw) -> Line | None:
        """Return what a row says; nothing for one that names nobody and tells of no act, and for sums."""
        name, code = cells.name_in(self.said(row, Role.NAME)), self.said(row, Role.CODE).strip().upper()
        acts: list[Told] = []
        problems: list[Said] = []
        for group in self._groups:
            told, problem = self._told(row, group)
            acts += told
            problems += [problem] if problem else []
        if plain(name) in _SUMS or not (name or code or acts or problems):
            return None
        if not (name or code):
            problems.append(Said("no_name"))
        if row.is_merged and (acts or problems):
            problems = [Said("merged")]
        acts, problem = self._gone(row, acts)
        problems += [problem] if problem else []
        return Line(row.number, name, code, () if problems else tuple(dict.fromkeys(acts)), tuple(problems))

    def _told(self, row: Raw, group: Sequence[Column]) -> tuple[Sequence[Told], Said | None]:
        """Return the acts of columns that tell of the same: as written with brackets and marks, and once more as a bare day."""
        stated = self._stated_kind(row) if len(group[0].kinds) > 1 else None
        told: Sequence[Told] = ()
        for column in group:
            text = row.cells[column.index] if column.index < len(row.cells) else ""
            again, problem = cells.acts_in(text, stated or column.usual or (told[0].kind if told else None), self._days_first)
            if problem is not None:
                return (), problem
            if told and again and {act.on for act in told} != {act.on for act in again}:
                return (), Said("contradiction", {"text": text[:60]})
            told = told or again
        if stated and any(act.kind is not stated for act in told):
            return (), Said("contradiction", {"text": self.said(row, Role.KIND)[:60]})
        return told, None

    def _stated_kind(self, row: Raw) -> ActKind | None:
        text = self.said(row, Role.KIND).strip().strip("[]")
        kinds = [MARKS[text]] if text in MARKS else kinds_in(text)
        return kinds[0] if len(kinds) == 1 else None

    def _gone(self, row: Raw, acts: list[Told]) -> tuple[list[Told], Said | None]:
        """Return the acts as undone where a column of its own says so instead of brackets."""
        text = self.said(row, Role.GONE)
        said = plain(text)
        if said in _NO or (said in _YES and any(act.revoked for act in acts)):
            return acts, None
        if said in _YES:
            return [replace(act, revoked=act.kind is not ActKind.WITHDRAWAL) for act in acts], None
        left, problem = cells.acts_in(text, ActKind.WITHDRAWAL, self._days_first)
        return [*acts, *left], problem
