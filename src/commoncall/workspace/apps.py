"""Django's view of ``workspace``."""

from django.apps import AppConfig


class WorkspaceConfig(AppConfig):
    """It has no tables of its own."""

    name = "commoncall.workspace"
    label = "workspace"
