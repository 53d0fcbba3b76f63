"""The stems of words, which PostgreSQL knows."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection

from commoncall.kernel.search.rules.stems import as_spelt
from commoncall.kernel.search.rules.vectors import Stems
from commoncall.kernel.text.folding import fold

_STATEMENT = """
    SELECT word, dictionary, (ts_lexize(dictionary::regdictionary, spelt))[1]
    FROM unnest(%s::text[], %s::text[], %s::text[]) AS asked (word, dictionary, spelt)
"""


def stems(wanted: Iterable[tuple[str, str]]) -> Stems:
    """Return the stems of words by dictionaries, in one statement; small words have none."""
    asked = sorted(wanted)
    if not asked:
        return {}
    columns = [word for word, _name in asked], [name for _word, name in asked], [as_spelt(word, name) for word, name in asked]
    with connection.cursor() as cursor:
        cursor.execute(_STATEMENT, columns)
        return {(word, name): fold(stem) for word, name, stem in cursor.fetchall() if stem}
