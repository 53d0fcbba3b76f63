"""The kinds of entry of belonging that is questioned, rests, or ends, and of those who help newcomers."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from commoncall.kernel.history.kinds import Audience, kind
from commoncall.membership.history.words import DEPARTURES

#: The facts that hold a day or an instant.
_DAYS = ("at", "day", "assembly_on", "until")


def _days(parts: Mapping[str, Any]) -> Mapping[str, Any]:
    found = {name: parts[name] for name in _DAYS if parts.get(name)}
    return {name: date_format(datetime.fromisoformat(value).date(), "DATE_FORMAT") for name, value in found.items()}


def _departure(parts: Mapping[str, Any]) -> Mapping[str, Any]:
    return {"how": DEPARTURES.get(parts.get("how", ""), parts.get("how"))}


PROCEEDING_BEGUN = kind(
    "membership.proceeding_begun", _("%(by)s opened a procedure about %(organisation)s. The reason: %(reason)s"), audience=Audience.ORGANISATION
)
FACTS_GATHERED = kind(
    "membership.facts_gathered", _("%(by)s noted which facts were gathered about %(organisation)s."), audience=Audience.ORGANISATION
)
HEARING_NOTICED = kind(
    "membership.hearing_noticed",
    _("%(by)s gave %(organisation)s written notice, with time to answer until %(at)s."),
    audience=Audience.ORGANISATION,
    words=_days,
)
HEARING_ANSWERED = kind("membership.hearing_answered", _("%(by)s answered for %(organisation)s to the notice."), audience=Audience.ORGANISATION)
HEARING_NOTED = kind(
    "membership.hearing_noted",
    _("%(by)s noted what was said when %(organisation)s was heard on %(at)s."),
    audience=Audience.ORGANISATION,
    words=_days,
)
SUSPENSION_PROPOSED = kind(
    "membership.suspension_proposed",
    _("%(by)s put the suspension of %(organisation)s to the vote. If it is adopted, %(assembly)s hears it on %(assembly_on)s."),
    audience=Audience.ORGANISATION,
    words=_days,
)
SUSPENDED = kind(
    "membership.suspended",
    _("%(by)s noted that %(organisation)s is suspended (%(meeting)s). It is heard by %(assembly)s on %(assembly_on)s."),
    audience=Audience.ORGANISATION,
    words=_days,
)
ASSEMBLY_MOVED = kind(
    "membership.assembly_moved",
    _("%(by)s noted that the suspension of %(organisation)s is heard by %(assembly)s on %(assembly_on)s. The reason: %(reason)s"),
    audience=Audience.ORGANISATION,
    words=_days,
)
SUSPENSION_CONFIRMED = kind(
    "membership.suspension_confirmed",
    _("%(by)s noted that the suspension of %(organisation)s was confirmed until %(until)s. %(outcome)s"),
    audience=Audience.ORGANISATION,
    words=_days,
)
SUSPENSION_LIFTED = kind(
    "membership.suspension_lifted", _("%(by)s noted that %(organisation)s is no longer suspended. %(outcome)s"), audience=Audience.ORGANISATION
)
PROCEEDING_DROPPED = kind(
    "membership.proceeding_dropped", _("%(by)s dropped the procedure about %(organisation)s. %(outcome)s"), audience=Audience.ORGANISATION
)
PROCEEDING_REOPENED = kind(
    "membership.proceeding_reopened", _("%(by)s took back the last step of the procedure about %(organisation)s."), audience=Audience.ORGANISATION
)
EXPELLED = kind(
    "membership.expelled", _("%(by)s noted that %(organisation)s was expelled, as %(assembly)s decided. %(outcome)s"), audience=Audience.ORGANISATION
)

DORMANCY_NOTICED = kind(
    "membership.dormancy_noticed",
    _("%(by)s gave %(organisation)s notice that it becomes dormant on %(at)s unless it is heard of. The reason: %(reason)s"),
    audience=Audience.ORGANISATION,
    words=_days,
)
DORMANCY_LIFTED = kind(
    "membership.dormancy_lifted", _("%(by)s lifted the notice to %(organisation)s: it does not become dormant."), audience=Audience.ORGANISATION
)
BECAME_DORMANT = kind(
    "membership.became_dormant",
    _("%(organisation)s is dormant: it was not heard of in the time that the notice gave it."),
    audience=Audience.ORGANISATION,
)
REACTIVATED = kind("membership.reactivated", _("%(organisation)s is in good standing again, through %(by)s."), audience=Audience.ORGANISATION)

LEFT = kind(
    "membership.left", _("%(by)s noted how the membership of %(organisation)s ended: %(how)s."), audience=Audience.ORGANISATION, words=_departure
)
RETURNED = kind("membership.returned", _("%(by)s took %(organisation)s in again."), audience=Audience.ORGANISATION)
RECORD_TAKEN = kind("membership.record_taken", _("%(by)s took along what is kept of %(organisation)s."), audience=Audience.ORGANISATION)

# Whoever is asked may be named to nobody; the newcomer learns the name from those alone who agree.
MENTOR_ASKED = kind("membership.mentor_asked", _("%(by)s asked %(mentor)s to help %(organisation)s settle in."), audience=Audience.COORDINATORS)
MENTOR_FOUND = kind("membership.mentor_found", _("%(by)s agreed that %(mentor)s helps %(organisation)s settle in."), audience=Audience.ORGANISATION)
MENTOR_DECLINED = kind(
    "membership.mentor_declined", _("%(by)s said that %(mentor)s cannot help %(organisation)s settle in."), audience=Audience.COORDINATORS
)
MENTOR_ENDED = kind(
    "membership.mentor_ended", _("%(by)s noted that %(mentor)s no longer helps %(organisation)s settle in."), audience=Audience.ORGANISATION
)
WELCOMED = kind("membership.welcomed", _("%(by)s said that %(organisation)s has found its way."), audience=Audience.ORGANISATION)
