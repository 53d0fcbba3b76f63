"""Taking along the list of who has re-affirmed: of what one may see, under its label, and never unrecorded."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from commoncall.call import history as kinds
from commoncall.call import permissions
from commoncall.call.history import ANSWERS
from commoncall.call.models import Version
from commoncall.call.queries import reaffirming
from commoncall.kernel import time
from commoncall.kernel.authority import Actor
from commoncall.kernel.history import actions as book
from commoncall.kernel.labels import Label
from commoncall.kernel.refusals import NotVisible
from commoncall.kernel.tables import writing

LABEL = Label.AMBER_STRICT


@dataclass(frozen=True)
class Taken:
    """A file to take along, with its label in its name."""

    name: str
    content: bytes


@transaction.atomic
def take_list(version: Version, *, by: Actor) -> Taken:
    """Make a file of every organisation that was asked to re-affirm, and what became of it.

    Who may: ``call.follow_up``. Recorded: who took how many along. Refused: a version that asked nobody.
    """
    permissions.FOLLOW_UP.verdict(by).require()
    found = reaffirming.follow_up(by, version)
    if found is None:
        raise NotVisible(_("There is no such list here."))
    headings = [_("Organisation"), _("Answer"), _("Endorsed before"), _("On"), _("Signed by"), _("Asked on"), _("Until"), _("Label")]
    label = str(LABEL.label)
    rows = [
        (
            row.organisation.name,
            str(ANSWERS[row.answer]),
            str(row.before or ""),
            row.answered_at.date().isoformat() if row.answered_at else "",
            row.signatory,
            row.ask.asked_at.date().isoformat(),
            row.ask.due_at.isoformat() if row.ask.due_at else "",
            label,
        )
        for row in found.rows
    ]
    facts = {"text": version.text.kind, "number": version.number, "count": len(rows), "label": LABEL.value}
    book.record(kinds.LIST_TAKEN, by=by, subject=version.pk, subject_kind="text", facts=facts)
    marked = label.replace(":", "-").replace("+", "-")
    return Taken(f"re-affirming-{marked}-{time.now():%Y-%m-%d}.csv", writing.write_csv(headings, rows))
