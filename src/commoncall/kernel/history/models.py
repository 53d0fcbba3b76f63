"""The tables of the history. Identifiers stand in it as plain values, so that no row elsewhere can hold it back."""

from typing import Any

from django.db import models

from commoncall.kernel.history import rules
from commoncall.kernel.identifiers import uuid7


class Chain(models.Model):
    """One chain of entries: a coalition's, or the installation's own."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    title = models.CharField(max_length=100)
    head = models.BinaryField(default=rules.GENESIS)
    length = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return self.title


class Entry(models.Model):
    """One deed. Only the sealer ever touches an entry again, once, to give it its place and its seal."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    chain = models.ForeignKey(Chain, on_delete=models.CASCADE, related_name="entries")
    kind = models.CharField(max_length=80)
    at = models.DateTimeField()
    capacity = models.CharField(max_length=16)
    account = models.UUIDField(null=True)
    person = models.UUIDField(null=True)
    organisation = models.UUIDField(null=True)
    subject_kind = models.CharField(max_length=40, blank=True)
    subject = models.UUIDField(null=True)
    concerns = models.UUIDField(null=True)
    audience = models.CharField(max_length=16)
    facts = models.JSONField(default=dict)
    commitment = models.BinaryField()
    batch = models.UUIDField(null=True)
    undoes = models.UUIDField(null=True)
    sequence = models.PositiveBigIntegerField(null=True)
    seal = models.BinaryField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["chain", "sequence"], name="history_one_entry_a_place"),)
        indexes = (
            models.Index(fields=["chain", "-at", "-id"], name="history_in_order"),
            models.Index(fields=["chain", "subject"], name="history_by_subject", condition=models.Q(subject__isnull=False)),
            models.Index(fields=["chain", "concerns"], name="history_by_concern", condition=models.Q(concerns__isnull=False)),
            models.Index(fields=["batch"], name="history_by_batch", condition=models.Q(batch__isnull=False)),
            models.Index(fields=["undoes"], name="history_by_undone", condition=models.Q(undoes__isnull=False)),
            models.Index(fields=["chain", "id"], name="history_unsealed", condition=models.Q(sequence__isnull=True)),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"

    def chained(self) -> dict[str, Any]:
        """Return all of the entry that its seal covers."""
        plain = {name: str(value) if (value := getattr(self, name)) is not None else None for name in _IDENTIFIERS}
        return plain | {
            "kind": self.kind,
            "at": self.at.isoformat(),
            "capacity": self.capacity,
            "subject_kind": self.subject_kind,
            "audience": self.audience,
            "facts": self.facts,
            "commitment": bytes(self.commitment).hex(),
        }


_IDENTIFIERS = ("id", "account", "person", "organisation", "subject", "concerns", "batch", "undoes")


class Particulars(models.Model):
    """The personal data and free text of an entry, beside the chain. Shredding deletes this row, data and salt together."""

    entry = models.OneToOneField(Entry, on_delete=models.CASCADE, primary_key=True, related_name="particulars")
    salt = models.BinaryField()
    data = models.JSONField()

    def __str__(self) -> str:
        return f"particulars of {self.entry_id}"
