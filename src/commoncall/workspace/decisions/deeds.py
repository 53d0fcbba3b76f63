"""What its reader may do with a decision besides answering, as links; no link promises what would be refused."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _

from commoncall.decisions import permissions
from commoncall.decisions.queries import answers
from commoncall.decisions.rules.outcomes import is_closed_by_hand
from commoncall.decisions.rules.rule import Dissociation, Rule, Time
from commoncall.voice import permissions as voice
from commoncall.workspace.decisions.access import own_organisation
from commoncall.workspace.decisions.outcomes import SETTLED

if TYPE_CHECKING:
    from commoncall.decisions.models import Decision
    from commoncall.kernel.authority import Actor


@dataclass(frozen=True)
class Deed:
    """A deed as a link."""

    words: str
    address: str


def of(actor: Actor, decision: Decision, rule: Rule, slug: str) -> dict[str, Any]:
    """Return what the reader may do: the deeds of those who lead a decision over the page, all others beside it."""
    by_hand = _leading(actor, decision, rule)
    others = [*_keeping(actor, decision, rule), *_of_ones_own(actor, decision, rule)]
    told = [Deed(said, reverse(name, args=[slug, decision.pk])) for name, said in others]
    failed = decision.state in {"not_adopted", "returned", "escalated", "lapsed"}
    if failed and decision.subject is None and permissions.may_prepare(actor, decision.coalition).allowed:
        told.insert(0, Deed(_("Prepare a revised one"), f"{reverse('decision-new', args=[slug])}?follows={decision.pk}"))
    return {
        "main_deeds": [Deed(said, reverse(name, args=[slug, decision.pk])) for name, said in by_hand],
        "deeds": told,
        "not_leading": _not_leading(actor, decision),
    }


def _not_leading(actor: Actor, decision: Decision) -> str:
    """Return why somebody who coordinates does not lead this vote; nothing where they do, or where it is over."""
    if not actor.is_coordinator or decision.state not in {"draft", "notice", "open"}:
        return ""
    return str(permissions.is_impartial(actor, decision).reason)


def _leading(actor: Actor, decision: Decision, rule: Rule) -> list[tuple[str, str]]:
    if decision.state == "draft" and permissions.may_open(actor, decision).allowed:
        return [("decision-open", _("Look at it once more, and open it")), ("decision-change", _("Change"))]
    if decision.state == "adopted" and decision.version_id and voice.may_publish(actor, decision).allowed:
        return [("statement-publish", _("Publish this statement"))]
    if decision.state != "open":
        return []
    told = []
    if permissions.may_enter(actor, decision).allowed:
        told.append(("decision-enter", _("Enter an answer")))
    if is_closed_by_hand(rule) and permissions.may_close(actor, decision).allowed:
        if permissions.may_lead(actor, decision).allowed:
            told.append(("decision-present", _("Who is present")))
        told.append(("decision-close", _("Close the vote")))
    return told


def _keeping(actor: Actor, decision: Decision, rule: Rule) -> list[tuple[str, str]]:
    told = []
    if decision.state in SETTLED and permissions.may_keep(actor, decision).allowed:
        if decision.entered_at is not None:
            told.append(("decision-correct", _("Correct the entry")))
        if decision.state != "withdrawn":
            told.append(("decision-note", _("Note the disagreement that remained, or when to look at it again")))
        if decision.state != "withdrawn" and (decision.subject is None or decision.is_public):
            told.append(("decision-public", _("Take it out of the public register") if decision.is_public else _("Put it into the public register")))
    if decision.state in {"draft", "notice", "open"} and permissions.may_withdraw(actor, decision).allowed:
        if decision.state == "open" and permissions.may_lead(actor, decision).allowed:
            told.append(("decision-remind", _("Remind those who have not answered")))
        told.append(("decision-withdraw", _("Withdraw it")))
    return told


def _of_ones_own(actor: Actor, decision: Decision, rule: Rule) -> list[tuple[str, str]]:
    own = own_organisation(actor) if decision.state in {"notice", "open", "adopted"} else None
    if own is None:
        return []
    told = []
    if decision.state in {"notice", "open"} and rule.proxies and permissions.may_give_proxy(actor, decision, own).allowed:
        told.append(("decision-proxy", _("Let another organisation answer for yours")))
    if decision.state == "notice" and rule.discussion != Time() and permissions.may_demand(actor, decision, own).allowed:
        told.append(("decision-discuss", _("Demand a discussion first")))
    if rule.dissociation is not Dissociation.NONE and permissions.may_dissociate(actor, decision, own).allowed:
        is_apart = any(one.is_own for one in answers.dissociations(actor, decision))
        told.append(("decision-dissociate", _("Take back the dissociation") if is_apart else _("Dissociate your organisation from it")))
    return told
