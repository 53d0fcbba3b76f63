"""What follows when a decision opens or ends: asks are made or taken back, and who is concerned is written to a moment later."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from commoncall.decisions import kinds as asked
from commoncall.decisions.actions.holding import clock_of
from commoncall.decisions.models import Decision
from commoncall.kernel import background, events
from commoncall.kernel.asks import actions as asking
from commoncall.kernel.asks import permissions as asks_permissions
from commoncall.kernel.asks import queries as asks
from commoncall.kernel.asks.kinds import AskKind
from commoncall.kernel.authority import Actor
from commoncall.kernel.history import actions as book
from commoncall.kernel.parties.models import Organisation

#: What is done a moment later, by the clock: names of tasks, asked for in the transaction of the deed.
TELL_OF_NOTICE = "decisions.tell_of_notice"
TELL_OF_OPENING = "decisions.tell_of_opening"
TELL_OF_WITHDRAWAL = "decisions.tell_of_withdrawal"
TELL_OF_ENTRY = "decisions.tell_of_entry"
TELL_OF_TROUBLE = "decisions.tell_of_trouble"


@dataclass(frozen=True)
class DecisionOpened(events.Event):
    """A decision was opened: those on its roll may answer."""

    decision_id: UUID


@dataclass(frozen=True)
class DecisionClosed(events.Event):
    """A decision came to its end; ``state`` is one of ``Decision.State``."""

    decision_id: UUID
    state: str


def tell_later(task: str, decision: Decision, **facts: str) -> None:
    """Have those concerned written to once the present deed is done: the mails stand or fall with it."""
    background.later(task, decision=str(decision.pk), **facts)


def ask_everybody(decision: Decision, organisations: Iterable[UUID], by: Actor) -> None:
    """Ask each organisation on the roll for its answer, until the decision closes."""
    found = Organisation.objects.filter(pk__in=list(organisations)).order_by("pk")
    facts = {"title": decision.title, "number": decision.number}
    asking.ask_all(asked.ANSWER, decision.coalition, found, subject=decision.pk, facts=facts, due_at=decision.closes_at, by=by)


def ask_to_acknowledge(decision: Decision, organisations: Iterable[UUID]) -> None:
    """Ask each organisation that decided, and still belongs, to acknowledge what was adopted, where the rule asks for that."""
    found = Organisation.objects.filter(pk__in=list(organisations)).order_by("pk")
    facts = {"title": decision.title, "number": decision.number}
    asking.ask_all(asked.ACKNOWLEDGE, decision.coalition, found, subject=decision.pk, facts=facts, by=clock_of(decision))


def settle_ask(decision: Decision, organisation: Organisation, by: Actor, told: book.Deed, what: AskKind = asked.ANSWER) -> None:
    """Close what was asked of an organisation: answered by itself, or taken back where its answer came in another way.

    ``told`` is what the history is told of the answer itself: it is written here, with what becomes of the ask.
    """
    if by.organisation_id == organisation.pk:
        asking.answer_for(what, organisation, decision.pk, by=by, beside=[told])
        return
    book.record_all([told], by=by)
    for one in asks.open_about(decision.coalition, what, [decision.pk]).filter(organisation=organisation):
        if asks_permissions.is_asked(by, one):
            asking.answer(one, by=by)
        else:
            asking.withdraw(one, by=clock_of(decision))


def take_asks_back(decision: Decision) -> None:
    """Take back what nobody has answered: there is nothing left to answer."""
    asking.withdraw_all(asks.open_about(decision.coalition, asked.ANSWER, [decision.pk]), by=clock_of(decision))


def let_go(decision: Decision) -> None:
    """Ask nobody any longer about a decision that was withdrawn, and tell those who had been told of it."""
    take_asks_back(decision)
    if decision.number is not None:
        tell_later(TELL_OF_WITHDRAWAL, decision)
    events.announce(DecisionClosed(decision.pk, decision.state))
