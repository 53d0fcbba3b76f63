"""What people may do with texts that are drafted, and for whom they amend them."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commoncall.drafting.models import Amendment, BottomLine, Comment, Text, Version
from commoncall.drafting.queries import groups
from commoncall.kernel import time
from commoncall.kernel.authority import Actor, Permission, Role, Verdict, permission
from commoncall.kernel.parties import queries as parties
from commoncall.kernel.parties.models import Coalition, Organisation, Person
from commoncall.kernel.parties.queries import Authority
from commoncall.leadership.models import Body
from commoncall.membership.models import Membership, Standing

State = Version.State

BEGIN = permission("drafting.begin", gettext_lazy("Begin a text, arrange who drafts it, and give it up"), roles={Role.COORDINATOR})
DRAFT = permission(
    "drafting.draft",
    gettext_lazy("Draft a text in whose drafting group one sits, open and lock it, and treat what was proposed"),
    roles={Role.COORDINATOR, Role.REPRESENTATIVE, Role.OBSERVER},
)
PUBLISH = permission("drafting.publish", gettext_lazy("Publish a locked text"), roles={Role.COORDINATOR})
AMEND = permission("drafting.amend", gettext_lazy("Propose amendments for one’s own organisation"), roles={Role.REPRESENTATIVE})
COMMENT = permission(
    "drafting.comment",
    gettext_lazy("Comment on texts that one may read, for one’s own organisation"),
    roles={Role.REPRESENTATIVE, Role.OBSERVER, Role.ENDORSER},
)
KEEP_BOTTOM_LINES = permission(
    "drafting.keep_bottom_lines", gettext_lazy("Note what one’s own organisation never signs"), roles={Role.REPRESENTATIVE, Role.ENDORSER}
)

#: A mandate for drafting covers every text.
TOPIC = "draft"


def may_begin(actor: Actor, coalition: Coalition, group: Body | None = None) -> Verdict:
    """Whether the actor may begin a text: a coordinator any, who sits in a body one that it drafts."""
    if actor.coalition_id != coalition.pk:
        return Verdict(False, _("This is another coalition’s."))
    if group is None or actor.is_coordinator:
        return BEGIN.verdict(actor)
    return _of_group(actor, group)


def may_arrange(actor: Actor, text: Text) -> Verdict:
    """Whether the actor may change who drafts a text and who reads it."""
    return BEGIN.verdict(actor) if text.coalition_id == actor.coalition_id else _elsewhere()


def may_draft(actor: Actor, text: Text) -> Verdict:
    """Whether the actor may draft a text: coordinators, and those who sit in its drafting group."""
    if text.coalition_id != actor.coalition_id:
        return _elsewhere()
    if actor.is_coordinator:
        return DRAFT.verdict(actor)
    return _of_group(actor, text.group)


def _of_group(actor: Actor, group: Body | None) -> Verdict:
    verdict = DRAFT.verdict(actor)
    if not verdict.allowed or groups.sits(actor, group):
        return verdict
    return Verdict(False, _("Only the drafting group and the coordinators do this."))


def may_treat(actor: Actor, version: Version) -> Verdict:
    """Whether the actor may say what becomes of amendments and comments: who may draft the text, once it is or was open."""
    verdict = may_draft(actor, version.text)
    if verdict.allowed and version.state not in {State.OPEN, State.CLOSED}:
        return Verdict(False, _("This version is no longer under discussion."))
    return verdict


def may_publish(actor: Actor, version: Version) -> Verdict:
    """Whether the actor may publish a version: a coordinator, and the machine when it was adopted."""
    return PUBLISH.verdict(actor) if version.coalition_id == actor.coalition_id else _elsewhere()


def authority_to_amend(person: Person, organisation: Organisation, text: Text) -> Authority:
    """Return whether a person's mandate lets them amend a text for an organisation, on which mandate, and why or why not."""
    topics = (text.topic, TOPIC) if text.topic else ("",)
    answers = [parties.authority_of(person, organisation, topic) for topic in topics]
    return next((one for one in answers if one), answers[0])


def may_amend(actor: Actor, version: Version) -> Verdict:
    """Whether the actor may propose amendments to a version for the organisation for which they act."""
    return _may_say(actor, version, AMEND)


def may_comment(actor: Actor, version: Version) -> Verdict:
    """Whether the actor may comment on a version for the organisation for which they act."""
    return _may_say(actor, version, COMMENT)


def _may_say(actor: Actor, version: Version, what: Permission) -> Verdict:
    verdict = what.verdict(actor)
    if not verdict.allowed:
        return verdict
    return _for_own(actor, version.text, actor.organisation_id) if is_open(version) else _over(version)


def is_open(version: Version) -> bool:
    """Tell whether a version takes amendments at this instant, by the database's clock."""
    if version.state != State.OPEN or version.text.closed_at is not None:
        return False
    return version.amendments_until is None or time.database_now() < version.amendments_until


def _over(version: Version) -> Verdict:
    if version.state == State.DRAFT:
        return Verdict(False, _("This version is not open to amendments yet."))
    return Verdict(False, _("Amendments and comments to this version are over."))


def may_reply(actor: Actor, amendment: Amendment) -> Verdict:
    """Whether the actor may answer what the drafting group proposes for an amendment: its own organisation's people."""
    verdict = AMEND.verdict(actor)
    return _for_own(actor, amendment.version.text, amendment.organisation_id) if verdict.allowed else verdict


def may_withdraw(actor: Actor, amendment: Amendment) -> Verdict:
    """Whether the actor may withdraw an amendment: its own organisation's people, nobody else."""
    return may_reply(actor, amendment)


def may_withdraw_comment(actor: Actor, comment: Comment) -> Verdict:
    """Whether the actor may withdraw a comment: its own organisation's people."""
    verdict = COMMENT.verdict(actor)
    return _for_own(actor, comment.version.text, comment.organisation_id) if verdict.allowed else verdict


def _for_own(actor: Actor, text: Text, organisation_id: UUID | None) -> Verdict:
    """Whether the actor acts for this organisation, with a mandate that covers the text, and the organisation's voice does not rest."""
    if actor.is_operator and actor.organisation_id is None:
        return Verdict(False, _("Amendments, answers and comments are an organisation’s own."))
    if actor.organisation_id is None or actor.person_id is None:
        return Verdict(False, _("Only those who act for an organisation do this. You act for the coalition as such."))
    if actor.organisation_id != organisation_id:
        return Verdict(False, _("This is another organisation’s. You act for %(own)s.") % {"own": actor.organisation_name})
    standing = Membership.objects.filter(pk=actor.organisation_id).values_list("standing", flat=True).first()
    if standing == Standing.SUSPENDED:
        return Verdict(False, _("Your organisation is suspended. Until that ends it cannot amend texts or comment on them."))
    if standing == Standing.LEFT:
        return Verdict(False, _("Your organisation has left the coalition."))
    organisation = Organisation(pk=actor.organisation_id, name=actor.organisation_name)
    return authority_to_amend(Person(pk=actor.person_id, name=actor.person_name), organisation, text).verdict


def may_keep_bottom_lines(actor: Actor, organisation: Organisation) -> Verdict:
    """Whether the actor may note and remove an organisation's bottom lines: its own people alone, whatever else they may do."""
    if actor.organisation_id is None or actor.organisation_id != organisation.pk:
        return Verdict(False, _("What an organisation never signs is its own. Only its own people note it."))
    return KEEP_BOTTOM_LINES.verdict(actor)


def may_remove(actor: Actor, bottom_line: BottomLine) -> Verdict:
    """Whether the actor may remove a bottom line."""
    return may_keep_bottom_lines(actor, bottom_line.organisation)


def _elsewhere() -> Verdict:
    return Verdict(False, _("This is another coalition’s."))
