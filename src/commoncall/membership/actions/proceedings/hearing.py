"""Hearing the organisation: what it answers in writing, and what was said when it was heard."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from commoncall.kernel import time
from commoncall.kernel.asks import actions as asks
from commoncall.kernel.authority import Actor
from commoncall.kernel.refusals import Refusal
from commoncall.membership import permissions
from commoncall.membership.actions.proceedings.keeping import State, asked_of, record, still
from commoncall.membership.history import leaving as kinds
from commoncall.membership.models import Proceeding


@transaction.atomic
def answer(proceeding: Proceeding, text: str, *, by: Actor) -> Proceeding:
    """Answer in writing for the organisation that was given notice. A later answer stands in the place of the earlier one.

    Who may: whoever acts for that organisation. Recorded: the answer. Refused: without a word; before there is a notice; once the
    procedure is over. After the time to answer it is still taken, since nobody is helped by not having heard.
    """
    kept = still(proceeding, by, State.NOTICED, State.IN_FORCE)
    permissions.may_answer_notice(by, kept.membership_id).require()
    if not text.strip():
        raise Refusal(_("Write your answer."), field="text")
    kept.answer, kept.answered_at, kept.answered_by_id = text.strip(), time.now(), by.person_id
    kept.save(update_fields=["answer", "answered_at", "answered_by"])
    for asked in asked_of(kept):
        asks.answer(asked, by=by)
    record(kinds.HEARING_ANSWERED, kept, by, particulars={"answer": kept.answer})
    return kept


@transaction.atomic
def note_hearing(proceeding: Proceeding, heard: str, heard_at: datetime, *, by: Actor) -> Proceeding:
    """Note what was said when the organisation was heard, or what came from it in another way.

    Who may: ``membership.proceed``. Recorded: what was said. Refused: without a word; a time to come, or before the notice.
    """
    permissions.may_proceed(by).require()
    kept = still(proceeding, by, State.NOTICED, State.IN_FORCE)
    if not heard.strip():
        raise Refusal(_("Say what was said, and by whom."), field="heard")
    if heard_at > time.now():
        raise Refusal(_("This lies in the future."), field="heard_at")
    if kept.noticed_at is not None and heard_at < kept.noticed_at:
        raise Refusal(_("A hearing comes after the notice."), field="heard_at")
    kept.heard, kept.heard_at = heard.strip(), heard_at
    kept.save(update_fields=["heard", "heard_at"])
    record(kinds.HEARING_NOTED, kept, by, facts={"at": heard_at.isoformat()}, particulars={"heard": kept.heard})
    return kept
