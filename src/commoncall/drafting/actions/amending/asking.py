"""Asking an organisation whether it agrees with what is proposed for its amendment, and asking no more."""

from __future__ import annotations

from commoncall.drafting import kinds
from commoncall.drafting.models import Amendment
from commoncall.kernel.asks import actions as asking
from commoncall.kernel.asks import permissions as asks_permissions
from commoncall.kernel.asks import queries as asks
from commoncall.kernel.authority import Actor, system


def ask_to_reply(amendment: Amendment, by: Actor) -> None:
    """Ask the organisation that proposed an amendment whether it agrees or insists; what was asked before is asked no more."""
    ask_no_more(amendment)
    asking.ask(kinds.REPLY, amendment.coalition, organisation=amendment.organisation, subject=amendment.pk, facts={"number": amendment.number}, by=by)


def ask_no_more(amendment: Amendment, by: Actor | None = None) -> None:
    """Close what is asked about an amendment: answered, where those who were asked did that, or taken back."""
    for one in asks.open_about(amendment.coalition, kinds.REPLY, [amendment.pk]):
        if by is not None and asks_permissions.is_asked(by, one):
            asking.answer(one, by=by)
        else:
            asking.withdraw(one, by=system().within(one.coalition_id, one.coalition.chain_id))
