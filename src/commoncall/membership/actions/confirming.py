"""Asking organisations to look at what is noted of them, and their saying that it is right."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from commoncall.kernel.asks import actions as asks
from commoncall.kernel.asks.models import Ask
from commoncall.kernel.authority import Actor
from commoncall.kernel.parties import queries as parties
from commoncall.kernel.parties.models import Coalition, Organisation
from commoncall.membership import permissions
from commoncall.membership.kinds import CONFIRM
from commoncall.membership.models import Standing


def who_could_be_asked(coalition: Coalition) -> QuerySet[Organisation]:
    """Return the organisations that have not left, for which somebody may act, and that have no such ask waiting already."""
    waiting = Ask.objects.filter(kind=CONFIRM.name, organisation=OuterRef("pk"), answered_at=None, withdrawn_at=None)
    acting = parties.mandates_in_force().filter(organisation=OuterRef("pk"))
    here = Organisation.objects.filter(coalition=coalition).exclude(membership__standing=Standing.LEFT)
    return here.filter(Exists(acting), ~Exists(waiting)).order_by("name")


@transaction.atomic
def ask_to_confirm(coalition: Coalition, *, due_at: datetime, organisations: Iterable[Organisation] | None = None, by: Actor) -> int:
    """Ask every organisation that could be asked, or those of them that are named, to look at its record by an instant.

    It stands under what is asked of them when they come in; nobody is written to. Who may: ``membership.keep``. Recorded: one
    entry for each organisation. Refused: an instant in the past. Returns how many were asked.
    """
    permissions.may_keep(by).require()
    chosen = who_could_be_asked(coalition).select_for_update(of=("self",))
    if organisations is not None:
        chosen = chosen.filter(pk__in=[one.pk for one in organisations])
    asked = [asks.ask(CONFIRM, coalition, organisation=one, subject=one.pk, due_at=due_at, any_time=True, by=by) for one in chosen]
    return len(asked)


def waiting_for(actor: Actor, organisation: Organisation) -> Ask | None:
    """Return the ask to look at this organisation's record that waits for this actor, if there is one."""
    waits = Ask.objects.filter(kind=CONFIRM.name, organisation=organisation, answered_at=None, withdrawn_at=None)
    return waits.order_by("asked_at").first() if actor.organisation_id == organisation.pk else None


@transaction.atomic
def confirm(organisation: Organisation, *, by: Actor) -> int:
    """Say that what is noted of one's organisation is right; return how many asks that answers. Who may: who speaks for it."""
    permissions.may_describe(by, organisation).require()
    waits = Ask.objects.filter(kind=CONFIRM.name, organisation=organisation, answered_at=None, withdrawn_at=None).select_for_update()
    return len([asks.answer(one, by=by) for one in waits])
