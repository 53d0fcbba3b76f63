"""The form with which one's organisation answers, right on the page, or why it cannot answer at present."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from commoncall.decisions import permissions
from commoncall.decisions.queries import answers
from commoncall.decisions.queries.answers import Own
from commoncall.decisions.rules.outcomes import is_closed_by_hand
from commoncall.decisions.rules.rule import Answer, Rule, Way
from commoncall.kernel.refusals import Words
from commoncall.web.moments import exactly
from commoncall.workspace.decisions import words
from commoncall.workspace.decisions.forms import AnswerForm

if TYPE_CHECKING:
    from commoncall.decisions.models import Decision
    from commoncall.kernel.authority import Actor, Verdict


@dataclass(frozen=True)
class Panel:
    """What one's organisation, or one whose proxy it holds, may answer here."""

    key: str
    name: str
    by_proxy: bool
    is_answered: bool
    said: str
    note: str
    refused: Words
    form: AnswerForm | None


def panels(actor: Actor, decision: Decision, rule: Rule, bound: AnswerForm | None = None) -> list[Panel]:
    """Return a panel for each organisation for which the reader may answer; ``bound`` is the form that was just sent for one."""
    found = answers.own(actor, decision)
    told = permissions.authorities_to_answer(actor, decision, [one.organisation for one in found])
    return [_panel(one, told[one.organisation.pk].verdict, rule, decision, bound, number) for number, one in enumerate(found)]


def _panel(one: Own, verdict: Verdict, rule: Rule, decision: Decision, bound: AnswerForm | None, number: int) -> Panel:
    key, given = str(one.organisation.pk), one.response
    is_answered = one.has_voted or given is not None
    form = None
    is_final = is_answered and (rule.secret or not (rule.may_change or _was_answered_by_others(one)))
    if verdict.allowed and not is_final:
        is_bound = bound is not None and bound.data.get("for", key) == key
        form = bound if is_bound else AnswerForm(rule=rule, given=Answer(given.answer) if given else None, reason=given.reason if given else "")
        if form is not None and number:
            form.auto_id = f"id_{number}_%s"
    said = _said(one, rule)
    return Panel(key, one.organisation.name, one.by_proxy, is_answered, said, _noted(one, decision, rule, verdict), verdict.reason, form)


def _was_answered_by_others(one: Own) -> bool:
    """Tell whether others answered for an organisation, which its own people put right under every rule."""
    given = one.response
    return given is not None and not one.by_proxy and (given.is_entered or given.proxy_of_id is not None)


def _noted(one: Own, decision: Decision, rule: Rule, verdict: Verdict) -> str:
    """Return what is said beside an answer: whether it can be changed, or why the reader cannot change it."""
    is_answered = one.has_voted or one.response is not None
    if is_answered and not verdict.allowed:
        return str(verdict.reason)
    return _note(decision, rule, is_answered and (rule.may_change or rule.secret or not _was_answered_by_others(one)))


def _said(one: Own, rule: Rule) -> str:
    named = {"organisation": one.organisation.name}
    if rule.secret:
        return _("%(organisation)s has voted.") % named if one.has_voted else ""
    if one.response is None:
        return ""
    said = str(words.RECORDED[Answer(one.response.answer)]) % named
    if not one.response.is_entered:
        return said
    if one.response.entered_by is None:
        return _("%(said)s It was entered by somebody else. If it is not right, correct it here.") % {"said": said}
    entered = one.response.entered_by.name
    return _("%(said)s It was entered by %(person)s. If it is not right, correct it here.") % {"said": said, "person": entered}


def _note(decision: Decision, rule: Rule, is_answered: bool) -> str:
    if rule.secret:
        return _("A ballot cannot be changed.") if is_answered else ""
    if not rule.may_change:
        return _("The rule does not let an answer be changed.") if is_answered else _("The rule does not let an answer be changed afterwards.")
    if is_closed_by_hand(rule) or decision.closes_at is None:
        return _("You can change it until the meeting closes the vote.")
    if is_answered:
        return _("You can change this until %(instant)s.") % {"instant": exactly(decision.closes_at)}
    if rule.way is Way.SILENCE:
        return _("Nothing to do if you agree: silence counts as consent.")
    return _("You can change the answer until it closes.")


def told(panel_name: str, decision: Decision, rule: Rule, given: Answer) -> str:
    """Return what is said once an answer was recorded; of a secret ballot nothing but that it was cast."""
    if rule.secret:
        return _("Recorded: %(organisation)s has voted. A ballot cannot be changed.") % {"organisation": panel_name}
    first = str(words.RECORDED[given]) % {"organisation": panel_name}
    if decision.state != "open":
        return _("%(first)s With that it is closed.") % {"first": first}
    return _("%(first)s %(second)s") % {"first": first, "second": _note(decision, rule, True)}


def question(panel_name: str, rule: Rule, form: AnswerForm) -> dict[str, Any]:
    """Return what is asked before a ballot is cast, or silence broken: the question, what follows, and the words of the button."""
    named = {"organisation": panel_name}
    if rule.secret:
        return {
            "question": _("Cast this ballot for %(organisation)s: %(answer)s?") % {**named, "answer": words.BALLOT[form.said]},
            "follows": [
                _("A ballot that is cast can be neither changed nor taken back."),
                _("That your organisation has voted is on the roll, with your name. What it voted stands nowhere beside a name."),
            ],
            "words": _("Cast the ballot for %(organisation)s") % named,
            "kind": "main",
        }
    return {
        "question": _("Break silence for %(organisation)s?") % named,
        "follows": [
            words.breaking(rule),
            _("All who decide are shown the objection, in your own words."),
        ],
        "words": _("Object for %(organisation)s") % named,
        "kind": "stop",
    }
