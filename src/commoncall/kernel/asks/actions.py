"""Asking something of somebody, answering it, and taking it back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext as _

from commoncall.kernel import time
from commoncall.kernel.asks import history as entries
from commoncall.kernel.asks import permissions
from commoncall.kernel.asks.kinds import AskKind, find
from commoncall.kernel.asks.models import Ask
from commoncall.kernel.authority import Actor
from commoncall.kernel.history import actions as book
from commoncall.kernel.history.kinds import Kind
from commoncall.kernel.parties.models import Coalition, Organisation, Person
from commoncall.kernel.refusals import Conflict, NotAllowed, NotVisible, Refusal


@transaction.atomic
def ask(
    kind: AskKind,
    coalition: Coalition,
    *,
    organisation: Organisation | None = None,
    person: Person | None = None,
    subject: UUID | None = None,
    facts: Mapping[str, Any] | None = None,
    due_at: datetime | None = None,
    any_time: bool = False,
    by: Actor,
) -> Ask:
    """Ask something of an organisation, of a person, or of the coordinators where neither is named.

    Part of a concept's own deed, which judges who may ask that; here, anybody inside the coalition may. Recorded for those who
    are asked. Refused: across coalitions; a deadline in the past.
    """
    if not by.is_inside or by.preview:
        raise NotAllowed(_("Only those who belong to the coalition ask something of others here."))
    if by.coalition_id != coalition.id or any(one is not None and one.coalition_id != coalition.id for one in (organisation, person)):
        raise NotVisible(_("There is no such person or organisation here."))
    now = time.now()
    if due_at is not None and due_at <= now:
        raise Refusal(_("The deadline lies in the past."), field="due_at")
    asked = Ask.objects.create(
        coalition=coalition,
        kind=kind.name,
        organisation=organisation,
        person=person,
        subject=subject,
        facts=dict(facts or {}),
        asked_by_id=by.person_id,
        asked_at=now,
        due_at=due_at,
        any_time=any_time,
    )
    _record(entries.ASKED, asked, by)
    return asked


@transaction.atomic
def ask_all(
    kind: AskKind,
    coalition: Coalition,
    organisations: Iterable[Organisation],
    *,
    subject: UUID | None = None,
    facts: Mapping[str, Any] | None = None,
    due_at: datetime | None = None,
    by: Actor,
) -> list[Ask]:
    """Ask the same of many organisations in a constant number of statements, one entry of history each; as ``ask`` otherwise."""
    if not by.is_inside or by.preview:
        raise NotAllowed(_("Only those who belong to the coalition ask something of others here."))
    kept = list(organisations)
    if by.coalition_id != coalition.id or any(one.coalition_id != coalition.id for one in kept):
        raise NotVisible(_("There is no such person or organisation here."))
    now = time.now()
    if due_at is not None and due_at <= now:
        raise Refusal(_("The deadline lies in the past."), field="due_at")
    asked = [
        Ask(
            coalition=coalition,
            kind=kind.name,
            organisation=one,
            subject=subject,
            facts=dict(facts or {}),
            asked_by_id=by.person_id,
            asked_at=now,
            due_at=due_at,
        )
        for one in kept
    ]
    Ask.objects.bulk_create(asked)
    book.record_all([_deed(entries.ASKED, one) for one in asked], by=by)
    return asked


@transaction.atomic
def answer(asked: Ask, *, by: Actor) -> Ask:
    """Note that an ask is answered; part of the deed that answers it. Who may: who is asked. Refused: when it is closed already."""
    permissions.may_answer(by, asked).require()
    asked = _still_open(asked)
    asked.answered_at = time.now()
    asked.answered_by_id = by.person_id
    asked.save(update_fields=["answered_at", "answered_by"])
    _record(entries.ANSWERED, asked, by)
    return asked


@transaction.atomic(savepoint=False)
def answer_for(kind: AskKind, organisation: Organisation, subject: UUID, *, by: Actor, beside: Sequence[book.Deed] = ()) -> int:
    """Note that what was asked of one's organisation about a thing is answered, in one statement; return how many asks that were.

    Part of the deed that answers it, whose own entries come ``beside``: all are written in one more statement. Who may: who acts for
    that organisation. What was asked of one of its people is left as it is.
    """
    permissions.ANSWER.verdict(by).require()
    if by.organisation_id != organisation.pk:
        raise NotAllowed(_("This is asked of somebody else."))
    with connection.cursor() as cursor:
        cursor.execute(_ANSWER_FOR, [time.now(), by.person_id, organisation.coalition_id, kind.name, subject, organisation.pk])
        answered = [Ask(pk=row[0], kind=kind.name, organisation=organisation, due_at=row[1]) for row in cursor.fetchall()]
    book.record_all([*beside, *(_deed(entries.ANSWERED, one) for one in answered)], by=by)
    return len(answered)


_ANSWER_FOR = """
    UPDATE asks_ask SET answered_at = %s, answered_by_id = %s
    WHERE coalition_id = %s AND kind = %s AND subject = %s AND organisation_id = %s AND person_id IS NULL
    AND answered_at IS NULL AND withdrawn_at IS NULL RETURNING id, due_at"""


@transaction.atomic
def withdraw(asked: Ask, *, by: Actor) -> Ask:
    """Take an ask back. Who may: whoever made it, and a coordinator. Refused: when it is closed already."""
    permissions.may_withdraw(by, asked).require()
    asked = _still_open(asked)
    asked.withdrawn_at = time.now()
    asked.save(update_fields=["withdrawn_at"])
    _record(entries.WITHDRAWN, asked, by)
    return asked


@transaction.atomic
def withdraw_all(asked: Iterable[Ask], *, by: Actor) -> int:
    """Take back many asks in a constant number of statements, and return how many were still open.

    Who may: a coordinator. What was answered or withdrawn meanwhile stays so.
    """
    permissions.WITHDRAW.verdict(by).require()
    still_open = Ask.objects.filter(pk__in=[one.pk for one in asked], coalition_id=by.coalition_id, answered_at=None, withdrawn_at=None)
    held = list(still_open.select_for_update(of=("self",)).select_related("organisation", "person").order_by("id"))
    Ask.objects.filter(pk__in=[one.pk for one in held]).update(withdrawn_at=time.now())
    book.record_all([_deed(entries.WITHDRAWN, one) for one in held], by=by)
    return len(held)


def note_reminders(reminded: Iterable[Ask]) -> int:
    """Note that those asked were reminded, so that it happens once; part of the procedure that writes to them."""
    return Ask.objects.filter(pk__in=[one.pk for one in reminded], reminded_at=None).update(reminded_at=time.now())


def _still_open(asked: Ask) -> Ask:
    locked = Ask.objects.select_for_update(of=("self",)).select_related("organisation", "person").get(pk=asked.pk)
    if locked.answered_at is not None:
        raise Conflict(_("This has been answered already."))
    if locked.withdrawn_at is not None:
        raise Conflict(_("This is no longer asked."))
    return locked


def _record(entry: Kind, asked: Ask, by: Actor) -> None:
    book.record_all([_deed(entry, asked)], by=by)


def _deed(entry: Kind, asked: Ask) -> book.Deed:
    kind = find(asked.kind)
    whom = asked.organisation.name if asked.organisation else asked.person.name if asked.person else _("the coordinators")
    return book.Deed(
        entry,
        subject=asked.id,
        subject_kind="ask",
        concerns=asked.organisation_id,
        facts={
            "kind": asked.kind,
            "due_at": asked.due_at.isoformat() if asked.due_at else None,
            "of_coordinators": asked.organisation_id is None and asked.person_id is None,
        },
        particulars={"asked": whom, "what": str(kind.title) if kind else asked.kind},
    )
