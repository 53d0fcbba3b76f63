"""The kinds of entry that asks make."""

from django.utils.translation import gettext_lazy as _

from commoncall.kernel.history.kinds import Audience, kind

ASKED = kind("asks.asked", _("%(by)s asked of %(asked)s: %(what)s"), audience=Audience.ORGANISATION)
ANSWERED = kind("asks.answered", _("%(by)s answered for %(asked)s: %(what)s"), audience=Audience.ORGANISATION)
WITHDRAWN = kind("asks.withdrawn", _("%(by)s no longer asks of %(asked)s: %(what)s"), audience=Audience.ORGANISATION)
