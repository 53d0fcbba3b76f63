"""Django's view of ``procedures``."""

from importlib import import_module

from django.apps import AppConfig


class ProceduresConfig(AppConfig):
    """It has no tables of its own."""

    name = "commoncall.procedures"
    label = "procedures"

    def ready(self) -> None:
        """Connect what is announced with what follows from it."""
        # The table names concepts, whose models can be imported only now that every app is known.
        import_module("commoncall.procedures.subscriptions").connect()
