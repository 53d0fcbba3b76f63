"""What answers to words, of all that somebody may know: by kind, the nearest first, in a constant number of statements."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib.postgres.search import SearchQueryField
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import BooleanField, F, Func, QuerySet, Value
from django.db.models.functions import Cast

from commoncall.kernel import time
from commoncall.kernel.authority import Actor
from commoncall.kernel.search import kinds
from commoncall.kernel.search.kinds import Part, SearchKind, Text
from commoncall.kernel.search.models import Document
from commoncall.kernel.search.queries.stems import stems
from commoncall.kernel.search.rules.asking import Sought, sought
from commoncall.kernel.search.rules.snippets import Marker, Piece
from commoncall.kernel.search.rules.vectors import Stems, digest, place_lexeme, quoted

#: Of each part so many of the latest are looked at. Whoever finds more adds a word.
MOST = 1000
#: Of those that have the words in their title, or are called so, also older ones are looked at.
MOST_TITLED = 100

#: How many of each kind stand side by side, and how many on a page of one kind alone.
FEW, PAGE = 5, 25


@dataclass(frozen=True)
class Result:
    """One thing that was found, as it says itself now, with the words marked."""

    kind: SearchKind
    subject: UUID
    title: tuple[Piece, ...]
    language: str
    others: tuple[Piece, ...]
    snippet: tuple[Piece, ...]
    where: tuple[Any, ...]
    anchor: str
    label: str


@dataclass(frozen=True)
class Group:
    """What was found of one kind: how many, and those of this page. ``more`` says that there are more than were looked at."""

    kind: SearchKind
    count: int
    more: bool
    results: tuple[Result, ...]


@dataclass(frozen=True)
class Found:
    """The answer to a question. ``groups`` are in the order of their nearest results, and none of them is empty."""

    sought: Sought
    groups: tuple[Group, ...]

    @property
    def count(self) -> int:
        """How many things were found."""
        return sum(group.count for group in self.groups)

    @property
    def more(self) -> bool:
        """Whether there are more than were looked at."""
        return any(group.more for group in self.groups)

    def group(self, name: str) -> Group | None:
        """Return the group of a kind, where something of it was found."""
        return next((group for group in self.groups if group.kind.name == name), None)


@dataclass(frozen=True)
class _Row:
    kind: str
    part: str
    row: UUID
    language: str
    digest: str
    place: int
    count: int


def find(actor: Actor, text: str, *, only: str = "", page: int = 1) -> Found:
    """Return what answers to ``text`` among all that ``actor`` may know of in its coalition.

    Of each kind the few nearest are given; with ``only``, a page of that kind alone, and of the others how many there are.
    Two statements find, and one for each part among the results reads what it says now.
    """
    asked = sought(text)
    if not asked or actor.coalition_id is None or not actor.is_inside:
        return Found(asked, ())
    known = stems(asked.wanted())
    ranges = {kind.name: _range(kind.name, only, page) for kind in kinds.kinds()}
    rows = _rows(actor, asked, known, ranges)
    shown = _read([row for row in rows if _is_within(row.place, ranges[row.kind])], Marker(asked, known))
    return Found(asked, tuple(_group(kind, row, rows, shown) for row in rows if row.place == 1 and (kind := kinds.find(row.kind))))


def _range(name: str, only: str, page: int) -> tuple[int, int]:
    if not only:
        return 1, FEW
    return ((page - 1) * PAGE + 1, page * PAGE) if name == only else (0, 0)


def _is_within(place: int, limits: tuple[int, int]) -> bool:
    return limits[0] <= place <= limits[1]


def _group(kind: SearchKind, first: _Row, rows: Sequence[_Row], shown: Mapping[_Row, Result]) -> Group:
    results = tuple(shown[row] for row in rows if row.kind == kind.name and row in shown)
    return Group(kind, min(first.count, MOST), first.count > MOST, results)


# Which rows of the index -------------------------------------------------------------------------------------------------------

# A row counts by how often and where it has the words, twice as much on its day as when it is very old; what is called exactly
# so stands before everything else. The weights are those of stems in a body, bodies, stems in a title, titles.
_RANKED = """
WITH hits AS MATERIALIZED ({hits}),
ranked AS (
    SELECT kind, part, "row", subject, language, digest, id,
        ts_rank('{{0.05, 0.1, 0.5, 1}}', vector, %s::tsquery)
            * (1 + 1 / (1 + greatest(extract(epoch FROM %s::timestamptz - at), 0) / 31557600))
            + CASE WHEN vector @@ %s::tsquery THEN 100 ELSE 0 END AS score
    FROM hits
),
nearest AS (SELECT DISTINCT ON (kind, subject) * FROM ranked ORDER BY kind, subject, score DESC, id DESC),
placed AS (
    SELECT *, row_number() OVER (PARTITION BY kind ORDER BY score DESC, id DESC) AS place, count(*) OVER (PARTITION BY kind) AS count,
        max(score) OVER (PARTITION BY kind) AS best
    FROM nearest
)
SELECT kind, part, "row", language, digest, place, count FROM placed
WHERE place = 1 OR (kind, place) IN (SELECT asked.kind, generate_series(asked.first, asked.last)
    FROM unnest(%s::text[], %s::bigint[], %s::bigint[]) AS asked (kind, first, last))
ORDER BY best DESC, array_position(%s::text[], kind), place
"""


def _rows(actor: Actor, asked: Sought, known: Stems, ranges: Mapping[str, tuple[int, int]]) -> list[_Row]:
    question = asked.question(known)
    hits, parameters = _hits(actor, actor.coalition_id, question, asked.question_of_titles()) if actor.coalition_id else ([], [])
    if not hits:
        return []
    names = list(ranges)
    parameters += [question, time.now(), asked.question_of_names(), names, *([limits[end] for limits in ranges.values()] for end in (0, 1)), names]
    with connection.cursor() as cursor:
        cursor.execute(_RANKED.format(hits=" UNION ALL ".join(hits)), parameters)
        return [_Row(*row) for row in cursor.fetchall()]


def _hits(actor: Actor, coalition: UUID, question: str, titled: str) -> tuple[list[str], list[Any]]:
    """Return for each part a statement for the latest rows of it that answer and that the actor may know of."""
    statements: list[str] = []
    parameters: list[Any] = []
    for kind, part in kinds.all_parts():
        known = _known(actor, coalition, kind, part)
        for asked, most in ((question, MOST + 1), (titled, MOST_TITLED)):
            try:
                statement, values = known.filter(_answers(coalition, part, asked))[:most].query.sql_with_params()
            except EmptyResultSet:
                # There is nothing of this part that the actor may know of.
                break
            statements.append(f"({statement})")
            parameters += values
    return statements, parameters


def _known(actor: Actor, coalition: UUID, kind: SearchKind, part: Part) -> QuerySet[Document, Any]:
    here = Document.objects.filter(coalition_id=coalition, part=part.name, row__in=part.visible(actor).order_by().values("pk"))
    columns = ("kind", "part", "row", "subject", "language", "digest", "id", "vector", "at")
    return here.annotate(kind=Value(kind.name)).order_by("-at", "-id").values_list(*columns)


def _answers(coalition: UUID, part: Part, question: str) -> Func:
    here = quoted(place_lexeme(coalition, part.name))
    asked = Cast(Value(f"{here} & ({question})"), SearchQueryField())
    return Func(F("vector"), asked, template="%(expressions)s", arg_joiner=" @@ ", output_field=BooleanField())


# What these rows say now -------------------------------------------------------------------------------------------------------


def _read(rows: Sequence[_Row], marker: Marker) -> dict[_Row, Result]:
    """Read what rows say now. One that is gone, or no longer says what was looked for, is left out.

    The index is behind by seconds, or by hours while no worker runs. Whoever may read a row today must not be shown what it
    said before that.
    """
    texts = {(part, text.row, text.language): text for part, text in _texts(rows)}
    shown = {}
    for row in rows:
        kind, text = kinds.find(row.kind), texts.get((row.part, row.row, row.language))
        if kind and text and (digest(text) == row.digest or marker.holds_all([text.title, *text.also, text.body])):
            shown[row] = _result(kind, text, marker)
    return shown


def _texts(rows: Sequence[_Row]) -> Iterable[tuple[str, Text]]:
    wanted: dict[str, list[UUID]] = {}
    for row in rows:
        wanted.setdefault(row.part, []).append(row.row)
    for name, identifiers in wanted.items():
        if found := kinds.part_named(name):
            yield from ((name, text) for text in found[1].texts(identifiers))


def _result(kind: SearchKind, text: Text, marker: Marker) -> Result:
    return Result(
        kind=kind,
        subject=text.subject,
        title=marker.marked(text.title),
        language=text.language,
        others=marker.marked(" · ".join(text.also)),
        snippet=marker.snippet(text.body),
        where=text.where or (text.subject,),
        anchor=text.anchor,
        label=text.label,
    )
