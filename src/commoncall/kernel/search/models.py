"""The tables of the index: what is found by which words, and how far it has followed the history."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from commoncall.kernel.parties.models import Coalition


class Document(models.Model):
    """One row of a concept in one language, as the words by which it is found.

    The words themselves stay with their concept: this holds no text that could be read, and what is shown of a result is read
    from the concept. ``row`` is the row that decides who may know of it, ``subject`` what is found through it. ``digest``
    tells whether the row still says what was indexed.
    """

    id = models.BigAutoField(primary_key=True)
    coalition = models.ForeignKey(Coalition, on_delete=models.CASCADE, related_name="+", db_index=False)
    part = models.CharField(max_length=60)
    row = models.UUIDField()
    subject = models.UUIDField()
    language = models.CharField(max_length=10, blank=True)
    vector = SearchVectorField()
    digest = models.CharField(max_length=32)
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["part", "row", "language"], name="search_document_once"),)
        indexes = (
            # Without a list of what is still to be sorted in: a search never has to read through one.
            GinIndex(fields=["vector"], name="search_document_by_word", fastupdate=False),
            # By this the latest of very many are found without sorting all of them.
            models.Index(fields=["coalition", "part", "-at", "-id"], name="search_document_by_time"),
            models.Index(fields=["subject"], name="search_document_by_subject"),
        )

    def __str__(self) -> str:
        return f"{self.part} {self.row}"


class Progress(models.Model):
    """How far the index of a coalition has come.

    ``sequence`` is the place in the coalition's chain up to which it was followed. While the index is made anew, ``part`` names
    the part that is being read and ``after`` the last row of it. ``making`` tells by which rules: once they change, or a part is
    added, the index is made anew.
    """

    coalition = models.OneToOneField(Coalition, on_delete=models.CASCADE, primary_key=True, related_name="+")
    sequence = models.PositiveBigIntegerField(default=0)
    making = models.CharField(max_length=32, blank=True)
    part = models.CharField(max_length=60, blank=True)
    after = models.UUIDField(null=True)

    def __str__(self) -> str:
        return f"{self.coalition_id} up to {self.sequence}"
