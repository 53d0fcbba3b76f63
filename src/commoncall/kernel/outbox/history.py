"""The kinds of entry that the outbox makes. That something was written is told by the deed that wrote it."""

from django.utils.translation import gettext_lazy as _

from commoncall.kernel.history.kinds import Audience, kind

ADDRESS_SILENCED = kind(
    "outbox.address_silenced", _("The owner of an address asked that nothing be written to it any more."), audience=Audience.COORDINATORS
)
ADDRESS_HEARD_AGAIN = kind("outbox.address_heard_again", _("The owner of an address allowed writing to it again."), audience=Audience.COORDINATORS)
MESSAGES_TRIED_AGAIN = kind(
    "outbox.messages_tried_again", _("%(by)s had %(count)s mails sent again that had failed."), audience=Audience.COORDINATORS
)
TRIAL_SENT = kind("outbox.trial_sent", _("%(by)s sent a trial mail."), audience=Audience.COORDINATORS)
