"""Answering for an organisation, and changing that until the close: one answer for each, whoever of its people gave it last."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from commoncall.decisions import permissions
from commoncall.decisions.actions import secret
from commoncall.decisions.actions.closing import close_early
from commoncall.decisions.actions.holding import deed, held_open
from commoncall.decisions.actions.settling import TELL_OF_ENTRY, settle_ask, tell_later
from commoncall.decisions.history import deciding as kinds
from commoncall.decisions.models import Decision, Elector, Response
from commoncall.decisions.rules.answers import answers_of, needs_reason
from commoncall.decisions.rules.outcomes import is_closed_by_hand
from commoncall.decisions.rules.rule import Answer, Rule, Way
from commoncall.kernel import statements
from commoncall.kernel.authority import Actor
from commoncall.kernel.parties.models import Organisation
from commoncall.kernel.parties.queries import Authority
from commoncall.kernel.refusals import Conflict, Refusal

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
    is_entered: bool = False
    entered_by: UUID | None = None
    proxy_of: UUID | None = None


def answer(decision: Decision, organisation: Organisation, given: Answer, reason: str = "", *, by: Actor) -> Response | secret.Cast:
    """Answer for an organisation, or change its answer where the rule lets it; in a secret vote, cast its ballot, once.

    What a coordinator entered for it, its own people put right in this way under every rule. An answer that breaks silence, or
    settles what may be closed early, closes the decision in the same step.
    Who may: a person whose mandate covers the topic, for an organisation on the roll that is not suspended; or who holds its proxy.
    Recorded for the organisation: who answered and under which mandate. Refused: before it is opened; late, with the exact instant
    at which it ended; an answer that the rule does not know; an objection without its reason; a second answer where the rule knows
    no change; by proxy, and for whoever has no mandate, what the organisation has answered itself.
    """
    if Rule.of(decision.rule).secret:
        return secret.cast(decision, organisation, given, by=by)
    return in_the_open(decision, organisation, given, reason, by=by)


@transaction.atomic
def in_the_open(decision: Decision, organisation: Organisation, given: Answer, reason: str = "", *, by: Actor) -> Response:
    """Answer as ``answer`` does, where the vote is open; the answer brings the decision with it as it then stands."""
    rule = Rule.of(decision.rule)
    kept, at = held_open(decision, by, alone=may_close(rule, given))
    if Rule.of(kept.rule) != rule or rule.secret:
        raise Conflict(_("The rule of this decision has changed meanwhile. Look at it again."), code="rule")
    authority = permissions.authority_to_answer(by, kept, organisation)
    authority.verdict.require()
    refuse_unfit(rule, given, reason)
    said = _said(authority, organisation, given, reason, by)
    response, before = write(kept, organisation, said, at, lambda present: _refuse_change(rule, present, said))
    kind = kinds.ANSWERED if before is None else kinds.ANSWER_CHANGED
    facts = {"answer": given.value, "came": said.came, "mandate": str(said.mandate) if said.mandate else None, "before": before}
    settle_ask(kept, organisation, by, deed(kind, kept, organisation=organisation, facts=facts, particulars={"reason": response.reason}))
    if said.is_entered:
        tell_later(TELL_OF_ENTRY, kept, response=str(response.pk), sender=by.person_name)
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
        # Whoever has no mandate, as the operator has none, speaks for nobody: it is written down for the organisation.
        is_entered=authority.mandate is None,
        entered_by=by.person_id if authority.mandate is None else None,
        proxy_of=by.organisation_id if by_proxy else None,
    )


def refuse_own(present: Response) -> None:
    """Refuse to write down for an organisation another answer than it gave itself."""
    # What was answered by proxy, the organisation replaces by its own words, however they came.
    if not present.is_entered and present.proxy_of_id is None:
        words = _("%(organisation)s has answered itself. Only it changes that.")
        raise Conflict(words % {"organisation": present.organisation.name}, code="answered_itself")


def _refuse_change(rule: Rule, present: Response, said: Given) -> None:
    is_own = not present.is_entered and present.proxy_of_id is None
    if said.is_entered:
        refuse_own(present)
    if said.proxy_of is not None and present.proxy_of_id is None:
        raise Conflict(_("The organisation has answered itself, which counts before its proxy."), code="answered_itself")
    # What others answered for it, it puts right itself, whatever the rule says of changing.
    if not rule.may_change and (is_own or said.proxy_of is not None):
        raise Conflict(_("It has been answered already, and the rule of this decision knows no change of an answer."), code="no_change")


def write(
    decision: Decision, organisation: Organisation, said: Given, at: datetime, refuse: Callable[[Response], None]
) -> tuple[Response, str | None]:
    """Write an answer, or put it into the place of the one before unless that is refused; return it, and what was answered before.

    Of two who answer for an organisation at once, the second waits for the first, and then changes what that one wrote.
    """
    response = _filled(Response(decision=decision, organisation=organisation), said, at)
    before = None
    if not statements.insert_unless_there(response):
        present = statements.made(Response, statements.ask(_held, decision=decision.pk, organisation=organisation.pk)[0])
        refuse(present)
        before, present.decision, present.organisation = present.answer, decision, organisation
        response = _filled(present, said, at)
        response.save()
    if is_closed_by_hand(Rule.of(decision.rule)) and said.came != Came.PROXY:
        Elector.objects.filter(decision=decision, organisation=organisation, is_present=False).update(is_present=True)
    return response, before


def _filled(response: Response, said: Given, at: datetime) -> Response:
    response.answer, response.reason = said.answer.value, said.reason
    response.person_id, response.mandate = said.person, said.mandate
    response.came, response.came_how = said.came, said.came_how
    response.is_entered, response.entered_by_id, response.proxy_of_id = said.is_entered, said.entered_by, said.proxy_of
    response.said_at = at
    return response


def _held(actor: Actor, decision: UUID, organisation: UUID) -> QuerySet[Response, tuple[Any, ...]]:
    found = Response.objects.select_for_update(no_key=True).filter(decision_id=decision, organisation_id=organisation)
    return found.values_list(*statements.columns(Response))
