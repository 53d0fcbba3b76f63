"""Django's view of ``console``."""

from django.apps import AppConfig


class ConsoleConfig(AppConfig):
    """It has no tables of its own."""

    name = "commoncall.console"
    label = "console"
