"""Taking a letter along with those who stand under it: never unrecorded."""

from __future__ import annotations

from django.db import transaction

from commoncall.kernel.authority import Actor
from commoncall.voice import permissions
from commoncall.voice.actions.holding import record
from commoncall.voice.history import letters as kinds
from commoncall.voice.models import Delivery, Letter
from commoncall.voice.queries import letters, signatures


@transaction.atomic
def took_along(letter: Letter, form: str, *, batch: Delivery | None = None, with_inside: bool = False, by: Actor) -> None:
    """Note that somebody downloads a letter with its list. Who may: ``voice.download``, of a letter that they may read.

    Recorded for the coordinators: of how many signatures, up to which batch, in which form, and whether it names those who are named
    inside alone.
    """
    permissions.DOWNLOAD.verdict(by).require()
    found = letters.one(by, letter.pk)
    under = signatures.standing_under(found)
    count = (under.filter(delivery__number__lte=batch.number) if batch is not None else under).count()
    facts = {"count": count, "form": form, "batch": batch.number if batch is not None else None, "inside": with_inside}
    record(kinds.DOWNLOADED, found, by, facts=facts)
