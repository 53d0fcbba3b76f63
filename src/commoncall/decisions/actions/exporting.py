"""Taking the register along: never unrecorded."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from commoncall.decisions.history import deciding as kinds
from commoncall.decisions.models import Decision
from commoncall.kernel.authority import Actor
from commoncall.kernel.history import actions as book
from commoncall.kernel.labels import Label
from commoncall.kernel.refusals import NotVisible


@transaction.atomic
def took_along(decisions: Collection[Decision], label: Label, asked: Mapping[str, Any], *, by: Actor) -> None:
    """Note that somebody downloads these entries of the register. Who may: whoever is inside, of what they may know.

    Recorded for the coordinators: how many and which entries, under which label, and what was looked for.
    """
    if by.coalition_id is None or any(one.coalition_id != by.coalition_id for one in decisions):
        raise NotVisible(_("There is no such register here."))
    facts = {"count": len(decisions), "label": label.value, "numbers": [one.number for one in decisions]}
    looked_for = {name: str(value) for name, value in asked.items() if value}
    book.record(kinds.EXPORTED, by=by, subject=by.coalition_id, subject_kind="coalition", facts=facts, particulars={"asked": looked_for})
