"""Django's view of ``procedures``."""

from django.apps import AppConfig


class ProceduresConfig(AppConfig):
    """It has no tables of its own."""

    name = "commoncall.procedures"
    label = "procedures"
