"""How long something takes by a rule, in few words."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commoncall.decisions.rules.rule import Channel, Rule, Time
from commoncall.web.moments import numeral


def length(rule: Rule) -> str:
    """Return how long answers are taken, in few words."""
    if rule.channel is Channel.MEETING:
        return _("at a meeting")
    return duration(rule.window)


def duration(time: Time) -> str:
    """Return a length of time in few words."""
    if time.working_days:
        return ngettext("%(n)s working day", "%(n)s working days", time.working_days) % {"n": numeral(time.working_days)}
    if time.hours >= 96 and time.hours % 24 == 0:
        return ngettext("%(n)s day", "%(n)s days", time.hours // 24) % {"n": numeral(time.hours // 24)}
    return ngettext("%(n)s hour", "%(n)s hours", time.hours) % {"n": numeral(time.hours)}
