"""A decision as another page tells of it: how far it has come, who still has to answer, until when, and the way to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commoncall.decisions import sentences
from commoncall.decisions.queries import answers, decisions
from commoncall.kernel import time
from commoncall.web.moments import due, exactly, full_date, numeral
from commoncall.workspace.decisions import instants, words
from commoncall.workspace.decisions.shown import waiting

if TYPE_CHECKING:
    from commoncall.decisions.models import Decision
    from commoncall.kernel.authority import Actor

#: So many of those who have not answered are named; the page of the decision names them all.
MOST_NAMES = 12


@dataclass(frozen=True)
class Card:
    """A decision in a few lines. ``waiting`` names who has not answered, as far as the reader may know them."""

    address: str
    number: str
    status: str
    status_kind: str
    sentence: str
    due: Any = None
    until: str = ""
    here: str = ""
    waits: str = ""
    names: tuple[str, ...] = ()
    note: str = ""
    is_open: bool = False


def card(actor: Actor, decision: Decision | None, slug: str) -> Card | None:
    """Return a decision as the page of what it is about tells of it; nothing where there is none of which the reader may know."""
    if decision is None or not decisions.visible_to(actor).filter(pk=decision.pk).exists():
        return None
    number = _("Decision %(number)s") % {"number": numeral(decision.number)} if decision.number else _("A decision")
    rule = decisions.rule(decision)
    told: dict[str, Any] = {"sentence": "" if decision.entered_at else sentences.sentence(rule), "note": _note(decision)}
    if decision.state == "open":
        standing = answers.standing(actor, decision)
        missing = [one for one in standing.lines if one.answer is None and not one.has_voted]
        told |= {"waits": waiting(standing, is_over=False) or _("All have answered."), "names": _names(missing), "is_open": True}
    until = decision.opens_at if decision.state == "notice" else decision.closes_at if decision.state == "open" else None
    if until is not None:
        told |= {"due": due(until, time.now()), "until": _until(decision, until), "here": instants.here(until)}
    address = reverse("decision", args=[slug, decision.pk])
    return Card(address, number, decision.get_state_display(), words.STATUS[decision.state], **told)


def _until(decision: Decision, instant: datetime) -> str:
    words = _("It opens on %(instant)s.") if decision.state == "notice" else _("It is open until %(instant)s.")
    return words % {"instant": exactly(instant)}


def _names(missing: list[Any]) -> tuple[str, ...]:
    named = [one.name for one in missing if one.name]
    shown = named[:MOST_NAMES]
    if len(named) > MOST_NAMES:
        more = len(named) - MOST_NAMES
        shown.append(ngettext("%(n)s more", "%(n)s more", more) % {"n": numeral(more)})
    return tuple(shown)


def _note(decision: Decision) -> str:
    if decision.entered_at is not None:
        return _("It was decided elsewhere, and entered later.")
    if decision.state == "draft":
        return _("It is prepared. A coordinator announces it with the day of the meeting.")
    if decision.state == "notice":
        return _("It has been announced, and opens by itself.")
    return _("Closed on %(day)s.") % {"day": full_date(decision.closed_at.date())} if decision.closed_at is not None else ""
