"""The kinds of entry about statements."""

from django.utils.translation import gettext_lazy as _

from commoncall.kernel.history.kinds import Audience, kind

PUBLISHED = kind("voice.statement_published", _("%(by)s published statement %(number)s in the coalition’s name: “%(title)s”."))
ARRANGED = kind(
    "voice.statement_arranged",
    _("%(by)s changed who reads statement %(number)s, or whether the members stand under it."),
    audience=Audience.COORDINATORS,
)
RETRACTED = kind("voice.statement_retracted", _("%(by)s retracted statement %(number)s, “%(title)s”. The reason: %(reason)s"))
STANDS_AGAIN = kind("voice.statement_stands_again", _("%(by)s took back that statement %(number)s, “%(title)s”, was retracted."))
