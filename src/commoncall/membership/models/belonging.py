"""The tables of who belongs, and of what is noted of them."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from commoncall.kernel.countries.models import Country
from commoncall.kernel.files.models import File
from commoncall.kernel.identifiers import uuid7
from commoncall.kernel.labels import Label, attribution_field, label_field
from commoncall.kernel.parties.models import Coalition, Organisation, Person
from commoncall.membership.history.words import CATEGORIES, KINDS, STANDINGS


class Category(models.TextChoices):
    """With which rights an organisation belongs."""

    ORDINARY = "ordinary", CATEGORIES["ordinary"]
    EXTRAORDINARY = "extraordinary", CATEGORIES["extraordinary"]
    AFFILIATED = "affiliated", CATEGORIES["affiliated"]
    OBSERVER = "observer", CATEGORIES["observer"]
    ENDORSER = "endorser", CATEGORIES["endorser"]
    INDIVIDUAL = "individual", CATEGORIES["individual"]


class Standing(models.TextChoices):
    """Whether an organisation's rights are in force."""

    GOOD = "good", STANDINGS["good"]
    DORMANT = "dormant", STANDINGS["dormant"]
    SUSPENDED = "suspended", STANDINGS["suspended"]
    LEFT = "left", STANDINGS["left"]


class Kind(models.TextChoices):
    """What sort of organisation it is."""

    NGO = "ngo", KINDS["ngo"]
    NETWORK = "network", KINDS["network"]
    SURVIVORS = "survivors", KINDS["survivors"]
    FAITH = "faith", KINDS["faith"]
    UNION = "union", KINDS["union"]
    PROFESSIONAL = "professional", KINDS["professional"]
    ACADEMIC = "academic", KINDS["academic"]
    MOVEMENT = "movement", KINDS["movement"]
    LOCAL = "local", KINDS["local"]
    OTHER = "other", KINDS["other"]


class Membership(models.Model):
    """What an organisation is like and how it stands in its coalition; one for each organisation."""

    organisation = models.OneToOneField(Organisation, on_delete=models.CASCADE, primary_key=True, related_name="membership")
    coalition = models.ForeignKey(Coalition, on_delete=models.CASCADE, related_name="memberships")
    category = models.CharField(max_length=16, choices=Category.choices, default=Category.ORDINARY)
    standing = models.CharField(max_length=16, choices=Standing.choices, default=Standing.GOOD)
    joined_on = models.DateField(null=True)
    joined_precision = models.CharField(max_length=5, blank=True, help_text="How exactly the date is known: day, month or year.")
    endorsed_on = models.DateField(null=True)
    endorsed_what = models.CharField(max_length=200, blank=True)
    network = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="members", help_text="The member to which it belongs.")
    kind = models.CharField(max_length=16, choices=Kind.choices, blank=True)
    country = models.ForeignKey(Country, on_delete=models.PROTECT, null=True, related_name="+")
    is_international = models.BooleanField(default=False)
    works_in = models.ManyToManyField(Country, related_name="+")
    languages = ArrayField(models.CharField(max_length=10), default=list)
    website = models.URLField(max_length=300, blank=True)
    size = models.CharField(max_length=120, blank=True)
    led_by_affected = models.BooleanField(null=True)
    registration = models.CharField(max_length=120, blank=True)
    about = models.TextField(blank=True)
    own_values = models.JSONField(default=dict, help_text="Values of the coalition's own columns, by the column's identifier.")
    heard_at = models.DateTimeField(null=True, help_text="When one of its people was last seen here.")
    charter_version = models.UUIDField(null=True, help_text="The version of the charter that was accepted; a floor above holds it.")
    charter_accepted_on = models.DateField(null=True)
    mentor = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="newcomers", help_text="Who helps it settle in.")
    welcomed_at = models.DateTimeField(null=True, help_text="When its people had done with their first week's page.")

    class Meta:
        indexes = (
            models.Index(fields=["coalition", "category", "standing"], name="membership_by_standing"),
            models.Index(fields=["coalition", "country"], name="membership_by_country"),
            GinIndex(fields=["languages"], name="membership_by_language"),
        )

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.category}"


class Tag(models.Model):
    """A word that coordinators put on organisations to find them again."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    coalition = models.ForeignKey(Coalition, on_delete=models.CASCADE, related_name="tags")
    name = models.CharField(max_length=60)
    memberships = models.ManyToManyField(Membership, related_name="tags")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["coalition", "name"], name="membership_tag_once"),)

    def __str__(self) -> str:
        return self.name


class Note(models.Model):
    """What somebody wrote of an organisation, under a label."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="notes")
    text = models.TextField()
    label = label_field(Label.AMBER_STRICT)
    attribution = attribution_field()
    written_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    written_at = models.DateTimeField()
    batch = models.UUIDField(null=True)

    class Meta:
        indexes = (models.Index(fields=["membership", "-written_at"], name="membership_notes_by_time"),)

    def __str__(self) -> str:
        return f"note on {self.membership_id}"


class OwnColumn(models.Model):
    """A column that the coalition added to its directory."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    coalition = models.ForeignKey(Coalition, on_delete=models.CASCADE, related_name="own_columns")
    name = models.CharField(max_length=80)
    label = label_field(Label.AMBER)
    position = models.PositiveSmallIntegerField(default=0)
    is_listed = models.BooleanField(default=False, help_text="Whether it stands in the list of organisations, for all who may read it.")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["coalition", "name"], name="membership_own_column_once"),)

    def __str__(self) -> str:
        return self.name


class SavedFilter(models.Model):
    """A question to the directory that somebody wants to ask again, alone or with everyone of the coalition."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    coalition = models.ForeignKey(Coalition, on_delete=models.CASCADE, related_name="saved_filters")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="+")
    name = models.CharField(max_length=80)
    query = models.CharField(max_length=500)

    def __str__(self) -> str:
        return self.name


class Batch(models.Model):
    """One import: a file, how its columns were understood, what it would do, and what it did."""

    class State(models.TextChoices):
        """How far an import has come."""

        READING = "reading", _("Being read")
        MAPPING = "mapping", _("Waiting for its columns to be confirmed")
        PLANNING = "planning", _("Being compared")
        READY = "ready", _("Ready to look through")
        APPLYING = "applying", _("Being taken in")
        DONE = "done", _("Taken in")
        UNDOING = "undoing", _("Being undone")
        UNDONE = "undone", _("Undone")
        REFUSED = "refused", _("Not readable")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    coalition = models.ForeignKey(Coalition, on_delete=models.CASCADE, related_name="batches")
    file = models.ForeignKey(File, on_delete=models.RESTRICT, null=True, related_name="+")
    file_name = models.CharField(max_length=255)
    state = models.CharField(max_length=10, choices=State.choices, default=State.READING)
    mode = models.CharField(max_length=8, default="fill")
    sheet = models.CharField(max_length=120, blank=True)
    headers = models.JSONField(default=list)
    mapping = models.JSONField(default=dict)
    fingerprint = models.CharField(max_length=64, blank=True)
    answers = models.JSONField(default=dict)
    options = models.JSONField(default=dict)
    counts = models.JSONField(default=dict)
    problem = models.TextField(blank=True)
    progress = models.PositiveSmallIntegerField(default=0, help_text="Per cent of the present step.")
    entered_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    entered_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (
            models.Index(fields=["coalition", "-entered_at"], name="membership_batches_by_time"),
            models.Index(fields=["coalition", "fingerprint"], name="membership_batches_by_shape"),
        )

    def __str__(self) -> str:
        return self.file_name


class BatchRow(models.Model):
    """One row of an import: what it says, its verdict, and what it changed, so that it can be undone."""

    id = models.BigAutoField(primary_key=True)
    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField(help_text="The row as the person sees it in their spreadsheet.")
    cells = models.JSONField()
    verdict = models.CharField(max_length=10, blank=True)
    plan = models.JSONField(default=dict)
    organisation = models.ForeignKey(Organisation, on_delete=models.SET_NULL, null=True, related_name="+")
    before = models.JSONField(default=dict)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["batch", "number"], name="membership_one_row_a_number"),)
        indexes = (models.Index(fields=["batch", "verdict", "number"], name="membership_rows_by_verdict"),)

    def __str__(self) -> str:
        return f"row {self.number}"
