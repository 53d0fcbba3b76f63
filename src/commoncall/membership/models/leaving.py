"""The tables of belonging that is questioned, rests, or ends."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from commoncall.kernel.identifiers import uuid7
from commoncall.kernel.parties.models import Coalition, Organisation, Person
from commoncall.membership.history.words import DEPARTURES
from commoncall.membership.models.belonging import Membership


class Proceeding(models.Model):
    """A procedure against a member: reasons, facts gathered, notice, hearing, decision, and the assembly that hears it.

    A suspension needs all of these before it is in force (as in the house rules of coalitions that publish theirs). It ends
    by being lifted, by being dropped, or with the expulsion of the member.
    """

    class State(models.TextChoices):
        """How far it has come."""

        OPENED = "opened", _("Facts are gathered")
        NOTICED = "noticed", _("Notice given")
        IN_FORCE = "in_force", _("Suspended")
        LIFTED = "lifted", _("Lifted")
        DROPPED = "dropped", _("Dropped")
        EXPELLED = "expelled", _("Ended with expulsion")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    coalition = models.ForeignKey(Coalition, on_delete=models.CASCADE, related_name="proceedings")
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="proceedings")
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPENED)
    reason = models.TextField()
    facts_gathered = models.TextField(blank=True, help_text="What was looked into, with whom, and what was found.")
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    notice = models.TextField(blank=True, help_text="The written notice, as the member got it.")
    noticed_at = models.DateTimeField(null=True)
    answer_by = models.DateTimeField(null=True, help_text="Until when the member may answer in writing.")
    hearing_at = models.DateTimeField(null=True)
    hearing_where = models.CharField(max_length=300, blank=True)
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    heard = models.TextField(blank=True, help_text="What was said at the hearing.")
    heard_at = models.DateTimeField(null=True)
    meeting = models.CharField(max_length=300, blank=True, help_text="The meeting at which it was decided.")
    decided_on = models.DateField(null=True)
    decided_at = models.DateTimeField(null=True)
    assembly = models.CharField(max_length=300, blank=True, help_text="The assembly that will hear it.")
    assembly_on = models.DateField(null=True)
    until_at = models.DateTimeField(null=True, help_text="Until when an assembly confirmed it; then it is lifted by itself.")
    outcome = models.TextField(blank=True, help_text="Why it ended as it did, and who decided that.")
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["membership"], condition=models.Q(state__in=["opened", "noticed", "in_force"]), name="membership_one_open_proceeding"
            ),
        )
        indexes = (models.Index(fields=["coalition", "state"], name="membership_proceedings"),)

    def __str__(self) -> str:
        return f"proceeding against {self.membership_id}"


class Notice(models.Model):
    """That a member was told it would be dormant from an instant on unless it is heard of before."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    coalition = models.ForeignKey(Coalition, on_delete=models.CASCADE, related_name="notices")
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="notices")
    reason = models.TextField()
    told = models.CharField(max_length=300, blank=True, help_text="How the member was told, where it was not written to from here.")
    given_at = models.DateTimeField()
    given_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    takes_effect_at = models.DateTimeField()
    took_effect_at = models.DateTimeField(null=True)
    lifted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["membership"], condition=models.Q(took_effect_at=None, lifted_at=None), name="membership_one_open_notice"
            ),
        )
        indexes = (models.Index(fields=["takes_effect_at"], name="membership_notices_due", condition=models.Q(took_effect_at=None, lifted_at=None)),)

    def __str__(self) -> str:
        return f"notice to {self.membership_id}"


class Departure(models.Model):
    """That a membership ended, how, and what comes after it. What the organisation did while it belonged stays on record."""

    class How(models.TextChoices):
        """How it ended."""

        WITHDRAWN = "withdrawn", DEPARTURES["withdrawn"]
        EXPELLED = "expelled", DEPARTURES["expelled"]
        MERGED = "merged", DEPARTURES["merged"]
        SPLIT = "split", DEPARTURES["split"]
        DISSOLVED = "dissolved", DEPARTURES["dissolved"]

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    coalition = models.ForeignKey(Coalition, on_delete=models.CASCADE, related_name="departures")
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="departures")
    how = models.CharField(max_length=10, choices=How.choices)
    reason = models.TextField(blank=True)
    came = models.CharField(max_length=300, blank=True, help_text="How it came to be known, where the organisation did not say it here itself.")
    left_on = models.DateField()
    left_at = models.DateTimeField()
    entered_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    keeps_endorsements = models.BooleanField(default=True, help_text="Whether it still stands behind what it endorsed.")
    successors = models.ManyToManyField(Organisation, related_name="predecessors")
    returned_at = models.DateTimeField(null=True, help_text="When it was taken in again.")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["membership"], condition=models.Q(returned_at=None), name="membership_one_departure_at_a_time"),
        )

    def __str__(self) -> str:
        return f"{self.membership_id} {self.how}"
