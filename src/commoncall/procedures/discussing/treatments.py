"""Telling organisations what is proposed for their amendments: those of a sitting together, once nobody has treated one for a while."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commoncall.drafting import kinds
from commoncall.drafting.models import Amendment, Version
from commoncall.kernel import time
from commoncall.kernel.asks import actions as asks
from commoncall.kernel.asks.models import Ask
from commoncall.kernel.outbox.kinds import mail_kind
from commoncall.procedures.deciding.readers import Reader
from commoncall.procedures.discussing.posting import post, taken_up, those_who_amended
from commoncall.procedures.pieces import piece

TREATED = mail_kind("drafting.treated", gettext_lazy("What is proposed for one’s amendments"))

Reply = Amendment.Reply

#: Whoever treats many amendments one after another sends one mail of them, so long after the last.
QUIET = timedelta(minutes=30)

#: How many amendments a mail names; the page names them all.
MOST = 20
#: Of how many versions the clock tells in one go.
AT_ONCE = 5


def listed(proposed: Iterable[Amendment], reader: Reader) -> dict[str, object]:
    """Return what a mail tells of those amendments that are the reader's, and whether any of them waits for an answer."""
    own = {one.pk for one in reader.organisations}
    theirs = [one for one in proposed if one.organisation_id in own]
    return {
        "lines": [_line(one) for one in theirs[:MOST]],
        "more": max(0, len(theirs) - MOST),
        "waiting": any(_waits(one) for one in theirs),
    }


def _waits(amendment: Amendment) -> bool:
    return bool(amendment.treatment) and amendment.treatment != Amendment.Treatment.ACCEPT and not amendment.reply and amendment.settled_at is None


def _line(amendment: Amendment) -> str:
    becomes = Amendment.Treatment(amendment.treatment).label
    told = _("A%(number)s: %(treatment)s.") % {"number": amendment.number, "treatment": becomes}
    if amendment.reply:
        return _("%(first)s %(second)s") % {"first": told, "second": _("You have answered: %(reply)s.") % {"reply": Reply(amendment.reply).label}}
    if _waits(amendment):
        return _("%(first)s %(second)s") % {"first": told, "second": _("Your answer is asked.")}
    return told


def tell_of_treatments() -> int:
    """Write to organisations what is proposed for their amendments, once each; return of how many versions. For the clock.

    They are told when nobody has treated an amendment of that version for half an hour, all in one mail. Whoever may no longer read the
    text, since its label was narrowed or the organisation was suspended, is told of nothing.
    """
    untold = Ask.objects.filter(kind=kinds.REPLY.name, answered_at=None, withdrawn_at=None, reminded_at=None)
    quiet = untold.order_by().values("subject")
    due = Version.objects.filter(amendments__in=quiet).exclude(amendments__treated_at__gt=time.now() - QUIET).order_by("id").distinct()
    return piece(list(due.values_list("pk", flat=True)), _tell_of, AT_ONCE)


@transaction.atomic
def _tell_of(identifier: UUID) -> int:
    found = taken_up(identifier)
    if found is None:
        return 0
    proposed = list(Amendment.objects.filter(version=found, withdrawn_at=None).order_by("number"))
    asked = _untold(found, proposed)
    about = {one.subject for one in asked}
    fresh = [one for one in proposed if one.pk in about]
    to = those_who_amended(found, {one.organisation_id for one in fresh})
    if found.text.closed_at is None and found.state in {Version.State.OPEN, Version.State.CLOSED}:
        post(TREATED, "draft_treated", found, to, lambda one: listed(fresh, one))
    return asks.note_reminders(asked)


def _untold(version: Version, proposed: Sequence[Amendment]) -> list[Ask]:
    those = [one.pk for one in proposed]
    waiting = Ask.objects.filter(
        coalition_id=version.coalition_id, kind=kinds.REPLY.name, subject__in=those, answered_at=None, withdrawn_at=None, reminded_at=None
    )
    return list(waiting.order_by("id"))
