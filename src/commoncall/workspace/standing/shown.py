"""What the page of a procedure names: its stages in words, what is to be done next, and who may do it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from commoncall.kernel import time
from commoncall.kernel.authority import Actor
from commoncall.membership import permissions
from commoncall.membership.actions import proceedings
from commoncall.membership.queries.proceedings import OPEN, STATES
from commoncall.procedures.deciding import subjects
from commoncall.procedures.standing import deciding as voting
from commoncall.web.moments import full_date, short_day, time_of_day, utc_time, zone_city
from commoncall.workspace.decisions.card import card

if TYPE_CHECKING:
    from commoncall.membership.models import Proceeding

#: How a state is coloured: what stops somebody, what waits, what is over.
COLOURS = {STATES.OPENED: "", STATES.NOTICED: "warn", STATES.IN_FORCE: "stop", STATES.LIFTED: "good", STATES.EXPELLED: "stop"}


@dataclass(frozen=True)
class Stage:
    """A stage as people read it: what it is, when it was or will be, and what was written at it."""

    title: str
    at: datetime | None = None
    when: str = ""
    note: str = ""
    text: str = ""
    to_come: bool = False


def shown(actor: Actor, kept: Proceeding) -> dict[str, Any]:
    """Return what the template ``workspace/standing/procedure.html`` names; it asks the database nothing more."""
    keeps = permissions.may_proceed(actor).allowed
    decision = subjects.latest(kept.pk)
    begun = decision is not None and decision.state in {"draft", "notice", "open"}
    return {
        "card": card(actor, decision, kept.coalition.slug),
        "proceeding": kept,
        "organisation": kept.membership.organisation,
        "colour": COLOURS.get(STATES(kept.state), "quiet"),
        "lede": _("It is being decided on. Nothing changes for the organisation before that.") if begun else lede(kept),
        "stages": list(stages(kept)),
        "lacking": proceedings.lacking(kept) if keeps and kept.state in {STATES.OPENED, STATES.NOTICED} else [],
        "deeds": deeds(kept, begun=begun) if keeps else frozenset(),
        "puts_to_the_vote": keeps and not begun and voting.where(kept) is not None,
        "may_answer": kept.state in {STATES.NOTICED, STATES.IN_FORCE} and permissions.may_answer_notice(actor, kept.membership_id).allowed,
    }


def deeds(kept: Proceeding, *, begun: bool = False) -> frozenset[str]:
    """Return which steps the coordinators can take next. What is being decided on is not noted as decided elsewhere besides."""
    return _deeds(kept) - ({"suspend", "expel"} if begun else set())


def _deeds(kept: Proceeding) -> frozenset[str]:
    match STATES(kept.state):
        case STATES.OPENED:
            return frozenset({"facts", "notice", "drop"})
        case STATES.NOTICED:
            ready = {"suspend"} if not proceedings.lacking(kept) else set()
            return frozenset({"facts", "notice", "heard", "drop"} | ready)
        case STATES.IN_FORCE:
            has_met = kept.assembly_on is not None and kept.assembly_on <= time.now().date()
            return frozenset({"heard", "assembly", "lift"} | ({"confirm", "expel"} if has_met else set()))
    return frozenset()


def lede(kept: Proceeding) -> str:
    """Return how it stands, in a sentence."""
    match STATES(kept.state):
        case STATES.OPENED:
            return _("Facts are being gathered. Nothing has changed for the organisation.")
        case STATES.NOTICED if kept.answered_at is not None:
            return _("The organisation has answered. Nothing has changed for it.")
        case STATES.NOTICED:
            return _("The organisation has been given notice. Nothing changes for it before it is heard.")
        case STATES.IN_FORCE:
            return _("It has no vote and is not counted. Its people can still read what concerns them, and answer.")
        case STATES.LIFTED:
            return _("The suspension was lifted. The organisation is in good standing.")
        case STATES.EXPELLED:
            return _("The assembly expelled the organisation.")
    return _("The procedure was dropped.")


def stages(kept: Proceeding) -> Iterator[Stage]:
    """Return the stages of a procedure in their order, those that are still to come at the end."""
    by = kept.opened_by.name if kept.opened_by else ""
    yield Stage(_("Opened"), kept.opened_at, short_day(kept.opened_at), by, kept.reason)
    if kept.facts_gathered:
        yield Stage(_("Facts gathered"), text=kept.facts_gathered)
    if kept.noticed_at is not None:
        yield Stage(_("Notice given"), kept.noticed_at, short_day(kept.noticed_at), _hearing(kept), kept.notice)
    yield from _heard(kept)
    yield from _decided(kept)
    yield from _ended(kept)


def _hearing(kept: Proceeding) -> str:
    until = _("Time to answer until %(when)s.") % {"when": _exact(kept.answer_by)} if kept.answer_by else ""
    heard = _("Heard on %(when)s: %(where)s.") % {"when": _exact(kept.hearing_at), "where": kept.hearing_where} if kept.hearing_at else ""
    return " ".join(filter(None, [until, heard]))


def _exact(instant: datetime | None) -> str:
    if instant is None:
        return ""
    if not zone_city():
        return _("%(day)s, %(time)s") % {"day": short_day(instant), "time": utc_time(instant)}
    return _("%(day)s, %(time)s (%(utc)s)") % {"day": short_day(instant), "time": time_of_day(instant), "utc": utc_time(instant)}


def _heard(kept: Proceeding) -> Iterator[Stage]:
    if kept.answered_at is not None:
        by = kept.answered_by.name if kept.answered_by else ""
        yield Stage(_("Answered in writing"), kept.answered_at, short_day(kept.answered_at), by, kept.answer)
    elif kept.state in OPEN and kept.answer_by is not None:
        yield Stage(
            _("An answer in writing"), kept.answer_by, short_day(kept.answer_by), to_come=kept.answer_by > time.now(), note=_not_yet(kept.answer_by)
        )
    if kept.heard_at is not None:
        yield Stage(_("Heard"), kept.heard_at, short_day(kept.heard_at), text=kept.heard)
    elif kept.state in OPEN and kept.hearing_at is not None:
        yield Stage(_("The hearing"), kept.hearing_at, short_day(kept.hearing_at), kept.hearing_where, to_come=True)


def _not_yet(answer_by: datetime) -> str:
    return "" if answer_by > time.now() else _("None came in the time that was given.")


def _decided(kept: Proceeding) -> Iterator[Stage]:
    if kept.decided_at is None:
        return
    decided = _("Decided on %(day)s: %(meeting)s.") % {"day": full_date(kept.decided_on or date.min), "meeting": kept.meeting}
    yield Stage(_("Suspended"), kept.decided_at, short_day(kept.decided_at), decided)
    if kept.assembly_on is not None and kept.until_at is None:
        to_come = kept.state == STATES.IN_FORCE
        yield Stage(
            _("The assembly hears it"),
            note=_("%(assembly)s, %(day)s.") % {"assembly": kept.assembly, "day": full_date(kept.assembly_on)},
            to_come=to_come,
        )
    if kept.until_at is not None:
        confirmed = _("%(assembly)s confirmed it.") % {"assembly": kept.assembly}
        text = kept.outcome if kept.state == STATES.IN_FORCE else ""
        yield Stage(_("Suspended until then"), kept.until_at, short_day(kept.until_at), confirmed, text, to_come=kept.state == STATES.IN_FORCE)


def _ended(kept: Proceeding) -> Iterator[Stage]:
    if kept.closed_at is None:
        return
    title = {STATES.LIFTED: _("Lifted"), STATES.DROPPED: _("Dropped"), STATES.EXPELLED: _("Expelled")}[STATES(kept.state)]
    yield Stage(title, kept.closed_at, short_day(kept.closed_at), text=kept.outcome)
