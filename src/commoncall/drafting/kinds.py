"""What drafting asks of organisations. It is answered on the page of the amendment."""

from django.utils.translation import gettext_lazy as _

from commoncall.kernel.asks.kinds import ask_kind

REPLY = ask_kind(
    "drafting.reply",
    _("Answer what is proposed for your amendment"),
    _("The drafting group proposes what to do with amendment A%(number)s of %(organisation)s. Do you agree, or do you insist?"),
    "draft-amendment",
)
AMEND = ask_kind(
    "drafting.amend",
    _("Say what should be different"),
    _("“%(title)s” is open to amendments. What would %(organisation)s have changed?"),
    "draft-version",
    "draft-amendments",
    "drafts",
)
