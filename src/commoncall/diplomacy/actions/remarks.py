"""Reports of errors from outside: taken in from anybody, looked into by the coordinators."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from commoncall.diplomacy import history as entries
from commoncall.diplomacy import kinds, permissions
from commoncall.diplomacy.models import DepositaryAct, Instrument, Pursuit, Remark
from commoncall.diplomacy.queries.instruments import name_of
from commoncall.diplomacy.rules.remarks import OUTCOME_AT_MOST, SOURCE_AT_MOST, WORDS_AT_MOST, Report
from commoncall.kernel import time
from commoncall.kernel.asks import actions as asks
from commoncall.kernel.asks.models import Ask
from commoncall.kernel.authority import Actor, system
from commoncall.kernel.countries import queries as countries
from commoncall.kernel.history import actions as book
from commoncall.kernel.history.kinds import Kind
from commoncall.kernel.parties.models import Coalition
from commoncall.kernel.refusals import Conflict, NotVisible, Refusal


@dataclass(frozen=True)
class Settled:
    """A report that was settled, and where its writer wanted an answer: nobody keeps that address any longer."""

    remark: Remark
    address: str


@transaction.atomic
def remark(coalition: Coalition, instrument: Instrument, report: Report, *, by: Actor) -> Remark:
    """Take in what somebody reports of an error, and ask the coordinators to look into it, once for all that waits.

    Who may: anybody. Recorded for the coordinators, without its words. Refused: where the public pages do not show the treaty;
    without words, or with more than there is room for; of a state that is none.
    """
    # Two at once would ask twice.
    Coalition.objects.select_for_update(no_key=True).get(pk=coalition.pk)
    if not coalition.is_public or not Pursuit.objects.filter(coalition=coalition, instrument=instrument, is_public=True).exists():
        raise NotVisible(_("The public pages show no such treaty."))
    kept = _checked(instrument, report.trimmed())
    values = {"words": kept.words, "participant": kept.participant, "source": kept.source, "address": kept.address, "language": kept.language}
    made = Remark.objects.create(coalition=coalition, instrument=instrument, made_at=time.now(), **values)
    machine = system().within(coalition.pk, coalition.chain_id)
    _record(entries.REMARK_MADE, made, by.within(coalition.pk, coalition.chain_id))
    if not _open_asks(coalition):
        asks.ask(kinds.REMARK, coalition, by=machine)
    return made


@transaction.atomic
def settle(remark: Remark, outcome: str, *, by: Actor) -> Settled:
    """Say what came of a report, and forget where its writer can be reached; with the last open one, what is asked is answered.

    Who may: ``diplomacy.settle``. Recorded for the coordinators, without its words. Refused: without an outcome; what is settled already.
    """
    permissions.SETTLE.verdict(by).require()
    coalition = Coalition.objects.select_for_update(no_key=True).get(pk=remark.coalition_id)
    held = Remark.objects.select_for_update(of=("self",)).select_related("instrument", "coalition").get(pk=remark.pk)
    if held.coalition_id != by.coalition_id:
        raise NotVisible(_("There is no such report here."))
    words = outcome.strip()
    if not words or len(words) > OUTCOME_AT_MOST:
        raise Refusal(_("Say in a sentence or two what came of it."), field="outcome")
    if held.settled_at is not None:
        raise Conflict(_("This has been settled already."))
    address, held.address = held.address, ""
    held.settled_at, held.settled_by_id, held.outcome = time.now(), by.person_id, words
    held.save(update_fields=["address", "settled_at", "settled_by", "outcome"])
    _record(entries.REMARK_SETTLED, held, by)
    answer_what_waits(coalition, by=by)
    return Settled(held, address)


def answer_what_waits(coalition: Coalition, *, by: Actor) -> None:
    """Answer what is asked of the coordinators once no report waits any longer. Whoever calls this has judged who may; the ask records it."""
    if not Remark.objects.filter(coalition=coalition, settled_at=None).exists():
        for waiting in _open_asks(coalition):
            asks.answer(waiting, by=by)


def _checked(instrument: Instrument, report: Report) -> Report:
    if not report.words:
        raise Refusal(_("Say what is wrong."), field="words")
    if len(report.words) > WORDS_AT_MOST:
        raise Refusal(_("That is longer than there is room for here."), field="words")
    if len(report.source) > SOURCE_AT_MOST:
        raise Refusal(_("That is longer than there is room for here."), field="source")
    if report.participant and not _is_known(instrument, report.participant):
        raise Refusal(_("Choose a state from the list."), field="participant")
    return report


def _is_known(instrument: Instrument, code: str) -> bool:
    return code in countries.states() or DepositaryAct.objects.filter(instrument=instrument, participant=code).exists()


def _open_asks(coalition: Coalition) -> list[Ask]:
    return list(Ask.objects.filter(coalition=coalition, kind=kinds.REMARK.name, answered_at=None, withdrawn_at=None))


def _record(kind: Kind, remark: Remark, by: Actor) -> None:
    facts = {"instrument": str(remark.instrument_id), "participant": remark.participant}
    book.record(kind, by=by, subject=remark.pk, subject_kind="remark", facts=facts, particulars={"treaty": name_of(remark.instrument)})
