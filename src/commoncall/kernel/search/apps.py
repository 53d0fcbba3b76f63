"""Django's view of the search."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class SearchConfig(AppConfig):
    """The search stands on parties."""

    name = "commoncall.kernel.search"
    label = "search"

    def ready(self) -> None:
        """Load what each concept declares of itself to be found."""
        autodiscover_modules("queries.searching")
