"""The tables of the drafting."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from commoncall.kernel.identifiers import uuid7
from commoncall.kernel.labels import Label, label_field
from commoncall.kernel.parties.models import Coalition, Organisation, Person
from commoncall.leadership.models import Body


class Text(models.Model):
    """Something that many write together, from the first draft to what is published."""

    class Kind(models.TextChoices):
        """What sort of text it is."""

        STATEMENT = "statement", _("Statement")
        LETTER = "letter", _("Letter")
        POLICY = "policy", _("Policy paper")
        RULES = "rules", _("Rules")
        CALL = "call", _("Common call")
        CHARTER = "charter", _("Charter or pledge")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    coalition = models.ForeignKey(Coalition, on_delete=models.CASCADE, related_name="drafted_texts")
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.STATEMENT)
    title = models.CharField(max_length=300, help_text="What it is called while it is written; each wording has a title of its own.")
    language = models.CharField(max_length=10, help_text="The authoritative language.")
    topic = models.CharField(max_length=80, blank=True, help_text="The topic that a mandate must cover to amend it; empty for any mandate.")
    group = models.ForeignKey(Body, on_delete=models.SET_NULL, null=True, related_name="drafted_texts", help_text="The drafting group.")
    label = label_field(Label.AMBER)
    begun_at = models.DateTimeField()
    begun_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True, help_text="When it was given up, or put away after its time.")

    class Meta:
        indexes = (models.Index(fields=["coalition", "-begun_at"], name="drafting_texts_by_time"),)

    def __str__(self) -> str:
        return self.title


class Version(models.Model):
    """A version of a text. Its words can be changed only while it is a draft; then it has a digest and stays as it is.

    DRAFT is written by the drafting group; OPEN invites amendments and comments; CLOSED treats them; from there either a next
    version is merged (and this one is SUPERSEDED), or, with everything treated, it is LOCKED for a decision, and PUBLISHED.
    """

    class State(models.TextChoices):
        """How far it has come."""

        DRAFT = "draft", _("Being written")
        OPEN = "open", _("Open to amendments")
        CLOSED = "closed", _("Amendments are over")
        LOCKED = "locked", _("Locked")
        PUBLISHED = "published", _("Published")
        SUPERSEDED = "superseded", _("Superseded")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    coalition = models.ForeignKey(Coalition, on_delete=models.CASCADE, related_name="drafted_versions")
    text = models.ForeignKey(Text, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    former = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="next_versions", help_text="The version it was made from.")
    digest = models.CharField(max_length=64, blank=True, help_text="SHA-256 of the authoritative wording, once it can no longer be changed.")
    change_note = models.TextField(blank=True, help_text="What is different from the version before, in the authoritative language.")
    amendments_until = models.DateTimeField(null=True, help_text="The exact instant until which amendments are taken.")
    begun_at = models.DateTimeField()
    begun_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    locked_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)
    opening_told_at = models.DateTimeField(null=True, help_text="When those who may amend were written to; empty until then.")
    closing_told_at = models.DateTimeField(null=True, help_text="When those who had amended were told that amendments are over.")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["text", "number"], name="drafting_one_version_a_number"),
            models.UniqueConstraint(fields=["text"], condition=models.Q(state="draft"), name="drafting_one_draft"),
        )
        indexes = (models.Index(fields=["amendments_until"], name="drafting_open_until", condition=models.Q(state="open")),)

    def __str__(self) -> str:
        return f"version {self.number} of {self.text_id}"


class Wording(models.Model):
    """What a version says in one language: a title, and paragraphs in order.

    A translation remembers which authoritative words it was made of, and who checked it against them.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="wordings")
    language = models.CharField(max_length=10)
    title = models.CharField(max_length=300, blank=True)
    paragraphs = models.JSONField(default=list, help_text="In order, each as rules.paragraphs.Paragraph.as_stored.")
    digest = models.CharField(max_length=64, blank=True, help_text="SHA-256 of what it says; see rules.paragraphs.digest.")
    translates = models.CharField(max_length=64, blank=True, help_text="The digest of the authoritative wording that it was made of.")
    checked_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    checked_at = models.DateTimeField(null=True)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["version", "language"], name="drafting_one_wording_a_language"),)

    def __str__(self) -> str:
        return f"{self.version_id} in {self.language}"


class Amendment(models.Model):
    """What an organisation would have changed in a version, in one of its languages; or in another amendment (``amends``)."""

    class Strength(models.TextChoices):
        """How much it means to the organisation."""

        MUST = "must", _("Without this we cannot agree")
        SHOULD = "should", _("This would make it better")

    class Treatment(models.TextChoices):
        """What the drafting group proposes to do with it."""

        NONE = "", _("Not treated yet")
        ACCEPT = "accept", _("Accept")
        MODIFY = "modify", _("Accept with changes")
        REFUSE = "refuse", _("Refuse")
        VOTE = "vote", _("Refer to a vote")

    class Reply(models.TextChoices):
        """What the proposer says to the proposed treatment."""

        NONE = "", _("No answer yet")
        AGREE = "agree", _("Agrees with the treatment")
        INSIST = "insist", _("Insists on its own words")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    coalition = models.ForeignKey(Coalition, on_delete=models.CASCADE, related_name="amendments")
    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="amendments")
    amends = models.ForeignKey("self", on_delete=models.CASCADE, null=True, related_name="amendments")
    number = models.PositiveSmallIntegerField(help_text="Counted within the version: A1, A2.")
    language = models.CharField(max_length=10)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="amendments")
    person = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    mandate = models.UUIDField(null=True, help_text="The mandate under which it was proposed.")
    changes = models.JSONField(default=list, help_text="In order, each as rules.amending.Change.as_stored.")
    reason = models.TextField(blank=True)
    strength = models.CharField(max_length=8, choices=Strength.choices, default=Strength.SHOULD)
    proposed_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    treatment = models.CharField(max_length=8, choices=Treatment.choices, default=Treatment.NONE, blank=True)
    treated_changes = models.JSONField(default=list, help_text="The changed changes, where it is accepted with changes.")
    treatment_reason = models.TextField(blank=True)
    treated_at = models.DateTimeField(null=True)
    treated_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    reply = models.CharField(max_length=8, choices=Reply.choices, default=Reply.NONE, blank=True)
    reply_reason = models.TextField(blank=True)
    replied_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True, help_text="When the result of a vote on it was entered, which is then its treatment.")
    merged_into = models.ForeignKey(Version, on_delete=models.SET_NULL, null=True, related_name="merged_amendments")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["version", "number"], name="drafting_one_amendment_a_number"),)
        indexes = (models.Index(fields=["organisation"], name="drafting_amendments_of_org"),)

    def __str__(self) -> str:
        return f"A{self.number} on {self.version_id}"


class Comment(models.Model):
    """What an organisation says of a version, or of one paragraph, without proposing words. It ends treated, with a reason."""

    class Treatment(models.TextChoices):
        """What became of it."""

        NONE = "", _("Not treated yet")
        TAKEN = "taken", _("Taken up")
        PARTLY = "partly", _("Taken up in part")
        NOT = "not", _("Not taken up")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    coalition = models.ForeignKey(Coalition, on_delete=models.CASCADE, related_name="draft_comments")
    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="comments")
    paragraph = models.CharField(max_length=40, blank=True, help_text="The key of the paragraph; empty for the whole.")
    language = models.CharField(max_length=10)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="draft_comments")
    person = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    text = models.TextField()
    said_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    treatment = models.CharField(max_length=8, choices=Treatment.choices, default=Treatment.NONE, blank=True)
    treatment_reason = models.TextField(blank=True)
    treated_at = models.DateTimeField(null=True)
    treated_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        indexes = (models.Index(fields=["version", "paragraph"], name="drafting_comments_by_place"),)

    def __str__(self) -> str:
        return f"comment on {self.version_id}"


class BottomLine(models.Model):
    """What an organisation never signs. Nobody but its own people reads whose it is; drafters are warned without a name."""

    class About(models.TextChoices):
        """What is not signed."""

        WORDS = "words", _("Certain words")
        SUBJECT = "subject", _("A subject")
        TACTIC = "tactic", _("A tactic")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    coalition = models.ForeignKey(Coalition, on_delete=models.CASCADE, related_name="bottom_lines")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="bottom_lines")
    about = models.CharField(max_length=8, choices=About.choices, default=About.WORDS)
    words = models.JSONField(default=list, help_text="Words or phrases, in any language, by which a text is recognised.")
    warning = models.CharField(max_length=300, blank=True, help_text="What the drafters are told, in words that do not name the organisation.")
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        indexes = (models.Index(fields=["coalition"], name="drafting_bottom_lines"),)

    def __str__(self) -> str:
        return f"bottom line of {self.organisation_id}"
