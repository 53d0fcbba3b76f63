"""One decision as its reader sees it: what is left, how it stands, every will, what the rule is, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commoncall.decisions import sentences
from commoncall.decisions.queries import answers, decisions
from commoncall.decisions.queries.answers import Standing
from commoncall.decisions.rules.outcomes import is_closed_by_hand
from commoncall.decisions.rules.rule import Answer, Rule, Way
from commoncall.design.will import Ending
from commoncall.kernel import time
from commoncall.kernel.labels import LABEL_SENTENCES, Label
from commoncall.web.lists import joined
from commoncall.web.moments import exactly, numeral
from commoncall.web.words import Words as Called
from commoncall.web.words import words_of
from commoncall.workspace.bodies.shown import title
from commoncall.workspace.decisions import afterwards, deeds, instants, lines, outcomes, own, stands, subject, words

if TYPE_CHECKING:
    from commoncall.decisions.models import Decision
    from commoncall.kernel.authority import Actor

#: So many answers stand on the page itself; all of them have a page of their own.
MOST_LINES = 12
#: Every objection stands in full, up to so many.
MOST_OBJECTIONS = 40
#: While it is in one of these, answers are given or were given.
OPENED = frozenset({"open", "adopted", "not_adopted", "returned", "escalated", "lapsed", "consulted"})
SHORT_DIGEST = 12


@dataclass(frozen=True)
class Text:
    """The text that is decided on: what it is called, which version, and the digest of its words, short."""

    title: str
    language: str
    words: str
    digest: str
    address: str


def head(decision: Decision, rule: Rule, called: Called, entitled: int | None = None) -> dict[str, Any]:
    """Return what the head of every page about a decision says."""
    body = title(decision.body, called) if decision.body else ""
    return {
        "decision": decision,
        "label_words": _who_reads(decision),
        "whom": words.whom(rule, body=body, region=decision.region, number=entitled, called=called),
        "status": decision.get_state_display(),
        "status_kind": words.STATUS[decision.state],
    }


def _who_reads(decision: Decision) -> str:
    """Return for whom a decision is. Whoever is on its roll reads it too, which is what matters where it is about somebody."""
    if decision.subject_kind == decisions.APPLICATION:
        return _("For those who decide on it, and the coordinators.")
    if decision.subject_kind == decisions.PROCEEDING:
        return _("For those who decide on it, the organisation itself, and the coordinators.")
    return str(LABEL_SENTENCES[Label(decision.label)])


def page(actor: Actor, decision: Decision, slug: str, form: Any = None) -> dict[str, Any]:
    """Return what the page of a decision shows to its reader; a constant number of queries."""
    called, rule, standing = words_of(decision.coalition), decisions.rule(decision), answers.standing(actor, decision)
    opened = decision.opened_at is not None
    shown = head(decision, rule, called, standing.entitled if opened else None)
    shown |= _instants(decision, rule) | _rule(decision, rule, called, slug)
    shown |= {
        # Whoever answers too late, or where nothing is open, is told so on the page as it is now.
        "refused": [str(one) for said in form.errors.values() for one in said] if form is not None and decision.state != "open" else [],
        "entered_later": decision.entered_at is not None,
        "question": decision.question,
        "text": _text(decision, slug),
        "about": subject.of(actor, decision, slug),
        "own": own.panels(actor, decision, rule, form) if decision.state == "open" else [],
        **deeds.of(actor, decision, rule, slug),
        "particulars": outcomes.particulars(actor, decision, slug),
        "seal": _seal(decision) if decision.closed_at else "",
    }
    if decision.entered_at is not None:
        shown |= {"stands": stands.entered(decision), "whom": ""}
    elif decision.state in {"draft", "notice"}:
        shown |= {"stands": stands.before(decision, rule)}
    if opened:
        shown |= _wills(decision, rule, standing)
    if decision.state in outcomes.SETTLED:
        shown |= outcomes.came_of_it(actor, decision, rule, standing, called)
        shown |= {"afterwards": afterwards.of(actor, decision, rule, standing.entitled)}
    return shown


def _instants(decision: Decision, rule: Rule) -> dict[str, Any]:
    now = time.now()
    if decision.state == "notice" and decision.opens_at is not None:
        return {"clock": instants.until(decision.opens_at, _("It opens on %(instant)s.") % {"instant": exactly(decision.opens_at)}, now)}
    if decision.state == "open" and decision.closes_at is not None and not is_closed_by_hand(rule):
        return {"clock": instants.until(decision.closes_at, words.closes(rule, exactly(decision.closes_at)), now)}
    return {}


def _rule(decision: Decision, rule: Rule, called: Called, slug: str) -> dict[str, Any]:
    rung = decision.rung
    return {
        "rule": rule,
        "sentence": sentences.sentence(rule) if not decision.entered_at else "",
        "deviation": decision.deviation,
        "details": sentences.details(rule) if not decision.entered_at else [],
        "rung_name": words.rung(rung) if rung else "",
        "rung_address": reverse("ladder-rung", args=[slug, rung.code]) if rung else reverse("ladder", args=[slug]),
    }


def _seal(decision: Decision) -> str:
    chain = decision.coalition.chain
    return bytes(chain.head).hex() if chain.length else ""


def _text(decision: Decision, slug: str) -> Text | None:
    version = decision.version
    if version is None:
        return None
    told = _("Version %(number)s.") % {"number": numeral(version.number)}
    digest = decision.digest[:SHORT_DIGEST]
    return Text(version.text.title, version.text.language, told, digest, reverse("draft-version", args=[slug, version.pk]))


def _wills(decision: Decision, rule: Rule, standing: Standing) -> dict[str, Any]:
    is_over, report = decision.state != "open", standing.report
    broken_by = joined(one.name or _("an organisation that is not named") for one in standing.lines if one.answer is Answer.OBJECT)
    if is_over:
        how = stands.ended(decision, rule, report, too_few=standing.too_few, broken_by=broken_by)
    else:
        how = stands.under_way(rule, report, standing.voted, standing.entitled)
    if rule.secret:
        return {"stands": how, "strokes": (standing.voted, standing.entitled), "waiting_words": waiting(standing, is_over=is_over)}
    said = [one for one in standing.lines if one.answer is not None]
    objecting = [one for one in said if one.answer is Answer.OBJECT]
    others = [one for one in said if one.answer is not Answer.OBJECT]
    others.sort(key=lambda one: (one.answer not in lines.DISSENT, not one.reason))
    # Dissent is on the page whole; of those who agree, as many as there is room for.
    dissent = sum(one.answer in lines.DISSENT for one in others)
    figure = lines.drawn(standing.lines, rule, _ending(decision, rule, standing)) if standing.lines else None
    return {
        "stands": how,
        "figure": figure,
        "legend": stands.legend(lines.counts(standing.lines, rule)),
        "line_words": lines.what_a_line_is(figure) if figure else "",
        "objections": lines.lines(objecting[:MOST_OBJECTIONS], rule),
        "objections_title": ngettext("The objection", "The objections", len(objecting)),
        "answers": lines.lines(others[: max(MOST_LINES, min(dissent, MOST_OBJECTIONS))], rule, is_over=is_over),
        "answers_all": _("All %(n)s") % {"n": numeral(len(standing.lines))} if standing.lines else "",
        "answers_note": "" if said else _("Nobody has answered yet."),
        "waiting_words": waiting(standing, is_over=is_over, is_silence=rule.way is Way.SILENCE),
    }


def _ending(decision: Decision, rule: Rule, standing: Standing) -> Ending:
    if decision.state in {"adopted", "consulted"}:
        return Ending.REACHED
    if decision.state != "open":
        return Ending.STOPPED
    stopped = standing.report is not None and not standing.report.adopted and bool(standing.report.objections)
    return Ending.STOPPED if stopped and rule.way in {Way.SILENCE, Way.CONSENSUS} else Ending.OPEN


def waiting(standing: Standing, *, is_over: bool, is_silence: bool = False) -> str:
    """Return how many have not answered, in a sentence that says what that means."""
    number = standing.waiting
    if not number:
        return ""
    told = {"n": numeral(number)}
    if is_silence:
        return ngettext("%(n)s organisation is silent.", "%(n)s organisations are silent.", number) % told
    if is_over:
        return ngettext("%(n)s organisation did not answer.", "%(n)s organisations did not answer.", number) % told
    return ngettext("%(n)s organisation has not answered.", "%(n)s organisations have not answered.", number) % told
