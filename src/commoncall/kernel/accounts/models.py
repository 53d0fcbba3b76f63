"""The tables of the accounts."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower

from commoncall.kernel.identifiers import uuid7


class Accounts(BaseUserManager["Account"]):
    """Django's sign-in machinery finds an account by its identifier; there are no passwords to find it by."""


class Account(AbstractBaseUser):
    """One person who signs in, whatever coalitions they work in."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    password = None  # type: ignore[assignment]
    name = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=10, blank=True)
    time_zone = models.CharField(max_length=64, blank=True)
    density = models.CharField(max_length=10, default="roomy", choices=[("roomy", "roomy"), ("compact", "compact"), ("plain", "plain")])
    keys_on = models.BooleanField(default=True)
    is_active = models.BooleanField(default=True)
    is_steward = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "id"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = Accounts()

    def __str__(self) -> str:
        return self.name or str(self.id)


class EmailAddress(models.Model):
    """An address that its account has proved to read. Each address belongs to one account at most."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="addresses")
    address = models.EmailField(max_length=254)
    is_main = models.BooleanField(default=False)
    verified_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(Lower("address"), name="accounts_one_account_an_address"),
            models.UniqueConstraint(fields=["account"], condition=models.Q(is_main=True), name="accounts_one_main_address"),
        )

    def __str__(self) -> str:
        return self.address
