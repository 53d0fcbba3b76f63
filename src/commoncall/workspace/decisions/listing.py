"""The first page of the decisions: what waits for one's organisation, what is open, announced, and was decided of late."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from commoncall.decisions import permissions
from commoncall.decisions.queries import decisions as reading
from commoncall.decisions.rules.outcomes import is_closed_by_hand
from commoncall.kernel import time
from commoncall.web.moments import Due, due, full_date
from commoncall.web.words import words_of
from commoncall.workspace.bodies.shown import title
from commoncall.workspace.decisions import words
from commoncall.workspace.members.standing import actor_of, coalition_of

if TYPE_CHECKING:
    from commoncall.decisions.models import Decision

#: So many stand in each part of the page; the register has all of them.
MOST = 30
RECENT = 8


@dataclass(frozen=True)
class Row:
    """One decision as a row: its question, of which kind it is, until when it is open, or what came of it."""

    decision: Decision
    way: str
    body: str
    note: str
    due: Due | None
    on: str
    status: str
    kind: str


def decisions(request: HttpRequest, coalition: str) -> HttpResponse:
    """Show what is to be decided and what was decided of late, what waits for one's own organisation first."""
    actor, now = actor_of(request), time.now()
    waiting = list(reading.waiting_for(actor)[:MOST]) if actor.organisation_id else []
    keys = {one.pk for one in waiting}
    under_way = list(reading.visible_to(actor).filter(state="open").order_by("closes_at", "id")[: MOST + len(keys)])
    announced = list(reading.visible_to(actor).filter(state="notice").order_by("opens_at", "id")[:MOST])
    may_prepare = permissions.may_prepare(actor, coalition_of(request)).allowed
    drafts = list(reading.drafts(actor)[:MOST])
    recent = list(reading.visible_to(actor).filter(state__in=reading.DECIDED, entered_at=None).order_by("-closed_at", "-id")[:RECENT])
    shown = {
        "lede": words.how_many(len(under_way), len(waiting)),
        "waiting": rows(waiting, now),
        "open": rows((one for one in under_way if one.pk not in keys), now),
        "announced": rows(announced, now),
        "drafts": rows(drafts, now),
        "recent": rows(recent, now),
        "is_empty": not (under_way or announced or recent or drafts),
        "may_prepare": may_prepare,
    }
    return render(request, "workspace/decisions/decisions.html", shown)


def rows(found: Iterable[Decision], now: datetime) -> list[Row]:
    """Return decisions as rows."""
    return [_row(one, now) for one in found]


def _row(one: Decision, now: datetime) -> Row:
    rule = reading.rule(one)
    at = one.closes_at if one.state == "open" else one.opens_at if one.state == "notice" else None
    return Row(
        one,
        words.way(rule) if not one.entered_at else _("Entered later"),
        title(one.body, words_of(one.coalition)) if one.body else "",
        _("At a meeting") if one.state == "open" and is_closed_by_hand(rule) else "",
        due(at, now) if at else None,
        full_date((one.closed_at or one.begun_at).date()),
        str(one.get_state_display()),
        words.STATUS[one.state],
    )
