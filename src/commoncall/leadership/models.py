"""The tables of the leadership."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from commoncall.kernel.identifiers import uuid7
from commoncall.kernel.parties.models import Coalition, Organisation, Person


class Body(models.Model):
    """A body of a coalition. Its committee and its secretariat are those of which the coalition's arrangements speak."""

    class Kind(models.TextChoices):
        """What a body is for."""

        COMMITTEE = "committee", _("The body that leads")
        SECRETARIAT = "secretariat", _("Those who work for the coalition")
        WORKING_GROUP = "working_group", _("A working group")
        OTHER = "other", _("Another body")

    class Formed(models.TextChoices):
        """How those who sit in it come to sit there."""

        ELECTED = "elected", _("Elected")
        APPOINTED = "appointed", _("Appointed")
        SELF_CHOSEN = "self_chosen", _("Self-chosen")
        EX_OFFICIO = "ex_officio", _("By office")
        ONE_EACH = "one_each", _("One seat for each organisation")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    coalition = models.ForeignKey(Coalition, on_delete=models.CASCADE, related_name="bodies")
    kind = models.CharField(max_length=16, choices=Kind.choices, default=Kind.WORKING_GROUP)
    names = models.JSONField(default=dict, help_text="Its name by language; empty for the committee and the secretariat: the coalition's own word.")
    purposes = models.JSONField(default=dict, help_text="What it is for, by language.")
    formed = models.CharField(max_length=12, choices=Formed.choices, default=Formed.APPOINTED)
    planned_seats = models.PositiveSmallIntegerField(null=True)
    is_public = models.BooleanField(default=False, help_text="Whether the public page shows who sits in it.")
    position = models.PositiveSmallIntegerField(default=0)
    formed_on = models.DateField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["coalition", "kind"],
                condition=models.Q(kind__in=["committee", "secretariat"], closed_at=None),
                name="leadership_one_committee",
            ),
        )
        indexes = (models.Index(fields=["coalition", "position"], name="leadership_bodies_in_order"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"


class Seat(models.Model):
    """A place in a body, held by an organisation from a day to a day; by none where it is a seat of staff."""

    class Office(models.TextChoices):
        """What its holder is within the body."""

        CHAIR = "chair", _("Chair")
        CO_CHAIR = "co_chair", _("Co-chair")
        MEMBER = "member", _("Member of the body")
        STAFF = "staff", _("Staff")
        OBSERVER = "observer", _("Observer in the body")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="seats")
    coalition = models.ForeignKey(Coalition, on_delete=models.CASCADE, related_name="seats")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, null=True, related_name="seats")
    office = models.CharField(max_length=10, choices=Office.choices, default=Office.MEMBER)
    has_vote = models.BooleanField(default=True)
    label = models.CharField(max_length=120, blank=True, help_text="For whom the seat is, such as a region or a category.")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, help_text="The first day on which it is no longer held.")

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=models.F("starts_on")), name="leadership_seat_ends_later"
            ),
            models.CheckConstraint(
                condition=models.Q(organisation__isnull=False) | models.Q(office="staff"), name="leadership_seats_are_of_organisations"
            ),
        )
        indexes = (
            models.Index(fields=["body", "starts_on"], name="leadership_seats_of_body"),
            models.Index(fields=["coalition", "organisation"], name="leadership_seats_of_org"),
        )

    def __str__(self) -> str:
        return f"seat of {self.organisation_id} in {self.body_id}"


class Sitting(models.Model):
    """That a person sits for a seat, or is the alternate there, from an instant to an instant."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="sittings")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="sittings")
    is_alternate = models.BooleanField(default=False)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["seat", "person"], condition=models.Q(ends_at=None), name="leadership_one_sitting_at_a_time"),
            models.CheckConstraint(
                condition=models.Q(ends_at__isnull=True) | models.Q(ends_at__gte=models.F("starts_at")), name="leadership_sitting_ends_later"
            ),
        )
        indexes = (models.Index(fields=["person"], name="leadership_sittings_of_person"),)

    def __str__(self) -> str:
        return f"{self.person_id} for {self.seat_id}"
