"""The tables of the files."""

from django.db import models

from commoncall.kernel.identifiers import uuid7
from commoncall.kernel.labels import Label, label_field
from commoncall.kernel.parties.models import Coalition, Person


class Content(models.Model):
    """Bytes, kept once in each coalition however often they are uploaded there."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    coalition = models.ForeignKey(Coalition, on_delete=models.CASCADE, related_name="+")
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=120)
    place = models.CharField(max_length=200, help_text="Where the storage keeps it.")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["coalition", "sha256"], name="files_kept_once"),)

    def __str__(self) -> str:
        return self.sha256


class File(models.Model):
    """An upload: a name and a label for some content."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    coalition = models.ForeignKey(Coalition, on_delete=models.CASCADE, related_name="files")
    content = models.ForeignKey(Content, on_delete=models.RESTRICT, related_name="files")
    name = models.CharField(max_length=255)
    label = label_field(Label.AMBER)
    uploaded_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    uploaded_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.name
