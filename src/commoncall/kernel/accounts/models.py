"""The tables of the accounts."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.base_session import AbstractBaseSession
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


class Token(models.Model):
    """Something secret that lets its holder do one thing, soon. Only hashes of it are kept (see ``secrets``).

    A token for signing in by mail has a code besides its link; the identifier of the row is what binds the code to the
    browser that asked. A passkey's challenge follows from the row's identifier and is kept nowhere.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    purpose = models.CharField(max_length=8, help_text="One of rules.Purpose.")
    account = models.ForeignKey(Account, on_delete=models.CASCADE, null=True, related_name="tokens")
    address = models.EmailField(max_length=254, blank=True)
    link_hash = models.CharField(max_length=64, unique=True, null=True)
    code_hash = models.CharField(max_length=64, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    is_local = models.BooleanField(default=False, help_text="Good only from the machine on which Commoncall runs.")
    is_lasting = models.BooleanField(default=False, help_text="May be used again until it runs out; only ever together with is_local.")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (models.CheckConstraint(condition=models.Q(is_lasting=False) | models.Q(is_local=True), name="accounts_lasting_is_local"),)
        indexes = (models.Index(fields=["expires_at"], name="accounts_token_by_end"),)

    def __str__(self) -> str:
        return f"{self.purpose} {self.id}"


class Passkey(models.Model):
    """A key that a device of the account's owner keeps, and that only the owner can make it use."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="passkeys")
    name = models.CharField(max_length=80)
    credential = models.BinaryField(unique=True)
    public_key = models.BinaryField()
    uses = models.PositiveBigIntegerField(default=0, help_text="How often it was used, as the device counts; many always say 0.")
    made_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name


class Authenticator(models.Model):
    """An application that shows a new code every half minute (RFC 6238). Until it is confirmed it proves nothing."""

    account = models.OneToOneField(Account, on_delete=models.CASCADE, primary_key=True, related_name="authenticator")
    secret = models.TextField(help_text="Encrypted; see secrets.encrypted.")
    made_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    last_step = models.BigIntegerField(default=0, help_text="The half minute of the last code that was taken: no code is taken twice.")

    def __str__(self) -> str:
        return f"authenticator of {self.account_id}"


class RecoveryCode(models.Model):
    """A code on paper that stands in for a lost second factor, once."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="recovery_codes")
    code_hash = models.CharField(max_length=64)
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["account", "code_hash"], name="accounts_recovery_code_once"),)

    def __str__(self) -> str:
        return f"recovery code of {self.account_id}"


class Session(AbstractBaseSession):
    """A browser that is signed in, or that has not got so far yet. No network address is kept.

    ``session_key`` is a hash of what the cookie holds, so that a copy of the database lets nobody in.
    """

    session_key = models.CharField(max_length=64, primary_key=True)
    id = models.UUIDField(unique=True, default=uuid7, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, null=True, related_name="sessions")
    browser = models.CharField(max_length=40, blank=True)
    system = models.CharField(max_length=40, blank=True)
    began_at = models.DateTimeField()
    seen_at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=["account", "-seen_at"], name="accounts_session_by_account"),)

    def __str__(self) -> str:
        return f"session {self.id}"


class Limit(models.Model):
    """How far something that may be done only so often has been used up. The table is not logged: a crash forgives."""

    key = models.CharField(max_length=64, primary_key=True, help_text="A keyed hash of what is counted, such as an address.")
    free_at = models.DateTimeField(help_text="When nothing of the past counts any more.")

    class Meta:
        indexes = (models.Index(fields=["free_at"], name="accounts_limit_by_end"),)

    def __str__(self) -> str:
        return self.key[:8]
