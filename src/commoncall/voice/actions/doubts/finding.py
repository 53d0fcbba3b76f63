"""Finding signatures that may be the same as another one, or that of an organisation of the coalition. Nothing is put together by itself."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from commoncall.kernel import time
from commoncall.voice.models import Doubt, Letter, Signature
from commoncall.voice.queries.known import known_in
from commoncall.voice.rules.alike import Likeness, Signed, alike

#: What is read of a signature; the instant from which it counts stands last.
_FIELDS = ("id", "kind", "name", "searchable", "country_id", "website", "address", "signed_at")


@transaction.atomic
def find(letter: Letter, *, anew: bool = False) -> int:
    """Note what may be the same among the signatures of a letter that came since it was last asked, and return how many doubts there are more.

    ``anew``: among all of them. What a person has settled is not asked again. Recorded: nothing; a doubt is a question, no deed.
    """
    held = Letter.objects.select_for_update(no_key=True).get(pk=letter.pk)
    began = time.now()
    rows = list(_outside(held).order_by("signed_at", "id").values_list(*_FIELDS))
    since = None if anew else held.sought_at
    fresh = {str(row[0]) for row in rows if since is None or row[-1] >= since}
    signed = [_signed(row) for row in rows]
    found = [_doubt(held, each, began) for each in alike(signed, known_in(held.coalition_id), fresh)] if fresh else []
    before = held.doubts.count()
    Doubt.objects.bulk_create(found, ignore_conflicts=True, batch_size=1000)
    Letter.objects.filter(pk=held.pk).update(sought_at=began)
    return held.doubts.count() - before


def look_again(letter: Letter, signature: Signature) -> None:
    """Have a signature looked at anew that says something else of itself now, within the present transaction, which holds the letter.

    What a person said of it and of others was about its earlier words, and is asked again where they are alike still.
    """
    about = Q(signature=signature) | Q(other=signature)
    Doubt.objects.filter(about, letter=letter, settled=Doubt.Settled.DIFFERENT).delete()
    Letter.objects.filter(pk=letter.pk, sought_at__gt=signature.signed_at).update(sought_at=signature.signed_at)


def find_due(limit: int = 20) -> int:
    """Look through the letters with signatures from outside that nobody has looked through, and return how many there were."""
    news = Signature.objects.filter(letter=OuterRef("pk"), organisation=None).filter(
        Q(signed_at__gte=OuterRef("sought_at")) | Q(signed_at__isnull=False, letter__sought_at=None)
    )
    due = list(Letter.objects.filter(Exists(news)).order_by(F("sought_at").asc(nulls_first=True))[:limit])
    for letter in due:
        find(letter)
    return len(due)


def _outside(letter: Letter) -> QuerySet[Signature]:
    return Signature.objects.filter(letter=letter, organisation=None, withdrawn_at=None, removed_at=None, signed_at__isnull=False)


def _signed(row: tuple[UUID, str, str, str, str | None, str, str, datetime]) -> Signed:
    signature, kind, name, searchable, country, website, address, _at = row
    return Signed(str(signature), kind, name, searchable, country or "", website, address)


def _doubt(letter: Letter, found: Likeness, at: datetime) -> Doubt:
    return Doubt(
        letter=letter,
        signature_id=UUID(found.signature),
        other_id=UUID(found.other) if found.other else None,
        organisation_id=UUID(found.organisation) if found.organisation else None,
        why=found.why,
        found_at=at,
    )
