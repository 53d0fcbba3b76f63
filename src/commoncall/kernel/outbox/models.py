"""The tables of the outbox."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from commoncall.kernel.identifiers import uuid7
from commoncall.kernel.parties.models import Coalition, Organisation, Person


class Message(models.Model):
    """One mail to one address.

    ``is_secret`` marks what lets its reader in, such as a sign-in code: its text is shown to no coordinator, and is removed
    once it has left or run out. ``problem`` holds a code of ``queries.PROBLEMS`` and what the mail server replied.
    """

    class State(models.TextChoices):
        """How far a message has come."""

        WAITING = "waiting", _("Waiting to leave")
        SENT = "sent", _("Sent")
        FAILED = "failed", _("Could not be sent")
        HELD = "held", _("Not sent: the address asked not to be written to")
        DEMO = "demo", _("Not sent: the address exists in the demonstration alone")
        EXPIRED = "expired", _("No longer of use")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    coalition = models.ForeignKey(Coalition, on_delete=models.CASCADE, null=True, related_name="messages")
    organisation = models.ForeignKey(Organisation, on_delete=models.SET_NULL, null=True, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    kind = models.CharField(max_length=80)
    address = models.EmailField(max_length=254)
    language = models.CharField(max_length=10, default="en")
    subject = models.CharField(max_length=300)
    text = models.TextField()
    html = models.TextField(blank=True)
    headers = models.JSONField(default=dict)
    is_secret = models.BooleanField(default=False)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    problem = models.TextField(blank=True)
    written_at = models.DateTimeField()
    due_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (
            models.Index(fields=["due_at"], name="outbox_waiting", condition=models.Q(state="waiting")),
            models.Index(fields=["coalition", "-written_at"], name="outbox_by_time"),
        )

    def __str__(self) -> str:
        return f"{self.kind} to {self.address}"


class Silenced(models.Model):
    """That an address asked a coalition not to write to it. Kept when the person's record goes, so that no import undoes it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    coalition = models.ForeignKey(Coalition, on_delete=models.CASCADE, related_name="+")
    address_hash = models.CharField(max_length=64)
    since = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["coalition", "address_hash"], name="outbox_silenced_once"),)

    def __str__(self) -> str:
        return f"silenced since {self.since:%Y-%m-%d}"
