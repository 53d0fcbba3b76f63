"""What lies ahead: the days and hours that somebody should know of, from every concept that sets any.

What is asked of somebody has its place in ``kernel.asks``; here stands what will happen whether or not they do anything.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import QuerySet

from commoncall.call.models import Version
from commoncall.decisions.models import Decision
from commoncall.decisions.queries import decisions
from commoncall.drafting.queries import texts as drafted
from commoncall.kernel import statements, time
from commoncall.kernel.asks.rules import end_of
from commoncall.kernel.authority import Actor
from commoncall.membership.models import Application, Notice, Proceeding, Window
from commoncall.membership.queries import applications, proceedings
from commoncall.procedures.admission import answering
from commoncall.voice.models import Letter
from commoncall.voice.queries import letters

if TYPE_CHECKING:
    from datetime import date

#: How far ahead is looked, and how many things are told at most.
HORIZON = timedelta(days=60)
MOST = 12


class What(enum.StrEnum):
    """What will happen."""

    REAFFIRMING_ENDS = "reaffirming_ends"
    CONSULTATION_ENDS = "consultation_ends"
    DECISION_DUE = "decision_due"
    WINDOW_OPENS = "window_opens"
    WINDOW_CLOSES = "window_closes"
    ANSWER_DUE = "answer_due"
    HEARING = "hearing"
    ASSEMBLY = "assembly"
    AMENDMENTS_CLOSE = "amendments_close"
    DECISION_OPENS = "decision_opens"
    DECISION_CLOSES = "decision_closes"
    LETTER_CLOSES = "letter_closes"
    FIRST_BATCH = "first_batch"
    DORMANT = "dormant"


@dataclass(frozen=True)
class Ahead:
    """One thing that lies ahead: when, what, whom it is about by name, and the identifier of what it is about.

    With ``any_time`` only its day is meant, which ends at ``at``.
    """

    at: datetime
    what: What
    about: UUID
    name: str = ""
    any_time: bool = False


def ahead(actor: Actor, now: datetime | None = None) -> list[Ahead]:
    """Return what lies ahead within two months and may be known to ``actor``, the next first: a constant number of queries."""
    if actor.coalition_id is None or not actor.is_inside:
        return []
    first = now or time.now()
    last = first + HORIZON
    found = [*_of_the_call(actor), *_of_applications(actor), *_of_procedures(actor), *_of_notices(actor), *_of_drafts(actor), *_of_decisions(actor)]
    found += _of_letters(actor)
    if actor.is_coordinator:
        found += _of_windows(actor, first, last)
    return sorted((one for one in found if first < one.at <= last), key=lambda one: (one.at, one.what, one.about))[:MOST]


def _of_the_call(actor: Actor) -> Iterator[Ahead]:
    for key, at in statements.ask(_asked_again, actor):
        yield Ahead(at, What.REAFFIRMING_ENDS, key)


def _asked_again(actor: Actor) -> QuerySet[Version, tuple[Any, ...]]:
    asked = Version.objects.filter(coalition_id=actor.coalition_id, state=Version.State.ADOPTED, reaffirm_by__isnull=False)
    return asked.values_list("pk", "reaffirm_by")


def _of_applications(actor: Actor) -> Iterator[Ahead]:
    seats = frozenset[UUID]() if actor.is_coordinator else answering.seats_of(actor)
    for key, name, state, consulted, decided in _waiting(actor, seats) if seats else statements.ask(_waiting, actor):
        at, what = (consulted, What.CONSULTATION_ENDS) if state == Application.State.CONSULTING else (decided, What.DECISION_DUE)
        if at is not None:
            yield Ahead(at, what, key, name)


def _waiting(actor: Actor, seats: Iterable[UUID] = ()) -> QuerySet[Application, tuple[Any, ...]]:
    known = applications.visible_to(actor, seats).filter(state__in=(Application.State.CONSULTING, Application.State.DECIDING))
    return known.values_list("pk", "name", "state", "consultation_ends_at", "decision_due_at")


def _of_procedures(actor: Actor) -> Iterator[Ahead]:
    for key, name, state, answer_by, answered_at, hearing_at, heard_at, assembly_on in statements.ask(_open, actor):
        if state == Proceeding.State.NOTICED:
            if answer_by is not None and answered_at is None:
                yield Ahead(answer_by, What.ANSWER_DUE, key, name)
            if hearing_at is not None and heard_at is None:
                yield Ahead(hearing_at, What.HEARING, key, name)
        if state == Proceeding.State.IN_FORCE and assembly_on is not None:
            yield _on(assembly_on, What.ASSEMBLY, key, name)


def _open(actor: Actor) -> QuerySet[Proceeding, tuple[Any, ...]]:
    found = proceedings.visible_to(actor).filter(state__in=proceedings.OPEN)
    told = ("pk", "membership__organisation__name", "state", "answer_by", "answered_at", "hearing_at", "heard_at", "assembly_on")
    return found.values_list(*told)


def _on(day: date, what: What, about: UUID, name: str) -> Ahead:
    return Ahead(end_of(day), what, about, name, any_time=True)


def _of_notices(actor: Actor) -> Iterator[Ahead]:
    for key, name, at in statements.ask(_noticed, actor):
        yield Ahead(at, What.DORMANT, key, name)


def _noticed(actor: Actor) -> QuerySet[Notice, tuple[Any, ...]]:
    notices = Notice.objects.filter(coalition_id=actor.coalition_id, took_effect_at=None, lifted_at=None)
    if not actor.is_coordinator:
        notices = notices.filter(membership=actor.organisation_id) if actor.organisation_id else notices.none()
    return notices.values_list("membership_id", "membership__organisation__name", "takes_effect_at")


def _of_drafts(actor: Actor) -> Iterator[Ahead]:
    closing = drafted.open_now(actor).filter(amendments_until__isnull=False).values_list("pk", "text__title", "amendments_until")
    for key, title, at in closing:
        if at is not None:
            yield Ahead(at, What.AMENDMENTS_CLOSE, key, title)


def _of_decisions(actor: Actor) -> Iterator[Ahead]:
    under_way = decisions.visible_to(actor).filter(state__in=decisions.UNDER_WAY)
    for key, title, state, opens, closes in under_way.values_list("pk", "title", "state", "opens_at", "closes_at"):
        at, what = (opens, What.DECISION_OPENS) if state == Decision.State.NOTICE else (closes, What.DECISION_CLOSES)
        if at is not None:
            yield Ahead(at, what, key, title)


def _of_letters(actor: Actor) -> Iterator[Ahead]:
    for key, title, closes, batch in statements.ask(_signed, actor):
        if closes is not None:
            yield Ahead(closes, What.LETTER_CLOSES, key, title)
        if batch is not None and batch != closes:
            yield Ahead(batch, What.FIRST_BATCH, key, title)


def _signed(actor: Actor) -> QuerySet[Letter, tuple[Any, ...]]:
    collecting = letters.visible_to(actor).filter(state=Letter.State.OPEN).select_related(None).order_by()
    return collecting.values_list("pk", "version__text__title", "closes_at", "first_batch_at")


def _of_windows(actor: Actor, first: datetime, last: datetime) -> Iterator[Ahead]:
    for key, opens, closes in statements.ask(_opening, actor, first=first, last=last):
        yield Ahead(opens, What.WINDOW_OPENS, key)
        yield Ahead(closes, What.WINDOW_CLOSES, key)


def _opening(actor: Actor, first: datetime, last: datetime) -> QuerySet[Window, tuple[Any, ...]]:
    windows = Window.objects.filter(coalition_id=actor.coalition_id, closes_at__gt=first, opens_at__lte=last)
    return windows.values_list("pk", "opens_at", "closes_at")
