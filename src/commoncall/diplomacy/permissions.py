"""What people may do with treaties and states."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commoncall.diplomacy.models import Following, Instrument
from commoncall.diplomacy.queries.following import Follower
from commoncall.kernel.accounts import queries as accounts
from commoncall.kernel.authority import Actor, Capacity, Role, Verdict, permission
from commoncall.kernel.parties import queries as parties

ARRANGE = permission(
    "diplomacy.arrange", gettext_lazy("Choose the treaties that are pursued, and add treaties of one’s own"), roles={Role.COORDINATOR}
)
PROPOSE = permission("diplomacy.propose", gettext_lazy("Bring the status table of a treaty"), roles={Role.COORDINATOR})
KEEP = permission("diplomacy.keep", gettext_lazy("Accept and correct what states did about a treaty"), roles={Role.COORDINATOR})
FOLLOW = permission("diplomacy.follow", gettext_lazy("Say which states one follows"), roles={Role.COORDINATOR, Role.REPRESENTATIVE})
SETTLE = permission("diplomacy.settle", gettext_lazy("Look into reports of errors from outside"), roles={Role.COORDINATOR})


def may_keep(actor: Actor, instrument: Instrument) -> Verdict:
    """Whether the actor may change what is known of a treaty.

    Of a coalition's own treaty: its coordinators. What belongs to the installation is shown by every coalition on it: there the
    operator and the stewards may, and coordinators as long as theirs is the only coalition.
    """
    if instrument.coalition_id is not None:
        if actor.coalition_id != instrument.coalition_id:
            return Verdict(False, _("There is no such treaty here."))
        return KEEP.verdict(actor)
    if actor.is_operator or actor.capacity is Capacity.STEWARD:
        return Verdict(True, _("Whoever looks after the installation keeps what all coalitions show."))
    verdict = KEEP.verdict(actor)
    if not verdict.allowed or _looks_after_all(actor):
        return verdict
    return Verdict(
        False,
        _("What states did about this treaty is shown by several coalitions. Those who look after the installation accept it; you can propose it."),
    )


def _looks_after_all(actor: Actor) -> bool:
    return accounts.stewards().filter(pk=actor.account_id).exists() or parties.coalitions().count() == 1


def may_end(actor: Actor, following: Following | Follower) -> Verdict:
    """Whether the actor may end that somebody follows a state: that person, whoever represents the same organisation, and a coordinator."""
    verdict = FOLLOW.verdict(actor)
    if not verdict.allowed or actor.is_coordinator or following.person_id == actor.person_id:
        return verdict
    if following.organisation_id is not None and following.organisation_id == actor.organisation_id:
        return verdict
    return Verdict(False, _("Whoever follows a state, and their organisation, end it."))
