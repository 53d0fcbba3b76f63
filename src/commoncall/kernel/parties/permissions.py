"""What people may do to the parties."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from commoncall.kernel.authority import ALLOWED, Actor, Capacity, Proof, Role, Verdict, permission
from commoncall.kernel.parties import queries
from commoncall.kernel.parties.models import Coalition, Mandate, Organisation

ARRANGE = permission("parties.arrange", _("Change how the coalition works"), roles={Role.COORDINATOR})
REMOVE_COALITION = permission(
    "parties.remove_coalition", _("Remove the coalition with all that it holds"), roles={Role.COORDINATOR}, proof=Proof.SECOND_FACTOR
)
ENTER = permission("parties.enter", _("Enter organisations and people"), roles={Role.COORDINATOR})
COORDINATE = permission("parties.appoint_coordinator", _("Make somebody a coordinator, or end it"), roles={Role.COORDINATOR})
INVITE = permission("parties.invite", _("Invite people into the workspace"), roles={Role.COORDINATOR})
SPEAK_FOR = permission(
    "parties.speak_for", _("Change what one’s own organisation says of itself"), roles={Role.REPRESENTATIVE, Role.OBSERVER, Role.ENDORSER}
)
LOOK_AS = permission("parties.look_as", _("Look at the workspace as a member or the public sees it"), roles={Role.COORDINATOR})


def _for_organisation(actor: Actor, organisation: Organisation, *, coordinators: bool = True) -> Verdict:
    if coordinators and ENTER.verdict(actor).allowed:
        return ALLOWED
    own = SPEAK_FOR.verdict(actor)
    if own.allowed and actor.organisation_id == organisation.id:
        return own
    if own.allowed:
        return Verdict(False, _("You act for %(own)s, and so not for %(other)s.") % {"own": actor.organisation_name, "other": organisation.name})
    return own


def may_correct(actor: Actor, organisation: Organisation) -> Verdict:
    """Whether the actor may change an organisation's record: a coordinator, or one who speaks for it."""
    return _for_organisation(actor, organisation)


def may_choose_naming(actor: Actor, organisation: Organisation) -> Verdict:
    """Whether the actor may say how far an organisation is named.

    It is the organisation's own choice. A coordinator may enter it as long as nobody of the organisation has come in, and
    may always make it narrower, since a leak cannot be undone; whether it may be widened is ``may_widen_naming``.
    """
    return _for_organisation(actor, organisation)


def may_widen_naming(actor: Actor, organisation: Organisation) -> Verdict:
    """Whether the actor may let an organisation be named further than it is: itself, or nobody of it has come in yet."""
    verdict = may_choose_naming(actor, organisation)
    if not verdict.allowed or actor.is_operator or actor.organisation_id == organisation.id:
        return verdict
    inside = queries.mandates_in_force().filter(organisation=organisation, person__account__isnull=False)
    if not inside.exists():
        return verdict
    return Verdict(False, _("How it is named is its own choice. You may narrow it; only %(name)s can widen it.") % {"name": organisation.name})


def may_correct_person(actor: Actor, person_id: UUID) -> Verdict:
    """Whether the actor may correct what is noted of a person: a coordinator anybody, everyone themselves."""
    if actor.person_id is not None and actor.person_id == person_id and not actor.preview:
        return ALLOWED
    return ENTER.verdict(actor)


def may_grant(actor: Actor, organisation: Organisation | None) -> Verdict:
    """Whether the actor may give somebody a mandate: for the coalition its coordinators, for an organisation its own people too."""
    return COORDINATE.verdict(actor) if organisation is None else _for_organisation(actor, organisation)


def may_end(actor: Actor, mandate: Mandate) -> Verdict:
    """Whether the actor may end a mandate: whoever may grant it, and its holder."""
    if actor.person_id is not None and actor.person_id == mandate.person_id and not actor.preview:
        return ALLOWED
    return may_grant(actor, mandate.organisation)


def may_remove(actor: Actor, coalition: Coalition) -> Verdict:
    """Whether the actor may remove a coalition with all that it holds: a coordinator who shows a second factor.

    The demonstration is there to be tried and thrown away: for it, being signed in is enough.
    """
    verdict = REMOVE_COALITION.verdict(actor)
    if coalition.is_demo and verdict.proof_needed is not None and actor.proof >= Proof.SIGNED_IN:
        return ALLOWED
    return verdict


def may_found(actor: Actor) -> Verdict:
    """Whether the actor may set up a coalition: the operator, or a steward of the installation.

    Whoever follows the one-time link of an empty installation becomes its first steward.
    """
    if actor.is_operator or actor.capacity is Capacity.STEWARD:
        return ALLOWED
    return Verdict(False, _("Only the stewards of this installation set up coalitions here."))
