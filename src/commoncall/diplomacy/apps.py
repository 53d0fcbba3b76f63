"""Django's view of diplomacy."""

from django.apps import AppConfig


class DiplomacyConfig(AppConfig):
    """The floor above the call."""

    name = "commoncall.diplomacy"
    label = "diplomacy"
