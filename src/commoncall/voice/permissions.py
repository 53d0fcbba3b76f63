"""What people may do with statements and letters, and who may sign for an organisation: each verdict with its reason in words."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commoncall.decisions.models import Decision
from commoncall.drafting.models import Version
from commoncall.kernel import time
from commoncall.kernel.authority import ALLOWED, Actor, Capacity, Permission, Proof, Role, Verdict, permission
from commoncall.kernel.parties import queries as parties
from commoncall.kernel.parties.models import Coalition, Organisation, Person
from commoncall.kernel.parties.queries import Authority
from commoncall.membership.models import Membership
from commoncall.voice import words
from commoncall.voice.models import Letter, Signature, Statement
from commoncall.voice.queries.eligible import SENT, SIGNERS, STATED, speak_as_one, why_may_not_sign

__all__ = [
    "DOWNLOAD",
    "ENTER",
    "PREPARE",
    "PRE_APPROVE",
    "SENT",
    "SIGN",
    "SIGNING",
    "STATED",
    "authority_to_sign",
    "may_answer",
    "may_ask_to_sign",
    "may_be_signed_by",
    "may_enter",
    "may_pre_approve",
    "may_prepare",
    "may_publish",
    "may_retract",
    "may_sign",
    "may_speak",
    "may_state",
    "may_withdraw",
    "speaks_as_one",
    "topics_of",
    "why_may_not_sign",
]

PREPARE = permission("voice.prepare", gettext_lazy("Publish statements; prepare letters, open, close and deliver them"), roles={Role.COORDINATOR})
SIGN = permission("voice.sign", gettext_lazy("Sign a letter for one’s own organisation, and withdraw that"), roles=set(SIGNERS))
ENTER = permission("voice.enter", gettext_lazy("Enter a signature that came on paper, by phone, by mail or in a file"), roles={Role.COORDINATOR})
PRE_APPROVE = permission(
    "voice.pre_approve",
    gettext_lazy("Say on which topics one’s own organisation signs every letter, and end that"),
    roles={Role.REPRESENTATIVE, Role.ENDORSER},
)
DOWNLOAD = permission(
    "voice.download", gettext_lazy("Download a statement or a letter with those who stand under it"), roles={Role.COORDINATOR, Role.REPRESENTATIVE}
)

#: The topics of a mandate that let its holder sign letters which ask for no topic of their own; a mandate without topics is for all.
SIGNING = ("sign", "letters")


def may_prepare(actor: Actor, coalition: Coalition) -> Verdict:
    """Whether the actor may prepare, open, close and deliver letters of a coalition: its coordinators."""
    return PREPARE.verdict(actor) if actor.coalition_id == coalition.pk else _not_here()


def speaks_as_one(coalition: Coalition) -> Verdict:
    """Whether a coalition speaks with one voice, so that statements go out in its name."""
    if speak_as_one(coalition):
        return ALLOWED
    told = _("Here each organisation speaks with its own voice: nothing goes out in the name of all. A letter can be signed by each for itself.")
    return Verdict(False, told)


def may_state(actor: Actor, coalition: Coalition) -> Verdict:
    """Whether statements are offered to the actor at all: to the coordinators of a coalition that speaks with one voice."""
    verdict = may_prepare(actor, coalition)
    return speaks_as_one(coalition) if verdict.allowed else verdict


def may_publish(actor: Actor, decision: Decision) -> Verdict:
    """Whether the actor may publish what a decision adopted in the coalition's name."""
    verdict = may_state(actor, decision.coalition)
    if not verdict.allowed:
        return verdict
    if decision.state != Decision.State.ADOPTED:
        return Verdict(False, _("Only what was adopted goes out in the coalition’s name."))
    if decision.wording_until is not None and decision.wording_until > time.now():
        return Verdict(False, _("Its rule leaves time for the wording after its adoption. It is published once that is over."))
    version = decision.version
    if version is None or version.text.kind not in STATED:
        return Verdict(False, _("This decision adopted no statement and no policy paper."))
    if version.digest != decision.digest or version.state not in {Version.State.LOCKED, Version.State.PUBLISHED}:
        return Verdict(False, _("The words that were adopted were changed or superseded since. Nothing else than what was adopted is published."))
    if Statement.objects.filter(version=version).exists():
        return Verdict(False, _("This has been published already."))
    return verdict


def may_retract(actor: Actor, statement: Statement) -> Verdict:
    """Whether the actor may retract a statement, or change who reads it: a coordinator, unless it was retracted."""
    verdict = may_prepare(actor, statement.coalition)
    if verdict.allowed and statement.retracted_at is not None:
        return Verdict(False, _("This statement has been retracted already."))
    return verdict


def may_be_signed_by(letter: Letter, organisation: Organisation, *, has_status: bool = True) -> Verdict:
    """Whether an organisation of the coalition is among those whom a letter asks, whoever acts for it."""
    if organisation.coalition_id != letter.coalition_id:
        return _not_here()
    membership = Membership.objects.filter(pk=organisation.pk).first()
    found = why_may_not_sign(letter, membership, has_status=has_status)
    return Verdict(False, words.why(found, letter)) if found else ALLOWED


def may_speak(actor: Actor, organisation: Organisation) -> Verdict:
    """Whether the actor is one of an organisation's own people who may sign at all, whatever their topics."""
    return _may_for_own(actor, organisation, SIGN)


def _may_for_own(actor: Actor, organisation: Organisation, what: Permission) -> Verdict:
    if actor.coalition_id != organisation.coalition_id:
        return _not_here()
    if actor.is_operator:
        return ALLOWED
    if actor.organisation_id is None and not actor.preview:
        told = _("Only its own people sign for %(other)s. Enter what came on paper, by phone or by mail instead.")
        return Verdict(False, told % {"other": organisation.name})
    if actor.organisation_id != organisation.pk:
        return Verdict(False, _("You act for %(own)s, and so not for another organisation.") % {"own": actor.organisation_name})
    return what.verdict(actor)


def authority_to_sign(person: Person, organisation: Organisation, topic: str = "") -> Authority:
    """Return whether a person's mandate lets them sign for an organisation, on which mandate, and why or why not."""
    answers = [parties.authority_of(person, organisation, one) for one in topics_of(topic)]
    return next((one for one in answers if one), answers[0])


def topics_of(topic: str) -> tuple[str, ...]:
    """Return the topics one of which a mandate must cover: that of the letter, or of signing where it has none."""
    return (topic,) if topic else SIGNING


def may_sign(actor: Actor, letter: Letter, organisation: Organisation, *, has_status: bool = True) -> Verdict:
    """Whether the actor may sign a letter for an organisation: one of its own people by a mandate for the topic, and it is asked.

    Whether it has the status that the letter asks for is said only when it signs.
    """
    verdict = may_speak(actor, organisation)
    if not verdict.allowed:
        return verdict
    asked = may_be_signed_by(letter, organisation, has_status=has_status)
    if not asked.allowed or actor.person_id is None:
        return asked
    return authority_to_sign(Person(pk=actor.person_id, name=actor.person_name), organisation, letter.topic).verdict


def may_ask_to_sign(actor: Actor, letter: Letter, organisation: Organisation) -> Verdict:
    """Whether the actor may ask whoever holds the authority to sign: everybody who acts for an organisation that the letter asks."""
    if actor.preview:
        return SIGN.verdict(actor)
    if actor.organisation_id is None or actor.organisation_id != organisation.pk or actor.coalition_id != letter.coalition_id:
        return Verdict(False, _("Only those who act for an organisation ask a colleague there to sign."))
    return may_be_signed_by(letter, organisation)


def may_enter(actor: Actor, letter: Letter) -> Verdict:
    """Whether the actor may enter signatures under a letter that came in another way: a coordinator."""
    return ENTER.verdict(actor) if actor.coalition_id == letter.coalition_id else _not_here()


def may_withdraw(actor: Actor, signature: Signature) -> Verdict:
    """Whether the actor may withdraw or correct a signature: who may sign for it; a coordinator what coordinators entered."""
    if signature.coalition_id != actor.coalition_id:
        return _not_here()
    if signature.organisation is None:
        return may_answer(actor, signature)
    # What follows from another deed, such as the end of a membership, the machine does.
    if actor.capacity is Capacity.SYSTEM or (signature.entered_by_id is not None and ENTER.verdict(actor).allowed):
        return ALLOWED
    verdict = may_speak(actor, signature.organisation)
    if not verdict.allowed or actor.person_id is None:
        return verdict
    return authority_to_sign(Person(pk=actor.person_id, name=actor.person_name), signature.organisation, signature.letter.topic).verdict


def may_answer(actor: Actor, signature: Signature) -> Verdict:
    """Whether the actor may confirm, correct or withdraw what somebody from outside signed: who holds the link from their mail.

    The face has seen the link; it stands in no other place than that mail. A coordinator corrects what coordinators entered.
    """
    if actor.capacity is Capacity.VISITOR and actor.proof >= Proof.LINK:
        return ALLOWED
    if signature.entered_by_id is not None and signature.coalition_id == actor.coalition_id:
        return ENTER.verdict(actor)
    return Verdict(False, _("Only who reads the address may do this, by the link in the mail that went there."))


def may_pre_approve(actor: Actor, organisation: Organisation, topic: str = "") -> Verdict:
    """Whether the actor may say on which topics an organisation signs every letter: who may sign on that topic for it."""
    verdict = _may_for_own(actor, organisation, PRE_APPROVE)
    if not verdict.allowed or actor.person_id is None:
        return verdict
    person = Person(pk=actor.person_id, name=actor.person_name)
    covering = [parties.authority_of(person, organisation, one) for one in (topic, *SIGNING) if one]
    return next((one.verdict for one in covering if one), covering[0].verdict)


def _not_here() -> Verdict:
    return Verdict(False, _("There is no such thing here."))
