"""The letters of the coalition: those that wait for one's organisation first, then what is open, prepared and closed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from commoncall.drafting.queries import texts
from commoncall.kernel import languages, time
from commoncall.voice import permissions
from commoncall.voice.queries import letters as reading
from commoncall.voice.queries import signatures
from commoncall.web.moments import Due, due, full_date
from commoncall.workspace.members.standing import actor_of, coalition_of
from commoncall.workspace.voice import words
from commoncall.workspace.voice.access import has_one_voice, own_organisation

if TYPE_CHECKING:
    from commoncall.kernel.authority import Actor
    from commoncall.voice.models import Letter

#: So many stand in each part of the page.
MOST = 30
RECENT = 20


@dataclass(frozen=True)
class Row:
    """One letter as a row: what it is called, to whom it goes, how many have signed, and until when."""

    letter: Letter
    title: str
    language: str
    signed: str
    due: Due | None
    on: str
    status: str
    kind: str


def letters(request: HttpRequest, coalition: str) -> HttpResponse:
    """Show the letters, what waits for one's own organisation first."""
    actor, here, now = actor_of(request), coalition_of(request), time.now()
    waiting = reading.waiting_for(actor)[:MOST]
    keys = {one.pk for one in waiting}
    found = reading.visible_to(actor)
    under_way = list(found.filter(state="open").order_by("closes_at", "id")[: MOST + len(keys)])
    drafts = list(found.filter(state="draft").order_by("-begun_at")[:MOST])
    closed = list(found.filter(state="closed").order_by("-closed_at")[:RECENT])
    told = _Rows(actor, [*waiting, *under_way, *drafts, *closed], now)
    own = own_organisation(actor)
    shown = {
        "lede": words.how_many_letters(len(under_way), len(waiting)),
        "waiting": told(waiting),
        "open": told(one for one in under_way if one.pk not in keys),
        "drafts": told(drafts),
        "closed": told(closed),
        "is_empty": not (under_way or drafts or closed),
        "may_prepare": permissions.may_prepare(actor, here).allowed,
        "may_pre_approve": own is not None and permissions.may_speak(actor, own).allowed,
        "has_one_voice": has_one_voice(here),
    }
    return render(request, "workspace/voice/letters.html", shown)


class _Rows:
    """Turns letters into rows, with what is read for all of them together."""

    def __init__(self, actor: Actor, found: Iterable[Letter], now: datetime) -> None:
        kept = list(found)
        self.now = now
        self.counts: Mapping[UUID, int] = signatures.said(actor, kept)
        self.titles = texts.titles([one.version for one in kept], languages.current())

    def __call__(self, found: Iterable[Letter]) -> list[Row]:
        return [self._row(one) for one in found]

    def _row(self, one: Letter) -> Row:
        number, at = self.counts.get(one.pk, 0), one.closes_at if one.state == "open" else one.opens_at if one.state == "draft" else None
        title, language = self.titles[one.version_id]
        on = full_date((one.closed_at or one.begun_at).date())
        signed = words.have_signed(number) if one.state != "draft" else ""
        return Row(one, title, language, signed, due(at, self.now) if at else None, on, str(one.get_state_display()), words.STATUS[one.state])
