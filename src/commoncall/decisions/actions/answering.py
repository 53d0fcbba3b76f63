"""Answering for an organisation, and changing that until the close: one answer for each, whoever of its people gave it last."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from commoncall.decisions import permissions
from commoncall.decisions.actions import secret
from commoncall.decisions.actions.closing import close_early
from commoncall.decisions.actions.holding import held_open, record
from commoncall.decisions.actions.settling import settle_ask
from commoncall.decisions.history import deciding as kinds
from commoncall.decisions.models import Decision, Elector, Response
from commoncall.decisions.rules.answers import answers_of, needs_reason
from commoncall.decisions.rules.outcomes import has_roll, is_closed_by_hand
from commoncall.decisions.rules.rule import Answer, Rule, Way
from commoncall.kernel import statements
from commoncall.kernel.authority import Actor
from commoncall.kernel.parties.models import Organisation
from commoncall.kernel.parties.queries import Authority
from commoncall.kernel.refusals import Conflict, NotVisible, Refusal

Came = Response.Came


@dataclass(frozen=True)
class Given:
    """An answer as it was given: what, why, through whom and by which mandate, and how it came."""

    answer: Answer
    reason: str = ""
    person: UUID | None = None
    mandate: UUID | None = None
    came: Came = Came.WORKSPACE
    came_how: str = ""
    entered_by: UUID | None = None
    proxy_of: UUID | None = None


def answer(decision: Decision, organisation: Organisation, given: Answer, reason: str = "", *, by: Actor) -> Response | secret.Cast:
    """Answer for an organisation, or change its answer where the rule lets it; in a secret vote, cast its ballot, once.

    What a coordinator entered for it, its own people put right in this way under every rule. An answer that breaks silence, or
    settles what may be closed early, closes the decision in the same step.
    Who may: a person whose mandate covers the topic, for an organisation on the roll that is not suspended; or who holds its proxy.
    Recorded for the organisation: who answered and under which mandate. Refused: before it is opened; late, with the exact instant
    at which it ended; an answer that the rule does not know; an objection without its reason; a second answer where the rule knows
    no change; by proxy, what the organisation has answered itself.
    """
    rule = Rule.of(decision.rule)
    if rule.secret:
        return secret.cast(decision, organisation, given, by=by)
    return _answered(decision, rule, organisation, given, reason, by)


@transaction.atomic
def _answered(decision: Decision, rule: Rule, organisation: Organisation, given: Answer, reason: str, by: Actor) -> Response:
    kept, at = held_open(decision, by, alone=may_close(rule, given))
    authority = permissions.authority_to_answer(by, kept, organisation)
    authority.verdict.require()
    refuse_unfit(rule, given, reason)
    said = _said(authority, organisation, given, reason, by)
    present = taken(kept, organisation)
    _refuse_change(rule, present, said)
    before = present.answer if present else None
    response = write(kept, organisation, said, at, present)
    kind = kinds.ANSWER_CHANGED if present else kinds.ANSWERED
    facts = {"answer": given.value, "came": said.came, "mandate": str(said.mandate) if said.mandate else None, "before": before}
    record(kind, kept, by, organisation=organisation, facts=facts, particulars={"reason": response.reason})
    settle_ask(kept, organisation, by)
    close_early(kept, at)
    return response


def may_close(rule: Rule, given: Answer) -> bool:
    """Tell whether an answer may close the decision, so that it has to be held alone."""
    return rule.early_close or (rule.way is Way.SILENCE and given is Answer.OBJECT)


def refuse_unfit(rule: Rule, given: Answer, reason: str) -> None:
    """Refuse an answer that the rule does not know, and an objection without its reason."""
    if given not in answers_of(rule):
        raise Refusal(_("This cannot be answered under the rule of this decision."), field="answer")
    if needs_reason(rule, given) and not reason.strip():
        raise Refusal(_("Give the reason of the objection: those who prepare the decision have to consider it."), field="reason")


def _said(authority: Authority, organisation: Organisation, given: Answer, reason: str, by: Actor) -> Given:
    by_proxy = by.organisation_id is not None and by.organisation_id != organisation.pk
    return Given(
        given,
        reason.strip(),
        by.person_id,
        authority.mandate.pk if authority.mandate else None,
        Came.PROXY if by_proxy else Came.WORKSPACE,
        proxy_of=by.organisation_id if by_proxy else None,
    )


def taken(decision: Decision, organisation: Organisation) -> Response | None:
    """Return the present answer of an organisation; two who answer for it at once take turns from here on."""
    with connection.cursor() as cursor:
        cursor.execute(_HOLD_LINE, [decision.pk, organisation.pk])
        is_on_roll = cursor.fetchone() is not None
    if not is_on_roll:
        if has_roll(Rule.of(decision.rule)):
            raise NotVisible(_("This organisation is not on the roll."))
        Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
    found = statements.ask(_response_to, decision=decision.pk, organisation=organisation.pk)
    return statements.made(Response, found[0]) if found else None


_HOLD_LINE = "SELECT 1 FROM decisions_elector WHERE decision_id = %s AND organisation_id = %s FOR NO KEY UPDATE"


def _response_to(actor: Actor, decision: UUID, organisation: UUID) -> QuerySet[Response, tuple[Any, ...]]:
    return Response.objects.filter(decision_id=decision, organisation_id=organisation).values_list(*statements.columns(Response))


def _refuse_change(rule: Rule, present: Response | None, said: Given) -> None:
    if present is None:
        return
    is_own = present.entered_by_id is None and present.proxy_of_id is None
    if said.proxy_of is not None and present.proxy_of_id is None:
        raise Conflict(_("The organisation has answered itself, which counts before its proxy."), code="answered_itself")
    # What others answered for it, it puts right itself, whatever the rule says of changing.
    if not rule.may_change and (is_own or said.proxy_of is not None):
        raise Conflict(_("It has been answered already, and the rule of this decision knows no change of an answer."), code="no_change")


def write(decision: Decision, organisation: Organisation, said: Given, at: datetime, present: Response | None) -> Response:
    """Write an answer in the place of the one before it."""
    response = present or Response(decision=decision, organisation=organisation)
    response.answer, response.reason = said.answer.value, said.reason
    response.person_id, response.mandate = said.person, said.mandate
    response.came, response.came_how = said.came, said.came_how
    response.entered_by_id, response.proxy_of_id = said.entered_by, said.proxy_of
    response.said_at = at
    if present is None:
        statements.insert([response])
    else:
        response.save()
    if is_closed_by_hand(Rule.of(decision.rule)) and said.came != Came.PROXY:
        Elector.objects.filter(decision=decision, organisation=organisation, is_present=False).update(is_present=True)
    return response
