"""Django's view of the membership."""

from django.apps import AppConfig


class MembershipConfig(AppConfig):
    """The first floor above the kernel."""

    name = "commoncall.membership"
    label = "membership"
