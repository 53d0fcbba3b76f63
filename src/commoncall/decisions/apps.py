"""Django's view of the decisions."""

from django.apps import AppConfig


class DecisionsConfig(AppConfig):
    """The floor above the drafting."""

    name = "commoncall.decisions"
    label = "decisions"
