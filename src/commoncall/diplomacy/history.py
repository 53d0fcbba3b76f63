"""The kinds of entry that diplomacy makes."""

from django.utils.translation import gettext_lazy as _

from commoncall.kernel.history.kinds import Audience, kind

INSTRUMENT_ADDED = kind("diplomacy.instrument_added", _("%(by)s added the treaty “%(treaty)s”."), audience=Audience.MEMBERS)
INSTRUMENT_DESCRIBED = kind("diplomacy.instrument_described", _("%(by)s changed what is said of the treaty “%(treaty)s”."), audience=Audience.MEMBERS)
INSTRUMENT_REMOVED = kind("diplomacy.instrument_removed", _("%(by)s removed the treaty “%(treaty)s”."), audience=Audience.MEMBERS)
STATUS_PROPOSED = kind("diplomacy.status_proposed", _("%(by)s brought a status table of “%(treaty)s”: %(file)s."), audience=Audience.COORDINATORS)
STATUS_ACCEPTED = kind(
    "diplomacy.status_accepted", _("%(by)s accepted what a status table says of “%(treaty)s”: %(file)s."), audience=Audience.MEMBERS
)
STATUS_DISCARDED = kind("diplomacy.status_discarded", _("%(by)s discarded a status table of “%(treaty)s”: %(file)s."), audience=Audience.COORDINATORS)
STATUS_TAKEN_BACK = kind(
    "diplomacy.status_taken_back", _("%(by)s took back what a status table had brought to “%(treaty)s”."), audience=Audience.MEMBERS
)
ACT_ADDED = kind("diplomacy.act_added", _("%(by)s entered an act of a state about “%(treaty)s”. The source: %(source)s"), audience=Audience.MEMBERS)
ACT_CORRECTED = kind(
    "diplomacy.act_corrected", _("%(by)s corrected an act of a state about “%(treaty)s”. Why: %(reason)s"), audience=Audience.MEMBERS
)
ACT_RETRACTED = kind("diplomacy.act_retracted", _("%(by)s took out an act of a state about “%(treaty)s”. Why: %(reason)s"), audience=Audience.MEMBERS)
ACT_RESTORED = kind("diplomacy.act_restored", _("%(by)s put an act of a state about “%(treaty)s” back as it had been."), audience=Audience.MEMBERS)
PURSUIT_BEGUN = kind("diplomacy.pursuit_begun", _("%(by)s put the treaty “%(treaty)s” among those that are pursued."), audience=Audience.MEMBERS)
PURSUIT_ENDED = kind("diplomacy.pursuit_ended", _("%(by)s took the treaty “%(treaty)s” from those that are pursued."), audience=Audience.MEMBERS)
PURSUIT_SHOWN = kind("diplomacy.pursuit_shown", _("%(by)s put the treaty “%(treaty)s” on the public pages."), audience=Audience.MEMBERS)
PURSUIT_HIDDEN = kind("diplomacy.pursuit_hidden", _("%(by)s took the treaty “%(treaty)s” off the public pages."), audience=Audience.MEMBERS)
PURSUITS_ARRANGED = kind(
    "diplomacy.pursuits_arranged", _("%(by)s moved the treaty “%(treaty)s” among those that are pursued."), audience=Audience.MEMBERS
)
FOLLOWING_BEGUN = kind("diplomacy.following_begun", _("%(person)s follows %(country)s now, noted by %(by)s."), audience=Audience.ORGANISATION)
FOLLOWING_ENDED = kind("diplomacy.following_ended", _("%(person)s no longer follows %(country)s, noted by %(by)s."), audience=Audience.ORGANISATION)
REMARK_MADE = kind("diplomacy.remark_made", _("Somebody reported an error in the status of “%(treaty)s”."), audience=Audience.COORDINATORS)
REMARK_SETTLED = kind(
    "diplomacy.remark_settled", _("%(by)s settled a report of an error in the status of “%(treaty)s”."), audience=Audience.COORDINATORS
)
