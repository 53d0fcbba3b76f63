"""Reading asks: what waits for an actor's answer, what is asked of others, and of what to remind."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Min, Q, QuerySet, TextField
from django.db.models.functions import Cast

from commoncall.kernel import statements, time
from commoncall.kernel.asks import kinds, rules
from commoncall.kernel.asks.models import Ask
from commoncall.kernel.authority import Actor, Role
from commoncall.kernel.parties.models import Coalition

_OPEN = Q(answered_at=None, withdrawn_at=None)


def visible_to(actor: Actor) -> QuerySet[Ask]:
    """Return the asks of which the actor may know: those for it to answer, those it made, and for a coordinator all of its coalition."""
    asks = Ask.objects.select_related("organisation", "person", "coalition").order_by(F("due_at").asc(nulls_last=True), "id")
    if actor.coalition_id is None:
        return asks if actor.is_operator else asks.none()
    asks = asks.filter(coalition_id=actor.coalition_id)
    return asks if actor.is_coordinator else asks.filter(_for(actor) | _made_by(actor))


def open_for(actor: Actor) -> QuerySet[Ask]:
    """Return what waits for this actor's answer, by deadline."""
    return open_for_any([actor])


def open_for_any(actors: Iterable[Actor]) -> QuerySet[Ask]:
    """Return what waits for an answer from any of these actors, such as all the hats of one person, in one query."""
    asked = Q(pk__in=[])
    for actor in actors:
        asked |= Q(coalition_id=actor.coalition_id) & _for(actor)
    asks = Ask.objects.filter(_OPEN & asked).select_related("organisation", "person", "coalition")
    return asks.order_by(F("due_at").asc(nulls_last=True), "id")


def open_about(coalition: Coalition, kind: kinds.AskKind, subjects: Iterable[UUID]) -> QuerySet[Ask]:
    """Return the open asks of a kind about any of these things, whoever is asked; for the deeds that settle them."""
    asks = Ask.objects.filter(_OPEN, coalition=coalition, kind=kind.name, subject__in=list(subjects))
    return asks.select_related("organisation", "person", "coalition").order_by("id")


def _for(actor: Actor) -> Q:
    mine = Q(pk__in=[])
    if actor.person_id is not None:
        mine |= Q(person_id=actor.person_id)
    if actor.organisation_id is not None:
        mine |= Q(organisation_id=actor.organisation_id, person=None)
    if Role.COORDINATOR in actor.roles:
        mine |= Q(organisation=None, person=None)
    return mine


def _made_by(actor: Actor) -> Q:
    return Q(asked_by_id=actor.person_id) if actor.person_id is not None else Q(pk__in=[])


def to_be_reminded(at: datetime | None = None) -> QuerySet[Ask]:
    """Return the open asks that end within two days and of which nobody has been reminded yet, for the clock."""
    now = at or time.now()
    soon = Ask.objects.filter(_OPEN, reminded_at=None, due_at__gt=now, due_at__lte=now + rules.URGENT_WITHIN)
    return soon.select_related("organisation", "person", "coalition").order_by("due_at", "id")


@dataclass(frozen=True)
class Wait:
    """Something asked of several that is not answered by all: what, by how many of how many, and until when.

    ``page`` is where coordinators follow it, by the name of its address, if there is such a page; ``about`` stands in that address
    where all were asked about one thing.
    """

    title: str
    page: str
    about: UUID | None
    answered: int
    total: int
    due_at: datetime | None


def waits(actor: Actor) -> list[Wait]:
    """Return what coordinators wait for, by deadline: what was asked alike of several, until the last has answered."""
    if actor.coalition_id is None or not actor.is_coordinator:
        return []
    known = [(kinds.find(kind), *counts) for kind, *counts in statements.ask(_awaited, actor)]
    return [_wait(kind, *counts) for kind, *counts in known if kind is not None]


def _wait(kind: kinds.AskKind, due_at: datetime | None, total: int, answered: int, subjects: int, subject: str | None) -> Wait:
    about = UUID(subject) if subject and subjects == 1 and kind.followed else None
    return Wait(str(kind.title), kind.followed if about else kind.all_followed, about, answered, total, due_at)


def _awaited(actor: Actor) -> QuerySet[Ask, tuple[Any, ...]]:
    asked = visible_to(actor).filter(Q(organisation__isnull=False) | Q(person__isnull=False), withdrawn_at=None).order_by()
    counted = asked.values("kind", "due_at").annotate(
        total=Count("id"),
        answered=Count("id", filter=Q(answered_at__isnull=False)),
        subjects=Count("subject", distinct=True),
        one_subject=Min(Cast("subject", TextField())),
    )
    rows = counted.filter(total__gt=F("answered")).order_by(F("due_at").asc(nulls_last=True), "kind")
    return rows.values_list("kind", "due_at", "total", "answered", "subjects", "one_subject")


@dataclass(frozen=True)
class Line:
    """An ask as people read it. ``page`` and ``about`` say where it is answered (see ``kinds.AskKind``)."""

    id: UUID
    title: str
    sentence: str
    page: str
    about: UUID | None
    coalition_slug: str
    organisation_name: str
    due_at: datetime | None
    any_time: bool
    is_urgent: bool
    is_late: bool


class _Facts(dict[str, object]):
    def __missing__(self, key: str) -> str:
        return "…"


def told(asks: Iterable[Ask], at: datetime | None = None) -> list[Line]:
    """Tell asks in the reader's language. Those of a kind that is gone are left out: nothing could answer them."""
    now = at or time.now()
    return [_line(ask, kind, now) for ask in asks if (kind := kinds.find(ask.kind)) is not None]


def _line(ask: Ask, kind: kinds.AskKind, now: datetime) -> Line:
    organisation = ask.organisation.name if ask.organisation else ""
    return Line(
        id=ask.id,
        title=str(kind.title),
        sentence=str(kind.sentence) % _Facts(ask.facts, organisation=organisation, person=ask.person.name if ask.person else ""),
        page=kind.address,
        about=ask.subject,
        coalition_slug=ask.coalition.slug,
        organisation_name=organisation,
        due_at=ask.due_at,
        any_time=ask.any_time,
        is_urgent=rules.is_urgent(ask.due_at, now),
        is_late=ask.due_at is not None and ask.due_at < now,
    )
