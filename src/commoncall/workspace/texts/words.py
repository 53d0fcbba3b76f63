"""Sentences about texts and endorsements, whole in each language."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from commoncall.call.history import ANSWERS
from commoncall.call.queries.reaffirming import Answer, FollowUp
from commoncall.kernel.refusals import Words
from commoncall.web.moments import full_date, long_day, numeral, utc_time

if TYPE_CHECKING:
    from commoncall.call.models import Version

#: What became of asking an organisation: the kind of status, and its words.
_KINDS = {Answer.REAFFIRMED: "good", Answer.WAITING: "warn", Answer.LATE: "stop", Answer.WITHDREW: "quiet", Answer.LEFT: "quiet"}
STATUS: dict[str, tuple[str, Words]] = {answer: (kind, ANSWERS[answer]) for answer, kind in _KINDS.items()}


def how_it_stands(version: Version) -> str:
    """Return of a version which it is, when and by whom it was adopted, and whether it is in force."""
    if version.number is None:
        if version.state == "discarded":
            return _("A draft that was discarded.")
        return _("A draft. Nobody stands behind it before it is adopted.")
    parts = {"number": numeral(version.number), "day": full_date(version.adopted_on) if version.adopted_on else "", "how": version.adopted_how}
    if version.state == "adopted":
        return _("Version %(number)s, adopted on %(day)s (%(how)s).") % parts
    until = full_date(version.superseded_at) if version.superseded_at else ""
    return _("Version %(number)s, adopted on %(day)s (%(how)s), and in force until %(until)s.") % (parts | {"until": until})


def instant(at: datetime) -> str:
    """Return a deadline whole: the day in the reader's zone with the hour in UTC."""
    return _("%(day)s, %(time)s") % {"day": long_day(at), "time": utc_time(at)}


def organisations_behind(number: int) -> str:
    """Return how many organisations stand behind a text."""
    if not number:
        return _("No organisation stands behind it yet.")
    return ngettext("%(n)s organisation stands behind it.", "%(n)s organisations stand behind it.", number) % {"n": numeral(number)}


def will_be_asked(number: int) -> str:
    """Return how many organisations adopting a material change asks to re-affirm."""
    if not number:
        return _("Nobody stands behind an earlier version, so nobody is asked.")
    return ngettext(
        "%(n)s organisation will be asked to re-affirm. Its people are written to at once.",
        "%(n)s organisations will be asked to re-affirm. Their people are written to at once.",
        number,
    ) % {"n": numeral(number)}


def have_reaffirmed(told: FollowUp) -> str:
    """Return how many of those asked have re-affirmed."""
    parts = {"done": numeral(told.count(Answer.REAFFIRMED)), "n": numeral(len(told.rows))}
    return ngettext("%(done)s of %(n)s organisation has re-affirmed.", "%(done)s of %(n)s organisations have re-affirmed.", len(told.rows)) % parts


#: How an endorsement came that was not signed in the workspace.
CAME: dict[str, Words] = {
    "paper": gettext_lazy("On paper"),
    "phone": gettext_lazy("By phone"),
    "mail": gettext_lazy("By mail"),
    "earlier": gettext_lazy("From the time before Commoncall"),
    "application": gettext_lazy("With an application"),
}


def mails(number: int) -> str:
    """Return how many people are written to."""
    if not number:
        return _("Nobody is written to: no address is noted.")
    return ngettext("%(n)s person is written to, in their language.", "%(n)s people are written to, each in their language.", number) % {
        "n": numeral(number)
    }


def reminded(number: int) -> str:
    """Return how many were reminded."""
    return ngettext("%(n)s person was reminded.", "%(n)s people were reminded.", number) % {"n": numeral(number)}


class Planned(Protocol):
    """Whom a reminder would reach: who is written to, how many were so lately, and who has no address."""

    @property
    def readers(self) -> Sequence[object]:
        """Those who would be written to."""

    @property
    def too_soon(self) -> int:
        """How many were written to less than a day ago."""

    @property
    def without_address(self) -> int:
        """How many organisations have nobody with an address."""


def planned(reminder: Planned) -> list[str]:
    """Return whom a reminder would reach, and whom not."""
    told = [mails(len(reminder.readers))]
    if reminder.too_soon:
        told.append(
            ngettext(
                "%(n)s person is left out: they were written to about it less than a day ago.",
                "%(n)s people are left out: they were written to about it less than a day ago.",
                reminder.too_soon,
            )
            % {"n": numeral(reminder.too_soon)}
        )
    if reminder.without_address:
        told.append(
            ngettext(
                "%(n)s organisation has nobody with an address here. Call it.",
                "%(n)s organisations have nobody with an address here. Call them.",
                reminder.without_address,
            )
            % {"n": numeral(reminder.without_address)}
        )
    return told


def narrowed(answer: str) -> Words:
    """Return what the list is narrowed to."""
    return ANSWERS[answer] if answer else _("all")
