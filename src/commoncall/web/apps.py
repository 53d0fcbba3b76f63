"""Django's view of ``web``."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """It has no tables of its own."""

    name = "commoncall.web"
    label = "web"
