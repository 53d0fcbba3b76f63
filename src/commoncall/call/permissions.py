"""What people may do with the texts, and who may sign one for an organisation."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commoncall.call.models import Endorsement, Endorser
from commoncall.kernel.authority import ALLOWED, Actor, Capacity, Proof, Role, Verdict, permission
from commoncall.kernel.parties import queries as parties
from commoncall.kernel.parties.models import Organisation, Person
from commoncall.kernel.parties.queries import Authority

DRAFT = permission("call.draft", gettext_lazy("Draft the call and the charter, and correct their translations"), roles={Role.COORDINATOR})
ADOPT = permission("call.adopt", gettext_lazy("Note that a version of the call or the charter was adopted"), roles={Role.COORDINATOR})
ARRANGE = permission("call.arrange", gettext_lazy("Choose who may endorse from outside, and end endorsing"), roles={Role.COORDINATOR})
ENDORSE = permission(
    "call.endorse", gettext_lazy("Endorse a text for one’s own organisation, and withdraw that"), roles={Role.REPRESENTATIVE, Role.ENDORSER}
)
ENTER = permission("call.enter", gettext_lazy("Enter an endorsement that came on paper, by phone or by mail"), roles={Role.COORDINATOR})
FOLLOW_UP = permission("call.follow_up", gettext_lazy("See who has re-affirmed, and remind those who have not"), roles={Role.COORDINATOR})
KEEP_ENDORSERS = permission("call.keep_endorsers", gettext_lazy("See, enter and take out those who endorse from outside"), roles={Role.COORDINATOR})
EXPORT_ENDORSERS = permission("call.export_endorsers", gettext_lazy("Download the list of those who endorse from outside"), roles={Role.COORDINATOR})

#: The topics of a mandate that let its holder sign a text; a mandate without topics is for all.
SIGNING = ("call", "sign")


def authority_to_sign(person: Person, organisation: Organisation) -> Authority:
    """Return whether a person's mandate lets them sign a text for an organisation, on which mandate, and why or why not."""
    answers = [parties.authority_of(person, organisation, topic) for topic in SIGNING]
    return next((one for one in answers if one), answers[0])


def may_speak(actor: Actor, organisation: Organisation) -> Verdict:
    """Whether the actor is one of an organisation's own people who may endorse at all, whatever their topics."""
    if actor.is_operator:
        return ALLOWED
    if actor.organisation_id != organisation.id:
        if actor.organisation_id is None:
            return Verdict(
                False, _("Only its own people endorse for %(other)s. Enter what came on paper or by phone instead.") % {"other": organisation.name}
            )
        return Verdict(False, _("You act for %(own)s, and so not for %(other)s.") % {"own": actor.organisation_name, "other": organisation.name})
    return ENDORSE.verdict(actor)


def may_endorse(actor: Actor, organisation: Organisation) -> Verdict:
    """Whether the actor may sign for an organisation: one of its own people, whose mandate covers it."""
    verdict = may_speak(actor, organisation)
    if not verdict.allowed or actor.person_id is None:
        return verdict
    person = Person.objects.get(pk=actor.person_id)
    return authority_to_sign(person, organisation).verdict


def may_take_over(actor: Actor, organisation: Organisation) -> Verdict:
    """Whether the actor may take over the endorsement that came with an application which was just decided."""
    if actor.coalition_id != organisation.coalition_id:
        return Verdict(False, _("This is not an organisation of the coalition."))
    return ENTER.verdict(actor)


def may_withdraw(actor: Actor, endorsement: Endorsement) -> Verdict:
    """Whether the actor may withdraw or correct an endorsement: who may sign for it; a coordinator what coordinators entered."""
    if endorsement.organisation is None or endorsement.coalition_id != actor.coalition_id:
        return Verdict(False, _("This is not an endorsement by an organisation of the coalition."))
    # What follows from another deed, such as the end of a membership, the machine does.
    if actor.capacity is Capacity.SYSTEM or (endorsement.entered_by_id is not None and ENTER.verdict(actor).allowed):
        return ALLOWED
    return may_endorse(actor, endorsement.organisation)


def may_answer(actor: Actor, endorser: Endorser) -> Verdict:
    """Whether the actor may confirm, correct or withdraw what somebody from outside endorsed: who holds the link from their mail.

    The face has seen the link; it stands in no other place than that mail. A coordinator corrects what coordinators entered.
    """
    if actor.capacity is Capacity.VISITOR and actor.proof >= Proof.LINK:
        return ALLOWED
    if endorser.entered_by_id is not None and endorser.coalition_id == actor.coalition_id:
        return KEEP_ENDORSERS.verdict(actor)
    return Verdict(False, _("Only who reads the address may do this, by the link in the mail that went there."))
