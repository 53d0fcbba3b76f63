"""Tells Django where the components, templates and static files of the design system are."""

from django.apps import AppConfig


class DesignConfig(AppConfig):
    """The design system as a Django app."""

    name = "commoncall.design"
    label = "design"
