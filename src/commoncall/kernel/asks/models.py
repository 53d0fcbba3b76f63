"""The table of the asks."""

from django.db import models

from commoncall.kernel.identifiers import uuid7
from commoncall.kernel.parties.models import Coalition, Organisation, Person


class Ask(models.Model):
    """Something asked of an organisation, of a person, or of the coordinators where neither is named.

    ``due_at`` is an exact instant; ``any_time`` says that only its day was meant. It is answered, withdrawn, or still open.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    coalition = models.ForeignKey(Coalition, on_delete=models.CASCADE, related_name="asks")
    kind = models.CharField(max_length=80)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, null=True, related_name="asks")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, related_name="asks")
    subject = models.UUIDField(null=True)
    facts = models.JSONField(default=dict)
    asked_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    any_time = models.BooleanField(default=False)
    reminded_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (
            models.Index(fields=["coalition", "organisation"], name="asks_open", condition=models.Q(answered_at=None, withdrawn_at=None)),
            models.Index(fields=["coalition", "kind", "subject"], name="asks_by_subject"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"
