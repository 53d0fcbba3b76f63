"""What is asked of people about treaties."""

from django.utils.translation import gettext_lazy as _

from commoncall.kernel.asks.kinds import ask_kind

REMARK = ask_kind(
    "diplomacy.remark",
    _("Look into a report of an error"),
    _("Somebody outside says that something is wrong in what the public pages tell of a treaty."),
    "treaty-remarks",
)
