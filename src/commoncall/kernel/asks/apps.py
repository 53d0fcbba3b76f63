"""Django's view of the asks."""

from django.apps import AppConfig


class AsksConfig(AppConfig):
    """Asks stand on parties."""

    name = "commoncall.kernel.asks"
    label = "asks"
