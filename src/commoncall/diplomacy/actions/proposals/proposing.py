"""The steps before anything changes: reading the file, proposing the differences, answering what it asks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from commoncall.diplomacy import history as kinds
from commoncall.diplomacy import permissions
from commoncall.diplomacy.models import DepositaryAct, Instrument, Proposal
from commoncall.diplomacy.queries.beginnings import beginnings
from commoncall.diplomacy.queries.instruments import name_of, terms_of
from commoncall.diplomacy.queries.status import as_act
from commoncall.diplomacy.rules import differences, participants, reading
from commoncall.diplomacy.rules.judging import Judged, Known, Noticed, judge
from commoncall.diplomacy.rules.reading import Said, Table, Unreadable, kept
from commoncall.diplomacy.rules.reading.sentences import REFUSALS
from commoncall.kernel import time
from commoncall.kernel.authority import Actor
from commoncall.kernel.history import actions as book
from commoncall.kernel.history.kinds import Kind
from commoncall.kernel.refusals import Conflict, NotVisible, Refusal
from commoncall.kernel.tables.refusals import REFUSALS as TABLES
from commoncall.kernel.tables.refusals import TableRefused
from commoncall.kernel.text.names import plain_words

_NO_DAY = "no_day"


def read(content: bytes, name: str) -> list[Table]:
    """Return the status tables in a file, one for each treaty. Refused: what is no such table, cut off, too large or could do harm."""
    try:
        return reading.read(content, name)
    except TableRefused as refused:
        raise Refusal(_(TABLES[refused.code]) % refused.params, field="file", code=refused.code) from None
    except Unreadable as refused:
        raise _refusal(refused) from None


def preview(instrument: Instrument, table: Table) -> Proposal:
    """Return what a table would change, as a proposal that is kept nowhere. Refused: as ``propose``."""
    proposal = _drafted(instrument, table)
    judged_anew(proposal, known(instrument))
    return proposal


@transaction.atomic
def propose(instrument: Instrument, table: Table, *, by: Actor) -> Proposal:
    """Keep what a table would change, for somebody to look at and accept. No act changes.

    ``dataclasses.replace(table, as_of=…, source=…)`` says what the file itself does not. Who may: ``diplomacy.propose``.
    Recorded: that the table was brought. Refused: a table of another treaty; a day in the future; names that belong to no state.
    """
    permissions.PROPOSE.verdict(by).require()
    if instrument.coalition_id not in {None, by.coalition_id}:
        raise NotVisible(_("There is no such treaty here."))
    return keep(preview(instrument, table), by)


def keep(proposal: Proposal, by: Actor) -> Proposal:
    """Keep a proposal that was drafted; whoever calls this has judged who may."""
    proposal.coalition_id, proposal.made_by_id = by.coalition_id, by.person_id
    proposal.save()
    record(kinds.STATUS_PROPOSED, proposal, by)
    return proposal


@transaction.atomic
def answer(proposal: Proposal, answers: Mapping[str, str], *, by: Actor) -> Proposal:
    """Answer questions: by their key the alpha-2 code of a state, ``EU``, ``-`` to leave the line out, or nothing to ask again.

    Who may: ``diplomacy.propose``. Recorded: nothing before it is accepted. Refused: a code that no state has; a proposal that is closed.
    """
    permissions.PROPOSE.verdict(by).require()
    _refuse_unknown(proposal, by)
    proposal = open_one(proposal)
    for question in proposal.questions:
        if question["key"] in answers:
            question["answer"] = _checked(answers[question["key"]])
    judged_anew(proposal, known(proposal.instrument))
    proposal.save()
    return proposal


@transaction.atomic
def discard(proposal: Proposal, *, by: Actor) -> Proposal:
    """Close a proposal without taking anything of it.

    Who may: ``diplomacy.propose``, and ``permissions.may_keep``. Recorded. Refused: one that is closed already.
    """
    if not permissions.may_keep(by, proposal.instrument).allowed:
        permissions.PROPOSE.verdict(by).require()
        _refuse_unknown(proposal, by)
    proposal = open_one(proposal)
    proposal.state, proposal.decided_at, proposal.decided_by_id = Proposal.State.DISCARDED, time.now(), by.person_id
    proposal.save(update_fields=["state", "decided_at", "decided_by"])
    record(kinds.STATUS_DISCARDED, proposal, by)
    return proposal


def _refuse_unknown(proposal: Proposal, by: Actor) -> None:
    """Refuse a table that another coalition brought, but for whoever may accept it."""
    if proposal.coalition_id != by.coalition_id and not permissions.may_keep(by, proposal.instrument).allowed:
        raise NotVisible(_("There is no such treaty here."))


def open_one(proposal: Proposal) -> Proposal:
    """Return a proposal for changing it, if it still waits."""
    proposal = Proposal.objects.select_for_update(of=("self",)).select_related("instrument").get(pk=proposal.pk)
    if proposal.state != Proposal.State.OPEN:
        raise Conflict(_("This table has been accepted or discarded already."))
    return proposal


def known(instrument: Instrument) -> Known:
    """Return what is known of a treaty, for comparing a table with it."""
    rows = DepositaryAct.objects.filter(instrument=instrument, retracted_at=None)
    acts = [as_act(row) for row in rows]
    return Known(terms_of(instrument), acts, stated_day(instrument), instrument.published_entry_on, beginnings())


def stated_day(instrument: Instrument) -> date | None:
    """Return of what day the status is known, as its source states it; nothing where that did not, and merely the day of its import is noted."""
    if instrument.as_of is None:
        return None
    accepted = Proposal.objects.filter(instrument=instrument, state=Proposal.State.ACCEPTED, as_of=instrument.as_of, source=instrument.source)
    latest = accepted.order_by("-decided_at").first()
    return None if latest is not None and is_undated(latest) else instrument.as_of


def is_undated(proposal: Proposal) -> bool:
    """Whether the file said of no day what it says."""
    return any(code == _NO_DAY for code, _params in proposal.content["notices"])


def judged_anew(proposal: Proposal, known: Known) -> Judged:
    """Set what a proposal would change, asks and notes, by what is known now."""
    answers = {one["key"]: one["answer"] for one in proposal.questions if one["answer"]}
    answered = [one for one in proposal.questions if one["answer"]]
    try:
        judged = judge(kept.read(proposal.content), known, as_of=proposal.as_of, today=time.now().date(), answers=answers)
    except Unreadable as refused:
        raise _refusal(refused) from None
    proposal.differences = [differences.written(one) for one in judged.differences]
    proposal.questions = answered + [
        {**asdict(one), "lines": list(one.lines), "candidates": list(one.candidates), "answer": ""} for one in judged.questions
    ]
    proposal.notices = [_written(one) for one in judged.notices]
    proposal.refused = [_written(one) for one in judged.refused]
    return judged


def record(kind: Kind, proposal: Proposal, by: Actor, *, undoing: UUID | None = None, counts: Mapping[str, int] | None = None) -> None:
    """Write what happened to a proposal into the history. How another coalition called its file is for nobody else.

    What all members read names the source, which is public anyway, and not the file.
    """
    is_own = by.coalition_id in {None, proposal.coalition_id}
    called = proposal.source if kind is kinds.STATUS_ACCEPTED else proposal.file_name if is_own else ""
    book.record(
        kind,
        by=by,
        subject=proposal.pk,
        subject_kind="proposal",
        facts={"instrument": str(proposal.instrument_id), "as_of": proposal.as_of.isoformat(), **(counts or {})},
        particulars={"treaty": name_of(proposal.instrument), "file": called or "–"},
        undoes=undoing,
    )


def _drafted(instrument: Instrument, table: Table) -> Proposal:
    as_of, notices = _day(instrument, table)
    if as_of > time.now().date():
        raise Refusal(_("The day of the table lies in the future."), field="as_of")
    notices += _other_treaty(instrument, table)
    content = kept.written(table)
    content["notices"] += [[one.code, dict(one.params)] for one in notices]
    return Proposal(
        instrument=instrument,
        file_name=table.file_name[:200],
        digest=table.digest,
        source=(table.source or instrument.depositary or table.file_name)[:300],
        source_url=table.source_url or (instrument.status_url if table.title else ""),
        as_of=as_of,
        rows=len(table.lines),
        content=content,
        made_at=time.now(),
    )


def _day(instrument: Instrument, table: Table) -> tuple[date, list[Said]]:
    """Return of what day a table is: what it says; else what was noted when the same file was accepted; else today."""
    if table.as_of is not None:
        return table.as_of, []
    same = Proposal.objects.filter(instrument=instrument, digest=table.digest, state=Proposal.State.ACCEPTED).order_by("-made_at").first()
    return (same.as_of if same and table.digest else time.now().date()), [Said(_NO_DAY)]


def _other_treaty(instrument: Instrument, table: Table) -> list[Said]:
    """Refuse a table that is plainly of another treaty; note one whose title is unknown."""
    others = Instrument.objects.filter(coalition=None).exclude(pk=instrument.pk).exclude(code=instrument.code)
    if table.treaty and table.treaty != instrument.code and others.filter(code=table.treaty).exists():
        raise _refusal(Unreadable("other_treaty", found=table.treaty, wanted=instrument.code))
    if not table.title or _is_called(instrument, table.title):
        return []
    other = next((one for one in others if _is_called(one, table.title)), None)
    if other is not None:
        raise _refusal(Unreadable("other_treaty", found=name_of(other), wanted=name_of(instrument)))
    return [Said("other_title", {"title": table.title[:120]})]


def _is_called(instrument: Instrument, title: str) -> bool:
    wanted = plain_words(title)
    return any(plain_words(one) == wanted for one in instrument.titles.values())


def _checked(code: str) -> str:
    if code and code != participants.LEAVE_OUT and not participants.is_participant(code):
        raise Refusal(_("%(code)s is not the code of a state that may join treaties.") % {"code": code[:20]}, field="answer")
    return code


def _written(one: Noticed) -> dict[str, Any]:
    return {"code": one.said.code, "params": dict(one.said.params), "participant": one.participant, "line": one.line, "name": one.name}


def _refusal(refused: Unreadable) -> Refusal:
    return Refusal(_(REFUSALS[refused.code]) % refused.params, field="file", code=refused.code)
