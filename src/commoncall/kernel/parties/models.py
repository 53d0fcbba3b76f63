"""The tables of the parties."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models.functions import Lower, Upper
from django.utils.translation import gettext_lazy as _

from commoncall.kernel.authority import ROLE_NAMES, Role
from commoncall.kernel.history.models import Chain
from commoncall.kernel.identifiers import uuid7
from commoncall.kernel.labels import Naming

ROLE_CHOICES = [(role.value, ROLE_NAMES[role]) for role in Role]


class Coalition(models.Model):
    """A coalition on this installation: its names, its languages, and how it chose to work."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    slug = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=200)
    names = models.JSONField(default=dict, help_text="The name in each language that it has one in, by language code.")
    language = models.CharField(max_length=10, default="en")
    languages = ArrayField(models.CharField(max_length=10), default=list)
    time_zone = models.CharField(max_length=64, default="UTC")
    arrangements = models.JSONField(default=dict, help_text="The answers given when it was set up; see rules.Arrangements.")
    chain = models.OneToOneField(Chain, on_delete=models.PROTECT, related_name="+")
    is_demo = models.BooleanField(default=False)
    is_public = models.BooleanField(default=False)
    contact = models.EmailField(max_length=254, blank=True, help_text="Where the public may write to; stands on the public page.")
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.name


class Organisation(models.Model):
    """A bare identity within one coalition: its names, and how far they may be known."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    coalition = models.ForeignKey(Coalition, on_delete=models.CASCADE, related_name="organisations")
    name = models.CharField(max_length=300)
    name_language = models.CharField(max_length=10, blank=True)
    acronym = models.CharField(max_length=40, blank=True)
    other_names = models.JSONField(default=list, help_text='Names in other scripts or languages: [{"text": …, "language": …}].')
    naming = models.CharField(max_length=16, choices=Naming.choices, default=Naming.PUBLIC)
    searchable = models.TextField(blank=True, help_text="Every name, folded as queries fold what is looked for.")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = (
            models.Index(fields=["coalition", "name"], name="parties_organisation_by_name"),
            models.Index(fields=["coalition", "naming"], name="parties_by_naming"),
        )

    def __str__(self) -> str:
        return self.name


class Confidence(models.Model):
    """That an organisation which is not named lets another one know its name."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="confidences")
    known_to = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="confided")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["organisation", "known_to"], name="parties_confidence_once"),)

    def __str__(self) -> str:
        return f"{self.organisation_id} is known to {self.known_to_id}"


class Person(models.Model):
    """A person within one coalition, with an account or (not yet) without."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    coalition = models.ForeignKey(Coalition, on_delete=models.CASCADE, related_name="people")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="people")
    name = models.CharField(max_length=200)
    other_name = models.CharField(max_length=200, blank=True, help_text="The name in another script.")
    language = models.CharField(max_length=10, blank=True)
    phone = models.CharField(max_length=60, blank=True)
    searchable = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["coalition", "account"], condition=models.Q(account__isnull=False), name="parties_one_person_an_account"),
        )
        indexes = (models.Index(fields=["coalition", "name"], name="parties_person_by_name"),)

    def __str__(self) -> str:
        return self.name


class Address(models.Model):
    """Where a person reads mail: in general, or for one organisation."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="addresses")
    coalition = models.ForeignKey(Coalition, on_delete=models.CASCADE, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, null=True, related_name="addresses")
    address = models.EmailField(max_length=254)

    class Meta:
        constraints = (
            models.UniqueConstraint("coalition", Lower("address"), name="parties_one_person_an_address"),
            models.UniqueConstraint(fields=["person", "organisation"], name="parties_one_address_an_organisation", nulls_distinct=False),
        )
        # Whoever signs in is looked for by address in all coalitions, in capitals or small letters.
        indexes = (models.Index(Upper("address"), name="parties_address_in_any_case"),)

    def __str__(self) -> str:
        return self.address


class Mandate(models.Model):
    """What a person may do for an organisation, or for the coalition as such where ``organisation`` is empty.

    ``topics`` narrows it; empty means all. ``deputy_for`` names the mandate whose holder is absent. A mandate is in force from
    ``starts_at`` until ``ends_at``; it is ended, never deleted.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    coalition = models.ForeignKey(Coalition, on_delete=models.CASCADE, related_name="mandates")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="mandates")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, null=True, related_name="mandates")
    role = models.CharField(max_length=16, choices=ROLE_CHOICES)
    topics = ArrayField(models.CharField(max_length=80), default=list, blank=True)
    function = models.CharField(_("function"), max_length=120, blank=True, help_text="What the person is called there: director, campaigner.")
    is_main_contact = models.BooleanField(default=False)
    deputy_for = models.ForeignKey("self", on_delete=models.CASCADE, null=True, related_name="deputies")
    granted_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(ends_at__isnull=True) | models.Q(ends_at__gte=models.F("starts_at")), name="parties_mandate_ends_after_it_starts"
            ),
        )
        indexes = (
            models.Index(fields=["coalition", "organisation"], name="parties_mandate_by_org"),
            models.Index(fields=["person"], name="parties_mandate_by_person"),
            GinIndex(fields=["topics"], name="parties_mandate_by_topic"),
        )

    def __str__(self) -> str:
        return f"{self.person} {self.role}"


class Invitation(models.Model):
    """That a person was asked to come into the workspace; it is accepted by signing in."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    coalition = models.ForeignKey(Coalition, on_delete=models.CASCADE, related_name="invitations")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="invitations")
    sent_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    sent_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (models.Index(fields=["coalition", "person"], name="parties_invitation_by_person"),)

    def __str__(self) -> str:
        return f"invitation of {self.person_id}"


class StewardSession(models.Model):
    """A steward's power over one coalition's content: for a stated reason, for a limited time, and told to its coordinators."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    coalition = models.ForeignKey(Coalition, on_delete=models.CASCADE, related_name="steward_sessions")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="steward_sessions")
    reason = models.TextField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"steward of {self.coalition_id} until {self.ends_at:%Y-%m-%d %H:%M}"
