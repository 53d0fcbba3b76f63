"""The tables of the decisions."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from commoncall.drafting.models import Version
from commoncall.kernel.identifiers import uuid7
from commoncall.kernel.labels import Label, label_field
from commoncall.kernel.parties.models import Coalition, Organisation, Person
from commoncall.leadership.models import Body


class Rung(models.Model):
    """A rung of the ladder: a kind of decision, who takes it, and by which rule. A rung is changed by two members, not by one."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    coalition = models.ForeignKey(Coalition, on_delete=models.CASCADE, related_name="rungs")
    code = models.SlugField(max_length=40, help_text="A name for procedures: call, charter, admission, statement, press_release …")
    names = models.JSONField(default=dict, help_text="What it is called, by language; empty for the ready-made ones, whose words are translated.")
    body = models.ForeignKey(
        Body, on_delete=models.SET_NULL, null=True, related_name="rungs", help_text="Who decides; all voting members without one."
    )
    region = models.CharField(max_length=3, blank=True, help_text="M49 code, where the voting members of one region decide.")
    rule = models.JSONField(default=dict, help_text="The rule in writing, as rules.rule.Rule.as_stored.")
    meeting_rule = models.JSONField(null=True, help_text="The rule at meetings, where it is another one.")
    position = models.PositiveSmallIntegerField(default=0, help_text="From the top: 0 is the most important.")
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["coalition", "code"], condition=models.Q(closed_at=None), name="decisions_one_rung_a_code"),)
        indexes = (models.Index(fields=["coalition", "position"], name="decisions_rungs_in_order"),)

    def __str__(self) -> str:
        return self.code


class RungChange(models.Model):
    """That somebody wants a rung to be otherwise: it takes effect when a person of another member supports it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    rung = models.ForeignKey(Rung, on_delete=models.CASCADE, related_name="changes")
    coalition = models.ForeignKey(Coalition, on_delete=models.CASCADE, related_name="rung_changes")
    wanted = models.JSONField(default=dict, help_text="body, region, rule, meeting_rule and position as they would be.")
    reason = models.TextField()
    proposed_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    proposed_for = models.ForeignKey(Organisation, on_delete=models.SET_NULL, null=True, related_name="+")
    proposed_at = models.DateTimeField()
    supported_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    supported_for = models.ForeignKey(Organisation, on_delete=models.SET_NULL, null=True, related_name="+")
    supported_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["rung"], condition=models.Q(supported_at=None, withdrawn_at=None), name="decisions_one_change_at_a_time"),
        )

    def __str__(self) -> str:
        return f"change of {self.rung_id}"


class ShownLadder(models.Model):
    """That a coalition shows its ladder on its public pages: without a row of its own it does not."""

    coalition = models.OneToOneField(Coalition, on_delete=models.CASCADE, primary_key=True, related_name="shown_ladder")
    shown_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"ladder of {self.coalition_id} in public"


class Calendar(models.Model):
    """On which days a coalition does not work: days of the week (0 is Monday), and single days. Days are those of ``time_zone``."""

    coalition = models.OneToOneField(Coalition, on_delete=models.CASCADE, primary_key=True, related_name="calendar")
    days_off = ArrayField(models.PositiveSmallIntegerField(), default=list)
    holidays = models.JSONField(default=dict, help_text="What each holiday is called, by its day in ISO 8601.")
    time_zone = models.CharField(max_length=64, default="UTC")

    def __str__(self) -> str:
        return f"calendar of {self.coalition_id}"


class Decision(models.Model):
    """A question put to those who decide it, and what came of it: one entry of the register.

    ``rule``, ``body``, ``region`` and the roll stay as they were at the opening instant. ``closes_at`` is exact; whether an
    answer was in time says the database's clock.
    """

    class State(models.TextChoices):
        """How far it has come."""

        DRAFT = "draft", _("Being prepared")
        NOTICE = "notice", _("Announced")
        OPEN = "open", _("Open")
        ADOPTED = "adopted", _("Adopted")
        NOT_ADOPTED = "not_adopted", _("Not adopted")
        RETURNED = "returned", _("Returned for another draft")
        ESCALATED = "escalated", _("Passed on to those above")
        LAPSED = "lapsed", _("Lapsed")
        CONSULTED = "consulted", _("Consultation is over")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    coalition = models.ForeignKey(Coalition, on_delete=models.CASCADE, related_name="decisions")
    number = models.PositiveIntegerField(null=True, help_text="Its number in the register, given when it is announced, opened or entered.")
    rung = models.ForeignKey(Rung, on_delete=models.SET_NULL, null=True, related_name="decisions")
    rung_code = models.CharField(max_length=40, blank=True)
    title = models.CharField(max_length=300)
    question = models.TextField(blank=True, help_text="What is decided, in full, where no text says it.")
    language = models.CharField(max_length=10)
    # A text that was decided on stays, unless the whole coalition goes.
    version = models.ForeignKey(
        Version, on_delete=models.RESTRICT, null=True, related_name="decisions", help_text="The locked version that is decided on."
    )
    digest = models.CharField(max_length=64, blank=True, help_text="SHA-256 of the authoritative wording that was decided on.")
    body = models.ForeignKey(Body, on_delete=models.SET_NULL, null=True, related_name="decisions")
    region = models.CharField(max_length=3, blank=True)
    rule = models.JSONField(default=dict)
    deviation = models.TextField(blank=True, help_text="Why it is decided otherwise than the ladder says.")
    topic = models.CharField(max_length=80, blank=True, help_text="The topic that a mandate must cover to answer; empty for any mandate.")
    label = label_field(Label.AMBER)
    is_public = models.BooleanField(default=False, help_text="Whether the public register shows it, once it is decided.")
    state = models.CharField(max_length=12, choices=State.choices, default=State.DRAFT)
    proposed_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    proposed_for = models.ForeignKey(Organisation, on_delete=models.SET_NULL, null=True, related_name="+")
    begun_at = models.DateTimeField()
    announced_at = models.DateTimeField(null=True, help_text="When those who decide were given notice.")
    opens_at = models.DateTimeField(null=True, help_text="When it opens by itself, after its notice.")
    opened_at = models.DateTimeField(null=True)
    closes_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True, help_text="When it was decided: for silence, the instant of expiry.")
    outcome = models.JSONField(null=True, help_text="What was counted, as rules.rule.Report.")
    ballots = models.JSONField(null=True, help_text="The opened ballots of a secret vote, in an order that chance made.")
    vote_key = models.BinaryField(null=True, help_text="The public key to which secret ballots are sealed; the private one is in no database.")
    disagreement = models.TextField(blank=True, help_text="The disagreement that remained.")
    review_on = models.DateField(null=True)
    review_asked_on = models.DateField(null=True, help_text="The review date that the coordinators were asked about.")
    follows = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="followed_by", help_text="What it takes up again.")
    subject = models.UUIDField(null=True, help_text="The row that it is about where that is no text, such as an application; a floor above knows it.")
    subject_kind = models.CharField(max_length=16, blank=True, help_text="What that row is: an application, or a proceeding about a member.")
    concerned = models.ForeignKey(
        Organisation, on_delete=models.SET_NULL, null=True, related_name="+", help_text="Whom it is about: it does not decide on itself."
    )
    followed_at = models.DateTimeField(null=True, help_text="When what follows from the outcome was done to the subject, exactly once.")
    decided_on = models.DateField(null=True, help_text="Of what was entered later: the day on which it was decided.")
    decided_how = models.TextField(blank=True, help_text="Of what was entered later: who decided it, and how. Of what was withdrawn: why.")
    entered_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    entered_at = models.DateTimeField(null=True)
    source = models.TextField(blank=True, help_text="Of what was entered later: from what, such as minutes and their page.")
    confirmed_at = models.DateTimeField(null=True, help_text="When the outcome was confirmed in writing to all who decide.")
    wording_until = models.DateTimeField(null=True, help_text="Until when the wording of what was adopted is left open: its text is published then.")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["coalition", "number"], condition=models.Q(number__isnull=False), name="decisions_one_number"),
            models.CheckConstraint(
                condition=models.Q(closed_at=None)
                | models.Q(closes_at=None)
                | models.Q(state="withdrawn")
                | models.Q(closed_at__lte=models.F("closes_at")),
                name="decisions_closed_in_time",
            ),
        )
        indexes = (
            models.Index(fields=["coalition", "-number"], name="decisions_by_number"),
            models.Index(fields=["closes_at"], name="decisions_to_be_closed", condition=models.Q(state="open")),
            models.Index(fields=["opens_at"], name="decisions_to_be_opened", condition=models.Q(state="notice")),
            models.Index(fields=["subject"], name="decisions_by_subject", condition=models.Q(subject__isnull=False)),
            models.Index(
                fields=["wording_until"], name="decisions_left_for_wording", condition=models.Q(wording_until__isnull=False, followed_at=None)
            ),
        )

    def __str__(self) -> str:
        return self.title


class Elector(models.Model):
    """One line of the roll of a decision: an organisation that may decide, as it stood at the opening instant.

    In a secret vote it says that the organisation has voted, through whom and on what authority; and nothing of when or what.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="roll")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    region = models.CharField(max_length=3, blank=True)
    country = models.CharField(max_length=2, blank=True)
    category = models.CharField(max_length=16, blank=True)
    is_chair = models.BooleanField(default=False)
    is_present = models.BooleanField(default=False)
    has_voted = models.BooleanField(default=False, help_text="Of a secret vote alone.")
    voted_through = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+", help_text="Of a secret vote alone.")
    voted_under = models.UUIDField(null=True, help_text="Of a secret vote alone: the mandate.")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["decision", "organisation"], name="decisions_one_line_an_organisation"),)

    def __str__(self) -> str:
        return f"{self.organisation_id} on the roll of {self.decision_id}"


class Response(models.Model):
    """What an organisation answers to an open decision: one answer, which may be changed until the close where the rule says so."""

    class Came(models.TextChoices):
        """How it came."""

        WORKSPACE = "workspace", _("In the workspace")
        PHONE = "phone", _("By phone")
        PAPER = "paper", _("On paper")
        MAIL = "mail", _("By mail")
        MEETING = "meeting", _("At the meeting")
        PROXY = "proxy", _("By proxy")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="responses")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="responses")
    answer = models.CharField(max_length=20)
    reason = models.TextField(blank=True)
    person = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    mandate = models.UUIDField(null=True)
    came = models.CharField(max_length=10, choices=Came.choices, default=Came.WORKSPACE)
    came_how = models.CharField(max_length=300, blank=True)
    is_entered = models.BooleanField(default=False, help_text="Whether somebody else than its own people, or its proxy, wrote it down for it.")
    entered_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    proxy_of = models.ForeignKey(
        Organisation, on_delete=models.SET_NULL, null=True, related_name="+", help_text="The organisation that held the proxy."
    )
    said_at = models.DateTimeField(help_text="By the database's clock.")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["decision", "organisation"], name="decisions_one_answer_an_organisation"),)

    def __str__(self) -> str:
        return f"{self.organisation_id}: {self.answer}"


class Ballot(models.Model):
    """A sealed ballot of a secret vote. Nothing here says whose it is, or when it came; it is destroyed when the vote is closed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="sealed")
    sealed = models.BinaryField()

    def __str__(self) -> str:
        return f"ballot for {self.decision_id}"


class Proxy(models.Model):
    """That an organisation lets another one answer for it in one decision."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="proxies")
    giver = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    holder = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    given_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    given_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["decision", "giver"], condition=models.Q(ended_at=None), name="decisions_one_proxy_given"),
            models.CheckConstraint(condition=~models.Q(giver=models.F("holder")), name="decisions_no_proxy_to_oneself"),
        )

    def __str__(self) -> str:
        return f"proxy of {self.giver_id}"


class Dissociation(models.Model):
    """That an organisation is not bound by, or listed under, what was adopted."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="dissociations")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="dissociations")
    person = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    mandate = models.UUIDField(null=True)
    reason = models.TextField(blank=True)
    said_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["decision", "organisation"], condition=models.Q(withdrawn_at=None), name="decisions_dissociated_once"),
        )

    def __str__(self) -> str:
        return f"{self.organisation_id} dissociates from {self.decision_id}"


class Acknowledgement(models.Model):
    """That an organisation acknowledges what was adopted, where the rule asks each one to."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="acknowledgements")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    mandate = models.UUIDField(null=True)
    said_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["decision", "organisation"], name="decisions_acknowledged_once"),)

    def __str__(self) -> str:
        return f"{self.organisation_id} acknowledges {self.decision_id}"


class DiscussionDemand(models.Model):
    """That an organisation demands a discussion before the vote, where the rule lets it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="demands")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    reason = models.TextField(blank=True)
    said_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["decision", "organisation"], name="decisions_demanded_once"),)

    def __str__(self) -> str:
        return f"{self.organisation_id} demands discussion of {self.decision_id}"
