"""The one table of what follows from what: when this is announced, do that."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from commoncall.decisions.actions.ladder import RungChanged
from commoncall.decisions.actions.settling import DecisionClosed
from commoncall.drafting.actions.stages import VersionPublished
from commoncall.kernel import events
from commoncall.kernel.parties.actions.coalitions import StewardBegan
from commoncall.kernel.parties.actions.mandates import MandateEnded
from commoncall.membership.actions.applying.filling import HandedIn, Withdrawn
from commoncall.procedures import admission, adoption, consequences, ladder, sitting, speaking, telling

TABLE: tuple[tuple[type[events.Event], Callable[[Any], object]], ...] = (
    # A steward has no standing power over content: those whose coalition it is learn at once that one looks into it.
    (StewardBegan, telling.tell_of_steward),
    # A seat is its organisation's: whoever no longer acts for it no longer sits for it.
    (MandateEnded, sitting.end_with_mandate),
    # What was handed in waits for the coordinators; what its writer took back is asked of nobody any longer.
    (HandedIn, admission.receive),
    (Withdrawn, admission.let_go),
    # The words of a call that was adopted come into force by those who say whom that asks to re-affirm.
    (VersionPublished, adoption.ask_to_bring_into_force),
    # An applicant belongs, and a member is suspended or expelled, as soon as those who decide have decided it.
    (DecisionClosed, consequences.follow),
    # What was adopted goes out by those who say how: they are asked at once.
    (DecisionClosed, speaking.ask_to_publish),
    # Whoever decides has to know by which rules: a change of the ladder is announced to all.
    (RungChanged, ladder.tell_of_change),
)


def connect() -> None:
    """Subscribe everything in the table; called once, when the program starts."""
    for event, handler in TABLE:
        events.subscribe(event, handler)
