"""The tables of the call."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from commoncall.decisions.models import Decision
from commoncall.drafting.models import Version as Drafted
from commoncall.kernel.countries.models import Country
from commoncall.kernel.identifiers import uuid7
from commoncall.kernel.labels import Naming
from commoncall.kernel.parties.models import Coalition, Organisation, Person


class EndorserKind(models.TextChoices):
    """Who endorses from outside the coalition. They are counted apart from members, and each kind by itself."""

    ORGANISATION = "organisation", _("Organisation")
    COMPANY = "company", _("Company")
    PARLIAMENTARIAN = "parliamentarian", _("Parliamentarian")
    LOCAL_AUTHORITY = "local_authority", _("City or other local authority")
    EXPERT = "expert", _("Scientist or other expert")
    INDIVIDUAL = "individual", _("Individual")


class Text(models.Model):
    """A text that organisations stand behind: the coalition's call, or its charter."""

    class Kind(models.TextChoices):
        """Which text it is."""

        CALL = "call", _("The call")
        CHARTER = "charter", _("The charter")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    coalition = models.ForeignKey(Coalition, on_delete=models.CASCADE, related_name="texts")
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.CALL)
    open_to = ArrayField(models.CharField(max_length=16), default=list, help_text="The kinds of endorsers from outside; none where it is empty.")
    is_closed = models.BooleanField(default=False, help_text="Whether endorsing it is over.")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["coalition", "kind"], name="call_one_text_a_kind"),)

    def __str__(self) -> str:
        return f"{self.kind} of {self.coalition_id}"


class Version(models.Model):
    """A version of a text. It gets its number, and can no longer be changed, once it is adopted."""

    class State(models.TextChoices):
        """How far it has come."""

        DRAFT = "draft", _("Draft")
        ADOPTED = "adopted", _("In force")
        SUPERSEDED = "superseded", _("Superseded")
        DISCARDED = "discarded", _("Discarded")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    coalition = models.ForeignKey(Coalition, on_delete=models.CASCADE, related_name="text_versions")
    text = models.ForeignKey(Text, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField(null=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    language = models.CharField(max_length=10, default="en", help_text="The language of the authoritative wording.")
    is_material = models.BooleanField(default=True, help_text="Whether it asks for something else than the version before.")
    change_note = models.JSONField(default=dict, help_text="What is different from the version before, by language.")
    begun_at = models.DateTimeField()
    begun_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    adopted_on = models.DateField(null=True)
    adopted_how = models.CharField(max_length=300, blank=True, help_text="The body that adopted it, and where or how.")
    adopted_at = models.DateTimeField(null=True, help_text="When it was noted here as adopted.")
    reaffirm_by = models.DateTimeField(null=True, help_text="Until when those behind an earlier version are asked to re-affirm.")
    reminded_at = models.DateTimeField(null=True, help_text="When the clock last reminded those who had not re-affirmed.")
    superseded_at = models.DateTimeField(null=True)
    drafted = models.ForeignKey(Drafted, on_delete=models.SET_NULL, null=True, related_name="+", help_text="The text from which it was taken over.")
    decision = models.ForeignKey(Decision, on_delete=models.SET_NULL, null=True, related_name="+", help_text="The decision by which it was adopted.")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["text", "number"], condition=models.Q(number__isnull=False), name="call_one_version_a_number"),
            models.UniqueConstraint(fields=["text"], condition=models.Q(state="draft"), name="call_one_draft"),
            models.UniqueConstraint(fields=["text"], condition=models.Q(state="adopted"), name="call_one_version_in_force"),
        )

    def __str__(self) -> str:
        return f"version {self.number} of {self.text_id}"


class Wording(models.Model):
    """A version in one language. A translation shows in public once it is ready."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="wordings")
    language = models.CharField(max_length=10)
    title = models.CharField(max_length=300, blank=True)
    preamble = models.TextField(blank=True)
    demands = models.JSONField(default=list, help_text="The numbered demands in order, each a text.")
    closing = models.TextField(blank=True)
    is_ready = models.BooleanField(default=False)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["version", "language"], name="call_one_wording_a_language"),)

    def __str__(self) -> str:
        return f"{self.version_id} in {self.language}"


class Endorser(models.Model):
    """Somebody outside the coalition who endorses: an organisation that is no member, a company, a person.

    Nothing of them counts, or is shown, before the address was confirmed (``confirmed_at``) or a coordinator entered them.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    coalition = models.ForeignKey(Coalition, on_delete=models.CASCADE, related_name="endorsers")
    kind = models.CharField(max_length=16, choices=EndorserKind.choices)
    name = models.CharField(max_length=300)
    affiliation = models.CharField(max_length=300, blank=True, help_text="Of a person: parliament, university, town.")
    country = models.ForeignKey(Country, on_delete=models.PROTECT, null=True, related_name="+")
    website = models.URLField(max_length=300, blank=True)
    naming = models.CharField(max_length=16, choices=Naming.choices, default=Naming.PUBLIC)
    address = models.EmailField(max_length=254, blank=True)
    language = models.CharField(max_length=10, default="en")
    wants_news = models.BooleanField(default=False)
    searchable = models.TextField(blank=True)
    reservations = models.TextField(blank=True, help_text="What was said with it before it was confirmed; then it stands in the endorsement.")
    asked_about = models.UUIDField(null=True, help_text="The last version about which they were asked whether they re-affirm.")
    made_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    entered_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    removed_at = models.DateTimeField(null=True, help_text="When coordinators took it out as not genuine.")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                "coalition",
                "address",
                "kind",
                "searchable",
                condition=models.Q(removed_at=None) & ~models.Q(address=""),
                name="call_one_endorser_an_address",
            ),
        )
        indexes = (
            models.Index(fields=["coalition", "kind", "-confirmed_at"], name="call_endorsers_by_kind"),
            models.Index(fields=["made_at"], name="call_endorsers_unconfirmed", condition=models.Q(confirmed_at=None)),
        )

    def __str__(self) -> str:
        return self.name


class Endorsement(models.Model):
    """That an organisation of the coalition, or an endorser from outside, stands behind one version of a text."""

    class Came(models.TextChoices):
        """How it came."""

        WORKSPACE = "workspace", _("In the workspace")
        PUBLIC = "public", _("On the public page")
        APPLICATION = "application", _("With an application")
        PAPER = "paper", _("On paper")
        PHONE = "phone", _("By phone")
        MAIL = "mail", _("By mail")
        EARLIER = "earlier", _("From the time before Commoncall")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    coalition = models.ForeignKey(Coalition, on_delete=models.CASCADE, related_name="endorsements")
    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="endorsements")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, null=True, related_name="endorsements")
    endorser = models.ForeignKey(Endorser, on_delete=models.CASCADE, null=True, related_name="endorsements")
    person = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    mandate = models.UUIDField(null=True, help_text="The mandate under which it was signed.")
    signatory = models.CharField(max_length=200, blank=True)
    signatory_function = models.CharField(max_length=200, blank=True)
    authority = models.CharField(max_length=300, blank=True, help_text="By what right the signatory signed, in words.")
    reservations = models.TextField(blank=True)
    came = models.CharField(max_length=12, choices=Came.choices, default=Came.WORKSPACE)
    came_how = models.CharField(max_length=300, blank=True)
    came_on = models.DateField(null=True)
    entered_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    endorsed_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_why = models.TextField(blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=models.Q(organisation__isnull=True) ^ models.Q(endorser__isnull=True), name="call_endorsed_by_one"),
            models.UniqueConstraint(fields=["version", "organisation"], condition=models.Q(withdrawn_at=None), name="call_an_organisation_once"),
            models.UniqueConstraint(fields=["version", "endorser"], condition=models.Q(withdrawn_at=None), name="call_an_endorser_once"),
        )
        indexes = (
            models.Index(fields=["coalition", "version", "-endorsed_at"], name="call_endorsements_by_time"),
            models.Index(fields=["organisation"], name="call_endorsements_of_org"),
            models.Index(fields=["endorser"], name="call_endorsements_of_other"),
        )

    def __str__(self) -> str:
        return f"endorsement of {self.version_id}"
