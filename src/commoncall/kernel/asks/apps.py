"""Django's view of the asks."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class AsksConfig(AppConfig):
    """Asks stand on parties."""

    name = "commoncall.kernel.asks"
    label = "asks"

    def ready(self) -> None:
        """Load each concept's kinds of ask (and of mail), so that any of them can be told."""
        autodiscover_modules("kinds")
