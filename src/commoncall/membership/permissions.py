"""What people may do with the membership."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from commoncall.kernel.authority import ALLOWED, Actor, Proof, Role, Verdict, permission
from commoncall.kernel.parties import permissions as parties
from commoncall.kernel.parties import queries as known
from commoncall.kernel.parties.models import Organisation, Person
from commoncall.membership.models import Application, Membership, Opinion, Standing

KEEP = permission(
    "membership.keep", _("Keep the list of organisations: category, standing, networks, tags and own columns"), roles={Role.COORDINATOR}
)
DESCRIBE = permission(
    "membership.describe",
    _("Correct what is noted of one’s own organisation"),
    roles={Role.COORDINATOR, Role.REPRESENTATIVE, Role.OBSERVER, Role.ENDORSER},
)
ANNOTATE = permission("membership.annotate", _("Write notes on organisations"), roles={Role.COORDINATOR})
IMPORT = permission("membership.import", _("Take in a list of organisations and people, and undo it"), roles={Role.COORDINATOR})
EXPORT = permission(
    "membership.export",
    _("Download the list of organisations and people, as far as one may read it"),
    roles={Role.COORDINATOR, Role.REPRESENTATIVE, Role.OBSERVER, Role.ENDORSER},
)
SAVE_FILTERS = permission(
    "membership.save_filters",
    _("Save a question to the directory for oneself"),
    roles={Role.COORDINATOR, Role.REPRESENTATIVE, Role.OBSERVER, Role.ENDORSER},
)

PROCEED = permission("membership.proceed", _("Open a procedure about an organisation, and suspend it"), roles={Role.COORDINATOR})
ANSWER_NOTICE = permission(
    "membership.answer_notice",
    _("Answer to a notice that one’s own organisation was given"),
    roles={Role.REPRESENTATIVE, Role.OBSERVER, Role.ENDORSER},
)
WITHDRAW = permission("membership.withdraw", _("Withdraw one’s own organisation"), roles={Role.REPRESENTATIVE, Role.OBSERVER, Role.ENDORSER})


def may_describe(actor: Actor, organisation: Organisation) -> Verdict:
    """Whether the actor may change an organisation's profile: a coordinator any, everyone else that for which they act."""
    verdict = DESCRIBE.verdict(actor)
    if not verdict.allowed or actor.is_coordinator:
        return verdict
    return parties.may_correct(actor, organisation)


def may_keep(actor: Actor) -> Verdict:
    """Whether the actor may change how an organisation belongs, which no organisation says of itself."""
    return KEEP.verdict(actor)


def may_save_filter(actor: Actor, *, shared: bool) -> Verdict:
    """Whether the actor may keep a filter: for itself, or (coordinators) for everyone."""
    if shared:
        return KEEP.verdict(actor)
    if actor.account_id is None and not actor.is_operator:
        return Verdict(False, _("Sign in to keep a filter for yourself."))
    return SAVE_FILTERS.verdict(actor) if actor.account_id else ALLOWED


def may_proceed(actor: Actor) -> Verdict:
    """Whether the actor may open procedures about organisations and carry them on."""
    return PROCEED.verdict(actor)


def may_answer_notice(actor: Actor, organisation_id: UUID) -> Verdict:
    """Whether the actor may answer to a notice: only those who act for the organisation that was given it."""
    verdict = ANSWER_NOTICE.verdict(actor)
    if not verdict.allowed or actor.organisation_id == organisation_id:
        return verdict
    return Verdict(False, _("Only those who act for the organisation answer for it."))


def may_reactivate(actor: Actor, organisation_id: UUID) -> Verdict:
    """Whether the actor may say that an organisation is there: a coordinator of any, everyone of that for which they act."""
    if actor.organisation_id is not None and actor.organisation_id == organisation_id and not actor.preview:
        return ALLOWED
    return KEEP.verdict(actor)


def may_end_membership(actor: Actor, organisation: Organisation) -> Verdict:
    """Whether the actor may end an organisation's membership: a coordinator notes it, its own people withdraw it."""
    return may_withdraw(actor, organisation) if actor.organisation_id == organisation.pk else KEEP.verdict(actor)


def may_withdraw(actor: Actor, organisation: Organisation) -> Verdict:
    """Whether the actor may end the membership of the organisation for which they act.

    It takes a mandate that is bound to no other topic, and not one that is held in another's absence.
    """
    verdict = WITHDRAW.verdict(actor)
    if not verdict.allowed:
        return verdict
    if actor.organisation_id != organisation.pk or actor.person_id is None:
        return Verdict(False, _("Only those who act for the organisation withdraw it."))
    held = known.authority_of(Person(pk=actor.person_id, name=actor.person_name), organisation, "membership")
    if held.mandate is not None and held.mandate.deputy_for_id is not None:
        return Verdict(False, _("Whoever stands in for somebody cannot withdraw the organisation."))
    return held.verdict


ARRANGE_ADMISSION = permission(
    "membership.arrange_admission", _("Arrange how organisations apply: stages, questions, times, promises"), roles={Role.COORDINATOR}
)
HANDLE = permission("membership.handle_applications", _("Check applications, have members consulted, and record decisions"), roles={Role.COORDINATOR})
ADVISE = permission("membership.advise", _("Answer for one’s organisation when it is asked about an application"), roles={Role.REPRESENTATIVE})
SIT = permission(
    "membership.sit_on_applications",
    _("Answer about an application for a seat in the body that decides"),
    roles={Role.COORDINATOR, Role.REPRESENTATIVE, Role.OBSERVER},
)


def may_advise(actor: Actor, opinion: Opinion) -> Verdict:
    """Whether the actor may answer about an application: whoever represents the organisation that is asked, for itself alone.

    While that is suspended its voice rests, as the vote of its seats does.
    """
    verdict = ADVISE.verdict(actor)
    if verdict.allowed and (opinion.organisation_id is None or opinion.organisation_id != actor.organisation_id):
        return Verdict(False, _("This is asked of somebody else."))
    if verdict.allowed and Membership.objects.filter(pk=opinion.organisation_id, standing=Standing.SUSPENDED).exists():
        return Verdict(False, _("Your organisation is suspended. Until that ends it is not heard on who joins."))
    return verdict


def may_fill(actor: Actor, application: Application) -> Verdict:
    """Whether the actor may fill in an application and say what becomes of it: whoever found it by its key, which nobody guesses."""
    if actor.is_operator or (actor.proof >= Proof.LINK and not actor.roles and actor.coalition_id == application.coalition_id):
        return ALLOWED
    return Verdict(False, _("Only whoever applies can do this, with the link that was mailed."))
