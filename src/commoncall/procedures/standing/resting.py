"""Giving notice to members of whom nobody hears, and what the clock makes of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy

from commoncall.kernel.authority import Actor
from commoncall.kernel.outbox.kinds import mail_kind
from commoncall.kernel.parties.models import Organisation
from commoncall.membership.actions import dormancy, proceedings
from commoncall.membership.actions.dormancy import Caution
from commoncall.membership.models import Notice
from commoncall.procedures.standing.hearing import withdraw_decision
from commoncall.procedures.standing.telling import tell

DORMANCY = mail_kind("membership.dormancy", gettext_lazy("Notice that an organisation would be dormant"))


@transaction.atomic
def give_notice(organisations: Sequence[Organisation], caution: Caution, *, by: Actor) -> list[Notice]:
    """Give organisations notice that they become dormant, and write to everybody who acts for them.

    Who may, what is recorded and what is refused: as in ``dormancy.give_notice``.
    """
    given = dormancy.give_notice(organisations, caution, by=by)
    told = {"reason": caution.reason.strip(), "takes_effect_at": given[0].takes_effect_at}
    tell(dormancy.organisations_of(given), DORMANCY, told, page="member-here", by=by)
    return given


def each_due(at: datetime | None = None) -> int:
    """Let notices take effect, and lift suspensions, whose instant has come; for the clock. Return how many standings changed.

    What is being decided about a suspension that is lifted so is withdrawn with it.
    """
    return len(dormancy.take_effect(at)) + len(proceedings.lift_due(at, then=withdraw_decision))
