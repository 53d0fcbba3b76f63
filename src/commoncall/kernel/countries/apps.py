"""Django's view of the countries."""

from django.apps import AppConfig


class CountriesConfig(AppConfig):
    """Countries stand on nothing but plain modules."""

    name = "commoncall.kernel.countries"
    label = "countries"
