"""What people may do with asks."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commoncall.kernel.asks.models import Ask
from commoncall.kernel.authority import ALLOWED, Actor, Role, Verdict, permission

WITHDRAW = permission("asks.withdraw", gettext_lazy("Take back what was asked of others"), roles={Role.COORDINATOR})
ANSWER = permission(
    "asks.answer",
    gettext_lazy("Answer what is asked of oneself or one’s organisation"),
    roles={Role.COORDINATOR, Role.REPRESENTATIVE, Role.OBSERVER, Role.ENDORSER},
)


def may_answer(actor: Actor, ask: Ask) -> Verdict:
    """Whether the actor is the one who is asked: the person, somebody who acts for the organisation, or a coordinator."""
    verdict = ANSWER.verdict(actor)
    if not verdict.allowed or actor.is_operator:
        return verdict
    return verdict if is_asked(actor, ask) else Verdict(False, _("This is asked of somebody else."))


def is_asked(actor: Actor, ask: Ask) -> bool:
    """Tell whether an ask is for this actor to answer."""
    if ask.coalition_id != actor.coalition_id:
        return False
    if ask.person_id is not None:
        return ask.person_id == actor.person_id
    if ask.organisation_id is not None:
        return ask.organisation_id == actor.organisation_id
    return Role.COORDINATOR in actor.roles


def may_withdraw(actor: Actor, ask: Ask) -> Verdict:
    """Whether the actor may take an ask back: whoever made it, and a coordinator."""
    made_it = actor.person_id is not None and actor.person_id == ask.asked_by_id and not actor.preview
    return ALLOWED if made_it else WITHDRAW.verdict(actor)
