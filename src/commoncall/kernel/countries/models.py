"""The table of the countries, to which records point. Names are read through ``queries``."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Country(models.Model):
    """A state or territory of the United Nations' M49 list, and a few that it does not list."""

    class Kind(models.TextChoices):
        """What a country is to treaties."""

        MEMBER = "member", _("Member state of the United Nations")
        OBSERVER = "observer", _("Observer state")
        OTHER_STATE = "other_state", _("Other state")
        TERRITORY = "territory", _("Territory")

    code = models.CharField(primary_key=True, max_length=2, help_text="ISO 3166-1 alpha-2.")
    alpha3 = models.CharField(max_length=3, unique=True)
    m49 = models.CharField(max_length=3, blank=True)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    region = models.CharField(max_length=3, help_text="M49 code of the region, such as 002 for Africa.")
    subregion = models.CharField(max_length=3)
    group = models.CharField(max_length=16, blank=True, help_text="Regional group of the United Nations.")

    def __str__(self) -> str:
        return self.code
