"""What people may do with the bodies."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commoncall.kernel.authority import Actor, Role, Verdict, permission
from commoncall.leadership.models import Seat

ARRANGE = permission("leadership.arrange", gettext_lazy("Set up bodies, and give and end seats in them"), roles={Role.COORDINATOR})
SEND = permission(
    "leadership.send",
    gettext_lazy("Say who sits for one’s own organisation"),
    roles={Role.COORDINATOR, Role.REPRESENTATIVE, Role.OBSERVER},
)


def may_send(actor: Actor, seat: Seat) -> Verdict:
    """Whether the actor may say who sits for a seat: the organisation that holds it, and a coordinator."""
    verdict = SEND.verdict(actor)
    if not verdict.allowed or actor.is_coordinator:
        return verdict
    if seat.organisation_id is not None and seat.organisation_id == actor.organisation_id:
        return verdict
    return Verdict(False, _("Whoever holds a seat says who sits there; this one is held by another organisation."))
