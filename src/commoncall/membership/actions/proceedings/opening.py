"""Opening a procedure about an organisation: the reason, the facts, the written notice."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from commoncall.kernel import time
from commoncall.kernel.asks import actions as asks
from commoncall.kernel.authority import Actor
from commoncall.kernel.parties.models import Organisation
from commoncall.kernel.refusals import Conflict, Refusal
from commoncall.membership import permissions
from commoncall.membership.actions.proceedings.keeping import OPEN, State, member, no_longer_asked, record, still
from commoncall.membership.history import leaving as kinds
from commoncall.membership.kinds import HEARING
from commoncall.membership.models import Proceeding, Standing


@dataclass(frozen=True)
class Hearing:
    """What the notice says: its words, until when the member may answer, and where and when it is heard; neither: in writing."""

    text: str
    answer_by: datetime
    hearing_at: datetime | None = None
    hearing_where: str = ""


@transaction.atomic
def begin(organisation: Organisation, reason: str, facts_gathered: str = "", *, by: Actor) -> Proceeding:
    """Open a procedure about an organisation. Nothing changes for it yet.

    Who may: ``membership.proceed``. Recorded: the reason, for the organisation and the coordinators alone. Refused: without a
    reason; for an organisation that has left, or about which a procedure is open already.
    """
    permissions.may_proceed(by).require()
    if not reason.strip():
        raise Refusal(_("Say for what reason: the organisation reads it."), field="reason")
    membership = member(organisation, by)
    if membership.standing == Standing.LEFT:
        raise Conflict(_("This organisation has left."), field="reason")
    if Proceeding.objects.filter(membership=membership, state__in=OPEN).exists():
        raise Conflict(_("A procedure about this organisation is open already."), field="reason")
    opened = Proceeding.objects.create(
        coalition_id=membership.coalition_id,
        membership=membership,
        reason=reason.strip(),
        facts_gathered=facts_gathered.strip(),
        opened_at=time.now(),
        opened_by_id=by.person_id,
    )
    record(kinds.PROCEEDING_BEGUN, opened, by, particulars={"reason": opened.reason, "facts_gathered": opened.facts_gathered})
    return opened


@transaction.atomic
def gather(proceeding: Proceeding, facts_gathered: str, *, by: Actor) -> Proceeding:
    """Note what was looked into, with whom, and what was found; it can be added to until it is decided.

    Who may: ``membership.proceed``. Recorded: what stands there now and what stood there before. Refused: without a word; once
    the organisation is suspended, or the procedure over.
    """
    permissions.may_proceed(by).require()
    if not facts_gathered.strip():
        raise Refusal(_("Say what was looked into, with whom, and what was found."), field="facts_gathered")
    kept = still(proceeding, by, State.OPENED, State.NOTICED)
    before, kept.facts_gathered = kept.facts_gathered, facts_gathered.strip()
    if kept.facts_gathered != before:
        kept.save(update_fields=["facts_gathered"])
        record(kinds.FACTS_GATHERED, kept, by, particulars={"before": before, "now": kept.facts_gathered})
    return kept


@transaction.atomic
def give_notice(proceeding: Proceeding, hearing: Hearing, *, by: Actor) -> Proceeding:
    """Give the organisation written notice, and ask it to answer. Given again, it sets another day.

    Part of ``procedures.standing``, which also writes to all who act for it. Who may: ``membership.proceed``. Recorded: the
    whole notice. Refused: without words; times in the past; a hearing of which not both the hour and the place are told; once
    the organisation is suspended, or the procedure over.
    """
    permissions.may_proceed(by).require()
    _check_hearing(hearing)
    kept = still(proceeding, by, State.OPENED, State.NOTICED)
    kept.state, kept.notice, kept.noticed_at = State.NOTICED, hearing.text.strip(), time.now()
    kept.answer_by, kept.hearing_at, kept.hearing_where = hearing.answer_by, hearing.hearing_at, hearing.hearing_where.strip()
    kept.save(update_fields=["state", "notice", "noticed_at", "answer_by", "hearing_at", "hearing_where"])
    no_longer_asked(kept, by)
    asks.ask(
        HEARING, kept.membership.organisation.coalition, organisation=kept.membership.organisation, subject=kept.pk, due_at=kept.answer_by, by=by
    )
    told = {"notice": kept.notice, "where": kept.hearing_where, "hearing_at": kept.hearing_at.isoformat() if kept.hearing_at else ""}
    record(kinds.HEARING_NOTICED, kept, by, facts={"at": hearing.answer_by.isoformat()}, particulars=told)
    return kept


def _check_hearing(hearing: Hearing) -> None:
    now = time.now()
    if not hearing.text.strip():
        raise Refusal(_("Write what the organisation is given notice of."), field="text")
    if hearing.answer_by <= now:
        raise Refusal(_("The time to answer lies in the past."), field="answer_by")
    if hearing.hearing_at is not None and hearing.hearing_at <= now:
        raise Refusal(_("The hearing lies in the past."), field="hearing_at")
    if hearing.hearing_at is not None and not hearing.hearing_where.strip():
        raise Refusal(_("Say where it is heard."), field="hearing_where")
    if hearing.hearing_at is None and hearing.hearing_where.strip():
        raise Refusal(_("Say when it is heard."), field="hearing_at")
