"""Django's view of ``clock``."""

from django.apps import AppConfig


class ClockConfig(AppConfig):
    """It has no tables of its own."""

    name = "commoncall.clock"
    label = "clock"
