"""Django's view of the outbox."""

from django.apps import AppConfig


class OutboxConfig(AppConfig):
    """The outbox stands on parties."""

    name = "commoncall.kernel.outbox"
    label = "outbox"
