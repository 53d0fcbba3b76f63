"""Django's view of the call."""

from django.apps import AppConfig


class CallConfig(AppConfig):
    """The floor above the leadership, until decisions are taken between them."""

    name = "commoncall.call"
    label = "call"
