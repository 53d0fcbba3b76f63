"""Casting a ballot: the roll says that the organisation has voted, and apart from it lies a ballot that tells nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from commoncall.decisions import keys, permissions
from commoncall.decisions import kinds as asked
from commoncall.decisions.history import deciding as kinds
from commoncall.decisions.models import Ballot, Decision, Elector
from commoncall.decisions.rules import answers, sealing, secrecy
from commoncall.decisions.rules.rule import Answer, Rule
from commoncall.decisions.rules.secrecy import Said
from commoncall.kernel import statements
from commoncall.kernel.asks import actions as asking
from commoncall.kernel.asks import permissions as asks_permissions
from commoncall.kernel.asks import queries as asks
from commoncall.kernel.authority import Actor, system
from commoncall.kernel.history import actions as book
from commoncall.kernel.parties.models import Organisation
from commoncall.kernel.refusals import Conflict, NotAllowed, NotVisible, Refusal

# The clock is asked only when the decision is held: whoever closes it holds it alone. Others who vote hold it at the same time.
_HOLD = """
    WITH held AS MATERIALIZED (SELECT * FROM decisions_decision WHERE id = %s AND coalition_id = %s FOR SHARE)
    SELECT held.*, clock_timestamp() AS reached_at FROM held"""


@dataclass(frozen=True)
class Cast:
    """That a ballot was cast. The receipt is empty unless the rule gives some; it is told here and nowhere else, ever again."""

    receipt: str = ""


@transaction.atomic
def cast(decision: Decision, organisation: Organisation, given: Answer, *, by: Actor) -> Cast:
    """Cast an organisation's ballot in a secret vote, once and for good; what it was asked about it is answered.

    Who may: as for answers in an open vote, and nobody else: no coordinator, and not the operator. Recorded that it has voted and
    through whom, not what. Refused: in a vote that is not secret or not open, or whose time is over by the database's clock; an
    answer that the rule does not know; a second time, with who voted; where the key of the vote is gone, so that no ballot is
    taken that nobody could open.
    """
    held = _held(decision, by)
    _refuse_others(by)
    permissions.may_answer(by, held, organisation).require()
    if given not in answers.may_be_given(Rule.of(held.rule)):
        raise Refusal(_("Choose one of the answers."), field="answer")
    public = bytes(held.vote_key or b"")
    if not keys.is_kept(held.pk, public):
        raise Conflict(
            _("No ballot can be taken at present: the key of this vote is not where it should be. Tell a coordinator."), code="key_missing"
        )
    _mark(held, organisation, by)
    said = Said(given, secrecy.new_receipt() if Rule.of(held.rule).receipts else "")
    statements.insert([_sealed(held, public, said)])
    _record(held, organisation, by)
    _answer_asks(held, organisation, by)
    return Cast(said.receipt)


def _held(decision: Decision, by: Actor) -> Decision:
    """Hold a decision still while ballots are cast, and see that it is a secret vote whose time is not over."""
    held = next(iter(Decision.objects.raw(_HOLD, [decision.pk, by.coalition_id])), None)
    if held is None:
        raise NotVisible(_("There is no such decision here."))
    if not Rule.of(held.rule).secret:
        raise Conflict(_("This is no secret vote: answer it in the open."), code="not_secret")
    reached_at: datetime = held.reached_at  # type: ignore[attr-defined]
    if held.state != Decision.State.OPEN or (held.closes_at is not None and reached_at >= held.closes_at):
        raise Conflict(_("This decision is not open. A ballot can be cast only while it is."), code="closed")
    return held


def _refuse_others(by: Actor) -> None:
    if by.person_id is None:
        raise NotAllowed(_("In a secret vote each organisation casts its own ballot. Nobody enters one for it."))


def _mark(decision: Decision, organisation: Organisation, by: Actor) -> None:
    """Say on the roll that an organisation has voted. Two of its people at once take turns here, and the second is told who did."""
    line = Elector.objects.filter(decision=decision, organisation=organisation)
    if line.filter(has_voted=False).update(has_voted=True, voted_through=by.person_id, voted_under=_mandate(decision, by)):
        return
    who = line.values_list("voted_through__name", flat=True).first() or _("somebody else")
    words = _("%(organisation)s has voted already, through %(person)s. A secret ballot cannot be changed.")
    raise Conflict(words % {"organisation": organisation.name, "person": who}, code="voted")


def _mandate(decision: Decision, by: Actor) -> UUID | None:
    own = Organisation(pk=by.organisation_id, name=by.organisation_name, coalition_id=decision.coalition_id)
    mandate = permissions.authority_for(by, own, decision.topic).mandate
    return mandate.pk if mandate else None


def _sealed(decision: Decision, public: bytes, said: Said) -> Ballot:
    ballot = uuid4()
    bound = decision.pk.bytes + ballot.bytes
    return Ballot(id=ballot, decision_id=decision.pk, sealed=sealing.seal(secrecy.written(said), public, bound_to=bound, pledge=keys.pledges()[0]))


def _record(decision: Decision, organisation: Organisation, by: Actor) -> None:
    named = {"title": decision.title} if kinds.may_be_titled(kinds.VOTED_IN_SECRET, decision.label) else {}
    book.record(
        kinds.VOTED_IN_SECRET,
        by=by,
        subject=decision.pk,
        subject_kind="decision",
        concerns=organisation.pk,
        facts={"number": decision.number},
        particulars={"organisation": organisation.name} | named,
    )


def _answer_asks(decision: Decision, organisation: Organisation, by: Actor) -> None:
    for one in asks.open_about(decision.coalition, asked.ANSWER, [decision.pk]).filter(organisation=organisation):
        if asks_permissions.is_asked(by, one):
            asking.answer(one, by=by)
        else:
            asking.withdraw(one, by=system().within(decision.coalition_id, decision.coalition.chain_id))
