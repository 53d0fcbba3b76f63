"""The tables of diplomacy: treaties, what states did about them, and who follows which state."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from commoncall.diplomacy.rules.acts import ActKind
from commoncall.kernel.countries.models import Country
from commoncall.kernel.identifiers import uuid7
from commoncall.kernel.parties.models import Coalition, Organisation, Person

#: What each kind of act is called.
ACT_NAMES = {
    ActKind.SIGNATURE.value: _("Signature"),
    ActKind.PROVISIONAL.value: _("Provisional application"),
    ActKind.RATIFICATION.value: _("Ratification"),
    ActKind.ACCEPTANCE.value: _("Acceptance"),
    ActKind.APPROVAL.value: _("Approval"),
    ActKind.ACCESSION.value: _("Accession"),
    ActKind.SUCCESSION.value: _("Succession"),
    ActKind.CONSENT.value: _("Consent to be bound"),
    ActKind.WITHDRAWAL.value: _("Withdrawal"),
}


class Instrument(models.Model):
    """A treaty. Those that come with the program belong to the installation; a coalition may add its own, which are its alone."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    coalition = models.ForeignKey(Coalition, on_delete=models.CASCADE, null=True, related_name="own_instruments")
    code = models.SlugField(max_length=40, help_text="Short and in Latin letters, as it stands in addresses: ccm.")
    names = models.JSONField(default=dict, help_text="What it is called for short, by language.")
    titles = models.JSONField(default=dict, help_text="Its full title, by language.")
    depositary = models.CharField(max_length=200, blank=True)
    reference = models.CharField(max_length=60, blank=True, help_text="Its number with the depositary, such as XXVI-6.")
    status_url = models.URLField(max_length=300, blank=True, help_text="The depositary’s page that shows its status.")
    adopted_on = models.DateField(null=True)
    adopted_in = models.JSONField(default=dict, help_text="The place of its adoption, by language.")
    terms = models.JSONField(default=dict, help_text="Its own rules, as rules.terms reads them.")
    published_entry_on = models.DateField(null=True, help_text="Entry into force as the depositary publishes it.")
    published_entry_source = models.CharField(max_length=300, blank=True)
    why_it_differs = models.CharField(max_length=40, blank=True, help_text="A word for why the computed day is another one.")
    source = models.CharField(max_length=300, blank=True, help_text="Where the acts were taken from last.")
    source_url = models.URLField(max_length=300, blank=True)
    as_of = models.DateField(null=True, help_text="The day of that source.")
    is_ready_made = models.BooleanField(default=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["code"], condition=models.Q(coalition=None), name="diplomacy_one_code_for_all"),
            models.UniqueConstraint(fields=["coalition", "code"], condition=models.Q(coalition__isnull=False), name="diplomacy_one_code_a_coalition"),
        )

    def __str__(self) -> str:
        return self.code


class DepositaryAct(models.Model):
    """What a state did about a treaty. A row that proved wrong stays, with ``retracted_at``; what a withdrawal undid stays as ``is_revoked``."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    instrument = models.ForeignKey(Instrument, on_delete=models.CASCADE, related_name="acts")
    participant = models.CharField(max_length=2, help_text="Alpha-2 of a state, or EU.")
    country = models.ForeignKey(Country, on_delete=models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=16, choices=ACT_NAMES)
    done_on = models.DateField()
    effective_on = models.DateField(null=True)
    is_revoked = models.BooleanField(default=False)
    source = models.CharField(max_length=300, blank=True)
    source_url = models.URLField(max_length=300, blank=True)
    as_of = models.DateField(null=True, help_text="The day of the source.")
    accepted_at = models.DateTimeField()
    accepted_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    proposal = models.ForeignKey("Proposal", on_delete=models.SET_NULL, null=True, related_name="acts")
    retracted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["instrument", "participant", "kind", "done_on"], condition=models.Q(retracted_at=None), name="diplomacy_one_act_a_day"
            ),
            models.CheckConstraint(
                condition=models.Q(country_id=models.F("participant")) | models.Q(country=None, participant="EU"),
                name="diplomacy_participant_is_country_or_union",
            ),
        )
        indexes = (models.Index(fields=["country", "done_on"], name="diplomacy_acts_of_a_state"),)

    def __str__(self) -> str:
        return f"{self.participant} {self.kind} {self.done_on}"


class Correction(models.Model):
    """What was changed or taken back of the acts that had been shown, for everybody to see. What is merely new is no correction."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    instrument = models.ForeignKey(Instrument, on_delete=models.CASCADE, related_name="corrections")
    participant = models.CharField(max_length=2)
    old = models.JSONField(null=True, help_text="The act as it was shown: kind, done_on, effective_on, is_revoked.")
    new = models.JSONField(null=True, help_text="The act as it is shown now; nothing where it was taken back.")
    why = models.CharField(max_length=500, blank=True)
    made_at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=["instrument", "-made_at"], name="diplomacy_corrections"),)

    def __str__(self) -> str:
        return f"correction of {self.participant}"


class Proposal(models.Model):
    """What a status table says that is not known yet, for somebody to look at and to accept."""

    class State(models.TextChoices):
        """What came of it."""

        OPEN = "open", _("Waiting")
        ACCEPTED = "accepted", _("Accepted")
        DISCARDED = "discarded", _("Discarded")
        UNDONE = "undone", _("Taken back")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    instrument = models.ForeignKey(Instrument, on_delete=models.CASCADE, related_name="proposals")
    coalition = models.ForeignKey(Coalition, on_delete=models.CASCADE, null=True, related_name="+", help_text="From whose workspace it came.")
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    file_name = models.CharField(max_length=200, blank=True)
    digest = models.CharField(max_length=64, help_text="SHA-256 of the file.")
    source = models.CharField(max_length=300, blank=True)
    source_url = models.URLField(max_length=300, blank=True)
    as_of = models.DateField()
    rows = models.PositiveIntegerField(default=0)
    content = models.JSONField(default=dict, help_text="What the table says, as rules.reading.kept writes it, for comparing it again.")
    differences = models.JSONField(default=list, help_text="What would change, as rules.differences writes it.")
    questions = models.JSONField(default=list, help_text="Names that nobody could place, with candidates.")
    notices = models.JSONField(default=list, help_text="What is odd about the acts.")
    refused = models.JSONField(default=list, help_text="Lines that cannot be read or be true, and why.")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    before = models.JSONField(
        default=dict, help_text="Source and day of the instrument before, and which rows were written and retracted, for taking it back."
    )

    class Meta:
        indexes = (models.Index(fields=["instrument", "state"], name="diplomacy_proposals"),)

    def __str__(self) -> str:
        return f"proposal for {self.instrument_id}"


class Pursuit(models.Model):
    """That a coalition pursues a treaty: it stands in its workspace, and on its public pages where it says so."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    coalition = models.ForeignKey(Coalition, on_delete=models.CASCADE, related_name="pursuits")
    instrument = models.ForeignKey(Instrument, on_delete=models.CASCADE, related_name="pursuits")
    position = models.PositiveSmallIntegerField(default=0)
    is_public = models.BooleanField(default=False)
    begun_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["coalition", "instrument"], name="diplomacy_one_pursuit"),)

    def __str__(self) -> str:
        return f"{self.coalition_id} pursues {self.instrument_id}"


class Following(models.Model):
    """Who follows a state for a coalition: a person, for an organisation or for the coalition as such."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    coalition = models.ForeignKey(Coalition, on_delete=models.CASCADE, related_name="followings")
    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="followings")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, null=True, related_name="followings")
    begun_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["coalition", "country", "person"], condition=models.Q(ended_at=None), name="diplomacy_one_following"),
        )

    def __str__(self) -> str:
        return f"{self.person_id} follows {self.country_id}"


class Remark(models.Model):
    """What somebody outside wrote about an error on a public page about a treaty, for the coordinators to look into."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    coalition = models.ForeignKey(Coalition, on_delete=models.CASCADE, related_name="treaty_remarks")
    instrument = models.ForeignKey(Instrument, on_delete=models.CASCADE, related_name="remarks")
    participant = models.CharField(max_length=2, blank=True)
    words = models.TextField()
    source = models.CharField(max_length=500, blank=True, help_text="Where the right fact can be found, in the writer’s words.")
    address = models.EmailField(max_length=254, blank=True)
    language = models.CharField(max_length=10, default="en")
    made_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    outcome = models.CharField(max_length=500, blank=True)

    class Meta:
        indexes = (models.Index(fields=["coalition", "settled_at"], name="diplomacy_remarks"),)

    def __str__(self) -> str:
        return f"remark on {self.instrument_id}"
