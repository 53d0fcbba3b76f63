"""The kinds of entry that the leadership makes."""

from django.utils.translation import gettext_lazy as _

from commoncall.kernel.history.kinds import Audience, kind

BODY_FORMED = kind("leadership.body_formed", _("%(by)s set up the body “%(body)s”."), audience=Audience.MEMBERS)
BODY_DESCRIBED = kind("leadership.body_described", _("%(by)s changed what is said of the body “%(body)s”."), audience=Audience.MEMBERS)
BODY_CLOSED = kind("leadership.body_closed", _("%(by)s closed the body “%(body)s”. The reason: %(reason)s"), audience=Audience.MEMBERS)
BODY_REOPENED = kind("leadership.body_reopened", _("%(by)s opened the body “%(body)s” again."), audience=Audience.MEMBERS)
SEAT_GIVEN = kind("leadership.seat_given", _("%(by)s gave %(holder)s a seat in “%(body)s”."), audience=Audience.ORGANISATION)
SEAT_CHANGED = kind("leadership.seat_changed", _("%(by)s changed the seat of %(holder)s in “%(body)s”."), audience=Audience.ORGANISATION)
SEAT_ENDED = kind(
    "leadership.seat_ended", _("%(by)s ended the seat of %(holder)s in “%(body)s”. The reason: %(reason)s"), audience=Audience.ORGANISATION
)
SEAT_RESTORED = kind(
    "leadership.seat_restored", _("%(by)s took back that the seat of %(holder)s in “%(body)s” had ended."), audience=Audience.ORGANISATION
)
PERSON_SEATED = kind(
    "leadership.person_seated", _("%(person)s now sits for %(holder)s in “%(body)s”, noted by %(by)s."), audience=Audience.ORGANISATION
)
PERSON_UNSEATED = kind(
    "leadership.person_unseated", _("%(person)s no longer sits for %(holder)s in “%(body)s”, noted by %(by)s."), audience=Audience.ORGANISATION
)
