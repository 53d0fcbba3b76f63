"""Following the history: whatever an entry says was changed is read again; and making an index anew, piece by piece."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from uuid import UUID

from django.db import connection, transaction
from django.db.models import F, Q

from commoncall.kernel.history.models import Chain, Entry
from commoncall.kernel.parties.models import Coalition
from commoncall.kernel.search import kinds
from commoncall.kernel.search.actions import indexing
from commoncall.kernel.search.kinds import Part
from commoncall.kernel.search.models import Document, Progress
from commoncall.kernel.search.rules.vectors import RULES

#: How many entries are followed at once, and how many rows are read at once; between such pieces a worker can be stopped.
ENTRIES = 500
ROWS = 300


def follow() -> int:
    """Do one piece of what is left for each coalition whose index is behind; return how many pieces were done.

    Several workers share the coalitions: each takes those that no other has in hand. A piece and how far it came are one
    transaction, so that one which was killed is simply done again.
    """
    return sum(_piece(identifier) for identifier in _behind())


def _behind() -> list[UUID]:
    place = "coalition__chain__length"
    up_to_date = Progress.objects.filter(making=fingerprint(), part="", sequence=F(place)).values("coalition")
    return list(Coalition.objects.exclude(pk__in=up_to_date).order_by("pk").values_list("pk", flat=True))


def fingerprint() -> str:
    """Return by which rules an index is made: ours, the stemmers', and what concepts declare."""
    with connection.cursor() as cursor:
        version = cursor.connection.info.server_version // 10000
    names = ",".join(_order())
    return hashlib.blake2b(f"{RULES} {version} {names}".encode(), digest_size=16).hexdigest()


def _order() -> list[str]:
    return sorted(part.name for _kind, part in kinds.all_parts())


@transaction.atomic
def _piece(coalition: UUID) -> int:
    Progress.objects.get_or_create(coalition_id=coalition)
    progress = Progress.objects.select_for_update(skip_locked=True, of=("self",)).filter(coalition_id=coalition).first()
    if progress is None:
        return 0
    if progress.making != (making := fingerprint()):
        _begin(progress, making)
    elif progress.part:
        _go_on(progress)
    else:
        _follow(progress)
    progress.save()
    return 1


def _begin(progress: Progress, making: str) -> None:
    """Begin to make an index anew. What is done from now on is followed once it is made."""
    indexing.clear_away_unknown(progress.coalition_id)
    progress.sequence = Chain.objects.values_list("length", flat=True).get(pk=progress.coalition.chain_id)
    progress.making, progress.part, progress.after = making, next(iter(_order()), ""), None


def _go_on(progress: Progress) -> None:
    found = kinds.part_named(progress.part)
    rows = _next_rows(found[1], progress) if found else []
    if found and rows:
        indexing.write(found[1], rows)
        progress.after = rows[-1]
        return
    if found:
        indexing.clear_away(found[1], progress.coalition_id)
    progress.part, progress.after = next((name for name in _order() if name > progress.part), ""), None


def _next_rows(part: Part, progress: Progress) -> list[UUID]:
    rows = part.rows(progress.coalition_id).order_by("pk")
    rest = rows.filter(pk__gt=progress.after) if progress.after else rows
    return list(rest.values_list("pk", flat=True)[:ROWS])


def _follow(progress: Progress) -> None:
    sealed = Entry.objects.filter(chain_id=progress.coalition.chain_id, sequence__gt=progress.sequence)
    entries = list(sealed.order_by("sequence").values_list("sequence", "subject_kind", "subject")[:ENTRIES])
    if not entries:
        return
    touched: dict[str, set[UUID]] = {}
    for _sequence, subject_kind, subject in entries:
        if subject is not None:
            touched.setdefault(subject_kind, set()).add(subject)
    for _kind, part in kinds.all_parts():
        if rows := _touched(part, touched, progress.coalition_id):
            indexing.write(part, rows)
    progress.sequence = entries[-1][0] or progress.sequence


def _touched(part: Part, touched: dict[str, set[UUID]], coalition: UUID) -> set[UUID]:
    """Return the rows of a part that entries touch: those that it tells, and those in the index of a subject that may be gone."""
    subjects = {one for name in part.touched_by for one in touched.get(name, ())}
    if not subjects:
        return set()
    told = {row for name, finder in part.touched_by.items() if name in touched for row in finder(touched[name])}
    kept = Document.objects.filter(coalition_id=coalition, part=part.name).filter(Q(subject__in=subjects) | Q(row__in=subjects))
    return told | set(kept.values_list("row", flat=True))


def make_anew(coalitions: Iterable[UUID], told: Callable[[UUID, str, int], None]) -> None:
    """Make the indexes of coalitions anew from what is kept, telling after each piece which part it is at and how much it holds.

    Searches go on meanwhile, in what the index held before.
    """
    for coalition in coalitions:
        Progress.objects.filter(coalition_id=coalition).update(making="")
        while _is_making(coalition):
            _piece(coalition)
            part = Progress.objects.values_list("part", flat=True).get(coalition_id=coalition)
            told(coalition, part, Document.objects.filter(coalition_id=coalition).count())
    # What the database knows of words tells it how to look for them.
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {connection.ops.quote_name(Document._meta.db_table)}")


def _is_making(coalition: UUID) -> bool:
    return not Progress.objects.filter(coalition_id=coalition, making=fingerprint(), part="").exists()


def clear_away() -> int:
    """Take out of every index what went with something else, such as a mandate with its organisation; return how much it was."""
    identifiers = list(Coalition.objects.values_list("pk", flat=True))
    return sum(indexing.clear_away(part, coalition) for coalition in identifiers for _kind, part in kinds.all_parts())
