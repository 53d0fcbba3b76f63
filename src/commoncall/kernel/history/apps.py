"""Django's view of the history."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class HistoryConfig(AppConfig):
    """The lowest floor with tables of its own."""

    name = "commoncall.kernel.history"
    label = "history"

    def ready(self) -> None:
        """Load each concept's kinds of entry, so that any entry can be told as a sentence."""
        autodiscover_modules("history")
