"""Writing into the index what rows say, and taking out of it what is gone."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from django.contrib.postgres.search import SearchVectorField
from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Cast

from commoncall.kernel.search import kinds
from commoncall.kernel.search.kinds import Part, Text
from commoncall.kernel.search.models import Document
from commoncall.kernel.search.queries.stems import stems
from commoncall.kernel.search.rules.vectors import Gathered, Stems, digest, gathered, vector


@dataclass(frozen=True)
class _Fresh:
    text: Text
    digest: str
    words: Gathered


@transaction.atomic
def write(part: Part, rows: Collection[UUID]) -> int:
    """Bring the index up to what these rows of a part say now, and return how many of its documents changed.

    At most five statements besides those that read the rows, however many there are; none of them writes where nothing changed.
    """
    known = {(one.row, one.language): one for one in Document.objects.filter(part=part.name, row__in=rows).defer("vector")}
    said = {(text.row, text.language): (text, digest(text)) for text in part.texts(rows)}
    gone = [one.pk for key, one in known.items() if key not in said or one.digest != said[key][1]]
    fresh = [_Fresh(text, now, gathered(text)) for key, (text, now) in said.items() if key not in known or known[key].digest != now]
    if gone:
        Document.objects.filter(pk__in=gone).delete()
    if fresh:
        _create(part, fresh)
    return len(gone) + len(fresh)


def _create(part: Part, fresh: Iterable[_Fresh]) -> None:
    kept = list(fresh)
    known = stems({pair for one in kept for pair in one.words.wanted(one.text.language)})
    Document.objects.bulk_create(_document(part, one, known) for one in kept)


def _document(part: Part, fresh: _Fresh, known: Stems) -> Document:
    text = fresh.text
    return Document(
        coalition_id=text.coalition,
        part=part.name,
        row=text.row,
        subject=text.subject,
        language=text.language,
        vector=Cast(Value(vector(text, part.name, fresh.words, known)), SearchVectorField()),
        digest=fresh.digest,
        at=text.at,
    )


def clear_away(part: Part, coalition: UUID) -> int:
    """Take out of the index what a coalition no longer has of a part, and return how much that was."""
    here = Document.objects.filter(coalition_id=coalition, part=part.name)
    removed, _by_model = here.exclude(row__in=part.rows(coalition).order_by().values("pk")).delete()
    return removed


def clear_away_unknown(coalition: UUID) -> int:
    """Take out of the index the parts that no concept declares any more."""
    known = [part.name for _kind, part in kinds.all_parts()]
    removed, _by_model = Document.objects.filter(coalition_id=coalition).exclude(part__in=known).delete()
    return removed
