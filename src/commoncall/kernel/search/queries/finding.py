"""What answers to words, of all that somebody may know: by kind, the nearest first, in a constant number of statements."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connection

from commoncall.kernel import time
from commoncall.kernel.authority import Actor
from commoncall.kernel.search import kinds
from commoncall.kernel.search.kinds import SearchKind, Text
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

# The latest rows of one part that answer, among those that the concept says may be known. How often one word is there, the
# database knows: it looks the word up, or walks along the latest until it has enough.
_LATEST = """(
    SELECT %s::text AS kind, id FROM search_document
    WHERE coalition_id = %s AND part = %s AND vector @@ %s::tsquery AND "row" IN ({visible})
    ORDER BY at DESC, id DESC LIMIT %s
)"""

# How often several words are there together, it can only guess. They are looked up first, and which of the rows may be known is
# asked in their order, only until there are enough.
_LATEST_OF_SEVERAL = """(
    SELECT kind, id FROM (
        SELECT %s::text AS kind, id, "row", at FROM search_document
        WHERE coalition_id = %s AND part = %s AND vector @@ %s::tsquery ORDER BY at DESC, id DESC OFFSET 0
    ) AS latest
    WHERE "row" IN ({visible}) ORDER BY at DESC, id DESC LIMIT %s
)"""

# Those that have the words in their title, what is called exactly so first, however old it is.
_TITLED = """(
    SELECT kind, id FROM (
        SELECT %s::text AS kind, id, "row", at, vector @@ %s::tsquery AS named FROM search_document
        WHERE coalition_id = %s AND part = %s AND vector @@ %s::tsquery OFFSET 0
    ) AS titled
    WHERE "row" IN ({visible}) ORDER BY named DESC, at DESC, id DESC LIMIT %s
)"""

# A row counts by how often and where it has the words, twice as much on its day as when it is very old; what is called exactly
# so stands before everything else. The weights are those of stems in a body, bodies, stems in a title, titles.
_RANKED = """
WITH hits AS MATERIALIZED ({hits}),
ranked AS (
    SELECT hits.kind, part, "row", subject, language, digest, id,
        ts_rank('{{0.05, 0.1, 0.5, 1}}', vector, %s::tsquery)
            * (1 + 1 / (1 + greatest(extract(epoch FROM %s::timestamptz - at), 0) / 31557600))
            + CASE WHEN vector @@ %s::tsquery THEN 100 ELSE 0 END AS score
    FROM hits JOIN search_document USING (id)
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
    hits, parameters = _hits(actor, asked, question)
    if not hits:
        return []
    names = list(ranges)
    parameters += [question, time.now(), asked.question_of_names(), names, *([limits[end] for limits in ranges.values()] for end in (0, 1)), names]
    with connection.cursor() as cursor:
        cursor.execute(_RANKED.format(hits=" UNION ".join(hits)), parameters)
        return [_Row(*row) for row in cursor.fetchall()]


def _hits(actor: Actor, asked: Sought, question: str) -> tuple[list[str], list[Any]]:
    """Return for each part a statement for what answers, and one for what does so by its title."""
    statements: list[str] = []
    parameters: list[Any] = []
    titled, named = asked.question_of_titles(), asked.question_of_names()
    latest = _LATEST if len(asked.words) == 1 else _LATEST_OF_SEVERAL
    for kind, part in kinds.all_parts():
        try:
            visible, values = part.visible(actor).order_by().values("pk").query.sql_with_params()
        except EmptyResultSet:
            # There is nothing of this part that the actor may know of.
            continue
        here = quoted(place_lexeme(actor.coalition_id, part.name)) if actor.coalition_id else ""
        statements += [one.format(visible=visible) for one in (latest, _TITLED)]
        parameters += [kind.name, actor.coalition_id, part.name, f"{here} & ({question})", *values, MOST + 1]
        parameters += [kind.name, named, actor.coalition_id, part.name, f"{here} & ({titled})", *values, MOST_TITLED]
    return statements, parameters


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
        language="" if text.language == kinds.NAMES_ALONE else text.language,
        others=marker.marked(" · ".join(text.also)),
        snippet=marker.snippet(text.body),
        where=text.where or (text.subject,),
        anchor=text.anchor,
        label=text.label,
    )
