"""Taking hold of an application at the stage where a deed finds it: two people who act at once take turns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from commoncall.kernel.asks import actions as asks
from commoncall.kernel.asks.kinds import AskKind
from commoncall.kernel.asks.models import Ask
from commoncall.kernel.authority import Actor
from commoncall.kernel.history import actions as book
from commoncall.kernel.history.kinds import Kind
from commoncall.kernel.refusals import Conflict, NotVisible
from commoncall.membership import kinds
from commoncall.membership.models import Application

State = Application.State

#: Once it is handed in, and until something is decided.
UNDER_WAY = (State.CHECKING, State.CONSULTING, State.DECIDING)
ASKED_ABOUT_IT = tuple(one.name for one in (kinds.CHECK, kinds.CONSULTATION, kinds.VOTE, kinds.OBJECTION, kinds.DECIDE))


def held(application: Application, *states: str, by: Actor) -> Application:
    """Return the application, locked, in one of these states; refuse where somebody has moved it on meanwhile."""
    locked = Application.objects.select_for_update(of=("self",)).select_related("coalition", "organisation").get(pk=application.pk)
    if locked.coalition_id != by.coalition_id:
        raise NotVisible(_("There is no such application here."))
    if locked.state not in states:
        raise Conflict(_("Meanwhile this application has moved on. It is now at this stage: %(state)s.") % {"state": locked.get_state_display()})
    return locked


def open_asks(application: Application, *names: str) -> list[Ask]:
    """Return what is still asked about an application, of these kinds or of any, locked."""
    found = Ask.objects.filter(coalition_id=application.coalition_id, kind__in=names or ASKED_ABOUT_IT, subject=application.pk)
    return list(found.filter(answered_at=None, withdrawn_at=None).select_for_update(of=("self",)).order_by("id"))


def withdraw_asks(application: Application, *names: str, by: Actor) -> int:
    """Ask no longer what is still open about an application; part of the deed that makes it pointless."""
    return len([asks.withdraw(one, by=by) for one in open_asks(application, *names)])


def close_asks(application: Application, kind: AskKind, *, by: Actor) -> None:
    """Note that what the coordinators were asked about an application is done, by whoever has just done it."""
    for one in open_asks(application, kind.name):
        asks.answer(one, by=by) if by.is_coordinator else asks.withdraw(one, by=by)


def record(
    kind: Kind,
    application: Application,
    by: Actor,
    *,
    facts: Mapping[str, Any] | None = None,
    undoes: UUID | None = None,
    concerns: UUID | None = None,
    **particulars: Any,
) -> None:
    """Write the entry of a deed done to an application."""
    book.record(
        kind,
        by=by,
        subject=application.pk,
        subject_kind="application",
        concerns=concerns,
        facts=facts,
        particulars={"name": application.name} | particulars,
        undoes=undoes,
    )


def facts_of(application: Application) -> dict[str, str]:
    """Return what an ask about an application names."""
    return {"name": application.name}


def identifiers(things: Iterable[Any]) -> list[str]:
    """Return the identifiers of some rows, as an entry keeps them."""
    return [str(one.pk) for one in things]
