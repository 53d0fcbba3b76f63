"""Django's view of the parties."""

from django.apps import AppConfig


class PartiesConfig(AppConfig):
    """Parties stand on accounts, countries and history."""

    name = "commoncall.kernel.parties"
    label = "parties"
