"""Following up a material change: who was asked to re-affirm, who has, who withdrew, and who is late."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import F, QuerySet

from commoncall.call import kinds
from commoncall.call.models import Endorsement, Version
from commoncall.call.queries import texts
from commoncall.kernel import time
from commoncall.kernel.asks.models import Ask
from commoncall.kernel.authority import Actor
from commoncall.kernel.parties import queries as parties
from commoncall.kernel.parties.models import Organisation
from commoncall.membership.models import Standing


class Answer(enum.StrEnum):
    """What became of asking an organisation to re-affirm."""

    WAITING = "waiting"
    LATE = "late"
    REAFFIRMED = "reaffirmed"
    WITHDREW = "withdrew"
    LEFT = "left"


#: Whom one has to ask again stands first; within each answer, organisations stand by name.
_FIRST = (Answer.LATE, Answer.WAITING, Answer.WITHDREW, Answer.LEFT, Answer.REAFFIRMED)


def earlier(version: Version) -> list[UUID]:
    """Return the versions of a text that were in force before this one."""
    before = Version.objects.filter(text_id=version.text_id, number__isnull=False).exclude(pk=version.pk)
    return list(before.filter(number__lt=version.number).values_list("pk", flat=True) if version.number else before.values_list("pk", flat=True))


def to_be_asked(version: Version) -> QuerySet[Organisation]:
    """Return the organisations that stand behind any version before this one and have not left, by name.

    For a draft: whom its adoption would ask, if it changes something material.
    """
    given = Endorsement.objects.filter(version__in=earlier(version), organisation__isnull=False)
    # Whoever withdrew its last endorsement stands behind nothing, whatever it had endorsed before that.
    last = given.order_by("organisation", "-endorsed_at", "-id").distinct("organisation")
    standing = Endorsement.objects.filter(pk__in=last.values("pk"), withdrawn_at=None)
    organisations = Organisation.objects.filter(pk__in=standing.values("organisation"))
    return organisations.exclude(membership__standing=Standing.LEFT).order_by("searchable", "id")


@dataclass(frozen=True)
class Row:
    """One organisation that was asked: what became of it, what it endorsed before, and when it was asked and last reminded."""

    organisation: Organisation
    answer: Answer
    before: int | None
    answered_at: datetime | None
    signatory: str
    ask: Ask


@dataclass(frozen=True)
class FollowUp:
    """How far re-affirming a version has come. ``since`` is the version with the material change; nobody is left out of ``rows``."""

    since: Version
    rows: tuple[Row, ...]
    due_at: datetime | None
    is_over: bool

    def count(self, *answers: Answer) -> int:
        """Return how many organisations gave any of these answers."""
        return sum(row.answer in answers for row in self.rows)

    def having(self, answer: str) -> list[Row]:
        """Return the rows with an answer; all where none is named. Who is late waits too."""
        wanted = {Answer.WAITING, Answer.LATE} if answer == Answer.WAITING else {answer}
        return [row for row in self.rows if not answer or row.answer in wanted]


def follow_up(actor: Actor, version: Version) -> FollowUp | None:
    """Return how far re-affirming has come, of whom the actor may know; nothing where the version changed nothing material.

    After editorial versions it is that of the material change before them, which they stand for as well. A constant number
    of queries.
    """
    alike = texts.alike(version)
    since = alike[-1]
    known = Ask.objects.filter(parties.may_be_known(actor, "organisation__"), coalition_id=actor.coalition_id)
    asks = _asks(known, since)
    if not asks:
        return None
    now = time.now()
    return FollowUp(since, _rows(asks, version, alike, now), since.reaffirm_by, since.reaffirm_by is not None and since.reaffirm_by < now)


def not_answered(version: Version) -> list[Organisation]:
    """Return all organisations that were asked to re-affirm and have not answered, whoever may know of them: for the clock's deeds."""
    alike = texts.alike(version)
    rows = _rows(_asks(Ask.objects.filter(coalition_id=version.coalition_id), alike[-1]), version, alike, time.now())
    return [row.organisation for row in rows if row.answer in {Answer.WAITING, Answer.LATE}]


def ending_soon(now: datetime, within: timedelta) -> list[UUID]:
    """Return the versions for which the time to re-affirm ends within so long; the demonstration's are left out."""
    ending = Version.objects.filter(number__isnull=False, reaffirm_by__gt=now, reaffirm_by__lte=now + within, coalition__is_demo=False)
    return list(ending.order_by("reaffirm_by", "id").values_list("pk", flat=True))


def _rows(asks: Sequence[Ask], version: Version, alike: Sequence[Version], now: datetime) -> tuple[Row, ...]:
    endorsements = _by_organisation(asks, version)
    since = alike[-1]
    newer = {one.pk for one in alike} | set(Version.objects.filter(text_id=since.text_id, number__gt=since.number).values_list("pk", flat=True))
    found = [_row(ask, endorsements.get(ask.organisation_id, []), newer, now) for ask in asks]
    return tuple(sorted(found, key=lambda row: _FIRST.index(row.answer)))


def _asks(among: QuerySet[Ask], version: Version) -> list[Ask]:
    asks = among.filter(kind=kinds.REAFFIRM.name, subject=version.pk, person=None).annotate(standing=F("organisation__membership__standing"))
    # Who took an endorsement back was asked again: the last ask counts.
    by_organisation = {ask.organisation_id: ask for ask in asks.select_related("organisation", "coalition").order_by("asked_at", "id")}
    return sorted(by_organisation.values(), key=lambda ask: (ask.organisation.searchable if ask.organisation else "", ask.id))


def _by_organisation(asks: Iterable[Ask], version: Version) -> dict[UUID | None, list[Endorsement]]:
    found = Endorsement.objects.filter(version__text_id=version.text_id, organisation__in=[ask.organisation_id for ask in asks])
    grouped: dict[UUID | None, list[Endorsement]] = {}
    for one in found.select_related("version").order_by("endorsed_at", "id"):
        grouped.setdefault(one.organisation_id, []).append(one)
    return grouped


def _row(ask: Ask, endorsements: list[Endorsement], newer: set[UUID], now: datetime) -> Row:
    organisation = ask.organisation
    if organisation is None:
        raise ValueError("only organisations are asked to re-affirm")
    after = [one for one in endorsements if one.version_id in newer and one.withdrawn_at is None]
    former = [one for one in endorsements if one.version_id not in newer]
    before = former[-1].version.number if former else None
    if after:
        return Row(organisation, Answer.REAFFIRMED, before, after[-1].endorsed_at, after[-1].signatory, ask)
    if endorsements and endorsements[-1].withdrawn_at is not None:
        return Row(organisation, Answer.WITHDREW, before, endorsements[-1].withdrawn_at, "", ask)
    if getattr(ask, "standing", "") == Standing.LEFT:
        return Row(organisation, Answer.LEFT, before, None, "", ask)
    is_late = ask.due_at is not None and ask.due_at < now
    return Row(organisation, Answer.LATE if is_late else Answer.WAITING, before, None, "", ask)
