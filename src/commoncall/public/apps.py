"""Django's view of ``public``."""

from django.apps import AppConfig


class PublicConfig(AppConfig):
    """It has no tables of its own."""

    name = "commoncall.public"
    label = "public"
