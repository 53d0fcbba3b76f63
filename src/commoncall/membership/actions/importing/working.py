"""What the clock does with an import that was left to it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.db import transaction
from django.utils import translation

from commoncall.kernel.authority import Actor
from commoncall.kernel.parties import queries as parties
from commoncall.kernel.refusals import Refusal
from commoncall.membership.actions.importing.applying import apply, look_again
from commoncall.membership.actions.importing.handing import put_back
from commoncall.membership.actions.importing.planning import compare, locked
from commoncall.membership.actions.importing.reverting import revert
from commoncall.membership.models import Batch

_WORK: dict[str, Callable[..., Batch]] = {Batch.State.PLANNING: compare, Batch.State.APPLYING: apply, Batch.State.UNDOING: revert}


def carry_out(*, batch: str, language: str, actor: Mapping[str, Any]) -> None:
    """Do what an import waits for, as whoever asked for it, in one transaction; a second time it does nothing.

    What is refused meanwhile (the directory has changed, the person no longer coordinates) puts the import back to where it
    stood, with the reason.
    """
    found = Batch.objects.filter(pk=batch).first()
    work = _WORK.get(found.state) if found else None
    if found is None or work is None:
        return
    with translation.override(language):
        try:
            work(found, by=_again(actor))
        except Refusal as refusal:
            _tell(found, str(refusal.reason))


def _again(actor: Mapping[str, Any]) -> Actor:
    return parties.found_again(actor)


def _tell(batch: Batch, reason: str) -> None:
    with transaction.atomic():
        put_back(locked(batch), reason)
    look_again(batch)
