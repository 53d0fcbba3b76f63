"""What people may do with the membership."""

from django.utils.translation import gettext_lazy as _

from commoncall.kernel.authority import ALLOWED, Actor, Role, Verdict, permission
from commoncall.kernel.parties import permissions as parties
from commoncall.kernel.parties.models import Organisation

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
