"""Django's view of the leadership."""

from django.apps import AppConfig


class LeadershipConfig(AppConfig):
    """The floor above the membership."""

    name = "commoncall.leadership"
    label = "leadership"
