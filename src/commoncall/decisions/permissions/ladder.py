"""Who may set up the ladder, propose to change it, and support what somebody of another member proposed."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commoncall.decisions.models import RungChange
from commoncall.kernel.authority import Actor, Role, Verdict, permission
from commoncall.kernel.parties import queries as parties
from commoncall.kernel.parties.models import Coalition
from commoncall.membership.models import Category, Membership, Standing

SET_UP = permission(
    "decisions.set_up_ladder", gettext_lazy("Set up the ladder of decisions, before anything is decided by it"), roles={Role.COORDINATOR}
)
PROPOSE = permission(
    "decisions.propose_ladder", gettext_lazy("Propose a change of the ladder of decisions"), roles={Role.COORDINATOR, Role.REPRESENTATIVE}
)
SUPPORT = permission(
    "decisions.support_ladder",
    gettext_lazy("Support for one’s own organisation a change of the ladder that another one proposed"),
    roles={Role.REPRESENTATIVE},
)
CALENDAR = permission("decisions.keep_calendar", gettext_lazy("Say on which days the coalition does not work"), roles={Role.COORDINATOR})


def may_propose(actor: Actor, coalition: Coalition) -> Verdict:
    """Whether the actor may propose to change the ladder: a coordinator, and who acts for a voting member in good standing."""
    verdict = PROPOSE.verdict(actor) if actor.coalition_id == coalition.pk else Verdict(False, _("There is no such ladder here."))
    if not verdict.allowed or actor.is_coordinator or _votes(actor):
        return verdict
    return Verdict(False, _("Only organisations that vote, and are in good standing, change how it is decided."))


def may_support(actor: Actor, change: RungChange) -> Verdict:
    """Whether the actor may support a proposed change: who acts for a voting member that had no part in proposing it.

    Nobody supports what they proposed, whatever hat they wear; no coordinator does as such; and neither does anybody of an
    organisation for which the proposer acts too.
    """
    if actor.coalition_id != change.coalition_id:
        return Verdict(False, _("There is no such proposal here."))
    if actor.organisation_id is None and not actor.preview:
        return Verdict(False, _("The support of a second organisation is needed. Nobody gives it for the coalition as such."))
    verdict = SUPPORT.verdict(actor)
    if not verdict.allowed:
        return verdict
    if not _votes(actor):
        return Verdict(False, _("Only organisations that vote, and are in good standing, change how it is decided."))
    if actor.person_id is not None and actor.person_id == change.proposed_by_id:
        return Verdict(False, _("You proposed it yourself. It needs the support of somebody from another organisation."))
    if _belong_together(actor, change):
        return Verdict(False, _("This comes from your own organisation. It needs the support of another one."))
    return verdict


def may_withdraw_change(actor: Actor, change: RungChange) -> Verdict:
    """Whether the actor may withdraw a proposed change: who proposed it, and others who act for the same organisation or office."""
    verdict = may_propose(actor, change.coalition)
    if not verdict.allowed or actor.person_id == change.proposed_by_id or actor.organisation_id == change.proposed_for_id:
        return verdict
    return Verdict(False, _("Only those who proposed it withdraw it."))


def _votes(actor: Actor) -> bool:
    own = Membership.objects.filter(organisation=actor.organisation_id, category=Category.ORDINARY, standing=Standing.GOOD)
    return actor.organisation_id is not None and own.exists()


def _belong_together(actor: Actor, change: RungChange) -> bool:
    if change.proposed_for_id == actor.organisation_id:
        return True
    acting = parties.mandates_in_force()
    return acting.filter(person=change.proposed_by_id, organisation=actor.organisation_id).exists() or (
        change.proposed_for_id is not None and acting.filter(person=actor.person_id, organisation=change.proposed_for_id).exists()
    )
