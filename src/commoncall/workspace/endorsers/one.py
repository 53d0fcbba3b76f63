"""One endorser, as coordinators see it: what is noted, what speaks for it and what against, and its history."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from commoncall.call import permissions
from commoncall.call.actions.endorsers import STATES
from commoncall.call.queries import endorsers
from commoncall.call.queries.choices import ENDORSER_KINDS, WAYS
from commoncall.call.queries.endorsers import Row
from commoncall.call.rules import BODIES
from commoncall.kernel import languages
from commoncall.kernel.countries import queries as countries
from commoncall.kernel.history import queries as book
from commoncall.kernel.labels import LABEL_SENTENCES, Label
from commoncall.membership.queries import alike
from commoncall.workspace.endorsers import words
from commoncall.workspace.endorsers.access import endorser_of, keeper_of

if TYPE_CHECKING:
    from commoncall.call.models import Endorser


def endorser(request: HttpRequest, coalition: str, endorser: UUID) -> HttpResponse:
    """Show one endorser."""
    return render(request, "workspace/endorsers/one.html", _shown(request, endorser_of(request, endorser)))


def _shown(request: HttpRequest, endorser: Endorser) -> dict[str, Any]:
    actor, row, last = keeper_of(request), Row.of(endorser), endorsers.last_endorsement(endorser)
    return {
        "one": endorser,
        "kind": ENDORSER_KINDS[endorser.kind],
        "country": countries.name(endorser.country_id, form="plain") if endorser.country_id else "",
        "language": languages.name_of(endorser.language, languages.current()),
        "state": row.state,
        "state_words": STATES[row.state],
        "sign": words.SIGNS[row.state],
        "hint": words.HINTS.get(row.hint, ""),
        "last": last,
        "way": WAYS[last.came] if last else "",
        "reservations": last.reservations if last else endorser.reservations,
        # A coordinator may know of unlisted members too; whoever asked in public was told nothing of them.
        "alike": alike.alike(actor, [endorser.name], country=endorser.country_id or "") if endorser.kind in BODIES else [],
        "may_correct": permissions.may_answer(actor, endorser).allowed and endorser.removed_at is None,
        "lines": book.told(book.visible_to(actor).filter(subject=endorser.pk)[:20]),
        "label_words": LABEL_SENTENCES[Label.AMBER_STRICT],
    }
