"""The tables of joining: how a coalition admits, what it asks, and who has applied."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from commoncall.kernel.identifiers import uuid7
from commoncall.kernel.labels import Naming
from commoncall.kernel.parties.models import Coalition, Organisation, Person
from commoncall.membership.history.words import ANSWERS, APPLICATION_STATES, QUESTION_KINDS
from commoncall.membership.models.belonging import Category


class Admission(models.Model):
    """How a coalition admits: whether it takes applications at all, how it asks for them, and what both sides promise."""

    coalition = models.OneToOneField(Coalition, on_delete=models.CASCADE, primary_key=True, related_name="admission")
    is_open = models.BooleanField(default=True, help_text="Whether applications are taken at all; windows narrow it further.")
    introduction = models.JSONField(default=dict, help_text="What stands over the form, by language.")
    member_promises = models.JSONField(default=dict, help_text="What a member promises, one promise to a line, by language.")
    coalition_promises = models.JSONField(default=dict, help_text="What staff and leadership promise in return, by language.")
    changed_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"admission to {self.coalition_id}"


class Path(models.Model):
    """The stages through which an application in one category goes."""

    class Consults(models.TextChoices):
        """Which members are heard before the decision."""

        NOBODY = "nobody", _("Nobody")
        COUNTRY = "country", _("Members in the same country")
        ALL = "all", _("All members")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    coalition = models.ForeignKey(Coalition, on_delete=models.CASCADE, related_name="paths")
    category = models.CharField(max_length=16, choices=Category.choices)
    is_open = models.BooleanField(default=True, help_text="Whether one can apply in this category.")
    consults = models.CharField(max_length=8, choices=Consults.choices, default=Consults.COUNTRY)
    consultation_days = models.PositiveSmallIntegerField(default=14)
    decided_by = models.CharField(max_length=16, blank=True, help_text="One of parties.rules.ADMITTED_BY; empty: as in general.")
    decision_days = models.PositiveSmallIntegerField(default=21)
    tells_members = models.BooleanField(default=True, help_text="Whether all members are told of an admission.")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["coalition", "category"], name="membership_one_path_a_category"),)

    def __str__(self) -> str:
        return f"path to {self.category}"


class Question(models.Model):
    """One of the coalition's own questions to those who apply. A question that is no longer asked keeps its answers."""

    class Kind(models.TextChoices):
        """How a question is answered."""

        LINE = "line", QUESTION_KINDS["line"]
        TEXT = "text", QUESTION_KINDS["text"]
        CHOICE = "choice", QUESTION_KINDS["choice"]
        YES_NO = "yes_no", QUESTION_KINDS["yes_no"]

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    coalition = models.ForeignKey(Coalition, on_delete=models.CASCADE, related_name="questions")
    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.TEXT)
    text = models.JSONField(default=dict, help_text="The question, by language.")
    hint = models.JSONField(default=dict, help_text="What stands under it, by language.")
    options = models.JSONField(default=list, help_text='Of a choice: [{"key": …, "text": {language: …}}].')
    is_required = models.BooleanField(default=False)
    position = models.PositiveSmallIntegerField(default=0)
    retired_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (models.Index(fields=["coalition", "position"], name="membership_questions_in_order"),)

    def __str__(self) -> str:
        return f"question {self.id}"


class Window(models.Model):
    """A time in which applications can be handed in. Where a coalition has no windows, they can be at any time."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    coalition = models.ForeignKey(Coalition, on_delete=models.CASCADE, related_name="windows")
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()

    class Meta:
        constraints = (models.CheckConstraint(condition=models.Q(closes_at__gt=models.F("opens_at")), name="membership_window_closes_later"),)
        indexes = (models.Index(fields=["coalition", "opens_at"], name="membership_windows_by_time"),)

    def __str__(self) -> str:
        return f"window from {self.opens_at}"


class Application(models.Model):
    """That somebody asks to belong, from the first words of a draft to the decision and its reasons.

    Whoever fills it in has no account: the link in their mail opens it again (``key_hash`` is what is kept of its key), and
    the address counts as theirs once that link was opened and used (``confirmed_at``).
    """

    class State(models.TextChoices):
        """How far it has come."""

        DRAFT = "draft", APPLICATION_STATES["draft"]
        CHECKING = "checking", APPLICATION_STATES["checking"]
        CONSULTING = "consulting", APPLICATION_STATES["consulting"]
        DECIDING = "deciding", APPLICATION_STATES["deciding"]
        ADMITTED = "admitted", APPLICATION_STATES["admitted"]
        DECLINED = "declined", APPLICATION_STATES["declined"]
        WITHDRAWN = "withdrawn", APPLICATION_STATES["withdrawn"]

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    coalition = models.ForeignKey(Coalition, on_delete=models.CASCADE, related_name="applications")
    category = models.CharField(max_length=16, choices=Category.choices, default=Category.ORDINARY)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    language = models.CharField(max_length=10, default="en", help_text="The language in which the applicant fills it in and is written to.")
    name = models.CharField(max_length=300, blank=True)
    name_language = models.CharField(max_length=10, blank=True)
    acronym = models.CharField(max_length=40, blank=True)
    other_names = models.JSONField(default=list, help_text='As of an organisation: [{"text": …, "language": …}].')
    searchable = models.TextField(blank=True, help_text="Every name, folded as queries fold what is looked for.")
    profile = models.JSONField(default=dict, help_text="As membership.rules.profiles.Profile stores it.")
    naming = models.CharField(max_length=16, choices=Naming.choices, default=Naming.PUBLIC)
    answers = models.JSONField(default=dict, help_text="Answers to the coalition's own questions, by the question's identifier.")
    contact_name = models.CharField(max_length=200, blank=True)
    contact_function = models.CharField(max_length=120, blank=True)
    contact_address = models.EmailField(max_length=254, blank=True)
    contact_phone = models.CharField(max_length=60, blank=True)
    head = models.CharField(max_length=200, blank=True, help_text="Who heads the organisation.")
    authority = models.CharField(max_length=300, blank=True, help_text="By what right the contact signs for the organisation.")
    promises = models.JSONField(default=dict, help_text="What both sides promised, word for word as it was accepted.")
    pledged_at = models.DateTimeField(null=True)
    call_version = models.UUIDField(null=True, help_text="The version of the call that it endorses; the call stands on a floor above.")
    charter_version = models.UUIDField(null=True, help_text="The version of the charter that it accepts.")
    key_hash = models.BinaryField(max_length=32, null=True)
    confirmed_at = models.DateTimeField(null=True)
    started_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)
    consultation_ends_at = models.DateTimeField(null=True)
    decision_due_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    decided_where = models.CharField(max_length=300, blank=True, help_text="The body that decided, and at which meeting or how in writing.")
    reasons = models.TextField(blank=True, help_text="What the applicant is told.")
    organisation = models.OneToOneField(Organisation, on_delete=models.SET_NULL, null=True, related_name="application")

    class Meta:
        indexes = (
            models.Index(fields=["coalition", "state", "-submitted_at"], name="membership_applications"),
            models.Index(fields=["coalition", "contact_address"], name="membership_applicants"),
        )

    def __str__(self) -> str:
        return self.name


class Finding(models.Model):
    """What was found on one of the coalition's criteria for one application."""

    class Met(models.TextChoices):
        """Whether the criterion is met."""

        YES = "yes", _("Met")
        NO = "no", _("Not met")
        UNCLEAR = "unclear", _("Not clear")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="findings")
    criterion = models.CharField(max_length=80, help_text="The key of a criterion in the coalition's arrangements.")
    met = models.CharField(max_length=8, choices=Met.choices)
    note = models.TextField(blank=True)
    found_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    found_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["application", "criterion"], name="membership_one_finding_a_criterion"),)

    def __str__(self) -> str:
        return f"{self.criterion} of {self.application_id}"


class Answer(models.TextChoices):
    """What somebody who is asked says of an application."""

    YES = "yes", ANSWERS["yes"]
    NO = "no", ANSWERS["no"]
    NO_VIEW = "no_view", ANSWERS["no_view"]


class Opinion(models.Model):
    """That an organisation is asked about an application, and what it said: when members are consulted, or when a body decides.

    ``seat`` is the identifier of the seat for which somebody answers, in a body of a floor above; one answer to a seat,
    and when members are consulted one to an organisation. It is only asked while ``answer`` is empty.
    """

    class Stage(models.TextChoices):
        """For which stage it counts."""

        CONSULTATION = "consultation", _("Consultation")
        DECISION = "decision", _("Decision")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="opinions")
    stage = models.CharField(max_length=12, choices=Stage.choices)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, null=True, related_name="opinions")
    seat = models.UUIDField(null=True)
    answer = models.CharField(max_length=8, choices=Answer.choices, blank=True)
    comment = models.TextField(blank=True, help_text="For those who decide, never for the applicant.")
    person = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["application", "stage", "organisation", "seat"], name="membership_one_opinion", nulls_distinct=False),
        )

    def __str__(self) -> str:
        return f"opinion of {self.organisation_id} on {self.application_id}"
