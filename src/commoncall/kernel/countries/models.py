"""The table of the countries, to which records point. Names are read through ``queries``."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from commoncall.kernel.countries.rules import Kind

#: What each kind of country is called.
KIND_NAMES = {
    Kind.MEMBER.value: _("Member state of the United Nations"),
    Kind.OBSERVER.value: _("Observer state"),
    Kind.OTHER_STATE.value: _("Other state"),
    Kind.TERRITORY.value: _("Territory"),
    Kind.OTHER.value: _("Other"),
}


class Country(models.Model):
    """A state or territory. The row repeats what ``data/countries.csv`` says; ``actions.load`` keeps it so."""

    code = models.CharField(primary_key=True, max_length=2, help_text="ISO 3166-1 alpha-2.")
    alpha3 = models.CharField(max_length=3, unique=True)
    m49 = models.CharField(max_length=3, blank=True)
    kind = models.CharField(max_length=12, choices=KIND_NAMES)
    region = models.CharField(max_length=3, help_text="M49 code of the region, such as 002 for Africa.")
    subregion = models.CharField(max_length=3)
    group = models.CharField(max_length=16, help_text="Regional group of the United Nations.")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["m49"], name="countries_one_for_each_m49", condition=~models.Q(m49="")),
            models.CheckConstraint(condition=models.Q(code__regex=r"^[A-Z]{2}$"), name="countries_code_is_alpha2"),
        )

    def __str__(self) -> str:
        return self.code
