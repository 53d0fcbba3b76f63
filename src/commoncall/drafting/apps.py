"""Django's view of the drafting."""

from django.apps import AppConfig


class DraftingConfig(AppConfig):
    """The floor above the leadership."""

    name = "commoncall.drafting"
    label = "drafting"
