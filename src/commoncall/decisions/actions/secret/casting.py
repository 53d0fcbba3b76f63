"""Casting a ballot: the roll says that the organisation has voted, and apart from it lies a ballot that tells nothing."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import uuid4

from django.db import connection, transaction
from django.utils.translation import gettext as _

from commoncall.decisions import keys, permissions
from commoncall.decisions.actions.holding import deed, held_open
from commoncall.decisions.actions.settling import settle_ask
from commoncall.decisions.history import deciding as kinds
from commoncall.decisions.models import Ballot, Decision, Elector
from commoncall.decisions.rules import answers, sealing, secrecy
from commoncall.decisions.rules.outcomes import is_closed_by_hand
from commoncall.decisions.rules.rule import Answer, Rule
from commoncall.decisions.rules.secrecy import Said
from commoncall.kernel import statements
from commoncall.kernel.authority import Actor
from commoncall.kernel.parties.models import Mandate, Organisation
from commoncall.kernel.refusals import Conflict, NotAllowed, Refusal


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
    _refuse_others(by)
    held, _at = held_open(decision, by)
    rule = Rule.of(held.rule)
    if not rule.secret:
        raise Conflict(_("This is no secret vote: answer it in the open."), code="not_secret")
    authority = permissions.authority_to_answer(by, held, organisation)
    authority.verdict.require()
    if given not in answers.answers_of(rule):
        raise Refusal(_("Choose one of the answers."), field="answer")
    public = bytes(held.vote_key or b"")
    if not keys.is_kept(held.pk, public):
        raise Conflict(
            _("No ballot can be taken at present: the key of this vote is not where it should be. Tell a coordinator."), code="key_missing"
        )
    _mark(held, rule, organisation, by, authority.mandate)
    said = Said(given, secrecy.new_receipt() if rule.receipts else "")
    statements.insert([_sealed(held, public, said)])
    settle_ask(held, organisation, by, deed(kinds.VOTED_IN_SECRET, held, organisation=organisation))
    return Cast(said.receipt)


def _refuse_others(by: Actor) -> None:
    if by.person_id is None:
        raise NotAllowed(_("In a secret vote each organisation casts its own ballot. Nobody enters one for it."))


def _mark(decision: Decision, rule: Rule, organisation: Organisation, by: Actor, mandate: Mandate | None) -> None:
    """Say on the roll that an organisation has voted. Two of its people at once take turns here, and the second is told who did."""
    is_present = is_closed_by_hand(rule) and by.organisation_id == organisation.pk
    with connection.cursor() as cursor:
        cursor.execute(_MARK, [by.person_id, mandate.pk if mandate else None, is_present, decision.pk, organisation.pk])
        if cursor.rowcount:
            return
    line = Elector.objects.filter(decision=decision, organisation=organisation)
    who = line.values_list("voted_through__name", flat=True).first() or _("somebody else")
    words = _("%(organisation)s has voted already, through %(person)s. A secret ballot cannot be changed.")
    raise Conflict(words % {"organisation": organisation.name, "person": who}, code="voted")


_MARK = """
    UPDATE decisions_elector SET has_voted = true, voted_through_id = %s, voted_under = %s, is_present = is_present OR %s
    WHERE decision_id = %s AND organisation_id = %s AND NOT has_voted"""


def _sealed(decision: Decision, public: bytes, said: Said) -> Ballot:
    ballot = uuid4()
    bound = decision.pk.bytes + ballot.bytes
    return Ballot(id=ballot, decision_id=decision.pk, sealed=sealing.seal(secrecy.written(said), public, bound_to=bound, pledge=keys.pledges()[0]))
