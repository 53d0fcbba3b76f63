"""The tables of the voice."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from commoncall.decisions.models import Decision
from commoncall.drafting.models import Version
from commoncall.kernel.countries.models import Country
from commoncall.kernel.identifiers import uuid7
from commoncall.kernel.labels import Naming
from commoncall.kernel.parties.models import Coalition, Organisation, Person


class Statement(models.Model):
    """A text that goes out in the coalition's name, by a decision that adopted it. It is published once, and may be retracted."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    coalition = models.ForeignKey(Coalition, on_delete=models.CASCADE, related_name="statements")
    number = models.PositiveIntegerField(help_text="Its number in the coalition; it stands in its public address.")
    # What was said in the coalition's name stays, unless the whole coalition goes.
    version = models.OneToOneField(Version, on_delete=models.RESTRICT, related_name="statement")
    decision = models.ForeignKey(Decision, on_delete=models.RESTRICT, related_name="statements", help_text="The decision that adopted it.")
    lists_members = models.BooleanField(default=False, help_text="Whether the members stand under it, minus those that dissociated themselves.")
    is_public = models.BooleanField(default=True, help_text="Whether the public reads it, where the coalition's pages are open.")
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    retracted_at = models.DateTimeField(null=True)
    retracted_why = models.TextField(blank=True, help_text="Read by everybody who reads that it was retracted.")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["coalition", "number"], name="voice_one_statement_a_number"),)
        indexes = (models.Index(fields=["coalition", "-published_at"], name="voice_statements_by_time"),)

    def __str__(self) -> str:
        return f"statement {self.number} of {self.coalition_id}"


class Listed(models.Model):
    """An organisation that was a member when a statement was adopted, and so stands under it where it lists the members.

    Who dissociates itself stays here: the dissociation itself is kept with the decision, and taken into account at reading.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="listed")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["statement", "organisation"], name="voice_listed_once"),)

    def __str__(self) -> str:
        return f"{self.organisation_id} under {self.statement_id}"


class Who(models.TextChoices):
    """Who signs a letter. The first two are known to the coalition; the others come from outside and say what they are."""

    MEMBERS = "members", _("Organisations of the coalition")
    ENDORSERS = "endorsers", _("Those who endorse the call from outside")
    ORGANISATION = "organisation", _("Any organisation")
    PARLIAMENTARIAN = "parliamentarian", _("Parliamentarians")
    LOCAL_AUTHORITY = "local_authority", _("Cities and other local authorities")
    EXPERT = "expert", _("Scientists and other experts")
    INDIVIDUAL = "individual", _("Anybody")


class Letter(models.Model):
    """A letter to somebody, whose words are locked before the first signature.

    DRAFT is prepared by the coordinators; OPEN collects signatures from ``opens_at`` until ``closes_at``, both exact; CLOSED
    takes none any more. A letter whose text was changed is another letter, ``former`` tells of which: its signatures stay where
    they are, and who gave them is asked to renew.
    """

    class State(models.TextChoices):
        """How far it has come."""

        DRAFT = "draft", _("Being prepared")
        OPEN = "open", _("Open to signatures")
        CLOSED = "closed", _("Closed")
        GIVEN_UP = "given_up", _("Given up")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    coalition = models.ForeignKey(Coalition, on_delete=models.CASCADE, related_name="letters")
    number = models.PositiveIntegerField(help_text="Its number in the coalition; it stands in its public address.")
    version = models.ForeignKey(
        Version, on_delete=models.RESTRICT, related_name="letters", help_text="The locked or published version that is signed."
    )
    digest = models.CharField(max_length=64, blank=True, help_text="SHA-256 of the authoritative wording, as it was when it was opened.")
    decision = models.ForeignKey(Decision, on_delete=models.SET_NULL, null=True, related_name="letters")
    former = models.OneToOneField(
        "self", on_delete=models.SET_NULL, null=True, related_name="renewal", help_text="The letter whose changed text this one has."
    )
    addressee = models.CharField(max_length=300, help_text="To whom it goes: a named person, and the office.")
    copies = models.TextField(blank=True, help_text="Who gets a copy, one to a line.")
    who = ArrayField(models.CharField(max_length=16, choices=Who.choices), default=list)
    regions = ArrayField(models.CharField(max_length=3), default=list, help_text="M49 codes of the regions from which one signs; empty for all.")
    status = models.CharField(
        max_length=200, blank=True, help_text="The status that organisations must have, such as ECOSOC consultative status; empty for none."
    )
    topic = models.CharField(max_length=80, blank=True, help_text="The topic that a mandate must cover to sign; empty for any that may sign.")
    topics = ArrayField(models.CharField(max_length=80), default=list, help_text="Who has pre-approved signing on one of these signs by itself.")
    is_public = models.BooleanField(default=True, help_text="Whether the public reads it and signs, where the coalition's pages are open.")
    shows_people = models.BooleanField(default=False, help_text="Whether the one who authorised it is named beside each organisation.")
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    opens_at = models.DateTimeField(null=True, help_text="When it opens by itself.")
    opened_at = models.DateTimeField(null=True)
    closes_at = models.DateTimeField(null=True, help_text="The last instant for signatures; without one it stays open until it is closed.")
    closed_at = models.DateTimeField(null=True)
    first_batch_at = models.DateTimeField(null=True, help_text="When the first batch is made up by itself; later signatures are added after it.")
    is_rolling = models.BooleanField(default=True, help_text="Whether it goes on collecting after the first batch.")
    sought_at = models.DateTimeField(null=True, help_text="Up to when signatures were looked through for some that may be the same.")
    reminded_at = models.DateTimeField(null=True, help_text="When those who were asked and have not answered were reminded.")
    reply = models.TextField(blank=True, help_text="What the addressee answered.")
    replied_on = models.DateField(null=True)
    begun_at = models.DateTimeField()
    begun_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["coalition", "number"], name="voice_one_letter_a_number"),
            models.CheckConstraint(
                condition=models.Q(opens_at=None) | models.Q(closes_at=None) | models.Q(opens_at__lt=models.F("closes_at")),
                name="voice_opens_before_it_closes",
            ),
        )
        indexes = (
            models.Index(fields=["coalition", "-begun_at"], name="voice_letters_by_time"),
            models.Index(fields=["opens_at"], name="voice_to_be_opened", condition=models.Q(state="draft")),
            models.Index(fields=["closes_at"], name="voice_to_be_closed", condition=models.Q(state="open")),
            models.Index(fields=["first_batch_at"], name="voice_to_be_made_up", condition=~models.Q(state="draft")),
        )

    def __str__(self) -> str:
        return f"letter {self.number} of {self.coalition_id}"


class Delivery(models.Model):
    """A batch of signatures: those that counted at one instant and were in none before. It is made up, then delivered."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    letter = models.ForeignKey(Letter, on_delete=models.CASCADE, related_name="deliveries")
    number = models.PositiveSmallIntegerField()
    made_up_at = models.DateTimeField(help_text="The cut-off: signatures that came before it are in this batch or an earlier one.")
    delivered_on = models.DateField(null=True)
    delivered_how = models.CharField(max_length=300, blank=True, help_text="By whom, to whom and how.")
    noted_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["letter", "number"], name="voice_one_delivery_a_number"),)

    def __str__(self) -> str:
        return f"delivery {self.number} of {self.letter_id}"


class Signature(models.Model):
    """That an organisation of the coalition (``organisation``), or somebody from outside, stands under a letter.

    What comes from the public page counts for nothing before its address was confirmed (``signed_at``); what was never
    confirmed is forgotten. ``naming`` is only that of those from outside: an organisation's own holds in every list.
    """

    class Came(models.TextChoices):
        """How it came."""

        WORKSPACE = "workspace", _("In the workspace")
        PUBLIC = "public", _("On the public page")
        PRE_APPROVED = "pre_approved", _("By a pre-approval")
        PAPER = "paper", _("On paper")
        PHONE = "phone", _("By phone")
        MAIL = "mail", _("By mail")
        FILE = "file", _("From a file")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    coalition = models.ForeignKey(Coalition, on_delete=models.CASCADE, related_name="signatures")
    letter = models.ForeignKey(Letter, on_delete=models.CASCADE, related_name="signatures")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, null=True, related_name="signatures")
    kind = models.CharField(max_length=16, blank=True, help_text="Of those from outside: as models.Who without the first two.")
    name = models.CharField(max_length=300, blank=True, help_text="Of those from outside.")
    affiliation = models.CharField(max_length=300, blank=True, help_text="Of a person: parliament, university, town.")
    country = models.ForeignKey(Country, on_delete=models.PROTECT, null=True, related_name="+", help_text="Of those from outside.")
    website = models.URLField(max_length=300, blank=True)
    naming = models.CharField(max_length=16, choices=Naming.choices, default=Naming.PUBLIC)
    address = models.EmailField(max_length=254, blank=True, help_text="Of those from outside, who are written to there.")
    language = models.CharField(max_length=10, blank=True)
    wants_news = models.BooleanField(default=False)
    searchable = models.TextField(blank=True, help_text="Of those from outside: the name, folded as queries fold what is looked for.")
    has_status = models.BooleanField(default=False, help_text="Whether it was said that the organisation has the status that the letter asks for.")
    person = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    mandate = models.UUIDField(null=True, help_text="The mandate under which it was signed.")
    authoriser = models.CharField(max_length=200, blank=True, help_text="The person who authorised it.")
    capacity = models.CharField(max_length=200, blank=True, help_text="In which capacity: director, member of parliament for …")
    authority = models.CharField(max_length=300, blank=True, help_text="By what right, in words.")
    came = models.CharField(max_length=12, choices=Came.choices, default=Came.WORKSPACE)
    came_how = models.CharField(max_length=300, blank=True)
    came_on = models.DateField(null=True)
    entered_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()
    signed_at = models.DateTimeField(null=True, help_text="From when it counts; nothing before.")
    delivery = models.ForeignKey(Delivery, on_delete=models.SET_NULL, null=True, related_name="signatures", help_text="The batch that it is in.")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_why = models.TextField(blank=True)
    removed_at = models.DateTimeField(null=True, help_text="When coordinators took it out: not genuine, or the same as another.")
    asked_to_renew_at = models.DateTimeField(null=True, help_text="When it was asked whether it signs the letter with the changed text, too.")

    class Meta:
        constraints = (
            models.CheckConstraint(condition=models.Q(organisation__isnull=True) ^ models.Q(kind=""), name="voice_signed_by_one"),
            models.UniqueConstraint(
                fields=["letter", "organisation"], condition=models.Q(withdrawn_at=None, removed_at=None), name="voice_an_organisation_signs_once"
            ),
            models.UniqueConstraint(
                "letter",
                "address",
                "kind",
                "searchable",
                condition=models.Q(removed_at=None, organisation=None) & ~models.Q(address=""),
                name="voice_an_address_signs_once",
            ),
        )
        indexes = (
            models.Index(fields=["letter", "-signed_at"], name="voice_signatures_by_time"),
            models.Index(fields=["organisation"], name="voice_signatures_of_org"),
            models.Index(fields=["made_at"], name="voice_unconfirmed", condition=models.Q(signed_at=None)),
        )

    def __str__(self) -> str:
        return f"signature under {self.letter_id}"


class Doubt(models.Model):
    """That a signature may be the same as another one, or be that of an organisation of the coalition: a person decides."""

    class Settled(models.TextChoices):
        """What became of it."""

        OPEN = "", _("To be looked at")
        SAME = "same", _("The same")
        DIFFERENT = "different", _("Two different ones")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    letter = models.ForeignKey(Letter, on_delete=models.CASCADE, related_name="doubts")
    signature = models.ForeignKey(Signature, on_delete=models.CASCADE, related_name="doubts")
    other = models.ForeignKey(Signature, on_delete=models.CASCADE, null=True, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, null=True, related_name="+")
    why = models.CharField(max_length=40, help_text="A membership.rules.matching Reason.")
    settled = models.CharField(max_length=10, choices=Settled.choices, default=Settled.OPEN, blank=True)
    settled_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True)
    found_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=models.Q(other__isnull=True) ^ models.Q(organisation__isnull=True), name="voice_doubt_about_one"),
            models.UniqueConstraint(fields=["signature", "other", "organisation"], name="voice_doubt_once", nulls_distinct=False),
        )

    def __str__(self) -> str:
        return f"doubt about {self.signature_id}"


class PreApproval(models.Model):
    """That an organisation signs, by itself, every letter of the coalition on a topic; its delegates get the final copy."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    coalition = models.ForeignKey(Coalition, on_delete=models.CASCADE, related_name="pre_approvals")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="pre_approvals")
    topic = models.CharField(max_length=80)
    person = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    mandate = models.UUIDField(null=True)
    authoriser = models.CharField(max_length=200, blank=True)
    capacity = models.CharField(max_length=200, blank=True)
    given_at = models.DateTimeField()
    until = models.DateField(null=True, help_text="The last day on which it holds, in UTC; without one until it is ended.")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["organisation", "topic"], condition=models.Q(ended_at=None), name="voice_pre_approved_once"),)

    def __str__(self) -> str:
        return f"{self.topic}: {self.organisation_id}"


class Sheet(models.Model):
    """A file of names that was brought for a letter: what was read, what was chosen for each, and what came of it.

    What the file held is kept until it was taken in or thrown away, and no longer.
    """

    class State(models.TextChoices):
        """How far it has come."""

        OPEN = "open", _("To be looked through")
        TAKEN = "taken", _("Taken in")
        UNDONE = "undone", _("Undone")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    letter = models.ForeignKey(Letter, on_delete=models.CASCADE, related_name="sheets")
    file_name = models.CharField(max_length=255)
    headers = models.JSONField(default=list)
    cells = models.JSONField(default=list, help_text="Each row as [number, cells].")
    columns = models.JSONField(default=dict, help_text="A voice.rules.bringing_in Columns.")
    found = models.JSONField(default=list, help_text="What each name was found to be, as voice.rules.bringing_in has it.")
    chosen = models.JSONField(default=dict, help_text="What was chosen, by row: an organisation, “outside” or “leave”.")
    state = models.CharField(max_length=6, choices=State.choices, default=State.OPEN)
    taken = ArrayField(models.UUIDField(), default=list, help_text="The signatures that were made of it.")
    left = models.JSONField(default=list, help_text="What was not taken in, as [row, name, why].")
    begun_at = models.DateTimeField()
    begun_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    taken_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (models.Index(fields=["letter", "-begun_at"], name="voice_sheets_by_time"),)

    def __str__(self) -> str:
        return f"sheet for {self.letter_id}"
