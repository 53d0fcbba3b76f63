"""What the membership asks of organisations."""

from django.utils.translation import gettext_lazy as _

from commoncall.kernel.asks.kinds import ask_kind

CONFIRM = ask_kind(
    "membership.confirm",
    _("Look at what is noted of your organisation"),
    _("Is it right, do the right people act for %(organisation)s, and is it named as far as it should be?"),
    "member",
)
